"""Letters: what is read by a person and holds nothing that a program could merge."""

from __future__ import annotations

import enum

import msgspec

from serums_desktop.domain.dates import PartialDate


class LetterKind(enum.StrEnum):
    """What a letter was recognised as, by its content."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"


class AttachedLetter(msgspec.Struct, frozen=True):
    """A letter that a resource holds or points to, as the resource speaks of it.

    `url` is where it is where it did not come along: absolute, or relative to the source's base. `size_bytes`
    and `sha1` are what the source says of its bytes, None and empty where it says nothing.
    """

    title: str = ""
    media_type: str = ""
    url: str = ""
    written: PartialDate | None = None
    size_bytes: int | None = None
    sha1: bytes = b""


class LetterContent(msgspec.Struct, frozen=True):
    """A letter that is in memory alone.

    `is_as_stated` is False where its bytes are not those that its source speaks of.
    """

    title: str
    content: bytes
    media_type: str = ""
    written: PartialDate | None = None
    is_as_stated: bool = True

    def __repr__(self) -> str:
        return f"<LetterContent {len(self.content)} bytes>"


class LetterPage(msgspec.Struct, frozen=True):
    """The size of a page: of a PDF in points of 1/72 inch, of an image in its own pixels."""

    width: float
    height: float


class LetterLook(msgspec.Struct, frozen=True):
    """What a letter is: its first pages, and how many there are; or its words, for one that is only text."""

    kind: LetterKind
    pages: tuple[LetterPage, ...] = ()
    total: int = 0
    text: str = ""


class PagePicture(msgspec.Struct, frozen=True):
    """A page as pixels, rows from the top, blue, green, red and one byte of nothing each; and its words.

    `number` counts from 0. Without pixels it could not be drawn, or was asked for its words alone.
    """

    number: int
    width_px: int = 0
    height_px: int = 0
    pixels: bytes = b""
    text: str = ""

    def __repr__(self) -> str:
        return f"<PagePicture {self.number} {self.width_px}x{self.height_px}>"
