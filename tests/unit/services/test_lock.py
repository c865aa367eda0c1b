"""A lock on parts in memory: it goes through, whatever is under way."""

from __future__ import annotations

from concurrent.futures import wait
from typing import Any

from serums_desktop.domain.evidence import Act
from serums_desktop.services.lock import lock
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.services.keyring_parts import ISOBEL, Parts


class Place:
    """Lanes, store and evidence."""

    def __init__(self, parts: Parts, card_lane: Lane, database_lane: Lane, network: Pool) -> None:
        self.store = self.evidence = self.clock = parts
        self.card_lane, self.database_lane = card_lane, database_lane
        self.network = self.background = network


def test_an_answer_that_has_just_ended_keeps_nothing_open(parts: Parts) -> None:
    def connection_is_back_in_its_pool() -> None:
        raise RuntimeError

    cancel = CancelToken()
    CancelToken(parent=cancel).on_cancel(connection_is_back_in_its_pool)
    session = Session(ISOBEL, parts.credential, parts.key, parts, {}, cancel)
    with Lane("card") as card_lane, Lane("database") as database_lane, Pool("network", 2) as network:
        place: Any = Place(parts, card_lane, database_lane, network)
        done, _ = wait(lock(session, place), timeout=10)

    assert all(future.exception() is None for future in done)
    assert parts.is_forgotten
    assert parts.key.data_key == bytes(32)
    assert {"store closed", "credential closed"} <= set(parts.steps)
    assert [deed.act for deed in parts.deeds] == [Act.LOCK]
