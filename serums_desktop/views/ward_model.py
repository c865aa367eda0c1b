"""The rows of the ward list."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from serums_desktop.charts.icons import icon
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.people import PersonName, Sex
from serums_desktop.views.controls import plain_tooltip
from serums_desktop.views.words import name_text, sex_text

_AnyIndex = QModelIndex | QPersistentModelIndex
BED, _PATIENT, _NAMESAKE, _AGE, REASON = range(5)
# What keeps its width; the patient and the reason share the rest.
FIXED_WIDTHS_PX: Final = {BED: 76, _NAMESAKE: 116, _AGE: 84}
# What the birth date takes in the place of the reason.
BORN_WIDTH_PX: Final = 116


class WardRow(msgspec.Struct, frozen=True, kw_only=True):
    """One inpatient. `is_namesake` marks somebody whose name is easily taken for another one's here.

    `born` is shown of who is in the downtime capsule, which knows neither bed nor reason.
    """

    key: str
    bed: str
    name: PersonName
    age_text: str = ""
    sex: Sex = Sex.UNKNOWN
    reason: str = ""
    born: str = ""
    is_namesake: bool = False


class WardModel(QAbstractTableModel):
    """Bed, patient, namesake, age, reason: one row per inpatient, in the order of the beds.

    Of a downtime capsule the last column is the birth date.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: tuple[WardRow, ...] = ()
        self._of_capsule = False

    def set_rows(self, rows: tuple[WardRow, ...], *, of_capsule: bool = False) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows, self._of_capsule = rows, of_capsule
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex(), /) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _AnyIndex = QModelIndex(), /) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._headings())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._headings()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                spoken = self._spoken(row, column)
                return plain_tooltip(spoken) if role == Qt.ItemDataRole.ToolTipRole and spoken else spoken
            case Qt.ItemDataRole.FontRole if column == _PATIENT:
                return self._theme.font("body-strong")
            case Qt.ItemDataRole.DecorationRole if column == _NAMESAKE and row.is_namesake:
                return icon("alert", self._theme.colour("caution.fg"))
            case Qt.ItemDataRole.ForegroundRole if column != _PATIENT:
                tone = "caution.fg" if column == _NAMESAKE else "text.secondary"
                return self._theme.colour(tone)
        return None

    def _headings(self) -> tuple[str, ...]:
        last = self.tr("Born") if self._of_capsule else self.tr("Reason")
        return (self.tr("Bed"), self.tr("Patient"), "", self.tr("Age"), last)

    def _text(self, row: WardRow, column: int) -> str:
        return (
            row.bed,
            name_text(row.name),
            self.tr("namesake") if row.is_namesake else "",
            " ".join(filter(None, (row.age_text, self._sex_letter(row.sex)))),
            row.born if self._of_capsule else row.reason,
        )[column]

    def _sex_letter(self, sex: Sex) -> str:
        letters = {Sex.FEMALE: self.tr("F"), Sex.MALE: self.tr("M"), Sex.UNKNOWN: ""}
        return letters.get(sex, sex_text(sex))

    def _spoken(self, row: WardRow, column: int) -> str:
        if column == _AGE:
            return ", ".join(filter(None, (row.age_text, sex_text(row.sex))))
        if column == _NAMESAKE and row.is_namesake:
            return self.tr("Somebody else on this ward has a similar name.")
        return self._text(row, column)


class RuledRow(QStyledItemDelegate):
    """A row with a thin line beneath it, so that the eye keeps to it across the columns."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex, /) -> None:
        super().paint(painter, option, index)
        place: QRect = option.rect
        line = QRect(place.left(), place.bottom(), place.width(), 1)
        painter.fillRect(line, self._theme.colour("border.subtle"))
