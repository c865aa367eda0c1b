"""A file joins a record whole or not at all, on record first, and leaves it without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import Cancelled, EvidenceFault, EvidenceNotKept, FileNotTaken, FileRefusal
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.files import FileFormat, FileGlance
from serums_desktop.domain.people import Person
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.services.add_file import AddFile
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane
from tests.unit.services.test_linking import Place, patient

FILE = "file-0123456789abcdef"
GLANCE = FileGlance(FILE, "summary.json", FileFormat.FHIR_JSON, 1234, (patient(FILE),))


def resource(number: int, disposition: Disposition = Disposition.OTHER) -> Received:
    return Received(
        source_id=FILE,
        resource_type="Claim",
        resource_id=str(number),
        raw=b"{}",
        disposition=disposition,
        reason=Reason.UNLISTED_TYPE if disposition is Disposition.OTHER else Reason.WRONG_SHAPE,
    )


class Files:
    """Two pages, then perhaps the end of the reader."""

    def __init__(self, breaks_off: bool = False) -> None:
        self.breaks_off = breaks_off
        self.asked: list[str] = []

    def read(
        self, _path: Path, _glance: FileGlance, patient_id: str, _cancel: CancelToken
    ) -> Iterator[list[Received]]:
        self.asked.append(patient_id)
        yield [resource(1), resource(2)]
        if self.breaks_off:
            raise FileNotTaken(FileRefusal.READER_ENDED)
        yield [resource(3, Disposition.QUARANTINED)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with Lane("database") as lane:
        made = Place(tmp_path, lane)
        yield made
        lane.run(made.store.close)


def add(place: Place, files: Files, record_id: str, glance: FileGlance = GLANCE) -> Any:
    place.workplace.files = files
    named = glance.patients[0] if glance.patients else None
    adding = AddFile(place.session, place.workplace, record_id)
    pages = files.read(Path("summary.json"), glance, named.patient_id if named else "", CancelToken())
    return adding.add(glance, named, pages, CancelToken(), lambda: None)


def received(place: Place, record_id: str) -> int:
    return place.lane.run(lambda: place.store.vault(record_id).accounting()).received


def test_a_file_is_a_source_of_its_own(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    files = Files()
    outcome = add(place, files, record_id)
    assert (outcome.state, outcome.title) == (SourceState.ADDED, "summary.json")
    assert (outcome.received, outcome.quarantined) == (3, 1)
    assert files.asked == ["1"]
    assert received(place, record_id) == 3
    (deed,) = place.parts.deeds
    assert (deed.act, deed.source_ids) == (Act.ADD_FILE, (FILE,))
    assert {one.source_id for one in deed.patients} == {"ustan", FILE}


def test_a_file_that_names_nobody_is_read_as_nobodys(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    files = Files()
    add(place, files, record_id, FileGlance(FILE, "glucose.csv", FileFormat.DEXCOM_CLARITY, 99))
    assert files.asked == [""]


def test_adding_it_again_changes_nothing(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    add(place, Files(), record_id)
    add(place, Files(), record_id)
    assert received(place, record_id) == 3


def test_half_a_file_leaves_nothing(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    with pytest.raises(FileNotTaken):
        add(place, Files(breaks_off=True), record_id)
    assert received(place, record_id) == 0
    assert place.lane.run(lambda: place.store.vault(record_id).coverage()) == ()


def test_a_file_that_is_here_stays_whole_where_adding_it_again_breaks_off(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    add(place, Files(), record_id)
    with pytest.raises(FileNotTaken):
        add(place, Files(breaks_off=True), record_id)
    assert received(place, record_id) == 3
    (kept,) = place.lane.run(lambda: place.store.vault(record_id).coverage())
    assert (kept.source_id, kept.state) == (FILE, SourceState.ADDED)


def test_half_a_file_that_a_lock_left_is_gone_when_the_record_is_opened(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))

    def locked_after_a_page() -> Iterator[list[Received]]:
        yield [resource(1)]
        place.lane.run(place.store.close)
        raise Cancelled

    adding = AddFile(place.session, place.workplace, record_id)
    with pytest.raises(Cancelled):
        adding.add(GLANCE, GLANCE.patients[0], locked_after_a_page(), CancelToken(), lambda: None)
    place.lane.run(lambda: place.store.open(place.parts.key))
    assert received(place, record_id) == 0


def test_without_evidence_nothing_is_read(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    place.parts.raising["evidence"] = EvidenceNotKept(EvidenceFault.UNREACHABLE)
    files = Files()
    with pytest.raises(EvidenceNotKept):
        add(place, files, record_id)
    assert files.asked == []


def test_a_file_that_is_removed_is_gone(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    add(place, Files(), record_id)
    AddFile(place.session, place.workplace, record_id).remove(FILE)
    assert received(place, record_id) == 0
    assert place.lane.run(lambda: place.store.vault(record_id).coverage()) == ()
    assert place.parts.deeds[-1].act is Act.REMOVE_FILE
