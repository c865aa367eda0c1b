"""The official examples of FHIR R4 and of the patient summary: one fate each, each number its own text."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import pytest

from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Accounting, Disposition, Reason, Received
from serums_desktop.sources.fhir.bundles import BundleEntry, read_page
from serums_desktop.sources.fhir.listed import DECODERS
from serums_desktop.sources.fhir.reading import RunReader
from serums_desktop.sources.fhir.withheld import is_withheld
from tests.interop.numbers_in_examples import (
    REVIEWED,
    is_told,
    made_unique,
    numbers,
    parsed,
    texts_of,
    unparsed,
)

pytestmark = pytest.mark.interop

BASE = "http://hl7.org/fhir/"
PAGE = 500

# The patient is no entry; provenance is told by what it is about.
NOT_ENTRIES = {"Patient", "Provenance"}


class Example(msgspec.Struct, frozen=True):
    """One file, read by itself for the patient it is about."""

    name: str
    raw: bytes
    kind: str
    patient_id: str
    received: list[Received]
    account: Accounting


@pytest.fixture(scope="module", params=["r4", "ips"])
def collection(request: pytest.FixtureRequest) -> list[Example]:
    folder = os.environ.get("SERUMS_INTEROP_DATA")
    if folder is None:
        pytest.skip("SERUMS_INTEROP_DATA names no folder with records")
    files = sorted(Path(folder, request.param).glob("*.json"))
    assert len(files) == {"r4": 5306, "ips": 44}[request.param]
    return [_example(file.stem, file.read_bytes()) for file in files]


def _example(name: str, raw: bytes) -> Example:
    content = msgspec.json.decode(raw)
    patient_id = _patient_id(content)
    received, account = _read([BundleEntry("", msgspec.Raw(raw))], patient_id)
    return Example(name, raw, content["resourceType"], patient_id, received, account)


def _read(entries: list[BundleEntry], patient_id: str) -> tuple[list[Received], Accounting]:
    run = RunReader("examples", patient_id, BASE)
    received = [
        item for start in range(0, len(entries), PAGE) for item in run.page(entries[start : start + PAGE])
    ]
    received += run.finish()
    return received, run.accounting


def _patient_id(
    content: dict[str, Any], address: str = "", addresses: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Whom a resource is or speaks of; `addresses` are those of the patients in its bundle."""
    if content["resourceType"] == "Patient":
        return addresses.get(address) or str(content.get("id", ""))
    for element in ("subject", "patient"):
        pointed = content.get(element)
        reference = str(pointed.get("reference", "")) if isinstance(pointed, dict) else ""
        if reference in addresses:
            return addresses[reference]
        if "Patient/" in reference:
            return reference.rsplit("/", 1)[-1]
    return ""


def _of(received: Iterable[Received], disposition: Disposition) -> list[Received]:
    return [item for item in received if item.disposition is disposition]


# -- one by one ------------------------------------------------------------------------------------


def test_each_example_has_exactly_one_fate(collection: list[Example]) -> None:
    for example in collection:
        is_left_out = is_withheld(example.kind, example.raw) or example.name in REVIEWED["left_out"]
        assert len(example.received) == (not is_left_out), example.name
        assert example.account.balanced
        assert example.account.received == len(example.received)


def test_other_is_what_is_not_listed_and_nothing_else(collection: list[Example]) -> None:
    for example in collection:
        for item in example.received:
            assert (item.disposition is Disposition.OTHER) == (item.resource_type not in DECODERS)


def test_what_is_not_read_or_not_a_fact_is_what_was_reviewed(collection: list[Example]) -> None:
    names = {example.name for example in collection}
    for fate, disposition in (
        ("retracted", Disposition.RETRACTED),
        ("quarantined", Disposition.QUARANTINED),
    ):
        found = {
            example.name: (item.reason.value, item.problem)
            for example in collection
            for item in _of(example.received, disposition)
        }
        reviewed = {
            name: (line["reason"], line.get("place", ""))
            for name, line in REVIEWED[fate].items()
            if name in names
        }
        assert found == reviewed


def test_everything_else_has_a_name(collection: list[Example]) -> None:
    nameless = {
        example.name
        for example in collection
        for item in example.received
        if item.entry is not None and not item.entry.title
    }
    assert nameless == REVIEWED["nameless"].keys() & {example.name for example in collection}


# -- together --------------------------------------------------------------------------------------


@pytest.mark.parametrize("patient_id", ["", "example"])
def test_all_examples_in_one_run_are_accounted_for(collection: list[Example], patient_id: str) -> None:
    entries = [BundleEntry("", msgspec.Raw(example.raw)) for example in collection]
    received, account = _read(entries, patient_id)
    fates = {item.key.partition("/")[2]: item for item in received}
    assert len(fates) == len(received)
    assert account.balanced
    assert account.received == len(received)
    sent = {
        f"{example.kind}/{msgspec.json.decode(example.raw)['id']}": example
        for example in collection
        if not is_withheld(example.kind, example.raw)
    }
    # What is said of others is said here where one of these others came along.
    said_of_others = {key for key, example in sent.items() if example.kind == "Provenance"}
    assert sent.keys() - fates.keys() <= said_of_others
    assert fates.keys() <= sent.keys()
    for key, item in fates.items():
        is_of_another = sent[key].patient_id not in {"", patient_id}
        assert (item.reason is Reason.OTHER_PATIENT) == is_of_another, key
        if not is_of_another and key not in said_of_others:
            alone = sent[key].received[0]
            assert (item.disposition, item.reason, item.problem) == (
                alone.disposition,
                alone.reason,
                alone.problem,
            )


def test_bundles_are_accounted_for_entry_by_entry(collection: list[Example]) -> None:
    bundles = 0
    for example in collection:
        if example.kind != "Bundle":
            continue
        entries = read_page(example.raw, "examples").records
        sent = list(_resources(msgspec.json.decode(example.raw)))
        addresses = {
            address: content.get("id") or address.rsplit(":", 1)[-1]
            for address, content in sent
            if content["resourceType"] == "Patient"
        }
        subjects = [_patient_id(content, address, addresses) for address, content in sent]
        patient_id = next(filter(None, subjects), "")
        received, account = _read(entries, patient_id)
        expected = {
            address or f"{content['resourceType']}/{content['id']}"
            for address, content in sent
            if content["resourceType"] != "Consent"
        }
        assert account.balanced
        assert account.received == len({item.key for item in received}) == len(expected), example.name
        assert not [
            item for item in _of(received, Disposition.QUARANTINED) if item.reason is not Reason.OTHER_PATIENT
        ]
        of_others = {
            address or content["id"]
            for (address, content), subject in zip(sent, subjects, strict=True)
            if subject not in {"", patient_id}
        }
        assert len(_of(received, Disposition.QUARANTINED)) == len(of_others), example.name
        bundles += 1
    assert bundles


def _resources(bundle: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in bundle.get("entry", ()):
        if "resource" in entry and entry.get("search", {}).get("mode") != "outcome":
            yield entry.get("fullUrl", "").partition("/_history/")[0], entry["resource"]


# -- numbers ---------------------------------------------------------------------------------------


def _listed(collection: list[Example]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every listed resource of the files and of their bundles, its numbers as they were written."""
    for example in collection:
        content = parsed(example.raw) if example.kind in DECODERS else {}
        found = [resource for _, resource in _resources(content)] if example.kind == "Bundle" else [content]
        for resource in found:
            kind = resource.get("resourceType")
            if kind in DECODERS and kind != "Bundle" and not is_withheld(kind, unparsed(resource)):
                # Whom a number belongs to is not asked here.
                yield (
                    example.name,
                    {name: part for name, part in resource.items() if name not in {"subject", "patient"}},
                )


def _shown(content: dict[str, Any]) -> Received | None:
    """A resource by itself, a product as an order names it; None where it is not shown."""
    address = "urn:example:1"
    entries = [BundleEntry(address, msgspec.Raw(unparsed(content)))]
    if content["resourceType"] == "Medication":
        order = {
            "resourceType": "MedicationRequest",
            "id": "order",
            "medicationReference": {"reference": address},
        }
        entries.append(BundleEntry("", msgspec.Raw(unparsed(order))))
    received, _ = _read(entries, _patient_id(content))
    return next((item for item in received if item.entry is not None), None)


@pytest.mark.parametrize("is_unique", [False, True])
def test_every_number_is_rendered_as_it_was_written(collection: list[Example], is_unique: bool) -> None:
    told, untold = 0, []
    for name, written in _listed(collection):
        content = made_unique(written) if is_unique else written
        item = _shown(content)
        if item is None:
            assert name in REVIEWED["retracted"] or content["resourceType"] in NOT_ENTRIES, name
            continue
        said = texts_of(item)
        for element, number in numbers(content, content["resourceType"]):
            if element in REVIEWED["not_rendered"]:
                continue
            told += 1
            if not is_told(number, said):
                untold.append((name, element, str(number)))
    assert untold == []
    assert told > 50


def test_every_amount_is_the_number_it_is_rendered_as(collection: list[Example]) -> None:
    amounts = 0
    for example in collection:
        for item in example.received:
            for amount in _amounts(item):
                assert amount.value == Decimal(amount.text)
                amounts += 1
    assert amounts > 0


def _amounts(item: Received) -> Iterator[Quantity]:
    if item.entry is None:
        return
    entry, parts = item.entry, item.entry.components
    ranges = [*entry.ranges, *(each for part in parts for each in part.ranges)]
    bounds = [bound for each in ranges for bound in (each.low, each.high)]
    yield from filter(None, (entry.value, *(part.value for part in parts), *bounds))


def test_every_sample_is_exact(collection: list[Example]) -> None:
    for example in collection:
        for item in example.received:
            written = json.loads(item.raw, parse_float=Decimal, parse_int=Decimal) if item.samples else {}
            parts = [written, *written.get("component", ())]
            series = [part["valueSampledData"] for part in parts if "valueSampledData" in part]
            for samples, data in zip(item.samples, series, strict=True):
                zero, factor = data["origin"]["value"], data.get("factor", Decimal(1))
                exact = [
                    None if token in {"E", "U", "L"} else zero + Decimal(token) * factor
                    for token in data["data"].split()
                ]
                rendered = [samples.text(index) for index in range(len(samples))]
                assert [Decimal(text) if text else None for text in rendered] == exact
