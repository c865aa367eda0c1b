"""Files as a source: opened here once, parsed in a process of their own."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileGlance
from serums_desktop.domain.received import Received
from serums_desktop.host.program import command_line
from serums_desktop.sources.files import questions
from serums_desktop.sources.files.questions import Answer, Question
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.child_process import ChildEnded, ChildProcess, ChildTooSlow

# How the command line has this program be the child.
_AS_CHILD: Final = "read-file"

MOST_BYTES: Final = 2 << 30
_MOST_CONTENT_BYTES: Final = 256 << 20
_CHUNK_BYTES: Final = 4 << 20
_SOURCE_DIGITS: Final = 16
# From one answer to the next. The first one of a large file comes after all of it was looked at.
_TIMEOUT_S: Final = 120.0


class ProtectedFileReader:
    """Reads files, each in a child process that can reach neither the network nor the record.

    `command` starts that process, this program where none is given. From one answer of it to the next may
    pass `timeout_s`. Safe from any thread.
    """

    def __init__(self, command: Sequence[str] = (), timeout_s: float = _TIMEOUT_S) -> None:
        self._command = command or [*command_line(), _AS_CHILD]
        self._timeout_s = timeout_s

    def glance(self, path: Path, cancel: CancelToken) -> FileGlance:
        """What a file is and whom it names. Raises FileNotTaken, Cancelled."""
        with open_regular(path) as file:
            # A name need not be text: what is none of it is replaced.
            name = os.fsencode(path.name).decode("utf-8", "replace")
            asked = Question(source_of_file(file, cancel), name)
            return self._glance(asked, file, cancel)

    def read(
        self, path: Path, glance: FileGlance, patient_id: str, cancel: CancelToken
    ) -> Iterator[list[Received]]:
        """All that a file says of the one patient it names by this id, in pages of at most 500.

        For a file that names nobody the id is "". What it says of others is counted and not kept. Raises
        FileNotTaken (NOT_WHAT_IT_SAYS where it is no longer the file that was glanced at), Cancelled.
        """
        _check_named(glance, patient_id)
        with open_regular(path) as file:
            if source_of_file(file, cancel) != glance.source_id:
                raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
            asked = Question(glance.source_id, glance.name, patient_id)
            yield from self._pages(asked, file, cancel)

    def glance_at_content(self, name: str, content: bytes, cancel: CancelToken) -> FileGlance:
        """The same for bytes that are in memory alone. Raises FileNotTaken, Cancelled."""
        if len(content) > _MOST_CONTENT_BYTES:
            raise FileNotTaken(FileRefusal.TOO_LARGE)
        source_id = source_of_content(content)
        return self._glance(Question(source_id, name, content=content), None, cancel)

    def read_content(
        self, content: bytes, glance: FileGlance, patient_id: str, cancel: CancelToken
    ) -> Iterator[list[Received]]:
        """The same for bytes that are in memory alone. Raises FileNotTaken, Cancelled."""
        _check_named(glance, patient_id)
        asked = Question(glance.source_id, glance.name, patient_id, content)
        yield from self._pages(asked, None, cancel)

    def _glance(self, asked: Question, file: BinaryIO | None, cancel: CancelToken) -> FileGlance:
        for answer in self._answers(asked, file, cancel):
            if answer.glance is not None:
                named = {patient.source_id for patient in answer.glance.patients}
                if answer.glance.source_id != asked.source_id or not named <= {asked.source_id}:
                    raise FileNotTaken(FileRefusal.READER_ENDED)
                return msgspec.structs.replace(answer.glance, name=asked.name)
        raise FileNotTaken(FileRefusal.READER_ENDED)

    def _pages(self, asked: Question, file: BinaryIO | None, cancel: CancelToken) -> Iterator[list[Received]]:
        for answer in self._answers(asked, file, cancel):
            if answer.page:
                if not all(_is_of(one, asked.source_id) for one in answer.page):
                    raise FileNotTaken(FileRefusal.READER_ENDED)
                yield answer.page

    def _answers(self, asked: Question, file: BinaryIO | None, cancel: CancelToken) -> Iterator[Answer]:
        question = questions.encode(asked)
        try:
            with ChildProcess(self._command, question, cancel, timeout_s=self._timeout_s, file=file) as child:
                for message in child.answers():
                    answer = questions.answer(message)
                    if answer.refusal is not None:
                        raise FileNotTaken(answer.refusal)
                    yield answer
        except ChildTooSlow as error:
            raise FileNotTaken(FileRefusal.READER_TOO_SLOW) from error
        except (ChildEnded, msgspec.DecodeError) as error:
            # What it says in another shape than agreed, it no longer says by our own code.
            raise FileNotTaken(FileRefusal.READER_ENDED) from error


def _is_of(received: Received, source_id: str) -> bool:
    """Whether all of it is the file's own: what was broken into must not speak for another source."""
    entry, patient = received.entry, received.patient
    return (
        received.source_id == source_id
        and (entry is None or (entry.source_id == source_id and entry.entry_id == received.key))
        and (patient is None or patient.source_id == source_id)
        and all(samples.source_id == source_id for samples in received.samples)
    )


def source_of_file(file: BinaryIO, cancel: CancelToken) -> str:
    """The source id of a file: the same bytes are the same source. Raises FileNotTaken, Cancelled."""
    digest = hashlib.sha256()
    try:
        file.seek(0)
        while chunk := file.read(_CHUNK_BYTES):
            cancel.raise_if_cancelled()
            digest.update(chunk)
        file.seek(0)
    except OSError as error:
        raise FileNotTaken(FileRefusal.UNREADABLE) from error
    return _source_id(digest.hexdigest())


def source_of_content(content: bytes) -> str:
    """The same of bytes that are in memory."""
    return _source_id(hashlib.sha256(content).hexdigest())


def _source_id(digest: str) -> str:
    return f"file-{digest[:_SOURCE_DIGITS]}"


def _check_named(glance: FileGlance, patient_id: str) -> None:
    named = {patient.patient_id for patient in glance.patients}
    if named and patient_id not in named:
        raise FileNotTaken(FileRefusal.ANOTHER_PERSON)
    if not named and patient_id:
        raise FileNotTaken(FileRefusal.NOBODY_NAMED)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file of a size that can be taken. Raises FileNotTaken: UNREADABLE, TOO_LARGE."""
    # Opening a pipe or a device must not wait for somebody to write to it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise FileNotTaken(FileRefusal.UNREADABLE) from error
    found = os.fstat(descriptor)
    is_regular = stat.S_ISREG(found.st_mode)
    if not is_regular or found.st_size > MOST_BYTES:
        os.close(descriptor)
        raise FileNotTaken(FileRefusal.TOO_LARGE if is_regular else FileRefusal.UNREADABLE)
    return os.fdopen(descriptor, "rb")
