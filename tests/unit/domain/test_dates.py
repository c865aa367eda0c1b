"""Partial dates stay partial, times keep their zone."""

from __future__ import annotations

import datetime as dt

import pytest

from serums_desktop.domain.dates import PartialDate, Precision, Span

DAY_S = 86_400


@pytest.mark.parametrize(
    ("text", "precision", "length_s"),
    [
        ("2024", Precision.YEAR, 366 * DAY_S),
        ("2023", Precision.YEAR, 365 * DAY_S),
        ("2024-02", Precision.MONTH, 29 * DAY_S),
        ("2023-12", Precision.MONTH, 31 * DAY_S),
        ("2024-02-29", Precision.DAY, DAY_S),
        ("2024-02-29T23:59Z", Precision.MINUTE, 60),
        ("2024-02-29T23:59:59Z", Precision.SECOND, 0),
        ("9999", Precision.YEAR, 365 * DAY_S),
        ("9999-12-31", Precision.DAY, DAY_S),
    ],
)
def test_a_date_spans_what_it_leaves_open(text: str, precision: Precision, length_s: int) -> None:
    date = PartialDate.parse(text)
    assert date.precision is precision
    assert date.end_s - date.start_s == length_s


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-00-01",
        "2023-02-29",
        "2024-2-9",
        "2024-02-29T24:00:00Z",
        "2024-02-29T10",
        "2024-02-29T10:60:00Z",
        "2024-02-29T10:00:61Z",
        "2024-02-29T10:00:00.Z",
        "2024-02-29T10:00:00+14:01",
        "2024-02-29T10:00:00+1:00",
        "2024-02-29 10:00:00",
        "2024-02-29T10:00:00z",
        "2024-02-29\n",
        "0000",
        "\u0662\u0660\u0662\u0664",
    ],
)
def test_what_fhir_does_not_have(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        PartialDate.parse(text)


def test_a_zone_moves_the_moment_and_not_the_text() -> None:
    here = PartialDate.parse("2026-11-23T00:30:00+01:00")
    there = PartialDate.parse("2026-11-22T23:30:00Z")
    assert here.start_s == there.start_s
    assert here.local_time() == "00:30"
    assert here.calendar_day() == dt.date(2026, 11, 23)


def test_a_leap_second_is_the_second_before() -> None:
    assert (
        PartialDate.parse("2016-12-31T23:59:60Z").start_s == PartialDate.parse("2016-12-31T23:59:59Z").start_s
    )


@pytest.mark.parametrize(
    ("text", "has_zone"),
    [
        ("2026-11-23T10:00:00Z", True),
        ("2026-11-23T10:00-05:00", True),
        ("2026-11-23T10:00:00", False),
        ("2026-11-23T10:00", False),
        ("2026-11-23T10:00:00.123456", False),
        ("2026-11-23", False),
    ],
)
def test_whether_a_zone_was_given(text: str, has_zone: bool) -> None:
    assert PartialDate.parse(text).has_zone is has_zone


@pytest.mark.parametrize(
    ("text", "day"),
    [("1980", dt.date(1980, 1, 1)), ("1980-05", dt.date(1980, 5, 1)), ("1980-05-06", dt.date(1980, 5, 6))],
)
def test_the_first_day_it_may_mean(text: str, day: dt.date) -> None:
    date = PartialDate.parse(text)
    assert date.calendar_day() == day
    assert date.local_time() == ""


def test_no_date_at_all() -> None:
    assert Span().is_undated
    assert not Span(end=PartialDate.parse("2026")).is_undated
