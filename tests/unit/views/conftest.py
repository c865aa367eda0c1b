"""A theme for the views under test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from serums_desktop.charts.theme import Theme
from serums_desktop.views.stylesheet import Appearance


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, dressed onto the application for one test."""
    made = Theme()
    appearance = Appearance(qapp, made)
    yield made
    made.changed.disconnect(appearance.apply)
    appearance.setParent(None)
    qapp.setStyleSheet("")
