"""Of a long record the short lanes are held, of the others what lies in view or nothing but its counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Received
from serums_desktop.domain.summary import summarise
from serums_desktop.services import read_timeline
from serums_desktop.services.open_record import read_first, read_record
from serums_desktop.services.read_timeline import month_s, read_base, read_part
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import answered, glucose, key, person

RESULTS = 60
# The first result is drawn then, each of the others a minute after the one before.
FIRST_S = 1_772_352_000.0


def in_lane(received: Received, lane: Lane) -> Received:
    assert received.entry is not None
    return msgspec.structs.replace(received, entry=msgspec.structs.replace(received.entry, lane=lane))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EncryptedRecordStore]:
    """Forty are long, and of a lane ten are painted."""
    monkeypatch.setattr(read_timeline, "HELD_AT_MOST", 40)
    monkeypatch.setattr(read_timeline, "_OF_SHORT_LANES", 10)
    monkeypatch.setattr(read_timeline, "_OF_A_WINDOW", 10)
    opened = EncryptedRecordStore(tmp_path)
    opened.open(key())
    yield opened
    opened.close()


@pytest.fixture
def record_id(store: EncryptedRecordStore) -> str:
    """Sixty results, and five letters among them."""
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    letters = [in_lane(glucose(number), Lane.DOCUMENTS) for number in range(RESULTS, RESULTS + 5)]
    vault.write(run, [*[glucose(number) for number in range(RESULTS)], *letters], 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    return record_id


def view(first: int, last: int) -> tuple[float, float]:
    return FIRST_S + 60 * first, FIRST_S + 60 * last


def test_short_lanes_are_held_wherever_one_looks(store: EncryptedRecordStore, record_id: str) -> None:
    base = read_base(store, record_id)
    assert base.long_lanes == {Lane.LABS}
    part = read_part(store, record_id, base, view(10, 12))
    assert part.holds(Lane.DOCUMENTS, float("-inf"), float("inf"))
    letters = [item for item in part.timeline.items if item.lane is Lane.DOCUMENTS]
    assert len(letters) == 5


def test_what_lies_in_view_is_held_with_as_much_beside_it(
    store: EncryptedRecordStore, record_id: str
) -> None:
    part = read_part(store, record_id, read_base(store, record_id), view(10, 12))
    assert part.covered[Lane.LABS] == view(8, 14)
    begun = [item.start_s for item in part.timeline.items if item.lane is Lane.LABS]
    # And the latest of its row.
    assert begun == [FIRST_S + 60 * number for number in (*range(8, 14), RESULTS - 1)]
    assert not part.is_whole


def test_of_too_much_in_view_the_counts_are_all_there(store: EncryptedRecordStore, record_id: str) -> None:
    part = read_part(store, record_id, read_base(store, record_id), view(0, RESULTS))
    assert part.covered[Lane.LABS] is None
    assert part.counted is not None
    assert sum(bucket.items for bucket in part.counted.buckets) == RESULTS
    assert part.overview is not None
    assert sum(month.items for month in part.overview.months) == RESULTS + 5


def test_over_many_years_months_are_fine_enough(store: EncryptedRecordStore, record_id: str) -> None:
    begin, end = month_s(0)[0], month_s(12 * 80)[0]
    part = read_part(store, record_id, read_base(store, record_id), (begin, end))
    assert part.counted is None
    assert part.covered[Lane.LABS] is None


def test_the_chosen_item_is_held_though_it_lies_elsewhere(
    store: EncryptedRecordStore, record_id: str
) -> None:
    chosen = "fcrb/Observation/glucose-40"
    part = read_part(store, record_id, read_base(store, record_id), view(10, 12), chosen)
    assert chosen in {item.item_id for item in part.timeline.items}


def test_rows_that_are_kept_are_held_as_a_whole(store: EncryptedRecordStore, record_id: str) -> None:
    base = read_base(store, record_id, lambda item: "15074-8" in item.codes)
    assert sum(item.lane is Lane.LABS for item in base.items) == RESULTS


def test_a_long_record_opens_with_where_one_looks(store: EncryptedRecordStore, record_id: str) -> None:
    opened = read_record(store, record_id, view=view(10, 12))
    assert opened.base is not None
    assert opened.held is opened.part
    assert opened.is_whole
    assert len(opened.timeline.items) < RESULTS
    assert opened.summary == summarise(store.vault(record_id).timeline())
    # Whoever reckons over the record need not do so anew where somebody looks elsewhere.
    assert opened.timeline.items == opened.base.items
    moved = opened.with_part(read_part(store, record_id, opened.base, view(30, 32)))
    assert moved.timeline is opened.timeline
    assert moved.held.covered[Lane.LABS] == view(28, 34)


def test_a_stage_of_an_emergency_is_read_as_a_whole(store: EncryptedRecordStore, record_id: str) -> None:
    """Counts would tell of what is not open."""
    opened = read_record(store, record_id, frozenset({"Observation"}), view(10, 12))
    assert opened.held.overview is None
    assert len(opened.timeline.items) == RESULTS + 5


def test_what_was_read_first_tells_how_much_there_is_besides(
    store: EncryptedRecordStore, record_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serums_desktop.services.open_record._READ_AT_ONCE", 40)
    monkeypatch.setattr("serums_desktop.services.open_record._AT_A_GLANCE", 10)
    opened = read_first(store, record_id)
    assert not opened.is_whole
    assert opened.held.overview is not None
    assert opened.held.holds(Lane.LABS, *view(RESULTS - 5, RESULTS))
    assert not opened.held.holds(Lane.LABS, *view(0, RESULTS))


def test_a_month_ends_where_the_next_begins() -> None:
    assert month_s(0) == (0.0, 31 * 86_400.0)
    assert month_s(-1) == (-31 * 86_400.0, 0.0)
    assert month_s(11)[1] == month_s(12)[0]
