"""References between the resources of one run: relative, absolute, by fullUrl, or to a contained resource."""

from __future__ import annotations

import re

import msgspec

from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir.clocks import clock_offset_s
from serums_desktop.sources.fhir.entries_care import device_name
from serums_desktop.sources.fhir.entries_medicines import product
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.structs_care import Device
from serums_desktop.sources.fhir.structs_medicines import Medication
from serums_desktop.sources.fhir.structs_results import Observation

RESOURCE_ID = re.compile(r"[A-Za-z0-9\-._:~]{1,128}", re.ASCII)
# No address is longer, and no pattern is held against one that is.
_LONGEST_REFERENCE = 2048
_LITERAL = re.compile(
    r"(?P<base>.*/)?(?P<type>[A-Z][A-Za-z]{1,63})/(?P<id>[A-Za-z0-9\-._:~]{1,128})(?:/_history/[^/]+)?",
    re.ASCII,
)


class _Contained(msgspec.Struct):
    id: str = ""


class Known(msgspec.Struct, array_like=True):
    """What `References` knows, to be taken over by another. `aliases` are addresses that tell no name."""

    aliases: dict[str, str]
    concepts: dict[str, fhir.CodeableConcept]
    clock_offsets_s: dict[str, float]


class References:
    """What has been received in a run, by which addresses it is known, and what it is called."""

    def __init__(self, fhir_base: str) -> None:
        self._fhir_base = fhir_base
        self._aliases: dict[str, str] = {}
        self._concepts: dict[str, fhir.CodeableConcept] = {}
        self._clock_offsets_s: dict[str, float] = {}
        self._odd_aliases: dict[str, str] = {}

    @property
    def known(self) -> Known:
        """All that is known so far."""
        return Known(self._odd_aliases, self._concepts, self._clock_offsets_s)

    def take_over(self, known: Known) -> None:
        """Know what another one knew."""
        self._aliases |= known.aliases
        self._odd_aliases |= known.aliases
        self._concepts |= known.concepts
        self._clock_offsets_s |= known.clock_offsets_s

    def know(self, full_url: str, key: str, resource: fhir.Resource | None) -> None:
        """Remember a resource under ``Type/id`` and under the address its bundle gave it."""
        if full_url:
            self._aliases[full_url] = key
            if full_url != f"{self._fhir_base}{key}":
                self._odd_aliases[full_url] = key
        if isinstance(resource, Medication):
            self._concepts[key] = _named(resource)
        elif isinstance(resource, Device):
            self._concepts[key] = _kind_of_device(resource)
        elif isinstance(resource, Observation) and resource.device is not None:
            offset_s = clock_offset_s(resource) if resource.value_date_time is not None else None
            if offset_s is not None:
                self._clock_offsets_s[self.key(resource.device)] = offset_s

    def clock_offset_s(self, device: fhir.Reference | None) -> float | None:
        """How far the clock of a device is known to have been ahead, in seconds."""
        return self._clock_offsets_s.get(self.key(device)) if device is not None else None

    def key(self, reference: fhir.Reference) -> str:
        """The ``Type/id`` a reference points to at this source; empty where it points elsewhere.

        An absolute address counts only under this source's base or as the address of something
        received: the same id at another server is another thing.
        """
        return self.key_of(reference.reference)

    def key_of(self, address: str) -> str:
        """The same for a reference's own text."""
        known = self._aliases.get(address)
        if known is not None:
            return known
        found = _literal(address)
        if found is None or (found["base"] or self._fhir_base) != self._fhir_base:
            return ""
        return f"{found['type']}/{found['id']}"

    def patient_id(self, reference: fhir.Reference) -> str:
        """The id of the patient a reference names, at whatever server; empty where it names none."""
        known = self._aliases.get(reference.reference)
        found = _literal(known or reference.reference)
        return found["id"] if found is not None and found["type"] == "Patient" else ""

    def concept(self, reference: fhir.Reference, holder: fhir.DomainResource) -> fhir.CodeableConcept | None:
        """What the medication or device that a reference points to is called; None while unknown."""
        if reference.reference.startswith("#"):
            return _contained_concept(reference.reference[1:], holder)
        return self._concepts.get(self.key(reference))


def _literal(reference: str) -> re.Match[str] | None:
    return _LITERAL.fullmatch(reference) if len(reference) <= _LONGEST_REFERENCE else None


def _named(medication: Medication) -> fhir.CodeableConcept:
    try:
        return product(medication)
    except WrongShape:
        # The product itself is judged when it is read; what it is called does not depend on its strength.
        return medication.code or fhir.CodeableConcept()


def _kind_of_device(device: Device) -> fhir.CodeableConcept:
    return fhir.CodeableConcept(coding=device.type.coding if device.type else [], text=device_name(device))


def _contained_concept(wanted: str, holder: fhir.DomainResource) -> fhir.CodeableConcept | None:
    """The code of a contained medication. Raises msgspec.DecodeError for one of the wrong shape."""
    for raw in holder.contained:
        if msgspec.json.decode(raw, type=_Contained).id != wanted:
            continue
        contained = msgspec.json.decode(raw, type=Medication | Device)
        if isinstance(contained, Medication):
            return product(contained, "$.contained")
        return _kind_of_device(contained)
    return None
