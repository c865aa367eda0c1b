"""Letters, drawn and read in a process of their own: only pixels and plain text come back from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileGlance
from serums_desktop.domain.letters import AttachedLetter, LetterLook, PagePicture
from serums_desktop.host.program import command_line
from serums_desktop.sources.fhir import attachments
from serums_desktop.sources.files import letter_questions
from serums_desktop.sources.files.letter_questions import LetterAnswer, LetterQuestion
from serums_desktop.sources.files.reading import open_regular, source_of_content
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.child_process import ChildEnded, ChildProcess, ChildTooSlow

MOST_BYTES: Final = 128 << 20
# One page, from the question or from the page before it.
_TIMEOUT_S: Final = 30.0
_BYTES_OF_A_PIXEL: Final = 4


class ProtectedLetterReader:
    """Shows letters by a child process that can reach neither the network nor the record; nothing is kept.

    `command` starts that process, this program where none is given. From one answer of it to the next may
    pass `timeout_s`. Safe from any thread.
    """

    def __init__(self, command: Sequence[str] = (), timeout_s: float = _TIMEOUT_S) -> None:
        self._command = command or [*command_line(), "read-file"]
        self._timeout_s = timeout_s

    def attached(self, raw: bytes) -> tuple[AttachedLetter, ...]:
        """The letters that a resource holds or points to; none where it is not one that can be read."""
        return attachments.attached(raw)

    def inline(self, raw: bytes, index: int) -> bytes:
        """The bytes of one of them that came along, empty where it did not.

        Raises FileNotTaken: NOT_WHAT_IT_SAYS.
        """
        return attachments.inline(raw, index)

    def file(self, path: Path, glance: FileGlance, cancel: CancelToken) -> bytes:
        """A letter from this workstation, at once and whole.

        Raises FileNotTaken (NOT_WHAT_IT_SAYS where it is no longer the file that was glanced at), Cancelled.
        """
        with open_regular(path) as file:
            try:
                content = file.read(MOST_BYTES + 1)
            except OSError as error:
                raise FileNotTaken(FileRefusal.UNREADABLE) from error
        cancel.raise_if_cancelled()
        if len(content) > MOST_BYTES:
            raise FileNotTaken(FileRefusal.TOO_LARGE)
        if source_of_content(content) != glance.source_id:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        return content

    def look(self, content: bytes, media_type: str, cancel: CancelToken) -> LetterLook:
        """What a letter is and how many pages it has. Raises FileNotTaken, Cancelled."""
        for answer in self._answers(LetterQuestion(content, media_type), cancel):
            if answer.look is not None:
                return answer.look
        raise FileNotTaken(FileRefusal.READER_ENDED)

    def pages(
        self, content: bytes, numbers: Sequence[int], width_px: int, cancel: CancelToken
    ) -> Iterator[PagePicture]:
        """Pages of a letter, numbered from 0, this wide; for a width of 0 their words alone.

        Raises FileNotTaken, Cancelled.
        """
        question = LetterQuestion(content, "", tuple(numbers), width_px)
        for answer in self._answers(question, cancel):
            page = answer.page
            if page is None or len(page.pixels) != page.width_px * page.height_px * _BYTES_OF_A_PIXEL:
                # A picture of another size than it says would be read beyond its end.
                raise FileNotTaken(FileRefusal.READER_ENDED)
            yield page

    def _answers(self, asked: LetterQuestion, cancel: CancelToken) -> Iterator[LetterAnswer]:
        if len(asked.content) > MOST_BYTES:
            raise FileNotTaken(FileRefusal.TOO_LARGE)
        question = letter_questions.encode(asked)
        try:
            with ChildProcess(self._command, question, cancel, timeout_s=self._timeout_s) as child:
                for message in child.answers():
                    answer = letter_questions.answer(message)
                    if answer.refusal is not None:
                        raise FileNotTaken(answer.refusal)
                    yield answer
        except ChildTooSlow as error:
            raise FileNotTaken(FileRefusal.READER_TOO_SLOW) from error
        except (ChildEnded, msgspec.DecodeError) as error:
            raise FileNotTaken(FileRefusal.READER_ENDED) from error
