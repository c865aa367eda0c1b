"""One entry in its sources' words, and its resource exactly as it was received."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.conflicts import contradictions
from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Detail, Entry, Label, Severity, Standing
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.merge import merge
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.views.detail_pane import DetailPane, DetailState, Member
from tests.unit.views.invented import NOW_S, TITLES

SHARED = (Identifier("urn:prescriptions", "rx-1"),)


def medicine(source_id: str, dose: str, **fields: object) -> Entry:
    values: dict[str, object] = {
        "lane": Lane.MEDICINES,
        "title": "Apixaban 2,5 mg comprimits",
        "when": Span(PartialDate.parse("2026-03-18")),
        "identifiers": SHARED,
        "standing": Standing.CURRENT,
        "details": (Detail(Label.DOSE, dose),),
        "recorded": PartialDate.parse("2026-03-18T10:22:00+01:00"),
    }
    values.update(fields)
    return Entry(
        entry_id=f"{source_id}/MedicationStatement/1",
        source_id=source_id,
        resource_type="MedicationStatement",
        resource_id="1",
        **values,
    )


def state_of(*entries: Entry) -> DetailState:
    (item,) = merge(entries).items
    by_id = {entry.entry_id: entry for entry in entries}
    members = tuple(Member(by_id[entry_id], NOW_S - 60) for entry_id in item.members)
    return DetailState(
        item=item, members=members, titles=TITLES, countries={"fcrb": "ES"}, place=2, total=3, now_s=NOW_S
    )


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> DetailPane:
    made = DetailPane(theme)
    qtbot.addWidget(made)
    made.resize(376, 900)
    made.show()
    return made


def texts(pane: DetailPane) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel))


def test_without_an_entry_it_invites_to_choose(pane: DetailPane) -> None:
    assert "Choose an entry to read it whole." in texts(pane)


def test_a_number_keeps_its_zeros_and_its_unit(pane: DetailPane) -> None:
    weight = Quantity(Decimal("54.20"), "54.20", "kg")
    low = Quantity(Decimal("50.0"), "50.0", "kg")
    entry = medicine(
        "fcrb", "", lane=Lane.VITALS, title="Pes", value=weight, ranges=(ReferenceRange(low=low),)
    )
    pane.render_state(state_of(entry))
    assert "54.20 kg" in texts(pane)
    assert "50.0 kg" in texts(pane)


def test_doses_that_differ_are_two_items_that_contradict_each_other(pane: DetailPane, qtbot: QtBot) -> None:
    entries = medicine("fcrb", "2.5 mg twice a day"), medicine("zmc", "5 mg twice a day")
    timeline = merge(entries)
    item = timeline.items[0]
    state = msgspec.structs.replace(
        state_of(next(one for one in entries if one.entry_id == item.members[0])),
        contradictions=contradictions(timeline),
    )
    pane.render_state(state)
    seen = texts(pane)
    assert "Contradictions in this record" in seen
    assert "The sources give different doses of one substance." in seen
    assert "2.5 mg twice a day" in seen
    assert "5 mg twice a day" in seen
    other = timeline.items[1]
    buttons = [one for one in pane.findChildren(QPushButton) if one.text() == other.title]
    with qtbot.waitSignal(pane.item_requested) as chosen:
        qtbot.mouseClick(buttons[-1], Qt.MouseButton.LeftButton)
    assert chosen.args[0] in {item.item_id, other.item_id}


def test_what_is_merged_says_why_and_on_what_it_differs(pane: DetailPane) -> None:
    entries = [
        Entry(
            entry_id=f"{source}/AllergyIntolerance/1",
            source_id=source,
            resource_type="AllergyIntolerance",
            resource_id="1",
            lane=Lane.PROBLEMS,
            title="Penicillin",
            codes=(Coding("http://snomed.info/sct", "91936005", "Allergy to penicillin"),),
            standing=Standing.CURRENT,
            severity=severity,
            details=(Detail(Label.CRITICALITY, words),),
        )
        for source, severity, words in (("fcrb", Severity.CRITICAL, "high"), ("zmc", Severity.NOTICE, "low"))
    ]
    pane.render_state(state_of(*entries))
    seen = texts(pane)
    assert "what each source knows of it is shown together" in seen
    assert "The sources judge the criticality differently. The higher one is shown." in seen


def test_original_words_keep_their_language_and_are_never_markup(pane: DetailPane) -> None:
    note = Detail(Label.NOTE, "1 comprimit cada 12 h <img src='x'> <b>negreta</b>")
    entry = medicine("fcrb", "2,5 mg", language="ca", details=(note,))
    pane.render_state(state_of(entry))
    assert "Catalan, FCRB Barcelona" in texts(pane)
    quoted = [label for label in pane.findChildren(QLabel) if "<b>negreta</b>" in label.text()]
    assert quoted
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()


def test_provenance_names_source_author_and_both_clocks(pane: DetailPane) -> None:
    entry = medicine("fcrb", "2.5 mg", author="Dr M. Puig", version_id="4")
    pane.render_state(state_of(entry))
    seen = texts(pane)
    assert "FCRB Barcelona (ES)" in seen
    assert "By Dr M. Puig" in seen
    assert "18-Mar-2026 10:22" in seen


def test_the_resource_comes_on_demand_byte_for_byte(pane: DetailPane, qtbot: QtBot) -> None:
    entry = medicine("fcrb", "2.5 mg")
    pane.render_state(state_of(entry))
    provenance = pane._provenance
    assert provenance is not None
    button = provenance.button(entry.entry_id)
    with qtbot.waitSignal(pane.raw_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [entry.entry_id]
    raw = '{"resourceType":"MedicationStatement",  "value": 54.20, "text": "<b>x</b>"}'
    pane.render_raw(entry.entry_id, raw)
    shown = provenance.raw_text(entry.entry_id)
    assert "".join(shown.split()) == "".join(raw.split())
    assert '"value": 54.20,' in shown.splitlines()[2]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert provenance.raw_text(entry.entry_id) == ""


def test_a_resource_that_arrives_for_another_item_is_not_shown(pane: DetailPane) -> None:
    pane.render_state(state_of(medicine("fcrb", "2.5 mg")))
    pane.render_raw("zmc/Other/9", "{}")
    assert pane._provenance is not None
    assert pane._provenance.raw_text("zmc/Other/9") == ""


def test_steps_go_to_the_neighbours(pane: DetailPane, qtbot: QtBot) -> None:
    pane.render_state(state_of(medicine("fcrb", "2.5 mg")))
    assert "2 of 3" in texts(pane)
    for button, step in ((pane._previous, -1), (pane._next, 1)):
        with qtbot.waitSignal(pane.step_requested) as stepped:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert stepped.args == [step]


def test_each_letter_of_an_entry_can_be_opened(pane: DetailPane, qtbot: QtBot) -> None:
    state = state_of(medicine("fcrb", "2.5 mg"))
    pane.render_state(state)
    buttons = {button.text() for button in pane.findChildren(QPushButton)}
    assert "Open letter" not in buttons
    member = msgspec.structs.replace(state.members[0], letters=("Discharge", "Laboratory"))
    pane.render_state(msgspec.structs.replace(state, members=(member,)))
    opening = [button for button in pane.findChildren(QPushButton) if button.text() == "Open letter"]
    assert [button.accessibleDescription() for button in opening] == ["Discharge", "Laboratory"]
    with qtbot.waitSignal(pane.letter_requested) as asked:
        qtbot.mouseClick(opening[1], Qt.MouseButton.LeftButton)
    assert asked.args == [member.entry.entry_id, 1]
