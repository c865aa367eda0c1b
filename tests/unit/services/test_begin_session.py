"""Sign-ins that are given up while another one begins: each leaves the other's things alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from serums_desktop.domain.errors import Cancelled, SignInRefused
from serums_desktop.domain.staff import Staff
from serums_desktop.services.begin_session import BeginSession
from serums_desktop.services.home_contact import HomeContact
from serums_desktop.services.session import OpenSources, Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane
from tests.unit.services.keyring_parts import ISOBEL, Key, Parts

EILIDH = Staff("Dr Eilidh Kerr", "S-1042", "Consultant")


class SlowProvider:
    """Answers when it is told to; `answer` is raised then, None confirms."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.may_answer = threading.Event()
        self.answer: Exception | None = None
        self.is_forgotten = False

    def token(self, _source_id: str, _purpose: object) -> str:
        self.asked.set()
        assert self.may_answer.wait(10)
        if self.answer is not None:
            raise self.answer
        return "token"

    def forget(self) -> None:
        self.is_forgotten = True


@pytest.fixture
def begin_session(parts: Parts) -> Iterator[BeginSession]:
    with Lane("database") as lane:
        yield BeginSession(
            store=parts,
            open_sources=lambda _tokens: OpenSources({}),
            home_contact=HomeContact(
                store=parts, database_lane=lane, home_source_id="ustan", longest_s=3600, clock=parts
            ),
            database_lane=lane,
            evidence=parts,
            clock=parts,
        )


def begin(begin_session: BeginSession, staff: Staff, tokens: object, cancel: CancelToken) -> Session:
    credential: Any = SimpleNamespace(holder=staff)
    given: Any = tokens
    return begin_session(
        credential, Key(), lambda: given, cancel, authenticated_by="keyring", close=lambda: None
    )


@pytest.mark.parametrize("answer", [None, SignInRefused("ustan", "invalid_grant")])
def test_a_sign_in_that_was_given_up_touches_nothing_of_the_next_persons(
    begin_session: BeginSession, parts: Parts, answer: Exception | None
) -> None:
    slow, given_up = SlowProvider(), CancelToken()
    slow.answer = answer
    with ThreadPoolExecutor(1) as worker:
        late = worker.submit(begin, begin_session, ISOBEL, slow, given_up)
        assert slow.asked.wait(10)
        given_up.cancel()
        quick = SlowProvider()
        quick.may_answer.set()
        session = begin(begin_session, EILIDH, quick, CancelToken())
        confirmed_at_s = parts.at_s
        parts.at_s += 1000
        slow.may_answer.set()
        with pytest.raises(Cancelled):
            late.result(10)

    assert session.holder == EILIDH
    assert "store closed" not in parts.steps
    assert parts.confirmed_at_s == confirmed_at_s
    assert [deed.agent.staff_id for deed in parts.deeds] == [EILIDH.staff_id]
    assert slow.is_forgotten


def test_a_sign_in_that_was_given_up_in_time_opens_nothing(begin_session: BeginSession, parts: Parts) -> None:
    given_up = CancelToken()
    given_up.cancel()
    with pytest.raises(Cancelled):
        begin(begin_session, ISOBEL, parts, given_up)
    assert parts.steps == []


def test_a_copy_gets_the_key_that_is_due_once_the_person_is_let_in(parts: Parts) -> None:
    with Lane("database") as lane:
        home_contact = HomeContact(
            store=parts, database_lane=lane, home_source_id="ustan", longest_s=3600, clock=parts
        )
        session = begin(
            BeginSession(
                store=parts,
                open_sources=lambda _tokens: OpenSources({}),
                home_contact=home_contact,
                database_lane=lane,
                evidence=parts,
                clock=parts,
                rekey_if_due=lambda session: parts.step(f"another key for {session.holder.staff_id}"),
            ),
            ISOBEL,
            parts,
            CancelToken(),
        )
    assert session.holder == ISOBEL
    assert parts.steps[-2:] == ["evidence", "another key for S-2071"]


def test_a_session_knows_its_entry_in_the_evidence(begin_session: BeginSession, parts: Parts) -> None:
    session = begin(begin_session, ISOBEL, parts, CancelToken())
    assert session.entry == 0
