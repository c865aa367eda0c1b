"""What USTAN keeps in the data lake, as its interface of March 2022 publishes it: tables, satellites, tags.

Column names are the hospital's own. ``*`` stands for every column of a table.
"""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "cycles": (
        "chi regime_id intention_id cycle_id drug_names diagnosis init_appointment_date elapsed_days "
        "interval_days appointment_date intention regime cycle p_ps ps nausea vomiting diarrhoea "
        "constipation oralMucositis oesophagitis neurotoxicity handFoot skin hypersensitivity fatigue "
        "required_doses"
    ),
    "intentions": (
        "chi intention_seq first_intention intention first_regime init_appointment_date appointment_date "
        "intention_id patient_id regime_ratio cycle_ratio elapsed_days"
    ),
    "regimes": (
        "chi regime_seq intention first_regime regime init_appointment_date appointment_date intention_id "
        "regime_id prev_regime regime_ratio cycle_ratio interval_days elapsed_days"
    ),
    "general": (
        "chi incidence_date site_icd_10 name date_of_birth first_seen_date site histology primary "
        "metastasis1 metastasis2 metastasis3 smid smid1 cong_heart_fail_flag con_tiss_disease_rheum_flag "
        "dementia_flag pulmonary_flag con_tiss_flag diabetes_flag para_hemiplegia_flag renal_flag "
        "liver_flag aids_hiv_flag cancer_flag charlson_score dob age simd simd1 side gender "
        "age_at_diagnosis weight bmi height religion civil_st ref_hospital postcode_pre postcode_suf "
        "stage stage_detail tnm_t tnm_t_detail tnm_n tnm_n_detail tnm_m perf_stat smr01_flag postcode "
        "gp_name death_flag survival_days dat_death gp_id"
    ),
    "smr01": (
        "chi incidence_date admission_date length_of_stay other_condition1 other_condition2 "
        "other_condition3 main_operation_b discharge_date waiting_list_type main_condition "
        "main_operation_a marital_status ethnic_group"
    ),
    "smr06": (
        "chi incidence_date er_status her2_status stage_clinical_t stage_clinical_n stage_clinical_m "
        "num_positive pathological_tum_size"
    ),
    "patients": "chi patient_id first_intention appointment_date",
}

SATELLITES: Mapping[str, str] = {
    "cycles": "sat_time_cycle_details sat_event_cycle_details",
    "general": (
        "sat_time_general_details sat_person_general_patient sat_person_general_gp "
        "sat_location_general_details sat_event_general_details"
    ),
    "intentions": "sat_time_intentions_details sat_person_intentions_details sat_event_intentions_details",
    "patients": "sat_time_patients_details sat_person_patients_details sat_event_patients_details",
    "regimes": "sat_time_regimes_details sat_event_regimes_details",
    "smr01": "sat_time_smr01_details sat_person_smr01_details sat_event_smr01_details",
    "smr06": "sat_time_smr06_details sat_event_smr06_details",
}

TAGS: Mapping[str, Mapping[str, str]] = {
    "chemotherapy": {
        "cycles": "*",
    },
    "medication": {
        "cycles": "chi drug_names diagnosis appointment_date intention regime cycle required_doses",
        "intentions": (
            "chi intention_seq first_intention intention first_regime init_appointment_date appointment_date"
        ),
        "regimes": "chi regime_seq intention first_regime regime init_appointment_date appointment_date",
    },
    "patient_appointments": {
        "cycles": (
            "chi regime_id intention_id cycle_id drug_names diagnosis init_appointment_date "
            "appointment_date intention regime cycle required_doses"
        ),
        "intentions": "chi intention_id intention_seq intention appointment_date",
        "regimes": (
            "chi intention_id regime_id regime_seq intention first_regime regime init_appointment_date "
            "appointment_date"
        ),
    },
    "predictor": {
        "cycles": (
            "chi regime_id intention_id cycle_id drug_names diagnosis init_appointment_date elapsed_days "
            "interval_days appointment_date intention regime cycle p_ps ps required_doses"
        ),
        "general": "*",
    },
    "treatment_outcome": {
        "cycles": (
            "chi regime_id intention_id cycle_id drug_names diagnosis appointment_date intention regime "
            "cycle ps nausea vomiting diarrhoea constipation oralMucositis oesophagitis neurotoxicity "
            "handFoot skin hypersensitivity fatigue"
        ),
    },
    "diagnostic": {
        "general": (
            "chi incidence_date site_icd_10 name first_seen_date site histology primary metastasis1 "
            "metastasis2 metastasis3 cong_heart_fail_flag con_tiss_disease_rheum_flag dementia_flag "
            "pulmonary_flag con_tiss_flag diabetes_flag para_hemiplegia_flag renal_flag liver_flag "
            "aids_hiv_flag cancer_flag charlson_score age side gender age_at_diagnosis weight bmi height "
            "ref_hospital stage stage_detail tnm_t tnm_t_detail tnm_n tnm_n_detail tnm_m perf_stat "
            "smr01_flag gp_name survival_days gp_id"
        ),
    },
    "patient_details": {
        "general": (
            "chi name date_of_birth first_seen_date smid smid1 dob gender religion civil_st ref_hospital "
            "postcode death_flag dat_death"
        ),
    },
    "wearable": {
        "intentions": (
            "chi intention_id intention_seq first_intention intention first_regime init_appointment_date "
            "appointment_date"
        ),
        "regimes": (
            "chi intention_id regime_id regime_seq intention prev_regime first_regime regime "
            "init_appointment_date appointment_date"
        ),
    },
    "inpatient": {
        "smr01": "*",
    },
    "breast_cancer_information": {
        "smr06": "*",
    },
    "all": {
        "cycles": "*",
        "general": "*",
        "intentions": "*",
        "patients": "*",
        "regimes": "*",
        "smr01": "*",
        "smr06": "*",
    },
}
