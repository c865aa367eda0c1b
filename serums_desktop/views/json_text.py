"""JSON laid out for reading by its text alone: no value is parsed, so 54.20 stays 54.20."""

from __future__ import annotations

import re
from typing import Final

_INDENT: Final = "  "
# A string with its escapes, a mark, a run of blanks, or whatever else stands between those.
_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|\s+|[^\s{}\[\],:"]+|"')


def indented(text: str) -> str:
    """Break a JSON text into lines, two blanks a level; a text that is no object or list stays as it is.

    Only blanks between values change. Empty objects and lists stay on their line.
    """
    if text.strip()[:1] not in {"{", "["}:
        return text
    pieces = [piece for piece in _PIECE.findall(text) if not piece.isspace()]
    written: list[str] = []
    depth = 0
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else ""
        if piece in "}]":
            depth = max(0, depth - 1)
            if before not in {"{", "["}:
                written.append("\n" + _INDENT * depth)
        elif before in {"{", "[", ","}:
            written.append("\n" + _INDENT * depth)
        elif before == ":":
            written.append(" ")
        if piece in "{[":
            depth += 1
        written.append(piece)
    return "".join(written)
