"""Observations, reports and imaging studies."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from serums_desktop.domain.entries import Label, RangeFlag, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Disposition, Reason
from tests.unit.sources.resources import LOINC, SNOMED, concept, received, resource, shown

POTASSIUM = concept("Kalium", (LOINC, "2823-3", "Potassium"))


def category(code: str) -> list[dict[str, Any]]:
    return [concept("", ("http://terminology.hl7.org/CodeSystem/observation-category", code))]


@pytest.mark.parametrize("number", ["72.50", "1e2", "0.10", "-0.0", "5", "123456789012345678.9", "1E-7"])
def test_a_number_keeps_its_own_text(number: str) -> None:
    raw = f'{{"resourceType":"Observation","id":"r1","valueQuantity":{{"value": {number} ,"unit":"x"}}}}'
    value = shown(raw.encode()).value
    assert value is not None
    assert value.text == number
    assert str(value) == f"{number} x"


def test_a_result_says_all_that_its_source_says() -> None:
    entry = shown(
        resource(
            "Observation",
            status="final",
            category=category("laboratory"),
            code=POTASSIUM,
            effectiveDateTime="2024-03-04T05:06:07+01:00",
            issued="2024-03-04T08:00:00Z",
            performer=[{"display": "Lab"}, {"display": "Lab"}, {"display": "Dr. Smit"}],
            valueQuantity={"value": 5.9, "comparator": ">", "unit": "mmol/L", "code": "mmol/L"},
            interpretation=[concept("", ("http://example.org", "HH"))],
            referenceRange=[{"low": {"value": 3.5}, "high": {"value": 5.0}}],
            method=concept("ISE"),
            note=[{"text": "haemolysed"}],
        )
    )
    assert entry.lane is Lane.LABS
    assert str(entry.value) == ">5.9 mmol/L"
    assert entry.flag is RangeFlag.CRITICAL_HIGH
    assert entry.ranges[0].low is not None
    assert entry.ranges[0].low.text == "3.5"
    assert entry.author == "Lab, Dr. Smit"
    assert entry.recorded is not None
    assert entry.detail(Label.METHOD) == "ISE"
    assert entry.when.start is not None
    assert entry.when.start.local_time() == "05:06"


@pytest.mark.parametrize(
    ("elements", "text"),
    [
        ({"valueCodeableConcept": concept("Positiu")}, "Positiu"),
        ({"valueString": "trace"}, "trace"),
        ({"valueBoolean": False}, "false"),
        ({"valueInteger": 0}, "0"),
        ({"valueRange": {"low": {"value": 1}, "high": {"value": 2, "unit": "cells"}}}, "1 - 2 cells"),
        ({"valueRange": {"high": {"value": 2}}}, "<= 2"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, "1 / 128"),
        ({"valueTime": "08:00:00"}, "08:00:00"),
        ({"valueDateTime": "2024-05"}, "2024-05"),
        ({"valuePeriod": {"start": "2024", "end": "2025"}}, "2024 - 2025"),
        ({}, ""),
    ],
)
def test_a_value_that_is_no_amount_is_text(elements: dict[str, Any], text: str) -> None:
    entry = shown(resource("Observation", code=POTASSIUM, **elements))
    assert (entry.value, entry.value_text) == (None, text)


def test_why_a_value_is_missing_is_told_and_is_not_the_value() -> None:
    entry = shown(resource("Observation", code=POTASSIUM, dataAbsentReason=concept("Not performed")))
    assert entry.value_text == ""
    assert entry.detail(Label.NOTE) == "Not performed"


def test_components_keep_their_own_values() -> None:
    part = {
        "code": concept("", (LOINC, "8480-6", "Systolic")),
        "valueQuantity": {"value": 131, "unit": "mmHg"},
    }
    missing = {"code": concept("", (LOINC, "8462-4", "Diastolic")), "dataAbsentReason": concept("unknown")}
    entry = shown(resource("Observation", code=concept("", (LOINC, "85354-9")), component=[part, missing]))
    assert entry.lane is Lane.VITALS
    systolic, diastolic = entry.components
    assert (systolic.title, str(systolic.value)) == ("Systolic", "131 mmHg")
    assert (diastolic.value, diastolic.value_text) == (None, "unknown")


@pytest.mark.parametrize(
    ("elements", "lane"),
    [
        ({"category": category("laboratory")}, Lane.LABS),
        ({}, Lane.LABS),
        ({"category": category("survey")}, Lane.LABS),
        ({"category": category("vital-signs")}, Lane.VITALS),
        ({"category": category("activity")}, Lane.VITALS),
        ({"category": category("imaging")}, Lane.IMAGING),
        ({"category": category("social-history")}, Lane.PROBLEMS),
        ({"code": concept("", (LOINC, "8867-4"))}, Lane.VITALS),
        ({"code": concept("", (LOINC, "72166-2"))}, Lane.PROBLEMS),
    ],
)
def test_an_observation_finds_its_lane(elements: dict[str, Any], lane: Lane) -> None:
    assert shown(resource("Observation", **({"code": POTASSIUM} | elements))).lane is lane


def test_a_way_of_life_was_so_when_it_was_asked() -> None:
    entry = shown(resource("Observation", code=concept("Smoker"), category=category("social-history")))
    assert entry.standing is Standing.PAST


def test_a_result_taken_back_is_no_result() -> None:
    item = received(resource("Observation", status="entered-in-error", code=POTASSIUM))
    assert (item.disposition, item.reason) == (Disposition.RETRACTED, Reason.ENTERED_IN_ERROR)


# -- flags -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "flag"),
    [
        (["HH"], RangeFlag.CRITICAL_HIGH),
        (["LL"], RangeFlag.CRITICAL_LOW),
        (["H"], RangeFlag.HIGH),
        (["L"], RangeFlag.LOW),
        (["A"], RangeFlag.ABNORMAL),
        (["A", "H"], RangeFlag.HIGH),
        (["N"], RangeFlag.NONE),
        (["281300000"], RangeFlag.LOW),
    ],
)
def test_the_sources_interpretation_comes_before_any_range(codes: list[str], flag: RangeFlag) -> None:
    entry = shown(
        resource(
            "Observation",
            code=POTASSIUM,
            interpretation=[concept("", (SNOMED, code)) for code in codes],
            valueQuantity={"value": 100},
            referenceRange=[{"high": {"value": 5}}],
        )
    )
    assert entry.flag is flag


def amount(value: float, unit: str = "mmol/L", comparator: str = "") -> dict[str, Any]:
    return {"value": value, "unit": unit} | ({"comparator": comparator} if comparator else {})


NORMAL = {"low": amount(3.5), "high": amount(5.0)}


@pytest.mark.parametrize(
    ("value", "ranges", "flag"),
    [
        (amount(5.0), [NORMAL], RangeFlag.NONE),
        (amount(5.01), [NORMAL], RangeFlag.HIGH),
        (amount(3.5), [NORMAL], RangeFlag.NONE),
        (amount(3.49), [NORMAL], RangeFlag.LOW),
        (amount(3.5, comparator="<"), [NORMAL], RangeFlag.LOW),
        (amount(4.0, comparator="<"), [NORMAL], RangeFlag.NONE),
        (amount(5.0, comparator=">"), [NORMAL], RangeFlag.HIGH),
        (amount(9, comparator="<"), [NORMAL], RangeFlag.NONE),
        (amount(90, "mg/dL"), [NORMAL], RangeFlag.NONE),
        (amount(9), [{"high": {"value": 5}}], RangeFlag.HIGH),
        (amount(9), [NORMAL, {"high": amount(6)}], RangeFlag.NONE),
        (amount(9), [NORMAL | {"type": concept("", ("x", "therapeutic"))}], RangeFlag.NONE),
        (amount(9), [NORMAL | {"type": concept("", ("x", "normal"))}], RangeFlag.HIGH),
        (amount(9), [{"text": "under 5"}], RangeFlag.NONE),
        (amount(9), [], RangeFlag.NONE),
    ],
)
def test_without_one_the_value_is_held_against_the_only_normal_range_of_its_own_unit(
    value: dict[str, Any], ranges: list[dict[str, Any]], flag: RangeFlag
) -> None:
    entry = shown(resource("Observation", code=POTASSIUM, valueQuantity=value, referenceRange=ranges))
    assert entry.flag is flag


# -- reports and studies ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "lane"),
    [("LAB", Lane.LABS), ("RAD", Lane.IMAGING), ("LP29684-5", Lane.IMAGING), ("34117-2", Lane.DOCUMENTS)],
)
def test_a_report_finds_its_lane(code: str, lane: Lane) -> None:
    assert shown(resource("DiagnosticReport", category=[concept("", ("x", code))])).lane is lane


def test_a_report_gives_its_conclusion_and_its_plain_text() -> None:
    text = base64.b64encode("Thorax: geen afwijkingen.".encode("utf-16")).decode()
    entry = shown(
        resource(
            "DiagnosticReport",
            code=concept("X-thorax"),
            issued="2024-01-01T00:00:00Z",
            conclusion="Geen pneumonie",
            presentedForm=[
                {"contentType": 'text/plain; charset="utf-16"', "data": text},
                {"contentType": "application/pdf", "data": "AAAA"},
            ],
        )
    )
    assert entry.detail(Label.CONCLUSION) == "Geen pneumonie"
    assert entry.detail(Label.TEXT) == "Thorax: geen afwijkingen."
    assert entry.when.start == entry.recorded is not None


@pytest.mark.parametrize(
    "form",
    [
        {"contentType": "text/plain", "data": "no base64!"},
        {"contentType": "text/plain", "data": base64.b64encode(b"\xff\xfe\xff").decode()},
        {"contentType": "text/plain; charset=no-such", "data": "AAAA"},
    ],
)
def test_a_text_that_cannot_be_read_is_named(form: dict[str, str]) -> None:
    item = received(resource("DiagnosticReport", presentedForm=[form]))
    assert (item.disposition, item.problem) == (Disposition.QUARANTINED, "$.presentedForm[0].data")


def test_a_study_is_described_without_its_pictures() -> None:
    entry = shown(
        resource(
            "ImagingStudy",
            status="available",
            started="2024-01-01",
            modality=[{"code": "CT"}],
            series=[{"modality": {"code": "CT"}, "bodySite": {"display": "Thorax"}, "description": "axial"}],
        )
    )
    assert (entry.lane, entry.title) == (Lane.IMAGING, "CT")
    assert entry.detail(Label.BODY_SITE) == "Thorax"


def test_a_finding_about_somebody_else_says_so() -> None:
    entry = shown(resource("Observation", code=concept("Heart rate"), focus=[{"display": "Fetus"}]))
    assert entry.detail(Label.NOTE) == "Fetus"


def test_a_report_says_what_it_codes_beside_what_it_concludes() -> None:
    entry = shown(
        resource(
            "DiagnosticReport",
            conclusion="No fracture",
            conclusionCode=[concept("Normal")],
            resultsInterpreter=[{"display": "Dr. Roca"}],
            presentedForm=[{"contentType": "application/pdf", "title": "report.pdf"}],
        )
    )
    assert [row.text for row in entry.details if row.label is Label.CONCLUSION] == ["No fracture", "Normal"]
    assert (entry.author, entry.detail(Label.TEXT)) == ("Dr. Roca", "report.pdf")
