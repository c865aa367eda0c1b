"""Parts of a record: windows of time, what has no date, what is read first."""

from __future__ import annotations

import msgspec
import pytest

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, Standing
from serums_desktop.domain.received import Received
from serums_desktop.domain.stored import Window
from serums_desktop.domain.timeline import TimelineItem
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
