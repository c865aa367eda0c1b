"""The Patient resource as the domain's idea of a patient at a source."""

from __future__ import annotations

from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.sources.fhir import structs_problems as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.datatypes import HumanName
from serums_desktop.sources.fhir.shape import date

# The name a patient goes by officially says more than the one friends use.
_NAME_ORDER = ("official", "usual", "", "temp", "anonymous", "maiden", "nickname", "old")


def patient(resource: fhir.Patient, source_id: str) -> PatientAtSource:
    """Read a patient. Raises WrongShape."""
    deceased = (
        date(resource.deceased_date_time, "$.deceasedDateTime")
        if resource.deceased_date_time is not None
        else resource.deceased_boolean
    )
    return PatientAtSource(
        source_id=source_id,
        patient_id=resource.id,
        name=_name(resource.name),
        birth_date=date(resource.birth_date, "$.birthDate"),
        sex=Sex(resource.gender) if resource.gender in set(Sex) else Sex.UNKNOWN,
        identifiers=terms.identifiers(resource.identifier),
        deceased=deceased,
        city=next(
            (address.city for address in resource.address if address.use != "old" and address.city), ""
        ),
        # Both are modifiers: what stands in such a record is no longer kept up (FHIR R4 §8.1.11).
        superseded=resource.active is False or any(link.type == "replaced-by" for link in resource.link),
    )


def _name(names: tuple[HumanName, ...]) -> PersonName:
    ranked = sorted(
        names, key=lambda name: _NAME_ORDER.index(name.use) if name.use in _NAME_ORDER else len(_NAME_ORDER)
    )
    for name in ranked:
        given = " ".join(part for part in name.given if part)
        if name.family or given:
            return PersonName(name.family, given)
    # A name in one piece cannot be split into surname and given name without guessing.
    return PersonName(next((name.text for name in ranked if name.text), ""), "")
