"""Parts of the patients page: what was understood, the word of caution, the way to open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.query import PatientQuery
from serums_desktop.views.controls import ElidedLabel, IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import day_text, partial_text
from serums_desktop.views.flow import FlowLayout
from serums_desktop.views.match_card import Match, identifier_chip
from serums_desktop.views.words import name_text


class UnderstoodLine(QWidget):
    """How the words in the search field were read, before anybody is asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._query: PatientQuery | None = None
        self._flow = FlowLayout(self, gap_px=16, row_gap_px=4)
        self.setMinimumHeight(24)

    def render_query(self, query: PatientQuery | None) -> None:
        """Show a reading; None shows nothing."""
        if query == self._query:
            return
        self._query = query
        self._flow.clear()
        if query is None or query == PatientQuery():
            return
        add = self._flow.addWidget
        add(_line(self.tr("Understood as"), tone="tertiary"))
        if query.words:
            add(_line(" ".join(query.words), strong=True))
        if query.birth_date is not None:
            add(_line(self.tr("born {day}").format(day=day_text(query.birth_date)), strong=True))
        for identifier in query.identifiers:
            add(identifier_chip(self._theme, identifier))
        if query.is_empty:
            add(
                _line(
                    self.tr("A birth date alone would list strangers: add a name or a number."),
                    tone="caution",
                )
            )


class CautionBox(QFrame):
    """Says that two people may be confused, or that two records may be one person."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "caution")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(
            IconLabel(theme, "alert", "caution.fg", size_px=20), alignment=Qt.AlignmentFlag.AlignTop
        )
        column = QVBoxLayout()
        column.setSpacing(4)
        self._title = plain_label(role="body-strong", tone="caution")
        self._text = plain_label(wrap=True, tone="caution")
        column.addWidget(self._title)
        column.addWidget(self._text)
        row.addLayout(column, 1)

    def render_caution(self, *, namesakes: bool, may_be_one: bool) -> None:
        """Show the word that fits; neither takes the box away."""
        if may_be_one:
            self._title.setText(self.tr("Two records may be the same person."))
            self._text.setText(self.tr("They differ in a number or a name, so they stay apart."))
        else:
            self._title.setText(self.tr("Two people have much in common."))
            self._text.setText(self.tr("Compare birth date and number with the patient before you open."))
        self.setAccessibleName(f"{self._title.text()} {self._text.text()}")
        self.setVisible(namesakes or may_be_one)


class OpenBox(QFrame):
    """Names the chosen patient by name and birth date, and opens the record for treatment."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        heading = QHBoxLayout()
        self._title = ElidedLabel()
        self._title.setProperty("type", "label")
        self._place = plain_label(role="caption", tone="secondary")
        heading.addWidget(self._title, 1)
        heading.addWidget(self._place)
        column.addLayout(heading)
        self.button = KeyButton(
            theme, self.tr("Open for treatment"), icon_name="stethoscope", keys=self.tr("Enter")
        )
        self.button.setProperty("look", "primary")
        self.button.setProperty("extent", "large")
        column.addWidget(self.button)

    def render_match(self, match: Match, place: int) -> None:
        """Show whom the button opens."""
        leading = match.person.leading
        born = partial_text(leading.birth_date) or self.tr("not given")
        self._title.set_full_text(
            self.tr("{name}, born {day}").format(name=name_text(leading.name), day=born)
        )
        self._place.setText(self.tr("number {place}").format(place=place))
        self.button.setAccessibleDescription(self._title.full_text)


def _line(text: str, *, strong: bool = False, tone: str = "primary") -> QLabel:
    label = plain_label(text, role="body-strong" if strong else "body", tone=tone)
    label.setMinimumHeight(24)
    return label
