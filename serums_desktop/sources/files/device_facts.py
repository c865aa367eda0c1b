"""What the parts of a device's export become, each counted once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Final, Unpack

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Entry, Label, RangeFlag, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.series import Samples
from serums_desktop.sources.fhir.shape import WrongShape, number
from serums_desktop.sources.fhir.terms import Said, details

LOINC: Final = "http://loinc.org"
UCUM: Final = {"mg/dL": "mg/dL", "mmol/L": "mmol/L"}

_GLUCOSE: Final = {
    "mg/dL": Coding(LOINC, "99504-3", "Glucose [Mass/volume] in Interstitial fluid"),
    "mmol/L": Coding(LOINC, "105272-9", "Glucose [Moles/volume] in Interstitial fluid"),
}
_CAPILLARY: Final = {
    "mg/dL": Coding(LOINC, "41653-7", "Glucose [Mass/volume] in Capillary blood by Glucometer"),
    "mmol/L": Coding(LOINC, "14743-9", "Glucose [Moles/volume] in Capillary blood by Glucometer"),
}

# Beyond what a sensor measures its maker's programs write a word, in the language of the person.
_LOW: Final = frozenset({"low", "lo", "niedrig", "tief", "bajo", "baja", "bas", "basse", "faible", "laag"})
_HIGH: Final = frozenset({"high", "hi", "hoch", "alto", "alta", "haut", "haute", "élevé", "élevée", "hoog"})


def sensor_glucose(unit: str) -> Coding:
    """The LOINC code of glucose in interstitial fluid, by the unit in which it is measured."""
    return _GLUCOSE[unit]


def capillary_glucose(unit: str) -> Coding:
    """The LOINC code of glucose from a finger."""
    return _CAPILLARY[unit]


def glucose_unit(text: str) -> str:
    """The unit that words name, as it is written everywhere; "" where they name none."""
    lowered = text.lower()
    return "mg/dL" if "mg/dl" in lowered else "mmol/L" if "mmol/l" in lowered else ""


def out_of_range(word: str) -> RangeFlag:
    """What a word in place of a number says of it."""
    plain = word.casefold()
    return RangeFlag.LOW if plain in _LOW else RangeFlag.HIGH if plain in _HIGH else RangeFlag.NONE


def amount(text: str, unit: str, place: str, code: str = "") -> Quantity:
    """A number as written, a decimal comma read as a point. Raises WrongShape."""
    plain = text.strip().replace(",", ".")
    return Quantity(number(plain, place), plain, unit, code or UCUM.get(unit, ""))


def moment(text: str, place: str) -> PartialDate:
    """A moment in FHIR's form. Raises WrongShape."""
    try:
        return PartialDate.parse(text)
    except (ValueError, OverflowError) as error:
        raise WrongShape(place) from error


def at(when: PartialDate) -> Span:
    """What happened then and there."""
    return Span(when, when)


def day_of(at_s: float) -> str:
    """The day of a moment, in the clock that it was read from."""
    return dt.datetime.fromtimestamp(at_s, dt.UTC).date().isoformat()


def shown(
    source_id: str,
    resource_type: str,
    resource_id: str,
    raw: bytes,
    title: str,
    *,
    samples: tuple[Samples, ...] = (),
    language: str = "",
    **said: Unpack[Said],
) -> Received:
    """A part that is shown as one entry."""
    key = f"{source_id}/{resource_type}/{resource_id}"
    said["has_samples"] = bool(samples)
    entry = Entry(
        entry_id=key,
        source_id=source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        title=title,
        language=language,
        **said,
    )
    return Received(
        source_id=source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        raw=raw,
        disposition=Disposition.SHOWN,
        entry=entry,
        samples=samples,
    )


def insulin(
    source_id: str,
    resource_id: str,
    raw: bytes,
    title: str,
    dose: Quantity,
    when: PartialDate,
    *rows: tuple[Label, str],
) -> Received:
    """A dose of insulin that was given."""
    return shown(
        source_id,
        "MedicationAdministration",
        resource_id,
        raw,
        title,
        lane=Lane.MEDICINES,
        when=at(when),
        status="completed",
        standing=Standing.PAST,
        value=dose,
        details=details((Label.DOSE, str(dose)), *rows),
    )


def other(source_id: str, kind: str, resource_id: str, raw: bytes) -> Received:
    """A part of a kind that is not shown."""
    return Received(
        source_id=source_id,
        resource_type=kind,
        resource_id=resource_id,
        raw=raw,
        disposition=Disposition.OTHER,
        reason=Reason.UNLISTED_TYPE,
    )


def retracted(source_id: str, kind: str, resource_id: str, raw: bytes) -> Received:
    """A part that was taken back where it comes from."""
    return Received(
        source_id=source_id,
        resource_type=kind,
        resource_id=resource_id,
        raw=raw,
        disposition=Disposition.RETRACTED,
        reason=Reason.ENTERED_IN_ERROR,
    )


def unreadable(source_id: str, kind: str, resource_id: str, raw: bytes, place: str) -> Received:
    """A part that is not what its maker writes; `place` names where, without a value."""
    return Received(
        source_id=source_id,
        resource_type=kind,
        resource_id=resource_id,
        raw=raw,
        disposition=Disposition.QUARANTINED,
        reason=Reason.WRONG_SHAPE,
        problem=place,
    )


def of_another(source_id: str, kind: str, resource_id: str) -> Received:
    """A part that is about somebody else: counted, and nothing of it kept."""
    return Received(
        source_id=source_id,
        resource_type=kind,
        resource_id=resource_id,
        raw=b"",
        disposition=Disposition.QUARANTINED,
        reason=Reason.OTHER_PATIENT,
    )


def named(source_id: str, name: PersonName, born: PartialDate, sex: Sex = Sex.UNKNOWN) -> PatientAtSource:
    """Whom an export names. Its id is of the name and the birth date: two people never have one."""
    said = f"{name.family}\n{name.given}\n{born.text}".encode()
    return PatientAtSource(source_id, f"person-{hashlib.sha256(said).hexdigest()[:16]}", name, born, sex)


def person(source_id: str, patient: PatientAtSource, raw: bytes) -> Received:
    """The part that names them."""
    return Received(
        source_id=source_id,
        resource_type="Patient",
        resource_id=patient.patient_id,
        raw=raw,
        disposition=Disposition.SHOWN,
        patient=patient,
    )


def id_of(*parts: str) -> str:
    """An id of FHIR's out of words, 64 signs at most."""
    plain = "-".join("".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in p) for p in parts)
    return plain[:64]


def span(moments: Sequence[PartialDate]) -> Span:
    """From the first to the last of them."""
    return Span(min(moments, key=lambda each: each.start_s), max(moments, key=lambda each: each.start_s))
