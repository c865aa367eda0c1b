"""The source's own words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sources.resources import resource, shown


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ({"text": "As typed", "coding": [{"code": "1", "display": "As coded"}]}, "As typed"),
        ({"coding": [{"code": "1"}, {"code": "2", "display": "Second"}]}, "Second"),
        (
            {
                "coding": [
                    {"code": "1", "display": "First"},
                    {"code": "2", "display": "Chosen", "userSelected": True},
                ]
            },
            "Chosen",
        ),
        ({"coding": [{"code": "1"}]}, "1"),
        ({"coding": []}, ""),
        ({}, ""),
    ],
)
def test_a_title_is_what_the_author_called_it(code: dict[str, Any], title: str) -> None:
    assert shown(resource("Condition", code=code)).title == title


def test_words_without_a_code_are_no_code() -> None:
    assert shown(resource("Condition", code={"coding": [{"display": "words"}]})).codes == ()


def test_identifiers_without_an_issuer_identify_nothing() -> None:
    numbers = [{"value": "1"}, {"system": "urn:a"}, {"system": "urn:a", "value": "2"}]
    entry = shown(resource("Condition", identifier=numbers))
    assert [(number.system, number.value) for number in entry.identifiers] == [("urn:a", "2")]
