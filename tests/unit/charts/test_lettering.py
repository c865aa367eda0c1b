"""What charts keep of the words they write."""

from __future__ import annotations

import gc

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from serums_desktop.charts.lettering import Lettering, forget_words, one_line
from serums_desktop.charts.theme import Theme


def test_words_are_forgotten_everywhere(theme: Theme) -> None:
    words = "Invented  medicine"
    lettering, picture = Lettering(theme), QPixmap(200, 40)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    lettering.write(QPointF(4, 20), one_line(words), halo="bg.surface")
    lettering.flush(painter)
    painter.end()
    assert _holds(lettering, "Invented medicine")
    assert one_line.cache_info().currsize
    forget_words()
    assert not _holds(lettering, "Invented medicine")
    assert not one_line.cache_info().currsize


def _holds(root: object, text: str) -> bool:
    """Whether something that belongs to an object is this text, or contains it."""
    attributes = gc.get_referents(*vars(root).values())
    return any(text == one or (isinstance(one, tuple) and text in one) for one in attributes)
