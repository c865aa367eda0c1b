"""Glucose that a sensor measured, a day at a time, and the words that it wrote where it measured none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Label
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Received
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.device_series import Quantified, Reading, fits, runs, usual_spacing_s

# A longer silence between two equal words makes two statements of them.
_SILENCE_PERIODS: Final = 2.5


class SensorReading(NamedTuple):
    """One reading as it was exported: a number, or a word such as "Low"."""

    when: PartialDate
    text: str
    raw: bytes


class SensorGlucose:
    """Gathers the readings of a file.

    A day of one device is one resource, an Observation with its series. Words are no numbers: equal ones that
    follow each other are an Observation of their own, with the word as its value. `otherwise_s` is the
    device's period where the readings do not tell it; `tolerance_s` is the step of its clock. Ids begin with
    `prefix`, by which the documents of an archive are told apart.
    """

    def __init__(
        self,
        source_id: str,
        prefix: str,
        title: str,
        unit: str,
        *,
        otherwise_s: float,
        tolerance_s: float = 0.0,
    ) -> None:
        self._source_id = source_id
        self._prefix = prefix
        self._title = title
        self._unit = unit
        self._code = facts.sensor_glucose(unit)
        self._otherwise_s = otherwise_s
        self._tolerance_s = tolerance_s
        self._numbers: defaultdict[tuple[str, str], list[SensorReading]] = defaultdict(list)
        self._words: defaultdict[str, list[SensorReading]] = defaultdict(list)
        self._number = 0

    def add(self, device: str, reading: SensorReading) -> None:
        """One more reading."""
        if fits(reading.text):
            self._numbers[device, facts.day_of(reading.when.start_s)].append(reading)
        else:
            self._words[device].append(reading)

    def received(self) -> Iterator[Received]:
        """What was gathered."""
        for (device, day), readings in self._numbers.items():
            yield self._day(device, day, readings)
        for device, readings in self._words.items():
            yield from self._said(device, readings)

    def _day(self, device: str, day: str, readings: list[SensorReading]) -> Received:
        readings.sort(key=lambda reading: reading.when.start_s)
        resource_id = self._id(day)
        series = [Reading(reading.when.start_s, reading.text) for reading in readings]
        nominal_s = usual_spacing_s([reading.at_s for reading in series], self._otherwise_s)
        about = Quantified(
            f"{self._source_id}/Observation/{resource_id}",
            self._source_id,
            self._code.code,
            self._title,
            self._unit,
            device,
        )
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            b"".join(reading.raw for reading in readings),
            self._title,
            samples=runs(about, series, nominal_s, self._tolerance_s),
            lane=Lane.VITALS,
            codes=(self._code,),
            when=facts.span([readings[0].when, readings[-1].when]),
            status="final",
            details=details((Label.DEVICE, device)),
        )

    def _said(self, device: str, readings: list[SensorReading]) -> Iterator[Received]:
        readings.sort(key=lambda reading: reading.when.start_s)
        first = 0
        limit_s = self._otherwise_s * _SILENCE_PERIODS
        for place, (before, after) in enumerate(pairwise(readings), 1):
            if before.text != after.text or after.when.start_s - before.when.start_s > limit_s:
                yield self._word(device, readings[first:place])
                first = place
        yield self._word(device, readings[first:])

    def _word(self, device: str, readings: Sequence[SensorReading]) -> Received:
        start, end = readings[0], readings[-1]
        resource_id = self._id(start.when.text)
        raw = b"".join(reading.raw for reading in readings)
        try:
            # A number of more digits than a sample has stands by itself, too.
            value = facts.amount(start.text, self._unit, "glucose")
        except WrongShape:
            value = None
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            raw,
            self._title,
            lane=Lane.VITALS,
            codes=(self._code,),
            when=facts.span([start.when, end.when]),
            status="final",
            flag=facts.out_of_range(start.text),
            value=value,
            value_text="" if value is not None else start.text,
            details=details((Label.DEVICE, device)),
        )

    def _id(self, at: str) -> str:
        # Devices' names are their makers': two of them may be one as an id.
        self._number += 1
        return facts.id_of(self._prefix, "cgm", at, f"{self._number}")
