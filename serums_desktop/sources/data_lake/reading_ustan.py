"""USTAN's tables as clinical entries: chemotherapy by cycle, with the toxicity that was graded at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, Component, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Received
from serums_desktop.sources.data_lake.drafting import ICD_10, Draft
from serums_desktop.sources.data_lake.rows import Row

Tables = Mapping[str, Sequence[Row]]

SNOMED = "http://snomed.info/sct"
_CHEMOTHERAPY = Coding(SNOMED, "367336001", "Chemotherapy")
_GRADE_UNIT = "CTCAE grade"
_GRADE_CODE = "{CTCAE grade}"
# Grades of the CTCAE, and 0 for a symptom that was asked for and absent.
_GRADES = frozenset("012345")

# Each symptom by its column. Where SNOMED CT has no one concept for it, it keeps the column alone.
_SYMPTOMS: Mapping[str, tuple[str, str] | None] = {
    "nausea": ("422587007", "Nausea"),
    "vomiting": ("422400008", "Vomiting"),
    "diarrhoea": ("62315008", "Diarrhea"),
    "constipation": ("14760008", "Constipation"),
    "oralMucositis": ("61170000", "Stomatitis"),
    "oesophagitis": ("16761005", "Esophagitis"),
    "neurotoxicity": ("386033004", "Neuropathy"),
    "handFoot": None,
    "skin": ("271807003", "Eruption of skin"),
    "hypersensitivity": ("421961002", "Hypersensitivity reaction"),
    "fatigue": ("84229001", "Fatigue"),
}


def cycles(row: Draft, _: Tables) -> list[Received]:
    """One cycle of a regimen: the treatment, its drugs, and each symptom that was graded."""
    when = Span(row.date("appointment_date"))
    graded = [_grade(row, column, when) for column in _SYMPTOMS]
    graded += [_performance(row, column, when) for column in ("ps", "p_ps")]
    reports = [report for report in graded if report is not None]
    drugs, regime, number = row.text("drug_names"), row.text("regime"), row.count("cycle")
    received: list[Received] = []
    if drugs:
        standing = Standing.UNKNOWN
        if when.start is not None:
            standing = Standing.PAST if when.start.end_s <= row.now_s else Standing.PLANNED
        received.append(
            row.shown(
                "MedicationStatement",
                Lane.MEDICINES,
                drugs,
                (Label.QUANTITY, row.text("required_doses")),
                (Label.REASON, row.text("diagnosis")),
                part="drugs",
                when=when,
                standing=standing,
            )
        )
    named = ", ".join(filter(None, (regime, f"cycle {number}" if number else "")))
    if named or not (reports or received):
        treatment = row.shown(
            "Procedure",
            Lane.PROCEDURES,
            named,
            (Label.REASON, row.text("diagnosis")),
            (Label.CATEGORY, row.text("intention")),
            (Label.NOTE, drugs),
            rest=True,
            part="cycle",
            when=when,
            codes=(_CHEMOTHERAPY,),
            standing=Standing.PLANNED if _is_ahead(when, row.now_s) else Standing.UNKNOWN,
        )
        received.insert(0, treatment)
    return received + reports


def _grade(row: Draft, column: str, when: Span) -> Received | None:
    value = row.quantity(column, _GRADE_UNIT, _GRADE_CODE)
    text = row.row.number_text(column)
    row.skip(column)
    if not text:
        return None
    concept = _SYMPTOMS[column]
    codes = (Coding(SNOMED, *concept),) if concept else ()
    is_grade = value is not None and str(row.row.whole(column)) in _GRADES
    return row.shown(
        "Observation",
        Lane.LABS,
        column,
        part=column,
        problem="" if is_grade else f"$.{column}",
        when=when,
        codes=(*codes, row.code(column)),
        value=value,
        value_text="" if value else text,
    )


def _performance(row: Draft, column: str, when: Span) -> Received | None:
    """Performance status, a number without a scale of its own here: shown as text, never drawn."""
    text = row.count(column)
    if not text:
        return None
    number = row.row.whole(column)
    return row.shown(
        "Observation",
        Lane.LABS,
        column,
        part=column,
        problem="" if number is not None and 0 <= number <= 5 else f"$.{column}",
        when=when,
        codes=(row.code(column),),
        value_text=text,
    )


def general(row: Draft, _: Tables) -> list[Received]:
    """The cancer itself, with its stage and what else was asked for."""
    row.skip("chi", "name", "date_of_birth", "dob", "gender", "dat_death", "death_flag")
    site = row.text("site_icd_10") or row.text("site")
    row.skip("site")
    when, seen = Span(row.date("incidence_date")), row.date("first_seen_date")
    if not (site or row.rest()):
        return []
    codes = (Coding(ICD_10, site),) if site else ()
    return [
        row.shown("Condition", Lane.PROBLEMS, site, rest=True, when=when, codes=codes, recorded=seen),
    ]


def plan(row: Draft, _: Tables) -> list[Received]:
    """An intention or a regimen."""
    titles = (row.text("regime"), row.text("intention"), row.text("first_regime"))
    return [
        row.shown(
            "CarePlan",
            Lane.PROBLEMS,
            ", ".join(dict.fromkeys(filter(None, titles))),
            rest=True,
            when=Span(row.date("appointment_date")),
        )
    ]


def inpatient(row: Draft, _: Tables) -> list[Received]:
    """A stay in hospital (Scottish Morbidity Record 01)."""
    when, reason = row.span("admission_date", "discharge_date"), row.text("main_condition")
    return [
        row.shown(
            "Encounter",
            Lane.ENCOUNTERS,
            " ".join(filter(None, ("SMR01", reason))),
            (Label.REASON, reason),
            rest=True,
            when=when,
            standing=Standing.PAST if row.over(when) else Standing.UNKNOWN,
        )
    ]


def cancer_registration(row: Draft, _: Tables) -> list[Received]:
    """Receptors and clinical stage of a breast cancer (Scottish Morbidity Record 06)."""
    when = Span(row.date("incidence_date"))
    columns = [name for name in row.row.cells if name not in {"chi", "incidence_date"}]
    parts = tuple(Component(name, (row.code(name),), value_text=row.text(name)) for name in columns)
    return [row.shown("Observation", Lane.LABS, "SMR06", when=when, components=parts)]


def _is_ahead(when: Span, now_s: float) -> bool:
    return when.start is not None and when.start.start_s > now_s


READERS = {
    "cycles": cycles,
    "general": general,
    "intentions": plan,
    "regimes": plan,
    "smr01": inpatient,
    "smr06": cancer_registration,
}
KINDS = {
    "cycles": {"Procedure", "MedicationStatement", "Observation"},
    "general": {"Patient", "Condition"},
    "intentions": {"CarePlan"},
    "regimes": {"CarePlan"},
    "smr01": {"Encounter"},
    "smr06": {"Observation"},
}
