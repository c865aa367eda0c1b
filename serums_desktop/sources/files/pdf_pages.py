"""Pages of a PDF as pixels and words. Nothing in it is run, followed or unpacked.

The renderer is made without JavaScript and XFA, and no form environment is begun, so no action of a document
has anything to act in. What is filled into a form is part of the page's drawing before it is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from pypdfium2 import raw

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.letters import LetterPage, PagePicture

MOST_PIXELS: Final = 16_000_000
_MOST_SIDE_PX: Final = 16_384
# More on one page than anybody wrote there to be read.
MOST_CHARACTERS: Final = 50_000
# ISO 32000-1, annex C.2: how long a side may be, in points. A page beyond it is laid out as that long.
_LONGEST_SIDE: Final = 14_400.0
_SHORTEST_SIDE: Final = 3.0
_A4: Final = LetterPage(595.0, 842.0)


class PdfLetter:
    """An open PDF."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def sizes(self, most: int) -> tuple[tuple[LetterPage, ...], int]:
        """The sizes of the first pages, and how many pages there are."""
        total = len(self._document)
        return tuple(self._size(number) for number in range(min(total, most))), total

    def page(self, number: int, width_px: int) -> PagePicture:
        """One page, at this width or as near to it as its pixels may be; 0 for its words alone.

        A page that is damaged is given without pixels. Raises FileNotTaken: NOT_WHAT_IT_SAYS for one that is
        not there.
        """
        if not 0 <= number < len(self._document):
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        try:
            page = self._document[number]
            if raw.FPDFPage_GetAnnotCount(page):
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            # Opened anew, because what a page was opened with does not know what was made part of it since.
            page = self._document[number]
        except pypdfium2.PdfiumError:
            return PagePicture(number)
        try:
            text = _text(page)
            return (
                self._drawn(page, number, width_px, text) if width_px > 0 else PagePicture(number, text=text)
            )
        finally:
            page.close()

    def _drawn(self, page: pypdfium2.PdfPage, number: int, width_px: int, text: str) -> PagePicture:
        width, height = page.get_size()
        if not (0 < width < math.inf and 0 < height < math.inf):
            return PagePicture(number, text=text)
        scale = min(width_px / width, _MOST_SIDE_PX / width, _MOST_SIDE_PX / height)
        scale *= min(1.0, (MOST_PIXELS / (width * height * scale * scale)) ** 0.5)
        try:
            bitmap = page.render(scale=scale, may_draw_forms=False, force_bitmap_format=raw.FPDFBitmap_BGRx)
        except (pypdfium2.PdfiumError, ValueError):
            return PagePicture(number, text=text)
        try:
            return PagePicture(number, bitmap.width, bitmap.height, _rows(bitmap), text)
        finally:
            bitmap.close()

    def _size(self, number: int) -> LetterPage:
        try:
            width, height = self._document.get_page_size(number)
        except pypdfium2.PdfiumError:
            return _A4
        if not (width > 0 and height > 0):
            return _A4
        return LetterPage(_side(width), _side(height))


@contextmanager
def opened(content: bytes) -> Iterator[PdfLetter]:
    """Open a PDF. Raises FileNotTaken: PASSCODE_NEEDED, NOT_WHAT_IT_SAYS."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        reason = FileRefusal.PASSCODE_NEEDED if locked else FileRefusal.NOT_WHAT_IT_SAYS
        raise FileNotTaken(reason) from error
    try:
        if not len(document):
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        yield PdfLetter(document)
    finally:
        document.close()


def _rows(bitmap: pypdfium2.PdfBitmap) -> bytes:
    row, step, pixels = bitmap.width * 4, bitmap.stride, bytes(bitmap.buffer)
    if step == row:
        return pixels
    return b"".join(pixels[at : at + row] for at in range(0, bitmap.height * step, step))


def _text(page: pypdfium2.PdfPage) -> str:
    try:
        words = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        found: str = words.get_text_bounded(errors="replace")
        return found.replace("\r\n", "\n").replace("\0", "")[:MOST_CHARACTERS]
    finally:
        words.close()


def _side(points: float) -> float:
    return min(max(points, _SHORTEST_SIDE), _LONGEST_SIDE)
