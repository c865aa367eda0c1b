"""The other way to one's copy, on real keys and files."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.errors import (
    BrowserSignInFailed,
    Cancelled,
    EvidenceNotKept,
    KeyNotReleased,
    NotEnrolled,
    WeakPassphrase,
    WrongPassphrase,
)
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.staff import Staff
from serums_desktop.services.one_copy import OTHER_PERSON, OneCopy
from serums_desktop.work.cancel import CancelToken
from tests.unit.services.one_copy_parts import ISOBEL, PASSPHRASE, Place, SoftCard, quickly
from tests.unit.store.synthetic import glucose, person

FORMER = b"another horse battery"
PIN = b"123456"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with quickly():
        yield Place(tmp_path)


@pytest.fixture
def ways(place: Place) -> Iterator[OneCopy]:
    with place.ways() as made:
        yield made


@dataclasses.dataclass
class Kept:
    data_key: bytearray
    vault_id: str


def remember(place: Place, patient_id: str = "1") -> None:
    place.on_database(lambda: place.store.remember(person(("fcrb", patient_id)), 1.0))


def close(place: Place) -> None:
    place.on_database(place.store.close)


def opened_by_card(place: Place) -> int:
    return place.records(place.cards.release(place.card))


def opened_by_passphrase(place: Place, passphrase: bytes = PASSPHRASE) -> int:
    return place.records(place.people.unlock(ISOBEL.staff_id, bytearray(passphrase))[1])


def copies(place: Place) -> int:
    return len(list(place.cache.iterdir()))


def test_a_passphrase_opens_what_the_card_opened(place: Place, ways: OneCopy) -> None:
    session = place.by_card()
    remember(place)
    assert (ways.can_share(session), ways.is_shared(session)) == (True, False)
    passphrase = bytearray(PASSPHRASE)
    ways.add_passphrase(session, passphrase, CancelToken())
    assert ways.is_shared(session)
    assert passphrase == bytes(len(passphrase))
    assert any(session.key.data_key)
    close(place)
    assert (opened_by_card(place), opened_by_passphrase(place), copies(place)) == (1, 1, 1)
    assert place.evidence.told() == [(Act.REKEY, ())]
    assert place.given_back == []


def test_a_card_opens_what_the_passphrase_opened(place: Place, ways: OneCopy) -> None:
    place.people.enrol(ISOBEL, bytearray(PASSPHRASE), "refresh-1")
    session = place.by_passphrase()
    remember(place)
    pin = bytearray(PIN)
    ways.add_card(session, pin)
    assert ways.is_shared(session)
    assert pin == bytes(len(pin))
    assert place.card.closed == 1
    close(place)
    assert (opened_by_card(place), opened_by_passphrase(place), copies(place)) == (1, 1, 1)


@pytest.mark.parametrize("comes_by", ["card", "keyring"])
def test_of_two_copies_that_of_the_session_stays(place: Place, ways: OneCopy, comes_by: str) -> None:
    place.people.enrol(ISOBEL, bytearray(FORMER), "refresh-1")
    place.by_passphrase(FORMER)
    for number in "12":
        remember(place, number)
    session = place.by_card()
    remember(place)
    assert copies(place) == 2
    if comes_by == "card":
        ways.add_passphrase(session, bytearray(PASSPHRASE), CancelToken())
        close(place)
        assert (opened_by_card(place), opened_by_passphrase(place)) == (1, 1)
        with pytest.raises(WrongPassphrase):
            opened_by_passphrase(place, FORMER)
    else:
        ways.add_card(place.by_passphrase(FORMER), bytearray(PIN))
        close(place)
        assert (opened_by_card(place), opened_by_passphrase(place, FORMER)) == (2, 2)
    assert copies(place) == 1


def test_somebody_else_shares_nothing(place: Place, ways: OneCopy) -> None:
    place.vouched_for = Staff("Dr Ailsa Fraser", "S-1042", "Consultant")
    session = place.by_card()
    with pytest.raises(BrowserSignInFailed) as refused:
        ways.add_passphrase(session, bytearray(PASSPHRASE), CancelToken())
    assert refused.value.code == OTHER_PERSON
    assert place.given_back == ["refresh-2"]
    assert place.people.known_staff() == ()

    place.people.enrol(ISOBEL, bytearray(PASSPHRASE), "refresh-1")
    session = place.by_passphrase()
    place.card.holder = msgspec.structs.replace(place.card.holder, staff_id="S-1042")
    with pytest.raises(KeyNotReleased):
        ways.add_card(session, bytearray(PIN))
    assert place.card.closed == 1
    assert not ways.is_shared(session)
    assert place.evidence.deeds == []


@pytest.mark.parametrize("why", ["weak", "locked", "unrecorded"])
def test_what_cannot_be_shared_is_as_it_was(place: Place, ways: OneCopy, why: str) -> None:
    session = place.by_card()
    place.evidence.is_away = why == "unrecorded"
    if why == "locked":
        session.cancel.cancel()
        session.key.wipe()
    passphrase = bytearray(b"short" if why == "weak" else PASSPHRASE)
    with pytest.raises({"weak": WeakPassphrase, "locked": Cancelled, "unrecorded": EvidenceNotKept}[why]):
        ways.add_passphrase(session, passphrase, CancelToken())
    assert passphrase == bytes(len(passphrase))
    assert place.people.known_staff() == ()
    assert place.given_back == ([] if why == "weak" else ["refresh-2"])


def test_by_policy_a_passphrase_opens_no_copy_of_a_card(place: Place) -> None:
    with place.ways(passphrase_allowed=False) as ways:
        place.people.enrol(ISOBEL, bytearray(PASSPHRASE), "refresh-1")
        assert not ways.can_share(place.by_card())
        assert ways.can_share(place.by_passphrase())


def shared(place: Place, ways: OneCopy) -> Kept:
    """One copy with one record, opened both ways; its key."""
    session = place.by_card()
    remember(place)
    ways.add_passphrase(session, bytearray(PASSPHRASE), CancelToken())
    place.evidence.deeds.clear()
    return Kept(bytearray(session.key.data_key), session.key.vault_id)


def test_a_passphrase_that_is_removed_opens_nothing_any_more(place: Place, ways: OneCopy) -> None:
    former = shared(place, ways)
    session = place.by_card()
    ways.remove_passphrase(session)
    assert not ways.is_shared(session)
    assert session.key.data_key != former.data_key
    remember(place, "2")
    close(place)
    assert (opened_by_card(place), place.records(former), copies(place)) == (2, -1, 1)
    with pytest.raises(NotEnrolled):
        place.by_passphrase()
    assert not place.cards.is_rekey_due(ISOBEL.staff_id)
    assert place.evidence.told() == [(Act.REKEY, ())]


def test_an_open_record_goes_on_while_its_copy_gets_another_key(place: Place, ways: OneCopy) -> None:
    shared(place, ways)
    session = place.by_card()
    record_id = place.on_database(lambda: place.store.records()[0].record_id)
    vault = place.on_database(lambda: place.store.vault(record_id))
    with ThreadPoolExecutor(1) as worker:
        removed = worker.submit(ways.remove_passphrase, session)
        for number in range(20):
            place.on_database(lambda number=number: vault.write(vault.begin("fcrb"), [glucose(number)], 1.0))
        removed.result()
    assert place.on_database(lambda: vault.accounting().received) == 20
    place.on_database(lambda: place.store.rekey(record_id))
    place.on_database(lambda: vault.write(vault.begin("fcrb"), [glucose(20)], 1.0))
    close(place)
    session = place.by_card()
    assert place.on_database(lambda: place.store.vault(record_id).accounting().received) == 21


def test_a_card_that_is_removed_opens_nothing_any_more(place: Place, ways: OneCopy) -> None:
    former = shared(place, ways)
    session = place.by_passphrase()
    with pytest.raises(WrongPassphrase):
        ways.remove_card(session, bytearray(FORMER))
    assert ways.is_shared(session)
    ways.remove_card(session, bytearray(PASSPHRASE))
    remember(place, "2")
    close(place)
    assert (opened_by_passphrase(place), place.records(former)) == (2, -1)
    assert place.cards.release(place.card).vault_id != former.vault_id


def test_leaving_ends_the_passphrase_and_not_the_cards_copy(place: Place, ways: OneCopy) -> None:
    former = shared(place, ways)
    place.leave(ways)(place.by_passphrase())
    assert place.people.known_staff() == ()
    close(place)
    assert place.records(former) == 1
    session = place.by_card()
    ways.rekey_if_due(session)
    close(place)
    assert (opened_by_card(place), place.records(former)) == (1, -1)
    assert place.evidence.told() == [(Act.REKEY, ()), (Act.REKEY, ())]


def test_leaving_a_copy_of_ones_own_deletes_it(place: Place, ways: OneCopy) -> None:
    place.people.enrol(ISOBEL, bytearray(PASSPHRASE), "refresh-1")
    place.leave(ways)(place.by_passphrase())
    assert copies(place) == 0
    assert place.evidence.told() == [(Act.WIPE, ())]


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_renewed_cards_copy_gets_another_key(place: Place, ways: OneCopy, is_shared: bool) -> None:
    former = shared(place, ways) if is_shared else None
    session = place.by_card()
    key = Kept(bytearray(session.key.data_key), session.key.vault_id)
    renewed = _renewed(place)
    session = place.by_card(renewed)
    assert session.key.data_key == key.data_key
    ways.rekey_if_due(session)
    # A passphrase that opens it too would be shut out: it waits for `serums-desktop cache rekey`.
    assert (session.key.data_key == key.data_key) == is_shared
    assert place.cards.is_rekey_due(ISOBEL.staff_id) == is_shared
    close(place)
    assert place.records(key) == (int(former is not None) if is_shared else -1)
    assert place.records(place.cards.release(renewed)) == int(is_shared)


def test_what_cannot_be_rekeyed_keeps_nobody_out(place: Place, ways: OneCopy) -> None:
    place.by_card()
    session = place.by_card(_renewed(place))
    place.evidence.is_away = True
    ways.rekey_if_due(session)
    assert place.cards.is_rekey_due(ISOBEL.staff_id)
    place.evidence.is_away = False
    ways.rekey_if_due(session)
    assert not place.cards.is_rekey_due(ISOBEL.staff_id)


def _renewed(place: Place) -> SoftCard:
    """Another certificate over the same keys."""
    (path,) = place.keys.parent.glob("card-1.der")
    path.rename(path.with_name("former.der"))
    return SoftCard(path.parent)
