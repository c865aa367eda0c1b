"""One page of a FHIR server's answer: its entries as raw resources, and the link to the next page."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.sources.fhir.shape import NO_VALUE, mended, shallow


class EntrySearch(msgspec.Struct, gc=False):
    """Why an entry is in a search's answer."""

    mode: str = ""


class BundleEntry(msgspec.Struct, rename="camel", gc=False):
    """One entry. `resource` is raw JSON, so that one bad resource cannot spoil its page."""

    full_url: str = ""
    resource: msgspec.Raw = NO_VALUE
    search: EntrySearch | None = None


class BundleLink(msgspec.Struct):
    """A link of a bundle, such as ``next``."""

    relation: str = ""
    url: str = ""


class Page(msgspec.Struct, rename="camel"):
    """A Bundle as an answer. A total is not asked for: many servers give none."""

    resource_type: str = ""
    type: str = ""
    entry: list[BundleEntry] = []
    link: list[BundleLink] = []

    @property
    def next_url(self) -> str:
        """The next page's address as the server wrote it; empty on the last page."""
        return next((link.url for link in self.link if link.relation == "next"), "")

    def lead_to(self, url: str) -> None:
        """Have the next page be at this address, with nothing left out of it."""
        self.link = [BundleLink("next", url)] if url else []

    @property
    def records(self) -> list[BundleEntry]:
        """Entries that are records: not those without a resource, nor what the search says of itself."""
        return [
            entry
            for entry in self.entry
            if memoryview(entry.resource) and (entry.search is None or entry.search.mode != "outcome")
        ]


class _LoosePage(msgspec.Struct, rename="camel"):
    """A page whose entries are looked at one by one, because one of them is not shaped like an entry."""

    resource_type: str = ""
    type: str = ""
    entry: list[msgspec.Raw] = []
    link: list[BundleLink] = []


_PAGES = msgspec.json.Decoder(Page)
_LOOSE_PAGES = msgspec.json.Decoder(_LoosePage)
_ENTRIES = msgspec.json.Decoder(BundleEntry)


def read_page(body: bytes, source_id: str) -> Page:
    """Read a Bundle.

    An entry that is not shaped like one becomes an entry whose resource is all of it, to be counted as
    unreadable. Raises SourceError: TRUNCATED, NOT_FHIR, or SERVER_ERROR for an OperationOutcome.
    """
    try:
        page = _PAGES.decode(body)
    except msgspec.ValidationError:
        page = _read_loosely(body, source_id)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if (whole := _mended(body, error)) != body:
            return read_page(whole, source_id)
        raise SourceError(source_id, undecodable(body, error)) from error
    if page.resource_type == "OperationOutcome":
        raise SourceError(source_id, SourceFault.SERVER_ERROR, http_status=200)
    if page.resource_type != "Bundle":
        raise SourceError(source_id, SourceFault.NOT_FHIR, http_status=200)
    return page


def undecodable(body: bytes, error: Exception) -> SourceFault:
    """Whether an answer was FHIR that was cut off, or never FHIR."""
    # msgspec has one class for both and tells them apart in its message.
    cut_off = isinstance(error, msgspec.DecodeError) and "truncated" in str(error)
    return SourceFault.TRUNCATED if cut_off and body.lstrip()[:1] == b"{" else SourceFault.NOT_FHIR


def _read_loosely(body: bytes, source_id: str) -> Page:
    try:
        loose = _LOOSE_PAGES.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if (whole := _mended(body, error)) != body:
            return _read_loosely(whole, source_id)
        raise SourceError(source_id, SourceFault.NOT_FHIR, http_status=200) from error
    return Page(loose.resource_type, loose.type, [_entry(raw) for raw in loose.entry], loose.link)


def _mended(body: bytes, error: Exception) -> bytes:
    return shallow(body) if isinstance(error, RecursionError) else mended(body)


def _entry(raw: msgspec.Raw) -> BundleEntry:
    try:
        return _ENTRIES.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return BundleEntry(resource=raw)
