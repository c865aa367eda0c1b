"""Allergies and problems of a clinical document, or that there are none."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from serums_desktop.domain.entries import Entry, Label, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import cda_values as v
from serums_desktop.sources.files.cda_statements import (
    STANDINGS,
    Reading,
    Statement,
    code_of,
    entry,
    none_said,
    observed,
    observed_words,
    remarks,
)
from serums_desktop.sources.files.cda_xml import child, children, plain_text

# SNOMED CT, as both families of templates use it.
_STATUSES: Final = {"55561003": "active", "73425007": "inactive", "413322009": "resolved"}
_CRITICALITIES: Final = {"CRITH": "high", "CRITL": "low"}
# SNOMED CT: severe, moderate to severe, life threatening, fatal.
_SEVERE: Final = frozenset({"24484000", "371924009", "442452003", "399166001"})
# What hangs on a statement: LOINC for status and criticality, HL7 ActCode for severity.
_STATUS: Final = "33999-4"
_CRITICALITY: Final = "82606-5"
_SEVERITY: Final = "SEV"


def allergy(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """What is said of an allergy or intolerance, or of there being none. Raises WrongShape."""
    element = statement.element
    agent = child(element, "participant/participantRole/playingEntity")
    substance = child(agent, "code")
    found = child(element, "value")
    codes = v.codings(substance)
    none = none_said(substance, found, child(element, "code"))
    if none is not None:
        title, codes = reading.words(none), v.codings(none)
    elif _is_said(substance):
        title = reading.words(substance) or plain_text(child(agent, "name"))
    else:
        title, codes = plain_text(child(agent, "name")) or reading.words(found), v.codings(found)
    title = title or reading.told(element)
    negated = statement.is_negated or none is not None
    reactions, is_severe = _reactions(reading, element)
    criticality = _CRITICALITIES.get(observed(element, _CRITICALITY), "")
    severity = Severity.CRITICAL if is_severe or criticality == "high" else Severity.HIGH
    status = _status(statement)
    when = v.span(child(element, "effectiveTime"), statement.at("effectiveTime"))
    standing = STANDINGS.get(status, Standing.UNKNOWN)
    return entry(
        reading,
        statement,
        "AllergyIntolerance",
        resource_id,
        title,
        lane=Lane.PROBLEMS,
        codes=codes,
        when=when,
        status=status,
        standing=standing if when.end is None else Standing.PAST,
        negated=negated,
        severity=Severity.NONE if negated else severity,
        details=details(
            (Label.REACTION, reactions),
            (Label.CRITICALITY, criticality),
            (Label.CATEGORY, reading.words(found) if found is not None and codes != v.codings(found) else ""),
            (Label.NOTE, remarks(reading, element)),
        ),
    )


def condition(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """A problem, past or present, or that there is none. Raises WrongShape."""
    element = statement.element
    none = none_said(child(element, "value"), child(element, "code"))
    found = child(element, "value") if none is None else none
    codes = v.codings(found)
    title = reading.words(found) or reading.told(element)
    when = v.span(child(element, "effectiveTime"), statement.at("effectiveTime"))
    status = _status(statement)
    standing = Standing.PAST if when.end is not None else STANDINGS.get(status, Standing.UNKNOWN)
    return entry(
        reading,
        statement,
        "Condition",
        resource_id,
        title,
        lane=Lane.PROBLEMS,
        codes=codes,
        when=when,
        status=status,
        standing=standing,
        negated=statement.is_negated or none is not None,
        details=details(
            (Label.CATEGORY, reading.words(child(element, "code"))),
            (Label.BODY_SITE, reading.words(child(element, "targetSiteCode"))),
            (Label.NOTE, observed_words(reading, element, _SEVERITY)),
            (Label.NOTE, remarks(reading, element)),
        ),
    )


def _status(statement: Statement) -> str:
    """The clinical status where one is said, else that of the concern, else of the statement itself."""
    clinical = _STATUSES.get(observed(statement.element, _STATUS), "")
    concern = code_of(child(statement.around, "statusCode"))
    return clinical or concern or code_of(child(statement.element, "statusCode"))


def _is_said(code: Element | None) -> bool:
    return code is not None and (code.get("code") is not None or child(code, "originalText") is not None)


def _reactions(reading: Reading, element: Element) -> tuple[str, bool]:
    """The manifestations with how severe each was, and whether any was severe."""
    texts = []
    is_severe = observed(element, _SEVERITY) in _SEVERE
    for relation in children(element, "entryRelationship"):
        if relation.get("typeCode") != "MFST":
            continue
        for reaction in children(relation, "observation"):
            found = child(reaction, "value")
            text = reading.words(found) or reading.told(reaction)
            how = observed_words(reading, reaction, _SEVERITY)
            is_severe |= observed(reaction, _SEVERITY) in _SEVERE
            texts.append(f"{text} ({how})" if text and how else text)
    return "; ".join(dict.fromkeys(filter(None, texts))), is_severe
