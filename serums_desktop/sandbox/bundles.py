"""Searchset bundles put together from the resources' own bytes, so that every decimal stays as written."""

from __future__ import annotations

from typing import Any

import msgspec

from serums_desktop.sandbox.repository import Page, Stored

FHIR_JSON = "application/fhir+json; charset=utf-8"

# What comes with a record without being part of it.
_INCLUDED = {"Practitioner", "PractitionerRole", "Organization", "Location", "Medication"}


def searchset(page: Page, fhir_base: str, links: dict[str, str], *, with_total: bool) -> bytes:
    """A Bundle of one page. `links` maps relations (self, next) to addresses."""
    parts = [b'{"resourceType":"Bundle","type":"searchset"']
    if with_total:
        parts.append(b',"total":%d' % page.total)
    parts.append(
        b',"link":'
        + msgspec.json.encode([{"relation": relation, "url": url} for relation, url in links.items()])
    )
    if page.resources:
        entries = b",".join(_entry(resource, fhir_base) for resource in page.resources)
        parts.append(b',"entry":[' + entries + b"]")
    parts.append(b"}")
    return b"".join(parts)


def _entry(resource: Stored, fhir_base: str) -> bytes:
    mode = b"include" if resource.type in _INCLUDED else b"match"
    address = msgspec.json.encode(f"{fhir_base}/{resource.type}/{resource.id}")
    return b'{"fullUrl":' + address + b',"resource":' + resource.body + b',"search":{"mode":"' + mode + b'"}}'


def outcome(code: str, diagnostics: str = "") -> bytes:
    """An OperationOutcome with one error; `code` is an IssueType of FHIR R4."""
    issue: dict[str, Any] = {"severity": "error", "code": code}
    if diagnostics:
        issue["diagnostics"] = diagnostics
    return msgspec.json.encode({"resourceType": "OperationOutcome", "issue": [issue]})
