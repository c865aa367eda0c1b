"""A session, a clock, an evidence keeper and a store in memory, for what goes on beside a person's work."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import msgspec

from serums_desktop.domain.coverage import Held, Unfinished
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept, NotOnThisWorkstation
from serums_desktop.domain.evidence import Act, Deed, Receipt
from serums_desktop.domain.people import PatientAtSource, Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Received
from serums_desktop.domain.staff import Staff
from serums_desktop.domain.stored import Integrity, StoredRecord, StoredSize
from serums_desktop.domain.ward import Ward, WardPatient
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from tests.unit.store.synthetic import patient

HOME = "ustan"


class Clock:
    """Tells what it is told to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def now_s(self) -> float:
        return self.now

    def elapsed_s(self) -> float:
        return self.now


class Evidence:
    """Writes deeds down, unless it is out of reach."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []
        self.is_away = False

    def keep(self, deed: Deed) -> Receipt:
        if self.is_away:
            raise EvidenceNotKept(EvidenceFault.UNREACHABLE)
        self.deeds.append(deed)
        return Receipt(len(self.deeds) - 1, 0.0)

    def told(self) -> list[tuple[Act, tuple[str, ...]]]:
        return [(deed.act, tuple(one.patient_id for one in deed.patients)) for deed in self.deeds]


class Store:
    """What a store says of its records, without a file."""

    def __init__(self) -> None:
        self.kept: dict[str, StoredSize] = {}
        self.people: dict[str, Person] = {}
        self.closed: list[str] = []
        self.written: list[str] = []
        self.breaks_with: Exception | None = None
        self.damaged: list[tuple[str, Integrity]] = []

    def take_damage(self) -> list[tuple[str, Integrity]]:
        found, self.damaged = self.damaged, []
        return found

    def remember(self, person: Person, opened_s: float, *, prefetched: bool = False) -> str:
        record_id = f"r-{person.leading.patient_id}"
        self.people[record_id] = person
        name = f"{record_id}.vault"
        self.kept[record_id] = StoredSize(record_id, name, 1, opened_s, None, None, prefetched)
        return record_id

    def change(self, record_id: str, **what: Any) -> None:
        self.kept[record_id] = msgspec.structs.replace(self.kept[record_id], **what)

    def records(self) -> list[StoredRecord]:
        if self.breaks_with is not None:
            raise self.breaks_with
        return [
            StoredRecord(one.record_id, self.people[one.record_id], one.opened_s, one.copied_s)
            for one in self.kept.values()
        ]

    def person(self, record_id: str) -> Person:
        if record_id not in self.people:
            raise NotOnThisWorkstation
        return self.people[record_id]

    def sizes(self) -> list[StoredSize]:
        return list(self.kept.values())

    def forget(self, record_id: str) -> None:
        self.kept.pop(record_id, None)
        self.people.pop(record_id, None)

    def end_episode(self, record_id: str, at_s: float | None) -> None:
        self.change(record_id, episode_ended_s=at_s)

    def vault(self, record_id: str) -> Any:
        def finish(_run: int, outcome: Any, *, complete: bool, **_: object) -> None:
            if complete:
                self.change(record_id, copied_s=outcome.as_of_s)

        return SimpleNamespace(
            begin=lambda _source, _purpose, _at: 1,
            unfinished=lambda _source, _purpose: None,
            held=lambda _source: None,
            write=lambda _run, _page, _at, _cursor: self.written.append(record_id),
            received=lambda _run: (0, 0),
            finish=finish,
            coverage=tuple,
            close=lambda: self.closed.append(record_id),
        )


class Source:
    """Sends one page, and calls `on_read` before it."""

    source_id = HOME

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.on_read = lambda: None

    def read(
        self,
        patient: PatientAtSource,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None = None,
        held: Held | None = None,
        resume: Unfinished | None = None,
    ) -> Iterator[list[Received]]:
        assert (purpose, types, held, resume) == (PurposeOfUse.TREATMENT, None, None, None)
        self.asked.append(patient.patient_id)
        self.on_read()
        cancel.raise_if_cancelled()
        yield []


def session_with(source: Source) -> Session:
    nothing: Any = SimpleNamespace()
    sources: Any = {HOME: source}
    return Session(
        Staff("Nurse Isobel Reid", "S-2071", "Charge nurse"),
        nothing,
        nothing,
        nothing,
        sources,
        CancelToken(),
    )


def ward(*patient_ids: str) -> Ward:
    return Ward("Ward 12", tuple(WardPatient(f"12-{one}", patient(HOME, one)) for one in patient_ids))
