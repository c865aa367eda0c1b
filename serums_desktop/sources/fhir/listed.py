"""The resource types that are read, and their decoders. Every other type is only kept."""

from __future__ import annotations

import msgspec

from serums_desktop.sources.fhir.datatypes import Resource
from serums_desktop.sources.fhir.structs_care import (
    Device,
    DeviceUseStatement,
    Encounter,
    Immunization,
    Procedure,
)
from serums_desktop.sources.fhir.structs_documents import (
    Binary,
    Bundle,
    Composition,
    DocumentReference,
    Provenance,
)
from serums_desktop.sources.fhir.structs_medicines import (
    Medication,
    MedicationAdministration,
    MedicationDispense,
    MedicationRequest,
    MedicationStatement,
)
from serums_desktop.sources.fhir.structs_plans import CarePlan, FamilyMemberHistory, Goal
from serums_desktop.sources.fhir.structs_problems import (
    AllergyIntolerance,
    Condition,
    Flag,
    Patient,
)
from serums_desktop.sources.fhir.structs_results import DiagnosticReport, ImagingStudy, Observation

LISTED: tuple[type[Resource], ...] = (
    Patient,
    AllergyIntolerance,
    Condition,
    Flag,
    Goal,
    CarePlan,
    FamilyMemberHistory,
    Medication,
    MedicationRequest,
    MedicationStatement,
    MedicationAdministration,
    MedicationDispense,
    Observation,
    DiagnosticReport,
    ImagingStudy,
    Encounter,
    Procedure,
    Immunization,
    Device,
    DeviceUseStatement,
    DocumentReference,
    Composition,
    Binary,
    Bundle,
    Provenance,
)

DECODERS = {kind.__name__: msgspec.json.Decoder(kind) for kind in LISTED}
