"""Rows come back as they were, and rows of yesterday still can be read."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.merge import merge
from serums_desktop.store import dictionaries, packing
from serums_desktop.store.migrations.dictionaries_0001 import ENTRIES, FHIR_R4
from tests.unit.store.synthetic import answered, glucose, person, sensor_day


@given(st.lists(st.binary(max_size=500), max_size=16))
def test_raw_bytes_are_the_same_bytes(raws: list[bytes]) -> None:
    assert packing.Unpacker().raws(packing.Packer().raws(raws)) == raws


def test_a_resource_takes_less_than_half_of_its_place() -> None:
    raw = (
        b'{"resourceType":"Observation","id":"7","status":"final","code":{"coding":[{"system":"http://loinc.org",'
        b'"code":"14749-6","display":"Glucose [Moles/volume] in Serum or Plasma"}]},"subject":{"reference":'
        b'"Patient/1"},"effectiveDateTime":"2026-11-01T08:00:00+01:00","valueQuantity":{"value":5.40,"unit":'
        b'"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}}'
    )
    assert len(packing.Packer().raws([raw])) < len(raw) / 2


def test_one_packer_packs_a_page() -> None:
    packer, unpacker = packing.Packer(), packing.Unpacker()
    bodies = [packing.encode_entry(one.entry) for one in map(glucose, range(3)) if one.entry]
    frames = [packer.entries(bodies), packer.entries([])]
    assert [unpacker.entries(frame) for frame in frames] == [bodies, []]
    assert [packing.encode_entry(packing.decode_entry(body)) for body in bodies] == bodies


def test_what_is_no_frame_is_an_error() -> None:
    with pytest.raises(packing.Unreadable):
        packing.Unpacker().raws(b"\x28\xb5\x2f\xfd nothing")


def test_values_are_the_same_values() -> None:
    entry = glucose(1, text="5.40", issuer_number="7").entry
    assert entry is not None
    assert packing.decode_entry(packing.encode_entry(entry)) == entry
    (samples,) = sensor_day(1).samples
    assert packing.unpack_samples(packing.pack_samples(samples)) == samples
    somebody, outcome = person(("fcrb", "1"), ("zmc", "2")), answered("fcrb")
    assert packing.unpack(packing.pack(somebody), type(somebody)) == somebody
    assert packing.unpack(packing.pack(outcome), type(outcome)) == outcome
    timeline = merge([entry])
    packer = packing.Packer()
    assert packing.Unpacker().items([packer.item(item) for item in timeline.items]) == timeline.items
    assert packing.Unpacker().items([]) == ()


@pytest.mark.parametrize(
    ("dictionary", "sha256"),
    [
        (FHIR_R4, "d690295e6313e08a7b2eecc6e96abab543f15e07ff356bb60e837a22a2380825"),
        (ENTRIES, "962c4342bb91a639c8502db86f1e4fafac2364166d0f392fa760333d2b1863fc"),
        (dictionaries.RAWS.content, "b04407ac1e9be89831fd1d841d2e44c89fc9ac7891b1e38ba446fc6a1b1fdfd9"),
        (dictionaries.ENTRIES.content, "62b2e3fed6a73917be3dd6f1a00092ca5e52d2c8431622be1d85293138bcb90c"),
        (dictionaries.ITEMS.content, "4c5402559d06c5bbcc218d78a8ce847160408dbfababd9cb6acf162684549369"),
    ],
)
def test_the_dictionaries_are_those_that_rows_were_written_with(dictionary: bytes, sha256: str) -> None:
    assert hashlib.sha256(dictionary).hexdigest() == sha256


def test_a_digest_knows_where_a_part_ends() -> None:
    assert packing.digest(b"ab", b"c") != packing.digest(b"a", b"bc")
    assert packing.digest(b"") != packing.digest()
