"""Dates stay as precise as their source, and ages are completed ones."""

from __future__ import annotations

import datetime as dt

import pytest

from serums_desktop.domain.dates import PartialDate
from serums_desktop.views import dates

DAY = dt.date(2026, 11, 22)


def local_s(*moment: int) -> float:
    return dt.datetime(*moment).astimezone().timestamp()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1935", "1935"),
        ("1935-03", "Mar-1935"),
        ("1935-03-14", "14-Mar-1935"),
        ("2026-03-18T10:22:00+01:00", "18-Mar-2026 10:22"),
    ],
)
def test_a_partial_date_stays_partial(text: str, shown: str) -> None:
    assert dates.partial_text(PartialDate.parse(text)) == shown


@pytest.mark.parametrize(
    ("born", "told"),
    [
        ("1935-03-14", (91, "y")),
        ("1935-11-22", (91, "y")),
        ("1935-11-23", (90, "y")),
        ("2025-10-23", (12, "m")),
        ("2026-11-01", (21, "d")),
        ("2026", None),
        ("2026-12-01", None),
        ("2024-02-29", (2, "y")),
    ],
)
def test_age(born: str, told: tuple[int, str] | None) -> None:
    assert dates.age(PartialDate.parse(born), DAY) == told


def test_a_moment_is_as_short_as_it_may_be() -> None:
    now_s = local_s(2026, 11, 22, 14, 32)
    assert dates.moment_text(local_s(2026, 11, 22, 9, 5), now_s) == "09:05"
    assert dates.moment_text(local_s(2026, 3, 1, 9, 5), now_s) == "01-Mar"
    assert dates.moment_text(local_s(2025, 12, 31, 9, 5), now_s) == "31-Dec-2025"
