"""Small hand-made resources, read the way a page of a source is read."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.reading import RunReader

BASE = "https://zmc.example/fhir/"
PATIENT = {"reference": "Patient/p1"}
LOINC = "http://loinc.org"
NOBODYS = {"Medication", "Patient", "Binary", "Bundle", "Provenance"}
SNOMED = "http://snomed.info/sct"


def resource(kind: str, **elements: Any) -> dict[str, Any]:
    """A resource of patient ``p1`` with id ``r1`` unless given otherwise. A trailing _ keeps off keywords."""
    subject = {} if kind in NOBODYS else {"subject": PATIENT}
    own = {name.rstrip("_"): value for name, value in elements.items()}
    return {"resourceType": kind, "id": "r1", **subject, **own}


def concept(text: str = "", *codings: tuple[str, str] | tuple[str, str, str]) -> dict[str, Any]:
    """A CodeableConcept of (system, code[, display])."""
    made = [dict(zip(("system", "code", "display"), coding, strict=False)) for coding in codings]
    return {"text": text, "coding": made} if text else {"coding": made}


def entry_of(content: dict[str, Any] | bytes, full_url: str = "") -> BundleEntry:
    """A bundle entry around a resource."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return BundleEntry(full_url, msgspec.Raw(raw))


def reader() -> RunReader:
    """A reader for patient ``p1``."""
    return RunReader("zmc", "p1", BASE)


def read(*contents: dict[str, Any] | bytes) -> list[Received]:
    """A run of one page."""
    run = reader()
    return run.page(map(entry_of, contents)) + run.finish()


def received(content: dict[str, Any] | bytes) -> Received:
    """What became of a single resource."""
    (only,) = read(content)
    return only


def shown(content: dict[str, Any] | bytes) -> Entry:
    """The entry of a resource that is shown."""
    item = received(content)
    assert item.disposition is Disposition.SHOWN, (item.reason, item.problem)
    assert item.entry is not None
    return item.entry
