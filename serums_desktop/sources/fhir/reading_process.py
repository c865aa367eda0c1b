"""Reading pages in a confined process of its own: what a server sends is parsed where it can break nothing.

It also leaves this process, and the window in it, free. The process stays as long as a session, and every run
has a number in it. What it hands back is ready to be kept: whoever serves says how (`serve`).
"""

from __future__ import annotations

import gc
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Final

import msgspec

from serums_desktop.domain.errors import AccountingBroken, Cancelled, SourceError, SourceFault
from serums_desktop.domain.received import PreparedPage, Progress, Received
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.page_reading import PageReading, ReadingHere, Run
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.child_process import ChildEnded, ChildTooSlow
from serums_desktop.work.confinement import Limits
from serums_desktop.work.standing_process import Conversation, Question, StandingProcess, serve_questions

# From a question to its answer, those of others before it included.
_TIMEOUT_S: Final = 120.0
# How many pages of a run are on their way at once: while one is read the next is fetched.
_AHEAD: Final = 2
# It stays for a session: what hangs is found by the time that an answer takes.
_LIMITS: Final = Limits(processor_s=24 * 3600)
# From one look for cycles to the next.
_ALLOCATIONS: Final = 100_000

Prepare = Callable[[str, Sequence[Received]], PreparedPage]


class _Begin(msgspec.Struct, tag=True, array_like=True):
    number: int
    run: Run


class _Page(msgspec.Struct, tag=True, array_like=True):
    number: int
    entries: list[tuple[str, memoryview]]
    place: bytes = b""
    urgent: bool = False


class _Release(msgspec.Struct, tag=True, array_like=True):
    number: int
    place: bytes = b""


class _Finish(msgspec.Struct, tag=True, array_like=True):
    number: int
    complete: bool


class _Products(msgspec.Struct, tag=True, array_like=True):
    number: int


class _Forget(msgspec.Struct, tag=True, array_like=True):
    number: int


class _Answer(msgspec.Struct, array_like=True):
    """To every question. `unbalanced`: what was received and what has a fate, where that differs."""

    pages: list[PreparedPage] = []
    products: list[str] = []
    unbalanced: tuple[int, int] | None = None
    cursor: bytes = b""


_encoder = msgspec.msgpack.Encoder()
_questions = msgspec.msgpack.Decoder(_Begin | _Page | _Release | _Finish | _Products | _Forget)
_answers = msgspec.msgpack.Decoder(_Answer)


class ReadingProcess:
    """Reads the runs of one session's sources in one process. Safe from any thread.

    `command` starts that process. It is there from `start` on, or from the first run.
    """

    def __init__(self, command: Sequence[str], timeout_s: float = _TIMEOUT_S) -> None:
        self._process = StandingProcess(command, timeout_s=timeout_s)
        self._guard = threading.Lock()
        self._numbers = count(1)

    def start(self) -> None:
        """Have the process there before the first run. Raises ChildEnded."""
        self._process.conversation()

    def close(self) -> None:
        """Kill the process, for good. A run that is under way fails."""
        self._process.close()

    def begin(self, run: Run, cancel: CancelToken) -> PageReading:
        """Begin a run. Raises SourceError where no process can be started, Cancelled."""
        cancel.raise_if_cancelled()
        with self._guard:
            number = next(self._numbers)
        try:
            return _ReadingThere(self._process.conversation(), number, run, cancel)
        except ChildEnded as error:
            raise SourceError(run.source_id, SourceFault.NOT_READ) from error


class _ReadingThere:
    """One run in the other process."""

    def __init__(self, conversation: Conversation, number: int, run: Run, cancel: CancelToken) -> None:
        self._conversation = conversation
        self._number = number
        self._source_id = run.source_id
        self._cancel = cancel
        self._under_way: deque[Question] = deque()
        self._is_over = False
        self._ask(_Begin(number, run))

    def page(
        self, entries: list[BundleEntry], place: bytes = b"", *, urgent: bool = False
    ) -> Iterator[PreparedPage | Progress]:
        """Hand one page over; gives what was read of those before."""
        contents = [(entry.full_url, memoryview(entry.resource)) for entry in entries]
        self._ask(_Page(self._number, contents, place, urgent))
        yield from self._read(but=_AHEAD)

    def release(self, place: bytes = b"") -> Iterator[PreparedPage | Progress]:
        """All that was read of what was handed over so far, and what is urgent of what waits."""
        self._ask(_Release(self._number, place))
        yield from self._read(but=0)

    def finish(self, *, complete: bool) -> Iterator[PreparedPage | Progress]:
        """All that is left, also where the process has ended. Raises AccountingBroken."""
        ended: SourceError | None = None
        try:
            self._ask(_Finish(self._number, complete))
        except SourceError as error:
            ended = error
        self._is_over = True
        yield from self._read(but=0)
        if ended is not None:
            raise ended

    def missing_products(self) -> list[str]:
        """``Medication/id`` of products that were named and have not come."""
        # Asked beside the line of pages: these are handed on with the next one or at the end.
        return self._answer(self._asked(_Products(self._number))).products

    def close(self) -> None:
        """Have the other process let go of what it holds of this run."""
        if not self._is_over:
            self._is_over = True
            try:
                self._asked(_Forget(self._number))
            except (SourceError, Cancelled):
                # There is no process any more that could hold anything.
                return

    def _read(self, *, but: int) -> Iterator[PreparedPage | Progress]:
        """What was read of every question, or of all but so many; of these too where it is there."""
        while len(self._under_way) > but or (self._under_way and self._under_way[0].is_answered):
            answer = self._answer(self._under_way.popleft())
            yield from answer.pages[:-1]
            if answer.cursor:
                yield Progress(answer.cursor)
            yield from answer.pages[-1:]
            if answer.unbalanced is not None:
                raise AccountingBroken(*answer.unbalanced)

    def _ask(self, question: _Begin | _Page | _Release | _Finish) -> None:
        self._under_way.append(self._asked(question))

    def _asked(self, question: _Begin | _Page | _Release | _Finish | _Products | _Forget) -> Question:
        try:
            return self._conversation.ask(_encoder.encode(question))
        except ChildEnded as error:
            self._cancel.raise_if_cancelled()
            raise SourceError(self._source_id, SourceFault.NOT_READ) from error

    def _answer(self, question: Question) -> _Answer:
        try:
            return _answers.decode(question.answer(self._cancel))
        except (ChildEnded, ChildTooSlow, msgspec.DecodeError) as error:
            raise SourceError(self._source_id, SourceFault.NOT_READ) from error


def serve(prepare: Prepare) -> int:
    """Be the other process; returns the exit code."""
    # What is made of a page has no cycles: looking for them often takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)
    return serve_questions(_Answering(prepare).answer, _LIMITS)


class _Answering:
    """The runs that are under way, by number."""

    def __init__(self, prepare: Prepare) -> None:
        self._prepare = prepare
        self._runs: dict[int, tuple[str, ReadingHere]] = {}

    def answer(self, message: bytes) -> bytes:
        """Answer one question. Raises what a broken question raises: that ends this process."""
        return _encoder.encode(self._answered(_questions.decode(message)))

    def _answered(self, question: _Begin | _Page | _Release | _Finish | _Products | _Forget) -> _Answer:
        if isinstance(question, _Begin):
            self._runs[question.number] = question.run.source_id, ReadingHere(question.run)
            return _Answer()
        if isinstance(question, _Forget):
            self._runs.pop(question.number, None)
            return _Answer()
        source_id, reading = self._runs[question.number]
        if isinstance(question, _Products):
            return _Answer(products=reading.missing_products())
        if isinstance(question, _Page):
            entries = [BundleEntry(url, msgspec.Raw(resource)) for url, resource in question.entries]
            parts = reading.page(entries, question.place, urgent=question.urgent)
            return self._prepared(source_id, parts)
        if isinstance(question, _Release):
            return self._prepared(source_id, reading.release(question.place))
        del self._runs[question.number]
        try:
            return _Answer(
                [self._prepare(source_id, page) for page in reading.finish(complete=question.complete)]
            )
        except AccountingBroken as broken:
            return _Answer(unbalanced=(broken.received, broken.accounted))

    def _prepared(self, source_id: str, parts: Iterable[list[Received] | Progress]) -> _Answer:
        answer = _Answer()
        for part in parts:
            if isinstance(part, Progress):
                answer.cursor = part.cursor
            else:
                answer.pages.append(self._prepare(source_id, part))
        return answer
