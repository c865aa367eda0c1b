"""No extreme of a long series is lost or displaced, from afar or where its samples were read."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.analytics.blocks import blocks_of, coarser
from serums_desktop.analytics.outlines import outlines
from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.analytics.samples import gather, times_of, values_of
from serums_desktop.domain.series import GAP, Samples, SeriesLevel

PERIOD_S = 4.0


@st.composite
def runs(draw: st.DrawFn) -> list[Samples]:
    """Runs that follow one another, leave gaps, overlap or repeat: quiet, with spikes and without numbers."""
    found: list[Samples] = []
    at_s = 0.0
    for number in range(draw(st.integers(1, 5))):
        rng = np.random.default_rng(draw(st.integers(0, 2**32)))
        size = draw(st.sampled_from([1, 2, 63, 64, 65, 300]))
        mantissas = rng.integers(40, 60, size, dtype=np.int32)
        spikes = rng.random(size) < draw(st.sampled_from([0.0, 0.02]))
        mantissas[spikes] = rng.integers(-(2**31) + 1, 2**31 - 1, int(spikes.sum()))
        mantissas[rng.random(size) < draw(st.sampled_from([0.0, 0.1, 1.0]))] = GAP
        places = rng.integers(0, 3, size) if draw(st.booleans()) else np.ones(size)
        found.append(
            Samples(
                entry_id=f"d/Observation/{number}",
                source_id="d",
                code="8867-4",
                title="Heart rate",
                unit="/min",
                start_s=at_s,
                period_s=PERIOD_S,
                mantissas=mantissas.astype("<i4").tobytes(),
                decimals=places.astype("i1").tobytes(),
            )
        )
        if draw(st.booleans()):
            found.append(msgspec.structs.replace(found[-1], entry_id=f"d/Observation/{number}-again"))
        at_s = max(0.0, found[-1].end_s + draw(st.sampled_from([0.0, 0.0, 600.0, -40 * PERIOD_S])))
    return found


def levels_of(found: list[Samples], factor: int) -> list[SeriesLevel]:
    levels = []
    for run in found:
        low, high = blocks_of(run, 16) if factor == 16 else coarser(blocks_of(run, 16), factor // 16)
        about = (run.entry_id, run.source_id, run.title, run.unit, run.device, run.start_s, run.period_s)
        levels.append(SeriesLevel(*about, len(run), factor, low.tobytes(), high.tobytes()))
    return levels


def brute(found: list[Samples]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([times_of(run) for run in found]), np.concatenate([values_of(run) for run in found])


@given(runs(), st.sampled_from([16, 64]))
def test_blocks_are_brute_force(found: list[Samples], factor: int) -> None:
    for run, level in zip(found, levels_of(found, factor), strict=True):
        values = values_of(run)
        parts = [values[at : at + factor] for at in range(0, len(values), factor)]
        assert np.array_equal(
            np.frombuffer(level.lows), [np.fmin.reduce(part) for part in parts], equal_nan=True
        )
        assert np.array_equal(
            np.frombuffer(level.highs), [np.fmax.reduce(part) for part in parts], equal_nan=True
        )


@given(runs(), st.sampled_from([16, 64]), st.integers(1, 40))
def test_from_afar_all_extremes_are_there_within_a_block_of_their_place(
    found: list[Samples], factor: int, pixels: int
) -> None:
    (outline,) = outlines(levels_of(found, factor))
    times, values = brute(found)
    start_s, end_s = float(times.min()), float(times.max()) + PERIOD_S
    envelope = outline.pyramid().window(start_s, end_s, pixels)
    if not envelope.raw:
        assert_same(np.fmin.reduce(envelope.lo), np.fmin.reduce(values))
        assert_same(np.fmax.reduce(envelope.hi), np.fmax.reduce(values))
    column_s, block_s = (end_s - start_s) / pixels, factor * PERIOD_S
    for at_s, low, high in zip(envelope.x, envelope.lo, envelope.hi, strict=True):
        near = np.abs(times - at_s) <= column_s / 2 + block_s
        if np.isfinite(low):
            assert np.nanmin(values[near]) <= low <= high <= np.nanmax(values[near])


@given(runs(), st.integers(1, 40), st.data())
def test_where_samples_were_read_columns_are_brute_force(
    found: list[Samples], pixels: int, data: st.DataObject
) -> None:
    (outline,) = outlines(levels_of(found, 64))
    first, last = outline.span_s
    start_s = data.draw(st.floats(first - 50, last))
    end_s = data.draw(st.floats(start_s + 1, last + 100))
    read = [run for run in found if run.start_s < end_s + 1e3 and run.end_s > start_s - 1e3]
    series = gather(read)
    shown = outline.pyramid(series[0] if series else None).window(start_s, end_s, pixels)
    (whole,) = gather(found)
    brute_force = Pyramid(whole.times_s, whole.values, 2.5 * PERIOD_S)
    expected = brute_force.window(start_s, end_s, pixels)
    if shown.raw == expected.raw and not shown.raw:
        assert np.array_equal(shown.x, expected.x)
        assert np.array_equal(shown.lo, expected.lo, equal_nan=True)
        assert np.array_equal(shown.hi, expected.hi, equal_nan=True)
    inside = (whole.times_s >= start_s) & (whole.times_s < end_s)
    if inside.any():
        drawn = (shown.x >= start_s) & (shown.x < end_s)
        assert_same(np.fmin.reduce(shown.lo[drawn]), np.fmin.reduce(whole.values[inside]))
        assert_same(np.fmax.reduce(shown.hi[drawn]), np.fmax.reduce(whole.values[inside]))


@given(runs())
def test_an_outline_reaches_from_the_first_to_the_last_sample(found: list[Samples]) -> None:
    (outline,) = outlines(levels_of(found, 64))
    times, values = brute(found)
    assert outline.span_s == (times.min(), times.max())
    assert outline.samples == np.unique(times).size
    assert outline.samples_in(-1.0, 1e9) >= outline.samples
    for at_s, value in zip(times[::37], values[::37], strict=True):
        if np.isfinite(value):
            assert outline.pyramid().holds(at_s, at_s + 1)


def assert_same(one: float, other: float) -> None:
    assert one == other or (np.isnan(one) and np.isnan(other))
