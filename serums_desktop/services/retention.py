"""Retention: which copies have been here long enough, and their end, on record before it comes."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from serums_desktop.domain.errors import NotOnThisWorkstation, StoreUnreadable
from serums_desktop.domain.evidence import Act, PatientReference
from serums_desktop.domain.people import Person
from serums_desktop.domain.stored import StoredSize
from serums_desktop.domain.ward import Ward
from serums_desktop.host import log
from serums_desktop.host.configuration import Retention
from serums_desktop.services.deeds import lifecycle_deed, references
from serums_desktop.services.ports import Clock, EvidenceKeeper, RecordStore
from serums_desktop.services.session import Session
from serums_desktop.work.lanes import Lane

# When a patient who is on the ward leaves it, as the store keeps it: at a time yet to come.
STILL_THERE_S = math.inf

_HOUR_S = 3600.0
_MEGABYTE = 1_000_000

_Result = TypeVar("_Result")


class Overdue(enum.StrEnum):
    """Why a copy is to go."""

    UNOPENED = "unopened"
    EPISODE_ENDED = "episode-ended"
    QUOTA = "quota"


def overdue(
    sizes: Sequence[StoredSize], rules: Retention, now_s: float, open_records: Collection[str] = ()
) -> list[tuple[str, Overdue]]:
    """The records whose copies are to go, and why; one that is open never is.

    A record that was copied before anybody opened it counts from when it was copied. Where what is left takes
    more than the quota, the longest unopened go first, until it does not; open ones count, and stay.
    """
    found: list[tuple[str, Overdue]] = []
    staying: list[StoredSize] = []
    for size in sizes:
        if size.record_id in open_records:
            staying.append(size)
        elif _is_past(_last_wanted_s(size), rules.opened_h, now_s):
            found.append((size.record_id, Overdue.UNOPENED))
        elif _is_past(_last_there_s(size), rules.episode_h, now_s):
            found.append((size.record_id, Overdue.EPISODE_ENDED))
        else:
            staying.append(size)
    surplus = sum(size.size_bytes for size in staying) - rules.quota_mb * _MEGABYTE
    if not rules.quota_mb:
        return found
    for size in sorted(staying, key=lambda one: (_last_wanted_s(one), one.record_id)):
        if surplus <= 0:
            break
        if size.record_id not in open_records:
            surplus -= size.size_bytes
            found.append((size.record_id, Overdue.QUOTA))
    return found


def _is_past(since_s: float, hours: int, now_s: float) -> bool:
    return hours > 0 and now_s - since_s > hours * _HOUR_S


def _last_wanted_s(size: StoredSize) -> float:
    """When somebody opened it; of one that nobody has opened yet, when it was copied for whoever would.

    One that is still being copied for the first time has the end of its episode alone to go by.
    """
    return size.opened_s or size.copied_s or math.inf


def _last_there_s(size: StoredSize) -> float:
    """When the episode ended; whoever opens a record after that begins to need it anew."""
    return math.inf if size.episode_ended_s is None else max(size.episode_ended_s, size.opened_s)


class KeepRetention:
    """Has one session's copies go when their time is over: after sign-in, and `due` every hour.

    `open_records` are those on screen; it is asked on the database lane. An emergency's copy is none of the
    store's records and ends with its emergency.
    """

    def __init__(
        self,
        *,
        session: Session,
        store: RecordStore,
        database_lane: Lane,
        evidence: EvidenceKeeper,
        clock: Clock,
        rules: Retention,
        open_records: Callable[[], Collection[str]],
    ) -> None:
        self._session = session
        self._store = store
        self._database_lane = database_lane
        self._evidence = evidence
        self._clock = clock
        self._rules = rules
        self._open_records = open_records
        self._next_s = 0.0

    def due(self, elapsed_s: float) -> bool:
        """Whether it is time to `run`; counts an hour from then on, by a clock nobody sets."""
        if elapsed_s < self._next_s:
            return False
        self._next_s = elapsed_s + _HOUR_S
        return True

    def run(self) -> int:
        """Forget what is overdue, each on record first; returns how many went. On a worker.

        What cannot be put on record now stays until it can, and so does a file that the system holds.
        Raises EvidenceNotKept, StoreError, Cancelled.
        """
        found = self._on_database(
            lambda: overdue(self._store.sizes(), self._rules, self._clock.now_s(), self._open_records())
        )
        gone = 0
        for record_id, why in found:
            try:
                is_gone = self.forget(record_id)
            except StoreUnreadable as error:
                log.event("copy-not-forgotten", reason=why, error=type(error).__name__)
                continue
            if is_gone:
                gone += 1
                log.event("copy-forgotten", reason=why)
        return gone

    def forget(self, record_id: str) -> bool:
        """Forget one record, on record first; False where it is not here or is open. On a worker.

        Raises EvidenceNotKept, in which case it stays; StoreError, Cancelled.
        """
        patients = self._on_database(lambda: self._about(record_id))
        if patients is None:
            return False
        self._evidence.keep(lifecycle_deed(Act.FORGET, self._session, self._clock, patients))
        return self._on_database(lambda: self._forget(record_id))

    def heard(self, ward: Ward) -> None:
        """Keep of every record whether its patient is on the ward, or has left it. On a worker.

        Raises StoreError, Cancelled.
        """
        present = frozenset(patient.key for patient in ward.patients)
        self._on_database(lambda: self._keep_episodes(present))

    def _keep_episodes(self, present: Collection[str]) -> None:
        ended_s = {size.record_id: size.episode_ended_s for size in self._store.sizes()}
        for record in self._store.records():
            before_s = ended_s.get(record.record_id)
            if _is_among(record.person, present):
                after_s: float | None = STILL_THERE_S
            elif before_s == STILL_THERE_S:
                after_s = self._clock.now_s()
            else:
                continue
            if after_s != before_s:
                self._store.end_episode(record.record_id, after_s)

    def _about(self, record_id: str) -> tuple[PatientReference, ...] | None:
        if record_id in self._open_records():
            return None
        try:
            return references(self._store.person(record_id))
        except NotOnThisWorkstation:
            return None

    def _forget(self, record_id: str) -> bool:
        # Somebody may have opened it while the deed was being kept.
        if record_id in self._open_records():
            return False
        self._store.forget(record_id)
        return True

    def _on_database(self, job: Callable[[], _Result]) -> _Result:
        """A session that has ended leaves the store alone: it may be another person's by then."""

        def run() -> _Result:
            self._session.cancel.raise_if_cancelled()
            return job()

        return self._database_lane.submit(run).result()


def _is_among(person: Person, keys: Collection[str]) -> bool:
    return any(patient.key in keys for patient in person.known_as)
