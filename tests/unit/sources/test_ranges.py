"""Reference ranges: the bounds, and for whom they hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sources.resources import concept, resource, shown

BOUNDS = {"low": {"value": 3.5}, "high": {"value": 5.0, "unit": "mmol/L"}}
ADULT = {"low": {"value": 18, "unit": "a"}}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (BOUNDS, ""),
        (BOUNDS | {"type": concept("", ("x", "normal", "Normal Range"))}, ""),
        (BOUNDS | {"text": "3.5 to 5.0"}, "3.5 to 5.0"),
        (BOUNDS | {"text": "adults"}, "3.5 - 5.0 mmol/L, adults"),
        (BOUNDS | {"type": concept("therapeutic")}, "3.5 - 5.0 mmol/L, therapeutic"),
        (BOUNDS | {"appliesTo": [concept("women")], "age": ADULT}, "3.5 - 5.0 mmol/L, women, >= 18 a"),
        ({"text": "negative"}, "negative"),
        (
            {"low": {"value": 90, "unit": "mg"}, "high": {"value": 1, "unit": "g"}, "text": "x"},
            "90 mg - 1 g, x",
        ),
    ],
)
def test_words_beside_bounds_never_stand_in_for_them(given: dict[str, Any], text: str) -> None:
    entry = shown(resource("Observation", code=concept("Potassium"), referenceRange=[given]))
    assert entry.ranges[0].text == text
