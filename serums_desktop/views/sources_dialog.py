"""What each source gave, as whom it knows the person, and who else there may be the same one."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.linkage import Likelihood
from serums_desktop.domain.people import Link, PatientAtSource
from serums_desktop.views.comparison import Compared, ComparisonTable, likelihood_chip
from serums_desktop.views.controls import KeyButton, plain_label
from serums_desktop.views.dates import day_and_time_text, partial_text
from serums_desktop.views.dialog import Dialog
from serums_desktop.views.flow import FlowLayout
from serums_desktop.views.match_card import identifier_chip
from serums_desktop.views.words import (
    capsule_text,
    fault_text,
    name_text,
    sex_text,
    state_text,
    translate,
)


class SourceRow(msgspec.Struct, frozen=True):
    """One source's part: `patient` as whom it knows the person, `link` who decided that, None for the rule.

    `can_part`: the link can be taken back, or the file removed.
    """

    coverage: SourceCoverage
    patient: PatientAtSource | None = None
    link: Link | None = None
    can_part: bool = False


class Found(msgspec.Struct, frozen=True):
    """A patient at a source who may be the person. `key` names them to `link_requested`."""

    key: str
    source_title: str
    patient: PatientAtSource
    compared: Compared


class SourcesState(msgspec.Struct, frozen=True, kw_only=True):
    """`person` names whom it is about; `words` is what the search begins with. `can_change`: not in an
    emergency, where nothing is linked."""

    person: str
    words: str = ""
    rows: tuple[SourceRow, ...] = ()
    found: tuple[Found, ...] = ()
    searching: bool = False
    searched: bool = False
    can_change: bool = True


class SourcesDialog(Dialog):
    """Renders a `SourcesState`."""

    link_requested = Signal(str)
    part_requested = Signal(str)
    search_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            translate("Sources", "Sources of this record"),
            icon_name="sources",
            close_text=translate("Sources", "Close"),
            parent=parent,
        )
        self._state: SourcesState | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)
        self._heading = plain_label(self.tr("The same person elsewhere?"), role="title")
        self.column.addWidget(self._heading)
        self._search_row = QWidget()
        line = QHBoxLayout(self._search_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("Name, birth date or number"))
        self.words.setPlaceholderText(self.tr("Name, birth date or number"))
        self.words.returnPressed.connect(self._search)
        self.search = KeyButton(theme, self.tr("Ask the sources"), icon_name="search")
        self.search.clicked.connect(self._search)
        line.addWidget(self.words, 1)
        line.addWidget(self.search)
        self.column.addWidget(self._search_row)
        self._answer = plain_label(tone="secondary", wrap=True)
        self.column.addWidget(self._answer)
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        self.column.addLayout(self._found)
        self.column.addStretch(1)
        self.setFocusProxy(self.close_button)
        self.set_remark(
            self.tr(
                "Sources link by themselves only on the same number with agreeing birth date, sex and name."
            )
        )

    def render_state(self, state: SourcesState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        if state == before:
            return
        self.set_subtitle(state.person)
        if before is None or before.words != state.words:
            self.words.setText(state.words)
        if before is None or before.rows != state.rows or before.can_change != state.can_change:
            _clear(self._rows)
            for row in state.rows:
                self.place(self._rows, self._row(row, can_change=state.can_change))
        for widget in (self._heading, self._search_row):
            widget.setVisible(state.can_change)
        self.search.setEnabled(not state.searching)
        answer = self._answer_text(state)
        self._answer.setText(answer)
        self._answer.setVisible(bool(answer) and state.can_change)
        if before is None or before.found != state.found:
            _clear(self._found)
            for found in state.found:
                self.place(self._found, self._card(found))

    def forget(self) -> None:
        """Nothing of a patient stays in a widget."""
        self._state = None
        self.set_subtitle("")
        self.words.clear()
        self._answer.clear()
        _clear(self._rows)
        _clear(self._found)

    def _search(self) -> None:
        if self.words.text().strip():
            self.search_requested.emit(self.words.text())

    def _answer_text(self, state: SourcesState) -> str:
        if state.searching:
            return self.tr("The sources are being asked.")
        if state.searched and not state.found:
            return self.tr("Nobody else who may be this person was named by the sources that answered.")
        return ""

    def _row(self, row: SourceRow, *, can_change: bool) -> QFrame:
        source = row.coverage
        card = QFrame()
        card.setProperty("card", "choice")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(12)
        title = f"{source.title} ({source.country})" if source.country else source.title
        top.addWidget(plain_label(title, role="label"))
        top.addWidget(plain_label(_state_line(source), tone="secondary"), 1)
        if row.can_part and can_change:
            is_file = source.state is SourceState.ADDED
            words = self.tr("Remove the file") if is_file else self.tr("Not this person")
            part = KeyButton(self.theme, words, icon_name="remove" if is_file else "unlink")
            part.setAccessibleName(f"{words}: {source.title}")
            part.clicked.connect(lambda: self.part_requested.emit(source.source_id))
            top.addWidget(part)
        column.addLayout(top)
        for line in _told(source):
            column.addWidget(plain_label(line, tone="secondary", wrap=True))
        if row.patient is not None:
            column.addWidget(plain_label(_known_as(row.patient), wrap=True))
            column.addWidget(self._numbers(row.patient))
            column.addWidget(plain_label(_linked_by(row.link), role="caption", tone="secondary", wrap=True))
        elif source.state is not SourceState.ADDED:
            column.addWidget(plain_label(self.tr("Nobody there is linked to this record."), tone="secondary"))
        return card

    def _card(self, found: Found) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(plain_label(name_text(found.patient.name), role="title"))
        top.addWidget(plain_label(found.source_title, tone="secondary"), 1)
        top.addWidget(likelihood_chip(self.theme, found.compared.likelihood))
        if found.compared.likelihood is not Likelihood.CERTAINLY_NOT:
            link = KeyButton(self.theme, self.tr("Link to this record"), icon_name="link")
            link.setAccessibleName(f"{self.tr('Link to this record')}: {name_text(found.patient.name)}")
            link.clicked.connect(lambda: self.link_requested.emit(found.key))
            top.addWidget(link)
        column.addLayout(top)
        column.addWidget(ComparisonTable(self.theme, found.compared))
        return card

    def _numbers(self, patient: PatientAtSource) -> QWidget:
        numbers = QWidget()
        flow = FlowLayout(numbers, gap_px=20, row_gap_px=4)
        for identifier in patient.identifiers:
            flow.addWidget(identifier_chip(self.theme, identifier))
        return numbers


def _state_line(source: SourceCoverage) -> str:
    said = [state_text(source.state)]
    if source.as_of_s is not None and source.from_capsule:
        said.append(capsule_text(day_and_time_text(source.as_of_s)))
    elif source.as_of_s is not None:
        said.append(translate("Sources", "as of {at}").format(at=day_and_time_text(source.as_of_s)))
    return ", ".join(said)


def _told(source: SourceCoverage) -> list[str]:
    """What it sent, what of that could not be read, what it could not give."""
    lines = []
    if source.fault is not None:
        lines.append(fault_text(source.fault))
    if source.as_of_s is not None and not source.from_capsule:
        counts = [translate("Sources", "%n resources received", "", source.received)]
        if source.quarantined:
            counts.append(translate("Sources", "%n could not be read", "", source.quarantined))
        lines.append(", ".join(counts) + ".")
    if source.missing:
        kinds = ", ".join(source.missing)
        lines.append(translate("Sources", "Not to be had from it: {kinds}.").format(kinds=kinds))
    return lines


def _known_as(patient: PatientAtSource) -> str:
    born = partial_text(patient.birth_date)
    facts = [name_text(patient.name), sex_text(patient.sex)]
    if born:
        facts.append(translate("Sources", "born {day}").format(day=born))
    if patient.superseded:
        facts.append(translate("Sources", "no longer kept up there"))
    return translate("Sources", "Known there as {facts}").format(facts=" · ".join(facts))


def _linked_by(link: Link | None) -> str:
    if link is None:
        return translate("Sources", "Linked by the rule: same number, agreeing birth date, sex and surname.")
    at = day_and_time_text(link.at_s)
    return translate("Sources", "Linked by {staff} on {at}.").format(staff=link.staff_id, at=at)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
