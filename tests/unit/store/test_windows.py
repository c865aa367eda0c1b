"""Parts of a record: windows of time, what has no date, what is read first."""

from __future__ import annotations

import datetime as dt
import math

import msgspec
import pytest

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, RangeFlag, Standing
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.received import Received
from serums_desktop.domain.stored import Window
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.domain.timeline_part import Bucket
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import glucose

SNOMED = "http://snomed.info/sct"


def fill(vault: Vault, *page: Received) -> None:
    vault.write(vault.begin("fcrb"), page, 1.0)


def other(received: Received, **fields: object) -> Received:
    """The same with an entry that says something else; of another type under that type's name."""
    assert received.entry is not None
    entry = msgspec.structs.replace(received.entry, **fields)
    entry_id = f"{entry.source_id}/{entry.resource_type}/{entry.resource_id}"
    entry = msgspec.structs.replace(entry, entry_id=entry_id)
    return msgspec.structs.replace(received, resource_type=entry.resource_type, entry=entry)


def names(items: tuple[TimelineItem, ...]) -> list[str]:
    return [item.item_id.rpartition("/")[2].removeprefix("glucose-") for item in items]


def test_windows_follow_each_other_from_the_newest(vault: Vault) -> None:
    fill(vault, *[glucose(number) for number in (3, 1, 5, 2, 4)])
    first = vault.window(None, 2)
    assert names(first.items) == ["5", "4"]
    second = vault.window(first.earliest_s, 2)
    assert names(second.items) == ["3", "2"]
    last = vault.window(second.earliest_s, 2)
    assert (names(last.items), last.earliest_s) == (["1"], None)


def test_items_that_begin_together_come_together(vault: Vault) -> None:
    alike = [glucose(number, at="2026-03-01") for number in (1, 2, 3)]
    fill(vault, glucose(9, at="2026-03-02"), glucose(0, at="2026-02-01"), *alike)
    window = vault.window(None, 2)
    assert sorted(names(window.items)) == ["1", "2", "3", "9"]
    assert names(vault.window(window.earliest_s, 2).items) == ["0"]


def test_a_window_over_everything_has_nothing_before_it(vault: Vault) -> None:
    assert vault.window() == Window((), None)
    fill(vault, glucose(1), glucose(2))
    assert vault.window(None, 2).earliest_s is None
    assert vault.window().earliest_s is None
    with pytest.raises(ValueError, match="at least one"):
        vault.window(None, 0)


def test_what_has_no_date_is_in_no_window(vault: Vault) -> None:
    fill(vault, glucose(1), other(glucose(2), when=Span()))
    assert names(vault.window().items) == ["1"]
    assert names(vault.undated().items) == ["2"]


def test_of_results_the_latest_of_each_row_is_read_first(vault: Vault) -> None:
    creatinine = (Coding("http://loinc.org", "2160-0"),)
    fill(
        vault,
        *[glucose(number) for number in range(5)],
        *[other(glucose(number), codes=creatinine) for number in range(5, 8)],
    )
    assert names(vault.safety().items) == ["4", "7"]


def test_a_decision_does_not_stand_for_the_results_of_its_row(vault: Vault) -> None:
    decision = (*_codes(glucose(2)), Coding(SNOMED, "304251008"))
    fill(vault, glucose(1), other(glucose(2), codes=decision))
    assert names(vault.safety().items) == ["1", "2"]


@pytest.mark.parametrize("resource_type", ["Condition", "MedicationRequest", "MedicationStatement"])
def test_a_denial_is_read_first(vault: Vault, resource_type: str) -> None:
    """It contradicts whoever names one."""
    past = other(glucose(1), resource_type=resource_type, standing=Standing.PAST, value=None)
    denial = other(glucose(2), resource_type=resource_type, negated=True, value=None)
    fill(vault, past, denial)
    assert names(vault.safety().items) == ["2"]


def test_a_blood_group_of_long_ago_is_read_first(vault: Vault) -> None:
    group = (Coding("http://loinc.org", "883-9"),)
    fill(vault, *[other(glucose(number), codes=group, value_text="A", value=None) for number in (1, 2)])
    assert names(vault.safety().items) == ["1", "2"]


def _codes(received: Received) -> tuple[Coding, ...]:
    assert received.entry is not None
    return received.entry.codes


def at(number: int) -> float:
    """When the blood of a result was drawn: a minute after the one before."""
    return dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC).timestamp() + 60 * number


def test_a_span_holds_what_begins_in_it_in_the_lanes_asked_for(vault: Vault) -> None:
    fill(vault, *[glucose(number) for number in range(5)], other(glucose(9), lane=Lane.VITALS))
    assert names(vault.span(at(1), at(3), {Lane.LABS}).items) == ["1", "2"]
    assert names(vault.span(-math.inf, math.inf, {Lane.VITALS}).items) == ["9"]
    assert vault.span(at(1), at(3), ()).items == ()


def test_what_begins_is_counted_by_lane_and_stretch(vault: Vault) -> None:
    flagged = other(glucose(3), flag=RangeFlag.HIGH)
    fill(vault, glucose(0), glucose(1), flagged, glucose(4), other(glucose(2), lane=Lane.VITALS))
    found = vault.counts(at(0), at(4), 120.0, LANE_ORDER)
    assert found.buckets == (
        Bucket(Lane.LABS, at(0), 2, 0),
        Bucket(Lane.LABS, at(2), 1, 1),
        Bucket(Lane.VITALS, at(2), 1, 0),
    )
    with pytest.raises(ValueError, match="length"):
        vault.counts(at(0), at(4), 0.0, LANE_ORDER)


def test_rows_of_a_table_are_the_newest_first_and_the_undated_last(vault: Vault) -> None:
    fill(vault, *[glucose(number) for number in range(5)], other(glucose(9), when=Span()))
    assert names(vault.rows(0, 2)) == ["4", "3"]
    assert names(vault.rows(2, 10)) == ["2", "1", "0", "9"]
    assert vault.rows(6, 10) == ()


def test_what_lies_beside_an_item_is_of_its_lane(vault: Vault) -> None:
    fill(vault, *[glucose(number) for number in (1, 2, 4)], other(glucose(3), lane=Lane.VITALS))
    beside = vault.beside("fcrb/Observation/glucose-2")
    assert beside is not None
    assert (beside.place, beside.total) == (2, 3)
    assert beside.before is not None
    assert beside.after is not None
    assert names((beside.before, beside.after)) == ["1", "4"]
    first = vault.beside("fcrb/Observation/glucose-1")
    assert first is not None
    assert first.before is None
    assert vault.beside("fcrb/Observation/glucose-7") is None


def test_an_item_is_found_by_any_of_its_entries(vault: Vault) -> None:
    fill(vault, glucose(1, issuer_number="7"))
    vault.write(vault.begin("zmc"), [glucose(2, source_id="zmc", issuer_number="7")], 1.0)
    (item,) = vault.timeline().items
    assert len(item.members) == 2
    assert [vault.item(member) for member in item.members] == [item, item]
    assert vault.item("fcrb/Observation/nothing") is None


def test_the_results_of_rows_are_all_found(vault: Vault) -> None:
    creatinine = (Coding("http://loinc.org", "2160-0"),)
    fill(vault, glucose(1), *[other(glucose(number), codes=creatinine) for number in (2, 3)])
    rows = {item.row for item in vault.timeline().items if "2160-0" in item.codes}
    assert names(vault.results(rows).items) == ["2", "3"]
