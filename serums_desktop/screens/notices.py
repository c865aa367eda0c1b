"""What is said above the pages: errors, being offline, a list that was begun anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from serums_desktop.domain.errors import SerumsError, SourceError, SourceFault
from serums_desktop.domain.identifiers import NATIONAL_NUMBERS, Identifier
from serums_desktop.domain.people import Person
from serums_desktop.domain.stored import Integrity
from serums_desktop.host import log
from serums_desktop.messages.errors import notice, source_notice
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.dates import partial_text
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.notice_bar import Notice, NoticeLook

# Something answered in the home source's place.
_NOT_ITSELF: Final = {SourceFault.TLS, SourceFault.FOREIGN_LINK}


class Notices(QObject):
    """Says one thing at a time above the page; the page stays."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._titles: dict[str, str] = {}
        self._home = ""
        self._action: Callable[[], None] | None = None
        window.notice_dismissed.connect(self.clear)
        window.notice_action_requested.connect(self._act)

    def know(self, workplace: Workplace) -> None:
        """Learn what people call the sources."""
        self._titles = {source.id: source.title for source in workplace.configuration.source}
        self._home = workplace.configuration.home.title

    def clear(self) -> None:
        """Nothing is said any more."""
        self._show(None)

    def ask_to_leave(self, leave: Callable[[], None]) -> None:
        """Say what leaving this workstation means, with a button to do it."""
        self._show(
            Notice(
                self.tr("Leave this workstation?"),
                self.tr("Your passphrase and the copies kept here for you are removed for good."),
                self.tr("Records at the sources stay as they are; signing in here again takes the browser."),
                action=self.tr("Leave"),
            ),
            leave,
        )

    def ask_to_open(self, person: Person, open_it: Callable[[], None]) -> None:
        """Another program names a patient while another record is open: who, by two identifiers."""
        leading = person.leading
        number = _number(leading.identifiers)
        born = self.tr("born {date}").format(date=partial_text(leading.birth_date))
        self._show(
            Notice(
                self.tr("Another program asks for {patient}.").format(
                    patient=", ".join(filter(None, (str(leading.name), born, number)))
                ),
                self.tr("The record on screen stays until you open the other."),
                action=self.tr("Open"),
                look=NoticeLook.INFO,
            ),
            open_it,
        )

    def tell_begun_anew(self) -> None:
        """A renewed card cannot open what the one before it kept."""
        self._show(
            Notice(
                self.tr("This card is new here, so the copies kept on this workstation begin anew."),
                self.tr("What your earlier card kept stays shut."),
                self.tr("Records are copied again when they are opened."),
                look=NoticeLook.INFO,
            )
        )

    def tell(self, error: object) -> None:
        """Say an error."""
        if not isinstance(error, BaseException):
            return
        if not isinstance(error, SerumsError):
            log.event("unforeseen", error=type(error).__name__, place=log.error_place(error))
        source_id = getattr(error, "source_id", "")
        said = notice(error, self._titles.get(source_id, source_id or self._home))
        self._show(Notice(said.happened, said.kept, said.cure))

    def tell_offline(self, error: SerumsError) -> None:
        """The home source did not answer at sign-in, or could not prove who it is."""
        said = self.tr("Offline: {source} cannot be reached.").format(source=self._home)
        if isinstance(error, SourceError) and error.kind in _NOT_ITSELF:
            said = source_notice(error.kind, self._home).happened
        self._show(
            Notice(
                said,
                self.tr("What is kept on this workstation is open."),
                self.tr("Sources are asked again whenever a record is opened."),
                look=NoticeLook.INFO,
            )
        )

    def tell_rebuilt(self) -> None:
        """The index of the copies was damaged."""
        self._show(
            Notice(
                self.tr("The list of records kept here was damaged or removed, and begun anew."),
                self.tr("What could not be used is kept beside it."),
                self.tr("Records are copied again when they are opened."),
                look=NoticeLook.INFO,
            )
        )

    def tell_damaged(self, integrity: Integrity) -> None:
        """A record's copy was not what it should be."""
        if integrity is Integrity.ROLLED_BACK:
            happened = self.tr("The copy of this record was an older one than was kept here last.")
        else:
            happened = self.tr("The copy of this record was damaged.")
        self._show(
            Notice(
                happened,
                self.tr(
                    "It was set aside; files that were added to it are kept where they can still be read."
                ),
                self.tr("The sources are asked for everything again. Tell IT."),
                look=NoticeLook.INFO,
            )
        )

    def _show(self, notice: Notice | None, action: Callable[[], None] | None = None) -> None:
        self._action = action
        self._window.render_notice(notice)

    def _act(self) -> None:
        action = self._action
        if action is not None:
            self.clear()
            action()


def _number(identifiers: tuple[Identifier, ...]) -> str:
    """The number people know a patient by, with its name: a national one where there is one."""
    known = sorted(identifiers, key=lambda number: number.system not in NATIONAL_NUMBERS)
    if not known:
        return ""
    national = NATIONAL_NUMBERS.get(known[0].system)
    return f"{national.label} {known[0].value}" if national is not None else known[0].value
