"""The axis above the lanes: its marks, the flag of now and the flag of the cursor."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from serums_desktop.charts import clock
from serums_desktop.charts.lettering import Lettering
from serums_desktop.charts.scale import Tick, TimeScale
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import words

HEIGHT = 28.0


def paint_axis(
    painter: QPainter,
    strip: QRectF,
    scale: TimeScale,
    marks: list[Tick],
    *,
    now_s: float,
    cursor_s: float | None,
    theme: Theme,
    lettering: Lettering,
) -> None:
    """Paint the axis into its strip. Words that a flag would cover are left out."""
    painter.fillRect(strip, theme.colour("bg.surface"))
    painter.setPen(QPen(theme.colour("border.default"), 1))
    for y in (strip.top() + 0.5, strip.bottom() - 0.5):
        painter.drawLine(QPointF(strip.left(), y), QPointF(strip.right(), y))
    middle = strip.center().y()
    lettering.write(QPointF(20, middle), _years(scale), role="body", ink="text.primary")
    latest = words.translate("Timeline", "Latest")
    lettering.write(
        QPointF(strip.right() - 12 - lettering.width(latest), middle), latest, ink="text.secondary"
    )
    flags: list[QRectF] = []
    if scale.start_s <= now_s <= scale.end_s:
        text = words.translate("Timeline", "Now")
        flags.append(_flag_rect(scale, now_s, text, strip, lettering))
        _paint_flag(painter, flags[-1], theme, lettering, (text, "text.primary", "bg.surface"))
    if cursor_s is not None:
        text = words.cursor_flag(cursor_s, scale)
        flag = _flag_rect(scale, cursor_s, text, strip, lettering)
        if flags and flags[0].adjusted(-4, 0, 4, 0).intersects(flag):
            before = cursor_s < now_s
            flag.moveLeft(flags[0].left() - flag.width() - 4 if before else flags[0].right() + 4)
        flags.append(flag)
        _paint_flag(painter, flags[-1], theme, lettering, (text, "accent.default", "text.on-accent"))
    end = scale.left
    for tick in marks:
        width = lettering.width(tick.label)
        x = scale.x(tick.label_s) - width / 2
        rect = QRectF(x, strip.top(), width, strip.height())
        covered = any(flag.adjusted(-3, -10, 3, 10).intersects(rect) for flag in flags)
        if x < end or x + width > scale.left + scale.width or covered:
            continue
        lettering.write(QPointF(x, middle), tick.label, ink="text.secondary")
        end = x + width + 8
    lettering.flush(painter)


def _years(scale: TimeScale) -> str:
    first, last = clock.calendar(scale.start_s).year, clock.calendar(scale.end_s - 1).year
    return str(first) if first == last else f"{first} \N{EN DASH} {last}"


def _flag_rect(scale: TimeScale, at_s: float, text: str, strip: QRectF, lettering: Lettering) -> QRectF:
    """Over its moment; at the plot's edge for a moment out of view."""
    width = lettering.width(text, "body-strong") + 16
    x = min(max(scale.x(at_s), scale.left), scale.left + scale.width)
    left = min(max(x - width / 2, scale.left - 10), scale.left + scale.width - width + 20)
    return QRectF(left, strip.top() + 4, width, strip.height() - 8)


def _paint_flag(
    painter: QPainter, rect: QRectF, theme: Theme, lettering: Lettering, look: tuple[str, str, str]
) -> None:
    text, fill, ink = look
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(fill))
    painter.drawRoundedRect(rect, 3, 3)
    lettering.write(QPointF(rect.left() + 8, rect.center().y()), text, role="body-strong", ink=ink)
    lettering.flush(painter)
