"""Apple Health: what the app on the phone exports, ``export.xml`` alone or in its archive.

A resource is: a day of one source's heart rate, breathing, oxygen or glucose (its records, a series), a day
of its steps (their sum), a night of sleep, and every weight, pressure, workout and event by itself. Records
of other kinds are counted by kind and day, as kinds that are not shown. So are, each by itself, the parts of
the archive that repeat the export as a clinical document or have recordings and routes. Glucose with half a
hundred readings a day is a sensor's. The export names nobody: it has a birth date and no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypedDict, Unpack

from serums_desktop.domain.entries import Coding, Component, Label, Standing
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.fhir.shape import WrongShape, number
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import apple_health_types as kinds
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.apple_health_groups import Groups, Key, Phase
from serums_desktop.sources.files.apple_health_moments import (
    attribute,
    epoch_s,
    night_of,
    percent,
    quantity,
    when,
)
from serums_desktop.sources.files.apple_health_types import Measure
from serums_desktop.sources.files.apple_health_xml import Element, elements
from serums_desktop.sources.files.content import Part
from serums_desktop.sources.files.device_series import Reading, fits

_EXPORT: Final = re.compile(r"<HealthData[\s>]")
# The other parts of the archive, by what the app writes at their beginning.
_BESIDE: Final = {
    "ClinicalDocument": ("<ClinicalDocument", "Health Export CDA"),
    "WorkoutRoute": ("<gpx", 'creator="Apple Health Export"'),
}
# The model of a watch stands in every recording, whatever the language of its first lines.
_WATCH: Final = re.compile(r'\n[^\n,<{]{1,40},"?Watch\d+,\d+"?\r?\n')
_MICROVOLT: Final = "µV"
# What is larger repeats the export, and is counted without its bytes.
_LARGEST_BESIDE: Final = 8 << 20
_LANGUAGE: Final = "en"
# Keys under which a pressure and the pair that repeats it are one.
_TOLD: Final = ("type", "sourceName", "startDate", "value")


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is an export, or something that stands beside one."""
    head = part.text_head
    is_export = head.startswith("<") and _EXPORT.search(head) is not None
    return FileFormat.APPLE_HEALTH if is_export or _beside(head) else None


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:  # noqa: ARG001  Format's
    """Nobody."""
    return ()


def read(
    parts: Sequence[Part],
    source_id: str,
    patient_id: str,  # noqa: ARG001  Format's
) -> Iterator[Iterable[Received]]:
    """Read each part."""
    for place, part in enumerate(parts):
        prefix = f"apple-{place}"
        kind = _beside(part.text_head)
        if kind:
            yield [facts.other(source_id, kind, prefix, _content(part))]
            continue
        with part.stream() as stream:
            yield _Export(source_id, prefix).received(elements(stream))


def _beside(head: str) -> str:
    if _MICROVOLT in head and _WATCH.search(head) is not None:
        return "Electrocardiogram"
    return next((kind for kind, marks in _BESIDE.items() if all(mark in head for mark in marks)), "")


def _content(part: Part) -> bytes:
    with part.stream() as stream:
        content = stream.read(_LARGEST_BESIDE + 1)
    return content if len(content) <= _LARGEST_BESIDE else b""


class _Observed(TypedDict, total=False):
    """What differs between observations."""

    codes: tuple[Coding, ...]
    standing: Standing
    value: Quantity | None
    value_text: str
    components: tuple[Component, ...]


class _Export:
    """Reads elements one after another. Ids begin with `prefix`."""

    def __init__(self, source_id: str, prefix: str) -> None:
        self._source_id = source_id
        self._prefix = prefix
        self._number = 0
        self._groups = Groups(source_id, prefix)
        # Pressures come by themselves and, before or after, in pairs that repeat them.
        self._pressures: list[Element] = []
        self._paired: set[tuple[str, ...]] = set()

    def received(self, found: Iterable[Element]) -> Iterator[Received]:
        """All of them."""
        for element in found:
            self._number += 1
            received = self._read(element)
            if received is not None:
                yield received
            yield from self._groups.full()
        yield from self._groups.close()
        for element in self._pressures:
            self._number += 1
            yield (
                self._repeated(element)
                if _told(element.attributes) in self._paired
                else self._unpaired(element)
            )

    def _read(self, element: Element) -> Received | None:
        try:
            return self._element(element)
        except WrongShape as error:
            return self._unreadable(element, error)

    def _element(self, element: Element) -> Received | None:
        """What one says; None for what is gathered. Raises WrongShape."""
        kind = element.attributes.get("type", "")
        match element.tag:
            case "Workout":
                return self._workout(element)
            case "Correlation" if kind == kinds.BLOOD_PRESSURE:
                return self._pressure(element)
            case "Record":
                return self._record(element, kind)
            case tag:
                self._groups.add(Key(tag, ""), element.raw)
                return None

    def _record(self, element: Element, kind: str) -> Received | None:
        if kind in kinds.SERIES or kind == kinds.GLUCOSE:
            return self._reading(element, kind)
        if kind in kinds.TOTALS:
            piece = number(attribute(element, "value"), "@value")
            self._groups.add(_key(element, kind), element.raw).pieces.append(piece)
        elif kind in {kinds.SYSTOLIC, kinds.DIASTOLIC}:
            self._pressures.append(element)
        elif kind in kinds.SINGLE:
            return self._single(element, kinds.SINGLE[kind])
        elif kind == kinds.INSULIN:
            return self._insulin(element)
        elif kind == kinds.SLEEP:
            self._phase(element)
        elif kind in kinds.EVENTS:
            value = kinds.words_of(element.attributes.get("value", ""))
            text = "" if value == "Not applicable" else value
            return self._shown(element, kinds.words_of(kind), standing=Standing.PAST, value_text=text)
        else:
            self._groups.add(Key(kind, element.attributes.get("startDate", "")[:10]), element.raw)
        return None

    def _reading(self, element: Element, kind: str) -> Received | None:
        started, value = attribute(element, "startDate"), attribute(element, "value")
        key = _key(element, kind)
        if key.unit == "%":
            value = percent(value)
        if kind == kinds.GLUCOSE and kinds.unit_of(key.unit)[0] not in facts.UCUM:
            raise WrongShape("@unit")
        if not fits(value):
            number(value, "@value")
            unit = kinds.unit_of(key.unit)[0]
            measure = kinds.SERIES.get(kind)
            return self._single(element, measure or kinds.glucose(unit, is_sensor=False))
        at_s = epoch_s(started)
        self._groups.add(key, element.raw, started).readings.append(Reading(at_s, value))
        return None

    def _phase(self, element: Element) -> None:
        lasted = when(element)
        if lasted.start is None:
            raise WrongShape("@startDate")
        words = kinds.words_of(attribute(element, "value"))
        key = Key(kinds.SLEEP, night_of(lasted.start), element.attributes.get("sourceName", ""))
        self._groups.add(key, element.raw).phases.append(Phase(lasted, words))

    def _single(self, element: Element, measure: Measure) -> Received:
        value = quantity(element.attributes)
        return self._shown(element, measure.title, codes=measure.codes, value=value)

    def _insulin(self, element: Element) -> Received:
        reasons = [
            part.attributes.get("value", "")
            for part in element.parts
            if part.attributes.get("key") == "HKInsulinDeliveryReason"
        ]
        # HKInsulinDeliveryReason: 1 is basal, 2 is bolus.
        why = {"1": "basal", "2": "bolus"}.get(reasons[0] if reasons else "", "")
        given = when(element).start
        if given is None:
            raise WrongShape("@startDate")
        by = (Label.DEVICE, element.attributes.get("sourceName", ""))
        title = f"Insulin, {why}" if why else "Insulin"
        dose = quantity(element.attributes)
        return facts.insulin(self._source_id, self._id(), element.raw, title, dose, given, by)

    def _workout(self, element: Element) -> Received:
        said = [
            f"{kinds.words_of(part.attributes.get('type', ''))}: {total} {part.attributes.get('unit', '')}"
            for part in element.parts
            if part.tag == "WorkoutStatistics" and (total := part.attributes.get("sum", ""))
        ]
        lasted, unit = element.attributes.get("duration"), element.attributes.get("durationUnit", "")
        return self._shown(
            element,
            f"Workout: {kinds.words_of(attribute(element, 'workoutActivityType'))}",
            note="\n".join(said),
            standing=Standing.PAST,
            value=facts.amount(lasted, unit, "@duration") if lasted else None,
        )

    def _pressure(self, element: Element) -> Received:
        components = []
        for part in element.parts:
            measure = kinds.SINGLE.get(part.attributes.get("type", ""))
            if part.tag == "Record" and measure is not None:
                components.append(Component(measure.title, measure.codes, quantity(part.attributes)))
        if not components:
            raise WrongShape("Record")
        self._paired |= {_told(part.attributes) for part in element.parts if part.tag == "Record"}
        panel = kinds.PRESSURE
        return self._shown(element, panel.title, codes=panel.codes, components=tuple(components))

    def _unpaired(self, element: Element) -> Received:
        try:
            return self._single(element, kinds.SINGLE[element.attributes["type"]])
        except WrongShape as error:
            return self._unreadable(element, error)

    def _repeated(self, element: Element) -> Received:
        return Received(
            source_id=self._source_id,
            resource_type="Record",
            resource_id=self._id(),
            raw=element.raw,
            disposition=Disposition.FOLDED,
            reason=Reason.NAMED_BY_ANOTHER,
        )

    def _shown(self, element: Element, title: str, note: str = "", **said: Unpack[_Observed]) -> Received:
        source = (Label.DEVICE, element.attributes.get("sourceName", ""))
        return facts.shown(
            self._source_id,
            "Observation",
            self._id(),
            element.raw,
            title,
            language=_LANGUAGE,
            lane=Lane.VITALS,
            when=when(element),
            status="final",
            details=details(source, (Label.NOTE, note)),
            **said,
        )

    def _unreadable(self, element: Element, error: WrongShape) -> Received:
        place = f"{element.tag}/{error.path}"
        return facts.unreadable(self._source_id, element.tag, self._id(), element.raw, place)

    def _id(self) -> str:
        return f"{self._prefix}-{self._number}"


def _key(element: Element, kind: str) -> Key:
    attributes = element.attributes
    return Key(
        kind,
        attribute(element, "startDate")[:10],
        attributes.get("sourceName", ""),
        attributes.get("unit", ""),
    )


def _told(attributes: dict[str, str]) -> tuple[str, ...]:
    return tuple(attributes.get(name, "") for name in _TOLD)
