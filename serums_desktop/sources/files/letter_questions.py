"""What the process that parses is asked about a letter, and what it answers: pixels and plain text alone."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.errors import FileRefusal
from serums_desktop.domain.letters import LetterLook, PagePicture


class LetterQuestion(msgspec.Struct, frozen=True, tag="letter"):
    """What a letter is or, with `pages` (from 0), what they look like.

    `width_px` is how wide a page should be; 0 asks for words alone. `media_type` is what somebody said that
    it is: only its character set is believed.
    """

    content: bytes
    media_type: str = ""
    pages: tuple[int, ...] | None = None
    width_px: int = 0


class LetterAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of three: what the letter is, one of its pages, or why it cannot be shown."""

    look: LetterLook | None = None
    page: PagePicture | None = None
    refusal: FileRefusal | None = None


encode = msgspec.msgpack.Encoder().encode
answer = msgspec.msgpack.Decoder(LetterAnswer).decode
