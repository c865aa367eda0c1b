"""Icons by what they mean; the drawings are Phosphor's (MIT), from the QtAwesome package."""

from __future__ import annotations

import functools
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

# Meaning → name in the Phosphor set. One weight, one size per row.
ICONS: Final = {
    "encounters": "ph.buildings",
    "problems": "ph.clipboard-text",
    "medicines": "ph.pill",
    "labs": "ph.flask",
    "vitals": "ph.watch",
    "procedures": "ph.scissors",
    "documents": "ph.file-text",
    "imaging": "ph.frame-corners",
    "allergies": "ph.hand-palm",
    "alert": "ph.warning",
    "alert-filled": "ph.warning-fill",
    "critical-filled": "ph.warning-circle-fill",
    "device": "ph.heartbeat",
    "vaccine": "ph.eyedropper",
    "resuscitation": "ph.heart",
    "results": "ph.chart-line",
    "answered": "ph.check-circle",
    "asking": "ph.hourglass-high",
    "failed": "ph.x-circle",
    "not-asked": "ph.circle-dashed",
    "copy": "ph.clock-counter-clockwise",
    "conflict": "ph.arrows-left-right",
    "quote": "ph.quotes",
    "merge": "ph.git-merge",
    "resource": "ph.database",
    "source": "ph.cloud",
    "card": "ph.identification-card",
    "key": "ph.key",
    "lock": "ph.lock",
    "search": "ph.magnifying-glass",
    "online": "ph.wifi-high",
    "offline": "ph.wifi-slash",
    "patients": "ph.users",
    "record": "ph.activity",
    "person": "ph.user",
    "clock": "ph.clock",
    "place": "ph.map-pin",
    "info": "ph.info",
    "help": "ph.question",
    "eye": "ph.eye",
    "network": "ph.share-network",
    "reader": "ph.credit-card",
    "light": "ph.sun",
    "dark": "ph.moon",
    "high-contrast": "ph.circle-half",
    "training": "ph.graduation-cap",
    "back": "ph.caret-left",
    "forward": "ph.caret-right",
    "up": "ph.caret-up",
    "down": "ph.caret-down",
    "check": "ph.check",
    "cross": "ph.x",
    "minus": "ph.minus",
    "charts": "ph.chart-line-up",
    "table": "ph.table",
    "export": "ph.download-simple",
    "refresh": "ph.arrows-clockwise",
    "stethoscope": "ph.first-aid-kit",
    "close": "ph.x",
    "flag-high": "ph.caret-up-fill",
    "flag-low": "ph.caret-down-fill",
    "undated": "ph.calendar-x",
    "logo": "ph.activity-bold",
}


@functools.cache
def _glyph(name: str) -> str:
    import qtawesome  # noqa: PLC0415  140 ms that the first window need not wait for

    glyph: str = qtawesome.charmap(ICONS[name])
    return glyph


@functools.cache
def _font(size_px: int) -> QFont:
    import qtawesome  # noqa: PLC0415

    font: QFont = qtawesome.font("ph", size_px)
    font.setPixelSize(size_px)
    return font


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon into the middle of a square. Raises KeyError for an unknown meaning."""
    painter.save()
    painter.setFont(_font(round(min(rect.width(), rect.height()))))
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _glyph(name))
    painter.restore()


def pixmap(name: str, colour: QColor, size_px: int = 16, device_pixel_ratio: float = 1.0) -> QPixmap:
    """An icon as a pixmap for labels."""
    image = QPixmap(round(size_px * device_pixel_ratio), round(size_px * device_pixel_ratio))
    image.setDevicePixelRatio(device_pixel_ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, QRectF(0, 0, size_px, size_px), name, colour)
    painter.end()
    return image


def icon(name: str, colour: QColor, size_px: int = 16) -> QIcon:
    """An icon for buttons, sharp at one and at two device pixels."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size_px, ratio))
    return made
