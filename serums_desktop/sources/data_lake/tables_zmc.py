"""What ZMC keeps in the data lake, as its interface of March 2022 publishes it: tables, satellites, tags.

Column names are the hospital's own. ``*`` stands for every column of a table.
"""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "wearable": (
        "patnr day_nr time_total time_passive time_active time_sit time_stand time_walk time_cycle "
        "time_hi nr_sst steps_total cadence cyc_rot cyc_rpm"
    ),
    "medical_aids_and_tools": "patnr product_description anatomical_location description",
    "patient_details": "patnr gschl nname nnams vname titel namzu gbdat gbnam gbnas gland natio land",
    "complaints_and_diagnosis": (
        "patnr complaints_and_diagnosis status specialism type name_of_diagnosis_or_complaint "
        "anatomical_location laterality begin_date end_date"
    ),
    "bloodpressure": (
        "patnr value position description date systolic_bloodpressure diastolic_bloodpressure "
        "measurement_method manchette_type measurement_location"
    ),
    "measurements": "patnr lengt gewct bmi date",
    "registered_events": (
        "patnr type method anatomical_location laterality start_date end_date indication requested_by "
        "date executor location description"
    ),
    "functional_or_mental_state": "patnr name value date",
    "medication_agreements": "patnr medicines prescribed_by description",
    "medication_use": "patnr product use reason",
    "allergies": "patnr caustive_substance critical description",
    "warning": "patnr alerts begindate type",
    "documents": "patnr document_title type date document",
    "images": "patnr image_title type date image",
    "living_situation": "patnr house_type description",
    "drug_use": "patnr substance quantity description",
    "alcohol_use": "patnr usage_status quantity description",
    "tobacco_use": "patnr substance quantity description",
}

SATELLITES: Mapping[str, str] = {
    "wearable": "sat_event_wearable_details",
    "complaints_and_diagnosis": "sat_time_complaints_and_diagnosis sat_event_complaints_and_diagnosis",
    "medication_agreements": "sat_person_medication_agreements sat_object_medication_agreements",
    "medication_use": "sat_object_medication_use",
    "medical_aids_and_tools": "sat_object_medical_aids_and_tools",
    "bloodpressure": (
        "sat_time_bloodpressure_details sat_location_bloodpressure_details sat_event_bloodpressure_details"
    ),
    "measurements": "sat_time_measurement_details sat_event_measurements_details",
    "registered_events": (
        "sat_time_registered_events sat_location_registered_events sat_event_registered_events"
    ),
    "warning": "sat_time_warning_details sat_event_warning_details",
    "functional_or_mental_state": (
        "sat_time_functional_or_mental_state sat_event_functional_or_mental_state"
    ),
    "living_situation": "sat_person_living_situation",
    "drug_use": "sat_person_drug_use",
    "alcohol_use": "sat_person_alcohol_use",
    "tobacco_use": "sat_person_tobacco_use",
    "allergies": "sat_person_allergies_details",
    "documents": "sat_time_documents_details sat_object_documents_details",
    "images": "sat_time_images_details sat_object_images_details",
    "patient_details": "sat_person_patient_details",
}

TAGS: Mapping[str, Mapping[str, str]] = {
    "wearable": {
        "wearable": "*",
        "medical_aids_and_tools": "patnr product_description",
        "patient_details": "*",
    },
    "diagnostic": {
        "complaints_and_diagnosis": "*",
        "bloodpressure": "*",
        "measurements": "*",
        "registered_events": (
            "patnr type method anatomical_location laterality start_date end_date indication requested_by "
            "date"
        ),
        "functional_or_mental_state": "*",
        "patient_details": "*",
    },
    "medication": {
        "complaints_and_diagnosis": (
            "patnr complaints_and_diagnosis status specialism type name_of_diagnosis_or_complaint "
            "begin_date end_date"
        ),
        "medication_agreements": "*",
        "medication_use": "*",
        "medical_aids_and_tools": "*",
        "functional_or_mental_state": "*",
        "allergies": "*",
        "patient_details": "*",
    },
    "operations": {
        "complaints_and_diagnosis": "*",
        "medical_aids_and_tools": "patnr product_description anatomical_location",
        "registered_events": "patnr type",
        "warning": "*",
        "patient_details": "*",
    },
    "documents": {
        "complaints_and_diagnosis": "*",
        "medical_aids_and_tools": "*",
        "registered_events": "*",
        "warning": "*",
        "documents": "*",
        "images": "*",
        "patient_details": "*",
    },
    "treatments": {
        "complaints_and_diagnosis": "*",
        "medication_agreements": "patnr medicines prescribed_by",
        "medical_aids_and_tools": "*",
        "warning": "*",
        "functional_or_mental_state": "*",
        "living_situation": "*",
        "drug_use": "patnr substance quantity",
        "alcohol_use": "patnr usage_status quantity",
        "tobacco_use": "patnr substance quantity",
        "allergies": "*",
        "patient_details": "*",
    },
    "healthcare_providers": {
        "medication_agreements": "patnr prescribed_by",
        "registered_events": "patnr executor",
        "patient_details": "*",
    },
    "allergies": {
        "medication_agreements": "patnr medicines",
        "allergies": "*",
        "patient_details": "*",
    },
    "patient_details": {
        "measurements": "*",
        "functional_or_mental_state": "*",
        "living_situation": "*",
        "drug_use": "*",
        "alcohol_use": "*",
        "tobacco_use": "*",
        "allergies": "*",
        "patient_details": "*",
    },
    "patient_appointments": {
        "registered_events": "patnr type executor location date",
        "patient_details": "*",
    },
    "drugs_and_alcohol": {
        "drug_use": "*",
        "alcohol_use": "*",
        "tobacco_use": "*",
        "patient_details": "*",
    },
    "all": {
        "wearable": "*",
        "complaints_and_diagnosis": "*",
        "medication_agreements": "*",
        "medication_use": "*",
        "medical_aids_and_tools": "*",
        "bloodpressure": "*",
        "registered_events": "*",
        "warning": "*",
        "functional_or_mental_state": "*",
        "living_situation": "*",
        "drug_use": "*",
        "alcohol_use": "*",
        "tobacco_use": "*",
        "allergies": "*",
        "documents": "*",
        "images": "*",
        "patient_details": "*",
    },
}
