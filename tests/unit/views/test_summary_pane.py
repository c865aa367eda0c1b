"""The safety summary: one order, nothing dangerous folded away."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.entries import Standing
from serums_desktop.domain.summary import SafetySummary
from serums_desktop.views.summary_pane import SummaryPane
from serums_desktop.views.summary_rows import RowKind, Section, SummaryState, summary_rows
from tests.unit.views.invented import SUMMARY, TITLES, allergy, item

STATE = SummaryState(SUMMARY, TITLES, 3)


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> SummaryPane:
    made = SummaryPane(theme)
    qtbot.addWidget(made)
    made.resize(304, 900)
    made.show()
    made.render_state(STATE)
    return made


def test_the_sections_keep_their_order_whatever_they_hold() -> None:
    for summary in (SUMMARY, SafetySummary()):
        rows = summary_rows(SummaryState(summary, TITLES, 3), frozenset())
        assert [row.section for row in rows if row.kind is RowKind.HEADING] == list(Section)


def test_an_empty_section_says_who_was_asked() -> None:
    rows = summary_rows(SummaryState(SafetySummary(), TITLES, 3), frozenset())
    notes = [row.text for row in rows if row.kind is RowKind.NOTE]
    assert notes == ["Nothing recorded by the 3 sources that answered."] * len(Section)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.MEDICINES, "Not asked for at this stage."),
        (Stage.EVERYTHING, "Nothing recorded by the 3 sources that answered."),
    ],
)
def test_what_an_emergency_has_not_asked_for_is_not_called_empty(stage: Stage, said: str) -> None:
    rows = summary_rows(SummaryState(SafetySummary(), TITLES, 3, stage), frozenset())
    notes = {row.section: row.text for row in rows if row.kind is RowKind.NOTE}
    assert notes[Section.RESULTS] == notes[Section.VACCINATIONS] == said
    assert notes[Section.ALLERGIES] == "Nothing recorded by the 3 sources that answered."


def test_allergies_are_never_folded() -> None:
    many = replace(SUMMARY, allergies=tuple(allergy(place) for place in range(40)))
    rows = summary_rows(SummaryState(many, TITLES, 3), frozenset())
    shown = [row for row in rows if row.kind is RowKind.ITEM and row.section is Section.ALLERGIES]
    assert len(shown) == 40
    assert all(row.icon == "critical-filled" for row in shown)


def test_no_known_allergies_stands_in_the_source_s_words() -> None:
    stated = item("n1", "Sense al·lèrgies conegudes", "AllergyIntolerance", negated=True)
    rows = summary_rows(SummaryState(SafetySummary(no_known_allergies=(stated,)), TITLES, 3), frozenset())
    texts = [row.text for row in rows if row.section is Section.ALLERGIES and row.kind is not RowKind.HEADING]
    assert texts == ["Sense al·lèrgies conegudes"]


def test_one_substance_in_two_doses_says_so_at_each_of_them() -> None:
    apixaban = replace(SUMMARY.medicines[0], row="B01AF02", standing=Standing.CURRENT)
    doses = (
        replace(apixaban, item_id="m1", note="2.5 mg twice a day", sources=("fcrb",)),
        replace(apixaban, item_id="m2", note="5 mg twice a day", sources=("zmc",)),
        replace(apixaban, item_id="m3", row="C07AB07", note="2.5 mg in the morning", sources=("gp",)),
    )
    rows = summary_rows(SummaryState(SafetySummary(medicines=doses), TITLES, 3), frozenset())
    said = {row.item_id: (row.icon, row.end) for row in rows if row.kind is RowKind.ITEM}
    assert said["m1"] == ("conflict", "FCRB, dose differs")
    assert said["m2"] == ("conflict", "ZMC, dose differs")
    assert "differs" not in said["m3"][1]


def test_several_sources_are_counted() -> None:
    shared = replace(SUMMARY.medicines[0], sources=("fcrb", "zmc", "gp"))
    rows = summary_rows(SummaryState(SafetySummary(medicines=(shared,)), TITLES, 3), frozenset())
    assert "FCRB +2" in {row.end for row in rows}


def test_more_unfolds_and_a_row_is_chosen_by_key(pane: SummaryPane, qtbot: QtBot) -> None:
    model = pane.list.model()
    before = model.rowCount()
    more = next(row for row in range(before) if model.index(row, 0).data() == "4 more")
    pane.list.setCurrentIndex(model.index(more, 0))
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert model.rowCount() == before + 3
    pane.list.setCurrentIndex(model.index(1, 0))
    with qtbot.waitSignal(pane.item_selected) as chosen:
        qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert chosen.args == ["a1"]


@pytest.mark.parametrize("name", THEMES)
def test_it_paints_in_every_theme_and_from_right_to_left(pane: SummaryPane, theme: Theme, name: str) -> None:
    theme.set_name(name)
    pane.select("m3")
    left_to_right = pane.grab().toImage()
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert pane.grab().toImage() != left_to_right
