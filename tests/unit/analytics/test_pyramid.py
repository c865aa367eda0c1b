import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.analytics.pyramid import Pyramid

numbers = st.floats(min_value=-1e6, max_value=1e6) | st.just(float("nan"))


@given(values=st.lists(numbers, min_size=1, max_size=300), data=st.data())
def test_extremes_of_any_range_equal_brute_force(values: list[float], data: st.DataObject) -> None:
    series = np.array(values)
    pyramid = Pyramid(np.arange(len(values), dtype=float), series)
    first = data.draw(st.integers(0, len(values)))
    last = data.draw(st.integers(first, len(values)))

    lo, hi = pyramid.extremes_of(np.array([first]), np.array([last]))

    part = series[first:last]
    part = part[~np.isnan(part)]
    if part.size:
        assert (lo[0], hi[0]) == (part.min(), part.max())
    else:
        assert np.isnan(lo[0])
        assert np.isnan(hi[0])


@pytest.mark.parametrize("pixels", [1, 7, 100, 640])
def test_columns_show_every_spike(pixels: int) -> None:
    random = np.random.default_rng(4)
    times = np.cumsum(random.uniform(0.1, 3.0, 20_000))
    values = random.normal(size=times.size)
    values[random.integers(0, times.size, 5)] = 99.0
    pyramid = Pyramid(times, values, gap_s=10.0)
    start, end = float(times[100]), float(times[-100])

    envelope = pyramid.window(start, end, pixels)

    edges = np.linspace(start, end, pixels + 1)
    for column in range(pixels):
        inside = (times >= edges[column]) & (times < edges[column + 1])
        assert envelope.hi[column] == values[inside].max()
        assert envelope.lo[column] == values[inside].min()


def test_a_silence_is_a_break_in_samples_and_in_columns() -> None:
    times = np.concatenate([np.arange(0, 3000, 300.0), np.arange(9000, 12_000, 300.0)])
    pyramid = Pyramid(times, np.full(times.size, 5.0), gap_s=750)

    few = pyramid.window(0, 12_000, 100)
    assert few.raw
    assert np.isnan(few.lo).sum() == 1
    assert 2700 < few.x[np.isnan(few.lo)][0] < 9000

    many = pyramid.window(0, 12_000, 12)
    assert not many.raw
    assert np.isnan(many.lo).any()


def test_one_missing_reading_is_bridged_but_a_written_gap_is_not() -> None:
    times = np.array([0.0, 300.0, 900.0, 1200.0])
    assert not np.isnan(Pyramid(times, np.ones(4), gap_s=750).window(0, 1200, 50).lo).any()
    values = np.array([5.0, np.nan, 5.0, 5.0])
    assert np.isnan(Pyramid(times, values, gap_s=750).window(0, 1200, 50).lo).any()


def test_no_samples_and_samples_elsewhere() -> None:
    assert Pyramid(np.empty(0), np.empty(0)).window(0, 1, 10).x.size == 0
    assert np.isnan(Pyramid(np.empty(0), np.empty(0)).extremes[0])
    far = Pyramid(np.array([0.0]), np.array([1.0])).window(100, 200, 10)
    assert far.x.tolist() == [0.0]


def test_unsorted_or_unequal_arrays_are_refused() -> None:
    with pytest.raises(ValueError, match="ascending"):
        Pyramid(np.array([2.0, 1.0]), np.zeros(2))
    with pytest.raises(ValueError, match="shape"):
        Pyramid(np.zeros(2), np.zeros(3))
