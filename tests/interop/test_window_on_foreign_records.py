"""The real window on records that nobody here wrote: every patient opens, every resource is accounted for."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from serums_desktop.app import Program
from serums_desktop.commands.demo import practice_place
from serums_desktop.domain.received import Reason
from serums_desktop.host import log
from serums_desktop.qtbridge.language import install_language
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.loading import load
from serums_desktop.sources.fhir.withheld import is_withheld
from tests.functional.conftest import Person

pytestmark = pytest.mark.interop


@pytest.fixture(params=["synthea", "ips"])
def folder(request: pytest.FixtureRequest) -> Path:
    root = os.environ.get("SERUMS_INTEROP_DATA")
    if root is None:
        pytest.skip("SERUMS_INTEROP_DATA names no folder with records")
    return Path(root, request.param)


@pytest.fixture
def person(folder: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Person]:
    install_language(qapp, QLocale("en_GB"))
    with practice_place(folder) as (profile, _hospitals):
        log.start(profile.logs)
        program = Program(qapp, profile)
        program.start()
        yield Person(qtbot, program)
        program.close()
        log.stop()


def test_every_patient_opens_and_every_resource_has_one_fate(person: Person, folder: Path) -> None:
    resources = load(folder).resources
    patients = [resource for resource in resources if resource.type == "Patient"]
    assert patients
    person.sign_in()
    total = 0
    for patient in patients:
        content = json.loads(patient.body)
        name = content["name"][0]
        person.search(f"{name.get('family', '')} {' '.join(name.get('given', []))}".strip() or name["text"])
        cards = person.shell.patients_view.cards()
        card = next(card for card in cards if card.match.person.leading.patient_id == patient.id)
        card.opened.emit(card.match.key)
        person.settle()
        opened = person.shell.record.opened()
        assert opened is not None
        accounting = opened.accounting
        assert accounting.balanced
        in_its_bundle = _in_its_bundle(resources, patient)
        # Examples of one patient are spread over files that refer to each other: more may come.
        assert accounting.received >= in_its_bundle
        if folder.name == "synthea":
            assert accounting.received == in_its_bundle
        assert accounting.received >= 1
        # Some examples name one patient as subject and another as performer: they join neither silently.
        assert {unread.reason for unread in opened.unread} <= {Reason.OTHER_PATIENT}
        items = opened.timeline.items
        members = [entry_id for item in items for entry_id in item.members]
        assert len(members) == len(set(members)), "an entry is shown twice"
        total += accounting.received
    assert total >= len(patients)


def _in_its_bundle(resources: tuple[Authored, ...], patient: Authored) -> int:
    """How many resources stand in the patient's own bundle, the patient among them."""
    own = [resource for resource in resources if patient.id in resource.belongs_to or resource is patient]
    return sum(not is_withheld(resource.type, resource.body) for resource in own)
