"""Every state of a source has its own icon, words and edge."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import SourceFault
from serums_desktop.views.chips import Edge
from serums_desktop.views.source_pills import PillRow, record_pill, search_pill
from tests.unit.views.invented import COVERAGE, NOW_S, source

ANSWERED, FAILED, ASKING, NOT_ASKED = COVERAGE.sources
KEPT = replace(FAILED, from_capsule=True)


@pytest.mark.parametrize(
    ("coverage", "offline", "words"),
    [
        (FAILED, False, "ZMC Heerlen failed, "),
        (replace(FAILED, as_of_s=None), False, "ZMC Heerlen failed, no copy"),
        (replace(ASKING, asked_s=NOW_S - 4), False, "GP Llevant 4 s"),
        (ASKING, False, "GP Llevant late, 9 s"),
        (NOT_ASKED, False, "cloud not asked"),
        (replace(ASKING, arriving=1500), False, "GP Llevant late, 9 s, 1500 so far"),
        (source("gp", SourceState.PARTIAL), False, "GP Llevant answered in part"),
        (replace(source("gp", SourceState.PARTIAL), stopped=True), False, "GP Llevant stopped by you"),
        (replace(ANSWERED, state=SourceState.PARTIAL, stopped=True), False, "FCRB Barcelona stopped, "),
        (ASKING, True, "GP Llevant no copy here"),
        (ANSWERED, True, "FCRB Barcelona copy "),
        (KEPT, False, "ZMC Heerlen failed, from the downtime capsule, "),
        (KEPT, True, "ZMC Heerlen from the downtime capsule, "),
        (replace(KEPT, state=SourceState.PARTIAL), False, "ZMC Heerlen in part, from the downtime capsule, "),
        (replace(KEPT, state=SourceState.NOT_ASKED), False, "ZMC Heerlen from the downtime capsule, "),
        (replace(KEPT, state=SourceState.ASKING, asked_s=NOW_S - 4), False, "ZMC Heerlen 4 s"),
    ],
)
def test_words(coverage: SourceCoverage, offline: bool, words: str) -> None:
    assert record_pill(coverage, NOW_S, offline=offline).content.plain().startswith(words)


def test_no_two_states_look_alike() -> None:
    late, asking = ASKING, replace(ASKING, asked_s=NOW_S)
    states = [ANSWERED, asking, late, FAILED, NOT_ASKED, source("gp", SourceState.PARTIAL)]
    pills = [record_pill(state, NOW_S, offline=False) for state in states]
    assert len({(pill.content.icon, pill.look) for pill in pills}) == len(states)


def test_not_asked_is_dashed_and_cannot_be_pressed() -> None:
    pill = record_pill(NOT_ASKED, NOW_S, offline=False)
    assert pill.look.edge is Edge.DASHED
    assert not pill.can_retry


@pytest.mark.parametrize("fault", SourceFault)
def test_every_fault_has_a_sentence(fault: SourceFault) -> None:
    assert "." in record_pill(replace(FAILED, fault=fault), NOW_S, offline=False).tooltip


def test_a_search_counts_what_each_source_found() -> None:
    assert search_pill(replace(ANSWERED, received=2), NOW_S).content.plain() == "FCRB Barcelona 2 found"


def test_a_failed_source_is_asked_again_and_pills_stay_the_same_widgets(theme: Theme, qtbot: QtBot) -> None:
    row = PillRow(theme)
    qtbot.addWidget(row)
    row.render_pills(tuple(record_pill(each, NOW_S, offline=False) for each in COVERAGE.sources))
    row.resize(900, 40)
    row.show()
    before = row.chips()
    row.render_pills(tuple(record_pill(each, NOW_S + 1, offline=False) for each in COVERAGE.sources))
    assert row.chips() == before
    assert before[2].content.plain() == "GP Llevant late, 10 s"
    with qtbot.waitSignal(row.retry_requested) as asked:
        qtbot.mouseClick(before[1], Qt.MouseButton.LeftButton)
    assert asked.args == ["zmc"]


def test_a_late_source_is_stopped_by_mouse_or_key_and_one_that_is_not_late_cannot_be(
    theme: Theme, qtbot: QtBot
) -> None:
    row = PillRow(theme)
    qtbot.addWidget(row)
    row.render_pills((record_pill(replace(ASKING, asked_s=NOW_S), NOW_S, offline=False),))
    row.show()
    (chip,) = row.chips()
    assert chip.focusPolicy() is Qt.FocusPolicy.NoFocus
    row.render_pills((record_pill(ASKING, NOW_S, offline=False),))
    (chip,) = row.chips()
    assert "stop" in chip.accessibleDescription()
    assert chip.focusPolicy() is Qt.FocusPolicy.StrongFocus
    with qtbot.waitSignal(row.stop_requested) as stopped:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert stopped.args == [ASKING.source_id]
    with qtbot.waitSignal(row.stop_requested):
        qtbot.keyClick(chip, Qt.Key.Key_Space)


def test_who_was_stopped_is_asked_again_by_a_press() -> None:
    pill = record_pill(replace(ANSWERED, state=SourceState.PARTIAL, stopped=True), NOW_S, offline=False)
    assert (pill.can_retry, pill.can_stop) == (True, False)
    assert "stopped by you" in pill.tooltip


def test_a_search_cannot_be_stopped_by_its_pills() -> None:
    assert not search_pill(ASKING, NOW_S).can_stop
