"""What must not be read as a plain fact: taken back, refuted, negated, or changed by an unknown modifier."""

from __future__ import annotations

from typing import Any

import msgspec

from serums_desktop.domain.received import Reason
from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir import terms

# Only names are looked at: a number of any size may stand beside them.
_decoder = msgspec.json.Decoder(float_hook=str)

MODIFIER = b"modifierExtension"


def retracted(status: str, verification: fhir.CodeableConcept | None = None) -> Reason:
    """Why a resource must not be shown as a fact, by its status or verification; else NONE."""
    if status == "entered-in-error":
        return Reason.ENTERED_IN_ERROR
    if verification is None:
        return Reason.NONE
    verified = terms.codes(verification)
    if "entered-in-error" in verified:
        return Reason.ENTERED_IN_ERROR
    return Reason.REFUTED if "refuted" in verified else Reason.NONE


def has_unknown_modifier(resource: fhir.Resource, raw: bytes, *, is_named: bool = True) -> bool:
    """Whether an extension that this program does not know may change what the resource means.

    No modifier extension is known, so any one counts, at whatever depth (FHIR R4 §2.4.1): one inside a
    reaction or a dosage can turn its meaning round as well. The same holds for implicit rules, and for what
    cannot be looked through. `is_named` is whether the word stands anywhere in its page.
    """
    if resource.implicit_rules:
        return True
    if not isinstance(resource, fhir.DomainResource):
        # A nested bundle's resources are judged when they are read themselves.
        return False
    if resource.modifier_extension:
        return True
    if not is_named or MODIFIER not in raw:
        return False
    try:
        return _modified(_decoder.decode(raw))
    except (msgspec.DecodeError, RecursionError):
        return True


def _modified(node: Any) -> bool:
    if isinstance(node, dict):
        return bool(node.get("modifierExtension")) or any(map(_modified, node.values()))
    return isinstance(node, list) and any(map(_modified, node))
