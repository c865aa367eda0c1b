"""Files brought to the record on screen: looked at, compared with its person, added when somebody says so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from serums_desktop.domain.errors import Cancelled, FileNotTaken
from serums_desktop.domain.files import LETTERS, FileGlance
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.messages.files import file_refusal
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.services.add_file import AddFile, named_in
from serums_desktop.services.linking import Candidate
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.comparison import Compared
from serums_desktop.views.file_dialog import FileDialog, FilePhase, FileState, Named
from serums_desktop.views.main_window import MainWindow
from serums_desktop.work.cancel import CancelToken

Result = TypeVar("Result")


class FilesScreen(QObject):
    """One file at a time. `letter_chosen` carries path and glance of one that is only looked at."""

    letter_chosen = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        view: FileDialog,
        jobs: Jobs,
        workplace: Workplace,
        record: RecordScreen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._record = record
        self._session: Session | None = None
        self._waiting: deque[Path] = deque()
        self._path: Path | None = None
        self._glance: FileGlance | None = None
        self._named: tuple[Candidate, ...] = ()
        self._cancel = CancelToken()
        self._state: FileState | None = None
        view.closed.connect(self._next)
        view.add_requested.connect(self.add)

    def begin(self, session: Session) -> None:
        """A person signed in."""
        self._session = session

    def end(self) -> None:
        """The session is over: nothing of a file stays."""
        self._waiting.clear()
        self._put_away()
        self._session = None

    def choose(self) -> None:
        """Let a file be chosen from this workstation."""
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Add files to this record"))
        self.bring(tuple(map(Path, chosen)))

    def bring(self, paths: object) -> None:
        """Look at files, one after another."""
        opened = self._record.opened()
        if self._session is None or opened is None or self._record.is_emergency():
            return
        if isinstance(paths, tuple):
            self._waiting.extend(path for path in paths if isinstance(path, Path))
        if self._path is None:
            self._next()

    def is_busy(self) -> bool:
        """Whether a file is being read or added."""
        return self._state is not None and self._state.phase in {FilePhase.READING, FilePhase.ADDING}

    def state(self) -> FileState | None:
        """What the dialog shows, None while there is none."""
        return self._state

    def add(self, key: str) -> None:
        """Add the file as what it says of the one it names by this key; "" where it names nobody."""
        session, opened = self._session, self._record.opened()
        path, glance = self._path, self._glance
        if session is None or opened is None or path is None or glance is None:
            return
        patient: PatientAtSource | None = None
        if glance.patients:
            patient = next((one.patient for one in self._named if one.key == key), None)
            if patient is None:
                return
        self._show(phase=FilePhase.ADDING)
        files = AddFile(session, self._workplace, opened.record_id)
        cancel = self._cancel
        kept = partial(self._jobs.post, self._record.reread)
        self._run(lambda: files.add(path, glance, patient, cancel, kept), lambda _outcome: self._added())

    # -- inside ------------------------------------------------------------------------------------

    def _next(self) -> None:
        self._put_away()
        opened, session = self._record.opened(), self._session
        if not self._waiting or opened is None or session is None:
            return
        path = self._path = self._waiting.popleft()
        cancel = self._cancel = CancelToken(parent=session.cancel)
        self._state = FileState(name=path.name, person=str(opened.person.leading.name))
        self._view.render_state(self._state)
        self._window.lay_over(self._view)
        self._run(lambda: self._workplace.files.glance(path, cancel), self._seen)

    def _seen(self, glance: FileGlance) -> None:
        opened, path = self._record.opened(), self._path
        if opened is None or path is None:
            return
        if glance.format in LETTERS:
            self._put_away()
            self.letter_chosen.emit(path, glance)
            return
        self._glance = glance
        self._named = named_in(glance, opened.person)
        here = self.tr("this record")
        named = tuple(
            Named(
                one.key,
                one.patient,
                Compared(here, self.tr("the file"), one.weighing.likelihood, one.weighing.comparisons),
            )
            for one in self._named
        )
        self._show(phase=FilePhase.ASKING, format=glance.format, named=named)

    def _added(self) -> None:
        self._record.reread()
        self._next()

    def _run(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.deliver(self._workplace.network.submit(job), done, partial(self._broke, self._cancel))

    def _broke(self, cancel: CancelToken, error: BaseException) -> None:
        if cancel is not self._cancel or isinstance(error, Cancelled):
            return
        if isinstance(error, FileNotTaken):
            self._show(phase=FilePhase.REFUSED, reason=file_refusal(error))
        else:
            self._put_away()
            self.failed.emit(error)

    def _show(self, **changed: object) -> None:
        if self._state is not None:
            self._state = msgspec.structs.replace(self._state, **changed)
            self._view.render_state(self._state)

    def _put_away(self) -> None:
        self._cancel.cancel()
        shown, self._state = self._state, None
        self._path = self._glance = None
        self._named = ()
        if shown is not None:
            self._window.take_away(self._view)
        self._view.forget()
