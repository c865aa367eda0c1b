"""The process that parses: it sees one file, and nothing else of this computer that it could harm."""

from __future__ import annotations

import io
import mmap
import os
from collections.abc import Iterator
from typing import Final

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileGlance
from serums_desktop.domain.received import Received
from serums_desktop.sources.files import formats, health_links, letter_questions, questions
from serums_desktop.sources.files.content import parts_of
from serums_desktop.sources.files.health_links import link_in
from serums_desktop.sources.files.letter_questions import LetterQuestion
from serums_desktop.sources.files.questions import Answer, Question
from serums_desktop.work import child_process
from serums_desktop.work.confinement import Limits

# A page is sent in pieces of this size at most, but for a resource that is larger alone.
_PIECE_BYTES: Final = 16 << 20


def main() -> int:
    """Be the child: answer one question about one file. Returns the exit code."""
    return child_process.serve(answers, Limits())


def answers(question: bytes, descriptor: int | None) -> Iterator[bytes]:
    """Answer one question about a file or a letter, in messages."""
    asked = questions.question(question)
    if isinstance(asked, LetterQuestion):
        # What draws is loaded by those who want something drawn.
        from serums_desktop.sources.files import letter_pages  # noqa: PLC0415

        yield from map(letter_questions.encode, letter_pages.answers(asked))
        return
    try:
        for answer in _answered(asked, descriptor):
            yield questions.encode(answer)
    except FileNotTaken as refused:
        yield questions.encode(Answer(refusal=refused.reason))
    except MemoryError:
        yield questions.encode(Answer(refusal=FileRefusal.TOO_LARGE))


def _answered(asked: Question, descriptor: int | None) -> Iterator[Answer]:
    if asked.content is not None:
        yield from _about(asked, io.BytesIO(asked.content), memoryview(asked.content))
        return
    if descriptor is None:
        raise FileNotTaken(FileRefusal.UNREADABLE)
    with os.fdopen(child_process.opened(descriptor), "rb") as file:
        try:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            # Nothing is in it.
            raise FileNotTaken(FileRefusal.UNKNOWN_FORMAT) from error
        yield from _about(asked, file, memoryview(whole))


def _about(asked: Question, file: io.BufferedIOBase | io.BytesIO, whole: memoryview) -> Iterator[Answer]:
    recognised = formats.recognise(parts_of(asked.name, file, whole))  # type: ignore[arg-type]  # a BinaryIO
    if asked.patient_id is not None:
        for page in formats.read(recognised, asked.source_id, asked.patient_id):
            for piece in _pieces(page):
                yield Answer(page=piece)
        return
    link = next((link_in(parts[0]) for module, parts in recognised.readers if module is health_links), None)
    yield Answer(
        glance=FileGlance(
            source_id=asked.source_id,
            name=asked.name,
            format=recognised.format,
            size_bytes=len(whole),
            patients=formats.patients(recognised, asked.source_id),
            links_out=link.host if link is not None else "",
            passcode_needed=link.needs_passcode if link is not None else False,
        )
    )


def _pieces(page: list[Received]) -> Iterator[list[Received]]:
    piece: list[Received] = []
    size = 0
    for received in page:
        if piece and size + len(received.raw) > _PIECE_BYTES:
            yield piece
            piece, size = [], 0
        piece.append(received)
        size += len(received.raw)
    yield piece
