"""The words of a record: which items say something.

The table holds which word is in which item, and no text. A word can only be taken out of it by the text that
put it there: a change of what `words_of` gives needs all items merged anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from serums_desktop.domain.timeline import TimelineItem

# Overwriting an item's words where they stand takes 200 µs, writing all anew without those that went half a
# microsecond for each item there is. More than these few wait for that.
_FEW = 20

_ADD = "INSERT INTO words (rowid, text) VALUES (?, ?)"
_DROP = "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)"
_OVERWRITES = text("SELECT v FROM words_config WHERE k = 'secure-delete'")
_SET_OVERWRITES = text("INSERT INTO words (words, rank) VALUES ('secure-delete', :overwrites)")
_WRITE_ANEW = text("INSERT INTO words (words) VALUES ('optimize')")


def words_of(item: TimelineItem) -> str:
    """What can be looked for: what it is called and about, its codes, its note and what it says."""
    # A name is "system|code" or plain: of the system's address everything would be full.
    names = [name.rpartition("|")[2] for name in item.names]
    said = (item.title, *item.other_titles, *item.codes, item.note, item.value_text, *names)
    return " ".join([words for words in said if words])


def add(transaction: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Add items, by id, with their words."""
    if words:
        # In order of the ids they are written in one piece.
        transaction.exec_driver_sql(_ADD, sorted(words))


def drop(transaction: Connection, words: Sequence[tuple[int, str]]) -> None:
    """Take items out by the very words they came with. Of many the words are overwritten by `sweep` only."""
    if len(words) > _FEW:
        transaction.execute(_SET_OVERWRITES, {"overwrites": 0})
    if words:
        transaction.exec_driver_sql(_DROP, sorted(words))


def sweep(transaction: Connection) -> None:
    """Overwrite the words of items that were taken out, where that was put off."""
    if transaction.scalar(_OVERWRITES) == 0:
        transaction.execute(_WRITE_ANEW)
        transaction.execute(_SET_OVERWRITES, {"overwrites": 1})


def pattern(typed: str) -> str:
    """What the table is asked for: every word, the last one as a beginning; empty for no word.

    What stands between blanks is a word. One of several parts, as 5.4, has them one after the other. Case
    and accents do not matter.
    """
    # What SQLite reads ends at a zero, and has no halves of characters.
    readable = typed.replace("\0", " ").encode(errors="replace").decode()
    # Between quotation marks nothing is an operator.
    words = ['"' + word.replace('"', '""') + '"' for word in readable.split()]
    return " ".join(words) + " *" if words else ""
