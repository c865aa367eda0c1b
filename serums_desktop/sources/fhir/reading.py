"""From raw resources to what became of each: one conversation with one source about one patient."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.series import Samples
from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir import (
    entries_care,
    entries_documents,
    entries_medicines,
    entries_problems,
    entries_results,
    structs,
)
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.patients import patient
from serums_desktop.sources.fhir.references import RESOURCE_ID, References
from serums_desktop.sources.fhir.retraction import has_unknown_modifier
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.structs import DECODERS
from serums_desktop.sources.fhir.terms import Origin
from serums_desktop.sources.fhir.withheld import is_withheld

_READERS: dict[str, Callable[[Any, Origin], Entry | Reason | tuple[Entry, tuple[Samples, ...]]]] = {
    "AllergyIntolerance": entries_problems.allergy,
    "Condition": entries_problems.condition,
    "Flag": entries_problems.flag,
    "Goal": entries_problems.goal,
    "CarePlan": entries_problems.care_plan,
    "FamilyMemberHistory": entries_problems.family_history,
    "Medication": entries_medicines.product,
    "MedicationRequest": entries_medicines.request,
    "MedicationStatement": entries_medicines.statement,
    "MedicationAdministration": entries_medicines.administration,
    "MedicationDispense": entries_medicines.dispense,
    "Observation": entries_results.observation,
    "DiagnosticReport": entries_results.report,
    "ImagingStudy": entries_results.imaging_study,
    "Encounter": entries_care.encounter,
    "Procedure": entries_care.procedure,
    "Immunization": entries_care.immunization,
    "Device": entries_care.device,
    "DeviceUseStatement": entries_care.device_use,
    "DocumentReference": entries_documents.document,
    "Composition": entries_documents.composition,
    "Binary": entries_documents.binary,
    "Bundle": entries_documents.nested_bundle,
    "Provenance": entries_documents.provenance,
}

# Nearly every server writes the type first; where it does not, the whole resource is looked through.
_LEADING_TYPE = re.compile(rb'\s*\{\s*"resourceType"\s*:\s*"([A-Za-z]{1,64})"')
_PLACE = re.compile(r"`(\$[^`]*)`$")


class _Peek(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    id: str = ""


class _Unlisted(msgspec.Struct):
    """What is looked at in a resource of a type that is only kept. Such types differ: nothing is required."""

    id: str = ""
    subject: msgspec.Raw = msgspec.Raw()
    patient: msgspec.Raw = msgspec.Raw()


class _Incoming(msgspec.Struct):
    """A resource between its arrival and its fate. `problem` names a shape that could not be read."""

    kind: str
    resource_id: str
    raw: bytes
    resource: fhir.Resource | None = None
    problem: str = ""
    has_id: bool = True
    other_patient: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.resource_id}"


class RunReader:
    """Reads the pages of one run. Every resource is given back exactly once, in `page` or in `finish`.

    What takes its name from a resource that may still come waits until it has come, or until the run
    ends; so do products and provenance, which are folded into what names them. A resource that comes
    again unchanged is passed over; one that comes again changed is given back again, the later wins.
    """

    def __init__(self, source_id: str, patient_id: str, fhir_base: str) -> None:
        self._source_id = source_id
        self._patient_id = patient_id
        self._references = References(fhir_base)
        self._seen: dict[str, int] = {}
        self._waiting: dict[str, _Incoming] = {}
        self._named: set[str] = set()

    def page(self, entries: Iterable[BundleEntry]) -> list[Received]:
        """Read one page."""
        incoming: dict[str, _Incoming] = {}
        for entry in entries:
            item = self._decode(entry)
            if is_withheld(item.kind, item.raw):
                continue
            self._references.know(entry.full_url, item.key, item.resource)
            incoming.pop(item.key, None)
            incoming[item.key] = item
        received = []
        for key, item in incoming.items():
            fingerprint = hash(item.raw)
            if self._seen.get(key) == fingerprint:
                continue
            self._seen[key] = fingerprint
            self._waiting.pop(key, None)
            item.other_patient = self._is_of_another(item)
            if self._must_wait(item):
                self._waiting[key] = item
            else:
                received.append(self._read(item))
        return received

    def finish(self) -> list[Received]:
        """Read what waited for others. Call once, also when the run broke off."""
        waiting = list(self._waiting.values())
        self._waiting.clear()
        for item in waiting:
            self._resolve(item)
        return [self._read_last(item) for item in waiting]

    # -- arrival -----------------------------------------------------------------------------------

    def _decode(self, entry: BundleEntry) -> _Incoming:
        raw = bytes(entry.resource)
        item = _Incoming("Resource", "", raw)
        try:
            leading = _LEADING_TYPE.match(raw)
            kind = leading[1].decode() if leading else msgspec.json.decode(raw, type=_Peek).resource_type
            if not (kind.isascii() and kind.isalpha()):
                raise WrongShape("$.resourceType")
            item.kind = kind
            decoder = DECODERS.get(kind)
            if decoder is not None:
                item.resource = decoder.decode(raw)
                item.resource_id = item.resource.id
            else:
                unlisted = msgspec.json.decode(raw, type=_Unlisted)
                item.resource_id = unlisted.id
                item.other_patient = self._names_another(unlisted)
        except msgspec.ValidationError as error:
            place = _PLACE.search(str(error))
            item.problem = place[1] if place is not None else "$"
            item.resource_id = _id_at_least(raw)
        except WrongShape as error:
            item.problem = error.path
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            item.problem = "$"
        self._identify(item, entry.full_url)
        return item

    def _identify(self, item: _Incoming, full_url: str) -> None:
        """Give an entry without an id the one its address ends with, else one made of its bytes."""
        if not item.resource_id and full_url:
            item.resource_id = re.split("[/:]", full_url)[-1]
        if RESOURCE_ID.fullmatch(item.resource_id) is None:
            item.has_id = False
            item.resource_id = f"sha256-{hashlib.sha256(item.raw).hexdigest()[:48]}"
        if item.resource is not None:
            item.resource.id = item.resource_id

    def _names_another(self, unlisted: _Unlisted) -> bool:
        for raw in (unlisted.subject, unlisted.patient):
            try:
                reference = msgspec.json.decode(raw, type=fhir.Reference)
            except (msgspec.DecodeError, UnicodeDecodeError):
                # In some unlisted types this is a list or a concept: it names no single patient.
                continue
            if self._is_another(reference):
                return True
        return False

    def _is_of_another(self, item: _Incoming) -> bool:
        resource = item.resource
        if isinstance(resource, structs.Patient):
            return item.resource_id != self._patient_id
        if not isinstance(resource, fhir.DomainResource):
            return item.other_patient
        return any(
            subject is not None and self._is_another(subject)
            for subject in (resource.subject, resource.patient)
        )

    def _is_another(self, subject: fhir.Reference) -> bool:
        return self._references.patient_id(subject) not in {"", self._patient_id}

    def missing_products(self) -> list[str]:
        """``Medication/id`` of products that were named and have not come, to be asked for one by one."""
        return sorted(key for key in self._named if key.startswith("Medication/") and key not in self._seen)

    # -- waiting -----------------------------------------------------------------------------------

    def _must_wait(self, item: _Incoming) -> bool:
        if item.problem or item.other_patient:
            return False
        if isinstance(item.resource, structs.Medication | structs.Provenance):
            return True
        return not self._resolve(item)

    def _resolve(self, item: _Incoming) -> bool:
        """Put the name of a referenced product or device where the readers look; False while unknown."""
        resource = item.resource
        try:
            match resource:
                case structs.MedicineResource(medication_reference=fhir.Reference() as reference):
                    self._named.add(self._references.key(reference))
                    concept = self._references.concept(reference, resource)
                    if concept is None or not (concept.text or concept.coding):
                        resource.medication_codeable_concept = fhir.CodeableConcept(text=reference.display)
                    else:
                        resource.medication_codeable_concept = concept
                    return concept is not None
                case structs.DeviceUseStatement(device=fhir.Reference(display="") as reference) | (
                    structs.Observation(device=fhir.Reference(display="") as reference)
                ):
                    concept = self._references.concept(reference, resource)
                    reference.display = concept.text if concept is not None else ""
                    return concept is not None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            item.problem = "$.contained"
        return True

    # -- fate --------------------------------------------------------------------------------------

    def _read_last(self, item: _Incoming) -> Received:
        resource = item.resource
        folded = (isinstance(resource, structs.Medication) and item.key in self._named) or (
            isinstance(resource, structs.Provenance)
            and any(self._references.key(target) in self._seen for target in resource.target)
        )
        if folded and item.has_id:
            return self._received(item, Disposition.FOLDED, Reason.NAMED_BY_ANOTHER)
        return self._read(item)

    def _read(self, item: _Incoming) -> Received:
        if item.other_patient:
            # Another person's data is counted, and not kept in this record, not even raw.
            item.raw = b""
            return self._received(item, Disposition.QUARANTINED, Reason.OTHER_PATIENT)
        if item.problem:
            return self._received(item, Disposition.QUARANTINED, Reason.WRONG_SHAPE, item.problem)
        if not item.has_id:
            return self._received(item, Disposition.QUARANTINED, Reason.NO_ID, "$.id")
        resource = item.resource
        if resource is None:
            return self._received(item, Disposition.OTHER, Reason.UNLISTED_TYPE)
        try:
            if has_unknown_modifier(resource, item.raw):
                return self._received(item, Disposition.RETRACTED, Reason.UNKNOWN_MODIFIER)
            if isinstance(resource, structs.Patient):
                known = patient(resource, self._source_id)
                return msgspec.structs.replace(self._received(item, Disposition.SHOWN), patient=known)
            said = _READERS[item.kind](resource, Origin(self._source_id, item.kind, item.resource_id))
        except WrongShape as error:
            return self._received(item, Disposition.QUARANTINED, Reason.WRONG_SHAPE, error.path)
        if isinstance(said, Reason):
            return self._received(item, Disposition.RETRACTED, said)
        entry, series = said if isinstance(said, tuple) else (said, ())
        return Received(
            source_id=self._source_id,
            resource_type=item.kind,
            resource_id=item.resource_id,
            raw=item.raw,
            disposition=Disposition.SHOWN,
            version_id=entry.version_id,
            entry=entry,
            samples=series,
        )

    def _received(
        self, item: _Incoming, disposition: Disposition, reason: Reason = Reason.NONE, problem: str = ""
    ) -> Received:
        meta = item.resource.meta if item.resource is not None else None
        return Received(
            source_id=self._source_id,
            resource_type=item.kind,
            resource_id=item.resource_id,
            raw=item.raw,
            disposition=disposition,
            reason=reason,
            problem=problem,
            version_id=meta.version_id if meta is not None else "",
        )


def in_pages(received: list[Received], size: int) -> Iterator[list[Received]]:
    """The same in pages of at most `size`, so that each is one short transaction."""
    for start in range(0, len(received), size):
        yield received[start : start + size]


def _id_at_least(raw: bytes) -> str:
    """The id of a resource whose shape is wrong elsewhere."""
    try:
        return msgspec.json.decode(raw, type=_Peek).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
