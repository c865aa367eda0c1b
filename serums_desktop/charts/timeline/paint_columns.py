"""What lies in view and is not held entry by entry: a column of their number for each stretch of time."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF

from serums_desktop.charts.timeline import words
from serums_desktop.charts.timeline.canvas import Canvas, Column, Hit
from serums_desktop.charts.timeline.layout import COLUMNS_HEIGHT, LaneBox

# The words stand above the columns, not on them.
_WORDS_HEIGHT = 16.0
_TALLEST = COLUMNS_HEIGHT - _WORDS_HEIGHT - 6
_LEAST_PX = 3.0


def paint_columns(canvas: Canvas, box: LaneBox) -> None:
    """Paint the counts of a lane; a column with anything flagged has a mark below it, whatever its height."""
    if box.columns_top is None or box.lane.columns is None:
        return
    scale, painter, theme = canvas.scale, canvas.painter, canvas.theme
    found = box.lane.columns.over(scale.start_s, scale.end_s)
    total = int(found.counts.sum())
    base = box.columns_top + COLUMNS_HEIGHT - 4
    if total:
        lefts = np.maximum(scale.xs(found.starts_s), scale.left)
        columns = found.joined(np.floor((lefts - scale.left) / _LEAST_PX))
        most = math.log1p(int(columns.counts.max()))
        column, mark = theme.colour(f"lane.{box.lane.lane.value}", 0.35), theme.colour("high.fg")
        for start_s, end_s, count, flagged in zip(*(each.tolist() for each in columns), strict=True):
            left = max(scale.clipped(start_s), scale.left)
            width = max(min(scale.clipped(end_s), canvas.right) - left - 1, 2.0)
            height = max(_TALLEST * math.log1p(count) / most, 3.0)
            painter.fillRect(QRectF(left, base - height, width, height), column)
            if flagged:
                painter.fillRect(QRectF(left, base, width, 2), mark)
            place = QRectF(left, box.columns_top, width + 1, COLUMNS_HEIGHT)
            canvas.hits.append(Hit(place, column=Column(start_s, end_s, count, flagged)))
    text = words.beginning(total) if box.lane.items else words.counted(total)
    canvas.write(scale.left + 8, box.columns_top + 8, text, role="caption", ink="text.secondary")
