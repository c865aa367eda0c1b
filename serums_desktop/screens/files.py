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

from serums_desktop.domain.errors import Cancelled, FileNotTaken, FileRefusal
from serums_desktop.domain.files import LETTERS, FileContent, FileGlance
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.messages.files import file_refusal
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.services.add_file import AddFile, named_in
from serums_desktop.services.linking import Candidate
from serums_desktop.services.open_record import OpenedRecord
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.comparison import Compared
from serums_desktop.views.file_dialog import FileDialog, FilePhase, FileState, Named
from serums_desktop.views.main_window import MainWindow
from serums_desktop.work.cancel import CancelToken

Result = TypeVar("Result")

_ANOTHER_TRY = {FileRefusal.PASSCODE_WRONG, FileRefusal.PASSCODE_NEEDED}


class FilesScreen(QObject):
    """One file at a time. `letter_chosen` carries one that is only looked at, a Path or a FileContent, and
    its glance.
    """

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
        # Whose record the files were brought to: they join no other that is opened meanwhile.
        self._record_id = ""
        self._waiting: deque[Path | FileContent] = deque()
        self._brought: Path | FileContent | None = None
        self._glance: FileGlance | None = None
        self._named: tuple[Candidate, ...] = ()
        self._cancel = CancelToken()
        self._state: FileState | None = None
        view.closed.connect(self._next)
        view.add_requested.connect(self.add)
        view.passcode_given.connect(self.open_link)

    def begin(self, session: Session) -> None:
        """A person signed in."""
        self._session = session

    def end(self) -> None:
        """The session is over: nothing of a file stays."""
        self._waiting.clear()
        self._put_away()
        self._record_id = ""
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
        if opened.record_id != self._record_id:
            self._waiting.clear()
            self._put_away()
            self._record_id = opened.record_id
        if isinstance(paths, tuple):
            self._waiting.extend(path for path in paths if isinstance(path, Path))
        if self._brought is None:
            self._next()

    def is_busy(self) -> bool:
        """Whether a file is being read or added."""
        return self._state is not None and self._state.phase in {FilePhase.READING, FilePhase.ADDING}

    def state(self) -> FileState | None:
        """What the dialog shows, None while there is none."""
        return self._state

    def add(self, key: str) -> None:
        """Add the file as what it says of the one it names by this key; "" where it names nobody."""
        session, opened = self._session, self._opened()
        brought, glance = self._brought, self._glance
        if session is None or opened is None or brought is None or glance is None or glance.links_out:
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
        patient_id = patient.patient_id if patient is not None else ""
        if isinstance(brought, Path):
            pages = self._workplace.files.read(brought, glance, patient_id, cancel)
        else:
            pages = self._workplace.files.read_content(brought.content, glance, patient_id, cancel)
        self._run(lambda: files.add(glance, patient, pages, cancel, kept), lambda _outcome: self._added())

    def open_link(self, passcode: str) -> None:
        """Fetch what the link in the file leads to: each of that is a file of its own."""
        brought, glance, cancel = self._brought, self._glance, self._cancel
        if isinstance(brought, Path) and glance is not None and glance.links_out:
            self._show(phase=FilePhase.READING)
            self._run(lambda: self._workplace.links.open(brought, passcode, cancel), self._fetched)

    # -- inside ------------------------------------------------------------------------------------

    def _opened(self) -> OpenedRecord | None:
        """The record the files were brought to, while it is on screen in ordinary treatment."""
        opened = self._record.opened()
        if opened is None or opened.record_id != self._record_id or self._record.is_emergency():
            return None
        return opened

    def _next(self) -> None:
        self._put_away()
        opened, session = self._opened(), self._session
        if not self._waiting or opened is None or session is None:
            return
        brought = self._brought = self._waiting.popleft()
        cancel = self._cancel = CancelToken(parent=session.cancel)
        self._state = FileState(name=brought.name, person=str(opened.person.leading.name))
        self._view.render_state(self._state)
        self._window.lay_over(self._view)
        files = self._workplace.files
        if isinstance(brought, Path):
            self._run(lambda: files.glance(brought, cancel), self._seen)
        else:
            name, content = brought.name, brought.content
            self._run(lambda: files.glance_at_content(name, content, cancel), self._seen)

    def _seen(self, glance: FileGlance) -> None:
        opened, brought = self._opened(), self._brought
        if opened is None or brought is None:
            self._put_away()
            return
        if glance.format in LETTERS:
            self._put_away()
            self.letter_chosen.emit(brought, glance)
            return
        self._glance = glance
        if glance.links_out:
            self._ask_for_link()
            return
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

    def _ask_for_link(self, reason: str = "") -> None:
        glance = self._glance
        if glance is not None:
            self._show(
                phase=FilePhase.LINK,
                format=glance.format,
                asks_host=glance.links_out,
                needs_passcode=glance.passcode_needed,
                reason=reason,
            )

    def _fetched(self, contents: list[FileContent]) -> None:
        self._waiting.extendleft(reversed(contents))
        self._next()

    def _added(self) -> None:
        self._record.reread()
        self._next()

    def _run(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.deliver(self._workplace.network.submit(job), done, partial(self._broke, self._cancel))

    def _broke(self, cancel: CancelToken, error: BaseException) -> None:
        if cancel is not self._cancel or isinstance(error, Cancelled):
            return
        if isinstance(error, FileNotTaken) and error.reason in _ANOTHER_TRY:
            self._ask_for_link(file_refusal(error))
        elif isinstance(error, FileNotTaken):
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
        self._brought = self._glance = None
        self._named = ()
        if shown is not None:
            self._window.take_away(self._view)
        self._view.forget()
