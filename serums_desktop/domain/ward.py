"""Who lies on the ward, as the home source lists them."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.people import PatientAtSource, Person


class WardPatient(msgspec.Struct, frozen=True):
    """One inpatient: the bed and the reason as the source words them, and the admission (FHIR dateTime)."""

    bed: str
    patient: PatientAtSource
    reason: str = ""
    admitted: str = ""

    @property
    def key(self) -> str:
        """Names the patient on the list."""
        return f"{self.patient.source_id}/{self.patient.patient_id}"

    @property
    def person(self) -> Person:
        """The person as far as the list knows them; other sources join when the record is opened."""
        return Person((self.patient,))


class Ward(msgspec.Struct, frozen=True):
    """A ward by its name, and its patients in the order of their beds."""

    title: str
    patients: tuple[WardPatient, ...] = ()
