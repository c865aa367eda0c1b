"""What a code is called: in the source's words, else in ours and marked as ours. Nothing is translated."""

from __future__ import annotations

from typing import NamedTuple

from serums_desktop.messages.display_table import LANGUAGES, WORDS
from serums_desktop.messages.translation import translate


class Display(NamedTuple):
    """A name to show. `origin` says from which code it is ours; empty where the source named it."""

    text: str
    origin: str = ""


def display(system: str, code: str, source_words: str = "", language: str = "en") -> Display:
    """The source's own words for a code, else ours in a language (BCP 47; English where it has none).

    A code that the table does not know is its own name.
    """
    if source_words.strip():
        return Display(source_words)
    words = WORDS.get((system, code))
    if words is None:
        return Display(code)
    primary = language.replace("_", "-").split("-")[0].lower()
    text = words[LANGUAGES.index(primary) if primary in LANGUAGES else 0]
    return Display(
        text, translate("displays", "derived from {system} {code}").format(system=system, code=code)
    )
