"""What lies over a record: its sources, files brought to it, letters, and the sign-in a source wants."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from serums_desktop.charts.theme import Theme
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.files import FilesScreen
from serums_desktop.screens.letters import LettersScreen
from serums_desktop.screens.record import RecordScreen
from serums_desktop.screens.source_sign_in import SourceSignInScreen
from serums_desktop.screens.sources import SourcesScreen
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.file_dialog import FileDialog
from serums_desktop.views.letter_dialog import LetterDialog
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.record import RecordView
from serums_desktop.views.source_sign_in import SourceSignInDialog
from serums_desktop.views.sources_dialog import SourcesDialog


class RecordDialogs(QObject):
    """Made once with the pages. `failed` carries an error to tell."""

    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        jobs: Jobs,
        workplace: Workplace,
        view: RecordView,
        record: RecordScreen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.sources_view = SourcesDialog(theme)
        self.file_view = FileDialog(theme)
        self.letter_view = LetterDialog(theme)
        self.sign_in_view = SourceSignInDialog(theme)
        self.sources = SourcesScreen(window, self.sources_view, jobs, workplace, record, self)
        self.files = FilesScreen(window, self.file_view, jobs, workplace, record, self)
        self.letters = LettersScreen(
            window, self.letter_view, jobs, workplace, record, workplace.letters, self
        )
        self.sign_in = SourceSignInScreen(window, self.sign_in_view, jobs, workplace, record, self)
        view.sources_requested.connect(self.sources.open)
        view.add_file_requested.connect(self.files.choose)
        view.files_dropped.connect(self.files.bring)
        self.files.letter_chosen.connect(self.letters.open_file)
        record.sign_in_wanted.connect(self.sign_in.ask)
        self._screens = (self.sources, self.files, self.letters, self.sign_in)
        for screen in self._screens:
            screen.failed.connect(self.failed)

    def begin(self, session: Session) -> None:
        """A person signed in."""
        for screen in self._screens:
            screen.begin(session)

    def end(self) -> None:
        """The session is over: nothing of a record stays in a dialog."""
        for screen in self._screens:
            screen.end()
