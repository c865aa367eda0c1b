"""What a check of the workstation found."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec


class Verdict(enum.StrEnum):
    """How a check ended. SKIPPED: what it looks at depends on something that failed before."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    SKIPPED = "skipped"


class Finding(msgspec.Struct, frozen=True):
    """One check's result: `check` names what was looked at, `code` what was found.

    `facts` hold numbers and names for the sentence (a module's path, a reader's name, a number of days):
    never a secret, never anything of a patient.
    """

    check: str
    verdict: Verdict
    code: str
    facts: Mapping[str, str] = {}
