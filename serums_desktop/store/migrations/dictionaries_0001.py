"""What resources and entries have in common, as preset dictionaries of the compression (RFC 1950 §2.2).

A row can only be read with the very dictionary it was written with: these bytes never change. What is
likeliest stands last. For FHIR the members and code systems are those of R4; for entries, field names as
msgpack writes them.
"""

from __future__ import annotations

FHIR_R4 = (
    b'"onsetDateTime":"20","abatementDateTime":"20","recordedDate":"20","clinicalStatus":{"coding":[{"system":'
    b'"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"verificationStatus":'
    b'{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},'
    b'"criticality":"high","reaction":[{"manifestation":[{"authorString":"","note":[{"text":""}],"bodySite":'
    b'"period":{"start":"20","end":"20"},"serviceProvider":{"reference":"Organization/","participant":'
    b'[{"individual":{"reference":"Practitioner/","location":[{"location":{"reference":"Location/","class":'
    b'{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"type":[{"coding":['
    b'"content":[{"attachment":{"contentType":"application/pdf","data":"","title":"","date":"20"'
    b'"medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":""}],"text":""},'
    b'"intent":"order","authoredOn":"20","requester":{"reference":"Practitioner/","display":""},'
    b'"dosageInstruction":[{"text":"","timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}},"route":'
    b'"doseAndRate":[{"doseQuantity":{"value":1,"unit":"mg"}}]}],"effectivePeriod":{"start":"20"'
    b'"valueSampledData":{"origin":{"value":0,"period":300000,"factor":1,"dimensions":1,"data":"'
    b'"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic blood '
    b'pressure"}]},"valueQuantity":{"value":12,"unit":"mmHg","system":"http://unitsofmeasure.org","code":'
    b'"mm[Hg]"}},"valueCodeableConcept":{"coding":[{"interpretation":[{"coding":[{"system":'
    b'"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"H","display":"High"}]}],'
    b'"referenceRange":[{"low":{"value":1,"unit":"mmol/L"},"high":{"value":1,"unit":"mmol/L"},"text":""}],'
    b'"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/","valueString":"","language":"en",'
    b'"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"></div>"},"identifier":'
    b'[{"use":"official","system":"urn:oid:2.16.840.1.113883","value":"urn:uuid:"}],"encounter":{"reference":'
    b'"Encounter/"},"performer":[{"reference":"Organization/","display":""}],"device":{"reference":"Device/",'
    b'{"resourceType":"Observation","id":"","meta":{"versionId":"1","lastUpdated":"2026-01-01T00:00:00.000Z",'
    b'"profile":["http://hl7.org/fhir/StructureDefinition/"]},"status":"final","category":[{"coding":[{"system":'
    b'"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}]'
    b',"code":{"coding":[{"system":"http://snomed.info/sct","code":"","display":""},{"system":"http://loinc.org",'
    b'"code":"","display":""}],"text":""},"subject":{"reference":"Patient/"},"effectiveDateTime":"20","issued":'
    b'"20","valueQuantity":{"value":1.0,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}'
)

ENTRIES = (
    b"\xa7negated\xc3\xa8severity\x02\xa4flag\xa4high\xa3low\xa8abnormal\xadcritical-high\xabcritical-low"
    b"\xa7details\x91\x82\xa5label\xa4dose\xa5route\xa6reason\xa8reaction\xabcriticality\xacverification"
    b"\xa9performer\xa5place\xa9body-site\xa6method\xa6device\xa8category\xa4note\xa8quantity\xaaconclusion"
    b"\xaccomponents\x92\x83\xa5title\xa5codes\x91\x83\xa6system\xb0http://loinc.org\xa4code\xa7display"
    b"\xa5value\x85\xa6ranges\x91\x83\xa3low\x84\xa5value\xa4text\xa4high\xa4text\xaaencounters\xa8problems"
    b"\xa9medicines\xa4labs\xa6vitals\xaaprocedures\xa9documents\xa7imaging\xa4past\xa7planned\xa7current"
    b"\xb1MedicationRequest\xa9Condition\xb2AllergyIntolerance\xa9Encounter\xb0DiagnosticReport\xabhas_samples\xc3"
    b"\xb7http://snomed.info/sct\xb7http://www.whocc.no/atc\xa6author\xa8language\xa2ca\xa2en\xa2nl\xa2es"
    b"\xa8entry_id\xd9/Observation/\xa9source_id\xadresource_type\xabObservation\xabresource_id\xa4lane\xa4labs"
    b"\xa5title\xa4when\x81\xa5start\x84\xa4text\xb9T10:00:00+01:00\xa9precision\xa6second\xa3day\xa7start_s\xcbA\xda"
    b"\xa5end_s\xcbA\xda\xa5codes\x91\x83\xa6system\xb0http://loinc.org\xa4code\xa7display\xabidentifiers\x91\x82"
    b"\xa6system\xa5value\xa6status\xa5final\xa8standing\xa4past\xa5value\x84\xa5value\xa4text\xa4unit\xa6mmol/L"
    b"\xa4code\xa6mmol/L\xa6ranges\x91\x81\xa8recorded\x84\xa4text\xa9precision\xa6second\xa7start_s\xcbA\xda"
    b"\xa5end_s\xcbA\xda\xaaversion_id\xa11\xaclast_updated\x84\xa4text\xa9precision\xa6second\xa7start_s\xcbA\xda"
)
