"""The three sentences that every message to a person has."""

from __future__ import annotations

import msgspec


class Notice(msgspec.Struct, frozen=True):
    """Three short sentences for a person; `kept` and `cure` may be empty."""

    happened: str
    kept: str = ""
    cure: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.happened, self.kept, self.cure) if part)
