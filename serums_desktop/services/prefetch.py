"""Prefetch: the records of who is on the ward list, copied before anybody opens them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import Cancelled, SerumsError, StoreLocked
from serums_desktop.domain.evidence import Act, Deed
from serums_desktop.domain.people import Person
from serums_desktop.domain.ward import Ward
from serums_desktop.host import log
from serums_desktop.services.damage import found_damage, tell_damage
from serums_desktop.services.deeds import agent_of, references
from serums_desktop.services.ports import Clock, EvidenceKeeper, RecordStore
from serums_desktop.services.retention import STILL_THERE_S
from serums_desktop.services.session import Session
from serums_desktop.services.synchronise import Synchronise
from serums_desktop.work.lanes import Lane, Pool

# When a record was last opened that nobody has opened yet.
NEVER_OPENED_S = 0.0

# A copy of a ward round's length ago is recent; what failed is tried again after an hour.
_LATELY_S = 4 * 3600.0
_AGAIN_S = 3600.0

_Result = TypeVar("_Result")


class Prefetch:
    """Copies the records of one ward list one at a time, in the session of who signed in.

    `pool` has one thread and is used for nothing else: what a person asks for never waits behind this. While
    `give_way` holds, and where `is_welcome` says no, nothing is asked; the copy under way stops at its next
    page and is begun again later. `is_welcome` is asked on the pool.
    """

    def __init__(
        self,
        *,
        session: Session,
        store: RecordStore,
        database_lane: Lane,
        pool: Pool,
        evidence: EvidenceKeeper,
        clock: Clock,
        configured: Sequence[SourceCoverage],
        is_welcome: Callable[[], bool],
    ) -> None:
        self._session = session
        self._store = store
        self._database_lane = database_lane
        self._pool = pool
        self._evidence = evidence
        self._clock = clock
        self._configured = tuple(configured)
        self._is_welcome = is_welcome
        self._guard = threading.Lock()
        self._waiting: list[Person] = []
        self._under_way: Synchronise | None = None
        self._is_running = False
        self._gives_way = False
        # When each was begun last, by the leading patient's key; for this session.
        self._begun_s: dict[str, float] = {}

    def wanted(self, ward: Ward) -> None:
        """Who lies on the ward now; whoever was waiting and lies there no more is left out. At once."""
        with self._guard:
            self._waiting = [one.person for one in ward.patients]
        self._go()

    def give_way(self) -> None:
        """A person's own reading has begun: stop at the next page, until `go_on`. At once."""
        with self._guard:
            self._gives_way = True
            under_way = self._under_way
        if under_way is not None:
            under_way.cancel.cancel()

    def go_on(self) -> None:
        """Nothing that a person asked for is under way any more. At once."""
        with self._guard:
            self._gives_way = False
        self._go()

    def _go(self) -> None:
        with self._guard:
            if self._is_running or self._gives_way or not self._waiting or self._session.cancel.cancelled:
                return
            self._is_running = True
        self._pool.submit(self._next)

    def _next(self) -> None:
        """Begin with the next one that needs it; what comes after it is queued behind it."""
        try:
            self._begin_next()
        except (Cancelled, StoreLocked):
            self._rest()
        except SerumsError as error:
            # Without an entry in the evidence, or room to keep it, nothing is copied; a later list tries.
            log.event("prefetch-stopped", error=type(error).__name__)
            self._rest()
        except Exception as error:  # noqa: BLE001  nobody waits for this, and the next list must find it idle
            log.event("prefetch-broke", error=type(error).__name__, place=log.error_place(error))
            self._rest()

    def _begin_next(self) -> None:
        while (person := self._first()) is not None:
            if not self._is_welcome():
                self._rest()
                return
            kept_as, is_recent = self._on_database(partial(self._look, person))
            if is_recent or not self._is_time(person):
                self._done(person)
                continue
            self._evidence.keep(self._deed(person))
            record_id = kept_as or self._on_database(partial(self._remember, person))
            self._copy(person, record_id)
            return

    def _rest(self) -> None:
        with self._guard:
            self._is_running = False

    def _copy(self, person: Person, record_id: str) -> None:
        synchronise = Synchronise(
            session=self._session,
            store=self._store,
            database_lane=self._database_lane,
            clock=self._clock,
            record_id=record_id,
            person=self._on_database(lambda: self._store.person(record_id)),
            configured=self._configured,
            report=_hear_nothing,
        )
        with self._guard:
            self._under_way = synchronise
            if self._gives_way:
                synchronise.cancel.cancel()
        synchronise.start(self._pool)
        # One thread takes them in order: this comes when every source has answered or failed.
        self._pool.submit(lambda: self._copied(person, record_id, synchronise))

    def _copied(self, person: Person, record_id: str, synchronise: Synchronise) -> None:
        with self._guard:
            self._under_way = None
            has_stopped = synchronise.cancel.cancelled
        if not has_stopped:
            self._begun_s[person.leading.key] = self._clock.elapsed_s()
            self._done(person)
            log.event("prefetched")
        self._tell_damage()
        self._let_go(record_id)
        self._next()

    def _tell_damage(self) -> None:
        try:
            found = self._on_database(lambda: found_damage(self._store))
        except SerumsError as error:
            log.event("damage-not-recorded", error=type(error).__name__)
            return
        tell_damage(self._session, self._evidence, self._clock, found)

    def _let_go(self, record_id: str) -> None:
        """Close the file of a record that nobody has opened: a ward's are many."""

        def close() -> None:
            if any(
                one.record_id == record_id and one.opened_s == NEVER_OPENED_S for one in self._store.records()
            ):
                self._store.vault(record_id).close()

        try:
            self._on_database(close)
        except SerumsError as error:
            log.event("prefetch-not-closed", error=type(error).__name__)

    def _first(self) -> Person | None:
        """Who is next; None where nobody is, or somebody is to be given way: it rests then."""
        with self._guard:
            if self._gives_way or not self._waiting:
                self._is_running = False
                return None
            self._session.cancel.raise_if_cancelled()
            return self._waiting[0]

    def _done(self, person: Person) -> None:
        with self._guard:
            self._waiting = [one for one in self._waiting if one.leading.key != person.leading.key]

    def _is_time(self, person: Person) -> bool:
        begun_s = self._begun_s.get(person.leading.key)
        return begun_s is None or self._clock.elapsed_s() - begun_s >= _AGAIN_S

    def _look(self, person: Person) -> tuple[str, bool]:
        """The record that is kept of this person, "" for none, and whether its copy is recent."""
        keys = {patient.key for patient in person.known_as}
        for record in self._store.records():
            if keys.intersection(patient.key for patient in record.person.known_as):
                age_s = self._clock.now_s() - (record.copied_s or 0.0)
                return record.record_id, age_s < _LATELY_S
        return "", False

    def _remember(self, person: Person) -> str:
        """Make room, with an episode whose end the next ward list without this patient tells."""
        record_id = self._store.remember(person, NEVER_OPENED_S, prefetched=True)
        self._store.end_episode(record_id, STILL_THERE_S)
        return record_id

    def _deed(self, person: Person) -> Deed:
        return Deed(
            Act.PREFETCH,
            self._clock.now_s(),
            agent_of(self._session.holder, self._session.authenticated_by),
            self._session.purpose,
            patients=references(person),
            source_ids=tuple(
                source.source_id for source in self._configured if source.state is not SourceState.NOT_ASKED
            ),
        )

    def _on_database(self, job: Callable[[], _Result]) -> _Result:
        """A session that has ended leaves the store alone: it may be another person's by then."""

        def run() -> _Result:
            self._session.cancel.raise_if_cancelled()
            return job()

        return self._database_lane.submit(run).result()


def _hear_nothing(_told: object) -> None:
    """Nobody looks at a record that is copied for later; what became of it is in its coverage."""
