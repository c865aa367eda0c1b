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
        (dose(timing={"code": concept("BID")}, asNeededCodeableConcept=concept("pain")), "BID, PRN pain"),
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


def amount(value: float, unit: str = "mg") -> dict[str, Any]:
    return {"value": value, "unit": unit}


@pytest.mark.parametrize(
    ("elements", "rows"),
    [
        ({"doseAndRate": [{"doseQuantity": amount(5)}]}, ["5 mg each night"]),
        ({"doseAndRate": [{"doseQuantity": amount(5, "g")}]}, ["5 mg each night", "5 g"]),
        ({"timing": {"repeat": {"frequency": 2}}}, ["5 mg each night", "2 \u00d7"]),
    ],
)
def test_a_sentence_never_hides_codes_that_say_something_else(
    elements: dict[str, Any], rows: list[str]
) -> None:
    entry = shown(medicine("MedicationStatement", dosage=dose(text="5 mg each night", **elements)))
    assert [row.text for row in entry.details if row.label is Label.DOSE] == rows


def test_an_instruction_is_no_other_dose() -> None:
    said = {"additionalInstruction": [concept("with food")], "patientInstruction": "not crushed"}
    entry = shown(medicine("MedicationStatement", dosage=dose(text="5 mg each night", **said)))
    assert entry.detail(Label.DOSE) == "5 mg each night"
    assert entry.detail(Label.NOTE) == "with food; not crushed"


@pytest.mark.parametrize(
    ("repeat", "text"),
    [
        ({"count": 3, "countMax": 5}, "total 3-5 \u00d7"),
        ({"duration": 33.33, "durationUnit": "min"}, "(33.33 min)"),
        ({"frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"}, "1 \u00d7 / 4-6 h"),
        ({"offset": 30, "when": ["AC"], "dayOfWeek": ["mon"]}, "30 min AC mon"),
        ({"boundsDuration": {"value": 10, "unit": "d"}}, "10 d"),
        ({"boundsRange": {"low": {"value": 7}, "high": {"value": 10, "unit": "d"}}}, "7 - 10 d"),
    ],
)
def test_a_schedule_is_told_with_its_own_numbers(repeat: dict[str, Any], text: str) -> None:
    entry = shown(medicine("MedicationStatement", dosage=dose(timing={"repeat": repeat})))
    assert entry.detail(Label.DOSE) == text


def test_limits_are_told_and_doses_come_in_their_order() -> None:
    second = {"sequence": 2, "maxDosePerPeriod": {"numerator": amount(720), "denominator": amount(1, "d")}}
    first = {
        "sequence": 1,
        "maxDosePerAdministration": amount(4),
        "maxDosePerLifetime": amount(400),
    }
    entry = shown(medicine("MedicationStatement", dosage=[second, first]))
    assert entry.detail(Label.DOSE) == "max. 4 mg, max. 400 mg; max. 720 mg / 1 d"


def test_an_ordered_and_a_calculated_dose_are_told_apart() -> None:
    both = [
        {"type": concept("ordered"), "doseQuantity": amount(2, "mg/kg")},
        {"type": concept("calculated"), "doseQuantity": amount(140)},
    ]
    entry = shown(medicine("MedicationStatement", dosage=dose(doseAndRate=both)))
    assert entry.detail(Label.DOSE) == "ordered 2 mg/kg, calculated 140 mg"


def test_a_mixture_is_named_by_all_its_parts_and_coded_as_none_of_them() -> None:
    def part(name: str, grams: float) -> dict[str, Any]:
        code = concept(name, ("http://www.whocc.no/atc", name))
        return {
            "itemCodeableConcept": code,
            "strength": {"numerator": amount(grams, "g"), "denominator": amount(100, "g")},
        }

    ointment = {
        "resourceType": "Medication",
        "id": "m",
        "form": concept("Ointment"),
        "ingredient": [part("Salicylic acid", 5), part("Hydrocortisone", 1)],
    }
    entry = shown(
        resource("MedicationRequest", medicationReference={"reference": "#m"}, contained=[ointment])
    )
    assert (entry.title, entry.codes) == ("Salicylic acid + Hydrocortisone", ())
    assert entry.detail(Label.QUANTITY) == (
        "Ointment, Salicylic acid 5 g / 100 g, Hydrocortisone 1 g / 100 g"
    )


def test_a_contained_product_with_an_impossible_strength_is_named() -> None:
    tablet = {
        "resourceType": "Medication",
        "id": "m",
        "ingredient": [{"strength": {"numerator": {"value": "5"}}}],
    }
    item = received(
        resource("MedicationRequest", medicationReference={"reference": "#m"}, contained=[tablet])
    )
    assert (item.reason, item.problem) == (Reason.WRONG_SHAPE, "$.contained")


def test_an_order_says_how_much_is_handed_out_and_how_often_again() -> None:
    entry = shown(
        medicine(
            "MedicationRequest",
            status="active",
            intent="plan",
            priority="stat",
            statusReason=concept("on trial"),
            reasonReference=[{"display": "Atrial fibrillation"}],
            dispenseRequest={
                "quantity": amount(30, "tablets"),
                "expectedSupplyDuration": amount(10, "d"),
                "numberOfRepeatsAllowed": 2,
                "validityPeriod": {"start": "2024-01"},
            },
        )
    )
    assert entry.detail(Label.QUANTITY) == "30 tablets, 10 d, + 2 \u00d7, 2024-01"
    assert entry.detail(Label.CATEGORY) == "plan, stat"
    assert entry.detail(Label.REASON) == "on trial, Atrial fibrillation"


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
