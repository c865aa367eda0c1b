"""How a hospital's tables are split into the satellites of a data vault, and which links they fill."""

from __future__ import annotations

import msgspec

# The columns whose values are a row's business keys.
KEYS = {
    "FCRB": ("einri", "patnr", "falnr", "pernr", "orgid", "vppid"),
    "USTAN": ("chi",),
    "ZMC": ("patnr",),
}


class Satellite(msgspec.Struct, frozen=True):
    """A satellite of one hub, and the columns that it takes."""

    name: str
    hub: str
    columns: tuple[str, ...]


class Split(msgspec.Struct, frozen=True):
    """The links of one table, and its satellites."""

    links: tuple[str, ...]
    satellites: tuple[Satellite, ...]


def split_of(table: str) -> Split:
    """How a table (``fcrb.patient``) is split."""
    links, *satellites = _SPLITS[table]
    return Split(
        tuple(f"{link}_link" for link in links.split()),
        tuple(Satellite(name, f"hub_{hub}", tuple(columns.split())) for name, hub, columns in satellites),
    )


_SPLITS: dict[str, tuple[str, *tuple[tuple[str, str, str], ...]]] = {
    "fcrb.diagnostic": ("", ("sat_event_diagnostic_details", "event", "lfdnr dkey1")),
    "fcrb.episode": (
        "time_event",
        ("sat_time_episode_details", "time", "erdat begdt enddt"),
        ("sat_event_episode_details", "event", "falar bekat einzg statu krzan storn casetx fatxt enddtx"),
    ),
    "fcrb.medical_specialty": ("", ("sat_person_medical_specialty", "person", "orgna")),
    "fcrb.medication": (
        "time_event",
        ("sat_time_medication_details", "time", "erdat stdat"),
        ("sat_event_medication_details", "event", "mpresnr motx mostx motypid storn stusr stoid"),
    ),
    "fcrb.monitoring_params": (
        "time_event",
        ("sat_time_monitoring_params", "time", "datyp"),
        ("sat_event_monitoring_params", "event", "vbem wertogr wertugr wertmax wertmin"),
    ),
    "fcrb.order_entry": (
        "time_event",
        ("sat_time_order_entry", "time", "erdat"),
        ("sat_event_order_entry", "event", "idodr"),
    ),
    "fcrb.patient_address": (
        "",
        ("sat_location_patient_address", "location", "pstlz stras land ort deck adrnr"),
    ),
    "fcrb.patient": (
        "",
        (
            "sat_person_patient_details",
            "person",
            "gschl nname vname gbdat gbnam namzu glrand famst telf1 rvnum",
        ),
    ),
    "fcrb.professional": (
        "time_person",
        ("sat_time_professional_details", "time", "begdt enddt erdat"),
        ("sat_person_professional_details", "person", "erusr gbdat rank"),
    ),
    "fcrb.vital_signs": (
        "time_event",
        ("sat_time_vital_signs", "time", "erdat"),
        ("sat_event_vital_signs", "event", "idvs dttyp typevs vwert vbem"),
    ),
    "ustan.cycles": (
        "time_event",
        (
            "sat_time_cycle_details",
            "time",
            "init_appointment_date elapsed_days interval_days appointment_date",
        ),
        (
            "sat_event_cycle_details",
            "event",
            (
                "regime_id intention_id cycle_id drug_names diagnosis intention regime cycle p_ps ps "
                "nausea vomiting diarrhoea constipation oralMucositis oesophagitis neurotoxicity handFoot "
                "skin hypersensitivity fatigue required_doses"
            ),
        ),
    ),
    "ustan.general": (
        "time_person time_location time_event person_location person_event location_event",
        ("sat_time_general_details", "time", "incidence_date first_seen_date survival_days dat_death"),
        (
            "sat_person_general_patient",
            "person",
            (
                "name date_of_birth dob age gender age_at_diagnosis weight bmi height religion civil_st "
                "postcode_pre postcode_suf postcode"
            ),
        ),
        ("sat_person_general_gp", "person", "gp_name gp_id"),
        ("sat_location_general_details", "location", "ref_hospital"),
        (
            "sat_event_general_details",
            "event",
            (
                "site_icd_10 site histology primary metastasis1 metastasis2 metastasis3 smid smid1 "
                "cong_heart_fail_flag con_tiss_disease_rheum_flag dementia_flag pulmonary_flag "
                "con_tiss_flag diabetes_flag para_hemiplegia_flag renal_flag liver_flag aids_hiv_flag "
                "cancer_flag charlson_score simd simd1 side stage stage_detail tnm_t tnm_t_detail tnm_n "
                "tnm_n_detail tnm_m perf_stat smr01_flag death_flag"
            ),
        ),
    ),
    "ustan.intentions": (
        "time_person time_event person_event",
        ("sat_time_intentions_details", "time", "init_appointment_date elapsed_days appointment_date"),
        ("sat_person_intentions_details", "person", "patient_id"),
        (
            "sat_event_intentions_details",
            "event",
            ("intention_id intention_seq first_intention regime_ratio cycle_ratio intention first_regime"),
        ),
    ),
    "ustan.patients": (
        "time_person time_event person_event",
        ("sat_time_patients_details", "time", "appointment_date"),
        ("sat_person_patients_details", "person", "patient_id"),
        ("sat_event_patients_details", "event", "first_intention"),
    ),
    "ustan.regimes": (
        "time_event",
        (
            "sat_time_regimes_details",
            "time",
            "init_appointment_date appointment_date interval_days elapsed_days",
        ),
        (
            "sat_event_regimes_details",
            "event",
            (
                "intention_id regime_id regime_seq regime_ratio cycle_ratio intention prev_regime "
                "first_regime regime"
            ),
        ),
    ),
    "ustan.smr01": (
        "time_person time_event person_event",
        ("sat_time_smr01_details", "time", "incidence_date admission_date length_of_stay discharge_date"),
        ("sat_person_smr01_details", "person", "marital_status ethnic_group"),
        (
            "sat_event_smr01_details",
            "event",
            (
                "other_condition1 other_condition2 other_condition3 main_operation_b waiting_list_type "
                "main_condition main_operation_a"
            ),
        ),
    ),
    "ustan.smr06": (
        "time_event",
        ("sat_time_smr06_details", "time", "incidence_date"),
        (
            "sat_event_smr06_details",
            "event",
            (
                "er_status her2_status stage_clinical_t stage_clinical_n stage_clinical_m num_positive "
                "pathological_tum_size"
            ),
        ),
    ),
    "zmc.wearable": (
        "",
        (
            "sat_event_wearable_details",
            "event",
            (
                "patnr day_nr time_total time_passive time_active time_sit time_stand time_walk "
                "time_cycle time_hi nr_sst steps_total cadence cyc_rot cyc_rpm"
            ),
        ),
    ),
    "zmc.complaints_and_diagnosis": (
        "time_event",
        ("sat_time_complaints_and_diagnosis", "time", "begin_date end_date"),
        (
            "sat_event_complaints_and_diagnosis",
            "event",
            (
                "complaints_and_diagnosis status specialism type name_of_diagnosis_or_complaint "
                "anatomical_location laterality"
            ),
        ),
    ),
    "zmc.medication_agreements": (
        "person_object",
        ("sat_person_medication_agreements", "person", "prescribed_by"),
        ("sat_object_medication_agreements", "object", "medicines description"),
    ),
    "zmc.medication_use": ("", ("sat_object_medication_use", "object", "product use reason")),
    "zmc.medical_aids_and_tools": (
        "",
        (
            "sat_object_medical_aids_and_tools",
            "object",
            "product_description anatomical_location description",
        ),
    ),
    "zmc.bloodpressure": (
        "time_location time_event location_event",
        ("sat_time_bloodpressure_details", "time", "date"),
        ("sat_location_bloodpressure_details", "location", "position"),
        (
            "sat_event_bloodpressure_details",
            "event",
            (
                "value description systolic_bloodpressure diastolic_bloodpressure measurement_method "
                "manchette_type measurement_location"
            ),
        ),
    ),
    "zmc.measurements": (
        "time_event",
        ("sat_time_measurement_details", "time", "date"),
        ("sat_event_measurements_details", "event", "lengt gewct bmi"),
    ),
    "zmc.registered_events": (
        "time_location time_event location_event",
        ("sat_time_registered_events", "time", "start_date end_date date"),
        ("sat_location_registered_events", "location", "location"),
        (
            "sat_event_registered_events",
            "event",
            "type method anatomical_location laterality indication executor requested_by description",
        ),
    ),
    "zmc.warning": (
        "time_event",
        ("sat_time_warning_details", "time", "begindate"),
        ("sat_event_warning_details", "event", "alerts type"),
    ),
    "zmc.functional_or_mental_state": (
        "time_event",
        ("sat_time_functional_or_mental_state", "time", "date"),
        ("sat_event_functional_or_mental_state", "event", "name value"),
    ),
    "zmc.living_situation": ("", ("sat_person_living_situation", "person", "house_type description")),
    "zmc.drug_use": ("", ("sat_person_drug_use", "person", "substance quantity description")),
    "zmc.alcohol_use": ("", ("sat_person_alcohol_use", "person", "usage_status quantity description")),
    "zmc.tobacco_use": ("", ("sat_person_tobacco_use", "person", "substance quantity description")),
    "zmc.allergies": (
        "",
        ("sat_person_allergies_details", "person", "caustive_substance critical description"),
    ),
    "zmc.documents": (
        "time_object",
        ("sat_time_documents_details", "time", "date"),
        ("sat_object_documents_details", "object", "document_title type document"),
    ),
    "zmc.images": (
        "time_object",
        ("sat_time_images_details", "time", "date"),
        ("sat_object_images_details", "object", "image_title type image"),
    ),
    "zmc.patient_details": (
        "",
        (
            "sat_person_patient_details",
            "person",
            "gschl nname nnams vname titel namzu gbdat gbnam gbnas gland natio land",
        ),
    ),
}
