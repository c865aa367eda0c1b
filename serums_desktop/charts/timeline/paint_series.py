"""Laboratory and device rows: a line, pairs, columns or an envelope, with range and out-of-range marks."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.timeline.canvas import Canvas, DeviceSeries
from serums_desktop.charts.timeline.layout import RowBox
from serums_desktop.charts.timeline.model import Row, RowKind
from serums_desktop.domain.entries import RangeFlag
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

_LOW = {RangeFlag.LOW, RangeFlag.CRITICAL_LOW}
_HIGH = {RangeFlag.HIGH, RangeFlag.CRITICAL_HIGH}
_CRITICAL = {RangeFlag.CRITICAL_LOW, RangeFlag.CRITICAL_HIGH}
_MARK_PX = 3.4
_CROWDED_PX = 4.0
_FEW = 60
# A home series that falls silent for this many usual steps has a gap.
_SILENT_STEPS = 6.0

Picked = npt.NDArray[np.intp]


class _Heights:
    """Values to pixels within one row."""

    def __init__(self, low: float, high: float, box: RowBox) -> None:
        self._low, self._span = low, (high - low) or 1.0
        self._bottom, self._height = box.top + box.height - 5, box.height - 10
        self.flat = high == low

    def y(self, value: float) -> float:
        if self.flat:
            return self._bottom - self._height / 2
        return self._bottom - (value - self._low) / self._span * self._height

    def ys(self, values: Numbers) -> Numbers:
        if self.flat:
            return np.full(values.shape, self._bottom - self._height / 2)
        return self._bottom - (values - self._low) / self._span * self._height


def device_series(canvas: Canvas, row: Row) -> DeviceSeries | None:
    """The samples given for a row, if any."""
    return next((canvas.series[code] for code in row.codes if code in canvas.series), None)


def paint_series_row(canvas: Canvas, box: RowBox) -> None:
    """Paint one quantity."""
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    device = device_series(canvas, box.row)
    if box.row.kind is RowKind.ENVELOPE:
        if device is not None:
            _paint_envelope(canvas, box, device)
        return
    index = _with_neighbours(box.row, canvas)
    if not index.size:
        return
    if box.row.kind is RowKind.PAIRS:
        _paint_pairs(canvas, box, index)
    elif box.row.kind is RowKind.COLUMNS:
        _paint_columns(canvas, box, index)
    else:
        _paint_line(canvas, box, index)


def triangle(canvas: Canvas, x: float, y: float, flag: RangeFlag, *, is_open: bool = False) -> None:
    """An out-of-range mark: the direction is its shape, a critical one has its own colour and size.

    An open one stands for a converted value.
    """
    painter = canvas.painter
    size = _MARK_PX + (1.2 if flag in _CRITICAL else 0.0) + (0.2 if is_open else 0.0)
    ground, colour = (
        canvas.theme.colour(token)
        for token in ("bg.surface", "danger.fg" if flag in _CRITICAL else "high.fg")
    )
    painter.setPen(QPen(colour, 1.3) if is_open else QPen(ground, 0.8))
    painter.setBrush(ground if is_open else colour)
    if flag in _LOW:
        corners = [QPointF(x - size, y - size * 0.8), QPointF(x + size, y - size * 0.8), QPointF(x, y + size)]
    elif flag in _HIGH:
        corners = [QPointF(x - size, y + size * 0.8), QPointF(x + size, y + size * 0.8), QPointF(x, y - size)]
    else:
        corners = [QPointF(x - size, y), QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size)]
    painter.drawPolygon(corners)


def open_dot(canvas: Canvas, x: float, y: float, row: Row) -> None:
    """A result that was converted into its row's unit."""
    canvas.painter.setPen(QPen(_lane_colour(canvas, row), 1.4))
    canvas.painter.setBrush(canvas.theme.colour("bg.surface"))
    canvas.painter.drawEllipse(QPointF(x, y), 2.8, 2.8)


def _with_neighbours(row: Row, canvas: Canvas) -> Picked:
    """Items in view and one on either side, so that lines enter and leave the picture."""
    first = max(int(np.searchsorted(row.starts, canvas.scale.start_s)) - 1, 0)
    last = int(np.searchsorted(row.starts, canvas.scale.end_s, side="right")) + 1
    return np.arange(first, min(last, len(row.items)))


def _lane_colour(canvas: Canvas, row: Row, alpha: float = 1.0) -> QColor:
    return canvas.theme.colour(f"lane.{row.lane.value}", alpha)


def _paint_line(canvas: Canvas, box: RowBox, index: Picked) -> None:
    row = box.row
    values = row.values[index]
    known = values[np.isfinite(values)]
    if known.size:
        every = np.concatenate([known, row.lows[index], row.highs[index]])
        low, high = float(np.nanmin(every)), float(np.nanmax(every))
    else:
        low = high = 0.0
    heights = _Heights(low, high, box)
    _paint_bands(canvas, box, index, heights)
    if _moments(row, index) > canvas.scale.width / (2 * _CROWDED_PX):
        _paint_crowded_line(canvas, box, index, heights)
    else:
        _paint_every_result(canvas, box, index, heights)


def _moments(row: Row, index: Picked) -> int:
    """How many places on the line: what was reported in two units at once is one."""
    return int(np.unique(row.starts[index]).size)


def _paint_every_result(canvas: Canvas, box: RowBox, index: Picked, heights: _Heights) -> None:
    row, painter = box.row, canvas.painter
    items, values = [row.items[at] for at in index], row.values[index]
    xs, ys = canvas.scale.xs(row.starts[index]), heights.ys(values)
    gap_s = _gap_s(row) if row.lane is Lane.VITALS else np.inf
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_lane_colour(canvas, row), 1.6 if index.size < _FEW else 1.0))
    for part in _unbroken(row.starts[index], values, gap_s):
        painter.drawPolyline(QPolygonF([QPointF(xs[at], ys[at]) for at in part]))
    spacing = canvas.scale.width / max(_moments(row, index), 1)
    reach = max(min(spacing, 16.0), 4.0)
    for at, item in enumerate(items):
        x = float(xs[at])
        if not canvas.scale.left - 4 <= x <= canvas.right + 4:
            continue
        y = float(ys[at]) if np.isfinite(ys[at]) else box.top + box.height / 2
        is_converted = row.is_converted(item)
        if item.flag is not RangeFlag.NONE:
            triangle(canvas, x, y, item.flag, is_open=is_converted)
        elif is_converted:
            open_dot(canvas, x, y, row)
        elif spacing > (9 if row.lane is Lane.LABS else 26) or len(items) < 4:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_lane_colour(canvas, row, 1.0 if item.value is not None else 0.4))
            painter.drawEllipse(QPointF(x, y), 2.6, 2.6)
        if canvas.is_selected(item):
            _ring(canvas, x, y)
        canvas.answer(QRectF(x - reach / 2, box.top, reach, box.height), item)


def _paint_crowded_line(canvas: Canvas, box: RowBox, index: Picked, heights: _Heights) -> None:
    """Results closer than a few pixels: the extremes of each column, and its worst mark.

    A column is pale, and its mark open, where all that it stands for was converted.
    """
    row, painter = box.row, canvas.painter
    index = index[np.isfinite(row.values[index])]
    columns = np.floor(row.starts[index] * canvas.scale.pixels_per_s / _CROWDED_PX)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(columns) != 0]))
    values = row.values[index]
    tops = heights.ys(np.maximum.reduceat(values, begins))
    bottoms = heights.ys(np.minimum.reduceat(values, begins))
    xs = canvas.scale.xs(row.starts[index[begins]])
    ends = [*begins[1:], index.size]
    columns_of = [[row.items[at] for at in index[begin:end]] for begin, end in zip(begins, ends, strict=True)]
    full, pale = _lane_colour(canvas, row, 0.8), _lane_colour(canvas, row, 0.4)
    following = np.append(xs[1:], xs[-1] + _CROWDED_PX)
    # Each column reaches to the next one's extremes, so that the eye follows one line.
    joined_tops = np.minimum(tops, np.append(bottoms[1:], bottoms[-1]))
    joined_bottoms = np.maximum(bottoms, np.append(tops[1:], tops[-1]))
    widths = np.minimum(following - xs, _CROWDED_PX)
    for x, top, bottom, width, members in zip(
        xs, joined_tops, joined_bottoms, widths, columns_of, strict=True
    ):
        colour = pale if _all_converted(row, members) else full
        painter.fillRect(QRectF(x, top, max(width * 0.6, 1.0), max(bottom - top, 1.4)), colour)
    marked = -np.inf
    for column, members in enumerate(columns_of):
        flags = {item.flag for item in members} - {RangeFlag.NONE}
        x = float(xs[column])
        worst = next(iter(flags & _CRITICAL), next(iter(sorted(flags)), RangeFlag.NONE))
        # Marks may touch but not pile up; a critical one is always drawn.
        if worst in _CRITICAL or (worst is not RangeFlag.NONE and x - marked >= 2 * _MARK_PX):
            y = float(bottoms[column] if worst in _LOW else tops[column])
            meant = [item for item in members if item.flag is worst]
            triangle(canvas, x, y, worst, is_open=_all_converted(row, meant))
            marked = x
        if canvas.is_selected(*members):
            _ring(canvas, x, float(tops[column]))
        canvas.answer(QRectF(x, box.top, _CROWDED_PX, box.height), *members)


def _all_converted(row: Row, items: list[TimelineItem]) -> bool:
    return all(row.is_converted(item) for item in items)


def _paint_bands(canvas: Canvas, box: RowBox, index: Picked, heights: _Heights) -> None:
    """Each result's own range from its day to the next one's: sources and years may differ."""
    row = box.row
    edges = [*(canvas.scale.clipped(float(at)) for at in row.starts[index]), canvas.now_x]
    bounds = [
        (_bound(low), _bound(high)) for low, high in zip(row.lows[index], row.highs[index], strict=True)
    ]
    begin = 0
    for at in range(1, len(bounds) + 1):
        if at < len(bounds) and bounds[at] == bounds[begin]:
            continue
        _fill_band(canvas, box, heights, (edges[begin], edges[at]), bounds[begin])
        begin = at


def _bound(value: float) -> float | None:
    return None if math.isnan(value) else value


def _fill_band(
    canvas: Canvas,
    box: RowBox,
    heights: _Heights,
    across: tuple[float, float],
    bounds: tuple[float | None, float | None],
) -> None:
    low, high = bounds
    if low is None and high is None:
        return
    bottom = heights.y(low) if low is not None else box.top + box.height - 2
    top = heights.y(high) if high is not None else box.top + 2
    left, right = max(across[0], canvas.scale.left), min(across[1], canvas.right)
    if right > left:
        colour = canvas.theme.colour("cgm.in-range", 0.15)
        canvas.painter.fillRect(QRectF(left, top, right - left, max(bottom - top, 1.0)), colour)


def _paint_pairs(canvas: Canvas, box: RowBox, index: Picked) -> None:
    """Systolic and diastolic as one bar; where bars would touch, the extremes of six pixels."""
    row = box.row
    index = index[np.isfinite(row.values[index]) & np.isfinite(row.second_values[index])]
    if not index.size:
        return
    high, low = row.values[index], row.second_values[index]
    heights = _Heights(float(low.min()), float(high.max()), box)
    xs = canvas.scale.xs(row.starts[index])
    columns = np.floor(row.starts[index] * canvas.scale.pixels_per_s / 6.0)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(columns) != 0]))
    top, bottom = np.maximum.reduceat(high, begins), np.minimum.reduceat(low, begins)
    ends = [*begins[1:], index.size]
    for column, begin in enumerate(begins):
        members = [row.items[at] for at in index[begin : ends[column]]]
        x = float(xs[begin : ends[column]].mean())
        if not canvas.scale.left - 3 <= x <= canvas.right + 3:
            continue
        y_top, y_bottom = heights.y(float(top[column])), heights.y(float(bottom[column]))
        rect = QRectF(x - 1.5, y_top, 3.0, max(y_bottom - y_top, 2.0))
        canvas.painter.fillRect(rect, _lane_colour(canvas, row))
        worst = next((item.flag for item in members if item.flag is not RangeFlag.NONE), RangeFlag.NONE)
        if worst is not RangeFlag.NONE:
            triangle(canvas, x, y_bottom if worst in _LOW else y_top, worst)
        if canvas.is_selected(*members):
            _ring(canvas, x, (y_top + y_bottom) / 2)
        canvas.answer(QRectF(x - 3, box.top, 6, box.height), *members)


def _paint_columns(canvas: Canvas, box: RowBox, index: Picked) -> None:
    """Daily counts from zero; days narrower than a pixel and a half show their greatest."""
    row = box.row
    index = index[np.isfinite(row.values[index])]
    if not index.size:
        return
    values = row.values[index]
    heights = _Heights(0.0, float(values.max()), box)
    base = heights.y(0.0)
    width = max(DAY_S * canvas.scale.pixels_per_s, 1.5)
    columns = np.floor(row.starts[index] * canvas.scale.pixels_per_s / width)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(columns) != 0]))
    tops = np.maximum.reduceat(values, begins)
    ends = [*begins[1:], index.size]
    colour = _lane_colour(canvas, row, 0.75)
    for column, begin in enumerate(begins):
        x = canvas.scale.x(float(row.starts[index[begin]]))
        left, right = (
            max(x, canvas.scale.left),
            min(x + (width - 1 if width > 4 else width * 0.8), canvas.right),
        )
        if right <= left:
            continue
        top = heights.y(float(tops[column]))
        canvas.painter.fillRect(QRectF(left, top, right - left, base - top), colour)
        members = [row.items[at] for at in index[begin : ends[column]]]
        if canvas.is_selected(*members):
            _ring(canvas, (left + right) / 2, top)
        canvas.answer(QRectF(left, box.top, right - left + 1, box.height), *members)


def _paint_envelope(canvas: Canvas, box: RowBox, device: DeviceSeries) -> None:
    """Minimum to maximum of every pixel; a very low column gets a mark, however narrow."""
    scale, painter, row = canvas.scale, canvas.painter, box.row
    envelope = device.pyramid.window(scale.start_s, scale.end_s, max(int(scale.width), 1))
    known = np.isfinite(envelope.lo)
    if not known.any():
        return
    low, high = float(np.nanmin(envelope.lo)), float(np.nanmax(envelope.hi))
    if device.band is not None:
        low, high = min(low, device.band[0]), max(high, device.band[1])
    heights = _Heights(low, high, box)
    if device.band is not None:
        first = scale.clipped(float(device.pyramid.times_s[0]))
        across = (first, min(canvas.now_x, canvas.right))
        _fill_band(canvas, box, heights, across, device.band)
    xs = np.clip(scale.xs(envelope.x), scale.left, canvas.right)
    tops, bottoms = heights.ys(envelope.hi), heights.ys(envelope.lo)
    alpha, pen_px = (1.0, 1.2) if envelope.raw else (0.55, 0.8)
    painter.setPen(QPen(_lane_colour(canvas, row, alpha), pen_px))
    painter.setBrush(_lane_colour(canvas, row, 0.42))
    for part in _runs(known):
        corners = [QPointF(xs[at], tops[at]) for at in part]
        if not envelope.raw:
            corners += [QPointF(xs[at], max(bottoms[at], tops[at] + 1)) for at in reversed(part)]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawPolyline(QPolygonF(corners))
    if device.very_low is not None:
        last = -np.inf
        for at in np.flatnonzero(envelope.lo < device.very_low):
            if xs[at] - last >= 9:
                triangle(canvas, float(xs[at]), box.top + box.height - 4, RangeFlag.CRITICAL_LOW)
                last = xs[at]


def _ring(canvas: Canvas, x: float, y: float) -> None:
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.setPen(QPen(canvas.theme.colour("focus.ring"), 2))
    canvas.painter.drawEllipse(QPointF(x, y), 7, 7)


def _gap_s(row: Row) -> float:
    steps = np.diff(row.starts)
    steps = steps[steps > 0]
    return float(np.median(steps)) * _SILENT_STEPS if steps.size else np.inf


def _unbroken(times_s: Numbers, values: Numbers, gap_s: float) -> list[Picked]:
    known = np.flatnonzero(np.isfinite(values))
    if known.size < 2:
        return []
    breaks = np.flatnonzero(np.diff(times_s[known]) > gap_s) + 1
    return [part for part in np.split(known, breaks) if part.size > 1]


def _runs(known: npt.NDArray[np.bool_]) -> list[list[int]]:
    index = np.flatnonzero(known)
    return [part.tolist() for part in np.split(index, np.flatnonzero(np.diff(index) > 1) + 1) if part.size]
