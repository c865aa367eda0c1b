"""The screen of the other way, on a use case that does as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.one_copy import OneCopyScreen
from serums_desktop.views.one_copy import OneCopyDialog, OtherWay
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Pool
from tests.unit.services.one_copy_parts import ISOBEL


class Ways:
    """What was done, and what is raised in its place."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.shared = False
        self.allowed = True
        self.raising: Exception | None = None

    def is_shared(self, _session: object) -> bool:
        return self.shared

    def can_share(self, _session: object) -> bool:
        return self.allowed

    def add_passphrase(self, _session: object, secret: bytearray, _cancel: CancelToken) -> None:
        self._do("add passphrase", secret)

    def add_card(self, _session: object, secret: bytearray) -> None:
        self._do("add card", secret)

    def remove_passphrase(self, _session: object) -> None:
        self._do("remove passphrase", bytearray())

    def remove_card(self, _session: object, secret: bytearray) -> None:
        self._do("remove card", secret)

    def _do(self, what: str, secret: bytearray) -> None:
        self.done.append(f"{what} {bytes(secret).decode()}".strip())
        secret[:] = bytes(len(secret))
        if self.raising is not None:
            raise self.raising
        self.shared = not self.shared


class Window:
    """What lies over the page."""

    def __init__(self) -> None:
        self.over: list[QWidget] = []

    def lay_over(self, dialog: QWidget) -> None:
        self.over.append(dialog)

    def take_away(self, dialog: QWidget) -> None:
        self.over.remove(dialog)


class Place:
    """The screen with its window."""

    def __init__(self, network: Pool, parent: QObject) -> None:
        self.ways, self.window = Ways(), Window()
        self.view = OneCopyDialog(Theme("light"))
        ways: Any = self.ways
        window: Any = self.window
        self.screen = OneCopyScreen(window, self.view, Jobs(parent), ways, network, "Model hospital", parent)

    def begin(self, qtbot: QtBot, authenticated_by: str) -> SimpleNamespace:
        session = SimpleNamespace(
            holder=ISOBEL, cancel=CancelToken(), authenticated_by=authenticated_by, key=None
        )
        given: Any = session
        with qtbot.waitSignal(self.screen.known):
            self.screen.begin(given)
        return session


@pytest.fixture
def place(qtbot: QtBot) -> Iterator[Place]:
    parent = QObject()
    with Pool("network", 1) as network:
        made = Place(network, parent)
        qtbot.addWidget(made.view)
        yield made
        made.screen.end()


@pytest.mark.parametrize(
    ("by", "is_shared", "way", "done"),
    [
        ("card", False, OtherWay.ADD_KEYRING, "add passphrase four quiet herons"),
        ("card", True, OtherWay.REMOVE_KEYRING, "remove passphrase"),
        ("keyring", False, OtherWay.ADD_CARD, "add card four quiet herons"),
        ("keyring", True, OtherWay.REMOVE_CARD, "remove card four quiet herons"),
    ],
)
def test_what_can_be_done_is_done_and_known(
    place: Place, qtbot: QtBot, by: str, is_shared: bool, way: OtherWay, done: str
) -> None:
    place.ways.shared = is_shared
    place.begin(qtbot, by)
    assert place.screen.way is way
    place.screen.open()
    with qtbot.waitSignal(place.screen.known):
        place.view.confirmed.emit(bytearray(b"four quiet herons"))
    assert place.ways.done == [done]
    assert place.screen.way not in {way, None}
    assert place.window.over == []


def test_an_error_is_told_in_the_dialog(place: Place, qtbot: QtBot) -> None:
    place.begin(qtbot, "keyring")
    place.screen.open()
    place.ways.raising = KeyNotReleased(KeyRefusal.OTHER_CARD)
    place.view.confirmed.emit(bytearray(b"123456"))
    qtbot.waitUntil(lambda: bool(place.view._message.text()))
    assert place.screen.way is OtherWay.ADD_CARD
    assert place.window.over == [place.view]
    place.view.closed.emit()
    assert (place.window.over, place.view._message.text()) == ([], "")


def test_what_policy_is_against_is_not_offered_once_it_is_undone(place: Place, qtbot: QtBot) -> None:
    place.ways.shared, place.ways.allowed = True, False
    place.begin(qtbot, "card")
    with qtbot.waitSignal(place.screen.known):
        place.view.confirmed.emit(bytearray())
    assert place.screen.way is None
    place.screen.open()
    assert place.window.over == []
    place.ways.done.clear()
    secret = bytearray(b"123456")
    place.view.confirmed.emit(secret)
    assert secret == bytes(6)
    assert place.ways.done == []
