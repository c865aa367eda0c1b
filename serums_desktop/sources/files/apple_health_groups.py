"""Days of an Apple Health export: what one source wrote of one kind on one day is one resource.

The least recently touched days are written out where too many bytes would be held. An export goes through
each kind in order of time, so that a day is complete by then.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Received
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import apple_health_types as kinds
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.apple_health_moments import moment
from serums_desktop.sources.files.device_series import Quantified, Reading, runs, usual_spacing_s

_MOST_HELD_BYTES: Final = 48 << 20
_LARGEST_GROUP_BYTES: Final = 4 << 20
# So often nobody pricks a finger.
_SENSOR_READINGS: Final = 48
_PERIOD_S: Final = 300.0
_CLOCK_STEP_S: Final = 1.0
_LANGUAGE: Final = "en"


class Key(NamedTuple):
    """A group: the kind of its elements, their day ("" for kinds without), their source and unit."""

    kind: str
    day: str
    source: str = ""
    unit: str = ""


class Phase(NamedTuple):
    """A phase of a night."""

    when: Span
    words: str


class Group:
    """What was gathered: readings of a series, pieces of a sum, phases of a night, or nothing but bytes."""

    def __init__(self) -> None:
        self.size = 0
        self.elements: list[bytes] = []
        self.readings: list[Reading] = []
        self.pieces: list[Decimal] = []
        self.phases: list[Phase] = []
        self.first = self.last = ""

    def touch(self, raw: bytes, started: str) -> None:
        """One more element, which began then."""
        self.elements.append(raw)
        self.size += len(raw)
        self.first = self.first or started
        self.last = started


class Groups:
    """The days that are being gathered."""

    def __init__(self, source_id: str, prefix: str) -> None:
        self._source_id = source_id
        self._prefix = prefix
        self._open: OrderedDict[Key, Group] = OrderedDict()
        self._held = 0
        self._number = 0

    def add(self, key: Key, raw: bytes, started: str = "") -> Group:
        """Put an element into its group, and give the group."""
        group = self._open.get(key)
        if group is None:
            group = self._open[key] = Group()
        else:
            self._open.move_to_end(key)
        group.touch(raw, started)
        self._held += len(raw)
        return group

    def full(self) -> Iterator[Received]:
        """What has to be written out so that no more is held than may be."""
        if self._open:
            key = next(reversed(self._open))
            if self._open[key].size > _LARGEST_GROUP_BYTES:
                yield self._written(key)
        while self._held > _MOST_HELD_BYTES:
            yield self._written(next(iter(self._open)))

    def close(self) -> Iterator[Received]:
        """Everything that is left."""
        while self._open:
            yield self._written(next(iter(self._open)))

    def _written(self, key: Key) -> Received:
        group = self._open.pop(key)
        self._held -= group.size
        self._number += 1
        name = key.kind.removeprefix(kinds.QUANTITY).removeprefix(kinds.CATEGORY)
        resource_id = facts.id_of(self._prefix, f"{self._number}", key.day, name)
        raw = b"\n".join(group.elements)
        try:
            if group.readings:
                return self._series(key, group, resource_id, raw)
            if group.pieces:
                return self._total(key, group, resource_id, raw)
            if group.phases:
                return self._night(key, group, resource_id, raw)
        except WrongShape as error:
            return facts.unreadable(self._source_id, "Record", resource_id, raw, f"Record/{error.path}")
        return facts.other(self._source_id, name or "Record", resource_id, raw)

    def _series(self, key: Key, group: Group, resource_id: str, raw: bytes) -> Received:
        unit, _ = kinds.unit_of(key.unit)
        if key.kind == kinds.GLUCOSE:
            measure = kinds.glucose(unit, len(group.readings) >= _SENSOR_READINGS)
        else:
            measure = kinds.SERIES[key.kind]
        about = Quantified(
            f"{self._source_id}/Observation/{resource_id}",
            self._source_id,
            measure.code,
            measure.title,
            unit,
            key.source,
        )
        nominal_s = usual_spacing_s([reading.at_s for reading in group.readings], _PERIOD_S)
        moments = [moment(group.first, "@startDate"), moment(group.last, "@startDate")]
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            raw,
            measure.title,
            samples=runs(about, group.readings, nominal_s, _CLOCK_STEP_S),
            language=_LANGUAGE,
            lane=Lane.VITALS,
            codes=measure.codes,
            when=facts.span(moments),
            status="final",
            details=details((Label.DEVICE, key.source)),
        )

    def _total(self, key: Key, group: Group, resource_id: str, raw: bytes) -> Received:
        measure, total = kinds.TOTALS[key.kind], sum(group.pieces, Decimal(0))
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            raw,
            measure.title,
            language=_LANGUAGE,
            lane=Lane.VITALS,
            codes=measure.codes,
            when=facts.at(facts.moment(key.day, "@startDate")),
            status="final",
            value=Quantity(total, f"{total:f}", "/d", "/d"),
            details=details(
                (Label.DEVICE, key.source), (Label.METHOD, f"Sum of the day's {len(group.pieces)} records")
            ),
        )

    def _night(self, key: Key, group: Group, resource_id: str, raw: bytes) -> Received:
        phases = sorted(group.phases, key=_start_s)
        lines = [f"{_clock(phase.when.start)}-{_clock(phase.when.end)} {phase.words}" for phase in phases]
        ends = [end for phase in phases if (end := phase.when.end) is not None]
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            raw,
            "Sleep",
            language=_LANGUAGE,
            lane=Lane.VITALS,
            when=Span(phases[0].when.start, max(ends, key=lambda end: end.end_s, default=None)),
            status="final",
            standing=Standing.PAST,
            details=details((Label.DEVICE, key.source), (Label.TEXT, "\n".join(lines))),
        )


def _start_s(phase: Phase) -> float:
    return phase.when.start.start_s if phase.when.start is not None else 0.0


def _clock(when: PartialDate | None) -> str:
    return when.local_time() if when is not None else ""
