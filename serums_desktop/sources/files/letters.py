"""Letters, pictures and plain text: recognised here, looked at elsewhere. None has entries to be merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.files.content import Part

_IMAGES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",  # JPEG
    b"II*\0",  # TIFF, little-endian
    b"MM\0*",  # TIFF, big-endian
)
# ISO 32000-1, annex H.3.4.1: readers look for the mark in the first 1024 bytes.
PDF_MARK: Final = b"%PDF-"
PDF_REACH: Final = 1024
_RICH_TEXT_MARK: Final = "{\\rtf"
# Text that is meant for a program: a letter does not begin with these.
_MARKUP: Final = ("{", "[", "<")


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is a letter."""
    head = part.head
    if PDF_MARK in head[:PDF_REACH]:
        return FileFormat.PDF
    if is_image(head):
        return FileFormat.IMAGE
    text = part.text_head
    is_letter = text.startswith(_RICH_TEXT_MARK) or not text.startswith(_MARKUP)
    return FileFormat.TEXT if text and is_letter else None


def is_image(head: bytes) -> bool:
    """Whether a document begins as a picture that can be shown does."""
    # A bitmap's first two letters are those of many words; its reserved bytes are of none.
    return head.startswith(_IMAGES) or (head[:2] == b"BM" and head[6:10] == bytes(4))


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:  # noqa: ARG001  Format's
    """Nobody: whom a letter is about, somebody has to read."""
    return ()


def read(parts: Sequence[Part], source_id: str, patient_id: str) -> Iterator[Iterable[Received]]:  # noqa: ARG001  Format's
    """Of a letter nothing; one that came packed with entries is counted with them, and kept."""
    for number, part in enumerate(parts):
        if part.is_packed:
            yield [
                Received(
                    source_id=source_id,
                    resource_type="Letter",
                    resource_id=f"{number}",
                    raw=bytes(part.read()),
                    disposition=Disposition.OTHER,
                    reason=Reason.UNLISTED_TYPE,
                )
            ]
