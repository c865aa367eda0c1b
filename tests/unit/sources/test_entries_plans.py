"""Goals, care plans and family history."""

from __future__ import annotations

from typing import Any

import pytest

from serums_desktop.domain.entries import Label, Standing
from tests.unit.sources.resources import concept, resource, shown


def test_a_goal_says_what_is_aimed_at_with_the_sources_own_number() -> None:
    target = {
        "measure": concept("HbA1c"),
        "detailQuantity": {"value": 53, "unit": "mmol/mol"},
        "dueDate": "2025",
    }
    entry = shown(
        resource("Goal", lifecycleStatus="proposed", description=concept("Better sugar"), target=[target])
    )
    assert entry.detail(Label.TEXT) == "HbA1c 53 mmol/mol 2025"
    assert entry.standing is Standing.PLANNED


@pytest.mark.parametrize(
    ("detail", "text"),
    [
        ({"detailRange": {"low": {"value": 6.5}, "high": {"value": 7.0, "unit": "%"}}}, "6.5 - 7.0 %"),
        ({"detailRatio": {"numerator": {"value": 1}, "denominator": {"value": 2}}}, "1 / 2"),
        ({"detailBoolean": False}, "false"),
        ({"detailInteger": 0}, "0"),
        ({"detailString": "walks alone"}, "walks alone"),
        ({"dueDuration": {"value": 3, "unit": "mo"}}, "3 mo"),
    ],
)
def test_a_target_may_be_anything(detail: dict[str, Any], text: str) -> None:
    assert shown(resource("Goal", target=[detail])).detail(Label.TEXT) == text


def test_a_care_plan_lists_its_activities() -> None:
    activities = [
        {"detail": {"code": concept("Walk")}},
        {"detail": {"description": "Eat less salt"}},
        {"reference": {"display": "Eye check"}},
    ]
    entry = shown(resource("CarePlan", status="active", title="Diabetes", activity=activities))
    assert entry.detail(Label.TEXT) == "Walk\nEat less salt\nEye check"


def test_what_a_plan_forbids_or_took_back_is_not_an_activity() -> None:
    activities = [
        {"detail": {"code": concept("Operation on heart"), "doNotPerform": True}},
        {"detail": {"code": concept("Walk"), "status": "entered-in-error"}},
        {
            "detail": {
                "code": concept("Rest"),
                "status": "scheduled",
                "dailyAmount": {"value": 8, "unit": "h"},
            }
        },
    ]
    entry = shown(resource("CarePlan", status="active", activity=activities))
    assert entry.title == "Rest, 8 h, scheduled"
    assert entry.detail(Label.TEXT) == "Rest, 8 h, scheduled"


@pytest.mark.parametrize(
    ("intent", "standing"),
    [("plan", Standing.CURRENT), ("order", Standing.CURRENT), ("proposal", Standing.PLANNED)],
)
def test_a_suggested_plan_is_not_yet_followed(intent: str, standing: Standing) -> None:
    assert shown(resource("CarePlan", status="active", intent=intent)).standing is standing


def test_a_relative_is_told_with_ages_and_death() -> None:
    entry = shown(
        resource(
            "FamilyMemberHistory",
            relationship=concept("Father"),
            bornDate="1931",
            deceasedAge={"value": 74, "unit": "a"},
            condition=[
                {
                    "code": concept("Stroke"),
                    "onsetAge": {"value": 73.5, "unit": "a"},
                    "contributedToDeath": True,
                    "outcome": concept("fatal"),
                }
            ],
        )
    )
    assert entry.title == "Father: Stroke 73.5 a \u2020 (fatal)"
    assert entry.detail(Label.NOTE) == "* 1931, \u2020 74 a"


def test_family_history_speaks_of_the_relative() -> None:
    entry = shown(
        resource(
            "FamilyMemberHistory",
            status="completed",
            relationship=concept("Mare"),
            condition=[{"code": concept("Ictus"), "onsetString": "60 anys"}],
        )
    )
    assert entry.title == "Mare: Ictus 60 anys"
