"""Evidence first, access second."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from serums_desktop.domain.emergency import Emergency, EmergencyReason, EmergencyRequest, Stage
from serums_desktop.domain.errors import (
    EmergencyOver,
    EvidenceFault,
    EvidenceNotKept,
    StoreLocked,
    TriesHint,
    WrongPin,
)
from serums_desktop.domain.evidence import Act, Confirmation, Deed, KeeperStatus, Receipt
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.services.break_glass import BreakGlass, commitment
from serums_desktop.services.deeds import references
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane

JOANA = Person(
    (
        PatientAtSource("fcrb", "p-1", PersonName("Soler", "Joana"), None, Sex.FEMALE),
        PatientAtSource("zmc", "p-9", PersonName("Soler", "Joana"), None, Sex.FEMALE),
    )
)
UNCONSCIOUS = EmergencyRequest(EmergencyReason.UNCONSCIOUS)
PIN = b"123456"


class Place:
    """Everything around an emergency, in the order in which it was asked."""

    def __init__(self) -> None:
        self.happened: list[str] = []
        self.deeds: list[Deed] = []
        self.refuses: set[Act] = set()
        self.elapsed = 100.0
        self.statement = b""
        self.is_store_locked = False
        self.holder = Staff("Nurse Reid", "S-2071", "Charge nurse")

    # evidence
    def keep(self, deed: Deed) -> Receipt:
        if deed.act in self.refuses:
            raise EvidenceNotKept(EvidenceFault.DISK_FULL)
        self.deeds.append(deed)
        self.happened.append(deed.act.value)
        return Receipt(len(self.deeds) - 1, deed.occurred_s)

    def status(self) -> KeeperStatus:
        raise NotImplementedError

    # credential
    def confirm(self, secret: bytearray, statement: bytes) -> Confirmation:
        self.happened.append("confirm")
        if bytes(secret) != PIN:
            raise WrongPin(TriesHint.FEW)
        self.statement = statement
        return Confirmation(statement, b"signature", "ES256", b"key")

    def close(self) -> None:
        raise NotImplementedError

    # store
    def begin_emergency(self, person: Person) -> str:
        self.happened.append(f"copy of {person.leading.patient_id}")
        return "emergency-1"

    def end_emergency(self, record_id: str) -> None:
        if self.is_store_locked:
            raise StoreLocked
        self.happened.append(f"delete {record_id}")

    # tokens
    def discard(self, purpose: PurposeOfUse) -> None:
        self.happened.append(f"discard {purpose.value}")

    # clock
    def now_s(self) -> float:
        return 1_700_000_000.0 + self.elapsed

    def elapsed_s(self) -> float:
        return self.elapsed


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def lane() -> Iterator[Lane]:
    with Lane("test") as lane:
        yield lane


@pytest.fixture
def glass(place: Place, lane: Lane) -> BreakGlass:
    session = Session(place.holder, place, place, place, {}, CancelToken())  # type: ignore[arg-type]  no sources
    return BreakGlass(
        session=session,
        evidence=place,
        store=place,  # type: ignore[arg-type]  only what an emergency asks of a store
        credential_lane=lane,
        database_lane=lane,
        clock=place,
        source_ids=("fcrb", "zmc"),
    )


def test_nothing_is_opened_before_both_entries_are_durable(glass: BreakGlass, place: Place) -> None:
    pin = bytearray(PIN)
    begun = glass.start(JOANA, UNCONSCIOUS, pin)
    assert place.happened == ["confirm", "emergency-start", "emergency-stage", "copy of p-1"]
    assert begun.stage is Stage.SAFETY_SUMMARY
    assert begun.entry == 1
    assert begun.record_id == "emergency-1"
    assert glass.start_entry(begun) == 0
    assert pin == bytearray(len(PIN))


def test_of_an_emergency_that_has_ended_no_beginning_is_told(glass: BreakGlass) -> None:
    begun = glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    glass.end()
    with pytest.raises(EmergencyOver):
        glass.start_entry(begun)


@pytest.mark.parametrize("act", [Act.EMERGENCY_START, Act.EMERGENCY_STAGE])
def test_what_cannot_be_recorded_is_not_opened(glass: BreakGlass, place: Place, act: Act) -> None:
    place.refuses = {act}
    with pytest.raises(EvidenceNotKept):
        glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    assert not any(step.startswith("copy") for step in place.happened)
    assert glass.running is None


def test_what_began_on_record_and_opened_nothing_ends_on_record(glass: BreakGlass, place: Place) -> None:
    place.refuses = {Act.EMERGENCY_STAGE}
    with pytest.raises(EvidenceNotKept):
        glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    assert [deed.act for deed in place.deeds] == [Act.EMERGENCY_START, Act.EMERGENCY_END]
    assert place.deeds[-1].outcome == "EvidenceNotKept"


def test_a_wrong_pin_opens_nothing_and_is_itself_recorded(glass: BreakGlass, place: Place) -> None:
    pin = bytearray(b"000000")
    with pytest.raises(WrongPin):
        glass.start(JOANA, UNCONSCIOUS, pin)
    assert place.happened == ["confirm", "emergency-refused"]
    assert place.deeds[0].outcome == "WrongPin"
    assert pin == bytearray(6)
    assert glass.running is None


def test_a_wrong_pin_is_told_even_where_it_cannot_be_recorded(glass: BreakGlass, place: Place) -> None:
    place.refuses = {Act.EMERGENCY_REFUSED}
    with pytest.raises(WrongPin):
        glass.start(JOANA, UNCONSCIOUS, bytearray(b"000000"))


def test_the_person_signs_once_and_the_fresh_key_signs_what_follows(glass: BreakGlass, place: Place) -> None:
    glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    glass.open_stage(Stage.MEDICINES)
    glass.extend()
    glass.end()
    assert place.happened.count("confirm") == 1
    said = json.loads(place.statement)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(said["ephemeral_key"]))
    followed = [deed for deed in place.deeds if deed.act is not Act.EMERGENCY_START]
    assert len(followed) == 4
    for deed in followed:
        key.verify(deed.stage_signature, deed.stage_statement)
        assert json.loads(deed.stage_statement)["emergency"] == deed.emergency_id


def test_the_statement_commits_to_the_patient_and_names_nobody(glass: BreakGlass, place: Place) -> None:
    glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    (began,) = (deed for deed in place.deeds if deed.act is Act.EMERGENCY_START)
    said = json.loads(place.statement)
    assert (
        said["patient_commitment"]
        == base64.b64encode(commitment(began.commitment_nonce, references(JOANA))).decode()
    )
    assert b"p-1" not in place.statement
    assert said["reason"] == "unconscious"
    assert said["expires_ms"] == round((place.now_s() + 3600) * 1000)


def test_each_stage_is_recorded_and_needs_new_tokens(glass: BreakGlass, place: Place) -> None:
    glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    place.happened.clear()
    gone_on = glass.open_stage(Stage.MEDICINES)
    assert place.happened == ["emergency-stage", "discard BTG"]
    assert gone_on.stage is Stage.MEDICINES
    assert glass.open_stage(Stage.MEDICINES) == gone_on
    assert place.happened == ["emergency-stage", "discard BTG"]


def test_a_stage_that_cannot_be_recorded_stays_shut(glass: BreakGlass, place: Place) -> None:
    begun = glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    place.refuses = {Act.EMERGENCY_STAGE}
    with pytest.raises(EvidenceNotKept):
        glass.open_stage(Stage.EVERYTHING)
    assert glass.running == begun


def test_time_that_is_up_opens_nothing_more(glass: BreakGlass, place: Place) -> None:
    begun = glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    assert begun.remaining_s(place.elapsed_s()) == 3600
    place.elapsed += 3600
    for late in (glass.extend, lambda: glass.open_stage(Stage.EVERYTHING)):
        with pytest.raises(EmergencyOver):
            late()


def test_an_extension_counts_from_now_on_a_clock_nobody_sets(glass: BreakGlass, place: Place) -> None:
    glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    place.elapsed += 3000
    longer = glass.extend()
    assert longer.remaining_s(place.elapsed_s()) == 3600
    assert place.deeds[-1].expires_s == longer.ends_s


def test_the_end_takes_the_data_first_and_says_so_once(glass: BreakGlass, place: Place) -> None:
    glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    place.happened.clear()
    ended = glass.end()
    assert isinstance(ended, Emergency)
    assert place.happened == ["discard BTG", "delete emergency-1", "emergency-end"]
    assert glass.end() is None
    assert place.happened[3:] == []


def test_the_data_goes_even_where_the_end_cannot_be_recorded(glass: BreakGlass, place: Place) -> None:
    glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    place.refuses = {Act.EMERGENCY_END}
    glass.end()
    assert "delete emergency-1" in place.happened
    assert glass.running is None


def test_an_end_after_a_lock_is_recorded_all_the_same(glass: BreakGlass, place: Place) -> None:
    glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    place.is_store_locked = True
    glass.end("locked")
    assert place.deeds[-1].act is Act.EMERGENCY_END
    assert place.deeds[-1].outcome == "locked"


def test_a_second_emergency_ends_the_first(glass: BreakGlass, place: Place) -> None:
    first = glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    second = glass.start(JOANA, UNCONSCIOUS, bytearray(PIN))
    assert first.emergency_id != second.emergency_id
    assert place.happened.index("emergency-end") < place.happened.index("copy of p-1", 4)


@pytest.mark.parametrize("duration_s", [299, 14_401])
def test_nobody_asks_for_longer_or_shorter_than_the_rules_allow(duration_s: int) -> None:
    with pytest.raises(ValueError, match="duration"):
        EmergencyRequest(EmergencyReason.UNCONSCIOUS, duration_s=duration_s)


def test_another_reason_needs_words() -> None:
    with pytest.raises(ValueError, match="words"):
        EmergencyRequest(EmergencyReason.OTHER, "   short   ")
    assert EmergencyRequest(EmergencyReason.OTHER, "no relative can be reached").words
