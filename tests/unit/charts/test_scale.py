import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.charts.scale import LONGEST_S, SHORTEST_S, TimeScale, Zoom, span_of, ticks

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC).timestamp()
FIRST = dt.datetime(1935, 3, 14, tzinfo=dt.UTC).timestamp()

# From 1900 to 2100, from a minute to two centuries.
scales = st.builds(
    lambda start, length, left, width: TimeScale(start, start + length, left, width),
    st.floats(-2.2e9, 4.1e9),
    st.floats(SHORTEST_S, LONGEST_S),
    st.floats(0, 400),
    st.floats(40, 4000),
)


@given(scale=scales, share=st.floats(-1, 2))
def test_time_to_pixel_and_back(scale: TimeScale, share: float) -> None:
    at_s = scale.start_s + share * (scale.end_s - scale.start_s)
    assert scale.t(scale.x(at_s)) == pytest.approx(at_s, abs=1e-3 / scale.pixels_per_s + 1e-5)


@given(scale=scales, factor=st.floats(0.01, 100), share=st.floats(0, 1))
def test_zoom_keeps_the_time_under_the_pointer(scale: TimeScale, factor: float, share: float) -> None:
    at_x = scale.left + share * scale.width
    zoomed = scale.zoomed(factor, at_x)
    assert zoomed.x(scale.t(at_x)) == pytest.approx(at_x, abs=0.01)
    assert SHORTEST_S * 0.999 <= zoomed.end_s - zoomed.start_s <= LONGEST_S * 1.001


@given(scale=scales, pixels=st.floats(-2000, 2000))
def test_pan_moves_every_moment_by_as_many_pixels(scale: TimeScale, pixels: float) -> None:
    middle = (scale.start_s + scale.end_s) / 2
    assert scale.panned(pixels).x(middle) == pytest.approx(scale.x(middle) + pixels, abs=0.01)


@given(scale=scales)
def test_ticks_ascend_inside_the_view_and_never_crowd(scale: TimeScale) -> None:
    marks = ticks(scale)
    places = [scale.x(tick.at_s) for tick in marks]
    assert all(later - earlier >= 35 for earlier, later in pairwise(places))
    assert all(tick.at_s <= scale.end_s and tick.label for tick in marks)


@pytest.mark.parametrize("zoom", list(Zoom))
def test_every_zoom_level_shows_now_with_room_for_what_is_planned(zoom: Zoom) -> None:
    start, end = span_of(zoom, NOW, FIRST, None)
    assert start < NOW < end


def test_a_year_is_twelve_calendar_months() -> None:
    start, end = span_of(Zoom.YEAR, NOW, FIRST, None)
    assert dt.datetime.fromtimestamp(start, dt.UTC) == dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
    assert dt.datetime.fromtimestamp(end, dt.UTC) == dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


def test_life_begins_before_the_first_entry() -> None:
    assert span_of(Zoom.LIFE, NOW, FIRST, None)[0] < FIRST


def test_an_infinite_moment_is_held_to_the_plots_edge() -> None:
    scale = TimeScale(0, 1000, 100, 500)
    assert scale.clipped(float("inf")) == 650
    assert scale.clipped(float("-inf")) == 50
