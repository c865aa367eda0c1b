"""Nightscout: what its collections `entries`, `treatments` and `devicestatus` export as JSON.

One array, or one object a line as database tools write it. A resource is: a day (UTC) of one device's sensor
readings, a run of readings that are error codes, a day of temporary basal rates, and every other object by
itself. Device statuses and calibration parameters are of kinds that are not shown. Sensor glucose is in
mg/dL whatever the site displays; below 13 it is a code of the sensor's and no number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Label, Standing
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Received
from serums_desktop.sources.fhir.shape import NO_VALUE, WrongShape, decimal
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.content import Part
from serums_desktop.sources.files.device_glucose import SensorGlucose, SensorReading

_PERIOD_S: Final = 300.0
# Sensors' uploaders start a reading when they get it: the distance of two varies by seconds.
_CLOCK_STEP_S: Final = 1.0
_LEAST_GLUCOSE: Final = 13
_UNIT: Final = "mg/dL"
_BASAL: Final = "Temp Basal"

_ENTRY: Final = re.compile(r'"(?:sgv|mbg)"\s*:')
_DATED: Final = re.compile(r'"(?:date|dateString)"\s*:')
_TREATMENT: Final = re.compile(r'"eventType"\s*:')
_STATUS: Final = re.compile(r'"(?:uploader|uploaderBattery|pump|openaps|loop)"\s*:')
_CREATED: Final = re.compile(r'"created_at"\s*:')
_ZONE_WITHOUT_COLON: Final = re.compile(r"([+-]\d\d)(\d\d)$", re.ASCII)


class _Object(msgspec.Struct, rename="camel"):
    """What is read of an object of any collection; numbers as they are written."""

    kind: str | None = msgspec.field(default=None, name="type")
    date: msgspec.Raw = NO_VALUE
    date_string: str | None = None
    utc_offset: int | float | None = None
    sgv: msgspec.Raw = NO_VALUE
    mbg: msgspec.Raw = NO_VALUE
    device: str | None = None
    event_type: str | None = None
    created_at: str | None = msgspec.field(default=None, name="created_at")
    insulin: msgspec.Raw = NO_VALUE
    carbs: msgspec.Raw = NO_VALUE
    glucose: msgspec.Raw = NO_VALUE
    units: str | None = None
    duration: msgspec.Raw = NO_VALUE
    rate: msgspec.Raw = NO_VALUE
    percent: msgspec.Raw = NO_VALUE
    notes: str | None = None
    entered_by: str | None = None
    is_valid: bool | None = None


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is an export of one of the collections."""
    head = part.text_head
    if not head.startswith(("[", "{")):
        return None
    is_entries = _ENTRY.search(head) is not None and _DATED.search(head) is not None
    is_created = _CREATED.search(head) is not None
    is_treatments = is_created and _TREATMENT.search(head) is not None
    is_status = is_created and _STATUS.search(head) is not None
    return FileFormat.NIGHTSCOUT if is_entries or is_treatments or is_status else None


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:  # noqa: ARG001  Format's
    """Nobody."""
    return ()


def read(
    parts: Sequence[Part],
    source_id: str,
    patient_id: str,  # noqa: ARG001  Format's
) -> Iterator[Iterable[Received]]:
    """Read each collection."""
    for number, part in enumerate(parts):
        yield _Collection(source_id, number).received(_objects(part))


def _objects(part: Part) -> Iterator[bytes]:
    """The objects, each as it is written. Raises FileNotTaken: NOT_WHAT_IT_SAYS."""
    if part.text_head.startswith("["):
        try:
            found = msgspec.json.decode(part.text(), type=list[msgspec.Raw])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
        yield from map(bytes, found)
        return
    for line in bytes(part.text()).splitlines():
        if line.strip():
            yield line


class _Collection:
    """One export, object by object."""

    def __init__(self, source_id: str, number: int) -> None:
        self._source_id = source_id
        self._prefix = f"nightscout-{number}"
        self._glucose = SensorGlucose(
            source_id,
            self._prefix,
            "Sensor glucose",
            _UNIT,
            otherwise_s=_PERIOD_S,
            tolerance_s=_CLOCK_STEP_S,
        )
        self._basal: defaultdict[str, list[tuple[PartialDate, str, bytes]]] = defaultdict(list)

    def received(self, objects: Iterable[bytes]) -> Iterator[Received]:
        """All of it."""
        for place, raw in enumerate(objects):
            resource_id = f"{self._prefix}-{place}"
            try:
                received = self._object(msgspec.json.decode(raw, type=_Object), resource_id, raw)
            except WrongShape as error:
                received = self._unreadable(resource_id, raw, error.path)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                received = self._unreadable(resource_id, raw, "$")
            if received is not None:
                yield received
        yield from self._glucose.received()
        for day, rates in self._basal.items():
            yield self._rates(day, rates)

    def _unreadable(self, resource_id: str, raw: bytes, place: str) -> Received:
        return facts.unreadable(self._source_id, "Object", resource_id, raw, place)

    def _object(self, item: _Object, resource_id: str, raw: bytes) -> Received | None:
        """What an object says; None for what is gathered by days. Raises WrongShape."""
        if item.is_valid is False:
            return facts.retracted(self._source_id, "Object", resource_id, raw)
        if _is_given(item.sgv):
            when, text = _moment(item), _written(item.sgv, "$.sgv")
            is_code = float(text) < _LEAST_GLUCOSE
            reading = SensorReading(when, f"sgv {text}" if is_code else text, raw + b"\n")
            self._glucose.add(item.device or "", reading)
            return None
        if _is_given(item.mbg):
            value = _quantity(item.mbg, _UNIT, "$.mbg")
            return self._observed(item, resource_id, raw, "Meter glucose", _moment(item), value)
        if item.event_type is None:
            return facts.other(self._source_id, "Object", resource_id, raw)
        return self._treatment(item, resource_id, raw, item.event_type or "Treatment")

    def _treatment(self, item: _Object, resource_id: str, raw: bytes, title: str) -> Received | None:
        when = _moment(item)
        if title == _BASAL:
            self._basal[facts.day_of(when.start_s)].append((when, _rate(item), raw))
            return None
        if _is_given(item.insulin) and float(_written(item.insulin, "$.insulin")) > 0:
            dose = _quantity(item.insulin, "U", "$.insulin")
            eaten = _quantity(item.carbs, "g", "$.carbs") if _is_given(item.carbs) else None
            return facts.insulin(
                self._source_id,
                resource_id,
                raw,
                f"Insulin: {title}",
                dose,
                when,
                (Label.NOTE, f"Carbohydrates: {eaten}" if eaten is not None else ""),
                (Label.NOTE, item.notes or ""),
                (Label.DEVICE, item.entered_by or ""),
            )
        if _is_given(item.carbs) and float(_written(item.carbs, "$.carbs")) > 0:
            value = _quantity(item.carbs, "g", "$.carbs")
            return self._observed(item, resource_id, raw, f"Carbohydrates: {title}", when, value)
        if _is_given(item.glucose):
            # A treatment that does not say its unit is in the one of the site, which nobody here knows.
            unit = {"mg/dl": "mg/dL", "mmol": "mmol/L", "mmol/l": "mmol/L"}.get(
                (item.units or "").lower(), ""
            )
            value = _quantity(item.glucose, unit, "$.glucose")
            return self._observed(item, resource_id, raw, title, when, value)
        return self._observed(item, resource_id, raw, title, when, None)

    def _observed(
        self,
        item: _Object,
        resource_id: str,
        raw: bytes,
        title: str,
        when: PartialDate,
        value: Quantity | None,
    ) -> Received:
        lasted = _quantity(item.duration, "min", "$.duration") if _is_given(item.duration) else None
        glucose = value is not None and value.unit in {"mg/dL", "mmol/L"}
        note = item.notes or ""
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            raw,
            title,
            lane=Lane.VITALS,
            codes=(facts.capillary_glucose(value.unit),) if glucose and value is not None else (),
            when=facts.at(when),
            status="final",
            standing=Standing.PAST,
            value=value,
            value_text="" if value is not None else note,
            details=details(
                (Label.NOTE, note if value is not None else ""),
                (Label.QUANTITY, str(lasted) if lasted is not None else ""),
                (Label.DEVICE, item.device or item.entered_by or ""),
            ),
        )

    def _rates(self, day: str, rates: list[tuple[PartialDate, str, bytes]]) -> Received:
        rates.sort(key=lambda rate: rate[0].start_s)
        said = "\n".join(f"{when.local_time()} {rate}" for when, rate, _ in rates)
        return facts.shown(
            self._source_id,
            "MedicationAdministration",
            facts.id_of(self._prefix, "basal", day),
            b"\n".join(raw for _, _, raw in rates),
            f"Insulin: {_BASAL}",
            lane=Lane.MEDICINES,
            when=Span(rates[0][0], rates[-1][0]),
            status="completed",
            standing=Standing.PAST,
            details=details((Label.DOSE, said)),
        )


def _is_given(raw: msgspec.Raw) -> bool:
    return bytes(raw) not in {b"", b"null", b'""'}


def _written(raw: msgspec.Raw, place: str) -> str:
    return decimal(raw, place)[1]


def _quantity(raw: msgspec.Raw, unit: str, place: str) -> Quantity:
    value, text = decimal(raw, place)
    return Quantity(value, text, unit, facts.UCUM.get(unit, ""))


def _rate(item: _Object) -> str:
    """A temporary rate and for how long, as numbers. Raises WrongShape."""
    said = [
        f"{_written(raw, f'$.{name}')} {unit}"
        for raw, name, unit in (
            (item.rate, "rate", "U/h"),
            (item.percent, "percent", "%"),
            (item.duration, "duration", "min"),
        )
        if _is_given(raw)
    ]
    return ", ".join(said)


def _moment(item: _Object) -> PartialDate:
    """When it was, in the zone that it says. Raises WrongShape."""
    if _is_given(item.date):
        value, _ = decimal(item.date, "$.date")
        try:
            zone = dt.timezone(dt.timedelta(minutes=round(item.utc_offset or 0)))
            at = dt.datetime.fromtimestamp(float(value) / 1000, zone)
        except (ValueError, OverflowError, OSError) as error:
            raise WrongShape("$.date") from error
        text = at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")
        return facts.moment(text, "$.date")
    written = item.created_at or item.date_string
    if written is None:
        raise WrongShape("$.created_at")
    return facts.moment(_ZONE_WITHOUT_COLON.sub(r"\1:\2", written), "$.created_at")
