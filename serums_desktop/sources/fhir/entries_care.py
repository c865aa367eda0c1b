"""Encounters, procedures, immunizations and devices."""

from __future__ import annotations

from serums_desktop.domain.entries import Entry, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.sources.fhir import structs_care as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.retraction import retracted, says_none
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
        details=terms.details(
            (Label.SETTING, setting_words),
            (Label.REASON, terms.all_words(resource.reason_code)),
            (Label.PLACE, terms.names(places)),
            (Label.PERFORMER, people),
        ),
        author=people or terms.name(resource.service_provider),
    )


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
            (Label.REASON, terms.all_words([*resource.reason_code, resource.status_reason])),
            (Label.BODY_SITE, terms.all_words(resource.body_site)),
            (Label.PERFORMER, performers),
            (Label.PLACE, terms.name(resource.location)),
            (Label.CATEGORY, words(resource.category)),
            (Label.CONCLUSION, words(resource.outcome)),
            (Label.NOTE, resource.performed_string),
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
            (Label.REASON, terms.all_words([*resource.reason_code, resource.status_reason])),
            (Label.PERFORMER, performers),
            (Label.PLACE, terms.name(resource.location)),
            (Label.NOTE, resource.occurrence_string),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=performers,
        recorded=date(resource.recorded, "$.recorded"),
    )


def device(resource: fhir.Device, origin: Origin) -> Entry | Reason:
    """A device of the patient's. When it was put in or handed over is told elsewhere."""
    if reason := retracted(resource.status):
        return reason
    coded = terms.codings(resource.type)
    made = (resource.manufacturer, resource.model_number, resource.serial_number, _udi(resource))
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
    return terms.entry(
        resource,
        origin,
        terms.name(resource.device),
        lane=Lane.PROCEDURES,
        when=when,
        status=resource.status,
        standing=_DEVICES.get(resource.status, Standing.UNKNOWN),
        details=terms.details(
            (Label.REASON, terms.all_words(resource.reason_code)),
            (Label.BODY_SITE, words(resource.body_site)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.source),
        recorded=date(resource.recorded_on, "$.recordedOn"),
    )
