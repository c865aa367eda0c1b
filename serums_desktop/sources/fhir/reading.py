"""From raw resources to what became of each: one conversation with one source about one patient."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.errors import AccountingBroken
from serums_desktop.domain.received import Accounting, Disposition, Reason, Received
from serums_desktop.domain.series import Samples
from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir import (
    entries_care,
    entries_documents,
    entries_medicines,
    entries_plans,
    entries_problems,
    entries_results,
)
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.incoming import Incoming, arrivals, arrive, keep_apart, later
from serums_desktop.sources.fhir.patients import patient
from serums_desktop.sources.fhir.references import Known, References
from serums_desktop.sources.fhir.retraction import has_unknown_modifier
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.structs_care import DeviceUseStatement, KnownDevice
from serums_desktop.sources.fhir.structs_documents import Provenance
from serums_desktop.sources.fhir.structs_medicines import Medication, MedicineResource
from serums_desktop.sources.fhir.structs_problems import Patient
from serums_desktop.sources.fhir.structs_results import Observation
from serums_desktop.sources.fhir.terms import Origin
from serums_desktop.sources.fhir.withheld import references_in, without_references

_READERS: dict[str, Callable[[Any, Origin], Entry | Reason | tuple[Entry, tuple[Samples, ...]]]] = {
    "AllergyIntolerance": entries_problems.allergy,
    "Condition": entries_problems.condition,
    "Flag": entries_problems.flag,
    "Goal": entries_plans.goal,
    "CarePlan": entries_plans.care_plan,
    "FamilyMemberHistory": entries_plans.family_history,
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

# What is of a house and not of a record: it need not come with what refers to it.
_OF_THE_HOUSE = {
    "ActivityDefinition", "Binary", "Device", "DeviceDefinition", "Endpoint", "Group", "HealthcareService",
    "Location", "Medication", "MedicationKnowledge", "Organization", "Patient", "Person", "PlanDefinition",
    "Practitioner", "PractitionerRole", "Questionnaire", "RelatedPerson", "ResearchStudy", "Substance",
}  # fmt: skip


# Products and provenance wait for what they belong to.
_FOLDED_INTO_OTHERS = (Medication, Provenance)

# What a name or an address takes, about.
_NAME_BYTES = 100


class Waiting(msgspec.Struct, array_like=True):
    """A resource that has come and waits, by its identity and its bytes."""

    resource_id: str
    has_id: bool
    raw: bytes


class ReaderState(msgspec.Struct, array_like=True):
    """What a `RunReader` has to know to go on with a run of which all else was kept."""

    waiting: list[Waiting]
    known: Known


# Every resource passes here, and looking a member of an enumeration up takes longer than a call.
_SHOWN = Disposition.SHOWN


class RunReader:
    """Reads the pages of one run. Every resource is given back exactly once, in `page` or in `finish`.

    What takes its name from a resource that may still come waits until it has come, or until the run
    ends; so does what refers to an entry of the record, because a reference to one that never came would
    tell that it is held back; so do products and provenance, which are folded into what they belong to.
    Provenance of what did not come is left out. A resource that comes again unchanged is passed over; one
    that comes again changed is given back again. Of two in one page, or while one waits, the one that its
    server changed last wins, where both say when; else the later.
    """

    def __init__(
        self,
        source_id: str,
        patient_id: str,
        fhir_base: str,
        types: frozenset[str] | None = None,
        held: frozenset[str] = frozenset(),
    ) -> None:
        """`types` are those that are asked for, where not everything is.

        `held` (``Type/id``) is what the copy has and the source still serves, in a run that brings only
        changes: it need not come again to be referred to.
        """
        self._source_id = source_id
        self._patient_id = patient_id
        self._types = types
        self._held = held
        self._references = References(fhir_base)
        self._seen: dict[str, int] = {}
        self._fates: dict[str, Disposition] = {}
        self._waiting: dict[str, Incoming] = {}
        # By what has not come: who waits for it. By who waits: what of it has not come, so that a resource of
        # many thousand references is looked through once and not again for each of them.
        self._awaited: defaultdict[str, list[str]] = defaultdict(list)
        self._lacking: dict[str, set[str]] = {}
        # References of which that is known: a record repeats most of them.
        self._leading_somewhere: set[bytes] = set()
        self._named: set[str] = set()
        # References that were found to name this patient: a record repeats one or two of them.
        self._own: set[str] = set()
        # What is given back at the next `release` if it waits still.
        self._urgent: set[str] = set()

    def page(self, entries: Iterable[BundleEntry], *, urgent: bool = False) -> list[Received]:
        """Read one page. What is `urgent` waits for others no longer than until `release`."""
        incoming: dict[str, Incoming] = {}
        addresses: dict[str, str] = {}
        know = self._references.know
        for entry, item in arrivals(entries):
            if item.is_left_out:
                continue
            key = item.key
            address = entry.full_url.partition("/_history/")[0]
            if address and addresses.setdefault(key, address) != address:
                keep_apart(item, incoming[key], address)
                key = item.key
            know(entry.full_url, key, item.resource)
            earlier = incoming.pop(key, None) or self._waiting.get(key)
            incoming[key] = item if earlier is None else later(earlier, item)
        if urgent:
            self._urgent.update(incoming)
        fresh = {}
        for key, item in incoming.items():
            fingerprint = hash(item.raw)
            if self._seen.get(key) != fingerprint:
                self._seen[key] = fingerprint
                fresh[key] = item
        received = []
        for key, item in fresh.items():
            self._waiting.pop(key, None)
            self._lacking.pop(key, None)
            if self._is_of_another(item):
                received.append(self._of_another(item))
            elif self._must_wait(item):
                self._waiting[key] = item
            else:
                received.append(self._read(item))
        return self._accounted(received + self._released(fresh))

    def release(self) -> list[Received]:
        """What is urgent and waits for others, as it is without them.

        It goes on waiting, and is given back once more when they have come or the run ends. What is folded
        into others stays where it is.
        """
        received = []
        for key in sorted(self._urgent.intersection(self._waiting)):
            item = self._waiting[key]
            if not isinstance(item.resource, _FOLDED_INTO_OTHERS):
                alone = self._without_missing(msgspec.structs.replace(item))
                self._resolve(alone)
                received.append(self._read(alone))
        self._urgent.clear()
        return self._accounted(received)

    def state(self) -> ReaderState:
        """What another reader needs to go on from here, beside the names of what was given back."""
        waiting = [Waiting(item.resource_id, item.has_id, item.raw) for item in self._waiting.values()]
        return ReaderState(waiting, self._references.known)

    def state_bytes(self) -> int:
        """About how much room `state` takes."""
        known = self._references.known
        names = len(known.aliases) + len(known.concepts) + len(known.clock_offsets_s)
        return sum(len(item.raw) for item in self._waiting.values()) + _NAME_BYTES * names

    def go_on(self, state: ReaderState) -> None:
        """Begin where another reader stood. Call before the first page."""
        self._references.take_over(state.known)
        for one in state.waiting:
            item = arrive(BundleEntry(resource=msgspec.Raw(one.raw)))
            item.resource_id, item.has_id = one.resource_id, one.has_id
            if item.resource is not None:
                item.resource.id = one.resource_id
            self._references.know("", item.key, item.resource)
            self._seen[item.key] = hash(item.raw)
            self._waiting[item.key] = item
        for item in self._waiting.values():
            self._must_wait(item)
        self._urgent.update(self._waiting)

    def finish(self, *, complete: bool = True) -> list[Received]:
        """Read what waited for others. Call once, also when the run broke off and is not `complete`.

        Raises AccountingBroken where a resource would have no fate, or one that never came would have one.
        """
        waiting = list(self._waiting.values())
        self._waiting.clear()
        if complete:
            waiting = [self._without_missing(item) for item in waiting]
        for item in waiting:
            self._resolve(item)
        left_out = {item.key for item in waiting if self._belongs_to_nothing(item)}
        received = self._accounted([self._read_last(item) for item in waiting if item.key not in left_out])
        for key in left_out:
            del self._seen[key]
        if self._fates.keys() != self._seen.keys():
            raise AccountingBroken(len(self._seen), len(self._fates))
        return received

    @property
    def accounting(self) -> Accounting:
        """Every resource of the run by its latest fate; balanced once the run is finished."""
        fates = Counter(self._fates.values())
        return Accounting(
            len(self._seen),
            fates[Disposition.SHOWN],
            fates[Disposition.FOLDED],
            fates[Disposition.OTHER],
            fates[Disposition.RETRACTED],
            fates[Disposition.QUARANTINED],
        )

    def missing_products(self) -> list[str]:
        """``Medication/id`` of products that were named and have not come, to be asked for one by one."""
        return sorted(key for key in self._named if key.startswith("Medication/") and key not in self._seen)

    def _accounted(self, received: list[Received]) -> list[Received]:
        for item in received:
            self._fates[f"{item.resource_type}/{item.resource_id}"] = item.disposition
        return received

    # -- waiting -----------------------------------------------------------------------------------

    def _must_wait(self, item: Incoming) -> bool:
        if item.problem:
            return False
        if isinstance(item.resource, _FOLDED_INTO_OTHERS):
            return True
        is_named = self._resolve(item)
        missing = self._missing(item)
        if not missing:
            return not is_named
        for key in missing:
            self._awaited[key].append(item.key)
        self._lacking[item.key] = missing
        return True

    def _released(self, arrived: Iterable[str]) -> list[Received]:
        """What waited for nothing but this."""
        released = []
        for key in arrived:
            for name in self._awaited.pop(key, ()):
                lacking = self._lacking.get(name, set())
                lacking.discard(key)
                if lacking or name not in self._waiting:
                    continue
                item = self._waiting[name]
                if not self._must_wait(item):
                    del self._waiting[name]
                    self._lacking.pop(name, None)
                    released.append(self._read(item))
        return released

    def _missing(self, item: Incoming) -> set[str]:
        """``Type/id`` of entries of the record that a resource refers to and that have not come."""
        missing = set()
        for raw in references_in(item.raw):
            if raw in self._leading_somewhere:
                continue
            reference = raw.decode("utf-8", "replace").replace("\\/", "/")
            # Most are written as the name of what has come: nothing need be made of those.
            if reference not in self._seen and self._is_missing(reference):
                missing.add(self._references.key_of(reference))
            else:
                self._leading_somewhere.add(raw)
        return missing

    def _is_missing(self, reference: str) -> bool:
        key = self._references.key_of(reference)
        kind = key.partition("/")[0]
        is_asked = self._types is None or kind in self._types
        return bool(key) and not self._is_known(key) and kind not in _OF_THE_HOUSE and is_asked

    def _is_known(self, key: str) -> bool:
        return key in self._seen or key in self._held

    def _without_missing(self, item: Incoming) -> Incoming:
        if item.problem or not self._missing(item):
            return item
        try:
            raw = without_references(item.raw, self._is_missing)
        except (ValueError, RecursionError):
            # What cannot be looked through might name what is held back: nothing of it is kept.
            item.problem, item.raw = "$", b""
            return item
        left = arrive(BundleEntry(item.key if item.has_id else "", msgspec.Raw(raw)))
        # One without an id is known by the bytes it came in.
        left.resource_id = item.resource_id
        return left

    def _belongs_to_nothing(self, item: Incoming) -> bool:
        """Whether a statement is about others alone, none of which came: it would tell of them."""
        if not isinstance(item.resource, Provenance):
            return False
        targets = [self._references.key(target) for target in item.resource.target]
        return all(targets) and not any(map(self._is_known, targets))

    def _resolve(self, item: Incoming) -> bool:
        """Put the name of a referenced product or device where the readers look; False while unknown."""
        resource = item.resource
        if isinstance(resource, Observation) and resource.device is None:
            return True
        try:
            match resource:
                case MedicineResource(medication_reference=fhir.Reference() as reference):
                    self._named.add(self._references.key(reference))
                    concept = self._references.concept(reference, resource)
                    if concept is None or not (concept.text or concept.coding):
                        resource.medication_codeable_concept = fhir.CodeableConcept(text=reference.display)
                    else:
                        resource.medication_codeable_concept = concept
                    return concept is not None
                case DeviceUseStatement(device=fhir.Reference() as reference):
                    concept = self._references.concept(reference, resource)
                    name = reference.display or (concept.text if concept is not None else "")
                    resource.device = KnownDevice(reference.reference, name, reference.identifier, concept)
                    return concept is not None or bool(name)
                case Observation(device=fhir.Reference(display="") as reference):
                    concept = self._references.concept(reference, resource)
                    reference.display = concept.text if concept is not None else ""
                    return concept is not None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, WrongShape):
            item.problem = "$.contained"
        return True

    # -- fate --------------------------------------------------------------------------------------

    def _read_last(self, item: Incoming) -> Received:
        resource = item.resource
        # A product counts alike whether anybody named it or not: the difference would tell of an order that
        # is held back.
        folded = isinstance(resource, Medication) or (
            isinstance(resource, Provenance)
            and any(self._is_known(self._references.key(target)) for target in resource.target)
        )
        if folded and item.has_id:
            return self._received(item, Disposition.FOLDED, Reason.NAMED_BY_ANOTHER)
        return self._read(item)

    def _is_of_another(self, item: Incoming) -> bool:
        if item.kind == "Patient":
            return item.resource_id != self._patient_id
        for subject in item.subjects:
            if subject.reference in self._own:
                continue
            named = self._references.patient_id(subject)
            if named not in {"", self._patient_id}:
                return True
            if named:
                self._own.add(subject.reference)
        return False

    def _of_another(self, item: Incoming) -> Received:
        # Another person's data is counted, and not kept in this record, not even raw.
        item.raw = b""
        return self._received(item, Disposition.QUARANTINED, Reason.OTHER_PATIENT)

    def _read(self, item: Incoming) -> Received:
        if item.problem:
            return self._received(item, Disposition.QUARANTINED, Reason.WRONG_SHAPE, item.problem)
        if not item.has_id:
            return self._received(item, Disposition.QUARANTINED, Reason.NO_ID, "$.id")
        resource = item.resource
        if resource is None:
            return self._received(item, Disposition.OTHER, Reason.UNLISTED_TYPE)
        try:
            if has_unknown_modifier(resource, item.raw, is_named=item.may_modify):
                return self._received(item, Disposition.RETRACTED, Reason.UNKNOWN_MODIFIER)
            if isinstance(resource, Patient):
                known = patient(resource, self._source_id)
                return msgspec.structs.replace(self._received(item, Disposition.SHOWN), patient=known)
            said = _READERS[item.kind](resource, self._origin(item))
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
            disposition=_SHOWN,
            version_id=entry.version_id,
            entry=entry,
            samples=series,
        )

    def _origin(self, item: Incoming) -> Origin:
        offset_s = None
        if isinstance(item.resource, Observation):
            offset_s = self._references.clock_offset_s(item.resource.device)
        return Origin(self._source_id, item.kind, item.resource_id, offset_s)

    def _received(
        self, item: Incoming, disposition: Disposition, reason: Reason = Reason.NONE, problem: str = ""
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
