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
    Range,
    Reference,
)


class Participant(Element):
    individual: Reference | None = None


class EncounterLocation(Element):
    location: Reference | None = None


class EncounterDiagnosis(Element):
    condition: Reference | None = None
    use: CodeableConcept | None = None
    rank: int | None = None


class Hospitalization(Element):
    origin: Reference | None = None
    admit_source: CodeableConcept | None = None
    re_admission: CodeableConcept | None = None
    diet_preference: tuple[CodeableConcept, ...] = ()
    special_arrangement: tuple[CodeableConcept, ...] = ()
    destination: Reference | None = None
    discharge_disposition: CodeableConcept | None = None


class Encounter(IdentifiedResource):
    status: str = ""
    class_: Coding | None = msgspec.field(default=None, name="class")
    priority: CodeableConcept | None = None
    reason_reference: tuple[Reference, ...] = ()
    diagnosis: tuple[EncounterDiagnosis, ...] = ()
    hospitalization: Hospitalization | None = None
    length: Quantity | None = None
    type: tuple[CodeableConcept, ...] = ()
    service_type: CodeableConcept | None = None
    period: Period | None = None
    reason_code: tuple[CodeableConcept, ...] = ()
    participant: tuple[Participant, ...] = ()
    location: tuple[EncounterLocation, ...] = ()
    service_provider: Reference | None = None


class FocalDevice(Element):
    action: CodeableConcept | None = None
    manipulated: Reference | None = None


class Procedure(IdentifiedResource):
    status: str = ""
    status_reason: CodeableConcept | None = None
    category: CodeableConcept | None = None
    code: CodeableConcept | None = None
    performed_date_time: str | None = None
    performed_period: Period | None = None
    performed_string: str = ""
    performed_age: Quantity | None = None
    performed_range: Range | None = None
    reason_reference: tuple[Reference, ...] = ()
    complication: tuple[CodeableConcept, ...] = ()
    complication_detail: tuple[Reference, ...] = ()
    follow_up: tuple[CodeableConcept, ...] = ()
    focal_device: tuple[FocalDevice, ...] = ()
    used_reference: tuple[Reference, ...] = ()
    used_code: tuple[CodeableConcept, ...] = ()
    recorder: Reference | None = None
    asserter: Reference | None = None
    performer: tuple[Performer, ...] = ()
    location: Reference | None = None
    reason_code: tuple[CodeableConcept, ...] = ()
    body_site: tuple[CodeableConcept, ...] = ()
    outcome: CodeableConcept | None = None
    note: tuple[Annotation, ...] = ()


class VaccineReaction(Element):
    date: str | None = None
    detail: Reference | None = None


class VaccineProtocol(Element):
    series: str = ""
    target_disease: tuple[CodeableConcept, ...] = ()
    dose_number_positive_int: int | None = None
    dose_number_string: str = ""
    series_doses_positive_int: int | None = None
    series_doses_string: str = ""


class Immunization(IdentifiedResource):
    status: str = ""
    status_reason: CodeableConcept | None = None
    vaccine_code: CodeableConcept | None = None
    occurrence_date_time: str | None = None
    occurrence_string: str = ""
    recorded: str | None = None
    report_origin: CodeableConcept | None = None
    manufacturer: Reference | None = None
    lot_number: str = ""
    expiration_date: str = ""
    reason_reference: tuple[Reference, ...] = ()
    is_subpotent: bool = False
    subpotent_reason: tuple[CodeableConcept, ...] = ()
    reaction: tuple[VaccineReaction, ...] = ()
    protocol_applied: tuple[VaccineProtocol, ...] = ()
    location: Reference | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    dose_quantity: Quantity | None = None
    performer: tuple[Performer, ...] = ()
    reason_code: tuple[CodeableConcept, ...] = ()
    note: tuple[Annotation, ...] = ()


class DeviceName(Element):
    name: str = ""


class UdiCarrier(Element):
    device_identifier: str = ""
    human_readable: str = msgspec.field(default="", name="carrierHRF")


class Device(IdentifiedResource):
    status: str = ""
    type: CodeableConcept | None = None
    device_name: tuple[DeviceName, ...] = ()
    udi_carrier: tuple[UdiCarrier, ...] = ()
    manufacturer: str = ""
    model_number: str = ""
    serial_number: str = ""
    lot_number: str = ""
    expiration_date: str = ""
    status_reason: tuple[CodeableConcept, ...] = ()
    safety: tuple[CodeableConcept, ...] = ()
    note: tuple[Annotation, ...] = ()


class KnownDevice(Reference):
    """A reference to a device that came, with the kind of device it is."""

    type: CodeableConcept | None = None


class DeviceUseStatement(IdentifiedResource):
    status: str = ""
    timing_period: Period | None = None
    timing_date_time: str | None = None
    recorded_on: str | None = None
    reason_reference: tuple[Reference, ...] = ()
    source: Reference | None = None
    device: Reference | None = None
    reason_code: tuple[CodeableConcept, ...] = ()
    body_site: CodeableConcept | None = None
    note: tuple[Annotation, ...] = ()
