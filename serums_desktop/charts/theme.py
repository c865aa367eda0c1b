"""Named design tokens: the only place where a colour, a size or a type role comes from."""

from __future__ import annotations

import functools
import json
from typing import Any, Final

from PySide6.QtCore import QFile, QIODevice, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase

import serums_desktop._generated.resources_rc  # noqa: F401  registers ":/tokens.json" with Qt

THEMES: Final = ("light", "dark", "high-contrast")


@functools.cache
def _tokens() -> dict[str, Any]:
    file = QFile(":/tokens.json")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(":/tokens.json")
    tokens: dict[str, Any] = json.loads(bytes(file.readAll().data()))
    return tokens


class Theme(QObject):
    """The theme in use. Widgets that paint ask it each time; `changed` tells them to paint anew."""

    changed = Signal()

    def __init__(self, name: str = "light", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self.set_name(name)

    @property
    def name(self) -> str:
        """One of `THEMES`."""
        return self._name

    def set_name(self, name: str) -> None:
        """Switch the theme. Raises KeyError for a name that is none of `THEMES`."""
        self._colours = {key: _colour(value) for key, value in _tokens()["color"][name].items()}
        self._name = name
        self.changed.emit()

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token, at an opacity from 0 to 1. Raises KeyError for an unknown token."""
        colour = QColor(self._colours[token])
        if alpha < 1.0:
            colour.setAlphaF(colour.alphaF() * alpha)
        return colour

    def mixed(self, token: str, share: float, ground: str = "bg.surface") -> QColor:
        """The opaque colour of a token laid over a ground at an opacity from 0 to 1."""
        below, ink = (
            (colour.redF(), colour.greenF(), colour.blueF())
            for colour in (self._colours[ground], self._colours[token])
        )
        parts = (one * (1 - share) + other * share for one, other in zip(below, ink, strict=True))
        return QColor.fromRgbF(*parts)

    def hex(self, token: str) -> str:
        """The colour of a token for a style sheet: ``#rrggbb`` or ``rgba(r,g,b,a)``."""
        colour = self._colours[token]
        if colour.alpha() == 255:
            return colour.name()
        return f"rgba({colour.red()},{colour.green()},{colour.blue()},{colour.alpha()})"

    def font(self, role: str, *, identifier: bool = False) -> QFont:
        """The font of a type role (caption, body, body-strong, label, title, patient-name, display, reading).

        Figures are tabular everywhere; identifiers add the slashed zero and the serifed capital I.
        """
        if (role, identifier) not in self._fonts:
            spec = _tokens()["type"][role]
            font = QFont(font_families())
            font.setPixelSize(spec["size"])
            font.setWeight(QFont.Weight(spec["weight"]))
            features = _tokens()["font"]["features"]
            for feature in features["identifiers" if identifier else "everywhere"]:
                font.setFeature(QFont.Tag(feature), 1)
            self._fonts[role, identifier] = font
        return QFont(self._fonts[role, identifier])

    @staticmethod
    def size(name: str) -> int:
        """A size in pixels at 100 %."""
        return int(_tokens()["size"][name])

    @staticmethod
    def line(role: str) -> int:
        """The line height of a type role in pixels at 100 %."""
        return int(_tokens()["type"][role]["line"])


@functools.cache
def font_families() -> list[str]:
    """The families of the tokens that this machine has, best first; never empty."""
    wanted: list[str] = _tokens()["font"]["family"]
    present = set(QFontDatabase.families())
    return [family for family in wanted if family in present] or [wanted[-1]]


def _colour(text: str) -> QColor:
    if text.startswith("rgba("):
        red, green, blue, alpha = text[5:-1].split(",")
        return QColor(int(red), int(green), int(blue), round(float(alpha) * 255))
    return QColor(text)
