"""The timeline: a whole record on eight lanes, from a life to an hour, by mouse, wheel or keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from serums_desktop.analytics.cgm import THRESHOLDS, glucose_unit
from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.analytics.units import Conversion, UnitPair, forget_units
from serums_desktop.charts.lettering import Lettering
from serums_desktop.charts.scale import TimeScale, Zoom, span_of, ticks
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import axis, hover, overview, words
from serums_desktop.charts.timeline.canvas import Canvas, DeviceSeries, Hit
from serums_desktop.charts.timeline.layout import REACH, LaneBox, arrange_lanes
from serums_desktop.charts.timeline.model import BuiltTimeline, TimelineModel, begin_s, build, finish_s
from serums_desktop.charts.timeline.one_axis import Conversions, UnitPairs
from serums_desktop.charts.timeline.picture import Picture, paint_lanes
from serums_desktop.charts.timeline.points import Occupancy
from serums_desktop.charts.timeline.table import TimelineTable
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import TimelinePart
from serums_desktop.messages import emergency

HEADER = overview.HEIGHT + axis.HEIGHT
_SETTLE_MS = 180
# How far beyond the view, in views, everything is held before more is asked for.
_AHEAD = 0.05


class TimelinePane(QAbstractScrollArea):
    """What the timeline shows and how it is painted; `TimelineView` adds the hands on it.

    Times are UTC epoch seconds. `item_activated` and `item_selected` carry an item's id, `range_changed`
    the first and the last moment in view, `cursor_moved` the moment of the linked cursor. `units_wanted`
    carries pairs of units: once `set_conversions` gets the ways between them, rows of one analyte join.
    Of a long record `set_built` is given a part; `window_wanted` carries the span of which more is to be
    held. Until then its counts are shown.
    """

    item_activated = Signal(str)
    item_selected = Signal(str)
    range_changed = Signal(float, float)
    cursor_moved = Signal(float)
    units_wanted = Signal(object)
    window_wanted = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lettering = Lettering(theme)
        self._table = TimelineTable(self)
        self._titles: Mapping[str, str] = {}
        self._series: dict[str, DeviceSeries] = {}
        self._now_s = 0.0
        self._answered = 0
        self._asked_lanes: frozenset[Lane] | None = None
        self._selected = ""
        self._cursor_s: float | None = None
        self._unfolded: frozenset[Lane] = frozenset()
        self._span = (0.0, 1.0)
        # Rows are chosen for this span: it follows the view when a gesture ends, so nothing jumps within it.
        self._rows_span = self._span
        self._model: TimelineModel = build(Timeline(), 0.0)
        # What is selected, held or not.
        self._chosen: TimelineItem | None = None
        self._asked_window: tuple[float, float] | None = None
        self._found: tuple[float, ...] = ()
        self._conversions: dict[UnitPair, Conversion | None] = {}
        self._asked_pairs: UnitPairs = frozenset()
        self._boxes: list[LaneBox] = []
        self._picture: Picture | None = None
        self._life_picture: QPixmap | None = None
        self._life_words = Occupancy()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._settle_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(560)
        self.setAccessibleName(words.translate("Timeline", "Timeline"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._repaint_all)

    # -- what is shown ----------------------------------------------------------------------------

    def set_timeline(
        self, timeline: Timeline | TimelinePart, titles: Mapping[str, str], now_s: float
    ) -> None:
        """Show a record, sorted into rows here: see `set_built`."""
        self.set_built(self.builder(now_s)(timeline), titles)

    def builder(self, now_s: float) -> Callable[[Timeline | TimelinePart], BuiltTimeline]:
        """What sorts a timeline into rows for `set_built`, on any thread."""
        conversions = dict(self._conversions)

        def built(timeline: Timeline | TimelinePart) -> BuiltTimeline:
            model = build(timeline, now_s, conversions)
            return BuiltTimeline(model.part, model, now_s, conversions)

        return built

    def set_built(self, built: BuiltTimeline, titles: Mapping[str, str]) -> None:
        """Show a record. `titles` names the sources by id. The view stays where it is, or shows a year."""
        part, now_s = built.timeline, built.now_s
        first = not self._model.count
        if not built.model.count:
            # What a patient's results are given in goes with the patient.
            self._conversions, self._asked_pairs = {}, frozenset()
            forget_units()
        is_current = built.conversions == self._conversions
        # What was found meanwhile is not in it.
        self._model = built.model if is_current else build(part, now_s, self._conversions)
        self._titles, self._now_s = titles, now_s
        self._table.set_timeline(part, titles, self._model.converted)
        # What is not held may be there all the same: who selected it asks.
        if self._selected not in self._model.by_id and part.is_whole:
            self._selected, self._chosen = "", None
        if first:
            self._span = span_of(Zoom.YEAR, now_s, self._model.first_s, None)
            self.range_changed.emit(*self._span)
        self._settle_rows()
        self._repaint_all()
        self._ask_for_units()

    def set_conversions(self, found: Conversions) -> None:
        """The ways between units that were wanted; rows of one analyte join where there is one."""
        known = {pair: way for pair, way in found.items() if pair in self._asked_pairs}
        self._conversions |= known
        if not any(known.values()):
            return
        self._model = build(self._model.part, self._now_s, self._conversions)
        self._table.set_converted(self._model.converted)
        self._settle_rows()
        if self._selected:
            self.setAccessibleDescription(self._summary())
        self._ask_for_units()

    def _ask_for_units(self) -> None:
        wanted = self._model.missing - self._asked_pairs
        if wanted:
            self._asked_pairs |= wanted
            self.units_wanted.emit(wanted)

    def set_answered(self, answered: int, asked: int, lanes: frozenset[Lane] | None = None) -> None:
        """How many of the sources asked have answered; empty lanes say so.

        `lanes` are those that were asked for at all, None where every lane was.
        """
        self._answered = answered
        self._asked_lanes = lanes
        self.setAccessibleDescription(self._summary() + f" {answered}/{asked}")
        self._repaint_lanes()

    def set_series(self, code: str, pyramid: Pyramid | None, latest: str = "", unit: str = "") -> None:
        """The samples of a LOINC code, their latest value as it was sent, and its unit; None takes it away.

        Glucose gets its consensus range in the unit it was reported in.
        """
        if pyramid is None:
            self._series.pop(code, None)
        else:
            glucose = glucose_unit(unit)
            limits = THRESHOLDS[glucose] if glucose else None
            self._series[code] = DeviceSeries(
                pyramid, latest, unit, limits[1:3] if limits else None, limits[0] if limits else None
            )
        self._repaint_lanes()

    def set_zoom(self, level: Zoom | str) -> None:
        """Show a named span: up to now while now is in view, else round the middle of the view."""
        start, end = self._span
        centre = None if start <= self._now_s <= end else (start + end) / 2
        self.set_range(*span_of(Zoom(level), self._now_s, self._model.first_s, centre))

    def set_range(self, start_s: float, end_s: float) -> None:
        """Show a span; shorter than a minute or longer than two centuries it is held to that."""
        self._move(TimeScale(start_s, max(end_s, start_s + 1e-3), 0, 1).zoomed(1.0, 0.5))
        self._settle_rows()

    def range(self) -> tuple[float, float]:
        """The first and the last moment in view."""
        return self._span

    def range_text(self) -> str:
        """What is in view, in words for a tool bar."""
        return words.range_text(self.scale())

    def set_cursor(self, at_s: float | None) -> None:
        """Put the linked cursor at a moment, or take it away; emits nothing."""
        self._cursor_s = at_s
        self.viewport().update()

    def selected(self) -> str:
        """The id of the selected item, or nothing."""
        return self._selected

    def select(self, item_id: str) -> None:
        """Select an item and bring it into view. Raises KeyError for one the timeline does not have."""
        self.show_item(self._model.by_id[item_id])

    def show_item(self, item: TimelineItem) -> None:
        """Select an item of the record, held or not, and bring its place into view."""
        self._selected, self._chosen = item.item_id, item
        self._show(item)
        self._repaint_lanes()
        self.setAccessibleDescription(self._summary())

    def deselect(self) -> None:
        """Nothing is selected any more."""
        self._selected, self._chosen = "", None
        self._repaint_lanes()

    def set_found(self, items: Sequence[TimelineItem]) -> None:
        """Mark on the strip of the whole life where these begin; none takes the marks away."""
        found = tuple(begin_s(item) for item in items if not (item.start_s is None and item.end_s is None))
        if found != self._found:
            self._found = found
            self._repaint_all()

    def table_model(self) -> TimelineTable:
        """Every entry as a table."""
        return self._table

    def scale(self) -> TimeScale:
        """Time to pixels of the viewport."""
        left, latest = self._theme.size("lane-label"), self._theme.size("lane-latest")
        width = max(self.viewport().width() - left - latest, 40)
        return TimeScale(*self._span, float(left), float(width))

    # -- moving -----------------------------------------------------------------------------------

    def _move(self, scale: TimeScale) -> None:
        span = (scale.start_s, scale.end_s)
        if span == self._span:
            return
        self._span = span
        room = (self._rows_span[1] - self._rows_span[0]) * REACH
        is_beyond = span[0] < self._rows_span[0] - room or span[1] > self._rows_span[1] + room
        if is_beyond or any(not box.is_counted and not box.lane.is_held(*span) for box in self._boxes):
            self._settle_rows()
        self._repaint_lanes()
        self.range_changed.emit(*span)

    def _settle_rows(self) -> None:
        self._settle.stop()
        self._rows_span = self._span
        self._boxes = []
        self._repaint_lanes()
        self._ask_for_window()

    def _ask_for_window(self) -> None:
        """Ask for more before what is held ends in view; once for each view, for there may be too much."""
        room = (self._span[1] - self._span[0]) * _AHEAD
        ahead = (self._span[0] - room, self._span[1] + room)
        if all(lane.is_held(*ahead) for lane in self._model.lanes):
            self._asked_window = None
        elif self._asked_window != self._span:
            self._asked_window = self._span
            self.window_wanted.emit(*self._span)

    def _show(self, item: TimelineItem) -> None:
        begin, finish = begin_s(item), finish_s(item)
        undated = item.start_s is None and item.end_s is None
        if not undated and (finish < self._span[0] or begin > self._span[1]):
            half = (self._span[1] - self._span[0]) / 2
            at = begin if begin > self._span[1] else min(finish, self._now_s)
            self.set_range(at - half, at + half)
        if item.item_id not in self._model.by_id:
            self.set_cursor(None if undated else begin_s(item))
            return
        lane, row = self._model.lane_and_row(item.item_id)
        box = self._lane_boxes()[self._model.lanes.index(lane)]
        if row is not None and row in box.hidden and not box.is_unfolded:
            self._unfolded |= {lane.lane}
            self._boxes = []
            box = self._lane_boxes()[self._model.lanes.index(lane)]
        row_box = next((candidate for candidate in box.rows if candidate.row is row), None)
        top, bottom = (row_box.top, row_box.top + row_box.height) if row_box else (box.top, box.bottom)
        bar, page = self.verticalScrollBar(), self.viewport().height() - HEADER
        if top < bar.value() or bottom > bar.value() + page:
            bar.setValue(round(max(min(top - 8, bottom - page + 8), 0) if bottom - top < page else top))

    def _toggle(self, lane: Lane) -> None:
        self._unfolded ^= {lane}
        self._boxes = []
        self._repaint_lanes()

    # -- painting ---------------------------------------------------------------------------------

    def _repaint_lanes(self) -> None:
        self._picture = None
        self.viewport().update()

    def _repaint_all(self) -> None:
        self._life_picture = None
        self._repaint_lanes()

    def _lane_boxes(self) -> list[LaneBox]:
        if not self._boxes:
            page = self.viewport().height() - HEADER
            self._boxes = arrange_lanes(self._model, self._rows_span, page, self._unfolded)
            bar = self.verticalScrollBar()
            bar.setRange(0, max(0, round(self._boxes[-1].bottom - page)))
            bar.setPageStep(max(int(page), 1))
            bar.setSingleStep(20)
        return self._boxes

    def _life(self) -> TimeScale:
        scale = self.scale()
        start, end = span_of(Zoom.LIFE, self._now_s, self._model.first_s, None)
        return TimeScale(start, max(end, self._model.last_s), scale.left, scale.width)

    def _nothing(self, lane: Lane) -> str:
        if self._asked_lanes is not None and lane not in self._asked_lanes:
            return emergency.not_asked_yet()
        return words.nothing_recorded(self._answered)

    def _painted(self) -> Picture:
        if self._picture is None:
            boxes, scale = self._lane_boxes(), self.scale()
            self._picture = paint_lanes(
                lambda painter: Canvas(
                    painter,
                    self._theme,
                    scale,
                    self._lettering,
                    self._now_s,
                    selected=self._selected,
                    series=self._series,
                ),
                boxes,
                ticks(scale),
                width=self.viewport().width(),
                height=max(boxes[-1].bottom, self.viewport().height() - HEADER),
                ratio=self.devicePixelRatioF(),
                nothing=self._nothing,
            )
        return self._picture

    def _painted_life(self) -> QPixmap:
        if self._life_picture is None:
            ratio = self.devicePixelRatioF()
            pixmap = QPixmap(round(self.viewport().width() * ratio), round(overview.HEIGHT * ratio))
            pixmap.setDevicePixelRatio(ratio)
            painter = QPainter(pixmap)
            self._life_words = overview.paint_life(
                painter, self._model, self._life(), self._theme, self._lettering
            )
            overview.paint_found(painter, self._found, self._life(), self._theme)
            painter.end()
            self._life_picture = pixmap
        return self._life_picture

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """Shapes, then cursor, then words, so that lines never cut words; the header above them."""
        picture, scale = self._painted(), self.scale()
        painter = QPainter(self.viewport())
        area = QRectF(0, HEADER, self.viewport().width(), self.viewport().height() - HEADER)
        top = HEADER - self.verticalScrollBar().value()
        painter.save()
        painter.setClipRect(area)
        painter.drawPixmap(QPointF(0, top), picture.shapes)
        self._paint_lines(painter, scale, min(top + self._lane_boxes()[-1].bottom, area.bottom()))
        painter.drawPixmap(QPointF(0, top), picture.letters)
        painter.restore()
        painter.drawPixmap(QPointF(0, 0), self._painted_life())
        overview.paint_brush(
            painter, overview.brush(self._life(), scale), self._life_words, self._theme, self._lettering
        )
        axis.paint_axis(
            painter,
            QRectF(0, overview.HEIGHT, self.viewport().width(), axis.HEIGHT),
            scale,
            ticks(scale),
            now_s=self._now_s,
            cursor_s=self._cursor_s,
            theme=self._theme,
            lettering=self._lettering,
        )
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus.ring"), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_lines(self, painter: QPainter, scale: TimeScale, bottom: float) -> None:
        if scale.start_s <= self._now_s <= scale.end_s:
            painter.setPen(QPen(self._theme.colour("text.primary"), 2))
            x = scale.x(self._now_s)
            painter.drawLine(QPointF(x, HEADER), QPointF(x, bottom))
        if self._cursor_s is not None and scale.start_s <= self._cursor_s <= scale.end_s:
            painter.setPen(QPen(self._theme.colour("accent.default"), 1.5, Qt.PenStyle.DashLine))
            x = scale.x(self._cursor_s)
            painter.drawLine(QPointF(x, HEADER), QPointF(x, bottom))

    # -- the rest of the widget -------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew for another size."""
        super().resizeEvent(event)
        self._boxes = []
        self._repaint_all()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002  Qt's signature
        """The layers are laid down at the new place."""
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """A focus ring comes and goes with the window; another language changes every word."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.LocaleChange, QEvent.Type.FontChange}:
            self._repaint_all()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips by what lies below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            hit = self._hit(QPointF(event.pos()))
            items = [self._model.by_id[item_id] for item_id in hit.item_ids] if hit else []
            told = words.column(hit.column) if hit and hit.column else hit.words if hit else ""
            text = (
                hover.tooltip(items, self._titles, self._model.converted)
                if items
                else hover.plain_tooltip(told)
            )
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def _hit(self, at: QPointF) -> Hit | None:
        if at.y() < HEADER:
            return None
        content = QPointF(at.x(), at.y() - HEADER + self.verticalScrollBar().value())
        return next((hit for hit in reversed(self._painted().hits) if hit.rect.contains(content)), None)

    def _summary(self) -> str:
        """The view in a sentence, for a screen reader: the span and the selected entry."""
        parts = [self.range_text()]
        item = self._model.by_id.get(self._selected, self._chosen)
        if self._selected and item is not None:
            value = words.value(item, self._model.converted(item))
            parts += [words.lane(item.lane), words.statement(item), value, words.dates(item)]
        return ", ".join(part for part in parts if part)
