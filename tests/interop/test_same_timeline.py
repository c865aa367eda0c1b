"""The same records on servers that nobody here wrote: the whole client makes the same timeline of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.sandbox.compartments import Authored
from tests.interop import record_servers
from tests.interop.record_reader import Reading, RecordReader
from tests.interop.record_servers import SOURCE_ID, RecordServer, Upstream

pytestmark = pytest.mark.interop

# Shorter than any record: each is read over many pages, whatever the client asks for.
LARGEST_PAGE = 60
FEATURES = {"medplum": "everything", "medplum-by-type": "types"}
SERVERS = ("hapi", *FEATURES)
PATIENTS = 3

_DECIMAL = re.compile(r"\d+\.\d+")

Open = Callable[[RecordServer, str], RecordReader]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authored, ...]:
    return record_servers.chosen_records(PATIENTS, tmp_path_factory.mktemp("records"))


@pytest.fixture(scope="module")
def patients(records: tuple[Authored, ...]) -> list[str]:
    """The ids of those whose records these are, the same at each server."""
    found = [one.id for one in records if one.type == "Patient"]
    assert len(found) == PATIENTS
    return found


@pytest.fixture(scope="module")
def upstreams(records: tuple[Authored, ...], logs: Path) -> Iterator[dict[str, Upstream]]:
    """Every foreign server, with the records in it."""
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(
                record_servers.medplum(logs / f"{name}.log", largest_page=LARGEST_PAGE, features=features)
            )
            for name, features in FEATURES.items()
        }
        hapi = record_servers.hapi(logs / "hapi.log", largest_page=LARGEST_PAGE)
        running["hapi"] = stack.enter_context(hapi)
        for upstream in running.values():
            upstream.keep(records)
        yield running


@pytest.fixture(scope="module")
def servers(
    upstreams: dict[str, Upstream],
    settings: dict[str, object],
    anchors: Path,
    logs: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, RecordServer]]:
    """The same, as the client reaches them."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                record_servers.behind_provider(
                    upstream,
                    settings,
                    anchors,
                    tmp_path_factory.mktemp("provider"),
                    logs / f"{name}-provider.log",
                )
            )
            for name, upstream in upstreams.items()
        }


@pytest.fixture(scope="module")
def model(records: tuple[Authored, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordServer]:
    with record_servers.sandbox(records, tmp_path_factory.mktemp("sandbox")) as server:
        yield server


@pytest.fixture
def open_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    opened: list[RecordReader] = []

    def open_it(server: RecordServer, patient_id: str) -> RecordReader:
        opened.append(RecordReader(server, patient_id, tmp_path_factory.mktemp("copy")))
        return opened[-1]

    yield open_it
    for reader in opened:
        reader.close()


def differences(here: Reading, there: Reading) -> list[tuple[str, str, object, object]]:
    """What the second says otherwise: item, field, and both of them."""
    ours, theirs = (
        {item.item_id: _as_compared(item) for item in one.timeline.items} for one in (here, there)
    )
    assert [item.item_id for item in there.timeline.items] == [item.item_id for item in here.timeline.items]
    return [
        (name, field, getattr(ours[name], field), getattr(theirs[name], field))
        for name in ours
        for field in TimelineItem.__struct_fields__
        if getattr(ours[name], field) != getattr(theirs[name], field)
    ]


def _as_compared(item: TimelineItem) -> TimelineItem:
    """Without what is the server's own.

    Of equal members the one leads that the server took in last; and a server in JavaScript keeps numbers, not
    their text, so that of "98.0" it gives back "98".
    """
    return msgspec.structs.replace(
        item,
        members=tuple(sorted(item.members)),
        value_text=_DECIMAL.sub(lambda found: f"{Decimal(found[0]).normalize():f}", item.value_text),
    )


def status_of(reading: Reading, entry_id: str) -> str:
    (item,) = (item for item in reading.timeline.items if entry_id in item.members)
    return item.status


@pytest.mark.parametrize("name", SERVERS)
def test_each_server_gives_the_same_timeline(
    servers: dict[str, RecordServer], model: RecordServer, patients: list[str], open_record: Open, name: str
) -> None:
    for patient in patients:
        here = open_record(model, patient).read()
        there = open_record(servers[name], patient).read()
        assert here.timeline.items
        assert there.unread == here.unread == ()
        assert there.accounting.balanced
        assert differences(here, there) == []


@pytest.mark.parametrize("name", SERVERS)
def test_a_change_arrives_and_makes_the_same_as_reading_all_of_it(
    servers: dict[str, RecordServer],
    upstreams: dict[str, Upstream],
    records: tuple[Authored, ...],
    patients: list[str],
    open_record: Open,
    name: str,
) -> None:
    patient = patients[-1]
    kept = open_record(servers[name], patient)
    order = next(one for one in records if one.type == "MedicationRequest" and patient in one.belongs_to)
    entry_id = f"{SOURCE_ID}/{order.reference}"
    assert status_of(kept.read(), entry_id) != "on-hold"
    upstreams[name].change({**upstreams[name].resource(order.reference), "status": "on-hold"})

    after = kept.read()
    assert status_of(after, entry_id) == "on-hold"
    assert differences(open_record(servers[name], patient).read(), after) == []


@pytest.mark.parametrize("name", SERVERS)
def test_what_a_server_no_longer_has_is_gone(
    servers: dict[str, RecordServer],
    upstreams: dict[str, Upstream],
    records: tuple[Authored, ...],
    patients: list[str],
    open_record: Open,
    name: str,
) -> None:
    patient = patients[-1]
    kept = open_record(servers[name], patient)
    deleted = next(one for one in records if one.type == "Immunization" and patient in one.belongs_to)
    entry_id = f"{SOURCE_ID}/{deleted.reference}"
    assert any(entry_id in item.members for item in kept.read().timeline.items)
    upstreams[name].delete(deleted.reference)

    after = kept.read()
    assert not any(entry_id in item.members for item in after.timeline.items)
    assert differences(open_record(servers[name], patient).read(), after) == []
