"""How much lies when is counted by the calendar, and never more than there is."""

from __future__ import annotations

import pytest

from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.stored import Month, Overview
from serums_desktop.store.densities import month_of
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, glucose


@pytest.mark.parametrize(
    ("start_s", "month"),
    [
        (0.0, 0),
        (-0.5, -1),
        (31 * 86_400.0 - 1, 0),
        (31 * 86_400.0, 1),
        (1_772_323_200.0, 674),  # 2026-03-01
        (-62_135_596_800.0, -1969 * 12),  # year 1
        (253_402_300_799.0, 8029 * 12 + 11),  # year 9999
        (1e15, 8029 * 12 + 11),
        (-1e15, -1969 * 12),
    ],
)
def test_months_are_those_of_the_calendar(start_s: float, month: int) -> None:
    assert month_of(start_s) == month


def test_what_changes_its_month_is_counted_once(vault: Vault) -> None:
    run = vault.begin("fcrb")
    vault.write(run, [glucose(1, at="2026-03-01"), glucose(2, at="2026-03-31")], 1.0)
    assert vault.overview() == Overview((Month(Lane.LABS, 674, 2, 0),), 2, 0)
    vault.write(run, [glucose(2, at="2026-04-01")], 2.0)
    vault.write(run, [glucose(2, at="2026-04-01")], 3.0)
    assert vault.overview() == Overview((Month(Lane.LABS, 674, 1, 0), Month(Lane.LABS, 675, 1, 0)), 2, 0)
    vault.drop_source("fcrb")
    assert vault.overview() == Overview((), 0, 0)


def test_two_sources_of_one_fact_are_one_item(vault: Vault) -> None:
    for source_id in ("fcrb", "zmc"):
        run = vault.begin(source_id)
        vault.write(run, [glucose(1, source_id=source_id, issuer_number="7")], 1.0)
        vault.finish(run, answered(source_id), complete=True)
    assert vault.overview().months == (Month(Lane.LABS, 674, 1, 0),)
    vault.drop_source("fcrb")
    assert vault.overview().months == (Month(Lane.LABS, 674, 1, 0),)
