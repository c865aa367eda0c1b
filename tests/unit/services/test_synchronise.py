"""What each source sends is kept, and what becomes of each asking is told as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.coverage import Held, SourceCoverage, SourceState, Unfinished
from serums_desktop.domain.errors import SerumsError, SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Anew, Disposition, Progress, Reason, Received, Served
from serums_desktop.domain.staff import Staff
from serums_desktop.services.session import Session
from serums_desktop.services.synchronise import PageKept, SourceFailed, Synchronise
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.services.keyring_parts import Parts
from tests.unit.store.synthetic import key, person, without_entry

CONFIGURED = SourceCoverage("fcrb", "FCRB", "ES", SourceState.ANSWERED, missing=("Goal",))

Told = list[SourceCoverage | PageKept | SourceFailed]
Part = list[Received] | Served | Progress | Anew


def claim(name: str, version_id: str = "1") -> Received:
    one = without_entry(name, Disposition.OTHER, Reason.UNLISTED_TYPE, resource_type="Claim")
    return msgspec.structs.replace(one, version_id=version_id)


def unread(name: str) -> Received:
    return without_entry(name, Disposition.QUARANTINED, Reason.WRONG_SHAPE, resource_type="Claim")


class ScriptedSource:
    """Sends what it is told to, and remembers what it was asked."""

    source_id = "fcrb"

    def __init__(self) -> None:
        self.script: list[Part | Exception | Callable[[], None]] = []
        self.resumed: list[Unfinished | None] = []
        self.asked: list[tuple[str, PurposeOfUse, frozenset[str] | None, Held | None]] = []

    def read(
        self,
        patient: PatientAtSource,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None = None,
        held: Held | None = None,
        resume: Unfinished | None = None,
    ) -> Iterator[Part]:
        self.asked.append((patient.patient_id, purpose, types, held))
        self.resumed.append(resume)
        for part in self.script:
            cancel.raise_if_cancelled()
            if isinstance(part, Exception):
                raise part
            if callable(part):
                part()
            else:
                yield part


class Clock:
    """Tells what it is told to."""

    now = 1_000.0

    def now_s(self) -> float:
        return self.now


class Place:
    """One record in a real store, and the source that it is brought up to date from."""

    def __init__(self, store: EncryptedRecordStore, lane: Lane) -> None:
        self.source = ScriptedSource()
        self.clock = Clock()
        self._store = store
        self._lane = lane
        self._person = person(("fcrb", "p1"))
        self._record_id = lane.run(lambda: store.remember(self._person, 1.0))

    def _copy_for(self, purpose: PurposeOfUse) -> str:
        """An emergency reads into a copy of its own."""
        if purpose is PurposeOfUse.TREATMENT:
            return self._record_id
        return self._lane.run(lambda: self._store.begin_emergency(self._person))

    def synchronise(
        self,
        *script: Part | Exception | Callable[[], None],
        purpose: PurposeOfUse = PurposeOfUse.TREATMENT,
        types: frozenset[str] | None = None,
    ) -> Told:
        self.source.script = [*script]
        told: Told = []
        parts = Parts()
        session = Session(
            Staff("Dr Fraser", "S-1042", "Consultant"),
            parts,  # type: ignore[arg-type]  nobody is asked who they are
            parts,  # type: ignore[arg-type]
            parts,
            {"fcrb": self.source},  # type: ignore[dict-item]  a source that is only read from
            CancelToken(),
        )
        use_case = Synchronise(
            session=session,
            store=self._store,
            database_lane=self._lane,
            clock=self.clock,  # type: ignore[arg-type]  the time of day alone
            record_id=self._copy_for(purpose),
            person=self._person,
            configured=[CONFIGURED],
            report=told.append,
            purpose=purpose,
            types=types,
        )
        self._under_way = use_case
        with Pool("network", 1) as pool:
            use_case.start(pool)
            pool.submit(lambda: None).result()
        return told

    def stop(self) -> None:
        """As a press on the source's pill does."""
        self._under_way.stop("fcrb")

    def cancel(self) -> None:
        """As leaving the record does."""
        self._under_way.cancel.cancel()

    def kept(self) -> set[str]:
        held = self._lane.run(lambda: self._store.vault(self._record_id).held("fcrb"))
        return set(held.versions) if held is not None else set()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    store = EncryptedRecordStore(tmp_path / "cache")
    with Lane("database") as lane:
        lane.run(lambda: store.open(key()))
        yield Place(store, lane)
        lane.run(store.close)


def outcome(told: Told) -> SourceCoverage:
    return [one for one in told if isinstance(one, SourceCoverage)][-1]


def test_a_full_reading_is_dated_as_one(place: Place) -> None:
    told = outcome(place.synchronise([claim("1"), unread("2")], [claim("3")]))
    assert (told.state, told.received, told.quarantined) == (SourceState.ANSWERED, 3, 1)
    assert (told.as_of_s, told.full_s, told.missing) == (1_000.0, 1_000.0, ())
    assert place.source.asked == [("p1", PurposeOfUse.TREATMENT, None, None)]
    assert place.kept() == {"Claim/1", "Claim/2", "Claim/3"}


def test_the_next_reading_begins_with_what_is_held(place: Place) -> None:
    place.synchronise([claim("1"), unread("2"), unread("3")])
    place.clock.now = 2_000.0
    told = outcome(place.synchronise([claim("4")], Served(frozenset({"Claim/1", "Claim/2", "Claim/4"}))))
    held = place.source.asked[-1][3]
    assert held == Held(1_000.0, 1_000.0, {"Claim/1": "1", "Claim/2": "", "Claim/3": ""})
    assert (told.as_of_s, told.full_s) == (2_000.0, 1_000.0)
    assert (told.received, told.quarantined) == (3, 1)
    assert place.kept() == {"Claim/1", "Claim/2", "Claim/4"}


def test_a_source_that_sends_all_in_spite_of_what_is_held_was_read_in_full(place: Place) -> None:
    place.synchronise([claim("1"), claim("2")])
    place.clock.now = 2_000.0
    told = outcome(place.synchronise([claim("2")]))
    assert (told.full_s, told.received) == (2_000.0, 1)
    assert place.kept() == {"Claim/2"}


@pytest.mark.parametrize(
    ("purpose", "types"),
    [(PurposeOfUse.BREAK_GLASS, None), (PurposeOfUse.TREATMENT, frozenset({"Claim"}))],
)
def test_an_emergency_and_a_part_are_read_whole(
    purpose: PurposeOfUse, types: frozenset[str] | None, place: Place
) -> None:
    place.synchronise([claim("1")])
    place.synchronise([claim("1")], purpose=purpose, types=types)
    assert place.source.asked[-1] == ("p1", purpose, types, None)


def test_what_nobody_was_given_is_named_and_what_is_held_stays(place: Place) -> None:
    place.synchronise([claim("1"), claim("2")])
    place.clock.now = 2_000.0
    error = SourceError("fcrb", SourceFault.FORBIDDEN, http_status=403, kept=1, missing=("Goal",))
    told = outcome(place.synchronise([claim("3")], error))
    assert (told.state, told.fault, told.received) == (SourceState.PARTIAL, SourceFault.FORBIDDEN, 1)
    assert (told.missing, told.as_of_s) == (("Goal",), 1_000.0)
    assert place.kept() == {"Claim/1", "Claim/2", "Claim/3"}


@pytest.mark.parametrize("error", [SourceError("fcrb", SourceFault.TIMEOUT), ValueError("a surprise")])
def test_a_source_that_sent_nothing_failed(error: Exception, place: Place) -> None:
    told = place.synchronise(error)
    assert (outcome(told).state, outcome(told).missing) == (SourceState.FAILED, ())
    assert isinstance(told[-1], SourceFailed)
    assert isinstance(told[-1].error, SerumsError)


def test_a_page_that_cannot_be_kept_says_so_before_what_its_source_broke_off_with(place: Place) -> None:
    of_another = msgspec.structs.replace(claim("2"), source_id="elsewhere")
    broken_off = SourceError("fcrb", SourceFault.TIMEOUT)
    told = place.synchronise([claim("1")], [of_another], broken_off)
    assert (outcome(told).state, outcome(told).received) == (SourceState.PARTIAL, 1)
    assert isinstance(told[-1], SourceFailed)
    assert isinstance(told[-1].error, SourceError)
    assert told[-1].error.kind is SourceFault.NOT_FHIR
    assert sum(isinstance(one, PageKept) for one in told) == 1


def test_a_source_that_is_asked_again_lacks_nothing_yet(place: Place) -> None:
    asking = place.synchronise()[0]
    assert asking == msgspec.structs.replace(
        CONFIGURED, state=SourceState.ASKING, asked_s=1_000.0, missing=()
    )


# -- going on, and stopping ------------------------------------------------------------------------

CUT = SourceError("fcrb", SourceFault.INTERRUPTED)


def test_a_reading_that_broke_off_goes_on_in_its_run(place: Place) -> None:
    place.synchronise(Progress(b"one"), [claim("1")], Progress(b"two"), [claim("2")], CUT)
    place.clock.now = 1_500.0
    told = place.synchronise([claim("3")])
    resumed = place.source.resumed[-1]
    assert resumed is not None
    assert (resumed.cursor, resumed.began_s) == (b"two", 1_000.0)
    assert resumed.keys == {"Claim/1", "Claim/2"}
    assert [one.received for one in told if isinstance(one, PageKept)] == [3]
    # It is as old as its oldest part.
    assert (outcome(told).received, outcome(told).as_of_s, outcome(told).full_s) == (3, 1_000.0, 1_000.0)
    assert place.kept() == {"Claim/1", "Claim/2", "Claim/3"}
    place.synchronise()
    assert place.source.resumed[-1] is None


def test_what_a_run_that_goes_on_did_not_bring_is_gone(place: Place) -> None:
    place.synchronise([claim("gone")])
    place.synchronise(Progress(b"one"), [claim("1")], CUT)
    place.synchronise([claim("2")])
    assert place.kept() == {"Claim/1", "Claim/2"}


def test_a_reading_that_begins_anew_has_brought_nothing_yet(place: Place) -> None:
    place.synchronise(Progress(b"one"), [claim("1")], CUT)
    place.clock.now = 1_500.0
    told = outcome(place.synchronise(Anew(), [claim("2")]))
    assert (told.received, told.full_s) == (1, 1_500.0)
    assert place.kept() == {"Claim/2"}


@pytest.mark.parametrize("now_s", [999.0, 1_600.0])
def test_what_broke_off_too_long_ago_is_read_anew(now_s: float, place: Place) -> None:
    place.synchronise(Progress(b"one"), [claim("1")], CUT)
    place.clock.now = now_s
    place.synchronise([claim("2")])
    assert place.source.resumed[-1] is None
    assert place.kept() == {"Claim/2"}


@pytest.mark.parametrize(
    "error", [SourceError("fcrb", SourceFault.FORBIDDEN, missing=("Goal",)), ValueError("a surprise")]
)
def test_what_ends_for_another_reason_than_the_line_is_read_anew(error: Exception, place: Place) -> None:
    place.synchronise(Progress(b"one"), [claim("1")], error)
    place.synchronise([claim("2")])
    assert place.source.resumed[-1] is None


def test_an_emergency_reads_from_the_beginning(place: Place) -> None:
    place.synchronise(Progress(b"one"), [claim("1")], CUT)
    place.synchronise([claim("1")], types=frozenset({"Claim"}))
    assert place.source.resumed[-1] is None


def test_a_resource_that_comes_twice_counts_once(place: Place) -> None:
    told = place.synchronise([claim("1"), claim("2")], [claim("2", "2"), claim("3")], [claim("1")])
    assert [one.received for one in told if isinstance(one, PageKept)] == [2, 3, 3]
    assert outcome(told).received == 3


def test_a_source_is_stopped_alone_and_what_came_is_kept(place: Place) -> None:
    stop = place.stop
    told = place.synchronise(Progress(b"one"), [claim("1")], stop, [claim("2")])
    assert (outcome(told).state, outcome(told).stopped) == (SourceState.PARTIAL, True)
    assert (outcome(told).received, outcome(told).fault) == (1, None)
    assert not any(isinstance(one, SourceFailed) for one in told)
    # Asked again, it goes on.
    again = outcome(place.synchronise([claim("2")]))
    assert (again.state, again.stopped, again.received) == (SourceState.ANSWERED, False, 2)
    resumed = place.source.resumed[-1]
    assert resumed is not None
    assert resumed.cursor == b"one"


def test_where_all_are_stopped_nobody_is_told(place: Place) -> None:
    told = place.synchronise([claim("1")], place.cancel, [claim("2")])
    assert not any(isinstance(one, SourceCoverage) and one.state is not SourceState.ASKING for one in told)
