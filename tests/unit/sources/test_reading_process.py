"""Pages read by another process: the same as here, and what its end means."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import msgspec
import pytest
import requests

from serums_desktop.domain.errors import AccountingBroken, Cancelled, SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import PreparedPage
from serums_desktop.host.program import command_line
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.page_reading import PageReading, ReadingHere, Run
from serums_desktop.sources.fhir.reading_process import ReadingProcess
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.store.packing import Unpacker
from serums_desktop.store.received_row import ReceivedRow, prepared_page, rows_of
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.resources import BASE, concept, entry_of, resource
from tests.unit.sources.small_server import Request, SmallServer, Tokens

RUN = Run("zmc", "p1", BASE)
PATIENT = PatientAtSource("zmc", "p1", PersonName("Soler", "Joana"), None, Sex.FEMALE)

# One that answers its first questions and then ends.
SHORT_LIVED = """
import os, sys
from serums_desktop.sources.fhir import reading_process
from serums_desktop.store.received_row import prepared_page

pages = []

def prepare(source_id, page):
    pages.append(page)
    if len(pages) > 1:
        os._exit(1)
    return prepared_page(source_id, page)

sys.exit(reading_process.serve(prepare))
"""
BABBLING = """
import sys
for _ in range(9):
    sys.stdout.buffer.write(bytes(7) + bytes([1]) + b"x")
sys.stdout.flush()
sys.stdin.buffer.read()
"""
UNBALANCED = """
import sys
from serums_desktop.domain.errors import AccountingBroken
from serums_desktop.sources.fhir import page_reading, reading_process
from serums_desktop.store.received_row import prepared_page

def finish(self, *, complete):
    raise AccountingBroken(3, 2)

page_reading.ReadingHere.finish = finish
sys.exit(reading_process.serve(prepared_page))
"""


@pytest.fixture(scope="module")
def reading() -> Iterator[ReadingProcess]:
    """The program's own process."""
    process = ReadingProcess([*command_line(), "read-pages"])
    yield process
    process.close()


def pages_of(number: int, size: int) -> Iterator[list[BundleEntry]]:
    for page in range(number):
        yield [
            entry_of(
                resource("Observation", id=f"o{page}-{one}", code=concept("Glucose"), valueString="1e2 units")
            )
            for one in range(size)
        ]


def all_of(run: PageReading, pages: Iterator[list[BundleEntry]]) -> list[PreparedPage]:
    read: list[PreparedPage] = []
    for page in pages:
        read += [part for part in run.page(page) if isinstance(part, PreparedPage)]
    return read + [part for part in run.finish(complete=True) if isinstance(part, PreparedPage)]


def rows(pages: list[PreparedPage]) -> list[tuple[ReceivedRow, bytes, bytes]]:
    """Every row with what its pack holds of it, wherever it lies there."""
    unpacker, found = Unpacker(), []
    for page in map(rows_of, pages):
        raws = [unpacker.raws(pack.raws) for pack in page.packs]
        entries = [unpacker.entries(pack.entries) for pack in page.packs]
        for row in page.rows:
            bodies = (raws[row.pack][row.place], entries[row.pack][row.place])
            found.append((msgspec.structs.replace(row, pack=0, place=0), *bodies))
    return sorted(found, key=lambda one: one[0].key)


def mixed() -> list[BundleEntry]:
    """One that is shown, folded, other, retracted and quarantined each; one of somebody else."""
    return [
        entry_of(resource("Condition", id="shown", code=concept("Asthma"))),
        entry_of(resource("Medication", id="folded", code=concept("Metformin"))),
        entry_of(resource("Claim", id="other")),
        entry_of(resource("Condition", id="gone", verificationStatus=concept("", ("", "entered-in-error")))),
        entry_of(b'{"resourceType":"Condition","id":"odd","code":7}'),
        entry_of({**resource("Condition", id="hers"), "subject": {"reference": "Patient/p2"}}),
    ]


def test_it_reads_what_is_read_here(reading: ReadingProcess) -> None:
    here = ReadingHere(RUN)
    pages = [mixed(), *pages_of(3, 40)]
    expected = [received for page in pages for part in here.page(page) for received in part]
    expected += [received for part in here.finish(complete=True) for received in part]
    there = all_of(reading.begin(RUN, CancelToken()), iter(pages))
    assert rows(there) == rows([prepared_page("zmc", expected)])
    assert sorted(name for page in there for name in page.names) == sorted(
        f"{one.resource_type}/{one.resource_id}" for one in expected
    )
    assert sum(page.quarantined for page in there) == 2


def test_runs_do_not_meet(reading: ReadingProcess) -> None:
    first, second = reading.begin(RUN, CancelToken()), reading.begin(RUN, CancelToken())
    (one,), (two,) = list(pages_of(1, 2)), list(pages_of(1, 3))
    parts = [*first.page(one), *second.page(two), *first.finish(complete=True), *second.finish(complete=True)]
    assert sorted(len(part.names) for part in parts if isinstance(part, PreparedPage)) == [2, 3]


def test_what_names_a_product_waits_for_it(reading: ReadingProcess) -> None:
    run = reading.begin(RUN, CancelToken())
    order = resource("MedicationRequest", medicationReference={"reference": "Medication/m1"}, status="active")
    assert list(run.page([entry_of(order)])) == []
    assert run.missing_products() == ["Medication/m1"]
    product = [entry_of(resource("Medication", id="m1", code=concept("Metformin")))]
    read = all_of(run, iter([product]))
    assert sorted(name for part in read for name in part.names) == ["Medication/m1", "MedicationRequest/r1"]


def test_pages_are_handed_on_while_others_are_fetched(reading: ReadingProcess) -> None:
    run = reading.begin(RUN, CancelToken())
    early = [part for page in pages_of(8, 5) for part in run.page(page)]
    assert len(early) >= 8 - 2
    list(run.finish(complete=True))


def test_a_run_that_is_cancelled_waits_for_nothing(reading: ReadingProcess) -> None:
    cancel = CancelToken()
    run = reading.begin(RUN, cancel)
    cancel.cancel()
    with pytest.raises(Cancelled):
        all_of(run, pages_of(5, 5))
    run.close()
    run.close()
    assert rows(all_of(reading.begin(RUN, CancelToken()), pages_of(1, 1)))


def test_counts_that_do_not_add_up_are_told_here_too() -> None:
    process = ReadingProcess([sys.executable, "-c", UNBALANCED])
    with pytest.raises(AccountingBroken) as broken:
        list(process.begin(RUN, CancelToken()).finish(complete=True))
    assert (broken.value.received, broken.value.accounted) == (3, 2)
    process.close()


def test_without_a_process_the_source_has_failed() -> None:
    with pytest.raises(SourceError) as failed:
        ReadingProcess(["/nowhere/at-all"]).begin(RUN, CancelToken())
    assert failed.value.kind is SourceFault.NOT_READ


def test_answers_that_are_none_are_an_end() -> None:
    babbling = ReadingProcess([sys.executable, "-c", BABBLING])

    def speak() -> None:
        all_of(babbling.begin(RUN, CancelToken()), pages_of(3, 1))

    with pytest.raises(SourceError) as failed:
        speak()
    assert failed.value.kind is SourceFault.NOT_READ
    babbling.close()


# -- behind a source -----------------------------------------------------------------------------------


def test_what_came_before_its_end_is_kept_and_counted(server: SmallServer, session: requests.Session) -> None:
    server.routes["/fhir/Patient/p1/$everything"] = _page
    server.routes["/fhir/metadata"] = lambda request: request.answer(
        {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"}
    )
    source = FhirSource(
        source_id="zmc",
        fhir_base=server.base,
        http=session,
        tokens=Tokens(),
        timeout_s=5,
        reading=ReadingProcess([sys.executable, "-c", SHORT_LIVED]),
    )
    read: list[str] = []

    def take_all() -> None:
        for part in source.read(PATIENT, PurposeOfUse.TREATMENT, CancelToken()):
            if isinstance(part, PreparedPage):
                read.extend(part.names)

    with pytest.raises(SourceError) as failed:
        take_all()
    assert read == ["Observation/o0"]
    assert (failed.value.kind, failed.value.kept) == (SourceFault.NOT_READ, 1)
    source.close()


def _page(request: Request) -> None:
    number = int(request.query.get("page", ["0"])[0])
    observation = resource("Observation", id=f"o{number}", code=concept("Glucose"))
    request.answer(
        {
            "resourceType": "Bundle",
            "type": "searchset",
            "link": [{"relation": "next", "url": f"?page={number + 1}"}] if number < 5 else [],
            "entry": [{"resource": observation}],
        }
    )


def test_a_run_whose_process_went_with_its_session_ends_in_silence() -> None:
    process, cancel = ReadingProcess([*command_line(), "read-pages"]), CancelToken()
    run = process.begin(RUN, cancel)
    all_of(run, pages_of(1, 1))
    other = process.begin(RUN, cancel)
    list(other.page(next(pages_of(1, 1))))
    cancel.cancel()
    process.close()
    # As a generator that is collected: whatever this raised, nobody would hear it.
    other.close()
