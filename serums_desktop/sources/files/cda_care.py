"""Procedures, devices, results, vital signs and circumstances of a clinical document."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from serums_desktop.domain.entries import Entry, Label, RangeFlag, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.domain.received import Reason
from serums_desktop.domain.stated_codes import says_none
from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir import structs_results
from serums_desktop.sources.fhir.flags import range_flag
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import cda_values as v
from serums_desktop.sources.files.cda_statements import (
    STANDINGS,
    Reading,
    Statement,
    code_of,
    entry,
    remarks,
)
from serums_desktop.sources.files.cda_xml import child, children, plain_text

# What FHIR calls the same (C-CDA on FHIR), so that one result from two senders does not seem to differ.
_RESULT_STATUSES: Final = {"completed": "final", "aborted": "cancelled"}
# HL7 ActCode.
_ASSERTION: Final = "ASSERTION"


def procedure(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """Something that was done, was not, or is planned. Raises WrongShape."""
    element = statement.element
    code = child(element, "code")
    status = statement.status
    is_planned = statement.is_intended
    return entry(
        reading,
        statement,
        "Procedure",
        resource_id,
        reading.words(code) or reading.told(element),
        lane=Lane.PROCEDURES,
        codes=v.codings(code),
        when=v.span(child(element, "effectiveTime"), statement.at("effectiveTime")),
        status=status,
        standing=Standing.PLANNED if is_planned else STANDINGS.get(status, Standing.UNKNOWN),
        negated=statement.is_negated or says_none(v.codings(code)),
        details=details(
            (Label.BODY_SITE, reading.words(child(element, "targetSiteCode"))),
            (Label.NOTE, remarks(reading, element)),
        ),
    )


def device(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """A device or implant that the patient has or uses. Raises WrongShape."""
    element = statement.element
    role = child(element, "participant/participantRole")
    code = child(role, "playingDevice/code")
    model = plain_text(child(role, "playingDevice/manufacturerModelName"))
    title = reading.words(code) or model or reading.told(element)
    return entry(
        reading,
        statement,
        "DeviceUseStatement",
        resource_id,
        title or reading.words(child(element, "code")),
        lane=Lane.PROCEDURES,
        codes=v.codings(code),
        when=v.span(child(element, "effectiveTime"), statement.at("effectiveTime")),
        status=statement.status,
        negated=statement.is_negated or says_none(v.codings(code)),
        details=details(
            (Label.DEVICE, model),
            (Label.BODY_SITE, reading.words(child(element, "targetSiteCode"))),
            (Label.NOTE, remarks(reading, element)),
        ),
    )


def result(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """A result of the laboratory. Raises WrongShape."""
    return _observation(reading, statement, resource_id, Lane.LABS)


def vital_sign(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """A vital sign. Raises WrongShape."""
    return _observation(reading, statement, resource_id, Lane.VITALS)


def circumstance(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """A way of life, a pregnancy or an ability. Raises WrongShape."""
    return _observation(reading, statement, resource_id, Lane.PROBLEMS)


def _observation(reading: Reading, statement: Statement, resource_id: str, lane: Lane) -> Entry | Reason:
    element = statement.element
    path = statement.at("value")
    values = [v.value(reading.document, each, path) for each in children(element, "value")]
    amount = next((number for number, _ in values if number is not None), None)
    given = v.ranges(element, statement.place)
    when = v.span(child(element, "effectiveTime"), statement.at("effectiveTime"))
    if when.is_undated:
        when = v.span(child(statement.around, "effectiveTime"), statement.at("../effectiveTime"))
    code = child(element, "code")
    text = "; ".join(dict.fromkeys(text for _, text in values if text))
    status = _RESULT_STATUSES.get(statement.status, statement.status)
    if code_of(code) == _ASSERTION:
        # The code says nothing but that the value is so.
        code, text = child(element, "value"), ""
    return entry(
        reading,
        statement,
        "Observation",
        resource_id,
        reading.words(code) or reading.told(element),
        lane=lane,
        codes=v.codings(code),
        when=when,
        status=status,
        standing=Standing.PAST if lane is Lane.PROBLEMS or status == "cancelled" else Standing.UNKNOWN,
        negated=statement.is_negated,
        value=amount,
        value_text=text,
        ranges=given,
        flag=_flag(element, amount, given),
        details=details(
            (Label.CATEGORY, reading.words(child(statement.around, "code"))),
            (Label.BODY_SITE, reading.words(child(element, "targetSiteCode"))),
            (Label.METHOD, reading.words(child(element, "methodCode"))),
            (Label.NOTE, remarks(reading, element)),
        ),
    )


def _flag(element: Element, amount: Quantity | None, given: tuple[ReferenceRange, ...]) -> RangeFlag:
    said = [
        fhir.CodeableConcept(coding=[fhir.Coding(code=each.get("code", ""))])
        for each in children(element, "interpretationCode")
    ]
    return range_flag(said, amount, [structs_results.ReferenceRange() for _ in given], given)
