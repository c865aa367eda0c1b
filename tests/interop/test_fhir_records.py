"""Records that nobody here wrote, resource by resource: each has one fate, and its numbers stay its own."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.sources.fhir.bundles import BundleEntry, read_page
from serums_desktop.sources.fhir.reading import RunReader
from serums_desktop.sources.fhir.withheld import is_withheld
from tests.interop.numbers_in_examples import REVIEWED, is_told, numbers, parsed, texts_of

pytestmark = pytest.mark.interop


@pytest.fixture(scope="module", params=["synthea", "ips"])
def runs(request: pytest.FixtureRequest) -> list[tuple[list[BundleEntry], list[Received]]]:
    """What was sent and what became of it, for each file of a collection."""
    folder = os.environ.get("SERUMS_INTEROP_DATA")
    if folder is None:
        pytest.skip("SERUMS_INTEROP_DATA names no folder with records")
    files = sorted(Path(folder, request.param).glob("*.json"))
    assert files
    return [_read(file.read_bytes()) for file in files]


def _read(body: bytes) -> tuple[list[BundleEntry], list[Received]]:
    content = json.loads(body)
    if content["resourceType"] != "Bundle":
        body = json.dumps({"resourceType": "Bundle", "entry": [{"resource": content}]}).encode()
        content = {"entry": [{"resource": content}]}
    entries = read_page(body, "foreign").records
    run = RunReader("foreign", _patient_id(content["entry"]), "https://foreign.example/fhir/")
    return entries, run.page(entries) + run.finish()


def _patient_id(entries: list[dict[str, Any]]) -> str:
    for entry in entries:
        resource = entry["resource"]
        if resource["resourceType"] == "Patient":
            return str(resource.get("id") or entry["fullUrl"].rsplit(":", 1)[-1])
    subject = entries[0]["resource"].get("subject") or entries[0]["resource"].get("patient") or {}
    return str(subject.get("reference", "")).rsplit("/", 1)[-1]


def test_each_resource_has_exactly_one_fate(
    runs: list[tuple[list[BundleEntry], list[Received]]],
) -> None:
    for entries, received in runs:
        kinds = Counter(
            kind
            for raw in (bytes(entry.resource) for entry in entries)
            if not is_withheld(kind := json.loads(raw)["resourceType"], raw)
        )
        assert Counter(item.resource_type for item in received) == kinds
        assert len({item.key for item in received}) == len(received)


def test_nothing_well_made_is_quarantined(runs: list[tuple[list[BundleEntry], list[Received]]]) -> None:
    quarantined = [
        (item.key, item.reason, item.problem)
        for _, received in runs
        for item in received
        if item.disposition is Disposition.QUARANTINED
    ]
    assert quarantined == []


def test_everything_shown_has_a_name(runs: list[tuple[list[BundleEntry], list[Received]]]) -> None:
    nameless = [
        item.key
        for _, received in runs
        for item in received
        if item.entry is not None and not item.entry.title
    ]
    assert nameless == []


def test_every_measured_number_is_shown_as_it_was_written(
    runs: list[tuple[list[BundleEntry], list[Received]]],
) -> None:
    numbers = 0
    for _, received in runs:
        for item in received:
            if item.resource_type != "Observation" or item.entry is None:
                continue
            written = json.loads(item.raw, parse_float=str, parse_int=str)
            shown = [quantity.text for quantity in _quantities(item.entry)]
            assert shown == _written(written)
            numbers += len(shown)
    assert numbers > 0


def _quantities(entry: Entry) -> list[Quantity]:
    values = [entry.value, *(part.value for part in entry.components)]
    return [value for value in values if value is not None]


def _written(observation: dict[str, Any]) -> list[str]:
    parts = [observation, *observation.get("component", [])]
    amounts = [part.get("valueQuantity", {}) for part in parts]
    return [amount["value"] for amount in amounts if "value" in amount]


def test_every_number_of_whatever_is_shown_is_rendered_as_it_was_written(
    runs: list[tuple[list[BundleEntry], list[Received]]],
) -> None:
    told, untold = 0, []
    for _, received in runs:
        for item in received:
            if item.entry is None or item.resource_type == "Bundle":
                continue
            said = texts_of(item)
            for element, number in numbers(parsed(item.raw), item.resource_type):
                if element in REVIEWED["not_rendered"]:
                    continue
                told += 1
                if not is_told(number, said):
                    untold.append((item.key, element))
    assert untold == []
    assert told > 0
