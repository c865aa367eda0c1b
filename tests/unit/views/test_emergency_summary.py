"""The first stage is read in large type, whole, with who said it and who was asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.summary import SafetySummary
from serums_desktop.views.banner import Resuscitation
from serums_desktop.views.coverage_words import copies_text, others_text
from serums_desktop.views.emergency_summary import EmergencySummaryState, EmergencySummaryView
from tests.unit.views.invented import COVERAGE, JOANA, NOW_S, SUMMARY, TITLES, item, source

STATED = item("r1", "Resuscitation status", "Observation", value_text="For CPR")
FULL = replace(
    SUMMARY,
    problems=(item("p1", "Type 2 diabetes"),),
    devices=(item("d1", "Pacemaker, MR-conditional", "Device"),),
)
STATE = EmergencySummaryState(
    person=JOANA,
    summary=FULL,
    resuscitation=(Resuscitation(STATED, "Dr M. Puig", PartialDate.parse("2026-02-03"), "ES"),),
    coverage=COVERAGE,
    now_s=NOW_S,
)


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> Iterator[EmergencySummaryView]:
    made = EmergencySummaryView(theme)
    qtbot.addWidget(made)
    made.resize(1600, 900)
    with qtbot.waitActive(made):
        made.show()
    made.render_state(STATE)
    yield made
    made.close()


def texts(view: EmergencySummaryView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def test_every_section_names_what_its_sources_say(view: EmergencySummaryView) -> None:
    assert {"Penicillins", "anaphylaxis, 2009", "FCRB\nno date"} <= set(view.allergies.texts())
    assert "Pacemaker, MR-conditional" in view.alerts.texts()
    assert "Medicine 11" in view.medicines.texts()
    assert "Type 2 diabetes" in view.problems.texts()
    assert "For CPR" in view.resuscitation.texts()
    assert "03-Feb-2026 · Dr M. Puig · FCRB Barcelona (ES)" in view.resuscitation.texts()


def test_absence_says_who_was_asked_and_never_none(view: EmergencySummaryView) -> None:
    answered = Coverage(tuple(source(each, SourceState.ANSWERED, as_of_s=NOW_S) for each in TITLES))
    view.render_state(replace(STATE, summary=SafetySummary(), resuscitation=(), coverage=answered))
    for card in (view.allergies, view.alerts, view.medicines, view.problems, view.resuscitation):
        assert card.texts() == ["Nothing recorded by the 3 sources that answered."]
    assert "none" not in texts(view).lower()


def test_no_known_allergies_only_where_a_source_says_so(view: EmergencySummaryView) -> None:
    stated = item("n1", "No known allergies", "AllergyIntolerance", negated=True)
    view.render_state(replace(STATE, summary=SafetySummary(no_known_allergies=(stated,))))
    assert "No known allergies" in view.allergies.texts()


def test_a_dose_on_which_sources_differ_is_said_in_words(view: EmergencySummaryView) -> None:
    two = (
        item("m1", "Apixaban", "MedicationStatement", note="2.5 mg", conflict=True),
        item("m2", "Bisoprolol"),
    )
    view.render_state(replace(STATE, summary=SafetySummary(medicines=two)))
    assert view.medicines.texts().count("Sources differ on the dose") == 1


def test_it_says_whose_knowledge_it_is(view: EmergencySummaryView) -> None:
    said = texts(view)
    assert "This is what 1 of 4 sources know." in said
    assert "ZMC Heerlen failed (copy of" in said
    assert "GP Llevant is still being asked" in said
    assert "cloud was not asked" in said
    everybody = Coverage((source("fcrb", SourceState.ANSWERED), source("zmc", SourceState.ANSWERED)))
    assert others_text(everybody, NOW_S) == ""


def test_offline_it_says_how_old_each_copy_is(view: EmergencySummaryView) -> None:
    view.render_state(replace(STATE, offline=True))
    said = texts(view)
    assert "Offline. This is what the copies of 2 of 4 sources say." in said
    assert "ZMC Heerlen of " in said
    assert "GP Llevant has no copy here" in said


def test_sources_are_asked_again_by_key_once_all_have_spoken(
    view: EmergencySummaryView, qtbot: QtBot
) -> None:
    assert not view.refresh.isEnabled()
    quiet = Coverage(tuple(each for each in COVERAGE.sources if each.state is not SourceState.ASKING))
    view.render_state(replace(STATE, coverage=quiet))
    with qtbot.waitSignal(view.refresh_requested):
        QTest.keyClick(view.area, Qt.Key.Key_F5)


def test_the_stages_that_are_left_are_offered(view: EmergencySummaryView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.stage_requested) as asked:
        view.stages[Stage.MEDICINES].click()
    assert asked.args == [2]
    view.render_state(replace(STATE, stage=Stage.MEDICINES))
    assert not view.stages[Stage.MEDICINES].isVisible()
    assert view.stages[Stage.EVERYTHING].isVisible()
    view.render_state(replace(STATE, stage=Stage.EVERYTHING))
    assert "More of the record" not in texts(view)


@pytest.mark.parametrize(("width", "columns"), [(1600, 3), (1280, 3), (1016, 2), (800, 1)])
def test_nothing_is_clipped_at_any_width(view: EmergencySummaryView, width: int, columns: int) -> None:
    long_title = "Polyethylene glycol 3350 with electrolytes, as a bowel preparation before colonoscopy " * 2
    more = (*FULL.medicines, item("long", long_title, "MedicationStatement", note=long_title))
    view.render_state(replace(STATE, summary=replace(FULL, medicines=more)))
    view.resize(width, 640)
    for _ in range(3):
        QApplication.processEvents()
    cards = (view.allergies, view.alerts, view.medicines, view.problems, view.resuscitation)
    lefts = {card.mapTo(view, card.rect().topLeft()).x() for card in cards}
    assert len(lefts) == columns
    body = view.area.widget()
    for card in cards:
        place = QRect(card.mapTo(body, card.rect().topLeft()), card.size())
        assert body.rect().contains(place)
        for label in filter(QLabel.isVisible, card.findChildren(QLabel)):
            inside = QRect(label.mapTo(card, label.rect().topLeft()), label.size())
            assert card.rect().contains(inside), label.text()
            if label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
            else:
                assert label.width() >= label.sizeHint().width(), label.text()
    assert body.width() <= view.area.viewport().width()


def test_the_clock_does_not_build_the_cards_anew(view: EmergencySummaryView) -> None:
    before = view.medicines.findChildren(QLabel)
    view.render_state(replace(STATE, now_s=NOW_S + 1))
    assert view.medicines.findChildren(QLabel) == before


def test_a_forgotten_patient_leaves_nothing(view: EmergencySummaryView) -> None:
    view.forget()
    QApplication.processEvents()
    assert "Penicillins" not in texts(view)
    assert "SOLER" not in texts(view)
    assert view.banner.chips() == []


def test_what_came_out_of_the_downtime_capsule_says_so() -> None:
    kept = Coverage((source("fcrb", SourceState.FAILED, as_of_s=NOW_S, from_capsule=True),))
    assert others_text(kept, NOW_S).startswith("FCRB Barcelona failed (from the downtime capsule, ")
    assert copies_text(kept, NOW_S).startswith("FCRB Barcelona from the downtime capsule, ")
