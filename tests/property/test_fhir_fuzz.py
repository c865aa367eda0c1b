"""Whatever a server sends, every resource is accounted for once, nothing crashes and no allergy is lost."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.summary import summarise
from serums_desktop.sources.fhir.bundles import BundleEntry, read_page
from serums_desktop.sources.fhir.reading import RunReader

PATIENT = {"reference": "Patient/p1"}


def _concept(code: str) -> dict[str, Any]:
    return {"text": code, "coding": [{"system": "http://loinc.org", "code": code, "display": code}]}


AMOUNT = {"value": 1, "unit": "mg", "comparator": "<"}
DOSAGE = {
    "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["PC"]}},
    "doseAndRate": [{"doseQuantity": AMOUNT, "rateRatio": {"numerator": AMOUNT}}],
    "route": _concept("oral"),
}
SEEDS: list[dict[str, Any]] = [
    {"resourceType": "Patient", "id": "p1", "name": [{"family": "Soler", "given": ["Joana", None]}],
     "birthDate": "1935-03-14", "gender": "female", "deceasedBoolean": False,
     "address": [{"city": "Girona"}]},
    {"resourceType": "AllergyIntolerance", "id": "a1", "patient": PATIENT, "code": _concept("Penicillin"),
     "onsetDateTime": "1962", "reaction": [{"manifestation": [_concept("Urticaria")], "severity": "severe"}]},
    {"resourceType": "Condition", "id": "c1", "subject": PATIENT, "code": _concept("Asthma"),
     "clinicalStatus": _concept("active"), "onsetPeriod": {"start": "2019-04"}},
    {"resourceType": "MedicationRequest", "id": "m1", "subject": PATIENT, "status": "active",
     "medicationReference": {"reference": "Medication/w"}, "dosageInstruction": [DOSAGE]},
    {"resourceType": "Medication", "id": "w", "code": _concept("Warfarin")},
    {"resourceType": "Observation", "id": "o1", "subject": PATIENT, "code": _concept("2823-3"),
     "valueQuantity": AMOUNT, "referenceRange": [{"low": AMOUNT, "high": AMOUNT}],
     "interpretation": [_concept("H")], "effectiveDateTime": "2024-02-29T12:00:00.5+01:00",
     "component": [{"code": _concept("8480-6"), "valueRange": {"low": AMOUNT}}]},
    {"resourceType": "Observation", "id": "o2", "subject": PATIENT,
     "effectiveInstant": "2024-01-01T00:00:00Z",
     "valueSampledData": {"origin": {"value": 0}, "period": 1000, "factor": 0.1, "data": "1 2 E 3.50"}},
    {"resourceType": "Encounter", "id": "e1", "subject": PATIENT, "class": {"code": "AMB"},
     "status": "finished", "period": {"start": "2024", "end": "2025"}, "type": [_concept("Visit")]},
    {"resourceType": "DocumentReference", "id": "d1", "subject": PATIENT,
     "content": [{"attachment": {"contentType": "text/plain", "data": "aGk="}}]},
    {"resourceType": "Composition", "id": "k1", "subject": PATIENT, "title": "Summary",
     "section": [{"title": "Plan", "text": {"div": "<div>Walk</div>"}}]},
    {"resourceType": "Provenance", "id": "v1", "target": [{"reference": "Condition/c1"}],
     "recorded": "2024-01-01T00:00:00Z", "agent": [{"who": {"display": "Dr. Puig"}}]},
    {"resourceType": "Bundle", "id": "b1", "type": "document", "entry": [{"resource": {"id": "x"}}]},
    {"resourceType": "Claim", "id": "x1", "patient": PATIENT},
]  # fmt: skip

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
    run = RunReader("zmc", "p1", "https://zmc.example/fhir/")
    return run.page(read_page(body, "zmc").records) + run.finish()


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


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SEEDS) - 1), st.data())
def test_damage_elsewhere_never_takes_an_allergy(which: int, data: st.DataObject) -> None:
    resources = json.loads(json.dumps(SEEDS))
    if resources[which]["resourceType"] != "AllergyIntolerance":
        resources[which] = data.draw(json_values)
    received = read(resources)
    allergies = summarise(merge(item.entry for item in received if item.entry is not None)).allergies
    assert [item.title for item in allergies] == ["Penicillin"]


@settings(max_examples=300, deadline=None)
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


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_that_were_never_json_are_quarantined(raw: bytes) -> None:
    run = RunReader("zmc", "p1", "https://zmc.example/fhir/")
    received = run.page([BundleEntry(resource=msgspec.Raw(raw))]) + run.finish()
    check(received)
    assert len(received) == 1


def test_a_text_of_many_megabytes_and_a_deep_nest_are_survived() -> None:
    huge = {**SEEDS[1], "id": "huge", "note": [{"text": "x" * 20_000_000}]}
    deep: Any = {**SEEDS[1], "id": "deep"}
    deep["extension"] = json.loads("[" * 500 + "]" * 500)
    received = read([huge, deep])
    check(received)
    assert len(received) == 2
