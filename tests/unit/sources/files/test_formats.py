"""Recognition by content, and what holds for every format: each resource once, every failure a refusal."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.sources.files import formats
from serums_desktop.sources.files.content import parts_of
from tests.unit.sources.files.made_files import bundle, condition, observation, patient, read_here
from tests.unit.sources.files.made_summaries import (
    ATC,
    allergy,
    code,
    medicine,
    panel,
    problem,
    reaction,
    result,
    section,
    summary,
)

RECORD = bundle(
    patient(), condition("c1", "Asthma"), observation("o1"), ("urn:uuid:1", condition("", "Gout"))
)
SUMMARY = summary(
    section(
        "48765-2",
        "Allergies",
        "<list><item ID='a'>x</item></list>",
        allergy(code("code", "J01C", ATC), reaction("Rash", "24484000")),
    ),
    section("11450-4", "Problems", "", problem(code("value", "195967001", kind="CD"), high="2019")),
    section("10160-0", "Medication", "", medicine(code("code", "C07AB02", ATC), '<doseQuantity value="1"/>')),
    section("30954-2", "Results", "", panel(result("1", '<value xsi:type="PQ" value="1" unit="g"/>'))),
).encode()
FRAGMENTS = (
    b'"', b"{", b"}", b"[", b"]", b"<", b"/>", b"null", b"1e999", b"\0", b"-", b"9" * 400, b"&x;",
    b' value=""', b' nullFlavor="NI"', b' nullFlavor="MSK"', b'"reference":"Patient/p2"',
    b'"resourceType":"Patient",',
    b'"id":null,', b'xsi:type="IVL_PQ"',
)  # fmt: skip


def recognised(content: bytes, name: str = "some.bin") -> formats.Recognised:
    return formats.recognise(parts_of(name, io.BytesIO(content), memoryview(content)))


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_the_samples_are_read() -> None:
    assert len(read_here(RECORD)) == 4
    assert len(read_here(SUMMARY)) == 6


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (RECORD, FileFormat.FHIR_JSON),
        (b"\n\n " + RECORD, FileFormat.FHIR_JSON),
        (b'{"id":"' + b"x" * 70_000 + b'","resourceType":"Patient"}', FileFormat.FHIR_JSON),
        (b"[" + observation("o1").encode() + b"]", FileFormat.FHIR_JSON),
        (observation("o1").encode() + b"\r\n" + observation("o2").encode(), FileFormat.FHIR_NDJSON),
        (SUMMARY, FileFormat.CDA),
        (
            SUMMARY.replace(b"<", b"<h:").replace(b"<h:/", b"</h:").replace(b"xmlns=", b"xmlns:h="),
            FileFormat.CDA,
        ),
        (zipped(a=b"Read me", b=SUMMARY), FileFormat.CDA),
        (zipped(a=SUMMARY, b=RECORD), FileFormat.FHIR_JSON),
        (b"Dear colleague", FileFormat.TEXT),
    ],
)
def test_recognised_by_content_alone(content: bytes, kind: FileFormat) -> None:
    assert recognised(content).format is kind


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b"<a/>", b"\0\0", b"{not json", zipped(a=b"<a/>"), zipped()]
)
def test_what_is_none_of_them(content: bytes) -> None:
    with pytest.raises(FileNotTaken) as refused:
        recognised(content)
    assert refused.value.reason is FileRefusal.UNKNOWN_FORMAT


def test_an_encrypted_archive_wants_its_passcode() -> None:
    packed = bytearray(zipped(a=RECORD))
    # The flags of the member's own header, and of its entry in the directory.
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileNotTaken) as refused:
        recognised(bytes(packed))
    assert refused.value.reason is FileRefusal.PASSCODE_NEEDED


def test_an_archive_of_several_kinds_is_read_whole() -> None:
    other = SUMMARY.replace(b'extension="999911120"', b'extension="p1"')
    found = {one.resource_type for one in read_here(zipped(a=other, b=bundle(condition("c1", "Asthma"))))}
    assert {"AllergyIntolerance", "Condition", "MedicationStatement"} <= found


@settings(max_examples=150, deadline=None)
@given(
    sample=st.sampled_from([RECORD, SUMMARY]),
    changes=st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 60), st.sampled_from(FRAGMENTS)),
        min_size=1,
        max_size=5,
    ),
)
def test_damage_ends_in_a_refusal_or_is_counted(sample: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    content = bytearray(sample)
    for start, length, fragment in changes:
        place = start % len(content)
        content[place : place + length] = fragment
    reason = None
    try:
        read_here(bytes(content))
    except FileNotTaken as refused:
        reason = refused.reason
    assert reason in {
        None,
        FileRefusal.NOT_WHAT_IT_SAYS,
        FileRefusal.UNKNOWN_FORMAT,
        FileRefusal.UNSUPPORTED_VERSION,
    }
