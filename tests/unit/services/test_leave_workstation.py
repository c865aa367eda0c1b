"""Leaving a workstation on parts in memory: what lets anybody in goes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from serums_desktop.domain.errors import KeyringRefusal, KeyringUnusable, SourceError, SourceFault
from serums_desktop.services.leave_workstation import LeaveWorkstation
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane
from tests.unit.services.keyring_parts import ISOBEL, Parts


class Steps:
    def __init__(self) -> None:
        self.taken: list[str] = []
        self.raising: dict[str, Exception] = {}

    def take(self, name: str) -> None:
        self.taken.append(name)
        if name in self.raising:
            raise self.raising[name]

    def destroy(self) -> None:
        self.take("copies")


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def leave(steps: Steps) -> Iterator[LeaveWorkstation]:
    store: Any = steps
    with Lane("database") as lane:
        yield LeaveWorkstation(
            revoke=lambda _session: steps.take("provider"),
            forget=lambda staff_id: steps.take(f"keys of {staff_id}"),
            store=store,
            database_lane=lane,
        )


@pytest.fixture
def session(parts: Parts) -> Session:
    return Session(ISOBEL, parts.credential, parts.key, parts, {}, CancelToken())


def test_provider_keys_and_copies_are_ended_in_this_order(
    leave: LeaveWorkstation, session: Session, steps: Steps
) -> None:
    leave(session)
    assert steps.taken == ["provider", "keys of S-2071", "copies"]


def test_a_provider_out_of_reach_keeps_nobody_here(
    leave: LeaveWorkstation, session: Session, steps: Steps
) -> None:
    steps.raising["provider"] = SourceError("ustan", SourceFault.UNREACHABLE)
    leave(session)
    assert steps.taken == ["provider", "keys of S-2071", "copies"]


def test_keys_that_cannot_be_removed_are_told_before_the_copies_go(
    leave: LeaveWorkstation, session: Session, steps: Steps
) -> None:
    steps.raising["keys of S-2071"] = KeyringUnusable(KeyringRefusal.LOCKED)
    with pytest.raises(KeyringUnusable):
        leave(session)
    assert steps.taken == ["provider", "keys of S-2071"]


def test_after_a_lock_the_copies_may_be_another_persons_and_stay(
    leave: LeaveWorkstation, session: Session, steps: Steps
) -> None:
    session.cancel.cancel()
    leave(session)
    assert steps.taken == ["provider", "keys of S-2071"]
