"""What a patient's Consent resources withhold, and records in which the withheld never existed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import msgspec

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.compartments import Authored, compartments, references_in
from serums_desktop.sandbox.oauth import ACT_REASON

# Elements of repeating parts that say nothing without their reference: the whole part goes with it.
_CARRIED_BY_REFERENCE = {"condition", "item", "target", "what", "outcomeReference", "entry"}

_OBSERVATION_VALUE = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"

_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


class Withheld(msgspec.Struct, frozen=True):
    """For one purpose: references that do not exist, and other bodies for what referred to them.

    `apart` are (patient id, reference) of what exists, but belongs to that patient no more: a psychiatrist
    is not part of a record whose every word of hers is withheld.
    """

    references: frozenset[str]
    redacted: dict[str, bytes]
    apart: frozenset[tuple[str, str]] = frozenset()


def withheld(
    resources: Iterable[Authored],
    purpose: PurposeOfUse,
    *,
    removed: frozenset[str] = frozenset(),
    tactful: bool = True,
) -> Withheld:
    """Apply every active Consent among the resources (FHIR R4 Consent.provision) for one purpose.

    What is `removed` never existed, whatever the purpose. A server that is not `tactful` leaves out the
    denied and nothing else: Consent, Provenance and references stay, labelled as incomplete.

    A rule's criteria all have to match; among the exceptions to a rule the last match wins. Breaking the
    glass overrides every denial but one that names this purpose itself ("not even in an emergency", which
    some national laws let patients say). Consent itself is never served to staff, whatever it says.
    """
    everything = list(resources)
    consents = {item.reference for item in everything if item.type == "Consent"}
    denied = _denied(everything, purpose)
    if tactful:
        return _without(everything, consents | denied | removed)
    gone = _without(everything, set(removed))
    labelled = {
        item.reference: _labelled(gone.redacted.get(item.reference, item.body))
        for item in everything
        if not denied.isdisjoint(references_in(item.body))
    }
    return Withheld(gone.references | denied, gone.redacted | labelled, gone.apart)


def restriction(reference: str, *, even_in_emergency: bool = False) -> Authored:
    """A Consent that withholds one resource from treatment, ordinary and in an emergency.

    Breaking the glass opens it, unless the patient wants it closed `even_in_emergency`.
    """
    consent_id = f"restriction-of-{reference.replace('/', '-')}"
    purposes = [PurposeOfUse.TREATMENT, PurposeOfUse.EMERGENCY_TREATMENT]
    if even_in_emergency:
        purposes.append(PurposeOfUse.BREAK_GLASS)
    body = {
        "resourceType": "Consent",
        "id": consent_id,
        "status": "active",
        "provision": {
            "type": "deny",
            "purpose": [{"system": ACT_REASON, "code": purpose.value} for purpose in purposes],
            "data": [{"meaning": "instance", "reference": {"reference": reference}}],
        },
    }
    return Authored("Consent", consent_id, _encoder.encode(body))


def _denied(everything: list[Authored], purpose: PurposeOfUse) -> set[str]:
    rules = [
        document["provision"]
        for document in (_decoder.decode(item.body) for item in everything if item.type == "Consent")
        if document.get("status") == "active" and "provision" in document
    ]
    if not rules:
        return set()
    denied = set()
    for item in everything:
        content = _decoder.decode(item.body)
        if any(_decision(rule, item.reference, content, purpose) == "deny" for rule in rules):
            denied.add(item.reference)
    return denied


def _decision(
    rule: dict[str, Any], reference: str, content: dict[str, Any], purpose: PurposeOfUse
) -> str | None:
    if not _matches(rule, reference, content, purpose):
        return None
    decision: str | None = rule.get("type")
    for exception in rule.get("provision", []):
        decision = _decision(exception, reference, content, purpose) or decision
    return decision


def _matches(rule: dict[str, Any], reference: str, content: dict[str, Any], purpose: PurposeOfUse) -> bool:
    if purpose is PurposeOfUse.BREAK_GLASS and rule.get("type") == "deny" and not rule.get("purpose"):
        return False
    labels = {
        (label.get("system"), label.get("code")) for label in content.get("meta", {}).get("security", [])
    }
    codes = {(coding.get("system"), coding.get("code")) for coding in _codings(content)}
    criteria: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
        ("purpose", lambda each: (each.get("system"), each.get("code")) == (ACT_REASON, purpose.value)),
        ("class", lambda each: each.get("code") == content["resourceType"]),
        ("securityLabel", lambda each: (each.get("system"), each.get("code")) in labels),
        ("code", lambda each: any((c.get("system"), c.get("code")) in codes for c in each.get("coding", []))),
        ("data", lambda each: each.get("reference", {}).get("reference") == reference),
    ]
    return all(any(map(test, rule[name])) for name, test in criteria if rule.get(name))


def _codings(content: dict[str, Any]) -> list[dict[str, Any]]:
    concepts = [
        content[key] for key in ("code", "medicationCodeableConcept", "vaccineCode") if key in content
    ]
    concepts += content.get("category", []) if isinstance(content.get("category"), list) else []
    return [
        coding for concept in concepts if isinstance(concept, dict) for coding in concept.get("coding", [])
    ]


def _without(everything: list[Authored], hidden: set[str]) -> Withheld:
    """Take resources out, and every trace of them in those that stay."""
    if not hidden:
        return Withheld(frozenset(), {})
    links = {item.reference: references_in(item.body) for item in everything}
    for item in everything:
        # Provenance exists for its targets alone.
        if item.type == "Provenance" and item.reference not in hidden:
            targets = [each.get("reference") for each in _decoder.decode(item.body).get("target", [])]
            if targets and all(target in hidden for target in targets):
                hidden.add(item.reference)
    redacted = {}
    for item in everything:
        if item.reference not in hidden and not hidden.isdisjoint(links[item.reference]):
            content = _decoder.decode(item.body)
            # A narrative may name what the references no longer do.
            content.pop("text", None)
            _strip(content, hidden)
            redacted[item.reference] = _encoder.encode(content)
    return Withheld(frozenset(hidden), redacted, _apart(everything, hidden, redacted))


def _apart(
    everything: list[Authored], hidden: set[str], redacted: dict[str, bytes]
) -> frozenset[tuple[str, str]]:
    left = [
        msgspec.structs.replace(item, body=redacted.get(item.reference, item.body))
        for item in everything
        if item.reference not in hidden
    ]
    before, after = compartments(everything), compartments(left)
    return frozenset((patient, name) for name in after for patient in before[name] - after[name])


def _labelled(body: bytes) -> bytes:
    """A body that says that something is missing from it, as servers label it (FHIR R4 §6.1.1.4)."""
    content = _decoder.decode(body)
    meta = content.setdefault("meta", {})
    meta.setdefault("security", []).append({"system": _OBSERVATION_VALUE, "code": "REDACTED"})
    meta.setdefault("tag", []).append({"system": _OBSERVATION_VALUE, "code": "SUBSETTED"})
    return _encoder.encode(content)


def _strip(part: dict[str, Any], hidden: set[str]) -> None:
    for key, value in list(part.items()):
        if isinstance(value, dict):
            if value.get("reference") in hidden:
                del part[key]
                continue
            _strip(value, hidden)
        elif isinstance(value, list):
            value[:] = [each for each in value if not _goes(each, hidden)]
            for each in value:
                if isinstance(each, dict):
                    _strip(each, hidden)
            value[:] = [each for each in value if each != {}]
        if value in ({}, []):
            del part[key]


def _goes(element: Any, hidden: set[str]) -> bool:
    """Whether an element of a list names something hidden, itself or as what it is about."""
    if not isinstance(element, dict):
        return False
    if element.get("reference") in hidden:
        return True
    for key in _CARRIED_BY_REFERENCE & element.keys():
        about = element[key]
        if isinstance(about, dict) and about.get("reference") in hidden:
            return True
        if isinstance(about, list) and about and all(_goes(each, hidden) for each in about):
            return True
    return False
