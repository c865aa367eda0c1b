"""A long series from afar, and by its samples where they were read."""

import msgspec

from serums_desktop.analytics.outlines import outlines
from serums_desktop.analytics.samples import gather
from tests.unit.charts.device_items import DAY_S, START, levels_of, midnight_s, pulse

START_S = midnight_s(START)


def test_each_device_of_a_source_is_a_series_and_the_longest_is_first() -> None:
    found = outlines(levels_of([*pulse(3), *pulse(5, device="Other"), *pulse(1, unit="ms")], 128))
    assert [(each.device, each.unit) for each in found] == [
        ("Other", "/min"),
        ("Band", "/min"),
        ("Band", "ms"),
    ]
    assert found[0].span_s == (START_S, START_S + 5 * DAY_S - 300)
    assert (found[0].samples, found[0].period_s) == (5 * 288, 300.0)
    assert not found[0].unread().times_s.size


def test_what_is_sent_twice_makes_no_series_longer() -> None:
    twice = [msgspec.structs.replace(run, entry_id=f"{run.entry_id}-again") for run in pulse(2)]
    (outline,) = outlines(levels_of([*pulse(2), *twice], 128))
    assert outline.samples == 2 * 288


def test_a_run_that_was_read_has_no_blocks_any_more() -> None:
    runs = pulse(3)
    (outline,) = outlines(levels_of(runs, 128))
    assert len(outline.pyramid()) == 9
    (series,) = gather(runs[1:2])
    pyramid = outline.pyramid(series)
    assert len(pyramid) == 6 + 288
    assert pyramid.window(START_S + DAY_S, START_S + 2 * DAY_S - 1, 500).raw
    assert not pyramid.window(START_S, START_S + DAY_S, 500).raw


def test_the_samples_of_a_span_are_estimated_and_never_too_few() -> None:
    (outline,) = outlines(levels_of(pulse(10), 128))
    assert 288 <= outline.samples_in(START_S + DAY_S, START_S + 2 * DAY_S) <= 2 * 288
    assert outline.samples_in(START_S - 9, START_S - 5) == 0


def test_the_newest_samples_begin_where_there_are_so_many() -> None:
    (outline,) = outlines(levels_of(pulse(10), 128))
    assert outline.newest_from_s(2 * 288) == START_S + 8 * DAY_S
    assert outline.newest_from_s(10**9) == START_S
    assert outline.newest_from_s(1) == START_S + 9 * DAY_S + 256 * 300
