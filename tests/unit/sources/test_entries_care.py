"""Encounters, procedures, immunizations and devices."""

from __future__ import annotations

import pytest

from serums_desktop.domain.entries import Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from tests.unit.sources.resources import concept, received, resource, shown


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("planned", Standing.PLANNED),
        ("in-progress", Standing.CURRENT),
        ("finished", Standing.PAST),
        ("cancelled", Standing.PAST),
        ("unknown", Standing.UNKNOWN),
    ],
)
def test_an_encounter_stands_where_its_status_puts_it(status: str, standing: Standing) -> None:
    assert shown(resource("Encounter", status=status)).standing is standing


def test_an_encounter_says_where_why_and_with_whom() -> None:
    entry = shown(
        resource(
            "Encounter",
            class_={"code": "EMER", "display": "emergency"},
            type=[concept("Spoedeisende hulp")],
            period={"start": "2024-01-01T22:00:00+01:00", "end": "2024-01-02T04:00:00+01:00"},
            reasonCode=[concept("Val")],
            location=[{"location": {"display": "SEH"}}],
            serviceProvider={"display": "Zuyderland"},
            participant=[{"individual": {"display": "Dr. Smit"}}],
        )
    )
    assert (entry.lane, entry.title, entry.author) == (Lane.ENCOUNTERS, "Spoedeisende hulp", "Dr. Smit")
    assert entry.detail(Label.SETTING) == "emergency"
    assert entry.detail(Label.PLACE) == "SEH, Zuyderland"
    assert entry.detail(Label.REASON) == "Val"
    assert entry.when.end is not None
    assert shown(resource("Encounter", class_={"code": "AMB"})).title == "AMB"


@pytest.mark.parametrize("kind", ["Procedure", "Immunization"])
def test_what_was_not_done_is_negated(kind: str) -> None:
    entry = shown(resource(kind, status="not-done", statusReason=concept("refused")))
    assert entry.negated
    assert entry.detail(Label.REASON) == "refused"
    assert not shown(resource(kind, status="completed")).negated
    assert received(resource(kind, status="entered-in-error")).reason is Reason.ENTERED_IN_ERROR


def test_a_procedure_says_when_who_and_where() -> None:
    entry = shown(
        resource(
            "Procedure",
            status="completed",
            code=concept("Pacemaker"),
            performedPeriod={"start": "2019"},
            performer=[{"actor": {"display": "Dr. Wolf"}}],
            bodySite=[concept("left chest")],
            location={"display": "OR 2"},
        )
    )
    assert (entry.lane, entry.standing, entry.author) == (Lane.PROCEDURES, Standing.PAST, "Dr. Wolf")
    assert entry.detail(Label.BODY_SITE) == "left chest"
    assert entry.when.start is not None
    assert entry.when.start.text == "2019"


def test_a_vaccination_says_how_much_and_keeps_a_vague_date_as_words() -> None:
    entry = shown(
        resource(
            "Immunization",
            status="completed",
            vaccineCode=concept("Griepvaccin"),
            occurrenceString="as a child",
            doseQuantity={"value": 0.5, "unit": "mL"},
        )
    )
    assert entry.when.is_undated
    assert entry.detail(Label.DOSE) == "0.5 mL"
    assert entry.detail(Label.NOTE) == "as a child"


@pytest.mark.parametrize(
    ("elements", "title"),
    [
        ({"deviceName": [{"name": "Azure XT"}], "type": concept("Pacemaker")}, "Azure XT"),
        ({"type": concept("Pacemaker"), "manufacturer": "Acme"}, "Pacemaker"),
        ({"manufacturer": "Acme", "modelNumber": "7"}, "Acme 7"),
        ({"udiCarrier": [{"carrierHRF": "(01)0123", "deviceIdentifier": "0123"}]}, "(01)0123"),
    ],
)
def test_a_device_is_called_what_its_source_calls_it(elements: dict[str, object], title: str) -> None:
    assert shown(resource("Device", **elements)).title == title


def test_the_use_of_a_device_has_a_time() -> None:
    entry = shown(
        resource(
            "DeviceUseStatement",
            status="active",
            device={"display": "Insulin pump"},
            timingPeriod={"start": "2022-05"},
            source={"display": "Joana"},
        )
    )
    assert (entry.title, entry.standing, entry.author) == ("Insulin pump", Standing.CURRENT, "Joana")


def test_a_stay_says_why_what_was_found_and_where_to_it_led() -> None:
    entry = shown(
        resource(
            "Encounter",
            status="finished",
            priority=concept("urgent"),
            length={"value": 56.0, "unit": "h"},
            reasonReference=[{"display": "Chest pain"}],
            diagnosis=[
                {"condition": {"display": "Hypertension"}},
                {"condition": {"display": "Infarction"}, "use": concept("discharge"), "rank": 1},
            ],
            hospitalization={
                "admitSource": concept("from home"),
                "dischargeDisposition": concept("to rehabilitation"),
                "specialArrangement": [concept("wheelchair")],
            },
        )
    )
    assert entry.detail(Label.REASON) == "Chest pain"
    assert entry.detail(Label.CONCLUSION) == "Infarction (discharge); Hypertension"
    assert entry.detail(Label.QUANTITY) == "56.0 h"
    assert entry.detail(Label.NOTE) == "from home - to rehabilitation\nwheelchair"


def test_a_procedure_says_what_went_wrong_and_what_was_left_in() -> None:
    entry = shown(
        resource(
            "Procedure",
            code=concept("Hip replacement"),
            outcome=concept("successful"),
            complication=[concept("Bleeding")],
            complicationDetail=[{"display": "Transfusion"}],
            focalDevice=[{"action": concept("Implanted"), "manipulated": {"display": "Hip, left"}}],
            usedCode=[concept("Cement")],
            performedAge={"value": 71, "unit": "a"},
            followUp=[concept("X-ray in 6 weeks")],
        )
    )
    said = [row.text for row in entry.details if row.label is Label.CONCLUSION]
    assert said == ["successful", "Bleeding, Transfusion"]
    assert entry.detail(Label.DEVICE) == "Implanted, Hip, left; Cement"
    assert [row.text for row in entry.details if row.label is Label.NOTE] == ["71 a", "X-ray in 6 weeks"]


def test_a_vaccination_says_which_dose_of_what_and_what_it_did() -> None:
    entry = shown(
        resource(
            "Immunization",
            status="completed",
            vaccineCode=concept("MMR"),
            lotNumber="AB-1",
            manufacturer={"display": "Maker"},
            isSubpotent=True,
            protocolApplied=[
                {
                    "doseNumberPositiveInt": 2,
                    "seriesDosesPositiveInt": 3,
                    "targetDisease": [concept("Measles")],
                }
            ],
            reaction=[{"date": "2024-01-02", "detail": {"display": "Fever"}}],
        )
    )
    assert entry.detail(Label.DOSE) == "2 / 3, Measles"
    assert entry.detail(Label.REACTION) == "Fever 2024-01-02"
    assert entry.detail(Label.DEVICE) == "Maker, AB-1"
    assert entry.detail(Label.VERIFICATION) == "subpotent"


def test_a_device_says_whether_it_may_go_into_a_scanner() -> None:
    entry = shown(resource("Device", type=concept("Pacemaker"), safety=[concept("MR conditional")]))
    assert entry.detail(Label.NOTE) == "MR conditional"
