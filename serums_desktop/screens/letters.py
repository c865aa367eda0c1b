"""Letters, from this workstation or from an entry: read into memory, drawn page by page, gone when closed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.errors import Cancelled, FileNotTaken, SerumsError
from serums_desktop.domain.files import FileContent, FileGlance
from serums_desktop.domain.letters import LetterContent, LetterLook, PagePicture
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.messages.errors import notice
from serums_desktop.messages.files import file_refusal
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.services.ports import LetterReader
from serums_desktop.services.read_letter import ReadLetter
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.dates import partial_text
from serums_desktop.views.letter_dialog import LetterDialog, LetterPhase, LetterState
from serums_desktop.views.main_window import MainWindow
from serums_desktop.work.cancel import CancelToken

Result = TypeVar("Result")

_PAGES_OF_WORDS: Final = 50
_MOST_CHARACTERS: Final = 4_000_000
# One after the other: then it is the letter that breaks, and not a page of it.
_MOST_FAILURES: Final = 3


class LettersScreen(QObject):
    """One letter at a time. `failed` carries an error that is not the letter's own."""

    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        view: LetterDialog,
        jobs: Jobs,
        workplace: Workplace,
        record: RecordScreen,
        letters: LetterReader,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._record = record
        self._letters = letters
        self._session: Session | None = None
        self._letter: LetterContent | None = None
        self._state: LetterState | None = None
        self._cancel = CancelToken()
        # What is being drawn now; what comes into view next takes its place.
        self._drawing = CancelToken()
        view.closed.connect(self.close)
        view.pages_wanted.connect(self._draw)
        view.words_wanted.connect(self._read_words)
        record.detail.find_letters(letters.attached)
        record.detail.letter_requested.connect(self.open_attachment)

    def begin(self, session: Session) -> None:
        """A person signed in."""
        self._session = session

    def end(self) -> None:
        """The session is over: nothing of a letter stays."""
        self.close()
        self._session = None

    def open_file(self, brought: Path | FileContent, glance: FileGlance) -> None:
        """Show a letter that somebody brought to the record; it does not become part of it."""
        reading = self._reading()
        if reading is not None:
            state = LetterState(
                title=glance.name, person=self._person(), source=self.tr("A file, not part of this record")
            )
            self._open(state, lambda cancel: reading.of_file(brought, glance, cancel))

    def open_attachment(self, entry_id: str, index: int) -> None:
        """Show a letter of an entry that is on screen."""
        reading, opened = self._reading(), self._record.opened()
        item = next((one for one in self._record.opened_items() if entry_id in one.members), None)
        if reading is None or opened is None or item is None:
            return
        source_id = entry_id.partition("/")[0]
        state = LetterState(title=item.title, person=self._person(), source=self._source_title(source_id))
        record_id = opened.record_id
        self._open(state, lambda cancel: reading.attached(record_id, entry_id, index, cancel), source_id)

    def state(self) -> LetterState | None:
        """What the dialog shows, None while there is none."""
        return self._state

    def is_busy(self) -> bool:
        """Whether a letter is being read."""
        return self._state is not None and self._state.phase is LetterPhase.READING

    def close(self) -> None:
        """Put the letter away."""
        self._cancel.cancel()
        shown, self._state = self._state, None
        self._letter = None
        if shown is not None:
            self._window.take_away(self._view)
        self._view.forget()

    # -- inside ------------------------------------------------------------------------------------

    def _reading(self) -> ReadLetter | None:
        session, opened = self._session, self._record.opened()
        if session is None or opened is None:
            return None
        purpose = PurposeOfUse.BREAK_GLASS if self._record.is_emergency() else session.purpose
        return ReadLetter(session, self._workplace, self._letters, purpose)

    def _open(
        self, state: LetterState, read: Callable[[CancelToken], LetterContent], source_id: str = ""
    ) -> None:
        session = self._session
        if session is None:
            return
        self.close()
        cancel = self._cancel = CancelToken(parent=session.cancel)
        self._state = state
        self._view.render_state(state)
        self._window.lay_over(self._view)

        def looked() -> tuple[LetterContent, LetterLook]:
            letter = read(cancel)
            return letter, self._letters.look(letter.content, letter.media_type, cancel)

        self._run(looked, partial(self._shown, cancel), partial(self._broke, cancel, source_id))

    def _shown(self, cancel: CancelToken, found: tuple[LetterContent, LetterLook]) -> None:
        if cancel is not self._cancel:
            return
        letter, look = found
        self._letter = letter
        self._show(
            phase=LetterPhase.SHOWN,
            title=letter.title,
            written=partial_text(letter.written),
            look=look,
            is_as_stated=letter.is_as_stated,
        )

    def _draw(self, numbers: tuple[int, ...], width_px: int) -> None:
        """Draw what came into view, and no longer what has left it."""
        if self._letter is not None:
            self._drawing.cancel()
            self._drawing = self._fetch_pages(self._letter, numbers, width_px)

    def _read_words(self) -> None:
        """Read the words of every page."""
        state, letter, cancel = self._state, self._letter, self._cancel
        if letter is None or state is None or state.look is None:
            return
        numbers = tuple(range(len(state.look.pages)))

        def read() -> None:
            some: list[PagePicture] = []
            characters = 0
            for page in self._drawn(letter, numbers, 0, cancel):
                some.append(page)
                characters += len(page.text)
                is_cut = characters > _MOST_CHARACTERS and page.number < numbers[-1]
                if len(some) == _PAGES_OF_WORDS or page.number == numbers[-1] or is_cut:
                    self._jobs.post(partial(self._add_words, cancel, tuple(some), is_cut))
                    some.clear()
                if is_cut:
                    return

        self._run(read, lambda _done: None, self._failed_beside)

    def _add_words(self, cancel: CancelToken, pages: tuple[PagePicture, ...], is_cut: bool) -> None:
        if cancel is self._cancel:
            self._view.add_words(pages, is_cut=is_cut)

    def _fetch_pages(self, letter: LetterContent, numbers: tuple[int, ...], width_px: int) -> CancelToken:
        cancel = CancelToken(parent=self._cancel)

        def fetch() -> None:
            for page in self._drawn(letter, numbers, width_px, cancel):
                self._jobs.post(partial(self._fill, cancel, page, width_px))

        self._run(fetch, lambda _done: None, self._failed_beside)
        return cancel

    def _drawn(
        self, letter: LetterContent, numbers: tuple[int, ...], width_px: int, cancel: CancelToken
    ) -> Iterator[PagePicture]:
        """Each page; one at which drawing broke is given blank, and the others are gone on with."""
        left, failures = deque(numbers), 0
        while left and failures < _MOST_FAILURES:
            try:
                for page in self._letters.pages(letter.content, tuple(left), width_px, cancel):
                    yield page
                    left.popleft()
                    failures = 0
            except FileNotTaken:
                failures += 1
                yield PagePicture(left.popleft())
            else:
                break
        yield from map(PagePicture, left)

    def _fill(self, cancel: CancelToken, picture: PagePicture, width_px: int) -> None:
        if not cancel.cancelled:
            self._view.show_page(picture, width_px)

    def _failed_beside(self, error: BaseException) -> None:
        """What is drawn already stays."""
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _broke(self, cancel: CancelToken, source_id: str, error: BaseException) -> None:
        """There is nothing to see: say why where the letter would be."""
        if cancel is not self._cancel or isinstance(error, Cancelled):
            return
        if isinstance(error, FileNotTaken):
            self._show(phase=LetterPhase.REFUSED, reason=file_refusal(error))
        elif isinstance(error, SerumsError) and source_id:
            words = notice(error, self._source_title(source_id))
            self._show(phase=LetterPhase.REFUSED, reason=" ".join(filter(None, (words.happened, words.cure))))
        else:
            self.close()
            self.failed.emit(error)

    def _run(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._jobs.deliver(self._workplace.network.submit(job), done, failed)

    def _show(self, **changed: object) -> None:
        if self._state is not None:
            self._state = msgspec.structs.replace(self._state, **changed)
            self._view.render_state(self._state)

    def _person(self) -> str:
        opened = self._record.opened()
        return str(opened.person.leading.name) if opened is not None else ""

    def _source_title(self, source_id: str) -> str:
        sources = self._record.coverage().sources
        return next((source.title for source in sources if source.source_id == source_id), source_id)
