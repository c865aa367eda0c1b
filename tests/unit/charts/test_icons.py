"""Icons: each meaning has a drawing of its own font, and the package around it is not loaded."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from serums_desktop.charts.icons import ICONS, paint_icon
from serums_desktop.charts.theme import Theme


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_meaning_is_drawn(theme: Theme, name: str) -> None:
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(theme.colour("bg.surface"))
    blank = image.copy()
    painter = QPainter(image)
    paint_icon(painter, QRectF(0, 0, 24, 24), name, theme.colour("text.primary"))
    painter.end()
    assert image != blank


def test_an_unknown_meaning_is_an_error(theme: Theme) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    with pytest.raises(KeyError, match="unheard-of"):
        paint_icon(painter, QRectF(0, 0, 8, 8), "unheard-of", theme.colour("text.primary"))
    painter.end()


def test_an_icon_loads_none_of_what_the_first_window_can_do_without() -> None:
    program = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
import serums_desktop.app
from serums_desktop.charts.icons import icon
from serums_desktop.charts.theme import Theme
icon("lock", Theme("light").colour("text.primary"))
print(sorted({"qtawesome", "numpy", "matplotlib"} & sys.modules.keys()))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "[]"
