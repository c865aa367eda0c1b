"""Device series of a record, prepared for painting on a worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np

from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.analytics.samples import gather
from serums_desktop.charts.device_data import DeviceData, prepare
from serums_desktop.domain.series import Samples
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.services.open_record import read_samples
from serums_desktop.services.workplace import Workplace

# LOINC: glucose in interstitial fluid by mass and by substance concentration; heart rate.
CGM_CODES: Final = ("99504-3", "105272-9")
HEART_RATE: Final = "8867-4"
_ALWAYS = (float("-inf"), float("inf"))
# Longer silence than this many periods is a gap.
_GAP_PERIODS = 2.5


class SeriesOnTimeline(NamedTuple):
    """The longest series of one quantity; `latest` is its last decimal as the device sent it."""

    pyramid: Pyramid
    latest: str
    unit: str


def load_series(workplace: Workplace, record_id: str, code: str) -> SeriesOnTimeline | None:
    """Read one quantity and build its pyramid. On a worker; the database keeps to its lane."""
    found = gather(_read(workplace, record_id, code))
    if not found:
        return None
    series = found[0]
    pyramid = Pyramid(series.times_s, series.values, gap_s=_GAP_PERIODS * series.period_s)
    last = int(np.flatnonzero(~np.isnan(series.values))[-1]) if not np.isnan(series.values).all() else 0
    return SeriesOnTimeline(pyramid, series.text(last), series.unit)


def load_device_data(
    workplace: Workplace, record_id: str, items: tuple[TimelineItem, ...], titles: Mapping[str, str]
) -> DeviceData:
    """Read and prepare everything the device charts of a record show. On a worker, as above.

    Samples are read only where `items`, which are those that may be shown, say that there are some.
    """
    if not any(item.has_samples for item in items):
        return prepare([], [], items, titles)
    glucose = [run for code in CGM_CODES for run in _read(workplace, record_id, code)]
    return prepare(glucose, _read(workplace, record_id, HEART_RATE), items, titles)


def _read(workplace: Workplace, record_id: str, code: str) -> list[Samples]:
    return workplace.database_lane.run(lambda: read_samples(workplace.store, record_id, code, *_ALWAYS))
