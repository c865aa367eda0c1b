"""A record of many pages: what comes first, and how a reading goes on where it broke off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
import requests

from serums_desktop.domain.coverage import Held, Unfinished
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Anew, PreparedPage, Progress, Received
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.page_reading import Reading
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.paged_record import NOW, PATIENT_ID, PagedRecord, a_record
from tests.unit.sources.small_server import SmallServer, Tokens

JOANA = PatientAtSource("zmc", PATIENT_ID, PersonName("Soler", "Joana"), None, Sex.FEMALE)
Kept = dict[str, Received]
Opened = Callable[..., FhirSource]
BOTH_WAYS = pytest.mark.parametrize("everything", [True, False])


@pytest.fixture(params=["here", "in another process"])
def open_source(
    server: SmallServer, session: requests.Session, another_process: Reading, request: Any
) -> Iterator[Opened]:
    made: list[FhirSource] = []

    def opened(parallel: int = 1) -> FhirSource:
        source = FhirSource(
            source_id="zmc",
            fhir_base=server.base,
            http=session,
            tokens=Tokens(),
            timeout_s=5,
            limits=Limits(retry_budget_s=0),
            parallel=parallel,
            now_s=NOW.timestamp,
            reading=None if request.param == "here" else another_process,
        )
        made.append(source)
        return source

    yield opened
    for source in made:
        source.close()


class Copy:
    """What a copy keeps of a run: the last word on each resource, and the cursor."""

    def __init__(self) -> None:
        self.kept: Kept = {}
        self.order: list[str] = []
        self.cursor: bytes | None = None
        self.parts = 0
        self.reads_here = True

    def take(self, source: FhirSource, parts: int | None = None, held: Held | None = None) -> list[type]:
        """Read, until so many pages are kept; returns what else the source said."""
        said: list[type] = []
        cursor = None
        run = source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken(), held=held, resume=self.unfinished())
        for part in run:
            if isinstance(part, Progress):
                cursor = part.cursor
            elif isinstance(part, list | PreparedPage):
                self._keep(part)
                self.cursor, cursor = cursor or self.cursor, None
                if self.parts == parts:
                    run.close()
                    break
            else:
                said.append(type(part))
                if isinstance(part, Anew):
                    self.kept.clear()
        return said

    def _keep(self, page: list[Received] | PreparedPage) -> None:
        if isinstance(page, PreparedPage):
            self.reads_here = False
            page = msgspec.msgpack.decode(page.rows, type=list[Received])
        self.parts += 1
        for one in page:
            name = f"{one.resource_type}/{one.resource_id}"
            self.kept[name] = one
            self.order.append(name)

    def unfinished(self) -> Unfinished | None:
        if self.cursor is None:
            return None
        return Unfinished(1, NOW.timestamp(), self.cursor, frozenset(self.kept))


def whole(source: FhirSource) -> Kept:
    copy = Copy()
    assert copy.take(source) == []
    return copy.kept


@BOTH_WAYS
def test_what_is_warned_of_and_what_is_recent_comes_before_the_rest(
    everything: bool, open_source: Opened, server: SmallServer
) -> None:
    record = PagedRecord(server, a_record(20), everything=everything)
    copy = Copy()
    copy.take(open_source())
    assert len(copy.kept) == len(record.contents)
    first = {name: copy.order.index(name) for name in copy.kept}
    problems = [place for name, place in first.items() if name.startswith(("Condition/", "MedicationR"))]
    recent = [first[f"Observation/o{number}"] for number in range(5, 20, 2)]
    old = [first[f"Observation/o{number}"] for number in range(10, 20, 2)]
    assert max(problems) < min(recent)
    assert max(recent) < min(old)


def test_a_record_of_one_page_is_one_question(open_source: Opened, server: SmallServer) -> None:
    record = PagedRecord(server, a_record(1), page_size=50)
    whole(open_source())
    assert record.asked() == ["$everything", "Device"]


def test_what_is_held_already_is_read_in_no_order(open_source: Opened, server: SmallServer) -> None:
    record = PagedRecord(server, a_record(4))
    Copy().take(open_source(), held=Held(0.0, 0.0, {}))
    assert [one.partition(" ")[0] for one in record.asked()] == [*["$everything"] * 5, "Device"]


def test_an_order_that_comes_first_has_its_products_name(open_source: Opened, server: SmallServer) -> None:
    PagedRecord(server, a_record(20))
    copy = Copy()
    source = open_source()
    run = source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken())
    with_orders = 0
    for part in run:
        if isinstance(part, list | PreparedPage):
            copy._keep(part)
            with_orders = sum(name.startswith("MedicationRequest/") for name in copy.kept)
            if with_orders == 20:
                break
    run.close()
    assert with_orders == 20
    names = {
        one.entry.title for name, one in copy.kept.items() if name.startswith("MedicationR") and one.entry
    }
    assert names == {"Drug 0", "Drug 1", "Drug 2"}
    assert "Encounter/e19" not in copy.kept


def test_what_waits_for_what_never_comes_is_given_without_it(
    open_source: Opened, server: SmallServer
) -> None:
    record = PagedRecord(server, a_record(20))
    record.contents = [one for one in record.contents if one["id"] != "e7"]
    copy = Copy()
    source = open_source()
    for _ in range(40):
        copy.take(source, copy.parts + 1)
        assert not any(b"Encounter/e7" in one.raw for one in copy.kept.values())
    copy.take(source)
    assert not any(b"Encounter/e7" in one.raw for one in copy.kept.values())
    assert b"Encounter/e6" in copy.kept["Condition/c6"].raw


@BOTH_WAYS
def test_wherever_it_breaks_off_it_goes_on_and_nothing_is_asked_twice(
    everything: bool, open_source: Opened, server: SmallServer
) -> None:
    record = PagedRecord(server, a_record(8), everything=everything)
    expected = whole(open_source())
    record.asked()
    copy = Copy()
    times: Counter[str] = Counter()
    for _ in range(60):
        assert copy.take(open_source(), copy.parts + 1) == []
        times.update(one for one in record.asked() if one[-1].isdigit())
    assert copy.take(open_source()) == []
    times.update(one for one in record.asked() if one[-1].isdigit())
    assert copy.kept == expected
    assert times
    if copy.reads_here:
        # Another process is a page or two behind what was fetched.
        assert set(times.values()) == {1}


@BOTH_WAYS
def test_a_link_that_is_gone_has_it_begin_anew(
    everything: bool, open_source: Opened, server: SmallServer
) -> None:
    record = PagedRecord(server, a_record(8), everything=everything)
    expected = whole(open_source())
    copy = Copy()
    copy.take(open_source(), 12)
    asked_from: list[Any] = []

    def ended(request: Any) -> bool:
        asked_from.append(request)
        return len(asked_from) == 1

    record.link_ends = ended
    assert copy.take(open_source()) == [Anew]
    assert copy.kept == expected


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda cursor: cursor[:-9], lambda _: b"\x92\xc4\x00\x90"])
def test_a_cursor_that_is_none_has_it_begin_anew(
    spoil: Callable[[bytes], bytes], open_source: Opened, server: SmallServer
) -> None:
    PagedRecord(server, a_record(4))
    copy = Copy()
    copy.take(open_source(), 2)
    assert copy.cursor is not None
    copy.cursor = spoil(copy.cursor)
    assert copy.take(open_source()) == [Anew]


def test_a_cursor_of_another_server_is_not_followed(open_source: Opened, server: SmallServer) -> None:
    record = PagedRecord(server, a_record(4))
    copy = Copy()
    copy.take(open_source(), 2)
    assert copy.cursor is not None
    here = f"{server.base}/Patient"
    assert here.encode() in copy.cursor
    copy.cursor = copy.cursor.replace(
        here.encode(), b"https://elsewhere.exa"[: len(here)].ljust(len(here), b"x")
    )
    record.asked()
    assert copy.take(open_source()) == [Anew]
    assert "$everything" in record.asked()


def test_what_cannot_be_had_page_by_page_may_be_had_type_by_type(
    open_source: Opened, server: SmallServer
) -> None:
    record = PagedRecord(server, a_record(4))
    expected = whole(open_source())
    record.link_ends = lambda _request: True
    assert whole(open_source()) == expected


def test_a_link_that_ends_in_the_middle_is_the_servers_fault(
    open_source: Opened, server: SmallServer
) -> None:
    record = PagedRecord(server, a_record(8))
    record.link_ends = lambda _request: True
    copy = Copy()
    with pytest.raises(SourceError) as failed:
        copy.take(open_source())
    assert failed.value.kind is SourceFault.SERVER_ERROR
    assert failed.value.kept == len(copy.kept)
