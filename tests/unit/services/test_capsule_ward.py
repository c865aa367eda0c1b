"""Who is in the downtime capsule: told to who signed in by card, and recorded before it is."""

from __future__ import annotations

import pytest

from serums_desktop.domain.capsule import CapsuleState
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault, EvidenceNotKept
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.people import Person
from serums_desktop.services.capsule_ward import CapsuleWard, capsule_ward
from serums_desktop.services.session import Session
from tests.unit.services.upkeep_parts import Clock, Evidence, Source, session_with
from tests.unit.store.synthetic import patient

FILLED_S = 990_000.0
WARD = "Location/12"
PEOPLE = (Person((patient("ustan", "p-1"),)),)


class Keeper(Evidence):
    """Keeps a capsule beside the deeds, for who signed in as the entry 3."""

    def __init__(self) -> None:
        super().__init__()
        self.state: CapsuleState | None = CapsuleState(FILLED_S, needs_second_card=False)

    def capsule(self) -> CapsuleState | None:
        return self.state

    def capsule_patients(self, entry: int) -> tuple[Person, ...]:
        if entry != 3:
            raise CapsuleClosed(CapsuleFault.NOT_ALLOWED)
        return PEOPLE


@pytest.fixture
def session() -> Session:
    made = session_with(Source())
    made.entry = 3
    return made


def test_who_signed_in_by_card_is_told_and_the_asking_is_on_record(session: Session) -> None:
    keeper = Keeper()
    assert capsule_ward(session, keeper, Clock(), WARD) == CapsuleWard(FILLED_S, PEOPLE)
    (deed,) = keeper.deeds
    assert (deed.act, deed.query, deed.source_ids) == (Act.SEARCH, f"capsule?location={WARD}", ())


def test_the_same_capsule_is_recorded_once_and_a_newer_one_again(session: Session) -> None:
    keeper = Keeper()
    known = capsule_ward(session, keeper, Clock(), WARD)
    assert capsule_ward(session, keeper, Clock(), WARD, known) == known
    assert len(keeper.deeds) == 1
    keeper.state = CapsuleState(FILLED_S + 60, needs_second_card=False)
    newer = capsule_ward(session, keeper, Clock(), WARD, known)
    assert newer == CapsuleWard(FILLED_S + 60, PEOPLE)
    assert len(keeper.deeds) == 2


@pytest.mark.parametrize("state", [None, CapsuleState(None, needs_second_card=False)])
def test_without_a_capsule_nobody_is_asked_for(session: Session, state: CapsuleState | None) -> None:
    keeper = Keeper()
    keeper.state = state
    assert capsule_ward(session, keeper, Clock(), WARD) is None
    assert not keeper.deeds


def test_without_a_card_nobody_is_named(session: Session) -> None:
    keeper = Keeper()
    session.authenticated_by = "keyring"
    assert capsule_ward(session, keeper, Clock(), WARD) == CapsuleWard(FILLED_S, needs_card=True)
    assert not keeper.deeds


def test_a_sign_in_of_another_run_of_the_keeper_is_refused(session: Session) -> None:
    session.entry = 2
    with pytest.raises(CapsuleClosed) as closed:
        capsule_ward(session, Keeper(), Clock(), WARD)
    assert closed.value.reason is CapsuleFault.NOT_ALLOWED


def test_what_cannot_be_recorded_names_nobody(session: Session) -> None:
    keeper = Keeper()
    keeper.is_away = True
    with pytest.raises(EvidenceNotKept):
        capsule_ward(session, keeper, Clock(), WARD)


def test_nobody_is_named_by_how_it_is_printed() -> None:
    assert repr(CapsuleWard(FILLED_S, PEOPLE)) == "<CapsuleWard>"
