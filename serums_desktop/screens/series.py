"""Device series of a record, prepared for painting on a worker: from afar at once, then what is on show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from serums_desktop.analytics.outlines import Outline, outlines
from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.analytics.samples import gather
from serums_desktop.charts import clock, glucose_data, heart_rate
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.device_data import DeviceData, Outlines, prepare, prepare_from_afar
from serums_desktop.charts.heart_rate import HeartRate
from serums_desktop.domain.series import Samples
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.services.read_series import read_levels, read_samples
from serums_desktop.services.workplace import Workplace

# LOINC: glucose in interstitial fluid by mass and by substance concentration; heart rate.
CGM_CODES: Final = ("99504-3", "105272-9")
PULSE_CODES: Final = ("8867-4",)
# So many samples are held for one window: of one a second, three weeks.
MOST_SAMPLES: Final = 2_000_000
# The newest of a series on the timeline, where nobody sees the others one by one.
_MOST_ON_TIMELINE: Final = 500_000
_DAYS_AT_ONCE: Final = 8


class SeriesOnTimeline(NamedTuple):
    """The longest series of one quantity; `latest` is its last decimal as the device sent it."""

    pyramid: Pyramid
    latest: str
    unit: str


def load_series(workplace: Workplace, record_id: str, code: str) -> SeriesOnTimeline | None:
    """Read one quantity and build its pyramid. On a worker; the database keeps to its lane."""
    found = _outlines(workplace, record_id, (code,))
    if not found:
        return None
    outline = found[0]
    start_s, end_s = outline.newest_from_s(_MOST_ON_TIMELINE), outline.span_s[1] + outline.period_s
    samples = _read(workplace, record_id, (code,), (start_s, end_s))
    name = outline.source_id, outline.device, outline.unit
    read = (each for each in gather(samples) if (each.source_id, each.device, each.unit) == name)
    series = next(read, outline.unread())
    known = np.flatnonzero(~np.isnan(series.values))
    latest = series.text(int(known[-1])) if known.size else ""
    return SeriesOnTimeline(outline.pyramid(series), latest, outline.unit)


def load_device_data(
    workplace: Workplace, record_id: str, items: tuple[TimelineItem, ...], titles: Mapping[str, str]
) -> DeviceData:
    """Prepare the device charts of a record, its series from afar. On a worker, as above.

    Levels are read only where `items`, which are those that may be shown, say that there are samples.
    """
    if not any(item.has_samples for item in items):
        return prepare([], [], items, titles)
    found = Outlines(
        tuple(_outlines(workplace, record_id, CGM_CODES)), tuple(_outlines(workplace, record_id, PULSE_CODES))
    )
    return prepare_from_afar(found, items, titles)


def load_window(
    workplace: Workplace,
    record_id: str,
    data: DeviceData,
    window_s: tuple[float, float],
    most: int = MOST_SAMPLES,
) -> DeviceData:
    """The same charts with the samples of a window, as far as those are `most` or fewer. On a worker.

    Of more, heart rate has its days all the same.
    """
    # A day more on either side: lines enter the window, and days have other ends than figures.
    read_s = window_s[0] - DAY_S, window_s[1] + DAY_S
    glucose, pulse = data.outlines
    if glucose and _count(glucose, read_s) > most:
        data = data._replace(glucose=glucose_data.outlined(glucose, is_too_much=True))
    elif glucose:
        samples = _read(workplace, record_id, CGM_CODES, read_s)
        data = data._replace(glucose=glucose_data.outlined(glucose, samples, read_s))
    if not pulse:
        return data
    if _count(pulse, read_s) > most:
        return data._replace(heart_rates=_by_day(workplace, record_id, data, window_s))
    samples = _read(workplace, record_id, PULSE_CODES, read_s)
    return data._replace(heart_rates=heart_rate.with_samples(data.heart_rates, pulse, samples, read_s))


def _by_day(
    workplace: Workplace, record_id: str, data: DeviceData, window_s: tuple[float, float]
) -> tuple[HeartRate, ...]:
    """The days of a window a few at a time: no more of their samples is ever held."""
    shown = heart_rate.without_samples(data.heart_rates, data.outlines.pulse)
    first = max(window_s[0], min((each.span_s[0] for each in shown), default=window_s[0]))
    last = min(window_s[1], max((each.span_s[1] for each in shown), default=window_s[1]))
    edges = clock.midnights(first, last)
    for place in range(0, len(edges) - 1, _DAYS_AT_ONCE):
        span_s = edges[place], edges[min(place + _DAYS_AT_ONCE, len(edges) - 1)]
        shown = heart_rate.with_days_of(shown, _read(workplace, record_id, PULSE_CODES, span_s), span_s)
    return shown


def _count(found: Sequence[Outline], span_s: tuple[float, float]) -> int:
    return sum(outline.samples_in(*span_s) for outline in found)


def _outlines(workplace: Workplace, record_id: str, codes: Sequence[str]) -> list[Outline]:
    return outlines(workplace.database_lane.run(lambda: read_levels(workplace.store, record_id, codes)))


def _read(
    workplace: Workplace, record_id: str, codes: Sequence[str], span_s: tuple[float, float]
) -> list[Samples]:
    return workplace.database_lane.run(lambda: read_samples(workplace.store, record_id, codes, *span_s))
