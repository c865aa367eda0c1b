"""The resources in a JSON document: one resource, a list of them, or a Bundle and the Bundles within it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.shape import NO_VALUE

# A batch of searches holds Bundles; deeper than this nobody means it.
_DEEPEST: Final = 4
_UNDECODABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Mode(msgspec.Struct):
    mode: str = ""


class _Request(msgspec.Struct):
    method: str = ""
    url: str = ""


class _Entry(msgspec.Struct, rename="camel"):
    full_url: str = ""
    resource: msgspec.Raw = NO_VALUE
    search: _Mode | None = None
    request: _Request | None = None


class _Document(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    type: str = ""
    entry: list[msgspec.Raw] = []


_DOCUMENT = msgspec.json.Decoder(_Document)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_ENTRY = msgspec.json.Decoder(_Entry)


def entries_of(text: memoryview) -> Iterator[BundleEntry]:
    """Every resource of a document, without what a search says of itself.

    Of a history only the newest version of each resource, and none of what was deleted. An entry that is
    not shaped like one is given as a resource, to be counted as unreadable. Raises FileNotTaken:
    NOT_WHAT_IT_SAYS.
    """
    try:
        if bytes(text[:64]).lstrip()[:1] == b"[":
            resources = _LIST.decode(text)
        else:
            resources = [msgspec.Raw(text)]
            _DOCUMENT.decode(text)
    except msgspec.ValidationError:
        # JSON it is: what is wrong with the shape of the resource is said of the resource.
        resources = [msgspec.Raw(text)]
    except _UNDECODABLE as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
    for resource in resources:
        yield from _opened(BundleEntry("", resource), _DEEPEST)


def _opened(entry: BundleEntry, deepest: int) -> Iterator[BundleEntry]:
    """A resource itself or, for a Bundle, what is in it."""
    try:
        document = _DOCUMENT.decode(entry.resource)
    except _UNDECODABLE:
        yield entry
        return
    if document.resource_type != "Bundle" or not deepest:
        yield entry
        return
    inner = _entries(document.entry)
    for each in _newest(inner) if document.type == "history" else inner:
        if memoryview(each.resource) and (each.search is None or each.search.mode != "outcome"):
            yield from _opened(BundleEntry(each.full_url, each.resource), deepest - 1)


def _entries(raws: list[msgspec.Raw]) -> Iterator[_Entry]:
    for raw in raws:
        try:
            yield _ENTRY.decode(raw)
        except _UNDECODABLE:
            yield _Entry(resource=raw)


def _newest(entries: Iterator[_Entry]) -> Iterator[_Entry]:
    """Of a history, which begins with the newest (FHIR R4 §3.1.0.13.3), the first of each."""
    seen: set[str] = set()
    for entry in entries:
        request = entry.request
        known_as = {entry.full_url, request.url.partition("/_history/")[0] if request is not None else ""} - {
            ""
        }
        is_older = bool(known_as & seen)
        seen |= known_as
        if not is_older and (request is None or request.method != "DELETE"):
            yield entry
