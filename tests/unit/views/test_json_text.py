"""A resource is laid out without one of its characters being read as anything but text."""

from __future__ import annotations

import json
import re

import pytest

from serums_desktop.views.json_text import indented

RESOURCE = (
    '{"resourceType":"Observation","valueQuantity":{"value":54.20,"unit":"kg"},'
    '"note":[{"text":"a \\"{x}\\", [b] : c"}],'
    '"contained":[],"extension":[{}],"low":-1.50E+2,"text":"Ajust  de dosi"}'
)


def test_each_value_has_a_line_and_numbers_keep_their_figures() -> None:
    lines = indented(RESOURCE).splitlines()
    assert lines[1] == '  "resourceType": "Observation",'
    assert '    "value": 54.20,' in lines
    assert '  "low": -1.50E+2,' in lines
    assert '  "contained": [],' in lines
    assert lines[-1] == "}"


def test_only_blanks_between_values_change() -> None:
    assert json.loads(indented(RESOURCE), parse_float=str) == json.loads(RESOURCE, parse_float=str)
    strings = re.compile(r'"(?:[^"\\]|\\.)*"')
    assert strings.findall(indented(RESOURCE)) == strings.findall(RESOURCE)
    assert indented(indented(RESOURCE)) == indented(RESOURCE)


@pytest.mark.parametrize("text", ["", "<Patient/>", "not json", '"a string"', "12.50"])
def test_what_is_no_object_stays_as_it_is(text: str) -> None:
    assert indented(text) == text


@pytest.mark.parametrize("text", ['{"a":', '{"a":"unclosed', "}{", "[[[["])
def test_a_broken_text_loses_no_character(text: str) -> None:
    assert "".join(indented(text).split()) == "".join(text.split())
