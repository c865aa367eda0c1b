"""Delivery follows the journal in order, at least once, and through refusals."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.audit_event import Resource, ResourcePlace, Workplace, request_id
from serums_desktop.audit.audit_repository import ResourceRefused
from serums_desktop.audit.delivery import Delivery, Failure
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.keeper import SharedJournal
from serums_desktop.audit.keeper_protocol import Hindrance, HindranceKind
from serums_desktop.audit.set_aside import SetAside
from serums_desktop.domain.errors import (
    ConfigurationError,
    EvidenceFault,
    EvidenceNotKept,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.evidence import Act, Anchor
from serums_desktop.host.clock import SystemClock
from tests.unit.audit.keeping import deed, emergency

TIMEOUT_S = 10


class MemoryRepository:
    """Takes each request id once; `failures` come first, `refused_ids` never get in."""

    def __init__(self) -> None:
        self.taken: dict[str, Resource] = {}
        self.tries = 0
        self.failures: list[Failure] = []
        self.refused_ids: set[str] = set()
        self.is_closed = False
        self._changed = threading.Condition()

    def create(self, resource: Resource, place: ResourcePlace) -> str:
        request_id = place.request_id
        with self._changed:
            self.tries += 1
            self._changed.notify_all()
            if self.failures:
                raise self.failures.pop(0)
            if request_id in self.refused_ids:
                raise ResourceRefused(422)
            self.taken.setdefault(request_id, resource)
            return f"{resource['resourceType']}/{list(self.taken).index(request_id)}"

    def close(self) -> None:
        self.is_closed = True

    def wait_for(self, resources: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.taken) >= resources, TIMEOUT_S)

    def wait_for_tries(self, tries: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.tries >= tries, TIMEOUT_S)


class Place:
    """A journal, a repository, and deliveries between them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.journal = SharedJournal(lambda: Journal(directory, now_s=lambda: 1_800_000_009.0))
        self.set_aside = SetAside(directory)
        self.anchors = Anchors(directory, self.journal.run(lambda journal: journal.signing_key))
        self.repository = MemoryRepository()
        self.origin = self.journal.run(lambda journal: journal.origin)

    def delivery(self, longest_wait_s: float = 0.01) -> Delivery:
        return Delivery(
            journal=self.journal,
            set_aside=self.set_aside,
            repository=self.repository,
            workplace=Workplace("WS-1", "ustan", {"ustan": "https://ustan.example/fhir"}),
            anchors=self.anchors,
            elapsed_s=SystemClock().elapsed_s,
            longest_wait_s=longest_wait_s,
        )

    def keep(self, *acts: Act) -> None:
        for number, act in enumerate(acts):
            made = emergency(act) if act.value.startswith("emergency") else deed(act, number)
            self.journal.keep(f"{self.journal.run(Journal.size)}", made)

    def id(self, entry: int, number: int = 0) -> str:
        return request_id(self.origin, entry, number)

    def delivered(self) -> int:
        return self.journal.run(Journal.delivered)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.journal.close()


def test_what_was_kept_before_and_after_the_start_arrives_in_order(place: Place) -> None:
    place.keep(Act.SIGN_IN, Act.SEARCH)
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for(2)
    place.keep(Act.OPEN_RECORD, Act.LOCK)
    place.repository.wait_for(4)
    delivery.close()
    assert list(place.repository.taken) == [place.id(entry) for entry in range(4)]
    assert place.delivered() == 4
    assert place.repository.is_closed


def test_what_is_left_at_the_end_is_delivered_when_it_can_be(place: Place) -> None:
    delivery = place.delivery()
    delivery.start()
    place.keep(*[Act.SEARCH] * 50)
    delivery.close()
    assert list(place.repository.taken) == [place.id(entry) for entry in range(50)]


@pytest.mark.parametrize(
    "failure",
    [
        SourceError("ustan", SourceFault.UNREACHABLE),
        SourceError("ustan", SourceFault.SERVER_ERROR, http_status=503, retry_after_s=0.005),
        SourceError("ustan", SourceFault.FORBIDDEN, http_status=403),
        SignInRefused("ustan", "invalid_client"),
        ConfigurationError("evidence.seal_to", "unreadable"),
    ],
)
def test_an_outage_delays_and_loses_nothing(place: Place, failure: Failure) -> None:
    place.repository.failures = [failure] * 4
    place.keep(Act.SIGN_IN, Act.SEARCH, Act.LOCK)
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for(3)
    delivery.close()
    assert list(place.repository.taken) == [place.id(entry) for entry in range(3)]


def test_an_outage_does_not_hold_up_the_end_and_is_outlived(place: Place) -> None:
    place.keep(Act.SIGN_IN)
    place.repository.failures = [SourceError("ustan", SourceFault.UNREACHABLE)] * 1_000_000
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for_tries(3)
    delivery.close()
    assert place.delivered() == 0
    place.repository.failures = []
    again = place.delivery()
    again.start()
    place.repository.wait_for(1)
    again.close()
    assert place.delivered() == 1


def test_an_emergency_tells_officer_and_patient(place: Place) -> None:
    place.keep(Act.EMERGENCY_START, Act.EMERGENCY_STAGE)
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for(4)
    delivery.close()
    assert [resource["resourceType"] for resource in place.repository.taken.values()] == [
        "AuditEvent",
        "Communication",
        "Communication",
        "AuditEvent",
    ]
    assert place.repository.taken[place.id(0, 1)]["about"] == [{"reference": "AuditEvent/0"}]


def test_a_refused_entry_is_set_aside_counted_and_offered_again(place: Place) -> None:
    place.repository.refused_ids = {place.id(1)}
    place.keep(Act.SIGN_IN, Act.SEARCH, Act.LOCK)
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for(2)
    delivery.close()
    assert list(place.repository.taken) == [place.id(0), place.id(2)]
    assert place.delivered() == 3
    assert SetAside(place.directory).entries == (1,)

    place.repository.refused_ids = set()
    again = place.delivery()
    again.start()
    place.repository.wait_for(3)
    again.close()
    assert place.set_aside.entries == SetAside(place.directory).entries == ()


def test_without_the_list_of_refusals_everything_is_offered_again(place: Place) -> None:
    place.keep(Act.SIGN_IN, Act.SEARCH)
    place.journal.run(lambda journal: journal.mark_delivered(2))
    (place.directory / "set-aside.json").write_bytes(b"damaged")
    place.set_aside = SetAside(place.directory)
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for(2)
    delivery.close()
    assert place.delivered() == 2
    assert not place.set_aside.is_damaged


def test_a_refused_start_still_alerts_the_officer(place: Place) -> None:
    place.repository.refused_ids = {place.id(0)}
    place.keep(Act.EMERGENCY_START)
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for(2)
    delivery.close()
    about = place.repository.taken[place.id(0, 1)]["about"]
    assert about == [{"type": "AuditEvent", "identifier": {"value": place.id(0)}}]


@pytest.mark.parametrize(
    ("failure", "hindrance"),
    [
        (
            SourceError("ustan", SourceFault.SERVER_ERROR, http_status=503, retry_after_s=3000.0),
            Hindrance(HindranceKind.SOURCE, "server-error", 503),
        ),
        (SignInRefused("ustan", "invalid_client"), Hindrance(HindranceKind.SIGN_IN, "invalid_client")),
        (EvidenceNotKept(EvidenceFault.DISK_FULL), Hindrance(HindranceKind.EVIDENCE, "disk-full")),
        (
            ConfigurationError("evidence.seal_to", "unreadable"),
            Hindrance(HindranceKind.CONFIGURATION, "evidence.seal_to: unreadable"),
        ),
    ],
)
def test_whoever_asks_waits_for_no_next_try_and_is_told_why_it_failed(
    place: Place, failure: Failure, hindrance: Hindrance
) -> None:
    place.keep(Act.SIGN_IN, Act.LOCK)
    place.repository.failures = [failure] * 2
    delivery = place.delivery(longest_wait_s=3600.0)
    delivery.start()
    place.repository.wait_for_tries(1)
    assert delivery.deliver_now(TIMEOUT_S) == hindrance
    assert delivery.deliver_now(TIMEOUT_S) is None
    assert list(place.repository.taken) == [place.id(0), place.id(1)]
    delivery.close()


def test_what_was_refused_is_offered_to_whoever_asks(place: Place) -> None:
    place.repository.refused_ids = {place.id(0)}
    place.keep(Act.SIGN_IN, Act.LOCK)
    delivery = place.delivery()
    delivery.start()
    place.repository.wait_for(1)
    assert delivery.deliver_now(TIMEOUT_S) is None
    assert place.set_aside.entries == (0,)
    place.repository.refused_ids = set()
    assert delivery.deliver_now(TIMEOUT_S) is None
    assert place.set_aside.entries == ()
    delivery.close()


def test_nobody_waits_for_a_delivery_that_ended_or_takes_too_long(place: Place) -> None:
    delivery = place.delivery()
    assert delivery.deliver_now(0.0) == Hindrance(HindranceKind.UNFINISHED)
    delivery.start()
    delivery.close()
    assert delivery.deliver_now(TIMEOUT_S) is None


def test_the_repository_learns_how_the_anchors_stand(place: Place) -> None:
    place.anchors.advance(Anchor("cache", 3))
    place.keep(Act.LOCK)
    delivery = place.delivery()
    delivery.start()
    assert delivery.deliver_now(TIMEOUT_S) is None
    delivery.close()
    told = place.repository.taken[place.id(0)]["entity"][-1]["detail"]
    assert {"type": "anchors", "valueString": place.anchors.state()} in told
