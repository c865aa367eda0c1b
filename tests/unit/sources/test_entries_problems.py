"""Allergies, conditions and flags."""

from __future__ import annotations

from typing import Any

import pytest

from serums_desktop.domain.entries import Label, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Disposition, Reason
from tests.unit.sources.resources import SNOMED, concept, received, resource, shown

ABSENT = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
PENICILLIN = concept("Penicil·lina", (SNOMED, "91936005", "Allergy to penicillin"))


def status(code: str) -> dict[str, Any]:
    return concept("", ("http://terminology.hl7.org/CodeSystem/condition-clinical", code))


def test_an_allergy_says_all_that_its_source_says() -> None:
    entry = shown(
        resource(
            "AllergyIntolerance",
            language="ca",
            identifier=[{"system": "urn:oid:1.2", "value": "A-7"}],
            meta={"versionId": "3", "lastUpdated": "2024-05-06T07:08:09.123+02:00"},
            clinicalStatus=status("active"),
            verificationStatus=status("confirmed"),
            type="allergy",
            category=["medication"],
            criticality="high",
            code=PENICILLIN,
            onsetDateTime="1962",
            recordedDate="2011-02",
            recorder={"display": "Dr. Puig"},
            note=[{"text": "Confirmat per la filla."}],
            reaction=[
                {"manifestation": [concept("Urticària"), concept("Edema")], "severity": "severe"},
                {"description": "Mareig"},
            ],
        )
    )
    assert entry.lane is Lane.PROBLEMS
    assert (entry.title, entry.language) == ("Penicil·lina", "ca")
    assert (entry.status, entry.standing) == ("active", Standing.CURRENT)
    assert entry.severity is Severity.CRITICAL
    assert [code.code for code in entry.codes] == ["91936005"]
    assert [number.value for number in entry.identifiers] == ["A-7"]
    assert entry.when.start is not None
    assert entry.when.start.text == "1962"
    assert entry.recorded is not None
    assert entry.recorded.text == "2011-02"
    assert entry.last_updated is not None
    assert entry.last_updated.text == "2024-05-06T07:08:09.123+02:00"
    assert (entry.author, entry.version_id) == ("Dr. Puig", "3")
    assert entry.detail(Label.REACTION) == "Urticària, Edema (severe); Mareig"
    assert entry.detail(Label.CRITICALITY) == "high"
    assert entry.detail(Label.NOTE) == "Confirmat per la filla."


def test_a_reaction_says_to_what_when_and_by_which_way() -> None:
    entry = shown(
        resource(
            "AllergyIntolerance",
            code=concept("Penicillins"),
            lastOccurrence="2019-05",
            onsetAge={"value": 27, "unit": "a"},
            reaction=[
                {
                    "substance": concept("Amoxicillin"),
                    "manifestation": [concept("Rash")],
                    "description": "on both arms",
                    "severity": "mild",
                    "onset": "2012",
                    "exposureRoute": concept("oral"),
                    "note": [{"text": "after the third dose"}],
                },
                {"substance": concept("Penicillins"), "severity": "severe"},
            ],
        )
    )
    assert [row.text for row in entry.details if row.label is Label.REACTION] == [
        "Rash: on both arms (Amoxicillin, mild, 2012); severe",
        "2019-05",
    ]
    assert entry.detail(Label.ROUTE) == "oral"
    assert [row.text for row in entry.details if row.label is Label.NOTE] == [
        "27 a -",
        "after the third dose",
    ]


@pytest.mark.parametrize(
    ("elements", "severity"),
    [
        ({}, Severity.HIGH),
        ({"criticality": "low"}, Severity.HIGH),
        ({"criticality": "high"}, Severity.CRITICAL),
        ({"reaction": [{"severity": "mild"}, {"severity": "severe"}]}, Severity.CRITICAL),
    ],
)
def test_an_allergy_is_never_quiet(elements: dict[str, Any], severity: Severity) -> None:
    assert shown(resource("AllergyIntolerance", code=PENICILLIN, **elements)).severity is severity


@pytest.mark.parametrize(
    ("system", "code"),
    [
        (SNOMED, "716186003"),
        (SNOMED, "409137002"),
        (SNOMED, "428607008"),
        (SNOMED, "429625007"),
        (ABSENT, "no-known-allergies"),
        (ABSENT, "no-known-medication-allergies"),
        (ABSENT, "no-allergy-info"),
    ],
)
def test_no_known_allergy_is_no_allergy_and_keeps_its_words(system: str, code: str) -> None:
    entry = shown(resource("AllergyIntolerance", code=concept("", (system, code, "said so"))))
    assert entry.negated
    assert entry.severity is Severity.NONE
    assert entry.title == "said so"


def test_an_allergy_without_a_code_is_named_by_its_substance_or_its_narrative() -> None:
    by_substance = resource("AllergyIntolerance", reaction=[{"substance": PENICILLIN}])
    assert shown(by_substance).title == "Penicil·lina"
    assert [code.code for code in shown(by_substance).codes] == ["91936005"]
    narrated = resource(
        "AllergyIntolerance", text={"div": "<div><p>Nuts &amp; <b>seeds</b></p><p>1990</p></div>"}
    )
    assert shown(narrated).title == "Nuts & seeds 1990"


@pytest.mark.parametrize("kind", ["AllergyIntolerance", "Condition"])
@pytest.mark.parametrize(
    ("code", "reason"), [("entered-in-error", Reason.ENTERED_IN_ERROR), ("refuted", Reason.REFUTED)]
)
def test_what_was_taken_back_or_refuted_is_no_fact(kind: str, code: str, reason: Reason) -> None:
    item = received(resource(kind, code=PENICILLIN, verificationStatus=status(code)))
    assert (item.disposition, item.reason) == (Disposition.RETRACTED, reason)
    assert item.entry is None


@pytest.mark.parametrize(
    ("elements", "standing", "start", "end"),
    [
        ({"clinicalStatus": status("active"), "onsetDateTime": "2019-04"}, Standing.CURRENT, "2019-04", None),
        ({"clinicalStatus": status("relapse")}, Standing.CURRENT, None, None),
        ({"clinicalStatus": status("resolved"), "abatementDateTime": "2020"}, Standing.PAST, None, "2020"),
        ({"clinicalStatus": status("remission")}, Standing.UNKNOWN, None, None),
        ({"abatementString": "as a child"}, Standing.PAST, None, None),
        ({"abatementPeriod": {"start": "2001", "end": "2002"}}, Standing.PAST, None, "2002"),
        ({"onsetPeriod": {"start": "2001", "end": "2002"}}, Standing.UNKNOWN, "2001", None),
        ({"clinicalStatus": status("active"), "abatementDateTime": "2020"}, Standing.CURRENT, None, "2020"),
    ],
)
def test_a_condition_stands_where_its_source_puts_it(
    elements: dict[str, Any], standing: Standing, start: str | None, end: str | None
) -> None:
    entry = shown(resource("Condition", code=concept("Asthma"), **elements))
    assert entry.standing is standing
    assert (entry.when.start.text if entry.when.start else None) == start
    assert (entry.when.end.text if entry.when.end else None) == end


@pytest.mark.parametrize(
    ("elements", "text"),
    [
        ({"onsetAge": {"value": 52, "unit": "a"}, "abatementAge": {"value": 54, "unit": "a"}}, "52 a - 54 a"),
        ({"onsetRange": {"low": {"value": 5}, "high": {"value": 9, "unit": "a"}}}, "5 - 9 a -"),
        ({"abatementRange": {"high": {"value": 9, "unit": "a"}}}, "- <= 9 a"),
        ({"onsetString": "as a child"}, "as a child -"),
        ({"severity": concept("severe")}, "severe"),
        ({"stage": [{"type": concept("TNM"), "summary": concept("III")}]}, "TNM: III"),
    ],
)
def test_what_else_a_condition_says_is_told(elements: dict[str, Any], text: str) -> None:
    assert shown(resource("Condition", code=concept("Asthma"), **elements)).detail(Label.NOTE) == text


def test_a_condition_that_ended_at_an_age_is_over() -> None:
    ended = resource("Condition", code=concept("Asthma"), abatementAge={"value": 54, "unit": "a"})
    assert shown(ended).standing is Standing.PAST


def test_a_condition_tells_its_evidence() -> None:
    evidence = [{"code": [concept("Fever")], "detail": [{"display": "Chest X-ray"}]}]
    assert shown(resource("Condition", evidence=evidence)).detail(Label.REASON) == "Fever, Chest X-ray"


def test_no_known_problems_is_no_problem() -> None:
    assert shown(resource("Condition", code=concept("", (ABSENT, "no-known-problems")))).negated


def test_an_active_flag_must_not_be_missed() -> None:
    active = shown(resource("Flag", status="active", code=concept("Falls risk")))
    assert (active.severity, active.standing) == (Severity.HIGH, Standing.CURRENT)
    over = shown(resource("Flag", status="inactive", code=concept("Falls risk")))
    assert (over.severity, over.standing) == (Severity.NONE, Standing.PAST)
