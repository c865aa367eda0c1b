"""The detail of an item offers the letters that its entries hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.lanes import Lane as Row
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Accounting
from serums_desktop.domain.stored import StoredEntry
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.detail import DetailScreen
from serums_desktop.services.open_record import OpenedRecord
from serums_desktop.sources.files.letter_reading import ProtectedLetterReader
from serums_desktop.views.record import RecordView
from serums_desktop.work.lanes import Lane
from tests.unit.views.invented import COVERAGE, JOANA, NOW_S, SUMMARY

ENTRY = Entry(
    entry_id="fcrb/DocumentReference/1",
    source_id="fcrb",
    resource_type="DocumentReference",
    resource_id="1",
    lane=Row.DOCUMENTS,
    title="Discharge letter",
)
RAW = json.dumps(
    {"resourceType": "DocumentReference", "content": [{"attachment": {"url": "Binary/1", "title": "Page 1"}}]}
).encode()


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[DetailScreen]:
    view = RecordView(Theme("light"))
    qtbot.addWidget(view)
    vault = SimpleNamespace(entries=lambda _ids: [StoredEntry(ENTRY, RAW, NOW_S)])
    with Lane("database") as lane:
        workplace: Any = SimpleNamespace(
            database_lane=lane,
            store=SimpleNamespace(vault=lambda _record_id: vault),
            clock=SimpleNamespace(now_s=lambda: NOW_S),
        )
        view.timeline.set_timeline(merge((ENTRY,)), {}, NOW_S)
        made = DetailScreen(view, Jobs(view), workplace, view)
        made.show(
            OpenedRecord("r1", JOANA, merge((ENTRY,)), SUMMARY, COVERAGE, Accounting(), (), (), ()), COVERAGE
        )
        yield made


def letters(screen: DetailScreen, qtbot: QtBot) -> list[QPushButton]:
    (item,) = merge((ENTRY,)).items
    screen.select(item.item_id)
    qtbot.waitUntil(lambda: screen.item_id == item.item_id)
    view = screen.parent()
    assert isinstance(view, RecordView)
    return [button for button in view.findChildren(QPushButton) if button.text() == "Open letter"]


def test_a_letter_is_offered_and_asked_for(screen: DetailScreen, qtbot: QtBot) -> None:
    screen.find_letters(ProtectedLetterReader().attached)
    (button,) = letters(screen, qtbot)
    assert button.accessibleDescription() == "Page 1"
    with qtbot.waitSignal(screen.letter_requested) as asked:
        button.click()
    assert asked.args == [ENTRY.entry_id, 0]


def test_none_is_offered_where_nobody_can_open_one(screen: DetailScreen, qtbot: QtBot) -> None:
    assert letters(screen, qtbot) == []
