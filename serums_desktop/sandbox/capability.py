"""What an origin says of its FHIR interface."""

from __future__ import annotations

from serums_desktop.sandbox import search
from serums_desktop.sandbox.evidence_store import REQUIRED, SEALED

_SMART_SERVICE = {
    "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
    "code": "SMART-on-FHIR",
}
_PARAMETER_KINDS = {
    "_lastUpdated": "date",
    "birthdate": "date",
    "family": "string",
    "given": "string",
    "name": "string",
    "patient": "reference",
    "subject": "reference",
    "location": "reference",
    "source": "reference",
}


def capability_statement(fhir_base: str, types: frozenset[str]) -> dict[str, object]:
    """The CapabilityStatement of a server that keeps these resource types."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-01",
        "kind": "instance",
        "software": {"name": "Serums Desktop sandbox"},
        "implementation": {"description": "Model hospital with invented people", "url": fhir_base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": {"service": [{"coding": [_SMART_SERVICE], "text": "OAuth2 with SMART-on-FHIR"}]},
                "resource": [_capability(name) for name in sorted(types)],
            }
        ],
    }


def _capability(resource_type: str) -> dict[str, object]:
    names = ["_id", "_lastUpdated", *search.parameters_of(resource_type)]
    verbs = ["read", "search-type"] + (["create"] if resource_type in {*REQUIRED, SEALED} else [])
    described: dict[str, object] = {
        "type": resource_type,
        "interaction": [{"code": verb} for verb in verbs],
        "searchParam": [{"name": name, "type": _PARAMETER_KINDS.get(name, "token")} for name in names],
    }
    if resource_type == "Patient":
        everything = "http://hl7.org/fhir/OperationDefinition/Patient-everything"
        described["operation"] = [{"name": "everything", "definition": everything}]
    return described
