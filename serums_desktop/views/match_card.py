"""A patient who may be the one that is looked for, with the reasons for and against."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.identifiers import NATIONAL_NUMBERS, Check, Identifier
from serums_desktop.domain.people import Agreement, Person
from serums_desktop.domain.query import Criterion, Grade
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Edge, Words
from serums_desktop.views.controls import ElidedLabel, IconLabel, plain_label
from serums_desktop.views.dates import moment_text, partial_text
from serums_desktop.views.flow import FlowLayout
from serums_desktop.views.words import age_text, issuer_text, name_text, sex_text, translate

_BARE: Final = ChipLook("text.primary", "", "", Edge.BARE)
_AGREEMENT_MARKS: Final = {
    Agreement.SAME: ("check", "success.fg"),
    Agreement.DIFFERS: ("cross", "high.fg"),
    Agreement.NOT_GIVEN: ("minus", "text.secondary"),
}
CHECK_MARKS: Final = {
    Check.RIGHT: ("check", "success.fg"),
    Check.WRONG: ("cross", "high.fg"),
    Check.NOT_COMPUTED: ("", ""),
}


class Match(msgspec.Struct, frozen=True):
    """One person found. `copied_s` is when a copy kept here was last renewed, None without one."""

    key: str
    person: Person
    grade: Grade
    criteria: tuple[Criterion, ...] = ()
    copied_s: float | None = None


_GRADE_LOOKS: Final = {
    Grade.CERTAIN: (4, ChipLook("success.fg", "success.bg", "success.border", radius_px=4)),
    Grade.PROBABLE: (3, ChipLook("info.fg", "info.bg", "info.border", radius_px=4)),
    Grade.POSSIBLE: (2, ChipLook("text.secondary", "bg.sunken", "border.default", radius_px=4)),
}


def grade_text(grade: Grade) -> str:
    """A grade in one word."""
    return {
        Grade.CERTAIN: translate("Match", "Certain"),
        Grade.PROBABLE: translate("Match", "Probable"),
        Grade.POSSIBLE: translate("Match", "Possible"),
    }[grade]


def criterion_text(criterion: Criterion) -> str:
    """A criterion and how it agrees: "DNI same", "birth date differs"."""
    number = NATIONAL_NUMBERS.get(criterion.system)
    subject = {
        "birth-date": translate("Match", "birth date"),
        "name": translate("Match", "name"),
        "identifier": number.label if number else translate("Match", "number"),
    }.get(criterion.name, criterion.name)
    agreement = {
        Agreement.SAME: translate("Match", "{what} same"),
        Agreement.DIFFERS: translate("Match", "{what} differs"),
        Agreement.NOT_GIVEN: translate("Match", "{what} not given"),
    }[criterion.agreement]
    return agreement.format(what=subject)


def identifier_chip(theme: Theme, identifier: Identifier, look: ChipLook = _BARE) -> Chip:
    """A number with its country and issuer. A wrong check digit says so in words as well."""
    country, issuer = issuer_text(identifier)
    check = identifier.check()
    mark, tone = CHECK_MARKS[check]
    words = [Words(issuer, tone="text.secondary"), Words(identifier.value, strong=True, identifier=True)]
    if check is Check.WRONG:
        words.append(Words(translate("Match", "check digit wrong"), tone="high.fg"))
    chip = Chip(theme, ChipContent(tuple(words), lead=country, mark=mark, mark_tone=tone), look, height_px=24)
    chip.setToolTip(
        {
            Check.RIGHT: translate("Match", "Check digit right"),
            Check.WRONG: translate("Match", "Check digit wrong: copied wrongly somewhere"),
            Check.NOT_COMPUTED: translate("Match", "The check of this number is not computed"),
        }[check]
    )
    return chip


class GradeBars(QWidget):
    """Four bars that rise; as many are filled as the grade is sure."""

    def __init__(self, theme: Theme, filled: int, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._filled, self._tone = theme, filled, tone
        self.setFixedSize(QSize(24, 16))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        for bar in range(4):
            height = 4.0 + 3 * bar
            place = QRectF(6 * bar, 15 - height, 4, height)
            if bar < self._filled:
                painter.fillRect(place, self._theme.colour(self._tone))
            else:
                painter.setPen(self._theme.colour("border.control"))
                painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class MatchCard(QFrame):
    """A card to choose and to open. It emits `chosen` on a press and `opened` on a double one."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        theme: Theme,
        match: Match,
        *,
        titles: dict[str, str],
        today: dt.date,
        now_s: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.match = match
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._heading(today))
        column.addLayout(self._numbers(now_s))
        rule = QFrame()
        rule.setProperty("rule", "true")
        column.addWidget(rule)
        column.addLayout(self._reasons(titles))
        leading = match.person.leading
        self.setAccessibleName(
            ", ".join((name_text(leading.name), partial_text(leading.birth_date), grade_text(match.grade)))
        )
        self.set_chosen(False)

    def set_chosen(self, chosen: bool) -> None:
        """Draw the card as the one that Enter opens, or not."""
        self.setProperty("card", "match-chosen" if chosen else "true")
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self.match.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self.match.key)

    def _heading(self, today: dt.date) -> QHBoxLayout:
        leading = self.match.person.leading
        row = QHBoxLayout()
        row.setSpacing(12)
        name = ElidedLabel(name_text(leading.name))
        name.setProperty("type", "title")
        row.addWidget(name)
        age = age_text(leading.birth_date, today)
        born = partial_text(leading.birth_date) or translate("Match", "not given")
        facts = filter(None, (age, sex_text(leading.sex), translate("Match", "born {day}").format(day=born)))
        row.addWidget(plain_label(" · ".join(facts), role="body-strong"))
        row.addStretch(1)
        if leading.superseded:
            row.addWidget(
                Chip(
                    self._theme,
                    ChipContent(
                        (Words(translate("Match", "no longer kept up there"), strong=True),), "alert"
                    ),
                    ChipLook("caution.fg", "caution.bg", "caution.border", radius_px=4),
                    height_px=24,
                )
            )
        filled, look = _GRADE_LOOKS[self.match.grade]
        row.addWidget(GradeBars(self._theme, filled, look.fg))
        row.addWidget(
            Chip(
                self._theme,
                ChipContent((Words(grade_text(self.match.grade), strong=True),)),
                look,
                height_px=24,
            )
        )
        return row

    def _numbers(self, now_s: float) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        numbers = QWidget()
        flow = FlowLayout(numbers, gap_px=20, row_gap_px=4)
        for identifier in self.match.person.identifiers:
            flow.addWidget(identifier_chip(self._theme, identifier))
        row.addWidget(numbers, 1)
        if self.match.copied_s is None:
            icon_name, text = "source", translate("Match", "not on this workstation")
        else:
            at = moment_text(self.match.copied_s, now_s)
            icon_name, text = "copy", translate("Match", "copy {at}").format(at=at)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(IconLabel(self._theme, icon_name, "text.tertiary", size_px=14), alignment=top)
        row.addWidget(plain_label(text, role="caption", tone="secondary"), alignment=top)
        return row

    def _reasons(self, titles: dict[str, str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        reasons = QWidget()
        flow = FlowLayout(reasons, gap_px=20, row_gap_px=4)
        for criterion in self.match.criteria:
            icon_name, tone = _AGREEMENT_MARKS[criterion.agreement]
            look = ChipLook("text.primary", "", "", Edge.BARE, icon_tone=tone)
            content = ChipContent((Words(criterion_text(criterion)),), icon_name)
            flow.addWidget(Chip(self._theme, content, look, height_px=20))
        row.addWidget(reasons, 1)
        known_as = (
            titles.get(patient.source_id, patient.source_id) for patient in self.match.person.known_as
        )
        sources = plain_label(", ".join(dict.fromkeys(known_as)), role="caption", tone="secondary")
        sources.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        row.addWidget(sources)
        return row
