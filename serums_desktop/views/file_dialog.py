"""A file that somebody brings to a record: what it is, whom it names, and the question whether it belongs."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.linkage import Likelihood
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.views.comparison import Compared, ComparisonTable, likelihood_chip
from serums_desktop.views.controls import KeyButton, plain_label
from serums_desktop.views.dialog import Dialog
from serums_desktop.views.words import name_text, translate


class FilePhase(enum.StrEnum):
    """Where it stands."""

    READING = "reading"
    LINK = "link"
    ASKING = "asking"
    ADDING = "adding"
    REFUSED = "refused"


class Named(msgspec.Struct, frozen=True):
    """Somebody whom the file names, compared with the person of the record."""

    key: str
    patient: PatientAtSource
    compared: Compared


class FileState(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is the file's, `person` the record's. `reason` is why it was refused, in words.

    `asks_host` is the server that a link has to be asked of, `needs_passcode` whether it wants one.
    """

    name: str
    person: str
    phase: FilePhase = FilePhase.READING
    format: FileFormat | None = None
    named: tuple[Named, ...] = ()
    reason: str = ""
    asks_host: str = ""
    needs_passcode: bool = False


class FileDialog(Dialog):
    """Renders a `FileState`. `add_requested` carries the key of the one named, "" where nobody is.

    `passcode_given` carries what was typed.
    """

    add_requested = Signal(str)
    passcode_given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            translate("File", "Add a file to this record"),
            icon_name="add-file",
            close_text=translate("File", "Cancel"),
            widest_px=800,
            parent=parent,
        )
        self._state: FileState | None = None
        self._kind = plain_label(role="label")
        self._said = plain_label(wrap=True)
        self.column.addWidget(self._kind)
        self.column.addWidget(self._said)
        self.passcode = QLineEdit()
        self.passcode.setEchoMode(QLineEdit.EchoMode.Password)
        self.passcode.setAccessibleName(self.tr("Passcode"))
        self.passcode.setPlaceholderText(self.tr("Passcode"))
        self.passcode.returnPressed.connect(self._give_passcode)
        self.column.addWidget(self.passcode)
        self._named = QVBoxLayout()
        self._named.setSpacing(8)
        self.column.addLayout(self._named)
        self.column.addStretch(1)
        self.add = self.add_button(self.tr("Add to this record"), icon_name="add-file", look="primary")
        self.add.clicked.connect(self._add)
        self.setFocusProxy(self.close_button)

    def render_state(self, state: FileState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        if state == before:
            return
        self.set_subtitle(state.person)
        kind = format_text(state.format) if state.format is not None else ""
        self._kind.setText(" · ".join(filter(None, (state.name, kind))))
        self._said.setText(self._words(state))
        is_link = state.phase is FilePhase.LINK
        self.passcode.setVisible(is_link and state.needs_passcode)
        if is_link and (before is None or before.phase is not state.phase):
            (self.passcode if state.needs_passcode else self.add).setFocus()
        if before is None or before.named != state.named or before.phase is not state.phase:
            self._render_named(state)
        nobody = state.phase is FilePhase.ASKING and not state.named
        self.add.setVisible(nobody or is_link)
        self.add.setText(self.tr("Open the link") if is_link else self.tr("Add to this record"))
        self.add.setAccessibleName(self.add.text())

    def forget(self) -> None:
        """Nothing of a file stays in a widget."""
        self._state = None
        self.set_subtitle("")
        self._kind.clear()
        self._said.clear()
        self.passcode.clear()
        self._clear()

    def _words(self, state: FileState) -> str:
        match state.phase:
            case FilePhase.READING:
                return self.tr("The file is being read.")
            case FilePhase.ADDING:
                return self.tr("It is being added.")
            case FilePhase.REFUSED:
                return state.reason
            case FilePhase.LINK:
                asked = self.tr("It is a link. {host} is asked for what it leads to.").format(
                    host=state.asks_host
                )
                return " ".join(filter(None, (state.reason, asked)))
        if not state.named:
            return self.tr("It names nobody. Add it only if you know that it is this patient's.")
        if all(named.compared.likelihood is Likelihood.CERTAINLY_NOT for named in state.named):
            return self.tr("It is about somebody else and cannot be added to this record.")
        return self.tr("Compare before you add it: what is in it will stand in this record.")

    def _render_named(self, state: FileState) -> None:
        self._clear()
        if state.phase is not FilePhase.ASKING:
            return
        for named in state.named:
            self.place(self._named, self._card(named))

    def _card(self, named: Named) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(plain_label(name_text(named.patient.name), role="title"), 1)
        top.addWidget(likelihood_chip(self.theme, named.compared.likelihood))
        if named.compared.likelihood is not Likelihood.CERTAINLY_NOT:
            add = KeyButton(self.theme, self.tr("This patient: add"), icon_name="add-file")
            add.setAccessibleName(f"{self.tr('This patient: add')}: {name_text(named.patient.name)}")
            add.clicked.connect(lambda: self.add_requested.emit(named.key))
            top.addWidget(add)
        column.addLayout(top)
        column.addWidget(ComparisonTable(self.theme, named.compared))
        return card

    def _add(self) -> None:
        if self._state is not None and self._state.phase is FilePhase.LINK:
            self._give_passcode()
        else:
            self.add_requested.emit("")

    def _give_passcode(self) -> None:
        given = self.passcode.text()
        self.passcode.clear()
        self.passcode_given.emit(given)

    def _clear(self) -> None:
        while (item := self._named.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()


def format_text(kind: FileFormat) -> str:
    """What a file was recognised as."""
    return {
        FileFormat.FHIR_JSON: translate("File", "FHIR resources"),
        FileFormat.FHIR_NDJSON: translate("File", "FHIR resources, one a line"),
        FileFormat.CDA: translate("File", "Clinical document (CDA)"),
        FileFormat.SMART_HEALTH_LINK: translate("File", "SMART Health Link"),
        FileFormat.APPLE_HEALTH: translate("File", "Apple Health export"),
        FileFormat.DEXCOM_CLARITY: translate("File", "Dexcom Clarity export"),
        FileFormat.LIBREVIEW: translate("File", "LibreView export"),
        FileFormat.NIGHTSCOUT: translate("File", "Nightscout export"),
        FileFormat.EDF: translate("File", "EDF recording"),
        FileFormat.PDF: translate("File", "PDF letter"),
        FileFormat.IMAGE: translate("File", "Image"),
        FileFormat.TEXT: translate("File", "Text"),
    }[kind]
