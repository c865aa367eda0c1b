"""What another program may ask the window for: a patient by identifier, or by an EHR's launch."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.identifiers import Identifier


class PatientContext(msgspec.Struct, frozen=True, tag="patient"):
    """Open the record of the patient with this identifier."""

    identifier: Identifier

    def __repr__(self) -> str:
        return "<PatientContext>"


class EhrLaunch(msgspec.Struct, frozen=True, tag="launch"):
    """Open the patient of an EHR launch (SMART App Launch 2.2): `iss` is the EHR's FHIR base."""

    iss: str
    launch: str

    def __repr__(self) -> str:
        return "<EhrLaunch>"


class Show(msgspec.Struct, frozen=True, tag="show"):
    """Bring the window to the front."""


OpeningRequest = PatientContext | EhrLaunch | Show
