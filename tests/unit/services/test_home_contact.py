from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from serums_desktop.domain.errors import (
    Cancelled,
    CardFailed,
    DiskFull,
    NotEnrolled,
    OfflineTooLong,
    SerumsError,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.people import Person
from serums_desktop.domain.stored import StoredRecord
from serums_desktop.services.home_contact import HomeContact
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane
from tests.unit.services.keyring_parts import ISOBEL, Parts

UNREACHABLE = SourceError("ustan", SourceFault.UNREACHABLE)
LONGEST_S = 3600.0


def confirm(contact: HomeContact, session: Session) -> None:
    """At sign-in, with a store that is open already."""
    opened: Future[None] = Future()
    opened.set_result(None)
    contact.first(session, opened)
    # What is kept is kept behind this on the same lane.
    contact._database_lane.submit(lambda: None).result()


@pytest.fixture
def contact(parts: Parts) -> Iterator[HomeContact]:
    with Lane("database") as lane:
        yield HomeContact(
            store=parts, database_lane=lane, home_source_id="ustan", longest_s=LONGEST_S, clock=parts
        )


@pytest.fixture
def session(parts: Parts) -> Session:
    return Session(ISOBEL, parts.credential, parts.key, parts, {}, CancelToken())


def test_a_confirmation_is_kept_with_its_time(contact: HomeContact, session: Session, parts: Parts) -> None:
    confirm(contact, session)

    assert parts.confirmed_at_s == parts.at_s
    assert session.offline_because is None


def test_in_mid_session_the_home_source_is_really_asked(
    contact: HomeContact, session: Session, parts: Parts
) -> None:
    session.offline_because = UNREACHABLE

    contact.again(session)

    assert parts.steps == ["token of ustan", "renewed token of ustan"]
    assert session.offline_because is None


@pytest.mark.parametrize(("age_s", "is_open"), [(LONGEST_S, True), (LONGEST_S + 1, False)])
def test_copies_open_for_so_long_without_the_home_source(
    contact: HomeContact, session: Session, parts: Parts, age_s: float, is_open: bool
) -> None:
    parts.raising["token of ustan"] = UNREACHABLE
    parts.confirmed_at_s = parts.at_s - age_s

    if is_open:
        confirm(contact, session)
        assert session.offline_because is UNREACHABLE
        return
    with pytest.raises(OfflineTooLong) as caught:
        confirm(contact, session)
    assert caught.value.since_s == parts.confirmed_at_s
    assert not caught.value.clock_went_back


@pytest.mark.parametrize(("ahead_s", "is_open"), [(60.0, True), (3600.0, False)])
def test_turning_the_clock_back_opens_nothing(
    contact: HomeContact, session: Session, parts: Parts, ahead_s: float, is_open: bool
) -> None:
    parts.raising["token of ustan"] = UNREACHABLE
    parts.confirmed_at_s = parts.at_s + ahead_s

    if is_open:
        confirm(contact, session)
        return
    with pytest.raises(OfflineTooLong) as caught:
        confirm(contact, session)
    assert caught.value.clock_went_back


@pytest.mark.parametrize(
    "refusal",
    [SignInRefused("ustan", "invalid_grant"), SignInRefused("ustan", "access_denied"), NotEnrolled()],
)
def test_a_person_the_home_source_withdrew_stays_out_without_a_network_too(
    contact: HomeContact, session: Session, parts: Parts, refusal: SerumsError
) -> None:
    parts.confirmed_at_s = parts.at_s - 60
    parts.raising["token of ustan"] = refusal
    with pytest.raises(type(refusal)):
        confirm(contact, session)

    parts.raising["token of ustan"] = UNREACHABLE
    with pytest.raises(OfflineTooLong):
        confirm(contact, session)


@pytest.mark.parametrize(
    "refusal",
    [
        SignInRefused("ustan", "invalid_grant", skew_s=400.0),
        SignInRefused("ustan", "invalid_client"),
        SignInRefused("ustan", "id_token_expired"),
    ],
)
def test_a_refusal_of_something_else_withdraws_nobody(
    contact: HomeContact, session: Session, parts: Parts, refusal: SignInRefused
) -> None:
    parts.confirmed_at_s = parts.at_s - 60
    parts.raising["token of ustan"] = refusal
    with pytest.raises(SignInRefused):
        confirm(contact, session)

    assert parts.confirmed_at_s == parts.at_s - 60


def test_where_nothing_was_ever_confirmed_only_an_empty_cache_opens(
    contact: HomeContact, session: Session, parts: Parts
) -> None:
    parts.raising["token of ustan"] = UNREACHABLE
    confirm(contact, session)

    parts.kept = [StoredRecord("1", Person(()), 0.0, None)]
    with pytest.raises(OfflineTooLong):
        confirm(contact, session)


@pytest.mark.parametrize(
    "failure", [SignInRefused("ustan", "invalid_grant", skew_s=400.0), CardFailed("DeviceError")]
)
def test_in_mid_session_too_what_confirms_nobody_lets_the_time_run(
    contact: HomeContact, session: Session, parts: Parts, failure: SerumsError
) -> None:
    parts.raising["renewed token of ustan"] = failure
    parts.confirmed_at_s = parts.at_s - LONGEST_S
    with pytest.raises(type(failure)):
        contact.again(session)

    parts.at_s += 1
    with pytest.raises(OfflineTooLong):
        contact.again(session)


def test_the_answer_about_somebody_who_has_left_is_not_kept_of_the_next_person(
    contact: HomeContact, session: Session, parts: Parts
) -> None:
    parts.confirmed_at_s = 1.0
    session.cancel.cancel()
    with pytest.raises(Cancelled):
        confirm(contact, session)
    assert parts.confirmed_at_s == 1.0

    parts.raising["token of ustan"] = SignInRefused("ustan", "invalid_grant")
    with pytest.raises(Cancelled):
        confirm(contact, session)
    assert parts.confirmed_at_s == 1.0


def test_a_refusal_in_passing_withdraws_who_is_here_and_nobody_else(
    contact: HomeContact, session: Session, parts: Parts
) -> None:
    withdrawal = SignInRefused("ustan", "invalid_grant")
    assert not contact.refused(ISOBEL.staff_id, withdrawal)
    confirm(contact, session)
    confirmed_at_s = parts.confirmed_at_s

    assert not contact.refused("S-1042", withdrawal)
    assert not contact.refused(ISOBEL.staff_id, SignInRefused("ustan", "invalid_client"))
    contact.again(session)
    assert parts.confirmed_at_s == confirmed_at_s

    assert contact.refused(ISOBEL.staff_id, withdrawal)
    parts.raising["renewed token of ustan"] = UNREACHABLE
    with pytest.raises(OfflineTooLong):
        contact.again(session)


def test_a_full_disk_keeps_nobody_out_and_leaves_the_confirmation_before(
    contact: HomeContact, session: Session, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_at_s: float) -> None:
        raise DiskFull

    parts.confirmed_at_s = parts.at_s - 60
    monkeypatch.setattr(parts, "keep_confirmed", full)

    confirm(contact, session)

    assert parts.confirmed_at_s == parts.at_s - 60
    assert session.offline_because is None
