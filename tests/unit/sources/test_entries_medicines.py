"""Medicines: ordered, stated, given and handed out."""

from __future__ import annotations

from typing import Any

import pytest

from serums_desktop.domain.entries import Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from tests.unit.sources.resources import concept, received, resource, shown

WARFARIN = concept("Warfarine 5 mg", ("http://www.whocc.no/atc", "B01AA03"))


def medicine(kind: str, **elements: Any) -> dict[str, Any]:
    return resource(kind, medicationCodeableConcept=WARFARIN, **elements)


@pytest.mark.parametrize(
    ("kind", "status", "standing"),
    [
        ("MedicationRequest", "active", Standing.CURRENT),
        ("MedicationRequest", "on-hold", Standing.UNKNOWN),
        ("MedicationRequest", "cancelled", Standing.PAST),
        ("MedicationRequest", "completed", Standing.PAST),
        ("MedicationRequest", "stopped", Standing.PAST),
        ("MedicationRequest", "draft", Standing.PLANNED),
        ("MedicationRequest", "unknown", Standing.UNKNOWN),
        ("MedicationStatement", "active", Standing.CURRENT),
        ("MedicationStatement", "intended", Standing.PLANNED),
        ("MedicationStatement", "stopped", Standing.PAST),
        ("MedicationStatement", "unknown", Standing.UNKNOWN),
        ("MedicationAdministration", "in-progress", Standing.CURRENT),
        ("MedicationAdministration", "completed", Standing.PAST),
        ("MedicationDispense", "completed", Standing.PAST),
        ("MedicationDispense", "in-progress", Standing.PAST),
    ],
)
def test_a_medicine_stands_where_its_status_puts_it(kind: str, status: str, standing: Standing) -> None:
    entry = shown(medicine(kind, status=status))
    assert (entry.lane, entry.title) == (Lane.MEDICINES, "Warfarine 5 mg")
    assert (entry.status, entry.standing) == (status, standing)


def test_a_proposal_is_not_yet_taken() -> None:
    assert (
        shown(medicine("MedicationRequest", status="active", intent="proposal")).standing is Standing.PLANNED
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (medicine("MedicationRequest", status="entered-in-error"), Reason.ENTERED_IN_ERROR),
        (medicine("MedicationRequest", status="active", doNotPerform=True), Reason.DO_NOT_PERFORM),
        (medicine("MedicationStatement", status="not-taken"), Reason.NOT_TAKEN),
    ],
)
def test_what_is_not_taken_is_no_medicine(content: dict[str, Any], reason: Reason) -> None:
    assert received(content).reason is reason


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("MedicationAdministration", "not-done"),
        ("MedicationDispense", "declined"),
        ("MedicationDispense", "cancelled"),
    ],
)
def test_a_dose_that_was_not_given_is_negated(kind: str, status: str) -> None:
    assert shown(medicine(kind, status=status)).negated


def dose(**elements: Any) -> list[dict[str, Any]]:
    return [elements]


@pytest.mark.parametrize(
    ("dosage", "text"),
    [
        (dose(text="1 comprimit cada nit"), "1 comprimit cada nit"),
        (dose(patientInstruction="with water"), "with water"),
        (
            dose(
                doseAndRate=[{"doseQuantity": {"value": 2.50, "unit": "mg"}}],
                timing={"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["PC"]}},
            ),
            "2.5 mg, 2 \u00d7 / 1 d, PC",
        ),
        (
            dose(
                doseAndRate=[{"doseRange": {"low": {"value": 1}, "high": {"value": 2, "unit": "tablet"}}}],
                timing={"repeat": {"frequency": 3, "frequencyMax": 4}},
                asNeededBoolean=True,
            ),
            "1 - 2 tablet, 3-4 \u00d7, PRN",
        ),
        (dose(timing={"code": concept("BID")}, asNeededCodeableConcept=concept("pain")), "BID, pain"),
        (
            dose(
                doseAndRate=[
                    {
                        "rateRatio": {
                            "numerator": {"value": 100, "unit": "mL"},
                            "denominator": {"value": 1, "unit": "h"},
                        }
                    }
                ]
            ),
            "100 mL / 1 h",
        ),
        ([{"text": "morning 1"}, {"text": "night 2"}], "morning 1; night 2"),
        ([{}], ""),
    ],
)
def test_a_dose_is_the_prescribers_own(dosage: list[dict[str, Any]], text: str) -> None:
    assert shown(medicine("MedicationRequest", dosageInstruction=dosage)).detail(Label.DOSE) == text
    assert shown(medicine("MedicationStatement", dosage=dosage)).detail(Label.DOSE) == text


def test_the_decimals_of_a_dose_are_the_prescribers() -> None:
    raw = (
        b'{"resourceType":"MedicationRequest","id":"r1","dosageInstruction":'
        b'[{"doseAndRate":[{"doseQuantity":{"value":2.50,"unit":"mg"}}]}]}'
    )
    assert shown(raw).detail(Label.DOSE) == "2.50 mg"


def test_an_order_runs_from_its_first_dose_else_from_when_it_was_written() -> None:
    bound = dose(timing={"repeat": {"boundsPeriod": {"start": "2024-01-02", "end": "2024-02"}}})
    entry = shown(medicine("MedicationRequest", authoredOn="2024-01-01", dosageInstruction=bound))
    assert entry.when.start is not None
    assert entry.when.end is not None
    assert (entry.when.start.text, entry.when.end.text) == ("2024-01-02", "2024-02")
    written = shown(medicine("MedicationRequest", authoredOn="2024-01-01"))
    assert written.when.start is not None
    assert written.when.start.text == "2024-01-01"
    assert written.recorded == written.when.start


def test_who_why_and_how() -> None:
    entry = shown(
        medicine(
            "MedicationRequest",
            requester={"display": "Dr. Vila"},
            reasonCode=[concept("Fibril·lació auricular")],
            dosageInstruction=dose(route=concept("oral")),
            note=[{"text": "INR"}],
        )
    )
    assert entry.author == "Dr. Vila"
    assert entry.detail(Label.REASON) == "Fibril·lació auricular"
    assert entry.detail(Label.ROUTE) == "oral"


def test_a_given_dose_says_how_much_and_where() -> None:
    entry = shown(
        medicine(
            "MedicationAdministration",
            status="completed",
            effectivePeriod={"start": "2024-01-01T08:00:00+01:00"},
            dosage={
                "dose": {"value": 10, "unit": "IU"},
                "route": concept("s.c."),
                "site": concept("abdomen"),
            },
            performer=[{"actor": {"display": "Nurse Jansen"}}],
        )
    )
    assert entry.detail(Label.DOSE) == "10 IU"
    assert entry.detail(Label.BODY_SITE) == "abdomen"
    assert entry.author == "Nurse Jansen"
    assert entry.when.start is not None


def test_a_pack_is_dated_by_its_hand_over() -> None:
    entry = shown(
        medicine(
            "MedicationDispense",
            status="completed",
            whenPrepared="2024-01-01",
            whenHandedOver="2024-01-02",
            quantity={"value": 28, "unit": "tablets"},
        )
    )
    assert entry.when.start is not None
    assert entry.when.start.text == "2024-01-02"
    assert entry.detail(Label.QUANTITY) == "28 tablets"
