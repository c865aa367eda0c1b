"""The elements of an Apple Health export, one after another, each with its bytes, in flat memory.

Expat reads the stream. The document type that the export begins with is not read at all: some versions of iOS
write one that no parser takes, and nothing in it is of use. An export with entities of its own is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple
from xml.parsers import expat

from serums_desktop.domain.errors import FileNotTaken, FileRefusal

_ROOT: Final = "HealthData"
_CHUNK_BYTES: Final = 1 << 20
# One workout with its whole heart rate is a few megabytes.
_LONGEST_ELEMENT: Final = 32 << 20
_DEEPEST: Final = 16
_HEAD_BYTES: Final = 1 << 17
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)


class Part(NamedTuple):
    """An element inside another one."""

    tag: str
    attributes: dict[str, str]


class Element(NamedTuple):
    """A child of the export's root: `parts` are all elements in it, in order, and `raw` its bytes."""

    tag: str
    attributes: dict[str, str]
    parts: tuple[Part, ...]
    raw: bytes


class _Found(NamedTuple):
    tag: str
    attributes: dict[str, str]
    parts: list[Part]
    start: int


def elements(stream: BinaryIO) -> Iterator[Element]:
    """Every child of the root. Raises FileNotTaken: NOT_WHAT_IT_SAYS, TOO_LARGE."""
    reader = _Reader()
    chunk = _without_document_type(stream.read(_HEAD_BYTES))
    while chunk:
        yield from reader.feed(chunk)
        chunk = stream.read(_CHUNK_BYTES)
    yield from reader.feed(b"")


def _without_document_type(head: bytes) -> bytes:
    """The beginning of an export with blanks for its document type, so that every byte stays in its place."""
    found = _DOCTYPE.search(head)
    if found is None:
        return head
    if b"<!ENTITY" in found[0]:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    return head[: found.start()] + b" " * len(found[0]) + head[found.end() :]


class _Reader:
    """Follows the parser, and keeps the bytes of no more than the element that is being read."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        # Whatever is left of a document type, or defines anything, is none of the export's.
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.EntityDeclHandler = _refuse
        self._depth = 0
        # What was fed and is still of use, and where in the stream it begins.
        self._bytes = b""
        self._offset = 0
        self._open: _Found | None = None
        self._done: list[Element] = []

    def feed(self, chunk: bytes) -> list[Element]:
        """Read on, or to the end with nothing; returns what is complete now."""
        self._bytes += chunk
        try:
            self._parser.Parse(chunk, not chunk)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
        done, self._done = self._done, []
        self._forget(self._open.start if self._open is not None else self._parser.CurrentByteIndex)
        if len(self._bytes) > _LONGEST_ELEMENT:
            raise FileNotTaken(FileRefusal.TOO_LARGE)
        return done

    def _forget(self, before: int) -> None:
        if before > self._offset:
            self._bytes = self._bytes[before - self._offset :]
            self._offset = before

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        depth = self._depth
        self._depth = depth + 1
        if depth == 1:
            at = self._parser.CurrentByteIndex
            self._close(at)
            self._open = _Found(tag, attributes, [], at)
        elif depth == 0:
            if tag != _ROOT:
                raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        elif depth > _DEEPEST:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        elif self._open is not None:
            self._open.parts.append(Part(tag, attributes))

    def _end(self, _tag: str) -> None:
        self._depth -= 1
        if not self._depth:
            self._close(self._parser.CurrentByteIndex)

    def _close(self, at: int) -> None:
        """An element's bytes go up to where the next one begins."""
        found = self._open
        if found is None:
            return
        raw = self._bytes[found.start - self._offset : at - self._offset].rstrip()
        self._done.append(Element(found.tag, found.attributes, tuple(found.parts), raw))
        self._open = None


def _refuse(*_: object) -> None:
    raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
