"""One frame of the lanes as two layers: shapes below the cursor, words above it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from serums_desktop.charts.scale import Tick
from serums_desktop.charts.timeline.canvas import Canvas, Hit
from serums_desktop.charts.timeline.frame import (
    paint_ground,
    paint_lane_frame,
    paint_row_latest,
    paint_row_name,
)
from serums_desktop.charts.timeline.layout import LaneBox
from serums_desktop.charts.timeline.paint_bars import paint_bar_row
from serums_desktop.charts.timeline.paint_columns import paint_columns
from serums_desktop.charts.timeline.paint_points import paint_points
from serums_desktop.charts.timeline.paint_series import paint_series_row
from serums_desktop.domain.lanes import Lane

_POINT_LANES = {Lane.ENCOUNTERS, Lane.PROCEDURES, Lane.DOCUMENTS, Lane.IMAGING}


class Picture(NamedTuple):
    """The painted lanes in content pixels, and what answers to the mouse where."""

    shapes: QPixmap
    letters: QPixmap
    hits: list[Hit]


def paint_lanes(
    canvas_on: Callable[[QPainter], Canvas],
    boxes: list[LaneBox],
    marks: list[Tick],
    *,
    width: float,
    height: float,
    ratio: float,
    nothing: Callable[[Lane], str],
) -> Picture:
    """Paint every lane once; the view then only lays the layers down.

    `canvas_on` makes the frame's canvas for a painter; `ratio` is device pixels a pixel; `nothing` says what
    stands in an empty lane.
    """
    size = QSize(math.ceil(width * ratio), math.ceil(height * ratio))
    shapes, letters = QPixmap(size), QPixmap(size)
    for layer in (shapes, letters):
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shapes)
    canvas = canvas_on(painter)
    shapes_background = canvas.theme.colour("bg.surface")
    painter.fillRect(0, 0, math.ceil(width), math.ceil(height), shapes_background)
    paint_ground(canvas, marks, boxes[-1].bottom, boxes[0])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for box in boxes:
        paint_lane_frame(canvas, box, width, nothing(box.lane.lane))
        painter.save()
        painter.setClipRect(
            int(canvas.scale.left) - 3, int(box.top), int(canvas.scale.width) + 6, int(box.height)
        )
        if box.lane.lane in _POINT_LANES:
            paint_points(canvas, box)
        for row_box in box.rows:
            (paint_series_row if box.lane.lane in {Lane.LABS, Lane.VITALS} else paint_bar_row)(
                canvas, row_box
            )
        paint_columns(canvas, box)
        painter.restore()
        if box.lane.lane in {Lane.LABS, Lane.VITALS}:
            for row_box in box.rows:
                paint_row_name(canvas, box, row_box)
                paint_row_latest(canvas, row_box, width)
    painter.end()
    painter = QPainter(letters)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    canvas.lettering.flush(painter)
    painter.end()
    return Picture(shapes, letters, canvas.hits)
