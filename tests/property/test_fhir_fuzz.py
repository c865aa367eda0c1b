"""Whatever a server sends, every resource is accounted for once, nothing crashes and no allergy is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.summary import summarise
from serums_desktop.sources.fhir.bundles import BundleEntry, read_page
from serums_desktop.sources.fhir.reading import RunReader
from tests.property.fhir_seeds import SEEDS

NO_JSON = (b"NaN", b"tru", b"'x'")
# Pieces of JSON text that a careful program never writes.
ODD_TEXTS = (
    b'"\\ud83d"', b'"\\u0000"', b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\xef\xbb\xbf"', b'"\x00"',
    b"1e400", b"-0", b"-1E-99999", b"9" * 400, b"1e99999999999999999999", *NO_JSON, b"null", b"[null]",
    b"[" * 400 + b"]" * 400, b"[" * 20_000 + b"]" * 20_000, b'{"a":1,"a":2}', b'{"coding":null}',
    b'{"reference":"Patient/p2"}', b'[{"modifierExtension":[{"url":"u"}]}]', b'"2024-02-30"', b'"24:00"',
    b'"' + b"<" * 5000 + b'"',
    b'"' + b"\xf0\x9f\xa6\xa0" * 500 + b'"',
)  # fmt: skip

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["2024-13-45", "0000", "9999-12-31T23:59:59+14:00", "Patient/p2", "#", "1e400", "\x00"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Every container with each of its keys."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    return [place for key in keys for place in [(node, key), *_places(node[key])]]


@st.composite
def mutated(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The seeds, some elements of which were replaced, dropped, wrapped or overwritten by one another."""
    resources: list[dict[str, Any]] = json.loads(json.dumps(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        places = _places(resources)
        container, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(("replace", "drop", "list", "object", "copy"))):
            case "replace":
                container[key] = draw(json_values)
            case "drop":
                del container[key]
            case "list":
                container[key] = [container[key]]
            case "object":
                container[key] = {"value": container[key]}
            case "copy":
                elsewhere, other = draw(st.sampled_from(places))
                container[key] = json.loads(json.dumps(elsewhere[other]))
    return resources


def read(resources: list[Any]) -> list[Received]:
    body = json.dumps(
        {"resourceType": "Bundle", "entry": [{"resource": content} for content in resources]}
    ).encode()
    return read_body(body)


def read_body(body: bytes) -> list[Received]:
    """A run of one page. Raises SourceError where it is no page at all."""
    run = RunReader("zmc", "p1", "https://zmc.example/fhir/")
    received = run.page(read_page(body, "zmc").records) + run.finish()
    assert run.accounting.balanced
    assert run.accounting.received == len({item.key for item in received})
    return received


def check(received: list[Received]) -> None:
    """One fate each, and the fields that go with it."""
    assert len({item.key for item in received}) == len(received)
    for item in received:
        shown = item.disposition is Disposition.SHOWN
        assert shown == (item.entry is not None or item.patient is not None)
        assert (item.reason is Reason.NONE) == shown
        assert bool(item.problem) == (item.reason in {Reason.WRONG_SHAPE, Reason.NO_ID})
        assert shown or not item.samples
    entries = [item.entry for item in received if item.entry is not None]
    summarise(merge(entries))
    assert msgspec.json.decode(msgspec.json.encode(received), type=list[Received]) == received


def test_the_seeds_are_all_read() -> None:
    received = read(SEEDS)
    check(received)
    assert len(received) == len(SEEDS)
    assert not [item for item in received if item.disposition is Disposition.QUARANTINED]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_every_resource_has_one_fate_whatever_became_of_its_elements(resources: list[Any]) -> None:
    received = read(resources)
    check(received)
    # Different resources may come to bear one id, and then the later wins; nothing else may vanish.
    assert len(received) <= len(resources)
    identified = {
        (content["resourceType"], content["id"])
        for content in resources
        if isinstance(content, dict)
        and isinstance(content.get("resourceType"), str)
        and isinstance(content.get("id"), str)
    }
    # Consent, and provenance of what did not come, would tell what is held back: they are left out.
    assert len(received) >= len(identified) - sum(kind in {"Consent", "Provenance"} for kind, _ in identified)


ALLERGY = next(index for index, seed in enumerate(SEEDS) if seed["resourceType"] == "AllergyIntolerance")


def allergies(received: list[Received]) -> list[str]:
    entries = [item.entry for item in received if item.entry is not None]
    return [item.title for item in summarise(merge(entries)).allergies]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SEEDS) - 1), json_values)
def test_damage_elsewhere_never_takes_an_allergy(which: int, instead: Any) -> None:
    resources = json.loads(json.dumps(SEEDS))
    if which != ALLERGY:
        resources[which] = instead
    assert "Penicillin" in allergies(read(resources))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(ODD_TEXTS)), min_size=1, max_size=4))
def test_odd_texts_elsewhere_never_take_an_allergy(odd: list[tuple[int, bytes]]) -> None:
    body = with_odd_texts(
        odd, [seed for index, seed in enumerate(SEEDS) if index != ALLERGY], [SEEDS[ALLERGY]]
    )
    try:
        received = read_body(body)
    except SourceError:
        # What is no JSON is a page that failed, and the coverage says so.
        assert any(text in NO_JSON for _, text in odd)
        return
    check(received)
    assert "Penicillin" in allergies(received)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(ODD_TEXTS)), min_size=1, max_size=3))
def test_an_allergy_of_odd_texts_is_shown_or_missed_by_name(odd: list[tuple[int, bytes]]) -> None:
    body = with_odd_texts(odd, [SEEDS[ALLERGY]], [])
    try:
        received = read_body(body)
    except SourceError:
        assert any(text in NO_JSON for _, text in odd)
        return
    check(received)
    (item,) = received
    assert item.resource_type in {"AllergyIntolerance", "Resource"}
    if item.disposition is not Disposition.SHOWN:
        assert item.reason is not Reason.NONE


def with_odd_texts(odd: list[tuple[int, bytes]], damaged: list[Any], whole: list[Any]) -> bytes:
    """A page in which values of the damaged resources are odd texts."""
    resources = json.loads(json.dumps(damaged))
    marks = {}
    for number, (at, text) in enumerate(odd):
        places = [place for each in resources for place in _places(each) if place[1] != "resourceType"]
        container, key = places[at % len(places)]
        container[key] = f"odd text {number}"
        marks[f'"odd text {number}"'.encode()] = text
    body = json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources + whole]})
    encoded = body.encode()
    for mark, text in marks.items():
        encoded = encoded.replace(mark, text)
    return encoded


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_page_damaged_in_its_bytes_is_read_or_named(data: st.DataObject) -> None:
    body = bytearray(
        json.dumps({"resourceType": "Bundle", "entry": [{"resource": content} for content in SEEDS]}).encode()
    )
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        until = at + data.draw(st.integers(0, 8))
        body[at:until] = data.draw(st.binary(max_size=8))
    try:
        page = read_page(bytes(body), "zmc")
    except SourceError:
        return
    run = RunReader("zmc", "p1", "https://zmc.example/fhir/")
    check(run.page(page.records) + run.finish())
    assert run.accounting.balanced


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_that_were_never_json_are_quarantined(raw: bytes) -> None:
    run = RunReader("zmc", "p1", "https://zmc.example/fhir/")
    received = run.page([BundleEntry(resource=msgspec.Raw(raw))]) + run.finish()
    check(received)
    assert len(received) == 1


def test_a_deep_nest_is_survived() -> None:
    deep: Any = {**SEEDS[ALLERGY], "id": "deep"}
    deep["extension"] = json.loads("[" * 500 + "]" * 500)
    received = read([deep, SEEDS[ALLERGY]])
    check(received)
    assert len(received) == 2


# Reads a page on its standard input within bounded memory and tells what became of it.
BOUNDED = """
import resource, sys
from serums_desktop.sources.fhir.bundles import read_page
from serums_desktop.sources.fhir.reading import RunReader

most = int(sys.argv[1])
body = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_AS, (most, most))
run = RunReader("zmc", "p1", "https://zmc.example/fhir/")
received = run.page(read_page(body, "zmc").records) + run.finish()
for item in received:
    print(item.resource_id, item.disposition, len(item.raw), item.entry.title[:9] if item.entry else "")
"""
LONG = 100_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the memory of no process in this way")
@pytest.mark.parametrize(
    ("around", "title"),
    [
        ('{"code":{"text":"Latex"},"note":[{"text":"%s"}],', "Latex"),
        ('{"text":{"div":"<div>Latex</div>%s"},', "Latex xxx"),
    ],
)
def test_a_text_of_a_hundred_megabytes_is_read_in_bounded_memory(around: str, title: str) -> None:
    """A server may send it; a copy or two of it is the price, not one for each look at it."""
    long = around.replace("%s", "x" * LONG) + '"resourceType":"AllergyIntolerance","id":"long"}'
    short = json.dumps(SEEDS[ALLERGY])
    body = f'{{"resourceType":"Bundle","entry":[{{"resource":{long}}},{{"resource":{short}}}]}}'
    child = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(12 * LONG)],
        input=body.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert child.returncode == 0, child.stderr.decode()[-500:]
    first, second = child.stdout.decode().splitlines()
    assert first == f"long shown {len(long)} {title}"
    assert second.startswith("a1 shown")
