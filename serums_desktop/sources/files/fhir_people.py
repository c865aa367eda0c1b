"""Whom the resources of a file are about: there may be several people, of whom one is read at a time."""

from __future__ import annotations

import re
from typing import Final

from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.incoming import arrive
from serums_desktop.sources.fhir.withheld import references_in

_PATIENT: Final = re.compile(rb"(?:.*/)?Patient/([A-Za-z0-9\-._:~]{1,128})(?:/_history/.*)?")
_TYPE: Final = re.compile(rb'"resourceType"\s*:\s*"([A-Za-z]{1,64})"')
_SUBJECT: Final = re.compile(rb'"(?:subject|patient)"\s*:')

# Types that are about no patient: they belong to every record that names them.
_OF_NOBODY: Final = frozenset(
    b"Endpoint HealthcareService Location Medication MedicationKnowledge Organization Practitioner "
    b"PractitionerRole Questionnaire Substance Device DeviceDefinition ValueSet CodeSystem "
    b"StructureDefinition CapabilityStatement OperationOutcome Consent".split()
)


class People:
    """The patients of a file, and by which addresses its resources name them."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._by_address: dict[str, str] = {}
        self._entries: set[str] = set()
        self.referred_to: dict[str, None] = {}

    def notice(self, raw: bytes) -> None:
        """Remember whom a resource refers to."""
        for reference in references_in(raw):
            found = _PATIENT.fullmatch(reference.replace(b"\\/", b"/"))
            if found is not None:
                self.referred_to[found[1].decode("ascii")] = None

    def know(self, entry: BundleEntry) -> None:
        """Remember a Patient resource."""
        patient_id = arrive(entry).resource_id
        self._ids.add(patient_id)
        self._entries.add(entry.full_url)
        self._by_address[entry.full_url] = patient_id

    def knows(self, entry: BundleEntry) -> bool:
        """Whether this is one of those Patient resources."""
        return entry.full_url in self._entries

    def is_of_others(self, entry: BundleEntry, patient_id: str) -> bool:
        """Whether a resource must not join this patient's record, in a file about several.

        It is about somebody else, or it does not say about whom: of several it could be anybody's. Who is
        meant where it names this patient and others, its subject says, which is looked at when it is read.
        """
        several = self._ids or self.referred_to.keys()
        if len(several | {patient_id}) < 2:
            return False
        raw = bytes(entry.resource)
        named = {self._named(reference) for reference in references_in(raw)} - {""}
        if named == {patient_id}:
            return False
        if not named:
            found = _TYPE.search(raw)
            return found is None or found[1] not in _OF_NOBODY
        return patient_id not in named or _SUBJECT.search(raw) is None

    def _named(self, reference: bytes) -> str:
        text = reference.replace(b"\\/", b"/")
        known = self._by_address.get(text.decode("utf-8", "replace"))
        if known is not None:
            return known
        found = _PATIENT.fullmatch(text)
        return found[1].decode("ascii") if found is not None else ""
