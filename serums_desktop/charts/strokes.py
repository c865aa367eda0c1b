"""Long lines and envelopes at the cost of their points.

Qt strokes a wide polyline as one outline, whose cost grows with the square of a jagged line's points:
1,440 of them take a third of a second. Apart, the same segments take a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter, QPen

from serums_desktop.analytics.pyramid import Envelope, Numbers
from serums_desktop.charts.theme import Theme

_DOT_PX = 1.5


def draw_line(painter: QPainter, points: Sequence[QPointF]) -> None:
    """A line through points with the painter's pen; a lone point is a short dash."""
    if len(points) == 1:
        dash = QPointF(_DOT_PX, 0)
        painter.drawLine(points[0] - dash, points[0] + dash)
    elif points:
        painter.drawLines([QLineF(one, other) for one, other in pairwise(points)])


def draw_envelope(
    painter: QPainter,
    envelope: Envelope,
    xs: Numbers,
    tops: Numbers,
    bottoms: Numbers,
    theme: Theme,
    *,
    width: float,
) -> None:
    """The samples as a line `width` wide, or where pixels are fewer, a stroke a column. Gaps stay open.

    `xs`, `tops` and `bottoms` are the pixels of the envelope's points.
    """
    runs = finite_runs(np.isfinite(envelope.lo))
    if envelope.raw:
        painter.setPen(QPen(theme.colour("text.primary"), width))
        for run in runs:
            draw_line(painter, [QPointF(xs[at], tops[at]) for at in run])
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(theme.colour("lane.vitals", 0.6), 1))
    columns: list[QLineF] = []
    for run in runs:
        top, bottom = tops[run], bottoms[run]
        # Each column reaches to the one before it: the series went through what lies between them.
        upper = np.minimum(top, np.append(top[0], bottom[:-1]))
        lower = np.maximum(np.maximum(bottom, np.append(bottom[0], top[:-1])), upper + 1)
        columns += map(QLineF, xs[run], upper, xs[run], lower)
    painter.drawLines(columns)
    painter.restore()


def finite_runs(known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[list[int]]:
    """The indices of each unbroken stretch of a mask."""
    index = np.flatnonzero(known)
    return [part.tolist() for part in np.split(index, np.flatnonzero(np.diff(index) > 1) + 1) if part.size]
