"""Dates keep the source's text and bound it, whatever their precision."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.dates import PartialDate, Precision

zones = st.sampled_from(["Z", "+00:00", "-00:00", "+05:45", "-09:30", "+14:00", "-12:00"])
moments = st.datetimes(min_value=dt.datetime(2, 1, 1), max_value=dt.datetime(9998, 12, 31))  # noqa: DTZ001  the zone is drawn apart
fractions = st.text("0123456789", max_size=9)


@st.composite
def texts(draw: st.DrawFn) -> str:
    moment = draw(moments)
    text = f"{moment.year:04}-{moment:%m-%dT%H:%M:%S}"
    length = draw(st.sampled_from([4, 7, 10, 16, 19]))
    if length < 16:
        return text[:length]
    fraction = draw(fractions) if length == 19 else ""
    return text[:length] + (f".{fraction}" if fraction else "") + draw(zones)


@given(texts())
def test_the_text_stays_and_the_bounds_are_in_order(text: str) -> None:
    date = PartialDate.parse(text)
    assert date.text == text
    assert date.start_s <= date.end_s
    assert (date.start_s == date.end_s) == (date.precision is Precision.SECOND)
    assert PartialDate.parse(date.text) == date


@given(texts(), st.integers(4, 19))
def test_a_coarser_date_contains_the_finer_one_up_to_its_zone(text: str, length: int) -> None:
    finer = PartialDate.parse(text)
    cut = text[: max(size for size in (4, 7, 10) if size <= max(length, 4))]
    coarser = PartialDate.parse(cut)
    zone_s = 14 * 3600
    assert coarser.start_s - zone_s <= finer.start_s
    assert finer.end_s <= coarser.end_s + zone_s


@given(moments, zones)
def test_an_instant_is_where_python_says_it_is(moment: dt.datetime, zone: str) -> None:
    text = f"{moment.year:04}-{moment:%m-%dT%H:%M:%S}{zone}"
    expected = (dt.datetime.fromisoformat(text) - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds()
    assert PartialDate.parse(text).start_s == expected


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_a_day_is_itself(day: dt.date) -> None:
    date = PartialDate.parse(f"{day.year:04}-{day:%m-%d}")
    assert date.calendar_day() == day
    assert date.end_s - date.start_s == 86_400


@given(st.text(max_size=30))
def test_anything_else_is_refused_in_one_way(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert date.text == text
    assert text.isascii()


@pytest.mark.parametrize(
    "text", ["2026-03-01T10:00:00.1", "2026-03-01T10:00:00.10", "2026-03-01T10:00:00.100000000000"]
)
def test_a_fraction_of_any_length_is_the_same_moment(text: str) -> None:
    assert PartialDate.parse(text).start_s == PartialDate.parse("2026-03-01T10:00:00").start_s + 0.1
