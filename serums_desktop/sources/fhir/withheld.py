"""What is left out before anything is counted, shown or kept.

Regulation (EU) 2025/327, Article 8: that a patient restricted access is not visible to those who treat
them. A source's Consent resources, and resources that only say that their content is masked, would tell
it by being there; a record with them must look like the record without them.
"""

from __future__ import annotations

from typing import Any

import msgspec

_MASKED_SYSTEMS = {
    "http://terminology.hl7.org/CodeSystem/data-absent-reason",
    "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
}
_MASKED_CODES = {"masked", "MSK"}


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
    # The words stand in every masked resource; looking closer is seldom needed.
    if b"masked" not in raw and b"MSK" not in raw:
        return False
    try:
        resource = msgspec.json.decode(raw, type=_Maskable)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return any(_is_masked(getattr(resource, name)) for name in _Maskable.__struct_fields__)


def _is_masked(concept: Any) -> bool:
    coding = concept.get("coding") if isinstance(concept, dict) else None
    return isinstance(coding, list) and any(
        isinstance(item, dict) and item.get("system") in _MASKED_SYSTEMS and item.get("code") in _MASKED_CODES
        for item in coding
    )
