import array
import datetime as dt
import os
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.series import GAP, Samples
from serums_desktop.domain.timeline import TimelineItem

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MakeItem = Callable[..., TimelineItem]


@pytest.fixture
def now_s() -> float:
    return dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC).timestamp()


@pytest.fixture(params=THEMES)
def any_theme(qapp: object, request: pytest.FixtureRequest) -> Theme:
    return Theme(request.param)


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


@pytest.fixture
def item() -> MakeItem:
    """Make timeline items from FHIR dates, with ids in the order they are made."""
    numbers = count(1)

    def make(lane: Lane, title: str, start: str = "", end: str = "", **fields: Any) -> TimelineItem:
        begin = PartialDate.parse(start) if start else None
        finish = PartialDate.parse(end) if end else None
        goes_on = lane in {Lane.PROBLEMS, Lane.MEDICINES}
        end_s = finish.end_s if finish else None if goes_on or begin is None else begin.end_s
        fields.setdefault("resource_type", "Observation")
        fields.setdefault("row", title)
        fields.setdefault("row_title", title)
        fields.setdefault("sources", ("here",))
        return TimelineItem(
            item_id=f"here/Thing/{next(numbers)}",
            lane=lane,
            title=title,
            start_s=begin.start_s if begin else None,
            end_s=end_s,
            precision=begin.precision if begin else None,
            date_text=start,
            **fields,
        )

    return make


@pytest.fixture
def glucose_run() -> Callable[..., Samples]:
    """Make a run of glucose readings, five minutes apart, from decimals; an empty text is a gap."""

    def make(texts: list[str], start_s: float, unit: str = "mmol/L", device: str = "Sensor") -> Samples:
        mantissas = array.array("i", [int(text.replace(".", "")) if text else GAP for text in texts])
        decimals = array.array("b", [len(text.partition(".")[2]) for text in texts])
        return Samples(
            entry_id=f"cloud/Observation/{start_s:.0f}",
            source_id="cloud",
            code="99504-3",
            title="Glucose",
            unit=unit,
            start_s=start_s,
            period_s=300.0,
            mantissas=mantissas.tobytes(),
            decimals=decimals.tobytes(),
            device=device,
            clock_offset_s=38.0,
        )

    return make
