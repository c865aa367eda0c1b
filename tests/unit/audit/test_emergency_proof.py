"""What the program itself does in an emergency is what the verifier accepts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.audit.journal import Journal
from serums_desktop.audit.verifier import verify
from serums_desktop.domain.emergency import EmergencyReason, EmergencyRequest, Stage
from serums_desktop.domain.errors import TriesHint, WrongPin
from serums_desktop.domain.evidence import Act, Confirmation, Deed, KeeperStatus, Receipt
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.services.break_glass import BreakGlass
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane
from tests.unit.audit.synthetic import START_S, Clinician

PERSON = Person(
    (
        PatientAtSource("fcrb", "p-1", PersonName("Soler", "Joana"), None, Sex.FEMALE),
        PatientAtSource("zmc", "Größe-9", PersonName("Soler", "Joana"), None, Sex.FEMALE),
    )
)
OTHER = EmergencyRequest(EmergencyReason.OTHER, "Found behind the „old“ pier.", 900)
PIN = b"123456"


class Surroundings:
    """A journal as the keeper, a made-up clinician's key, a store and tokens that need nothing, a clock."""

    holder = Staff("Dr Ailsa Fraser", "S-1042", "Emergency Medicine")

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._clinician = Clinician()
        self._times = itertools.count()

    def keep(self, deed: Deed) -> Receipt:
        return self._journal.append([deed])[0]

    def status(self) -> KeeperStatus:
        return KeeperStatus(self._journal.size(), 0, is_same_user=True)

    def confirm(self, secret: bytearray, statement: bytes) -> Confirmation:
        if bytes(secret) != PIN:
            raise WrongPin(TriesHint.FEW)
        return self._clinician.confirm(statement)

    def begin_emergency(self, person: Person) -> str:
        return person.leading.patient_id

    def end_emergency(self, record_id: str) -> None:
        assert record_id == PERSON.leading.patient_id

    def discard(self, purpose: PurposeOfUse) -> None:
        assert purpose is PurposeOfUse.BREAK_GLASS

    def now_s(self) -> float:
        return START_S + next(self._times) * 1.0007

    def elapsed_s(self) -> float:
        return float(next(self._times))


@pytest.fixture
def lane() -> Iterator[Lane]:
    with Lane("test") as lane:
        yield lane


@pytest.fixture
def journal(tmp_path: Path, lane: Lane) -> Iterator[Journal]:
    times = itertools.count(int(START_S))
    with Journal(tmp_path, now_s=lambda: float(next(times))) as journal:
        yield journal


@pytest.fixture
def glass(journal: Journal, lane: Lane) -> BreakGlass:
    around = Surroundings(journal)
    session = Session(around.holder, around, around, around, {}, CancelToken())  # type: ignore[arg-type]  no key
    return BreakGlass(
        session=session,
        evidence=around,
        store=around,  # type: ignore[arg-type]  only what an emergency asks of a store
        credential_lane=lane,
        database_lane=lane,
        clock=around,
        source_ids=("fcrb", "zmc"),
    )


def test_a_whole_emergency(glass: BreakGlass, journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(WrongPin):
        glass.start(PERSON, OTHER, bytearray(b"654321"))
    glass.start(PERSON, OTHER, bytearray(PIN))
    glass.open_stage(Stage.MEDICINES)
    glass.extend()
    glass.open_stage(Stage.EVERYTHING)
    glass.end("lock")
    glass.start(PERSON, EmergencyRequest(EmergencyReason.UNCONSCIOUS), bytearray(PIN))
    journal.export(tmp_path / "bundle.txt", disclose=True)
    verified = verify((tmp_path / "bundle.txt").read_bytes())
    acts = [one.deed.act for one in journal.kept(0, 20)]
    assert acts == [
        Act.EMERGENCY_REFUSED,
        Act.EMERGENCY_START,
        Act.EMERGENCY_STAGE,
        Act.EMERGENCY_STAGE,
        Act.EMERGENCY_EXTEND,
        Act.EMERGENCY_STAGE,
        Act.EMERGENCY_END,
        Act.EMERGENCY_START,
        Act.EMERGENCY_STAGE,
    ]
    assert (verified.emergencies, verified.unfinished, verified.opened) == (2, 1, 9)
