"""The sources of a record, and the question whether somebody elsewhere is the same person."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.errors import SourceFault
from serums_desktop.domain.linkage import weigh
from serums_desktop.domain.people import Link, PatientAtSource, PersonName, Sex
from serums_desktop.views.comparison import Compared
from serums_desktop.views.sources_dialog import Found, SourceRow, SourcesDialog, SourcesState

ASKED_S = 1_790_000_000.0


def patient(source_id: str, given: str = "Joana", born: str = "1935-03-14") -> PatientAtSource:
    name = PersonName("Soler Vila", given)
    return PatientAtSource(source_id, "1", name, PartialDate.parse(born), Sex.FEMALE)


def found(given: str = "Joana", born: str = "1935-03-14") -> Found:
    other = patient("zmc", given, born)
    weighing = weigh(patient("ustan"), other)
    compared = Compared("this record", "ZMC Heerlen", weighing.likelihood, weighing.comparisons)
    return Found(other.key, "ZMC Heerlen", other, compared)


def row(source_id: str, state: SourceState = SourceState.ANSWERED, **more: object) -> SourceRow:
    coverage = SourceCoverage(source_id, source_id.upper(), "GB", state, as_of_s=ASKED_S, received=40)
    return SourceRow(coverage, **more)  # type: ignore[arg-type]  the fields of a row


def texts(widget: QWidget) -> list[str]:
    # A widget that joins a window that is open already is shown with the next events.
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def buttons(widget: QWidget) -> dict[str, QPushButton]:
    return {button.accessibleName(): button for button in widget.findChildren(QPushButton)}


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> SourcesDialog:
    made = SourcesDialog(theme)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_each_source_tells_as_whom_it_knows_the_person_and_who_decided_that(view: SourcesDialog) -> None:
    by_hand = Link("zmc", "1", "S-1042", ASKED_S)
    view.render_state(
        SourcesState(
            person="SOLER VILA, Joana",
            rows=(
                row("ustan", patient=patient("ustan")),
                row("zmc", patient=patient("zmc"), link=by_hand, can_part=True),
                row("gp"),
            ),
        )
    )
    said = " | ".join(texts(view))
    assert "Linked by the rule: same number, agreeing birth date, sex and surname." in said
    assert "Linked by S-1042 on " in said
    assert "Nobody there is linked to this record." in said
    assert "40 resources received." in said
    assert "Not this person: ZMC" in buttons(view)
    assert "Not this person: USTAN" not in buttons(view)


def test_what_a_source_could_not_give_is_named(view: SourcesDialog) -> None:
    coverage = SourceCoverage(
        "gp", "GP", "ES", SourceState.PARTIAL, as_of_s=ASKED_S, fault=SourceFault.FORBIDDEN, received=3,
        quarantined=2, missing=("Observation", "Device"),
    )  # fmt: skip
    view.render_state(SourcesState(person="SOLER VILA, Joana", rows=(SourceRow(coverage),)))
    said = " | ".join(texts(view))
    assert "Not to be had from it: Observation, Device." in said
    assert "3 resources received, 2 could not be read." in said


def test_what_came_out_of_the_downtime_capsule_is_no_answer(view: SourcesDialog) -> None:
    coverage = SourceCoverage("gp", "GP", "ES", SourceState.FAILED, as_of_s=ASKED_S, from_capsule=True)
    view.render_state(SourcesState(person="SOLER VILA, Joana", rows=(SourceRow(coverage),)))
    said = " | ".join(texts(view))
    assert "from the downtime capsule, " in said
    assert "received" not in said


def test_who_may_be_the_same_is_compared_and_linked_by_a_press(view: SourcesDialog, qtbot: QtBot) -> None:
    view.render_state(SourcesState(person="SOLER VILA, Joana", found=(found(),), searched=True))
    said = texts(view)
    names = [one.accessibleName() for one in view.findChildren(QWidget)]
    assert any(name.startswith("Probably the same person") for name in names)
    assert "Birth date" in said
    with qtbot.waitSignal(view.link_requested) as linked:
        qtbot.mouseClick(buttons(view)["Link to this record: SOLER VILA, Joana"], Qt.MouseButton.LeftButton)
    assert linked.args == ["zmc/1"]


def test_who_is_certainly_somebody_else_cannot_be_linked(view: SourcesDialog) -> None:
    view.render_state(
        SourcesState(person="SOLER VILA, Joana", found=(found("Montserrat", "1961-07-02"),), searched=True)
    )
    assert not [name for name in buttons(view) if name.startswith("Link to")]


def test_nothing_is_changed_in_an_emergency(view: SourcesDialog) -> None:
    added = row("file-1", SourceState.ADDED, can_part=True)
    view.render_state(SourcesState(person="SOLER VILA, Joana", rows=(added,), can_change=False))
    assert not view.search.isVisible()
    assert not [name for name in buttons(view) if "Remove" in name]


def test_a_search_asks_with_what_is_typed(view: SourcesDialog, qtbot: QtBot) -> None:
    view.render_state(SourcesState(person="SOLER VILA, Joana", words="Soler Vila Joana 1935-03-14"))
    with qtbot.waitSignal(view.search_requested) as asked:
        qtbot.keyClick(view.words, Qt.Key.Key_Return)
    assert asked.args == ["Soler Vila Joana 1935-03-14"]


def test_nothing_of_a_patient_stays_in_it(view: SourcesDialog) -> None:
    state = SourcesState(
        person="SOLER VILA, Joana",
        words="Soler",
        rows=(row("zmc", patient=patient("zmc")),),
        found=(found(),),
    )
    view.render_state(state)
    view.forget()
    held = [*texts(view), view.words.text(), *(one.accessibleName() for one in view.findChildren(QWidget))]
    assert not [text for text in held if "soler" in text.lower()]


def test_escape_puts_it_away(view: SourcesDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
