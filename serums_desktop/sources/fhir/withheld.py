"""What is left out before anything is counted, shown or kept.

Regulation (EU) 2025/327, Article 8: that a patient restricted access is not visible to those who treat
them. A source's Consent resources, and resources that only say that their content is masked, would tell
it by being there; so would security labels, and references to what was held back. A record with them must
look like the record without them. What is left out, is left out of every record in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

_MASKED_SYSTEMS = {
    "http://terminology.hl7.org/CodeSystem/data-absent-reason",
    "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
}
_MASKED_CODES = {"masked", "MSK"}

_DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

# A security label says what to do with a resource, to programs (FHIR R4 §6.1.1.4); these are all its places.
_LABELS = {"security", "securityLabel", "confidentiality"}
_MARKS = (b'"security', b'"confidentiality', b"SUBSETTED", b"REDACTED", b"MASKED", b"masked", b'"withheld"')
# These words stand around every mark there is. They are longer, so that looking for them takes half as long,
# and none has a slash, which some servers escape.
HINTS = (
    b'"security', b'"confidentiality', b"v3-ObservationValue", b"data-absent-reason", b"v3-NullFlavor",
    b"emptyReason",
)  # fmt: skip
_OBSERVATION_VALUES = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"
_INCOMPLETE = {"SUBSETTED", "REDACTED", "MASKED"}

_REFERENCE = re.compile(rb'"reference"\s*:\s*"([^"#][^"]*)"')
# Elements of repeating parts that say nothing without what they refer to.
_CARRIED_BY_REFERENCE = (
    "condition", "item", "target", "targetReference", "what", "outcomeReference", "entry", "reference",
    "link", "detail",
)  # fmt: skip


class _Maskable(msgspec.Struct, rename="camel"):
    """Elements whose masking leaves nothing of a resource. Types differ in them: nothing is required."""

    code: Any = None
    value_codeable_concept: Any = None
    medication_codeable_concept: Any = None
    vaccine_code: Any = None
    data_absent_reason: Any = None


def is_withheld(resource_type: str, raw: bytes) -> bool:
    """Whether a resource does no more than hint at a restriction."""
    if resource_type == "Consent":
        return True
    return may_hint(raw) and _is_all_masked(raw)


def may_hint(raw: bytes, hints: Iterable[bytes] = HINTS) -> bool:
    """Whether a resource could have a label or something masked at all: hardly any has.

    `hints` are those of its page, see `hints_in`.
    """
    return any(hint in raw for hint in hints)


def hints_in(page: bytes) -> tuple[bytes, ...]:
    """The hints anywhere in a page: most pages have none, and then no resource of theirs has."""
    return tuple([hint for hint in HINTS if hint in page])


def _is_all_masked(raw: bytes) -> bool:
    # The words stand in every masked resource; looking closer is seldom needed.
    if b"masked" not in raw and b"MSK" not in raw:
        return False
    try:
        resource = msgspec.json.decode(raw, type=_Maskable)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return any(_is_masked(getattr(resource, name)) for name in _Maskable.__struct_fields__)


def without_labels(raw: bytes) -> bytes:
    """A resource without what it says of its own confidentiality and completeness.

    Untouched, byte for byte, where it says nothing of them or is not JSON.
    """
    if not any(mark in raw for mark in _MARKS):
        return raw
    try:
        content = _decoded(raw)
        return msgspec.json.encode(content) if _drop(content, _is_label) else raw
    except (ValueError, RecursionError):
        return raw


def references_in(raw: bytes) -> list[bytes]:
    """Every reference in a resource's JSON text to something outside it, escaped as it stands there."""
    return _REFERENCE.findall(raw)


def without_references(raw: bytes, is_missing: Callable[[str], bool]) -> bytes:
    """A resource without the references that lead nowhere, nor its narrative, which may name them.

    Raises ValueError or RecursionError for what only a decoder of all its elements finds wrong.
    """
    content = _decoded(raw)
    content.pop("text", None)
    _drop(content, lambda _, value: _leads_nowhere(value, is_missing))
    return msgspec.json.encode(content)


def _decoded(raw: bytes) -> Any:
    # Numbers are written again as they stood, whatever their size: 1e2 stays 1e2, and -0 stays -0.
    return json.loads(raw.decode(), parse_int=_as_written, parse_float=_as_written, parse_constant=_no_number)


def _as_written(number: str) -> msgspec.Raw:
    return msgspec.Raw(number.encode())


def _no_number(constant: str) -> Any:
    raise ValueError(constant)


def _drop(node: Any, goes: Callable[[str, Any], bool]) -> bool:
    """Take out the parts that go, by their name and value, and what they leave empty; whether any did."""
    dropped = False
    if isinstance(node, dict):
        for name, value in list(node.items()):
            if goes(name, value):
                del node[name]
            elif not _drop(value, goes):
                continue
            elif not value:
                del node[name]
            dropped = True
    elif isinstance(node, list):
        kept = []
        for value in node:
            if goes("", value):
                dropped = True
                continue
            changed = _drop(value, goes)
            dropped |= changed
            if value or not changed:
                kept.append(value)
        node[:] = kept
    return dropped


def _is_label(name: str, value: Any) -> bool:
    if name in _LABELS and isinstance(value, list | str):
        return True
    if not isinstance(value, dict):
        return False
    if value.get("url") == _DATA_ABSENT_REASON:
        return value.get("valueCode") == "masked"
    if name == "emptyReason":
        return _says_withheld(value)
    return value.get("system") == _OBSERVATION_VALUES and value.get("code") in _INCOMPLETE


def _leads_nowhere(value: Any, is_missing: Callable[[str], bool]) -> bool:
    if not isinstance(value, dict):
        return False
    reference = value.get("reference")
    if isinstance(reference, str):
        return is_missing(reference)
    for name in _CARRIED_BY_REFERENCE:
        if name == "outcomeReference" and "detail" in value:
            # What is planned stands by itself, whatever came of it.
            continue
        about = value.get(name)
        if isinstance(about, dict) and _leads_nowhere(about, is_missing):
            return True
        # The details of evidence are many, and stand beside codes of their own.
        several = about if isinstance(about, list) and name != "detail" else []
        if several and all(_leads_nowhere(each, is_missing) for each in several):
            return True
    return False


def _is_masked(concept: Any) -> bool:
    return any(
        item.get("system") in _MASKED_SYSTEMS and item.get("code") in _MASKED_CODES
        for item in _codings(concept)
    )


def _says_withheld(reason: Any) -> bool:
    # CodeSystem list-empty-reason: a list that is empty for this reason is not.
    return any(item.get("code") == "withheld" for item in _codings(reason))


def _codings(concept: Any) -> list[dict[str, Any]]:
    coding = concept.get("coding") if isinstance(concept, dict) else None
    return [item for item in coding if isinstance(item, dict)] if isinstance(coding, list) else []
