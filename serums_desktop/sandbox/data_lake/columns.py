"""The tables of the three hospitals and their columns, as their extracts name them."""

from __future__ import annotations

COLUMNS: dict[str, str] = {
    "fcrb.diagnostic": "einri patnr falnr pernr lfdnr dkey1",
    "fcrb.episode": (
        "falnr pernr einri falar patnr bekat einzg statu krzan enddt erdat storn begdt casetx fatxt enddtx"
    ),
    "fcrb.medical_specialty": "orgid orgna",
    "fcrb.medication": "mpresnr patnr falnr pernr einri motx mostx motypid erdat storn stusr stdat stoid",
    "fcrb.monitoring_params": "patnr falnr vppid pernr vbem datyp wertogr wertugr wertmax wertmin",
    "fcrb.order_entry": "idodr einri falnr patnr pernr erdat orgid",
    "fcrb.patient": "patnr gschl nname vname gbdat gbnam namzu glrand famst telf1 rvnum",
    "fcrb.patient_address": "patnr pstlz stras land ort deck adrnr",
    "fcrb.professional": "pernr erusr orgid gbdat begdt enddt erdat rank",
    "fcrb.vital_signs": "idvs patnr falnr vppid dttyp erdat typevs vwert vbem",
    "ustan.cycles": (
        "chi regime_id intention_id cycle_id drug_names diagnosis init_appointment_date elapsed_days "
        "interval_days appointment_date intention regime cycle p_ps ps nausea vomiting diarrhoea "
        "constipation oralMucositis oesophagitis neurotoxicity handFoot skin hypersensitivity fatigue "
        "required_doses"
    ),
    "ustan.general": (
        "chi incidence_date site_icd_10 name date_of_birth first_seen_date site histology primary "
        "metastasis1 metastasis2 metastasis3 smid smid1 cong_heart_fail_flag con_tiss_disease_rheum_flag "
        "dementia_flag pulmonary_flag con_tiss_flag diabetes_flag para_hemiplegia_flag renal_flag "
        "liver_flag aids_hiv_flag cancer_flag charlson_score dob age simd simd1 side gender "
        "age_at_diagnosis weight bmi height religion civil_st ref_hospital postcode_pre postcode_suf "
        "stage stage_detail tnm_t tnm_t_detail tnm_n tnm_n_detail tnm_m perf_stat smr01_flag postcode "
        "gp_name death_flag survival_days dat_death gp_id"
    ),
    "ustan.intentions": (
        "chi patient_id intention_id intention_seq first_intention regime_ratio cycle_ratio intention "
        "first_regime init_appointment_date elapsed_days appointment_date"
    ),
    "ustan.patients": "chi patient_id first_intention appointment_date",
    "ustan.regimes": (
        "chi intention_id regime_id regime_seq regime_ratio cycle_ratio intention prev_regime "
        "first_regime regime interval_days elapsed_days init_appointment_date appointment_date"
    ),
    "ustan.smr01": (
        "chi incidence_date admission_date length_of_stay other_condition1 other_condition2 "
        "other_condition3 main_operation_b discharge_date waiting_list_type main_condition "
        "main_operation_a marital_status ethnic_group"
    ),
    "ustan.smr06": (
        "chi incidence_date er_status her2_status stage_clinical_t stage_clinical_n stage_clinical_m "
        "num_positive pathological_tum_size"
    ),
    "zmc.alcohol_use": "patnr usage_status quantity description",
    "zmc.allergies": "patnr caustive_substance critical description",
    "zmc.bloodpressure": (
        "patnr value position description date systolic_bloodpressure diastolic_bloodpressure "
        "measurement_method manchette_type measurement_location"
    ),
    "zmc.complaints_and_diagnosis": (
        "patnr complaints_and_diagnosis status specialism type name_of_diagnosis_or_complaint "
        "anatomical_location laterality begin_date end_date"
    ),
    "zmc.documents": "patnr document_title type date document",
    "zmc.drug_use": "patnr substance quantity description",
    "zmc.functional_or_mental_state": "patnr name value date",
    "zmc.images": "patnr image_title type date image",
    "zmc.living_situation": "patnr house_type description",
    "zmc.measurements": "patnr lengt gewct bmi date",
    "zmc.medical_aids_and_tools": "patnr product_description anatomical_location description",
    "zmc.medication_agreements": "patnr medicines prescribed_by description",
    "zmc.medication_use": "patnr product use reason",
    "zmc.patient_details": "patnr gschl nname nnams vname titel namzu gbdat gbnam gbnas gland natio land",
    "zmc.registered_events": (
        "patnr type method anatomical_location laterality start_date end_date indication executor "
        "requested_by location description date"
    ),
    "zmc.tobacco_use": "patnr substance quantity description",
    "zmc.warning": "patnr alerts begindate type",
    "zmc.wearable": (
        "patnr day_nr time_total time_passive time_active time_sit time_stand time_walk time_cycle "
        "time_hi nr_sst steps_total cadence cyc_rot cyc_rpm"
    ),
}
