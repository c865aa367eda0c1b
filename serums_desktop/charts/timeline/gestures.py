"""Hands on the timeline: drag, wheel, brush and keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from serums_desktop.charts.scale import TimeScale
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import overview
from serums_desktop.charts.timeline.model import begin_s, finish_s
from serums_desktop.charts.timeline.overview import Grip
from serums_desktop.charts.timeline.view import HEADER, TimelinePane
from serums_desktop.charts.timeline.walk import across_lanes, along_lane, is_edge
from serums_desktop.domain.timeline import TimelineItem

_WHEEL_FACTOR = 1.0015
_KEY_FACTOR = 1.6
_PAN_SHARE = 0.15


class TimelineView(TimelinePane):
    """The timeline, with mouse, wheel and keyboard.

    The wheel zooms and keeps the pointer's time; with Shift, or sideways, it pans; over the lane names it
    scrolls. Dragging pans. A click sets the linked cursor and selects; a click on a crowd, or on a column of
    counts, zooms into it. `step_wanted` carries an item's id and whether the one after it (1) or before it
    (-1) in its lane is wanted, which is not held.
    """

    step_wanted = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: QPointF | None = None
        self._grip = Grip.NONE
        self._dragged: TimeScale | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the brush, or of the plot."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = event.position()
        self._dragged = None
        if event.position().y() < overview.HEIGHT:
            life, scale = self._life(), self.scale()
            self._grip = overview.grip_at(overview.brush(life, scale), event.position().x())
            if self._grip is Grip.NONE:
                self._centre_on(life.t(event.position().x()))
                self._grip = Grip.MIDDLE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; the pointer's shape says what could be."""
        if self._pressed is None:
            self._shape_pointer(event.position())
            return
        if self._grip is not Grip.NONE:
            self._drag_brush(event.position())
        elif self._dragged is not None or self._is_drag(event.position()):
            if self._dragged is None:
                self._dragged = self.scale()
                self._pressed_scroll = self.verticalScrollBar().value()
            moved = event.position() - self._pressed
            self._move(self._dragged.panned(moved.x()))
            self.verticalScrollBar().setValue(round(self._pressed_scroll - moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a press that moved nothing is a click."""
        if self._pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        clicked = self._grip is Grip.NONE and self._dragged is None
        self._pressed, self._grip, self._dragged = None, Grip.NONE, None
        if clicked:
            self._click(event.position())
        else:
            self._settle_rows()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the entry below the pointer."""
        hit = self._hit(event.position())
        if hit is not None and len(hit.item_ids) == 1:
            self.item_activated.emit(hit.item_ids[0])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, pan or scroll."""
        scale, delta = self.scale(), event.angleDelta()
        over_plot = scale.left <= event.position().x() <= scale.left + scale.width
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            self._move(scale.panned(delta.x() or delta.y()))
        elif over_plot:
            self._move(scale.zoomed(_WHEEL_FACTOR ** -delta.y(), event.position().x()))
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - delta.y() // 2)
        self._settle.start()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move among entries, + and - zoom, Home and End go to the first and to now, Enter opens."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                if shift:
                    self._pan_share(step)
                else:
                    self._walk_on(step)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._walk(across_lanes(self._model, self._selected, step, sum(self._span) / 2))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if not control:
                self._zoom_by(1 / _KEY_FACTOR)
            case Qt.Key.Key_Minus if not control:
                self._zoom_by(_KEY_FACTOR)
            case Qt.Key.Key_Home:
                self._centre_on(self._model.first_s)
                self._settle_rows()
            case Qt.Key.Key_End:
                self._centre_on(self._now_s)
                self._settle_rows()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._selected:
                self.item_activated.emit(self._selected)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                bar = self.verticalScrollBar()
                down = event.key() == Qt.Key.Key_PageDown
                bar.setValue(bar.value() + (bar.pageStep() if down else -bar.pageStep()))
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _is_drag(self, at: QPointF) -> bool:
        return (
            self._pressed is not None
            and (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        )

    def _shape_pointer(self, at: QPointF) -> None:
        if at.y() < overview.HEIGHT:
            grip = overview.grip_at(overview.brush(self._life(), self.scale()), at.x())
            shape = {
                Grip.NONE: Qt.CursorShape.ArrowCursor,
                Grip.MIDDLE: Qt.CursorShape.OpenHandCursor,
                Grip.START: Qt.CursorShape.SizeHorCursor,
                Grip.END: Qt.CursorShape.SizeHorCursor,
            }[grip]
        else:
            hit = self._hit(at)
            answers = hit is not None and (hit.item_ids or hit.unfolds or hit.column)
            shape = Qt.CursorShape.PointingHandCursor if answers else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _drag_brush(self, at: QPointF) -> None:
        life = self._life()
        start, end = self._span
        moved_s = (at.x() - self._pressed.x()) / life.pixels_per_s if self._pressed else 0.0
        self._pressed = at
        if self._grip is Grip.MIDDLE:
            start, end = start + moved_s, end + moved_s
        elif self._grip is Grip.START:
            start = min(start + moved_s, end - 1)
        else:
            end = max(end + moved_s, start + 1)
        self._move(TimeScale(start, end, 0, 1).zoomed(1.0, 0.0 if self._grip is Grip.END else 1.0))

    def _click(self, at: QPointF) -> None:
        scale, hit = self.scale(), self._hit(at)
        if hit is not None and hit.column is not None:
            room = (hit.column.end_s - hit.column.start_s) * 0.1
            self.set_range(hit.column.start_s - room, hit.column.end_s + room)
            return
        if hit is not None and hit.unfolds is not None:
            self._toggle(hit.unfolds)
            return
        if at.y() >= HEADER and scale.left <= at.x() <= scale.left + scale.width:
            self._cursor_s = scale.t(at.x())
            self.viewport().update()
            self.cursor_moved.emit(self._cursor_s)
        if hit is None or not hit.item_ids:
            return
        items = [self._model.by_id[item_id] for item_id in hit.item_ids]
        if len(items) == 1 or not self._zoom_into(items):
            self._walk(items[0])

    def _zoom_into(self, items: list[TimelineItem]) -> bool:
        """Spread a crowd over the view; False where its entries lie too close together, or have no date."""
        dated = [item for item in items if not (item.start_s is None and item.end_s is None)]
        if not dated:
            return False
        first, last = min(map(begin_s, dated)), max(map(begin_s, dated))
        if last - first < (self._span[1] - self._span[0]) * 1e-3:
            last = max(min(finish_s(item), begin_s(item) + 86_400) for item in dated)
            if last - first > (self._span[1] - self._span[0]) * 0.5:
                return False
        room = max((last - first) * 0.4, 1800.0)
        self.set_range(first - room, last + room)
        return True

    def _walk(self, item: TimelineItem | None) -> None:
        if item is not None:
            self.select(item.item_id)
            self.item_selected.emit(item.item_id)

    def _walk_on(self, step: int) -> None:
        """To the next of the lane; where that is not held, somebody else has to find it."""
        if is_edge(self._model, self._selected, step):
            self.step_wanted.emit(self._selected, step)
        else:
            self._walk(along_lane(self._model, self._selected, step) or self._entered(step))

    def _entered(self, step: int) -> TimelineItem | None:
        """Where an arrow enters when nothing is selected yet."""
        if self._selected:
            return None
        return across_lanes(self._model, "", 1, self._span[0] if step > 0 else self._span[1])

    def _pan_share(self, step: int) -> None:
        scale = self.scale()
        self._move(scale.panned(-step * scale.width * _PAN_SHARE))
        self._settle.start()

    def _zoom_by(self, factor: float) -> None:
        """Zoom round the cursor where it is in view, else round the middle."""
        scale = self.scale()
        x = scale.left + scale.width / 2
        if self._cursor_s is not None and scale.start_s <= self._cursor_s <= scale.end_s:
            x = scale.x(self._cursor_s)
        self._move(scale.zoomed(factor, x))
        self._settle.start()

    def _centre_on(self, at_s: float) -> None:
        half = (self._span[1] - self._span[0]) / 2
        self._move(TimeScale(at_s - half, at_s + half, 0, 1))
