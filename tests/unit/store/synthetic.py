"""Made-up resources, people and keys for the tests of the store."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import msgspec

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Entry
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.series import Samples


class Key(msgspec.Struct):
    """A cache key as the card releases it."""

    data_key: bytearray
    vault_id: str = "5f" * 16


def key(byte: int = 7) -> Key:
    return Key(bytearray([byte] * 32))


def glucose(
    number: int,
    *,
    source_id: str = "fcrb",
    text: str = "5.40",
    at: str = "",
    issuer_number: str = "",
    marker: str = "",
) -> Received:
    """A glucose result; two sources' results with the same `issuer_number` are one fact.

    Without one, and without a time of its own, each number's blood was drawn a minute after the other's.
    """
    drawn = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC) + dt.timedelta(minutes=0 if issuer_number else number)
    at = at or f"{drawn:%Y-%m-%dT%H:%M:%SZ}"
    resource_id = f"glucose-{number}"
    entry = Entry(
        entry_id=f"{source_id}/Observation/{resource_id}",
        source_id=source_id,
        resource_type="Observation",
        resource_id=resource_id,
        lane=Lane.LABS,
        title=f"Glucose{marker}",
        when=Span(PartialDate.parse(at)),
        codes=(Coding("http://loinc.org", "15074-8", "Glucose"),),
        identifiers=(Identifier("urn:example:lab", issuer_number),) if issuer_number else (),
        status="final",
        value=Quantity(Decimal(text), text, "mmol/L"),
    )
    raw = json.dumps({"resourceType": "Observation", "id": resource_id, "v": text, "note": marker}).encode()
    return Received(
        source_id=source_id,
        resource_type="Observation",
        resource_id=resource_id,
        raw=raw,
        disposition=Disposition.SHOWN,
        entry=entry,
    )


def without_entry(
    resource_id: str,
    disposition: Disposition,
    reason: Reason = Reason.NONE,
    *,
    source_id: str = "fcrb",
    resource_type: str = "Observation",
    raw: bytes = b"{}",
) -> Received:
    """A resource that is not on the timeline."""
    return Received(
        source_id=source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        raw=raw,
        disposition=disposition,
        reason=reason,
    )


def sensor_day(day: int, *, source_id: str = "cgm", samples: int = 288) -> Received:
    """A day of a glucose sensor, one sample every five minutes."""
    received = glucose(day, source_id=source_id, at=f"2026-04-{day:02}T00:00:00Z")
    start = PartialDate.parse(f"2026-04-{day:02}T00:00:00Z").start_s
    run = Samples(
        entry_id=received.key,
        source_id=source_id,
        code="105272-9",
        title="Glucose sensor",
        unit="mmol/L",
        start_s=start,
        period_s=300.0,
        mantissas=b"".join((540 + index % 50).to_bytes(4, "little", signed=True) for index in range(samples)),
        decimals=bytes([2]) * samples,
        device="sensor",
    )
    return msgspec.structs.replace(received, samples=(run,))


def patient(source_id: str, patient_id: str, *, family: str = "Example") -> PatientAtSource:
    return PatientAtSource(
        source_id, patient_id, PersonName(family, "Anna"), PartialDate.parse("1980-05-06"), Sex.FEMALE
    )


def person(*pairs: tuple[str, str]) -> Person:
    return Person(tuple(patient(source_id, patient_id) for source_id, patient_id in pairs))


def answered(source_id: str, as_of_s: float | None = 100.0) -> SourceCoverage:
    return SourceCoverage(source_id, source_id.upper(), "ES", SourceState.ANSWERED, as_of_s=as_of_s)


def failed(source_id: str) -> SourceCoverage:
    return SourceCoverage(source_id, source_id.upper(), "ES", SourceState.FAILED)
