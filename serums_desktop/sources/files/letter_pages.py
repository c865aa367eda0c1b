"""Letters in the process that parses: recognised by their first bytes, given back as pixels and words."""

from __future__ import annotations

from collections.abc import Iterator

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.letters import LetterKind, LetterLook
from serums_desktop.sources.files import image_pages, letter_text, letters, pdf_pages
from serums_desktop.sources.files.letter_questions import LetterAnswer, LetterQuestion

# How many pages are shown of a letter; how many there are is always said.
MOST_PAGES = 2_000


def answers(asked: LetterQuestion) -> Iterator[LetterAnswer]:
    """Answer a question about a letter; a refusal is an answer too."""
    try:
        yield from _answered(asked)
    except FileNotTaken as refused:
        yield LetterAnswer(refusal=refused.reason)
    except MemoryError:
        yield LetterAnswer(refusal=FileRefusal.TOO_LARGE)


def _answered(asked: LetterQuestion) -> Iterator[LetterAnswer]:
    kind = kind_of(asked.content)
    if kind is LetterKind.TEXT:
        text = letter_text.words(asked.content, asked.media_type)
        yield LetterAnswer(look=LetterLook(kind, text=text))
        return
    module = pdf_pages if kind is LetterKind.PDF else image_pages
    with module.opened(asked.content) as letter:
        if asked.pages is None:
            pages, total = letter.sizes(MOST_PAGES)
            yield LetterAnswer(look=LetterLook(kind, pages, total))
            return
        for number in asked.pages:
            yield LetterAnswer(page=letter.page(number, asked.width_px))


def kind_of(content: bytes) -> LetterKind:
    """What a letter is, whatever was said of it. Raises FileNotTaken: UNKNOWN_FORMAT."""
    if letters.PDF_MARK in content[: letters.PDF_REACH]:
        return LetterKind.PDF
    if letters.is_image(content):
        return LetterKind.IMAGE
    if letter_text.is_text(content):
        return LetterKind.TEXT
    raise FileNotTaken(FileRefusal.UNKNOWN_FORMAT)
