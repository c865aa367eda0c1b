"""Somebody unknown is found to be somebody; files join the record and leave it; all of it is on record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.people import HERE

from .conftest import SOURCES, Person

JOANA = "soler vila joana 14/3/1935 99881135R"
DNI = "urn:oid:1.3.6.1.4.1.19126.3"


def summary_file(folder: Path, family: str = "Soler Vila", number: str = "99881135R") -> Path:
    """What a patient may bring: a bundle of her own with one allergy that nobody else has noted."""
    patient = {
        "resourceType": "Patient",
        "id": "me",
        "identifier": [{"system": DNI, "value": number}],
        "name": [{"family": family, "given": ["Joana"]}],
        "birthDate": "1935-03-14",
        "gender": "female",
    }
    allergy = {
        "resourceType": "AllergyIntolerance",
        "id": "latex",
        "patient": {"reference": "Patient/me"},
        "code": {"text": "Làtex", "coding": [{"system": "http://snomed.info/sct", "code": "300916003"}]},
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "criticality": "high",
    }
    claim = {"resourceType": "Claim", "id": "c", "patient": {"reference": "Patient/me"}}
    path = folder / "brought.json"
    entries = [{"resource": resource} for resource in (patient, allergy, claim)]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), "utf-8")
    return path


def drop(view: QWidget, path: Path) -> None:
    """Drag a file over a page and let it go there."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = view.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, copy, dragged, left, none)
    QApplication.sendEvent(view, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(view, QDropEvent(QPointF(place), copy, dragged, left, none))


def press(person: Person, within: QWidget, name: str) -> None:
    """Press the button whose accessible name begins so, once it is there."""

    def found() -> list[QPushButton]:
        return [one for one in within.findChildren(QPushButton) if one.accessibleName().startswith(name)]

    person.until(lambda: any(one.isVisible() and one.isEnabled() for one in found()))
    person.qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def open_joana(person: Person) -> None:
    person.sign_in()
    person.search(JOANA)
    person.open_first()


def sources_on_screen(person: Person) -> set[str]:
    return {source for item in person.shell.record.opened_items() for source in item.sources}


def states(person: Person) -> dict[str, SourceState]:
    return {one.source_id: one.state for one in person.shell.record.coverage().sources}


def entries_on_record(person: Person) -> int:
    workplace: Any = person.shell._workplace
    return int(workplace.evidence.status().entries)


def test_an_unknown_patient_is_found_to_be_somebody_and_can_be_parted_again(person: Person) -> None:
    shell = person.shell
    person.sign_in()
    press(person, shell.patients_view, "Unknown patient")
    person.until(lambda: shell.record.opened() is not None)
    person.settle()
    opened = shell.record.opened()
    assert opened is not None
    assert opened.person.leading.source_id == HERE
    # Nobody was asked, and nothing of the page says that somebody answered.
    assert set(states(person).values()) == {SourceState.NOT_ASKED}

    person.press(Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
    dialog = shell.over_record.sources_view
    person.until(dialog.isVisible)
    person.qtbot.keyClicks(dialog.words, JOANA)
    person.qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    person.until(
        lambda: bool(shell.over_record.sources.found()) and not shell.over_record.sources.is_asking()
    )
    before = entries_on_record(person)
    press(person, dialog, "Link to this record")
    person.until(lambda: bool(shell.record.opened_items()))
    person.settle()
    # One link by hand; everybody else who carries the same number followed by the rule.
    assert sources_on_screen(person) == set(SOURCES)
    opened = shell.record.opened()
    assert opened is not None
    assert len(opened.person.links) == 1
    assert "SOLER VILA, Joana" in shell.window.windowTitle()
    assert entries_on_record(person) > before

    linked = opened.person.links[0].source_id
    title = shell.record.coverage_of(linked).title
    press(person, dialog, f"Not this person: {title}")
    person.until(lambda: linked not in sources_on_screen(person))
    person.settle()
    assert sources_on_screen(person) == set(SOURCES) - {linked}
    assert f"{linked}/" in "".join(shell.record.opened().person.apart)  # type: ignore[union-attr]  it is open


def test_a_file_joins_the_record_and_leaves_it_without_a_trace(person: Person, tmp_path: Path) -> None:
    shell = person.shell
    open_joana(person)
    before = shell.record.opened_items()
    drop(shell.record_view, summary_file(tmp_path))
    dialog = shell.over_record.file_view
    press(person, dialog, "This patient: add")
    person.until(lambda: SourceState.ADDED in states(person).values())
    person.settle()
    (file_id,) = [name for name, state in states(person).items() if state is SourceState.ADDED]
    (latex,) = [item for item in shell.record.opened_items() if file_id in item.sources]
    assert latex.title == "Làtex"
    assert latex in shell.record.opened_summary().allergies
    assert shell.record.opened().accounting.balanced  # type: ignore[union-attr]  it is open

    # It is kept with the copy, behind the card.
    person.press_lock()
    assert not dialog.isVisible()
    person.sign_in()
    person.settle()
    assert file_id in sources_on_screen(person)

    shell.record_view.sources_requested.emit()
    press(person, shell.over_record.sources_view, "Remove the file: brought.json")
    person.until(lambda: file_id not in sources_on_screen(person))
    person.settle()
    assert file_id not in states(person)
    assert shell.record.opened_items() == before


@pytest.mark.parametrize(
    ("family", "number"), [("Puig", "99881135R"), ("Soler Vila", "12345678Z")], ids=["name", "number"]
)
def test_somebody_elses_file_stays_outside(person: Person, tmp_path: Path, family: str, number: str) -> None:
    shell = person.shell
    open_joana(person)
    drop(shell.record_view, summary_file(tmp_path, family, number))
    dialog = shell.over_record.file_view
    person.until(
        lambda: shell.over_record.files.state() is not None and not shell.over_record.files.is_busy()
    )
    state = shell.over_record.files.state()
    assert state is not None
    grades = [named.compared.likelihood.value for named in state.named]
    if number == "12345678Z":
        assert grades == ["certainly-not"]
        assert not [
            one for one in dialog.findChildren(QPushButton) if one.accessibleName().startswith("This patient")
        ]
    else:
        # The same number under another name: never by itself, and said to be compared.
        assert grades == ["possible"]
    person.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert SourceState.ADDED not in states(person).values()


def test_what_is_no_record_is_refused_in_words(person: Person, tmp_path: Path) -> None:
    shell = person.shell
    open_joana(person)
    strange = tmp_path / "holiday.bin"
    strange.write_bytes(bytes(range(256)) * 40)
    drop(shell.record_view, strange)
    files = shell.over_record.files
    person.until(lambda: files.state() is not None and not files.is_busy())
    state = files.state()
    assert state is not None
    assert state.reason == "This is none of the kinds of file that this program reads."
    person.qtbot.keyClick(shell.over_record.file_view, Qt.Key.Key_Escape)
    assert files.state() is None
