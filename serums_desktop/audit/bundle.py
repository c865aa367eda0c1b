"""The evidence as one portable file, in a text format in which every byte matters.

    serums-desktop evidence 1
    key <verification key>
    entries <n>
    entry <leaf>                                  n times, each followed by one of
    nothing | withheld | erased | opened <openings>
    checkpoints <m>
    <signed note of five lines>                   m times
    end

Leaves and openings are canonical JSON, lines end with a line feed, and a file that is not exactly what
encoding its content gives is refused.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from itertools import zip_longest
from typing import NoReturn, Self

import msgspec

from serums_desktop.audit import canonical
from serums_desktop.audit.leaf import Leaf, Openings

FIRST_LINE = "serums-desktop evidence 1"

_NOTE_LINES = 5


class NotABundle(ValueError):
    """The file is something else, or written by another version."""


class BundleBroken(ValueError):
    """A bundle that nobody wrote like this; `line` (from 1) is the first that is not as it has to be."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Contents(enum.StrEnum):
    """What became of the values an entry is bound to."""

    NOTHING = "nothing"
    WITHHELD = "withheld"
    ERASED = "erased"
    OPENED = "opened"


class BundledEntry(msgspec.Struct, frozen=True):
    """An entry in a bundle; `openings` are there when its contents are OPENED."""

    leaf: Leaf
    contents: Contents
    openings: Openings | None = None

    @classmethod
    def of(cls, leaf: Leaf, openings: Openings | None, *, disclose: bool) -> Self:
        """An entry of the journal, whose openings are none once they were erased."""
        if not leaf.has_commitments:
            return cls(leaf, Contents.NOTHING)
        if openings is None:
            return cls(leaf, Contents.ERASED)
        return cls(leaf, Contents.OPENED, openings) if disclose else cls(leaf, Contents.WITHHELD)

    def __repr__(self) -> str:
        return f"<BundledEntry {self.leaf.sequence} {self.contents.value}>"


class Bundle(msgspec.Struct, frozen=True):
    """A journal as it was exported: its verification key, its entries, its checkpoints (signed notes)."""

    key: str
    entries: tuple[BundledEntry, ...]
    checkpoints: tuple[str, ...]

    def encode(self) -> bytes:
        """The file."""
        lines = [FIRST_LINE, f"key {self.key}", f"entries {len(self.entries)}"]
        for entry in self.entries:
            lines.append(f"entry {canonical.encode(entry.leaf).decode()}")
            opened = f" {canonical.encode(entry.openings).decode()}" if entry.openings is not None else ""
            lines.append(f"{entry.contents.value}{opened}")
        lines.append(f"checkpoints {len(self.checkpoints)}")
        return ("\n".join(lines) + "\n" + "".join(self.checkpoints) + "end\n").encode()

    @classmethod
    def decode(cls, content: bytes) -> Self:
        """Read a file. Raises NotABundle, BundleBroken."""
        if not content.startswith(f"{FIRST_LINE}\n".encode()):
            raise NotABundle
        lines = _Lines(content)
        lines.following("")
        bundle = cls(
            key=lines.following("key "),
            entries=tuple(lines.entry() for _ in lines.counted("entries ")),
            checkpoints=tuple(lines.note() for _ in lines.counted("checkpoints ")),
        )
        encoded = bundle.encode()
        if encoded != content:
            pairs = zip_longest(content.split(b"\n"), encoded.split(b"\n"))
            raise BundleBroken(next(number for number, (read, due) in enumerate(pairs, 1) if read != due))
        return bundle


class _Lines:
    """The lines of a file, read one after the other."""

    def __init__(self, content: bytes) -> None:
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            raise BundleBroken(content.count(b"\n", 0, error.start) + 1) from None
        self._lines = text.split("\n")
        self._read = 0

    def following(self, start: str) -> str:
        """What the next line says after its first word. Raises BundleBroken."""
        line = self._lines[self._read] if self._read < len(self._lines) else None
        self._read += 1
        if line is None or not line.startswith(start):
            self.refuse()
        return line.removeprefix(start)

    def counted(self, start: str) -> Iterator[int]:
        """As many steps as the next line says. Raises BundleBroken."""
        number = self.following(start)
        if not (number.isascii() and number.isdigit()) or len(number) > len(str(len(self._lines))):
            self.refuse()
        yield from range(int(number))

    def entry(self) -> BundledEntry:
        """An entry and what became of its values. Raises BundleBroken."""
        leaf = self._decoded(self.following("entry "), Leaf)
        word, _space, opened = self.following("").partition(" ")
        try:
            contents = Contents(word)
        except ValueError:
            self.refuse()
        openings = self._decoded(opened, Openings) if contents is Contents.OPENED else None
        return BundledEntry(leaf, contents, openings)

    def note(self) -> str:
        """A signed note. Raises BundleBroken."""
        return "".join(f"{self.following('')}\n" for _ in range(_NOTE_LINES))

    def refuse(self) -> NoReturn:
        """The line that was read last is not as it has to be."""
        raise BundleBroken(min(self._read, len(self._lines)))

    def _decoded(self, text: str, kind: type[canonical.Value]) -> canonical.Value:
        try:
            return canonical.decode(text.encode(), kind)
        except canonical.NotCanonical:
            self.refuse()
