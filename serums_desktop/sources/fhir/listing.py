"""What a server says it has of a patient, without sending it: every id, its version and when it changed.

Changes alone report neither what was deleted nor what a patient restricted, nor what came back after a
restriction. A listing tells all of them, and tells them alike.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from serums_desktop.domain.dates import PartialDate
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.clocks import says_device_time
from serums_desktop.sources.fhir.datatypes import CodeableConcept, Coding, Reference
from serums_desktop.sources.fhir.references import RESOURCE_ID, References
from serums_desktop.sources.fhir.withheld import is_withheld

# Beside the identity: what tells that content is masked, whose clock is spoken of, and what a statement is
# about.
_ASKED = ("id", "meta", "code", "medication", "vaccineCode", "dataAbsentReason", "target")
_TOLD = {"resourceType", "medicationCodeableConcept", "medicationReference", *_ASKED}

LISTING = {"_elements": ",".join(_ASKED)}
LISTING_COUNT = "1000"

# Of an answer that was cut down (FHIR R4 §3.1.1.5.9).
_SUBSETTED = "SUBSETTED"

# What names others: asked for together with anything that may refer to it.
_NAMING = {"Device", "Medication"}


class CannotList(Exception):
    """The server sent whole resources, or what cannot be told from them."""


class Listed(msgspec.Struct, frozen=True):
    """One resource. `updated_s` is UTC epoch seconds, None where the server does not say.

    `naming` marks what others take a name or a time from.
    """

    version_id: str
    updated_s: float | None
    naming: bool


class _Meta(msgspec.Struct, rename="camel"):
    version_id: str = ""
    last_updated: str = ""
    tag: list[Coding] = []


class _Entry(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    id: str = ""
    meta: _Meta | None = None
    code: msgspec.Raw = msgspec.Raw()
    target: msgspec.Raw = msgspec.Raw()


_ENTRIES = msgspec.json.Decoder(_Entry)
_NAMES = msgspec.json.Decoder(dict[str, msgspec.Raw])
_CONCEPTS = msgspec.json.Decoder(CodeableConcept)
_TARGETS = msgspec.json.Decoder(list[Reference])


class Listing:
    """What has been listed of one patient, by ``Type/id``."""

    def __init__(self, fhir_base: str) -> None:
        self.found: dict[str, Listed] = {}
        self._references = References(fhir_base)
        self._statements: dict[str, tuple[str, ...]] = {}

    def add(self, entries: Iterable[BundleEntry]) -> None:
        """Read a page. Raises CannotList."""
        for entry in entries:
            self._add(bytes(entry.resource))

    def close(self) -> None:
        """Leave out statements about nothing that is listed: they would tell of what is not."""
        for key, targets in self._statements.items():
            if all(targets) and self.found.keys().isdisjoint(targets):
                del self.found[key]
        self._statements.clear()

    def _add(self, raw: bytes) -> None:
        try:
            entry = _ENTRIES.decode(raw)
            meta = entry.meta or _Meta()
            subsetted = any(tag.code == _SUBSETTED for tag in meta.tag)
            if not subsetted and not _NAMES.decode(raw).keys() <= _TOLD:
                raise CannotList
            if RESOURCE_ID.fullmatch(entry.id) is None:
                raise CannotList
            if is_withheld(entry.resource_type, raw):
                return
            key = f"{entry.resource_type}/{entry.id}"
            if entry.resource_type == "Provenance":
                targets = _TARGETS.decode(entry.target)
                self._statements[key] = tuple([self._references.key(target) for target in targets])
            naming = entry.resource_type in _NAMING or (
                entry.resource_type == "Observation"
                and memoryview(entry.code).nbytes > 0
                and says_device_time(_CONCEPTS.decode(entry.code))
            )
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise CannotList from error
        self.found[key] = Listed(meta.version_id, _moment_s(meta.last_updated), naming)


def _moment_s(instant: str) -> float | None:
    try:
        return PartialDate.parse(instant).start_s
    except ValueError:
        return None
