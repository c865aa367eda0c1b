"""The table of records that are kept on this workstation."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from serums_desktop.charts.icons import icon
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.people import Person
from serums_desktop.views.controls import plain_tooltip
from serums_desktop.views.dates import moment_text, partial_text
from serums_desktop.views.words import name_text

_AnyIndex = QModelIndex | QPersistentModelIndex
_PATIENT: Final = 0
_OPENED: Final = 2
_COPY: Final = 3


class CachedRecord(msgspec.Struct, frozen=True):
    """A record kept here. Times are UTC epoch seconds; `copied_s` is None before any answer came."""

    record_id: str
    person: Person
    opened_s: float
    copied_s: float | None = None


class CachedRecords(QAbstractTableModel):
    """Patient, born, last opened, copy: one row per record, the last opened first."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._records: tuple[CachedRecord, ...] = ()
        self._now_s = 0.0

    def set_records(self, records: tuple[CachedRecord, ...], now_s: float) -> None:
        """Show other records, or the same ones at a later time."""
        if records != self._records:
            self.beginResetModel()
            self._records, self._now_s = records, now_s
            self.endResetModel()
            return
        self._now_s = now_s

    def record(self, row: int) -> CachedRecord:
        """The record of a row. Raises IndexError past the end."""
        return self._records[row]

    def rowCount(self, parent: _AnyIndex = QModelIndex(), /) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._records)

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
        record = self._records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._text(record, index.column()))
        if role == Qt.ItemDataRole.FontRole and index.column() == _PATIENT:
            return self._theme.font("body-strong")
        if role == Qt.ItemDataRole.DecorationRole and index.column() == _COPY and record.copied_s is not None:
            return icon("copy", self._theme.colour("text.secondary"))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() >= _OPENED:
            return self._theme.colour("text.secondary")
        return None

    def _headings(self) -> tuple[str, ...]:
        return (self.tr("Patient"), self.tr("Born"), self.tr("Opened"), self.tr("Record"))

    def _text(self, record: CachedRecord, column: int) -> str:
        leading = record.person.leading
        copy = self.tr("no copy yet")
        if record.copied_s is not None:
            copy = self.tr("copy {at}").format(at=moment_text(record.copied_s, self._now_s))
        return (
            name_text(leading.name),
            partial_text(leading.birth_date),
            moment_text(record.opened_s, self._now_s) if record.opened_s else self.tr("not opened yet"),
            copy,
        )[column]
