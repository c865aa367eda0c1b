"""Whether a resource was written in another version of FHIR than R4 or R4B.

A resource does not have to say its version. Profiles and conformance resources do; else there are types and
elements that R4 does not have, compared with https://hl7.org/fhir/R5/diff.html and R4/diff.html.
"""

from __future__ import annotations

import re
from typing import Final

_TYPE: Final = re.compile(rb'"resourceType"\s*:\s*"([A-Za-z]{1,64})"')

# Another version in so many words. R4 allows extensions of other versions, so a URL alone does not say it.
_OTHER_PROFILE: Final = re.compile(
    rb'"profile"\s*:\s*\[[^\]]{0,4000}?'
    rb"(?:/fhir/(?:1\.0|3\.0|5\.0|6\.0)/StructureDefinition|\|(?:1\.0|3\.0|5\.0|6\.0)\.\d)"
)
_OTHER_FHIR_VERSION: Final = re.compile(rb'"fhirVersion"\s*:\s*"(?!4\.[03])\d')

_OTHER_TYPES: Final = frozenset(
    # DSTU2 and STU3
    b"BodySite Conformance DataElement DeviceComponent DiagnosticOrder EligibilityRequest "
    b"EligibilityResponse "
    b"ExpansionProfile ImagingManifest ImagingObjectSelection MedicationOrder Order OrderResponse "
    b"ProcedureRequest ProcessRequest ProcessResponse ReferralRequest Sequence ServiceDefinition "
    # R5
    b"ActorDefinition ArtifactAssessment BiologicallyDerivedProductDispense "
    b"DeviceAssociation DeviceDispense DeviceUsage EncounterHistory FormularyItem GenomicStudy "
    b"ImagingSelection InventoryItem InventoryReport NutritionIntake Permission "
    b"Requirements TestPlan Transport".split()
)

_CODE_AS_STATUS: Final = rb'"clinicalStatus"\s*:\s*"|"verificationStatus"\s*:\s*"'
_REFERENCE_OR_CONCEPT: Final = rb'"medication"\s*:\s*\{'
# What a type has in another version and never in R4.
_OTHER_ELEMENTS: Final = {
    kind: re.compile(pattern)
    for kind, pattern in {
        b"AllergyIntolerance": _CODE_AS_STATUS,
        b"Condition": _CODE_AS_STATUS,
        b"Encounter": rb'"class"\s*:\s*[\["]|"actualPeriod"|"admission"\s*:\s*\{',
        b"MedicationRequest": _REFERENCE_OR_CONCEPT + rb'|"requester"\s*:\s*\{\s*"agent"',
        b"MedicationStatement": _REFERENCE_OR_CONCEPT + rb'|"taken"\s*:\s*"',
        b"MedicationAdministration": _REFERENCE_OR_CONCEPT
        + rb'|"notGiven"\s*:|"occurence(?:DateTime|Period)"',
        b"MedicationDispense": _REFERENCE_OR_CONCEPT,
        b"Immunization": rb'"notGiven"\s*:|"wasNotGiven"\s*:',
        b"Procedure": rb'"notDone"\s*:|"notPerformed"\s*:|"occurrence(?:DateTime|Period|String)"',
        b"DocumentReference": rb'"indexed"\s*:\s*"|"class"\s*:\s*\{',
        b"Composition": rb'"subject"\s*:\s*\[|"class"\s*:\s*\{',
    }.items()
}


class Versions:
    """Weighs the resources of a file, one after another."""

    def __init__(self) -> None:
        self._judged = 0
        self._foreign = 0
        self._is_said = False

    def weigh(self, raw: bytes) -> None:
        """Look at one resource."""
        if self._is_said:
            return
        found = _TYPE.search(raw)
        kind = found[1] if found is not None else b""
        if kind in _OTHER_TYPES or _OTHER_PROFILE.search(raw) or _OTHER_FHIR_VERSION.search(raw):
            self._is_said = True
            return
        elements = _OTHER_ELEMENTS.get(kind)
        if elements is not None:
            self._judged += 1
            self._foreign += elements.search(raw) is not None

    @property
    def is_other(self) -> bool:
        """Whether the file says so, or half of what could show it does: one bad resource is just bad."""
        return self._is_said or (self._foreign > 0 and self._foreign * 2 >= self._judged)
