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
    diet_preference: list[CodeableConcept] = []
    special_arrangement: list[CodeableConcept] = []
    destination: Reference | None = None
    discharge_disposition: CodeableConcept | None = None


class Encounter(IdentifiedResource):
    status: str = ""
    class_: Coding | None = msgspec.field(default=None, name="class")
    priority: CodeableConcept | None = None
    reason_reference: list[Reference] = []
    diagnosis: list[EncounterDiagnosis] = []
    hospitalization: Hospitalization | None = None
    length: Quantity | None = None
    type: list[CodeableConcept] = []
    service_type: CodeableConcept | None = None
    period: Period | None = None
    reason_code: list[CodeableConcept] = []
    participant: list[Participant] = []
    location: list[EncounterLocation] = []
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
    reason_reference: list[Reference] = []
    complication: list[CodeableConcept] = []
    complication_detail: list[Reference] = []
    follow_up: list[CodeableConcept] = []
    focal_device: list[FocalDevice] = []
    used_reference: list[Reference] = []
    used_code: list[CodeableConcept] = []
    recorder: Reference | None = None
    asserter: Reference | None = None
    performer: list[Performer] = []
    location: Reference | None = None
    reason_code: list[CodeableConcept] = []
    body_site: list[CodeableConcept] = []
    outcome: CodeableConcept | None = None
    note: list[Annotation] = []


class VaccineReaction(Element):
    date: str | None = None
    detail: Reference | None = None


class VaccineProtocol(Element):
    series: str = ""
    target_disease: list[CodeableConcept] = []
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
    reason_reference: list[Reference] = []
    is_subpotent: bool = False
    subpotent_reason: list[CodeableConcept] = []
    reaction: list[VaccineReaction] = []
    protocol_applied: list[VaccineProtocol] = []
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
    lot_number: str = ""
    expiration_date: str = ""
    status_reason: list[CodeableConcept] = []
    safety: list[CodeableConcept] = []
    note: list[Annotation] = []


class KnownDevice(Reference):
    """A reference to a device that came, with the kind of device it is."""

    type: CodeableConcept | None = None


class DeviceUseStatement(IdentifiedResource):
    status: str = ""
    timing_period: Period | None = None
    timing_date_time: str | None = None
    recorded_on: str | None = None
    reason_reference: list[Reference] = []
    source: Reference | None = None
    device: Reference | None = None
    reason_code: list[CodeableConcept] = []
    body_site: CodeableConcept | None = None
    note: list[Annotation] = []
