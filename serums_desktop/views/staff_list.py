"""The people who have a passphrase on this workstation, by name and role."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.staff import Staff

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW_PX: Final = 48
_STAFF: Final = Qt.ItemDataRole.UserRole


class StaffList(QListView):
    """One row a person; arrows or the first letters choose, `accepted` tells of Enter."""

    accepted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = _People(self)
        self.setModel(self._people)
        self.setItemDelegate(_Row(theme, self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Your name"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_staff(self, staff: tuple[Staff, ...]) -> None:
        """Show these people; whoever was chosen stays chosen, else the first one is."""
        if staff == self._people.staff:
            return
        chosen = self.chosen_id
        self._people.set_staff(staff)
        ids = [one.staff_id for one in staff]
        self.setCurrentIndex(self._people.index(ids.index(chosen) if chosen in ids else 0))

    @property
    def chosen_id(self) -> str:
        """The staff id of the chosen person, or nothing."""
        person = self.currentIndex().data(_STAFF)
        return person.staff_id if isinstance(person, Staff) else ""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
            return
        super().keyPressEvent(event)


class _People(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.staff: tuple[Staff, ...] = ()

    def set_staff(self, staff: tuple[Staff, ...]) -> None:
        self.beginResetModel()
        self.staff = staff
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex(), /) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.staff)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        person = self.staff[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return person.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (person.name, person.role)))
            case _ if role == _STAFF:
                return person
        return None


class _Row(QStyledItemDelegate):
    """A name above a role, with an edge on the chosen row, so that colour alone does not tell."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        theme.changed.connect(self._follow_theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _AnyIndex, /) -> QSize:
        return QSize(0, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex, /) -> None:
        place: QRect = option.rect
        person = index.data(_STAFF)
        is_chosen = (
            index.row() == self._view.currentIndex().row() if isinstance(self._view, QListView) else False
        )
        painter.save()
        if is_chosen:
            painter.fillRect(place, self._theme.colour("accent.subtle"))
            edge = QRect(place.left(), place.top(), 3, place.height())
            painter.fillRect(edge, self._theme.colour("accent.default"))
        words = place.adjusted(14, 5, -10, -5)
        for role, tone, text, top in (
            ("body-strong", "text.primary", person.name, True),
            ("caption", "text.secondary", person.role, False),
        ):
            font = self._theme.font(role)
            fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.setFont(font)
            painter.setPen(self._theme.colour(tone))
            upright = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
            painter.drawText(words, Qt.AlignmentFlag.AlignLeading | upright, fitting)
        painter.restore()

    def _follow_theme(self) -> None:
        self._view.viewport().update()
