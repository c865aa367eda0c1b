"""ZMC's tables as clinical entries: warnings, illness and its treatment, papers and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, Component, Label, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import folded
from serums_desktop.domain.received import Received
from serums_desktop.sources.data_lake import reading_zmc_living
from serums_desktop.sources.data_lake.drafting import LOINC, Draft
from serums_desktop.sources.data_lake.rows import Row

Tables = Mapping[str, Sequence[Row]]

# The words with which this hospital says that something is so now.
_CURRENT = {"current", "active", "actief", "actueel"}
# Its words for what was done to somebody, rather than a visit.
_DONE = {"operation", "operatie", "surgery", "procedure", "verrichting", "ingreep"}
# Its words for an allergy that there is not.
_NO_ALLERGY = {
    "geen", "geen allergieen", "geen allergieen bekend", "geen bekende allergieen",
    "no allergies", "no known allergies", "no known allergy",
}  # fmt: skip
# And for one that can kill.
_CRITICAL = {"high", "hoog", "critical", "kritiek"}

_PRESSURE = Coding(LOINC, "85354-9", "Blood pressure panel with all children optional")
_SYSTOLIC = Coding(LOINC, "8480-6", "Systolic blood pressure")
_DIASTOLIC = Coding(LOINC, "8462-4", "Diastolic blood pressure")
# Measurements by column. The interface gives no units, so none is told.
_MEASURED = {
    "lengt": Coding(LOINC, "8302-2", "Body height"),
    "gewct": Coding(LOINC, "29463-7", "Body weight"),
    "bmi": Coding(LOINC, "39156-5", "Body mass index (BMI) [Ratio]"),
}


def warning(row: Draft, _: Tables) -> list[Received]:
    """An alert, such as a pacemaker: it must not be missed."""
    return [
        row.shown(
            "Flag",
            Lane.PROBLEMS,
            row.text("alerts"),
            (Label.CATEGORY, row.text("type")),
            rest=True,
            when=Span(row.date("begindate")),
            standing=Standing.CURRENT,
            severity=Severity.HIGH,
        )
    ]


def allergies(row: Draft, _: Tables) -> list[Received]:
    """An allergy, or the statement that there is none."""
    substance, critical = row.text("caustive_substance"), row.text("critical")
    is_none = folded(substance).rstrip(".") in _NO_ALLERGY
    severity = Severity.CRITICAL if folded(critical) in _CRITICAL else Severity.HIGH
    return [
        row.shown(
            "AllergyIntolerance",
            Lane.PROBLEMS,
            substance or row.text("description"),
            (Label.REACTION, row.text("description")),
            (Label.CRITICALITY, critical),
            rest=True,
            negated=is_none,
            severity=Severity.NONE if is_none else severity,
        )
    ]


def complaints(row: Draft, _: Tables) -> list[Received]:
    """A complaint or diagnosis."""
    status, when = row.text("status"), row.span("begin_date", "end_date")
    standing = Standing.PAST if row.over(when) else Standing.UNKNOWN
    return [
        row.shown(
            "Condition",
            Lane.PROBLEMS,
            row.text("name_of_diagnosis_or_complaint") or row.text("complaints_and_diagnosis"),
            (Label.NOTE, row.text("complaints_and_diagnosis")),
            (Label.CATEGORY, row.text("type")),
            (Label.BODY_SITE, row.text("anatomical_location")),
            (Label.PERFORMER, row.text("specialism")),
            rest=True,
            when=when,
            status=status,
            standing=Standing.CURRENT if folded(status) in _CURRENT else standing,
        )
    ]


def events(row: Draft, _: Tables) -> list[Received]:
    """A visit, or what was done."""
    kind = row.text("type")
    when = row.span("start_date", "end_date")
    if when.is_undated:
        when = Span(row.date("date"))
    is_deed = folded(kind) in _DONE
    return [
        row.shown(
            "Procedure" if is_deed else "Encounter",
            Lane.PROCEDURES if is_deed else Lane.ENCOUNTERS,
            kind or row.text("description"),
            (Label.NOTE, row.text("description")),
            (Label.METHOD, row.text("method")),
            (Label.REASON, row.text("indication")),
            (
                Label.BODY_SITE,
                " ".join(filter(None, (row.text("anatomical_location"), row.text("laterality")))),
            ),
            (Label.PERFORMER, row.text("executor")),
            (Label.PLACE, row.text("location")),
            rest=True,
            when=when,
            standing=Standing.PAST if row.over(when) else Standing.UNKNOWN,
            author=row.text("executor"),
        )
    ]


def aids(row: Draft, _: Tables) -> list[Received]:
    """An implant or aid."""
    return [
        row.shown(
            "Device",
            Lane.PROCEDURES,
            row.text("product_description"),
            (Label.BODY_SITE, row.text("anatomical_location")),
            (Label.NOTE, row.text("description")),
            rest=True,
        )
    ]


def agreements(row: Draft, _: Tables) -> list[Received]:
    """A medicine that was prescribed."""
    author = row.text("prescribed_by")
    return [
        row.shown(
            "MedicationRequest",
            Lane.MEDICINES,
            row.text("medicines"),
            (Label.DOSE, row.text("description")),
            (Label.PERFORMER, author),
            rest=True,
            author=author,
        )
    ]


def use(row: Draft, _: Tables) -> list[Received]:
    """A medicine that is said to be taken."""
    return [
        row.shown(
            "MedicationStatement",
            Lane.MEDICINES,
            row.text("product"),
            (Label.ROUTE, row.text("use")),
            (Label.REASON, row.text("reason")),
            rest=True,
        )
    ]


def pressure(row: Draft, _: Tables) -> list[Received]:
    """A blood pressure, as parts where both came and as it was written."""
    written = row.text("value")
    unit = "mmHg" if "mmhg" in written.casefold() else ""
    code = "mm[Hg]" if unit else ""
    parts = tuple(
        Component(coding.display, (coding,), value)
        for coding, column in ((_SYSTOLIC, "systolic_bloodpressure"), (_DIASTOLIC, "diastolic_bloodpressure"))
        if (value := row.quantity(column, unit, code)) is not None
    )
    return [
        row.shown(
            "Observation",
            Lane.VITALS,
            "bloodpressure",
            (Label.METHOD, row.text("measurement_method")),
            (Label.BODY_SITE, row.text("measurement_location")),
            (Label.NOTE, row.text("description")),
            rest=True,
            when=Span(row.date("date")),
            codes=(_PRESSURE, row.code("bloodpressure")),
            value_text=written,
            components=parts,
        )
    ]


def measurements(row: Draft, _: Tables) -> list[Received]:
    """Height, weight and body mass index, each by itself."""
    when = Span(row.date("date"))
    return [
        row.shown(
            "Observation",
            Lane.VITALS,
            column,
            part=column,
            when=when,
            codes=(coding, row.code(column)),
            value=(value := row.quantity(column)),
            value_text="" if value else text,
        )
        for column, coding in _MEASURED.items()
        if (text := row.row.number_text(column))
    ]


def document(row: Draft, _: Tables) -> list[Received]:
    """A paper, which the hospital keeps as a picture."""
    row.skip("document")
    return [_paper(row, "DocumentReference", Lane.DOCUMENTS, row.text("document_title"))]


def image(row: Draft, _: Tables) -> list[Received]:
    """A picture."""
    row.skip("image")
    return [_paper(row, "DocumentReference", Lane.IMAGING, row.text("image_title"))]


def _paper(row: Draft, kind: str, lane: Lane, title: str) -> Received:
    category, when = row.text("type"), Span(row.date("date"))
    return row.shown(kind, lane, title or category, (Label.CATEGORY, category), rest=True, when=when)


READERS = {
    **reading_zmc_living.READERS,
    "warning": warning,
    "allergies": allergies,
    "complaints_and_diagnosis": complaints,
    "registered_events": events,
    "medical_aids_and_tools": aids,
    "medication_agreements": agreements,
    "medication_use": use,
    "bloodpressure": pressure,
    "measurements": measurements,
    "documents": document,
    "images": image,
}
KINDS = {
    **reading_zmc_living.KINDS,
    "warning": {"Flag"},
    "allergies": {"AllergyIntolerance"},
    "complaints_and_diagnosis": {"Condition"},
    "registered_events": {"Procedure", "Encounter"},
    "medical_aids_and_tools": {"Device"},
    "medication_agreements": {"MedicationRequest"},
    "medication_use": {"MedicationStatement"},
    "bloodpressure": {"Observation"},
    "measurements": {"Observation"},
    "documents": {"DocumentReference"},
    "images": {"DocumentReference"},
    "patient_details": {"Patient"},
}
