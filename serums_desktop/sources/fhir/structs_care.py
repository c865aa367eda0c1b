"""R4 shapes: encounters, procedures, immunizations and devices."""

from __future__ import annotations

import msgspec

from serums_desktop.sources.fhir.datatypes import (
    Annotation,
    CodeableConcept,
    Coding,
    Element,
    IdentifiedResource,
    Performer,
    Period,
    Quantity,
    Reference,
)


class Participant(Element):
    individual: Reference | None = None


class EncounterLocation(Element):
    location: Reference | None = None


class Encounter(IdentifiedResource):
    status: str = ""
    class_: Coding | None = msgspec.field(default=None, name="class")
    type: list[CodeableConcept] = []
    service_type: CodeableConcept | None = None
    period: Period | None = None
    reason_code: list[CodeableConcept] = []
    participant: list[Participant] = []
    location: list[EncounterLocation] = []
    service_provider: Reference | None = None


class Procedure(IdentifiedResource):
    status: str = ""
    status_reason: CodeableConcept | None = None
    category: CodeableConcept | None = None
    code: CodeableConcept | None = None
    performed_date_time: str | None = None
    performed_period: Period | None = None
    performed_string: str = ""
    recorder: Reference | None = None
    asserter: Reference | None = None
    performer: list[Performer] = []
    location: Reference | None = None
    reason_code: list[CodeableConcept] = []
    body_site: list[CodeableConcept] = []
    outcome: CodeableConcept | None = None
    note: list[Annotation] = []


class Immunization(IdentifiedResource):
    status: str = ""
    status_reason: CodeableConcept | None = None
    vaccine_code: CodeableConcept | None = None
    occurrence_date_time: str | None = None
    occurrence_string: str = ""
    recorded: str | None = None
    location: Reference | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    dose_quantity: Quantity | None = None
    performer: list[Performer] = []
    reason_code: list[CodeableConcept] = []
    note: list[Annotation] = []


class DeviceName(Element):
    name: str = ""


class UdiCarrier(Element):
    device_identifier: str = ""
    human_readable: str = msgspec.field(default="", name="carrierHRF")


class Device(IdentifiedResource):
    status: str = ""
    type: CodeableConcept | None = None
    device_name: list[DeviceName] = []
    udi_carrier: list[UdiCarrier] = []
    manufacturer: str = ""
    model_number: str = ""
    serial_number: str = ""
    note: list[Annotation] = []


class DeviceUseStatement(IdentifiedResource):
    status: str = ""
    timing_period: Period | None = None
    timing_date_time: str | None = None
    recorded_on: str | None = None
    source: Reference | None = None
    device: Reference | None = None
    reason_code: list[CodeableConcept] = []
    body_site: CodeableConcept | None = None
    note: list[Annotation] = []
