"""What must never be out of sight stays in sight, whatever the width and however much there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Severity
from serums_desktop.domain.identifiers import DNI, Identifier
from serums_desktop.domain.people import Person
from serums_desktop.domain.summary import SafetySummary
from serums_desktop.views.banner import BannerState, PatientBanner, Resuscitation
from tests.unit.views.invented import JOANA, SUMMARY, TITLES, allergy, item, patient

STATE = BannerState(person=JOANA, summary=SUMMARY, titles=TITLES, answered=3, today=dt.date(2026, 11, 22))


@pytest.fixture
def banner(theme: Theme, qtbot: QtBot) -> Iterator[PatientBanner]:
    """A banner at the top of a page that leaves it no room to spare."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = PatientBanner(theme)
    column.addWidget(made)
    rest = QWidget()
    rest.setMinimumHeight(96)
    column.addWidget(rest, 1)
    page.resize(1600, 600)
    page.show()
    # The page must outlive the test: it owns the banner.
    yield made
    page.close()


def texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def assert_nothing_is_clipped(banner: PatientBanner) -> None:
    QApplication.processEvents()
    frame = banner.rect()
    places: list[QRect] = []
    for chip in banner.chips():
        place = QRect(chip.mapTo(banner, chip.rect().topLeft()), chip.size())
        assert frame.contains(place), chip.content.plain()
        assert chip.height() >= chip.heightForWidth(chip.width())
        assert not any(place.intersects(other) for other in places), chip.content.plain()
        places.append(place)


def test_it_names_the_patient_by_name_age_sex_and_birth_date(banner: PatientBanner) -> None:
    banner.render_state(STATE)
    assert "SOLER VILA, Joana" in texts(banner)
    assert "91 y · Female · born 14-Mar-1935" in texts(banner)


@pytest.mark.parametrize("width", [1600, 1366, 1280, 1024])
@pytest.mark.parametrize("allergies", [0, 2, 14])
def test_every_chip_stays_whole_at_every_width(
    banner: PatientBanner, qtbot: QtBot, width: int, allergies: int
) -> None:
    summary = replace(SUMMARY, allergies=tuple(allergy(place) for place in range(allergies)))
    banner.render_state(replace(STATE, summary=summary))
    page = banner.parentWidget()
    page.resize(width, 600)
    qtbot.waitUntil(lambda: banner.width() > width - 60)
    alerts = [chip for chip in banner.chips() if chip.content.icon in {"critical-filled", "alert-filled"}]
    assert len(alerts) == allergies + len(SUMMARY.alerts)
    assert_nothing_is_clipped(banner)


def test_many_warnings_take_the_whole_width(banner: PatientBanner) -> None:
    banner.parentWidget().resize(1280, 600)
    banner.render_state(STATE)
    many = replace(SUMMARY, allergies=tuple(allergy(place) for place in range(14)))
    banner.render_state(replace(STATE, summary=many))
    assert_nothing_is_clipped(banner)
    first = next(chip for chip in banner.chips() if chip.content.icon == "critical-filled")
    assert first.mapTo(banner, first.rect().topLeft()).x() < 120
    assert banner.height() < 360


def test_a_chip_longer_than_its_row_wraps_instead_of_losing_words(banner: PatientBanner) -> None:
    banner.render_state(STATE)
    one_row = banner.sizeHint().height()
    long_title = "Polyethylene glycol 3350 with electrolytes, as a bowel preparation before colonoscopy, " * 2
    banner.render_state(replace(STATE, summary=replace(SUMMARY, allergies=(allergy(1, long_title),))))
    banner.parentWidget().layout().activate()
    assert banner.height() > one_row
    assert_nothing_is_clipped(banner)


def test_absence_says_who_was_asked_and_never_none(banner: PatientBanner) -> None:
    banner.render_state(replace(STATE, summary=SafetySummary()))
    said = [chip.accessibleName() for chip in banner.chips()][len(JOANA.identifiers) :]
    assert said == ["Nothing recorded by the 3 sources that answered."] * 3


def test_no_known_allergies_only_where_a_source_says_so(banner: PatientBanner) -> None:
    stated = item("n1", "No known allergies", "AllergyIntolerance", negated=True)
    banner.render_state(replace(STATE, summary=SafetySummary(no_known_allergies=(stated,))))
    assert "No known allergies" in [chip.content.plain() for chip in banner.chips()]


def test_severity_shows_by_icon_and_by_fill(banner: PatientBanner) -> None:
    summary = SafetySummary(allergies=tuple(allergy(int(level), "A", level) for level in reversed(Severity)))
    banner.render_state(replace(STATE, person=Person((patient(),)), summary=summary))
    chips = banner.chips()[: len(Severity)]
    assert len({chip.content.icon for chip in chips}) == len(Severity)
    assert len({chip._look.bg for chip in chips}) == len(Severity)


def test_a_resuscitation_status_has_author_date_and_jurisdiction(banner: PatientBanner) -> None:
    stated = item("r1", "Resuscitation status", "Observation", value_text="For CPR")
    said = Resuscitation(stated, "Dr M. Puig", PartialDate.parse("2026-02-03"), "ES")
    banner.render_state(replace(STATE, resuscitation=(said,)))
    assert any("03-Feb-2026 · Dr M. Puig · FCRB Barcelona (ES)" in text for text in texts(banner))
    banner.render_state(replace(STATE, resuscitation=(Resuscitation(stated),)))
    assert any("date not given · author not given" in text for text in texts(banner))
    banner.render_state(STATE)
    assert not any("not given" in text for text in texts(banner))


def test_a_decision_that_is_said_not_to_be_is_not_shown_as_one(banner: PatientBanner) -> None:
    stated = item("r1", "Not for resuscitation", "Condition", negated=True)
    banner.render_state(replace(STATE, resuscitation=(Resuscitation(stated),)))
    shown = [chip.content.plain() for chip in banner.chips()]
    assert "not present: Not for resuscitation" in shown
    assert "Not for resuscitation" not in shown


def test_a_wrong_check_digit_is_said_in_words(banner: PatientBanner) -> None:
    person = Person((patient(identifiers=(Identifier(DNI.system, "12345678A"),)),))
    banner.render_state(replace(STATE, person=person))
    number = next(chip for chip in banner.chips() if "12345678A" in chip.content.plain())
    assert "check digit wrong" in number.content.plain()
    assert number.content.mark == "cross"


def test_an_alert_leads_to_its_entry_by_mouse_and_by_key(banner: PatientBanner, qtbot: QtBot) -> None:
    banner.render_state(STATE)
    chip = next(chip for chip in banner.chips() if "Penicillins" in chip.content.plain())
    with qtbot.waitSignal(banner.item_selected) as chosen:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chosen.args == ["a1"]
    with qtbot.waitSignal(banner.item_selected):
        qtbot.keyClick(chip, Qt.Key.Key_Space)


def test_a_forgotten_patient_leaves_nothing(banner: PatientBanner) -> None:
    banner.render_state(STATE)
    banner.forget()
    assert banner.chips() == []
    assert "SOLER" not in "".join((*texts(banner), banner.accessibleName()))


def test_a_hospitals_own_numbers_stand_behind_a_count_until_asked_for(
    banner: PatientBanner, qtbot: QtBot
) -> None:
    local = tuple(Identifier(f"urn:hospital:{place}", f"MRN-{place}") for place in range(3))
    person = Person((patient(identifiers=(*local, Identifier(DNI.system, "99881135R"))),))
    banner.render_state(replace(STATE, person=person))
    shown = [chip.content.plain() for chip in banner.chips()][:2]
    assert "99881135R" in shown[0]
    assert shown[1] == "+3"
    more = banner.chips()[1]
    assert all(f"MRN-{place}" in more.toolTip() for place in range(3))
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert all(
        f"MRN-{place}" in "".join(chip.content.plain() for chip in banner.chips()) for place in range(3)
    )
    assert_nothing_is_clipped(banner)


def test_a_patient_with_local_numbers_alone_shows_one(banner: PatientBanner) -> None:
    local = tuple(Identifier(f"urn:hospital:{place}", f"MRN-{place}") for place in range(3))
    banner.render_state(replace(STATE, person=Person((patient(identifiers=local),))))
    assert [chip.content.plain() for chip in banner.chips()][:2] == ["Local no. MRN-0", "+2"]
