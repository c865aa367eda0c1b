"""Reading the rows of a table of any version, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

_AT_ONCE = 500


def in_parts(transaction: Connection, query: str) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows of a query by their first column, of which it wants those `:after`, at `:most`."""
    after = 0
    while rows := transaction.execute(text(query), {"after": after, "most": _AT_ONCE}).all():
        after = rows[-1][0]
        yield rows
