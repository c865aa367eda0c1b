"""Encounters, procedures, immunizations and devices."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from serums_desktop.domain.entries import Entry, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.domain.stated_codes import says_none
from serums_desktop.sources.fhir import structs_care as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.datatypes import CodeableConcept, Reference
from serums_desktop.sources.fhir.retraction import retracted
from serums_desktop.sources.fhir.shape import date
from serums_desktop.sources.fhir.terms import Origin, words

_ENCOUNTERS = {
    "planned": Standing.PLANNED,
    "booked": Standing.PLANNED,
    "arrived": Standing.CURRENT,
    "triaged": Standing.CURRENT,
    "in-progress": Standing.CURRENT,
    "onleave": Standing.CURRENT,
    "finished": Standing.PAST,
    "cancelled": Standing.PAST,
}
_EVENTS = {
    "preparation": Standing.PLANNED,
    "in-progress": Standing.CURRENT,
    "not-done": Standing.PAST,
    "stopped": Standing.PAST,
    "completed": Standing.PAST,
}
_DEVICES = {
    "active": Standing.CURRENT,
    "intended": Standing.PLANNED,
    "inactive": Standing.PAST,
    "completed": Standing.PAST,
    "stopped": Standing.PAST,
}


def encounter(resource: fhir.Encounter, origin: Origin) -> Entry | Reason:
    """A contact with care."""
    if reason := retracted(resource.status):
        return reason
    setting = resource.class_
    setting_words = (setting.display or setting.code) if setting is not None else ""
    places = [*(place.location for place in resource.location), resource.service_provider]
    people = terms.names(participant.individual for participant in resource.participant)
    return terms.entry(
        resource,
        origin,
        terms.all_words(resource.type) or words(resource.service_type) or setting_words,
        lane=Lane.ENCOUNTERS,
        codes=terms.codings(*resource.type),
        when=terms.span(resource.period, "$.period"),
        status=resource.status,
        standing=_ENCOUNTERS.get(resource.status, Standing.UNKNOWN),
        # It ended before it had begun.
        negated=resource.status == "cancelled",
        details=terms.details(
            (Label.SETTING, setting_words),
            (Label.CATEGORY, words(resource.priority)),
            (Label.REASON, _reasons(resource.reason_code, resource.reason_reference)),
            (
                Label.CONCLUSION,
                "; ".join(filter(None, map(_diagnosis, sorted(resource.diagnosis, key=_rank)))),
            ),
            (Label.QUANTITY, terms.amount_text(resource.length, "$.length")),
            (Label.PLACE, terms.names(places)),
            (Label.PERFORMER, people),
            (Label.NOTE, _stay(resource.hospitalization)),
        ),
        author=people or terms.name(resource.service_provider),
    )


def _diagnosis(diagnosis: fhir.EncounterDiagnosis) -> str:
    use, called = words(diagnosis.use), terms.name(diagnosis.condition)
    return f"{called} ({use})" if called and use else called


def _rank(diagnosis: fhir.EncounterDiagnosis) -> int:
    # Rank 1 is the first; what has no rank comes after what has one.
    return diagnosis.rank if diagnosis.rank is not None else sys.maxsize


def _stay(stay: fhir.Hospitalization | None) -> str:
    """Where the patient came from and went to, and what was to be arranged."""
    if stay is None:
        return ""
    way = (
        _joined(words(stay.admit_source), terms.name(stay.origin), words(stay.re_admission)),
        _joined(words(stay.discharge_disposition), terms.name(stay.destination)),
    )
    arranged = terms.all_words([*stay.diet_preference, *stay.special_arrangement])
    return "\n".join(filter(None, (" - ".join(way) if any(way) else "", arranged)))


def procedure(resource: fhir.Procedure, origin: Origin) -> Entry | Reason:
    """Something that was done to the patient, or was not done."""
    if reason := retracted(resource.status):
        return reason
    coded = terms.codings(resource.code)
    when = (
        terms.moment(resource.performed_date_time, "$.performedDateTime")
        if resource.performed_date_time is not None
        else terms.span(resource.performed_period, "$.performedPeriod")
    )
    performers = terms.names(performer.actor for performer in resource.performer)
    return terms.entry(
        resource,
        origin,
        words(resource.code),
        lane=Lane.PROCEDURES,
        codes=coded,
        when=when,
        status=resource.status,
        standing=_EVENTS.get(resource.status, Standing.UNKNOWN),
        negated=resource.status == "not-done" or says_none(coded),
        details=terms.details(
            (
                Label.REASON,
                _reasons([*resource.reason_code, resource.status_reason], resource.reason_reference),
            ),
            (Label.BODY_SITE, terms.all_words(resource.body_site)),
            (Label.PERFORMER, performers),
            (Label.PLACE, terms.name(resource.location)),
            (Label.CATEGORY, words(resource.category)),
            (Label.CONCLUSION, words(resource.outcome)),
            # What went wrong stands beside what came of it.
            (Label.CONCLUSION, _reasons(resource.complication, resource.complication_detail)),
            (Label.DEVICE, _used(resource)),
            (
                Label.NOTE,
                resource.performed_string
                or terms.amount_text(resource.performed_age, "$.performedAge")
                or terms.range_text(resource.performed_range, "$.performedRange"),
            ),
            (Label.NOTE, terms.all_words(resource.follow_up)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=performers or terms.name(resource.asserter, resource.recorder),
    )


def immunization(resource: fhir.Immunization, origin: Origin) -> Entry | Reason:
    """A vaccination that was given, or was not."""
    if reason := retracted(resource.status):
        return reason
    coded = terms.codings(resource.vaccine_code)
    performers = terms.names(performer.actor for performer in resource.performer)
    return terms.entry(
        resource,
        origin,
        words(resource.vaccine_code),
        lane=Lane.PROCEDURES,
        codes=coded,
        when=terms.moment(resource.occurrence_date_time, "$.occurrenceDateTime"),
        status=resource.status,
        standing=_EVENTS.get(resource.status, Standing.UNKNOWN),
        negated=resource.status == "not-done" or says_none(coded),
        details=terms.details(
            (Label.DOSE, terms.amount_text(resource.dose_quantity, "$.doseQuantity")),
            (Label.ROUTE, words(resource.route)),
            (Label.BODY_SITE, words(resource.site)),
            (Label.DOSE, "; ".join(filter(None, map(_protocol, resource.protocol_applied)))),
            (
                Label.REASON,
                _reasons([*resource.reason_code, resource.status_reason], resource.reason_reference),
            ),
            (Label.REACTION, "; ".join(filter(None, map(_reaction, resource.reaction)))),
            # A dose that counts for less changes what the vaccination means (a modifier element of R4).
            (Label.VERIFICATION, _subpotent(resource)),
            (Label.PERFORMER, performers),
            (Label.PLACE, terms.name(resource.location)),
            (
                Label.DEVICE,
                _joined(terms.name(resource.manufacturer), resource.lot_number, resource.expiration_date),
            ),
            (Label.CATEGORY, words(resource.report_origin)),
            (Label.NOTE, resource.occurrence_string),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=performers,
        recorded=date(resource.recorded, "$.recorded"),
    )


def _protocol(protocol: fhir.VaccineProtocol) -> str:
    """Which dose of how many, of which series, against what."""
    number = protocol.dose_number_string or _number(protocol.dose_number_positive_int)
    doses = protocol.series_doses_string or _number(protocol.series_doses_positive_int)
    against = terms.all_words(protocol.target_disease)
    return _joined(" / ".join(filter(None, (number, doses))), protocol.series, against)


def _number(number: int | None) -> str:
    return str(number) if number is not None else ""


def _reaction(reaction: fhir.VaccineReaction) -> str:
    return " ".join(filter(None, (terms.name(reaction.detail), reaction.date)))


def _subpotent(resource: fhir.Immunization) -> str:
    if not resource.is_subpotent:
        return ""
    # The element's own name, where the source gives no words of its own.
    return terms.all_words(resource.subpotent_reason) or "subpotent"


def device(resource: fhir.Device, origin: Origin) -> Entry | Reason:
    """A device of the patient's. When it was put in or handed over is told elsewhere."""
    if reason := retracted(resource.status):
        return reason
    coded = terms.codings(resource.type)
    made = (
        resource.manufacturer,
        resource.model_number,
        resource.serial_number,
        resource.lot_number,
        resource.expiration_date,
        _udi(resource),
    )
    return terms.entry(
        resource,
        origin,
        device_name(resource),
        lane=Lane.PROCEDURES,
        codes=coded,
        status=resource.status,
        standing=_DEVICES.get(resource.status, Standing.UNKNOWN),
        negated=says_none(coded),
        details=terms.details(
            (Label.CATEGORY, words(resource.type)),
            (Label.DEVICE, " ".join(filter(None, made))),
            # Whether it may go into a scanner is asked in a hurry.
            (Label.NOTE, terms.all_words(resource.safety)),
            (Label.REASON, terms.all_words(resource.status_reason)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
    )


def device_name(resource: fhir.Device) -> str:
    """What a device is called: its own name, else its kind, else maker and model, else its UDI."""
    own = next((item.name for item in resource.device_name if item.name), "")
    made = " ".join(filter(None, (resource.manufacturer, resource.model_number)))
    return own or words(resource.type) or made or _udi(resource)


def _udi(resource: fhir.Device) -> str:
    return next((udi.human_readable or udi.device_identifier for udi in resource.udi_carrier), "")


def device_use(resource: fhir.DeviceUseStatement, origin: Origin) -> Entry | Reason:
    """That a device is, was or will be used."""
    if reason := retracted(resource.status):
        return reason
    when = (
        terms.moment(resource.timing_date_time, "$.timingDateTime")
        if resource.timing_date_time is not None
        else terms.span(resource.timing_period, "$.timingPeriod")
    )
    used = resource.device
    coded = terms.codings(used.type) if isinstance(used, fhir.KnownDevice) else ()
    return terms.entry(
        resource,
        origin,
        terms.name(used),
        lane=Lane.PROCEDURES,
        codes=coded,
        when=when,
        negated=says_none(coded),
        status=resource.status,
        standing=_DEVICES.get(resource.status, Standing.UNKNOWN),
        details=terms.details(
            (Label.REASON, _reasons(resource.reason_code, resource.reason_reference)),
            (Label.BODY_SITE, words(resource.body_site)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.source),
        recorded=date(resource.recorded_on, "$.recordedOn"),
    )


def _used(resource: fhir.Procedure) -> str:
    focal = [_joined(words(each.action), terms.name(each.manipulated)) for each in resource.focal_device]
    used = _reasons(resource.used_code, resource.used_reference)
    return "; ".join(dict.fromkeys(filter(None, (*focal, used))))


def _reasons(concepts: Sequence[CodeableConcept | None], references: tuple[Reference, ...]) -> str:
    return _joined(terms.all_words(concepts), terms.names(references))


def _joined(*texts: str) -> str:
    return ", ".join(filter(None, texts))
