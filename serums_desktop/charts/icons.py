"""Icons by what they mean; the drawings are Phosphor's (MIT), from the QtAwesome package."""

from __future__ import annotations

import functools
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap

if TYPE_CHECKING:
    import qtawesome  # noqa: F401  never run, but read by what bundles the program: it takes the package along

# Meaning → name in the Phosphor set. One weight, one size per row.
ICONS: Final = {
    "encounters": "buildings",
    "problems": "clipboard-text",
    "medicines": "pill",
    "labs": "flask",
    "vitals": "watch",
    "procedures": "scissors",
    "documents": "file-text",
    "imaging": "frame-corners",
    "allergies": "hand-palm",
    "alert": "warning",
    "alert-filled": "warning-fill",
    "critical-filled": "warning-circle-fill",
    "device": "heartbeat",
    "vaccine": "eyedropper",
    "resuscitation": "heart",
    "results": "chart-line",
    "answered": "check-circle",
    "asking": "hourglass-high",
    "failed": "x-circle",
    "not-asked": "circle-dashed",
    "copy": "clock-counter-clockwise",
    "conflict": "arrows-left-right",
    "quote": "quotes",
    "merge": "git-merge",
    "resource": "database",
    "source": "cloud",
    "sources": "scales",
    "add-file": "file-plus",
    "link": "link",
    "unlink": "link-break",
    "remove": "trash",
    "sign-in": "sign-in",
    "unknown-person": "user-plus",
    "card": "identification-card",
    "key": "key",
    "lock": "lock",
    "leave": "sign-out",
    "search": "magnifying-glass",
    "online": "wifi-high",
    "offline": "wifi-slash",
    "patients": "users",
    "record": "activity",
    "person": "user",
    "clock": "clock",
    "place": "map-pin",
    "info": "info",
    "help": "question",
    "eye": "eye",
    "network": "share-network",
    "reader": "credit-card",
    "light": "sun",
    "dark": "moon",
    "high-contrast": "circle-half",
    "training": "graduation-cap",
    "back": "caret-left",
    "forward": "caret-right",
    "up": "caret-up",
    "down": "caret-down",
    "check": "check",
    "cross": "x",
    "minus": "minus",
    "charts": "chart-line-up",
    "table": "table",
    "export": "download-simple",
    "refresh": "arrows-clockwise",
    "stethoscope": "first-aid-kit",
    "close": "x",
    "flag-high": "caret-up-fill",
    "flag-low": "caret-down-fill",
    "undated": "calendar-x",
    "logo": "activity-bold",
}


@functools.cache
def _fonts() -> Path:
    """Where the package keeps its fonts. To import it would load all eleven: 300 ms of the first window."""
    found = importlib.util.find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome")
    return Path(found.submodule_search_locations[0]) / "fonts"


@functools.cache
def _code_points() -> dict[str, str]:
    (path,) = _fonts().glob("phosphor-charmap-*.json")
    points: dict[str, str] = json.loads(path.read_bytes())
    return points


@functools.cache
def _family() -> str:
    (path,) = _fonts().glob("phosphor-*.ttf")
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0]


@functools.cache
def _glyph(name: str) -> str:
    return chr(int(_code_points()[ICONS[name]], 16))


@functools.cache
def _font(size_px: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(size_px)
    return font


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon into the middle of a square. Raises KeyError for an unknown meaning."""
    glyph = _glyph(name)
    painter.save()
    painter.setFont(_font(round(min(rect.width(), rect.height()))))
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyph)
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
