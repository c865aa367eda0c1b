"""Texts that no careful program writes: each costs itself at most, and never the rest of its page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from serums_desktop.domain.entries import Label
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.fhir.bundles import read_page
from serums_desktop.sources.fhir.shape import mended, shallow
from tests.unit.sources.resources import PATIENT, concept, reader, received, resource, shown

PEANUT = b'{"resourceType":"AllergyIntolerance","id":"ok","code":{"text":"Peanut"}}'


def page_of(*resources: bytes) -> bytes:
    entries = b",".join(b'{"resource":' + each + b"}" for each in resources)
    return b'{"resourceType":"Bundle","entry":[' + entries + b"]}"


def read_body(body: bytes) -> list[Received]:
    run = reader()
    return run.page(read_page(body, "zmc").records) + run.finish()


def allergy(note: bytes) -> bytes:
    return (
        b'{"resourceType":"AllergyIntolerance","id":"cut","code":{"text":"Latex"},"note":[{"text":"'
        + note
        + b'"}]}'
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (rb"\ud83d\ude00", rb"\ud83d\ude00"),
        (rb"\ud83d", rb"\ufffd"),
        (rb"\uDE00", rb"\ufffd"),
        (rb"\ud83d\ud83d\ude00", rb"\ufffd\ud83d\ude00"),
        (rb"\\ud83d", rb"\\ud83d"),
        (rb"\\\ud83d", rb"\\\ufffd"),
        (rb"\u00e9 \n \"", rb"\u00e9 \n \""),
        (b"\xef\xbb\xbf{}", b"{}"),
        (b'{\n\t"a": "two\nlines\x00"\r\n}', b'{\n\t"a": "two\\u000alines\\u0000"\r\n}'),
        (rb'"\"' + b'\n"', rb'"\"\u000a"'),
    ],
)
def test_half_a_character_is_told_as_one_that_is_lost(text: bytes, whole: bytes) -> None:
    assert mended(text) == whole
    assert mended(whole) == whole


def test_a_text_cut_in_the_middle_of_a_character_costs_that_character_alone() -> None:
    items = read_body(page_of(allergy(rb"swollen \ud83d"), PEANUT))
    assert [item.entry.title for item in items if item.entry is not None] == ["Latex", "Peanut"]
    assert b"swollen \\ufffd" in items[0].raw
    # Alone, without a page around it, it is read alike.
    assert shown(allergy(rb"\ud83d")).title == "Latex"


def test_a_page_with_an_entry_of_another_shape_and_half_a_character_is_read() -> None:
    body = b'{"resourceType":"Bundle","entry":[7,{"resource":' + allergy(rb"\ud83d") + b"}]}"
    assert [item.disposition for item in read_body(body)] == [Disposition.QUARANTINED, Disposition.SHOWN]


def test_a_letter_whose_lines_were_not_escaped_is_read() -> None:
    items = read_body(page_of(allergy(b"first line\nsecond\tline"), PEANUT))
    assert items[0].entry is not None
    assert items[0].entry.detail(Label.NOTE) == "first line\nsecond\tline"


def test_a_byte_order_mark_is_no_reason_to_read_nothing() -> None:
    assert len(read_body(b"\xef\xbb\xbf" + page_of(PEANUT))) == 1


@pytest.mark.parametrize("depth", [399, 2000, 100_000])
@pytest.mark.parametrize("nest", [b"[", b'{"a":'])
def test_a_nest_nobody_can_follow_does_not_hide_what_stands_beside_it(nest: bytes, depth: int) -> None:
    innermost, closing = b'"]}["', b"]" if nest == b"[" else b"}"
    deep = nest * depth + innermost + closing * depth
    known = b'{"resourceType":"AllergyIntolerance","id":"k","code":' + deep + b"}"
    unknown = b'{"resourceType":"AllergyIntolerance","id":"u","code":{"text":"Latex"},"x":' + deep + b"}"
    items = {item.resource_id: item for item in read_body(page_of(known, PEANUT, unknown))}
    assert items["ok"].disposition is Disposition.SHOWN
    assert items["k"].resource_type == items["u"].resource_type == "AllergyIntolerance"
    assert items["u"].disposition is Disposition.SHOWN


def test_what_is_not_too_deep_stays_as_it_is() -> None:
    body = page_of(PEANUT)
    assert shallow(body) == body
    assert shallow(b"[" * 400 + b"]" * 400 + b"[1]") == b"[" * 399 + b"null" + b"]" * 399 + b"[1]"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_is_no_fhir_and_no_empty_record(codec: str) -> None:
    with pytest.raises(SourceError) as error:
        read_page(page_of(PEANUT).decode().encode(codec), "zmc")
    assert error.value.kind is SourceFault.NOT_FHIR


@pytest.mark.parametrize(
    "broken",
    [
        b'{"id":"x","resourceType":"AllergyIntolerance","note":[{"text":"\xff"}]}',
        b'{"id":"x","note":[{"text":"\xed\xa0\x80"}],"resourceType":"AllergyIntolerance"}',
        b'{"resourceType":"AllergyIntolerance","id":"x","code":{"text":"\xc0\xaf"}}',
    ],
)
def test_an_allergy_that_cannot_be_read_is_missed_by_name(broken: bytes) -> None:
    items = read_body(page_of(broken, PEANUT))
    assert [(item.resource_type, item.disposition) for item in items] == [
        ("AllergyIntolerance", Disposition.QUARANTINED),
        ("AllergyIntolerance", Disposition.SHOWN),
    ]


def test_what_names_two_types_and_cannot_be_read_is_not_guessed() -> None:
    inner = b'{"resourceType":"Substance","id":"s"}'
    broken = b'{"id":"x","contained":[' + inner + b'],"resourceType":"Flag",}'
    assert received(broken).resource_type == "Resource"
    assert received(b'{"id":"x","resourceType":"AllergyIntolerance",}').resource_type == "AllergyIntolerance"


@pytest.mark.parametrize("number", ["1e400", "1e99999999999999999999", "-1E-99999", "9" * 5000])
@pytest.mark.parametrize(
    "around",
    [
        '"other":%s',
        '"other":%s,"meta":{"security":[{"code":"R"}]}',
        '"other":%s,"note":[{"modifierExtension":[]}]',
        '"other":%s,"encounter":{"reference":"Encounter/x"}',
        '"id":%s',
        '"valueQuantity":{"value":%s}',
        '"valueInteger":%s',
        '"effectiveTiming":{"repeat":{"count":%s,"period":%s}}',
    ],
)
def test_no_number_is_too_great_to_be_accounted_for(number: str, around: str) -> None:
    elements = around.replace("%s", number)
    items = read_body(page_of(f'{{"resourceType":"Observation","id":"o",{elements}}}'.encode(), PEANUT))
    assert {item.resource_type for item in items} == {"Observation", "AllergyIntolerance"}
    assert len(items) == 2


def test_numbers_beside_a_label_stay_as_they_were_written() -> None:
    raw = (
        b'{"resourceType":"Observation","id":"o","meta":{"security":[]},'
        b'"valueQuantity":{"value":1e2},"component":[{"valueQuantity":{"value":72.50}}]}'
    )
    entry = shown(raw)
    assert entry.value is not None
    assert entry.value.text == "1e2"
    assert entry.components[0].value is not None
    assert entry.components[0].value.text == "72.50"


def test_what_cannot_be_looked_through_for_references_is_not_kept() -> None:
    raw = b'{"resourceType":"Observation","id":"o","encounter":{"reference":"Encounter/x"},"other":"\xff"}'
    item = received(raw)
    assert (item.reason, item.problem, item.raw) == (Reason.WRONG_SHAPE, "$", b"")


@pytest.mark.parametrize("unit", ["<", "<br", "< ", "&#", "</td", "<div "])
def test_a_narrative_of_unclosed_tags_is_read_in_one_go(unit: str) -> None:
    div = "<div>Nuts</div>" + unit * 200_000
    entry = shown(resource("AllergyIntolerance", text={"div": div}))
    assert entry.title.startswith("Nuts")


def test_a_reference_of_a_million_steps_leads_nowhere() -> None:
    far: dict[str, Any] = {"reference": "/" * 1_000_000}
    assert shown(resource("Condition", code=concept("x"), subject=far, encounter=far)).title == "x"


def test_a_key_that_comes_twice_is_read_once() -> None:
    raw = b'{"resourceType":"Flag","id":"a","id":"b","code":{"text":"x"},"code":{"text":"y"},"subject":'
    item = received(raw + json.dumps(PATIENT).encode() + b"}")
    assert item.disposition is Disposition.SHOWN
    assert item.resource_id == "b"
