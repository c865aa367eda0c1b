"""The tags that each hospital lists, in its order, and the words that people see for them."""

from __future__ import annotations

# ZMC's patient_address is listed here and defined nowhere, as at the project.
LISTED: dict[str, dict[str, str]] = {
    "FCRB": {
        "diagnostic": "Diagnòstic",
        "patient_details": "Detalls de Pacient",
        "healthcare_providers": "Proveïdors de Salut",
        "patient_appointments": "Cites",
        "treatments": "Tractaments",
        "medication": "Medicació",
        "documents": "Documentos",
        "additional_information": "Información Adicional",
        "wearable": "Portable",
        "patient_address": "Adreça de pacient",
        "all": "Tots",
    },
    "USTAN": {
        "chemotherapy": "Chemotherapy",
        "medication": "Medication",
        "patient_appointments": "Patient Appointments",
        "predictor": "Predictor",
        "treatment_outcome": "Treatment Outcome",
        "diagnostic": "Diagnostic",
        "patient_details": "Patient details",
        "wearable": "Wearable",
        "inpatient": "Inpatient",
        "breast_cancer_information": "Breast Cancer Information",
        "all": "All",
    },
    "ZMC": {
        "wearable": "Wearable/Sensor",
        "patient_address": "Adres van de patiënt",
        "diagnostic": "Diagnostiek",
        "medication": "Medicatie",
        "operations": "Operaties",
        "documents": "Documenten",
        "treatments": "Behandelingen",
        "healthcare_providers": "Zorgverlener",
        "allergies": "Allergieën",
        "patient_details": "Patiënten informatie",
        "patient_appointments": "Afspraken",
        "drugs_and_alcohol": "Drugs en alcohol",
        "all": "Alle",
    },
}
