"""A ward's inpatients, from the Encounters at its Location."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.ward import WardPatient
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.datatypes import Element, Reference
from serums_desktop.sources.fhir.structs_care import Encounter
from serums_desktop.sources.fhir.terms import words


class Location(Element):
    """A place; of a ward only its name is read."""

    name: str = ""


class _Kind(msgspec.Struct, rename="camel"):
    resource_type: str = ""


_ENCOUNTERS = msgspec.json.Decoder(Encounter)
_LOCATIONS = msgspec.json.Decoder(Location)
_KINDS = msgspec.json.Decoder(_Kind)


def read_location(body: bytes) -> str:
    """What a Location is called, "" where its answer names none."""
    try:
        return _LOCATIONS.decode(body).name
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def encounters(entries: Iterable[BundleEntry]) -> Iterator[Encounter]:
    """The Encounters among a page's entries; one of the wrong shape is not somebody who could be chosen."""
    for entry in entries:
        try:
            if _KINDS.decode(entry.resource).resource_type == "Encounter":
                yield _ENCOUNTERS.decode(entry.resource)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue


def patient_id(encounter: Encounter) -> str:
    """The id of the patient an Encounter is about, "" where it names none at this source."""
    reference = encounter.subject.reference if encounter.subject is not None else ""
    kind, _, identity = reference.removeprefix("./").rpartition("/")
    return identity if kind.rpartition("/")[2] == "Patient" else ""


def inpatients(
    stays: Iterable[Encounter], patients: Mapping[str, PatientAtSource], ward: str
) -> list[WardPatient]:
    """One line per patient, in the order of the beds. The bed is the place of a stay that is not the ward."""
    found: dict[str, WardPatient] = {}
    for stay in stays:
        identity = patient_id(stay)
        if identity in patients and identity not in found:
            places = [place.location for place in stay.location if place.location is not None]
            found[identity] = WardPatient(
                bed=next((_name(place) for place in places if not place.reference.endswith(ward)), ""),
                patient=patients[identity],
                reason=next(filter(None, map(words, stay.reason_code)), ""),
                admitted=(stay.period.start or "") if stay.period is not None else "",
            )
    return sorted(found.values(), key=lambda one: (one.bed, str(one.patient.name)))


def _name(place: Reference) -> str:
    return place.display or place.reference.rpartition("/")[2]
