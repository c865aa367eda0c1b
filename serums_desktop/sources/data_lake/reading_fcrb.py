"""FCRB's tables as clinical entries: diabetes and heart disease in the elderly, in SAP's column names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, Label, RangeFlag, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.data_lake.drafting import ICD_10, LOINC, Draft, quantity
from serums_desktop.sources.data_lake.rows import Row

Tables = Mapping[str, Sequence[Row]]

# What is measured, by FCRB's own code: LOINC, unit and its UCUM code as the interface gives them.
_MEASURED = {
    "GLIC_CAPIL": (
        (
            Coding(LOINC, "41653-7", "Glucose [Mass/volume] in Capillary blood by Glucometer"),
            Coding(LOINC, "2339-0", "Glucose [Mass/volume] in Blood"),
        ),
        "mg/dL",
    ),
    "PULSIOX": (
        (
            Coding(LOINC, "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
            Coding(LOINC, "2708-6", "Oxygen saturation in Arterial blood"),
        ),
        "%",
    ),
}


def diagnostic(row: Draft, _: Tables) -> list[Received]:
    """A diagnosis: a code and nothing else."""
    code = row.text("dkey1")
    if not code:
        return [row.set_aside(Disposition.OTHER, Reason.UNLISTED_TYPE)]
    codes = (Coding(ICD_10, code),)
    return [row.shown("Condition", Lane.PROBLEMS, code, rest=True, codes=codes)]


def episode(row: Draft, _: Tables) -> list[Received]:
    """A visit or stay."""
    if row.text("storn"):
        return [row.set_aside(Disposition.RETRACTED, Reason.ENTERED_IN_ERROR, "Encounter")]
    when = row.span("begdt", "enddt")
    return [
        row.shown(
            "Encounter",
            Lane.ENCOUNTERS,
            row.text("fatxt") or row.text("bekat"),
            (Label.CATEGORY, row.text("casetx")),
            (Label.REASON, row.text("bekat")),
            rest=True,
            when=when,
            status=row.text("statu"),
            standing=Standing.PAST if row.over(when) else Standing.UNKNOWN,
            recorded=row.date("erdat"),
        )
    ]


def medication(row: Draft, _: Tables) -> list[Received]:
    """A medicine. Some tags give its dosage without its name: the dosage then stands for it."""
    if row.text("storn"):
        return [row.set_aside(Disposition.RETRACTED, Reason.ENTERED_IN_ERROR, "MedicationStatement")]
    dose, when = row.text("mostx"), row.span("erdat", "stdat")
    return [
        row.shown(
            "MedicationStatement",
            Lane.MEDICINES,
            row.text("motx") or dose,
            (Label.DOSE, dose),
            (Label.NOTE, row.text("stoid")),
            rest=True,
            when=when,
            standing=Standing.PAST if row.over(when) else Standing.UNKNOWN,
        )
    ]


def monitoring(row: Draft, _: Tables) -> list[Received]:
    """The limits within which a measurement is to stay."""
    name = row.text("vppid")
    return [
        row.shown(
            "Goal",
            Lane.PROBLEMS,
            name or row.text("vbem"),
            (Label.NOTE, row.text("vbem")),
            rest=True,
            when=Span(row.date("datyp")),
            standing=Standing.UNKNOWN,
        )
    ]


def vital_signs(row: Draft, tables: Tables) -> list[Received]:
    """A measurement at home or on the ward, against the limits that were set for this person."""
    name, written = row.text("vppid"), row.date("erdat")
    codes, unit = _MEASURED.get(name, ((), ""))
    value = row.quantity("vwert", unit, unit)
    limits = _limits(name, tables.get("monitoring_params", ()), unit)
    return [
        row.shown(
            "Observation",
            Lane.VITALS,
            name,
            (Label.CATEGORY, row.text("typevs")),
            (Label.NOTE, row.text("vbem")),
            rest=True,
            when=Span(written),
            codes=(Coding("urn:serums:fcrb:vppid", name), *codes) if name else (),
            value=value,
            value_text="" if value else row.text("vwert"),
            ranges=limits,
            flag=_flag(value, limits),
        )
    ]


def address(row: Draft, _: Tables) -> list[Received]:
    """Where the patient lives: its town goes with the patient."""
    return [row.set_aside(Disposition.FOLDED, Reason.NAMED_BY_ANOTHER)]


def _limits(name: str, monitored: Sequence[Row], unit: str) -> tuple[ReferenceRange, ...]:
    """The high and low limits of one measurement, where exactly one pair was set."""
    found = {
        (row.number_text("wertugr"), row.number_text("wertogr"), row.text("vbem"))
        for row in monitored
        if name and row.text("vppid") == name
    }
    if len(found) != 1:
        return ()
    low, high, words = found.pop()
    bounds = quantity(low, unit, unit), quantity(high, unit, unit)
    return (ReferenceRange(*bounds, words),) if any(bounds) else ()


def _flag(value: Quantity | None, limits: tuple[ReferenceRange, ...]) -> RangeFlag:
    if value is None or not limits or value.comparator:
        return RangeFlag.NONE
    low, high = limits[0].low, limits[0].high
    if low is not None and value.value < low.value:
        return RangeFlag.LOW
    return RangeFlag.HIGH if high is not None and value.value > high.value else RangeFlag.NONE


READERS = {
    "diagnostic": diagnostic,
    "episode": episode,
    "medication": medication,
    "monitoring_params": monitoring,
    "vital_signs": vital_signs,
    "patient_address": address,
}
KINDS = {
    "diagnostic": {"Condition"},
    "episode": {"Encounter"},
    "medication": {"MedicationStatement"},
    "monitoring_params": {"Goal", "Observation"},
    "vital_signs": {"Observation"},
    "patient_address": {"Patient"},
    "patient": {"Patient"},
}
