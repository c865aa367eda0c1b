"""FHIR in JSON: a resource, a list, a resource a line, or a Bundle of any type, such as an IPS document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.incoming import arrive
from serums_desktop.sources.fhir.patients import patient as read_patient
from serums_desktop.sources.fhir.reading import RunReader
from serums_desktop.sources.fhir.retraction import has_unknown_modifier
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.structs_problems import Patient
from serums_desktop.sources.fhir.withheld import is_withheld
from serums_desktop.sources.files.bundle_entries import entries_of
from serums_desktop.sources.files.content import Part
from serums_desktop.sources.files.fhir_people import People
from serums_desktop.sources.files.fhir_version import Versions

_PAGE_SIZE: Final = 500
_RESOURCE: Final = re.compile(r'"resourceType"\s*:\s*"[A-Za-z]')
_IS_PATIENT: Final = re.compile(rb'"resourceType"\s*:\s*"Patient"')


class _Peek(msgspec.Struct, rename="camel"):
    resource_type: str = ""


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is FHIR in JSON, or a FHIR resource a line."""
    head = part.text_head
    if not head.startswith(("{", "[")):
        return None
    line, _, others = head.partition("\n")
    if line.startswith("{") and others.lstrip().startswith("{") and _is_resource(line.encode()):
        return FileFormat.FHIR_NDJSON
    if _RESOURCE.search(head) is not None:
        return FileFormat.FHIR_JSON
    # The type may stand at the end of a long resource. A list of resources has the first one's in its head.
    return FileFormat.FHIR_JSON if head.startswith("{") and _is_resource(part.text()) else None


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:
    """The patients whose resource is there; of a file without any, those that are only referred to.

    Raises FileNotTaken: UNSUPPORTED_VERSION, NOT_WHAT_IT_SAYS, TOO_LARGE.
    """
    versions, people = Versions(), People()
    named: dict[str, PatientAtSource] = {}
    for entry in _entries(parts):
        raw = bytes(entry.resource)
        versions.weigh(raw)
        people.notice(raw)
        known = _patient(entry, source_id) if _IS_PATIENT.search(raw) is not None else None
        if known is not None:
            named[known.patient_id] = known
    if versions.is_other:
        raise FileNotTaken(FileRefusal.UNSUPPORTED_VERSION)
    return tuple(named.values()) or tuple(_nameless(source_id, name) for name in people.referred_to)


def read(parts: Sequence[Part], source_id: str, patient_id: str) -> Iterator[Iterable[Received]]:
    """Read everything as one run about this patient."""
    people, first = People(), []
    for entry in _entries(parts):
        raw = bytes(entry.resource)
        people.notice(raw)
        if _IS_PATIENT.search(raw) is not None and arrive(entry).kind == "Patient":
            people.know(entry)
            first.append(entry)
    reader = RunReader(source_id, patient_id, "")
    # Patients first: only then is it known whom an address in a document means.
    yield reader.page(first)
    remaining = (entry for entry in _entries(parts) if not people.knows(entry))
    while page := list(islice(remaining, _PAGE_SIZE)):
        own: list[BundleEntry] = []
        others: list[BundleEntry] = []
        for entry in page:
            (others if people.is_of_others(entry, patient_id) else own).append(entry)
        yield filter(None, (_of_another(entry, source_id) for entry in others))
        yield reader.page(own)
    yield reader.finish()


def _entries(parts: Sequence[Part]) -> Iterator[BundleEntry]:
    """Every resource of every document, each with an address that is its own."""
    addresses: dict[str, str] = {}
    for number, part in enumerate(parts):
        is_by_line = recognise(part) is FileFormat.FHIR_NDJSON
        found = _by_line(part) if is_by_line else entries_of(part.text())
        for place, entry in enumerate(found):
            # What has no id is known by its place in the file.
            address = entry.full_url or f"urn:place-{number}-{place}"
            ending = "/".join(address.rsplit("/", 2)[-2:])
            if entry.full_url and addresses.setdefault(ending, address) != address:
                # The same type and id at another server is another thing, which has no id of its own here.
                yield BundleEntry(f"urn:place-{number}-{place}", _without_id(entry.resource))
            else:
                yield BundleEntry(address, entry.resource)


def _by_line(part: Part) -> Iterator[BundleEntry]:
    for line in part.lines():
        content = line.strip()
        if content:
            yield BundleEntry("", msgspec.Raw(content))


def _without_id(resource: msgspec.Raw) -> msgspec.Raw:
    content = msgspec.json.decode(resource, type=dict[str, msgspec.Raw])
    content.pop("id", None)
    return msgspec.Raw(msgspec.json.encode(content))


def _patient(entry: BundleEntry, source_id: str) -> PatientAtSource | None:
    item = arrive(entry)
    resource = item.resource
    if not isinstance(resource, Patient) or not item.has_id:
        return None
    try:
        if has_unknown_modifier(resource, item.raw):
            return None
        return read_patient(resource, source_id)
    except WrongShape:
        # Whoever cannot be read cannot be recognised; the reading says why.
        return _nameless(source_id, item.resource_id)


def _nameless(source_id: str, patient_id: str) -> PatientAtSource:
    return PatientAtSource(source_id, patient_id, PersonName("", ""), None, Sex.UNKNOWN)


def _of_another(entry: BundleEntry, source_id: str) -> Received | None:
    item = arrive(entry)
    if is_withheld(item.kind, item.raw):
        return None
    return Received(
        source_id=source_id,
        resource_type=item.kind,
        resource_id=item.resource_id,
        raw=b"",
        disposition=Disposition.QUARANTINED,
        reason=Reason.OTHER_PATIENT,
    )


def _is_resource(text: bytes | memoryview) -> bool:
    try:
        return bool(msgspec.json.decode(text, type=_Peek).resource_type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
