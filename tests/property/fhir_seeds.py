"""Resources to be damaged: one of every listed type, with the elements that are read."""

from __future__ import annotations

from typing import Any

PATIENT = {"reference": "Patient/p1"}


def concept(code: str) -> dict[str, Any]:
    return {"text": code, "coding": [{"system": "http://loinc.org", "code": code, "display": code}]}


AMOUNT = {"value": 1, "unit": "mg", "comparator": "<"}
RANGE = {"low": AMOUNT, "high": AMOUNT}
RATIO = {"numerator": AMOUNT, "denominator": AMOUNT}
TIMING = {
    "event": ["2024-01-01"],
    "repeat": {
        "frequency": 1, "period": 1, "periodMax": 2, "periodUnit": "d", "when": ["PC"], "count": 3,
        "duration": 1.50, "durationUnit": "h", "offset": 30, "boundsDuration": AMOUNT,
    },
}  # fmt: skip
DOSAGE = {
    "text": "1 mg at night", "sequence": 1, "timing": TIMING, "route": concept("oral"),
    "doseAndRate": [{"type": concept("ordered"), "doseQuantity": AMOUNT, "rateRatio": RATIO}],
    "maxDosePerPeriod": RATIO, "asNeededCodeableConcept": concept("pain"),
}  # fmt: skip
PERIOD = {"start": "2024", "end": "2025-06"}
NOTE = [{"text": "remark"}]

SEEDS: list[dict[str, Any]] = [
    {"resourceType": "Patient", "id": "p1", "name": [{"family": "Soler", "given": ["Joana", None]}],
     "birthDate": "1935-03-14", "gender": "female", "deceasedBoolean": False,
     "address": [{"city": "Girona"}]},
    {"resourceType": "AllergyIntolerance", "id": "a1", "patient": PATIENT, "code": concept("Penicillin"),
     "onsetDateTime": "1962", "note": NOTE,
     "reaction": [{"manifestation": [concept("Urticaria")], "severity": "severe", "onset": "1962"}]},
    {"resourceType": "Condition", "id": "c1", "subject": PATIENT, "code": concept("Asthma"),
     "clinicalStatus": concept("active"), "onsetPeriod": {"start": "2019-04"}, "abatementAge": AMOUNT,
     "stage": [{"summary": concept("II")}], "evidence": [{"code": [concept("Wheeze")]}]},
    {"resourceType": "Flag", "id": "f1", "subject": PATIENT, "status": "active", "code": concept("Falls"),
     "period": PERIOD},
    {"resourceType": "Goal", "id": "g1", "subject": PATIENT, "lifecycleStatus": "active",
     "target": [{"measure": concept("HbA1c"), "detailRange": RANGE, "dueDuration": AMOUNT}]},
    {"resourceType": "CarePlan", "id": "l1", "subject": PATIENT, "status": "active", "intent": "plan",
     "activity": [{"detail": {"code": concept("Walk"), "scheduledTiming": TIMING, "dailyAmount": AMOUNT}}]},
    {"resourceType": "FamilyMemberHistory", "id": "h1", "patient": PATIENT, "relationship": concept("Mother"),
     "deceasedRange": RANGE, "condition": [{"code": concept("Stroke"), "onsetAge": AMOUNT}]},
    {"resourceType": "MedicationRequest", "id": "m1", "subject": PATIENT, "status": "active",
     "medicationReference": {"reference": "Medication/w"}, "dosageInstruction": [DOSAGE],
     "dispenseRequest": {"quantity": AMOUNT, "numberOfRepeatsAllowed": 2, "validityPeriod": PERIOD}},
    {"resourceType": "Medication", "id": "w", "code": concept("Warfarin"), "form": concept("Tablet"),
     "ingredient": [{"itemCodeableConcept": concept("Warfarin"), "strength": RATIO}]},
    {"resourceType": "MedicationStatement", "id": "s1", "subject": PATIENT, "status": "active",
     "medicationReference": {"reference": "#in"}, "effectivePeriod": PERIOD, "dosage": [DOSAGE],
     "contained": [{"resourceType": "Medication", "id": "in", "code": concept("Insulin")}]},
    {"resourceType": "MedicationAdministration", "id": "n1", "subject": PATIENT, "status": "completed",
     "medicationCodeableConcept": concept("Morphine"), "dosage": {"dose": AMOUNT, "rateQuantity": AMOUNT}},
    {"resourceType": "MedicationDispense", "id": "q1", "subject": PATIENT, "status": "completed",
     "medicationCodeableConcept": concept("Digoxin"), "quantity": AMOUNT, "daysSupply": AMOUNT,
     "whenHandedOver": "2024-01-01", "dosageInstruction": [DOSAGE]},
    {"resourceType": "Observation", "id": "o1", "subject": PATIENT, "code": concept("2823-3"),
     "valueQuantity": AMOUNT, "referenceRange": [{**RANGE, "age": RANGE, "text": "adults"}],
     "interpretation": [concept("H")], "effectiveDateTime": "2024-02-29T12:00:00.5+01:00",
     "component": [{"code": concept("8480-6"), "valueRange": {"low": AMOUNT}}]},
    {"resourceType": "Observation", "id": "o2", "subject": PATIENT, "status": "cancelled",
     "effectiveInstant": "2024-01-01T00:00:00Z",
     "valueSampledData": {"origin": {"value": 0}, "period": 1000, "factor": 0.1, "data": "1 2 E 3.50"}},
    {"resourceType": "DiagnosticReport", "id": "r1", "subject": PATIENT, "code": concept("CT"),
     "effectivePeriod": PERIOD, "conclusionCode": [concept("Normal")],
     "presentedForm": [{"contentType": "text/plain", "data": "aGk="}]},
    {"resourceType": "ImagingStudy", "id": "i1", "subject": PATIENT, "started": "2024-01-01",
     "series": [{"modality": {"code": "CT"}, "description": "axial"}]},
    {"resourceType": "Encounter", "id": "e1", "subject": PATIENT, "class": {"code": "AMB"},
     "status": "finished", "period": PERIOD, "type": [concept("Visit")], "length": AMOUNT,
     "diagnosis": [{"condition": {"reference": "Condition/c1", "display": "Asthma"}, "rank": 1}],
     "hospitalization": {"admitSource": concept("home")}},
    {"resourceType": "Procedure", "id": "t1", "subject": PATIENT, "status": "completed",
     "code": concept("Graft"), "performedPeriod": PERIOD, "performedAge": AMOUNT, "note": NOTE,
     "encounter": {"reference": "Encounter/e1"}, "complication": [concept("Bleeding")]},
    {"resourceType": "Immunization", "id": "u1", "patient": PATIENT, "status": "completed",
     "vaccineCode": concept("MMR"), "occurrenceDateTime": "2024-05", "doseQuantity": AMOUNT,
     "protocolApplied": [{"doseNumberPositiveInt": 2}], "reaction": [{"date": "2024-05-06"}]},
    {"resourceType": "Device", "id": "j1", "patient": PATIENT, "type": concept("Pacemaker"),
     "deviceName": [{"name": "Beat"}], "udiCarrier": [{"deviceIdentifier": "0199"}]},
    {"resourceType": "DeviceUseStatement", "id": "y1", "subject": PATIENT, "status": "active",
     "device": {"reference": "Device/j1"}, "timingPeriod": PERIOD},
    {"resourceType": "DocumentReference", "id": "d1", "subject": PATIENT,
     "content": [{"attachment": {"contentType": "text/plain", "data": "aGk="}}],
     "relatesTo": [{"code": "replaces", "target": {"display": "Letter"}}], "context": {"period": PERIOD}},
    {"resourceType": "Composition", "id": "k1", "subject": PATIENT, "title": "Summary",
     "section": [{"title": "Plan", "text": {"div": "<div>Walk</div>"}, "section": [{"title": "Next"}]}]},
    {"resourceType": "Binary", "id": "z1", "contentType": "text/plain", "data": "aGk="},
    {"resourceType": "Provenance", "id": "v1", "target": [{"reference": "Condition/c1"}],
     "recorded": "2024-01-01T00:00:00Z", "agent": [{"who": {"display": "Dr. Puig"}}]},
    {"resourceType": "Bundle", "id": "b1", "type": "document", "entry": [{"resource": {"id": "x"}}]},
    {"resourceType": "Claim", "id": "x1", "patient": PATIENT},
]  # fmt: skip
