"""SampledData as exact samples."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.entries import Label
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.domain.series import Samples
from tests.unit.sources.resources import LOINC, concept, read, received, resource

GLUCOSE = concept("Glucose", ("http://example.org", "glu"), (LOINC, "105272-9", "Glucose in fluid"))


def observation(data: str, *, origin: str = "0", **sampled: Any) -> bytes:
    """An observation with samples; numbers of `sampled` are JSON texts."""
    content = resource(
        "Observation",
        code=GLUCOSE,
        effectiveDateTime="2024-01-01T00:00:00Z",
        device={"display": "Sensor 7"},
        valueSampledData={"origin": {"unit": "mmol/L", "value": "ORIGIN"}, "data": data}
        | {name: f"NUMBER {number}" for name, number in ({"period": "300000"} | sampled).items()},
    )
    text = json.dumps(content).replace('"ORIGIN"', origin)
    for number in ({"period": "300000"} | sampled).values():
        text = text.replace(f'"NUMBER {number}"', number)
    return text.encode()


def texts(run: Samples) -> list[str]:
    return [run.text(index) for index in range(len(run))]


def only_run(item: Received) -> Samples:
    assert item.disposition is Disposition.SHOWN, item.problem
    (run,) = item.samples
    return run


def test_samples_keep_their_decimals_and_gaps() -> None:
    item = received(observation("5.40 E -0.10 100 L U 6"))
    run = only_run(item)
    assert texts(run) == ["5.40", "", "-0.10", "100", "", "", "6"]
    assert (run.code, run.title, run.unit, run.device) == ("105272-9", "Glucose", "mmol/L", "Sensor 7")
    assert (run.start_s, run.period_s, run.end_s) == (1704067200.0, 300.0, 1704067200.0 + 7 * 300)
    assert item.entry is not None
    assert item.entry.has_samples
    assert item.entry.lane is Lane.VITALS
    assert item.entry.detail(Label.DEVICE) == "Sensor 7"


@pytest.mark.parametrize(
    ("data", "origin", "factor", "expected"),
    [
        ("1 2 -3", "0", "0.005", ["0.005", "0.010", "-0.015"]),
        ("1 2", "2048", "1", ["2049", "2050"]),
        ("100 200", "0.50", "0.01", ["1.50", "2.50"]),
        ("1e2 5E-1", "0", "1", ["100", "0.5"]),
        ("10", "0.00", "1", ["10"]),
    ],
)
def test_a_sample_is_origin_plus_data_times_factor(
    data: str, origin: str, factor: str, expected: list[str]
) -> None:
    assert texts(only_run(received(observation(data, origin=origin, factor=factor)))) == expected


@given(st.lists(st.decimals(-99999, 99999, places=4, allow_nan=False), min_size=1, max_size=50))
def test_any_exact_number_of_a_sensor_comes_back_as_written(numbers: list[Decimal]) -> None:
    written = [f"{number:f}" for number in numbers]
    read = texts(only_run(received(observation(" ".join(written)))))
    assert [Decimal(text) for text in read] == numbers
    assert [text.partition(".")[2] for text in read] == [text.partition(".")[2] for text in written]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (observation("1 two"), "data"),
        (observation("NaN"), "data"),
        (observation("1_0"), "data"),
        (observation("٣"), "data"),
        (observation("99999999999"), "data"),
        (observation("1e300"), "data"),
        (observation("1", period="0"), "period"),
        (observation("1", period="-5"), "period"),
        (observation("1", period='"5"'), "period"),
        (observation("1", factor="true"), "factor"),
        (observation("9" * 5000), "data"),
    ],
)
def test_what_no_sensor_sends_is_quarantined(content: bytes, place: str) -> None:
    item = received(content)
    assert item.disposition is Disposition.QUARANTINED
    assert item.problem == f"$.valueSampledData.{place}"


def test_samples_without_a_start_or_with_interleaved_dimensions_make_no_series() -> None:
    undated = resource("Observation", code=GLUCOSE, valueSampledData={"origin": {}, "period": 1, "data": "1"})
    leads = observation("1 2 3 4", dimensions="2")
    for content in (undated, leads):
        item = received(content)
        assert item.samples == ()
        assert item.entry is not None
        assert not item.entry.has_samples


def test_each_component_is_a_run_of_its_own() -> None:
    sampled = {"origin": {"value": 0}, "period": 4, "data": "1 2"}
    parts = [{"code": concept(lead), "valueSampledData": sampled} for lead in ("I", "II")]
    item = received(resource("Observation", effectiveDateTime="2024", component=parts))
    assert [run.title for run in item.samples] == ["I", "II"]


def clock(**elements: Any) -> dict[str, Any]:
    absolute_time = concept("", ("urn:iso:std:iso:11073:10101", "67975", "MDC_ATTR_TIME_ABS"))
    said = {
        "code": absolute_time,
        "effectiveDateTime": "2024-01-01T00:00:00Z",
        "valueDateTime": "2024-01-01T01:00:38+01:00",
        "device": {"reference": "Device/d"},
    }
    return resource("Observation", id="clock", **(said | elements))


def offset_of(*before: dict[str, Any]) -> float | None:
    sensor = {"reference": "Device/d", "display": "Sensor 7"}
    content = json.loads(observation("1")) | {"device": sensor}
    item = next(item for item in read(*before, content) if item.resource_id == "r1")
    assert item.entry is not None
    assert item.entry.detail(Label.CLOCK_OFFSET) == (
        "" if item.samples[0].clock_offset_s is None else "+38 s"
    )
    return item.samples[0].clock_offset_s


def test_a_device_whose_clock_was_compared_carries_the_difference() -> None:
    assert offset_of(clock()) == 38
    assert offset_of() is None
    assert offset_of(clock(device={"reference": "Device/other", "display": "Other"})) is None


@pytest.mark.parametrize("vague", ["2024-01-01", "2024-01-01T00:00:38", "soon"])
def test_a_clock_is_not_compared_with_a_vague_time(vague: str) -> None:
    assert offset_of(clock(valueDateTime=vague)) is None
