"""Clinical numbers: exact, with the text the source wrote."""

from __future__ import annotations

from decimal import Decimal

import msgspec


class Quantity(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A measured amount.

    `text` is the decimal exactly as the source wrote it (72.50 is not 72.5); `value` is the same number.
    `comparator` is one of ``< <= >= > ad`` or empty. `unit` is the source's word for the unit, `code`
    its UCUM code where one was given.
    """

    value: Decimal
    text: str
    unit: str = ""
    code: str = ""
    comparator: str = ""

    def __str__(self) -> str:
        number = f"{self.comparator}{self.text}"
        return f"{number} {self.unit or self.code}".rstrip()


class ReferenceRange(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A range as one source gave it: either bound may be missing. `text` is the source's own wording."""

    low: Quantity | None = None
    high: Quantity | None = None
    text: str = ""
