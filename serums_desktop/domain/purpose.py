"""Why somebody opens a record (HL7 v3 ActReason, PurposeOfUse)."""

from __future__ import annotations

import enum


class PurposeOfUse(enum.StrEnum):
    """The purposes this program asks with; the values are v3-ActReason codes."""

    TREATMENT = "TREAT"
    EMERGENCY_TREATMENT = "ETREAT"
    BREAK_GLASS = "BTG"
