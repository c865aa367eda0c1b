"""What each hospital's tags stand for: tables and columns, in the order in which the server reads them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from serums_desktop.sandbox.data_lake.columns import COLUMNS

EVERY = ""

# Tables without the patient's number: reached through a column of another table that has it.
THROUGH = {
    "fcrb.medical_specialty": ("fcrb.order_entry", "orgid"),
    "fcrb.professional": ("fcrb.episode", "pernr"),
}


class Part(msgspec.Struct, frozen=True):
    """One table of a tag (``fcrb.patient``) and the columns that the tag shows of it."""

    table: str
    columns: tuple[str, ...]


def parts(hospital: str, tag: str) -> Iterator[Part]:
    """The parts of a tag; none where the hospital does not define it."""
    for table, columns in _DEFINED[hospital].get(tag, ()):
        yield Part(table, tuple((columns or COLUMNS[table]).split()))


_DEFINED: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "FCRB": {
        "diagnostic": (
            ("fcrb.diagnostic", EVERY),
            ("fcrb.episode", "patnr falnr"),
        ),
        "patient_details": (
            ("fcrb.medication", "patnr falnr"),
            ("fcrb.patient", EVERY),
            ("fcrb.vital_signs", "patnr falnr vppid dttyp erdat typevs vwert vbem"),
            ("fcrb.patient", "patnr gschl nname vname gbdat gbnam namzu glrand famst telf1"),
        ),
        "healthcare_providers": (
            ("fcrb.diagnostic", "patnr einri falnr pernr"),
            ("fcrb.episode", "patnr pernr einri einzg casetx"),
            ("fcrb.medical_specialty", EVERY),
            ("fcrb.medication", "patnr falnr einri"),
            ("fcrb.monitoring_params", "patnr pernr"),
            ("fcrb.order_entry", "patnr einri pernr orgid"),
            ("fcrb.professional", "pernr orgid erdat"),
        ),
        "patient_appointments": (
            ("fcrb.episode", "patnr pernr falar statu enddt storn begdt casetx fatxt"),
            ("fcrb.monitoring_params", "patnr falnr"),
            ("fcrb.order_entry", "patnr idodr falnr"),
            ("fcrb.vital_signs", "patnr falnr erdat"),
        ),
        "treatments": (("fcrb.episode", "patnr bekat"),),
        "medication": (("fcrb.medication", "patnr mpresnr motx mostx motypid erdat"),),
        "documents": (("fcrb.medication", "patnr mostx"),),
        "additional_information": (
            ("fcrb.medication", "patnr erdat storn stusr stdat stoid"),
            ("fcrb.monitoring_params", "patnr vbem"),
            ("fcrb.order_entry", "patnr erdat"),
            ("fcrb.professional", "erusr orgid gbdat begdt enddt"),
        ),
        "wearable": (
            ("fcrb.monitoring_params", "patnr vppid vbem datyp wertogr wertugr wertmax wertmin"),
            ("fcrb.vital_signs", "patnr idvs vppid dttyp typevs vwert vbem"),
        ),
        "patient_address": (("fcrb.patient_address", EVERY),),
        "all": (
            ("fcrb.diagnostic", EVERY),
            ("fcrb.episode", EVERY),
            ("fcrb.medical_specialty", EVERY),
            ("fcrb.medication", EVERY),
            ("fcrb.monitoring_params", EVERY),
            ("fcrb.order_entry", EVERY),
            ("fcrb.patient_address", EVERY),
            ("fcrb.patient", EVERY),
            ("fcrb.professional", EVERY),
            ("fcrb.vital_signs", EVERY),
        ),
    },
    "USTAN": {
        "chemotherapy": (("ustan.cycles", EVERY),),
        "medication": (
            (
                "ustan.cycles",
                "chi drug_names diagnosis appointment_date intention regime cycle required_doses",
            ),
            (
                "ustan.intentions",
                (
                    "chi intention_seq first_intention intention first_regime init_appointment_date "
                    "appointment_date"
                ),
            ),
            (
                "ustan.regimes",
                "chi regime_seq intention first_regime regime init_appointment_date appointment_date",
            ),
        ),
        "patient_appointments": (
            (
                "ustan.cycles",
                (
                    "chi regime_id intention_id cycle_id drug_names diagnosis init_appointment_date "
                    "appointment_date intention regime cycle required_doses"
                ),
            ),
            ("ustan.intentions", "chi intention_id intention_seq intention appointment_date"),
            (
                "ustan.regimes",
                (
                    "chi intention_id regime_id regime_seq intention first_regime regime "
                    "init_appointment_date appointment_date"
                ),
            ),
        ),
        "predictor": (
            (
                "ustan.cycles",
                (
                    "chi regime_id intention_id cycle_id drug_names diagnosis init_appointment_date "
                    "elapsed_days interval_days appointment_date intention regime cycle p_ps ps "
                    "required_doses"
                ),
            ),
            ("ustan.general", EVERY),
        ),
        "treatment_outcome": (
            (
                "ustan.cycles",
                (
                    "chi regime_id intention_id cycle_id drug_names diagnosis appointment_date intention "
                    "regime cycle ps nausea vomiting diarrhoea constipation oralMucositis oesophagitis "
                    "neurotoxicity handFoot skin hypersensitivity fatigue"
                ),
            ),
        ),
        "diagnostic": (
            (
                "ustan.general",
                (
                    "chi incidence_date site_icd_10 name first_seen_date site histology primary metastasis1 "
                    "metastasis2 metastasis3 cong_heart_fail_flag con_tiss_disease_rheum_flag dementia_flag "
                    "pulmonary_flag con_tiss_flag diabetes_flag para_hemiplegia_flag renal_flag liver_flag "
                    "aids_hiv_flag cancer_flag charlson_score age side gender age_at_diagnosis weight bmi "
                    "height ref_hospital stage stage_detail tnm_t tnm_t_detail tnm_n tnm_n_detail tnm_m "
                    "perf_stat smr01_flag gp_name survival_days gp_id"
                ),
            ),
        ),
        "patient_details": (
            (
                "ustan.general",
                (
                    "chi name date_of_birth first_seen_date smid smid1 dob gender religion civil_st "
                    "ref_hospital postcode death_flag dat_death"
                ),
            ),
        ),
        "wearable": (
            (
                "ustan.intentions",
                (
                    "chi intention_id intention_seq first_intention intention first_regime "
                    "init_appointment_date appointment_date"
                ),
            ),
            (
                "ustan.regimes",
                (
                    "chi intention_id regime_id regime_seq intention prev_regime first_regime regime "
                    "init_appointment_date appointment_date"
                ),
            ),
        ),
        "inpatient": (("ustan.smr01", EVERY),),
        "breast_cancer_information": (("ustan.smr06", EVERY),),
        "all": (
            ("ustan.cycles", EVERY),
            ("ustan.general", EVERY),
            ("ustan.intentions", EVERY),
            ("ustan.patients", EVERY),
            ("ustan.regimes", EVERY),
            ("ustan.smr01", EVERY),
            ("ustan.smr06", EVERY),
        ),
    },
    "ZMC": {
        "wearable": (
            ("zmc.wearable", EVERY),
            ("zmc.medical_aids_and_tools", "patnr product_description"),
            ("zmc.patient_details", EVERY),
        ),
        "diagnostic": (
            ("zmc.complaints_and_diagnosis", EVERY),
            ("zmc.bloodpressure", EVERY),
            ("zmc.measurements", EVERY),
            (
                "zmc.registered_events",
                (
                    "patnr type method anatomical_location laterality start_date end_date indication "
                    "requested_by date"
                ),
            ),
            ("zmc.functional_or_mental_state", EVERY),
            ("zmc.patient_details", EVERY),
            ("zmc.measurements", EVERY),
        ),
        "medication": (
            (
                "zmc.complaints_and_diagnosis",
                (
                    "patnr complaints_and_diagnosis status specialism type name_of_diagnosis_or_complaint "
                    "begin_date end_date"
                ),
            ),
            ("zmc.medication_agreements", EVERY),
            ("zmc.medication_use", EVERY),
            ("zmc.medical_aids_and_tools", EVERY),
            ("zmc.functional_or_mental_state", EVERY),
            ("zmc.allergies", EVERY),
            ("zmc.patient_details", EVERY),
        ),
        "operations": (
            ("zmc.complaints_and_diagnosis", EVERY),
            ("zmc.medical_aids_and_tools", "patnr product_description anatomical_location"),
            ("zmc.registered_events", "patnr type"),
            ("zmc.warning", EVERY),
            ("zmc.patient_details", EVERY),
        ),
        "documents": (
            ("zmc.complaints_and_diagnosis", EVERY),
            ("zmc.medical_aids_and_tools", EVERY),
            ("zmc.registered_events", EVERY),
            ("zmc.warning", EVERY),
            ("zmc.documents", EVERY),
            ("zmc.images", EVERY),
            ("zmc.patient_details", EVERY),
        ),
        "treatments": (
            ("zmc.complaints_and_diagnosis", EVERY),
            ("zmc.medication_agreements", "patnr medicines prescribed_by"),
            ("zmc.medical_aids_and_tools", EVERY),
            ("zmc.warning", EVERY),
            ("zmc.functional_or_mental_state", EVERY),
            ("zmc.living_situation", EVERY),
            ("zmc.drug_use", "patnr substance quantity"),
            ("zmc.alcohol_use", "patnr usage_status quantity"),
            ("zmc.tobacco_use", "patnr substance quantity"),
            ("zmc.allergies", EVERY),
            ("zmc.patient_details", EVERY),
        ),
        "healthcare_providers": (
            ("zmc.medication_agreements", "patnr prescribed_by"),
            ("zmc.registered_events", "patnr executor"),
            ("zmc.patient_details", EVERY),
        ),
        "allergies": (
            ("zmc.medication_agreements", "patnr medicines"),
            ("zmc.allergies", EVERY),
            ("zmc.patient_details", EVERY),
        ),
        "patient_details": (
            ("zmc.measurements", EVERY),
            ("zmc.functional_or_mental_state", EVERY),
            ("zmc.living_situation", EVERY),
            ("zmc.drug_use", EVERY),
            ("zmc.alcohol_use", EVERY),
            ("zmc.tobacco_use", EVERY),
            ("zmc.allergies", EVERY),
            ("zmc.patient_details", EVERY),
        ),
        "patient_appointments": (
            ("zmc.registered_events", "patnr type executor location date"),
            ("zmc.patient_details", EVERY),
        ),
        "drugs_and_alcohol": (
            ("zmc.drug_use", EVERY),
            ("zmc.alcohol_use", EVERY),
            ("zmc.tobacco_use", EVERY),
            ("zmc.patient_details", EVERY),
        ),
        "all": (
            ("zmc.wearable", EVERY),
            ("zmc.complaints_and_diagnosis", EVERY),
            ("zmc.medication_agreements", EVERY),
            ("zmc.medication_use", EVERY),
            ("zmc.medical_aids_and_tools", EVERY),
            ("zmc.bloodpressure", EVERY),
            ("zmc.registered_events", EVERY),
            ("zmc.warning", EVERY),
            ("zmc.functional_or_mental_state", EVERY),
            ("zmc.living_situation", EVERY),
            ("zmc.drug_use", EVERY),
            ("zmc.alcohol_use", EVERY),
            ("zmc.tobacco_use", EVERY),
            ("zmc.allergies", EVERY),
            ("zmc.documents", EVERY),
            ("zmc.images", EVERY),
            ("zmc.patient_details", EVERY),
        ),
    },
}
