"""Two patients side by side: what each source says, and how it compares."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.linkage import Comparison, Field, Likelihood, Likeness
from serums_desktop.domain.people import Sex
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Words
from serums_desktop.views.controls import IconLabel, plain_label
from serums_desktop.views.dates import partial_text
from serums_desktop.views.words import issuer_text, sex_text, translate

_MARKS: Final = {
    Likeness.SAME: ("check", "success.fg"),
    Likeness.CLOSE: ("alert", "caution.fg"),
    Likeness.DIFFERS: ("cross", "high.fg"),
    Likeness.NOT_GIVEN: ("minus", "text.secondary"),
}
_LOOKS: Final = {
    Likelihood.CERTAIN: ChipLook("success.fg", "success.bg", "success.border", radius_px=4),
    Likelihood.PROBABLE: ChipLook("info.fg", "info.bg", "info.border", radius_px=4),
    Likelihood.POSSIBLE: ChipLook("text.secondary", "bg.sunken", "border.default", radius_px=4),
    Likelihood.CERTAINLY_NOT: ChipLook("high.fg", "high.bg", "high.border", radius_px=4),
}


class Compared(msgspec.Struct, frozen=True):
    """What the rule and the weights make of two patients. `here` and `there` name who is compared."""

    here: str
    there: str
    likelihood: Likelihood
    comparisons: tuple[Comparison, ...]


def likelihood_text(likelihood: Likelihood) -> str:
    """How likely it is that two patients are one person."""
    return {
        Likelihood.CERTAIN: translate("Comparison", "Certainly the same person"),
        Likelihood.PROBABLE: translate("Comparison", "Probably the same person"),
        Likelihood.POSSIBLE: translate("Comparison", "Possibly the same person"),
        Likelihood.CERTAINLY_NOT: translate("Comparison", "Certainly another person"),
    }[likelihood]


def likeness_text(likeness: Likeness) -> str:
    """How one field compares."""
    return {
        Likeness.SAME: translate("Comparison", "same"),
        Likeness.CLOSE: translate("Comparison", "close"),
        Likeness.DIFFERS: translate("Comparison", "differs"),
        Likeness.NOT_GIVEN: translate("Comparison", "not given"),
    }[likeness]


def field_text(comparison: Comparison) -> str:
    """What is compared."""
    match comparison.field:
        case Field.IDENTIFIER:
            return issuer_text(Identifier(comparison.system, ""))[1]
        case Field.FAMILY:
            return translate("Comparison", "Surname")
        case Field.GIVEN:
            return translate("Comparison", "Given name")
        case Field.BIRTH_DATE:
            return translate("Comparison", "Birth date")
        case Field.SEX:
            return translate("Comparison", "Sex")
        case Field.CITY:
            return translate("Comparison", "Town")


def likelihood_chip(theme: Theme, likelihood: Likelihood) -> Chip:
    """The verdict, to be read at a glance."""
    content = ChipContent((Words(likelihood_text(likelihood), strong=True),))
    return Chip(theme, content, _LOOKS[likelihood], height_px=24)


class ComparisonTable(QWidget):
    """One row a field: its name, what is said here, what is said there, and how that compares."""

    def __init__(self, theme: Theme, compared: Compared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for column, share in ((0, 2), (1, 3), (2, 3), (3, 2)):
            grid.setColumnStretch(column, share)
        grid.addWidget(plain_label(compared.here, role="caption", tone="secondary"), 0, 1)
        grid.addWidget(plain_label(compared.there, role="caption", tone="secondary"), 0, 2)
        nothing = translate("Comparison", "not given")
        for number, comparison in enumerate(compared.comparisons, 1):
            grid.addWidget(plain_label(field_text(comparison), tone="secondary"), number, 0)
            for column, raw in ((1, comparison.one), (2, comparison.other)):
                text = _said(comparison.field, raw)
                tone = "primary" if text else "tertiary"
                grid.addWidget(plain_label(text or nothing, role="body-strong", tone=tone), number, column)
            grid.addLayout(_verdict(theme, comparison.likeness), number, 3)
        lines = [
            f"{field_text(one)}: {_said(one.field, one.one) or nothing}, "
            f"{_said(one.field, one.other) or nothing}, {likeness_text(one.likeness)}"
            for one in compared.comparisons
        ]
        self.setAccessibleName("; ".join((likelihood_text(compared.likelihood), *lines)))


def _said(field: Field, text: str) -> str:
    """What a source says, as people read it."""
    if field is Field.SEX:
        return "" if text == Sex.UNKNOWN.value else sex_text(Sex(text))
    return partial_text(PartialDate.parse(text)) if field is Field.BIRTH_DATE and text else text


def _verdict(theme: Theme, likeness: Likeness) -> QHBoxLayout:
    icon_name, tone = _MARKS[likeness]
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(IconLabel(theme, icon_name, tone))
    row.addWidget(plain_label(likeness_text(likeness)), 1)
    return row
