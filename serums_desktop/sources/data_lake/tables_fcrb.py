"""What FCRB keeps in the data lake, as its interface of March 2022 publishes it: tables, satellites, tags.

Column names are the hospital's own. ``*`` stands for every column of a table.
"""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "diagnostic": "einri patnr falnr pernr lfdnr dkey1",
    "episode": (
        "patnr falnr pernr einri einzg casetx falar statu enddt storn begdt fatxt bekat krzan erdat enddtx"
    ),
    "medication": "patnr falnr einri mpresnr motx mostx motypid erdat storn stusr stdat stoid pernr",
    "patient": "patnr gschl nname vname gbdat gbnam namzu glrand famst telf1 rvnum",
    "vital_signs": "patnr falnr vppid dttyp erdat typevs vwert vbem idvs",
    "medical_specialty": "orgid orgna",
    "monitoring_params": "patnr pernr falnr vbem vppid datyp wertogr wertugr wertmax wertmin",
    "order_entry": "patnr einri pernr orgid idodr falnr erdat",
    "professional": "pernr orgid erdat erusr gbdat begdt enddt rank",
    "patient_address": "patnr pstlz stras land ort deck adrnr",
}

SATELLITES: Mapping[str, str] = {
    "diagnostic": "sat_event_diagnostic_details",
    "episode": "sat_time_episode_details sat_event_episode_details",
    "medical_specialty": "sat_person_medical_specialty",
    "medication": "sat_time_medication_details sat_event_medication_details",
    "monitoring_params": "sat_time_monitoring_params sat_event_monitoring_params",
    "order_entry": "sat_time_order_entry sat_event_order_entry",
    "patient_address": "sat_location_patient_address",
    "patient": "sat_person_patient_details",
    "professional": "sat_time_professional_details sat_person_professional_details",
    "vital_signs": "sat_time_vital_signs sat_event_vital_signs",
}

TAGS: Mapping[str, Mapping[str, str]] = {
    "diagnostic": {
        "diagnostic": "*",
        "episode": "patnr falnr",
    },
    "patient_details": {
        "medication": "patnr falnr",
        "patient": "patnr gschl nname vname gbdat gbnam namzu glrand famst telf1",
        "vital_signs": "patnr falnr vppid dttyp erdat typevs vwert vbem",
    },
    "healthcare_providers": {
        "diagnostic": "patnr einri falnr pernr",
        "episode": "patnr pernr einri einzg casetx",
        "medical_specialty": "*",
        "medication": "patnr falnr einri",
        "monitoring_params": "patnr pernr",
        "order_entry": "patnr einri pernr orgid",
        "professional": "pernr orgid erdat",
    },
    "patient_appointments": {
        "episode": "patnr pernr falar statu enddt storn begdt casetx fatxt",
        "monitoring_params": "patnr falnr",
        "order_entry": "patnr idodr falnr",
        "vital_signs": "patnr falnr erdat",
    },
    "treatments": {
        "episode": "patnr bekat",
    },
    "medication": {
        "medication": "patnr mpresnr motx mostx motypid erdat",
    },
    "documents": {
        "medication": "patnr mostx",
    },
    "additional_information": {
        "medication": "patnr erdat storn stusr stdat stoid",
        "monitoring_params": "patnr vbem",
        "order_entry": "patnr erdat",
        "professional": "erusr orgid gbdat begdt enddt",
    },
    "wearable": {
        "monitoring_params": "patnr vppid vbem datyp wertogr wertugr wertmax wertmin",
        "vital_signs": "patnr idvs vppid dttyp typevs vwert vbem",
    },
    "patient_address": {
        "patient_address": "*",
    },
    "all": {
        "diagnostic": "*",
        "episode": "*",
        "medical_specialty": "*",
        "medication": "*",
        "monitoring_params": "*",
        "order_entry": "*",
        "patient_address": "*",
        "patient": "*",
        "professional": "*",
        "vital_signs": "*",
    },
}

# The tag's own second definition of the table takes the place of the first: what is lost stands under it too.
LOST: Mapping[str, Mapping[str, str]] = {"patient_details": {"patient": "rvnum"}}
