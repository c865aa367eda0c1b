"""Letters in the window: brought as a file or held by an entry, looked at, and gone with a lock."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.unit.sources.files.made_letters import letter

from .conftest import Person
from .test_many_sources import drop, open_joana, press, summary_file


def sheets(person: Person) -> list[QWidget]:
    return person.shell.over_record.letter_view.pages.widget().findChildren(QWidget)


def reads(person: Person, words: str) -> bool:
    return any(words in sheet.accessibleDescription() for sheet in sheets(person))


def test_a_letter_is_looked_at_and_does_not_join_the_record(person: Person, tmp_path: Path) -> None:
    shell = person.shell
    open_joana(person)
    before = shell.record.opened_items()
    path = tmp_path / "discharge.pdf"
    path.write_bytes(letter("Dear colleague", "Kind regards"))
    drop(shell.record_view, path)
    dialog = shell.over_record.letter_view
    person.until(lambda: dialog.isVisible() and reads(person, "Dear colleague"))
    assert [sheet.accessibleName() for sheet in sheets(person)] == ["Page 1 of 2"]
    assert shell.record.opened_items() == before

    person.press_lock()
    assert not dialog.isVisible()
    assert sheets(person) == []


def test_a_letter_of_an_entry_is_opened_from_its_detail(person: Person, tmp_path: Path) -> None:
    shell = person.shell
    open_joana(person)
    path = summary_file(tmp_path)
    bundle = json.loads(path.read_text("utf-8"))
    attachment = {
        "contentType": "application/pdf",
        "title": "Informe",
        "data": base64.b64encode(letter("Held by an entry")).decode(),
    }
    document = {
        "resourceType": "DocumentReference",
        "id": "d",
        "status": "current",
        "subject": {"reference": "Patient/me"},
        "description": "Informe d'alta",
        "content": [{"attachment": attachment}],
    }
    bundle["entry"].append({"resource": document})
    path.write_text(json.dumps(bundle), "utf-8")
    drop(shell.record_view, path)
    press(person, shell.over_record.file_view, "This patient: add")
    person.until(lambda: any(item.title == "Informe d'alta" for item in shell.record.opened_items()))
    person.settle()
    (item,) = [one for one in shell.record.opened_items() if one.title == "Informe d'alta"]
    shell.record_view.item_selected.emit(item.item_id)
    press(person, shell.record_view.detail, "Open letter")
    dialog = shell.over_record.letter_view
    person.until(lambda: dialog.isVisible() and reads(person, "Held by an entry"))
    person.qtbot.keyClick(dialog.pages, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert sheets(person) == []
