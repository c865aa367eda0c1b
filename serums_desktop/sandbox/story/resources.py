"""Builders of FHIR R4 resources: the parts that every model hospital writes in the same way."""

from __future__ import annotations

import base64
from decimal import Decimal
from typing import Any

import msgspec

from serums_desktop.sandbox.compartments import Authored

Resource = dict[str, Any]

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ATC = "http://www.whocc.no/atc"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
UCUM = "http://unitsofmeasure.org"
DICOM = "http://dicom.nema.org/resources/ontology/DCM"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
HL7 = "http://terminology.hl7.org/CodeSystem"

_encoder = msgspec.json.Encoder(decimal_format="number")


def authored(resource: Resource) -> Authored:
    """The resource's JSON text, decimals with every digit they were written with."""
    return Authored(resource["resourceType"], resource["id"], _encoder.encode(resource))


def coding(system: str, code: str, display: str = "") -> Resource:
    """A Coding."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(text: str, *codings: Resource) -> Resource:
    """A CodeableConcept: the writer's own words, and codes for them."""
    return {**({"coding": list(codings)} if codings else {}), "text": text}


def category(system: str, code: str) -> list[Resource]:
    """A list of one category without words of its own."""
    return [{"coding": [coding(f"{HL7}/{system}", code)]}]


def translated(text: str, **by_language: str) -> Resource:
    """The extension that a source puts beside its own words when it has them in other languages."""
    return {
        "extension": [
            {
                "url": "http://hl7.org/fhir/StructureDefinition/translation",
                "extension": [
                    {"url": "lang", "valueCode": language},
                    {"url": "content", "valueString": words},
                ],
            }
            for language, words in by_language.items()
            if words != text
        ]
    }


def ref(reference: str, display: str = "") -> Resource:
    """A literal Reference."""
    return {"reference": reference, **({"display": display} if display else {})}


def quantity(value: str, unit: str, code: str = "") -> Resource:
    """A Quantity in UCUM; `value` is its exact text."""
    return {"value": Decimal(value), "unit": unit, "system": UCUM, "code": code or unit}


def sampled(unit: str, period_ms: int, data: str, *, lowest: int, highest: int) -> Resource:
    """A SampledData of one dimension, its samples as they are (origin 0, factor 1); `unit` is UCUM."""
    return {
        "origin": {"value": Decimal(0), "unit": unit, "system": UCUM, "code": unit},
        "period": Decimal(period_ms),
        "factor": Decimal(1),
        "dimensions": 1,
        "lowerLimit": Decimal(lowest),
        "upperLimit": Decimal(highest),
        "data": data,
    }


def period(start: str, end: str = "") -> Resource:
    """A Period, open at its end unless one is given."""
    return {"start": start, **({"end": end} if end else {})}


class Chart:
    """Writes entries into one patient's chart at one source: who, in which language, under which numbers."""

    def __init__(self, patient: str, language: str, identifier_base: str) -> None:
        self.patient = ref(f"Patient/{patient}")
        self.language = language
        self.identifier_base = identifier_base

    def entry(
        self, resource_type: str, entry_id: str, updated: str, version: int = 1, **content: Any
    ) -> Resource:
        """A resource with its meta and its business identifier; members that are None are left out."""
        return {
            "resourceType": resource_type,
            "id": entry_id,
            "meta": {"versionId": str(version), "lastUpdated": instant(updated)},
            "language": self.language,
            **{name: value for name, value in content.items() if value is not None},
        }

    def number(self, kind: str, value: str) -> list[Resource]:
        """This source's business identifier of an entry."""
        return [{"system": f"{self.identifier_base}/{kind}", "value": value}]

    def condition(
        self,
        entry_id: str,
        code: Resource,
        onset: str,
        recorded: str,
        *,
        clinical: str = "active",
        verification: str = "confirmed",
        **more: Any,
    ) -> Resource:
        """A Condition of the problem list. An entry made in error has no clinical status (con-5)."""
        state = None if verification == "entered-in-error" else category("condition-clinical", clinical)[0]
        return self.entry(
            "Condition",
            entry_id,
            recorded,
            identifier=more.pop("identifier", None) or self.number("problem", entry_id),
            clinicalStatus=state,
            verificationStatus=category("condition-ver-status", verification)[0],
            category=category("condition-category", "problem-list-item"),
            code=code,
            subject=self.patient,
            onsetDateTime=onset,
            recordedDate=recorded,
            **more,
        )

    def prescription(
        self,
        entry_id: str,
        medicine: Resource,
        dosage: Resource,
        authored_on: str,
        *,
        status: str = "active",
        end: str = "",
        **more: Any,
    ) -> Resource:
        """A MedicationRequest (order), its validity beginning when it was written."""
        return self.entry(
            "MedicationRequest",
            entry_id,
            more.pop("updated", None) or end or authored_on,
            version=2 if end else 1,
            identifier=more.pop("identifier", None) or self.number("prescription", entry_id),
            status=status,
            intent="order",
            medicationCodeableConcept=medicine,
            subject=self.patient,
            authoredOn=authored_on,
            dosageInstruction=[dosage],
            dispenseRequest={"validityPeriod": period(authored_on, end)},
            **more,
        )

    def observation(
        self, entry_id: str, kind: str, code: Resource, when: str, value: Resource | None = None, **more: Any
    ) -> Resource:
        """A final Observation; `value` holds the one ``value[x]`` member."""
        return self.entry(
            "Observation",
            entry_id,
            more.pop("issued", when),
            identifier=more.pop("identifier", None),
            status=more.pop("status", "final"),
            category=category("observation-category", kind),
            code=code,
            subject=self.patient,
            effectiveDateTime=when,
            **(value or {}),
            **more,
        )

    def observation_over(
        self, entry_id: str, kind: str, code: Resource, over: Resource, value: Resource, **more: Any
    ) -> Resource:
        """An Observation over a closed Period: a day's count, a day of samples."""
        return self.entry(
            "Observation",
            entry_id,
            over["end"],
            identifier=more.pop("identifier", None),
            status=more.pop("status", "final"),
            category=category("observation-category", kind),
            code=code,
            subject=self.patient,
            effectivePeriod=over,
            **value,
            **more,
        )

    def encounter(
        self, entry_id: str, class_code: str, title: str, start: str, end: str = "", **more: Any
    ) -> Resource:
        """An Encounter; without an end it is in progress."""
        return self.entry(
            "Encounter",
            entry_id,
            end or start,
            identifier=more.pop("identifier", None) or self.number("encounter", entry_id),
            status="finished" if end else "in-progress",
            version=1,
            **{"class": coding(ACT_CODE, class_code)},
            type=[concept(title, *more.pop("codes", ()))],
            subject=self.patient,
            period=period(start, end),
            **more,
        )

    def procedure(self, entry_id: str, code: Resource, performed: str, **more: Any) -> Resource:
        """A completed Procedure."""
        return self.entry(
            "Procedure",
            entry_id,
            more.pop("updated", performed),
            identifier=self.number("procedure", entry_id),
            status="completed",
            code=code,
            subject=self.patient,
            performedDateTime=performed,
            **more,
        )

    def letter(
        self,
        entry_id: str,
        kind: Resource,
        title: str,
        when: str,
        *,
        text: str,
        author: Resource,
        **more: Any,
    ) -> Resource:
        """A DocumentReference whose plain text is in it."""
        content = text.encode("utf-8")
        attachment = {
            "contentType": "text/plain; charset=utf-8",
            "language": self.language,
            "data": base64.b64encode(content).decode("ascii"),
            "size": len(content),
            "title": title,
            "creation": when,
        }
        return self.entry(
            "DocumentReference",
            entry_id,
            when,
            identifier=self.number("document", entry_id),
            status="current",
            docStatus="final",
            type=kind,
            description=title,
            subject=self.patient,
            date=instant(when),
            author=[author],
            content=[{"attachment": attachment}],
            **more,
        )

    def study(
        self, entry_id: str, modality: tuple[str, str], title: str, when: str, images: int, **more: Any
    ) -> Resource:
        """An available ImagingStudy with one series; the images themselves are elsewhere."""
        kind = coding(DICOM, *modality)
        return self.entry(
            "ImagingStudy",
            entry_id,
            when,
            identifier=self.number("study", entry_id),
            status="available",
            modality=[kind],
            subject=self.patient,
            started=when,
            numberOfSeries=1,
            numberOfInstances=images,
            description=title,
            series=[{"uid": f"{_uid(entry_id)}.1", "modality": kind, "numberOfInstances": images}],
            **more,
        )


def practitioner(entry_id: str, name: str, family: str, given: str, when: str) -> Resource:
    """A member of staff; `name` as it is signed."""
    return {
        "resourceType": "Practitioner",
        "id": entry_id,
        "meta": {"versionId": "1", "lastUpdated": instant(when)},
        "name": [{"text": name, "family": family, "given": [given]}],
    }


def organization(entry_id: str, name: str, when: str) -> Resource:
    """An organisation."""
    return {
        "resourceType": "Organization",
        "id": entry_id,
        "meta": {"versionId": "1", "lastUpdated": instant(when)},
        "name": name,
    }


def provenance(entry_id: str, target: str, recorded: str, who: Resource, on_behalf_of: Resource) -> Resource:
    """Who wrote an entry, for whom and when."""
    return {
        "resourceType": "Provenance",
        "id": entry_id,
        "meta": {"versionId": "1", "lastUpdated": instant(recorded)},
        "target": [ref(target)],
        "recorded": instant(recorded),
        "activity": {"coding": [coding(f"{HL7}/v3-DataOperation", "CREATE")]},
        "agent": [
            {
                "type": {"coding": [coding(f"{HL7}/provenance-participant-type", "author")]},
                "who": who,
                "onBehalfOf": on_behalf_of,
            }
        ],
    }


def dosage(
    text: str,
    amount: str = "",
    unit: str = "",
    *,
    times_per_day: int = 1,
    route: str = "26643006",
    **more: Any,
) -> Resource:
    """A Dosage: the prescriber's words, and the same in parts. `route` is a SNOMED CT code."""
    parts: Resource = {"text": text}
    if amount:
        code = _DOSE_UNITS.get(unit, "{tbl}")
        parts["timing"] = {"repeat": {"frequency": times_per_day, "period": 1, "periodUnit": "d", **more}}
        parts["route"] = {"coding": [coding(SNOMED, route, _ROUTES[route])]}
        parts["doseAndRate"] = [{"doseQuantity": quantity(amount, unit, code)}]
    return parts


_DOSE_UNITS = {
    "mg": "mg",
    "g": "g",
    "mL": "mL",
    "micrograms": "ug",
    **dict.fromkeys(("unitats", "unidades", "units", "IE"), "[IU]"),
}
_ROUTES = {"26643006": "Oral route", "34206005": "Subcutaneous route", "47625008": "Intravenous route"}


def interpretation(code: str) -> list[Resource]:
    """An Observation interpretation: N, L, LL, H, HH, A."""
    return [{"coding": [coding(f"{HL7}/v3-ObservationInterpretation", code)]}]


def instant(when: str) -> str:
    """A FHIR instant for a date or dateTime."""
    if len(when) < 10:
        when = f"{when}-01-01"[:10] if len(when) == 4 else f"{when}-01"
    return when if "T" in when else f"{when}T12:00:00Z"


def _uid(text: str) -> str:
    # A DICOM UID under the UUID root (ISO/IEC 9834-8); derived, so that it is the same in every run.
    number = int.from_bytes(text.encode("utf-8")[:15].ljust(15, b"\0"), "big")
    return f"2.25.{number}"
