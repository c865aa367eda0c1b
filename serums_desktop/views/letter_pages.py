"""The pages of a letter, one beneath the other: drawn when they come into view, given up when far from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.letters import LetterPage, PagePicture

ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_FITTED: Final = ZOOMS.index(1.0)
_GAP_PX: Final = 12
# Zooming and resizing come in bursts: what they end in is drawn.
_SETTLED_AFTER_MS: Final = 80
_MOST_KEPT_PIXELS: Final = 48_000_000
# A page is never longer than this for its width, whatever it says of itself.
_LONGEST: Final = 20.0
_NOTCH: Final = 120
_LINE_PX: Final = 48
_BYTES_OF_A_PIXEL: Final = 4


class LetterPages(QScrollArea):
    """Shows pages fitted to the width, or larger and smaller.

    `pages_wanted` carries the numbers of pages that are in view without a picture, from 0, and the width in
    pixels of the screen that each should have. `moved` tells that another page or zoom is in view.
    """

    pages_wanted = Signal(tuple, int)
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = _FITTED
        # Widgets for what is in view or was a moment ago: a letter may have thousands of pages.
        self._sheets: dict[int, _Sheet] = {}
        self._shape: tuple[LetterPage, ...] = ()
        self._places: list[QRect] = []
        self._tops: list[int] = []
        self._wheel = 0
        self.setAccessibleName(self.tr("Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(160)
        self._roll = QWidget()
        self._roll.setProperty("surface", "sunken")
        self.setWidget(self._roll)
        self._settled = QTimer(self, interval=_SETTLED_AFTER_MS, singleShot=True)
        self._settled.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def current(self) -> int:
        """The page at the middle of the view, from 0; at either end the one that ends there."""
        bar = self.verticalScrollBar()
        if bar.value() == bar.minimum():
            return 0
        if bar.value() == bar.maximum():
            return max(0, len(self._tops) - 1)
        return max(0, bisect_right(self._tops, bar.value() + self.viewport().height() // 2) - 1)

    @property
    def zoom_percent(self) -> int:
        """How large the pages are, where 100 fits the width."""
        return round(ZOOMS[self._zoom] * 100)

    @property
    def is_drawn(self) -> bool:
        """Whether everything in view was drawn at least once."""
        shown = [self._sheets[number] for number in self._in_view() if number in self._sheets]
        return bool(shown) and all(sheet.pixels for sheet in shown)

    def set_pages(self, pages: Sequence[LetterPage]) -> None:
        """Show blank pages of these sizes, to be filled."""
        self._clear()
        self._shape = tuple(pages)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._settled.start()

    def show_page(self, picture: PagePicture, width_px: int) -> None:
        """Fill in a page that was asked for in this width; one that could not be drawn says so."""
        sheet = self._sheets.get(picture.number)
        if sheet is not None:
            sheet.fill(picture, width_px)
            self._give_up_far_ones()

    def forget(self) -> None:
        """Nothing of a letter stays."""
        self._clear()
        self._lay_out()
        self._zoom = _FITTED

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps; what is in the middle stays there."""
        self._zoom_to(min(max(self._zoom + steps, 0), len(ZOOMS) - 1))

    def zoom_to_fit(self) -> None:
        """As wide as the view."""
        self._zoom_to(_FITTED)

    def sizeHint(self) -> QSize:
        # Whoever holds it gives it what is left.
        return QSize(880, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out_in_place()
        self._settled.start()
        self.moved.emit()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._settled.start()

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _NOTCH)
        self._wheel -= steps * _NOTCH
        if steps:
            self.zoom_by(steps)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(1)
            case Qt.Key.Key_Minus:
                self.zoom_by(-1)
            case Qt.Key.Key_0:
                self.zoom_to_fit()
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
            case _:
                super().keyPressEvent(event)

    # -- inside ------------------------------------------------------------------------------------

    def _zoom_to(self, place: int) -> None:
        if place != self._zoom:
            self._zoom = place
            self._lay_out_in_place()
            self._settled.start()
            self.moved.emit()

    def _lay_out_in_place(self) -> None:
        """Lay out anew, with what is in the middle of the view still there."""
        bar = self.verticalScrollBar()
        half = self.viewport().height() / 2
        share = (bar.value() + half) / max(1, self._roll.height())
        was_at_top = bar.value() == bar.minimum()
        self._lay_out()
        bar.setValue(0 if was_at_top else round(share * self._roll.height() - half))

    def _width(self) -> int:
        return max(40, round((self.viewport().width() - 2 * _GAP_PX) * ZOOMS[self._zoom]))

    def _lay_out(self) -> None:
        width, top = self._width(), _GAP_PX
        across = max(self.viewport().width(), width + 2 * _GAP_PX)
        self._places = []
        for size in self._shape:
            height = max(20, round(width * min(size.height / size.width, _LONGEST)))
            self._places.append(QRect((across - width) // 2, top, width, height))
            top += height + _GAP_PX
        self._tops = [place.top() for place in self._places]
        for number, sheet in self._sheets.items():
            sheet.setGeometry(self._places[number])
        self._roll.resize(across, top)
        self.verticalScrollBar().setSingleStep(_LINE_PX)
        self._lay_sheets()

    def _lay_sheets(self) -> None:
        """Have a sheet of paper wherever one is in view."""
        for number in self._in_view():
            if number not in self._sheets:
                name = self.tr("Page {n} of {total}").format(n=number + 1, total=len(self._shape))
                sheet = self._sheets[number] = _Sheet(self._theme, name, self._roll)
                sheet.setGeometry(self._places[number])
                sheet.show()

    def _scrolled(self) -> None:
        self._lay_sheets()
        self._settled.start()
        self.moved.emit()

    def _in_view(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, bisect_right(self._tops, top + self.viewport().height()))

    def _ask(self) -> None:
        self._lay_sheets()
        width = round(self._width() * self.devicePixelRatioF())
        wanted = tuple(number for number in self._in_view() if self._sheets[number].wants(width))
        if wanted and self.isVisible():
            self.pages_wanted.emit(wanted, width)

    def _give_up_far_ones(self) -> None:
        """Take sheets away that are out of view: blank ones, and drawn ones beyond what may be kept."""
        here, in_view = self.current, self._in_view()
        kept = 0
        for number in sorted(self._sheets, key=lambda each: abs(each - here)):
            pixels = self._sheets[number].pixels
            kept += pixels
            if number not in in_view and (not pixels or kept > _MOST_KEPT_PIXELS):
                _put_away(self._sheets.pop(number))

    def _clear(self) -> None:
        self._settled.stop()
        for sheet in self._sheets.values():
            _put_away(sheet)
        self._sheets.clear()
        self._shape, self._places, self._tops = (), [], []


class _Sheet(QWidget):
    """One page: white paper, its picture once that is there, and its words for those who do not see it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = QPixmap()
        self._drawn_for_px = 0
        self._is_broken = False
        self.setAccessibleName(name)

    @property
    def pixels(self) -> int:
        """How many pixels are kept."""
        return self._picture.width() * self._picture.height()

    def wants(self, width_px: int) -> bool:
        """Whether a picture of this width would show more than the one that is there."""
        return not self._is_broken and self._drawn_for_px != width_px

    def fill(self, picture: PagePicture, width_px: int) -> None:
        """Take what was drawn for a width."""
        self._drawn_for_px = width_px
        self._is_broken = not picture.pixels
        self.setAccessibleDescription(picture.text)
        image = QImage(
            picture.pixels,
            picture.width_px,
            picture.height_px,
            picture.width_px * _BYTES_OF_A_PIXEL,
            QImage.Format.Format_RGB32,
        )
        self._picture = QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        # Paper is white in every theme: a letter's own colours mean what they mean on it.
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._picture)
        elif self._is_broken:
            painter.setFont(self._theme.font("body"))
            painter.setPen(Qt.GlobalColor.black)
            words = self.tr("This page is damaged and cannot be shown.")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, words)
        painter.setPen(self._theme.colour("border.default"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _put_away(sheet: _Sheet) -> None:
    sheet.hide()
    sheet.setParent(None)
    sheet.deleteLater()
