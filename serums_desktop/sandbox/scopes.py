"""SMART App Launch scopes: which of the requested ones are granted, and what a granted one permits."""

from __future__ import annotations

import re

import msgspec

SUPPORTED = (
    "openid", "fhirUser", "profile", "launch", "offline_access", "user/*.rs", "user/AuditEvent.crs",
    "system/AuditEvent.crs", "system/Communication.crs", "system/Binary.c", "system/Patient.rs",
)  # fmt: skip

# What a workstation reads for the downtime of its ward, as treatment may: who lies there, and the types of
# a safety summary.
SUMMARY_TYPES = frozenset(
    {
        "AllergyIntolerance", "Condition", "Device", "DeviceUseStatement", "Encounter", "Flag", "Location",
        "Medication", "MedicationRequest", "MedicationStatement", "Observation", "Patient",
    }
)  # fmt: skip

# SMART App Launch 2.2, "Scopes for requesting FHIR resources"; `.read` and the like are version 1.
_RESOURCE_SCOPE = re.compile(r"(?P<level>user|system)/(?P<type>\*|[A-Z][A-Za-z]+)\.(?P<verbs>[a-z*]+)")
_VERSION_1_VERBS = {"read": "rs", "write": "cud", "*": "cruds"}


class ResourceScope(msgspec.Struct, frozen=True):
    """Permitted interactions (some of ``c r s``) on one resource type, or on all of them (``*``).

    `level` is ``user`` for a member of staff, ``system`` for a workstation.
    """

    level: str
    type: str
    verbs: str

    def permits(self, resource_type: str, verb: str) -> bool:
        """Whether this scope covers one interaction on one type."""
        return self.type in {"*", resource_type} and verb in self.verbs

    def __str__(self) -> str:
        return f"{self.level}/{self.type}.{self.verbs}"


def granted(requested: list[str], *, offline: bool = False, launched: bool = False) -> list[str]:
    """What staff get of the requested scopes, narrowed where one asks for too much.

    `offline` says whether a refresh token may be given, `launched` whether an EHR started the program.
    """
    identity = {"openid", "fhirUser", "profile"}
    identity |= ({"offline_access"} if offline else set()) | ({"launch"} if launched else set())
    kept = [scope for scope in requested if scope in identity]
    kept += [str(scope) for scope in resource_scopes(requested) if scope.level == "user"]
    return list(dict.fromkeys(kept))


def granted_to_workstation(requested: list[str]) -> list[str]:
    """What a workstation gets of the requested scopes: evidence, and summaries for its ward's downtime."""
    kept = [str(scope) for scope in resource_scopes(requested) if scope.level == "system"]
    return list(dict.fromkeys(kept))


def resource_scopes(texts: list[str]) -> tuple[ResourceScope, ...]:
    """The grantable scopes that name FHIR resources.

    Staff read anything and create audit events; workstations have audit events and notices, may send both
    sealed, and read the types of a safety summary.
    """
    found = []
    for text in texts:
        scope = _RESOURCE_SCOPE.fullmatch(text)
        if scope is None:
            continue
        asked = _VERSION_1_VERBS.get(scope["verbs"], scope["verbs"])
        allowed = _allowed_verbs(scope["level"], scope["type"])
        verbs = "".join(verb for verb in allowed if verb in asked)
        if verbs:
            found.append(ResourceScope(scope["level"], scope["type"], verbs))
    return tuple(found)


def _allowed_verbs(level: str, resource_type: str) -> str:
    if level == "system":
        read = "rs" if resource_type in SUMMARY_TYPES else ""
        return {"AuditEvent": "crs", "Communication": "crs", "Binary": "c"}.get(resource_type, read)
    return "crs" if resource_type == "AuditEvent" else "rs"
