"""What brings people to an acute medical ward, what they live with, and the medicines that go with it."""

from __future__ import annotations

import msgspec


class Medicine(msgspec.Struct, frozen=True):
    """A medicine as it is prescribed: `amount` and `unit` where the dose is a plain one by mouth."""

    text: str
    atc: str
    words: str
    amount: str = ""
    unit: str = "mg"
    times_per_day: int = 1


class Problem(msgspec.Struct, frozen=True):
    """A problem in the ward's words, its codes, and the keys of the medicines it brings."""

    text: str
    snomed: str
    icd10: str
    medicines: tuple[str, ...] = ()


MEDICINES = {
    "alendronate": Medicine("Alendronic acid 70 mg tablets", "M05BA04", "70 mg once a week"),
    "allopurinol": Medicine("Allopurinol 100 mg tablets", "M04AA01", "100 mg once daily", "100"),
    "amlodipine": Medicine("Amlodipine 5 mg tablets", "C08CA01", "5 mg once daily", "5"),
    "apixaban": Medicine("Apixaban 5 mg tablets", "B01AF02", "5 mg twice daily", "5", times_per_day=2),
    "aspirin": Medicine("Aspirin 75 mg dispersible tablets", "B01AC06", "75 mg once daily", "75"),
    "atorvastatin": Medicine("Atorvastatin 40 mg tablets", "C10AA05", "40 mg at night", "40"),
    "bisoprolol": Medicine("Bisoprolol 2.5 mg tablets", "C07AB07", "2.5 mg once daily", "2.5"),
    "chlordiazepoxide": Medicine(
        "Chlordiazepoxide 10 mg capsules",
        "N05BA02",
        "20 mg four times daily, reducing",
        "20",
        times_per_day=4,
    ),
    "clopidogrel": Medicine("Clopidogrel 75 mg tablets", "B01AC04", "75 mg once daily", "75"),
    "co-amoxiclav": Medicine(
        "Co-amoxiclav 1.2 g injection", "J01CR02", "1.2 g intravenously three times daily"
    ),
    "clindamycin": Medicine(
        "Clindamycin 300 mg capsules", "J01FF01", "450 mg four times daily", "450", times_per_day=4
    ),
    "co-beneldopa": Medicine(
        "Co-beneldopa 12.5 mg/50 mg capsules",
        "N04BA02",
        "One capsule at 07:00, 11:00, 15:00 and 19:00, on time",
    ),
    "dalteparin": Medicine(
        "Dalteparin 5,000 units/0.2 mL syringe", "B01AB04", "5,000 units under the skin at 18:00"
    ),
    "donepezil": Medicine("Donepezil 10 mg tablets", "N06DA02", "10 mg at night", "10"),
    "doxycycline": Medicine("Doxycycline 100 mg capsules", "J01AA02", "100 mg once daily", "100"),
    "empagliflozin": Medicine("Empagliflozin 10 mg tablets", "A10BK03", "10 mg once daily", "10"),
    "ferrous-sulfate": Medicine("Ferrous sulfate 200 mg tablets", "B03AA07", "200 mg once daily", "200"),
    "flucloxacillin": Medicine(
        "Flucloxacillin 1 g injection", "J01CF05", "1 g intravenously four times daily"
    ),
    "furosemide": Medicine("Furosemide 40 mg tablets", "C03CA01", "40 mg once daily", "40"),
    "furosemide-iv": Medicine(
        "Furosemide 50 mg/5 mL injection", "C03CA01", "50 mg intravenously twice daily"
    ),
    "gabapentin": Medicine(
        "Gabapentin 300 mg capsules", "N03AX12", "300 mg three times daily", "300", times_per_day=3
    ),
    "gentamicin": Medicine(
        "Gentamicin 80 mg/2 mL injection", "J01GB03", "By weight and level, intravenously once daily"
    ),
    "inhaler": Medicine(
        "Salmeterol 50 micrograms with fluticasone 250 micrograms inhaler", "R03AK06", "Two puffs twice daily"
    ),
    "glargine": Medicine("Insulin glargine 100 units/mL pen", "A10AE04", "18 units under the skin at 22:00"),
    "levetiracetam": Medicine(
        "Levetiracetam 500 mg tablets", "N03AX14", "500 mg twice daily", "500", times_per_day=2
    ),
    "levothyroxine": Medicine(
        "Levothyroxine 100 microgram tablets", "H03AA01", "100 micrograms before breakfast"
    ),
    "meropenem": Medicine("Meropenem 1 g injection", "J01DH02", "1 g intravenously three times daily"),
    "metformin": Medicine(
        "Metformin 500 mg tablets", "A10BA02", "500 mg twice daily with meals", "500", times_per_day=2
    ),
    "mirtazapine": Medicine("Mirtazapine 15 mg tablets", "N06AX11", "15 mg at night", "15"),
    "morphine": Medicine(
        "Morphine 10 mg/5 mL oral solution", "N02AA01", "5 mg up to every four hours as needed"
    ),
    "nitrate": Medicine(
        "Glyceryl trinitrate 400 microgram spray", "C01DA02", "One or two puffs under the tongue as needed"
    ),
    "omeprazole": Medicine("Omeprazole 20 mg capsules", "A02BC01", "20 mg once daily", "20"),
    "pantoprazole-iv": Medicine("Pantoprazole 40 mg injection", "A02BC02", "40 mg intravenously twice daily"),
    "paracetamol": Medicine(
        "Paracetamol 500 mg tablets", "N02BE01", "1 g four times daily", "1000", times_per_day=4
    ),
    "prednisolone": Medicine("Prednisolone 5 mg tablets", "H02AB06", "30 mg once daily for five days", "30"),
    "ramipril": Medicine("Ramipril 5 mg capsules", "C09AA05", "5 mg once daily", "5"),
    "salbutamol": Medicine("Salbutamol 2.5 mg nebules", "R03AC02", "2.5 mg nebulised four times daily"),
    "senna": Medicine("Senna 7.5 mg tablets", "A06AB06", "15 mg at night", "15"),
    "spironolactone": Medicine("Spironolactone 25 mg tablets", "C03DA01", "25 mg once daily", "25"),
    "tamsulosin": Medicine("Tamsulosin 400 microgram capsules", "G04CA02", "400 micrograms once daily"),
    "thiamine": Medicine(
        "Thiamine 100 mg tablets", "A11DA01", "100 mg three times daily", "100", times_per_day=3
    ),
    "ticagrelor": Medicine("Ticagrelor 90 mg tablets", "B01AC24", "90 mg twice daily", "90", times_per_day=2),
    "tiotropium": Medicine("Tiotropium 18 microgram capsules", "R03BB04", "One capsule inhaled once daily"),
}

# For whoever is allergic to penicillins.
WITHOUT_PENICILLIN = {"co-amoxiclav": "doxycycline", "flucloxacillin": "clindamycin"}
ANTICOAGULANTS = {"apixaban", "dalteparin"}

REASONS = {
    "aki": Problem("Acute kidney injury", "14669001", "N17.9"),
    "alcohol": Problem(
        "Alcohol dependence, withdrawal", "66590003", "F10.3", ("chlordiazepoxide", "thiamine")
    ),
    "asthma": Problem("Asthma, acute", "281239006", "J46", ("salbutamol", "prednisolone", "inhaler")),
    "atrial-fibrillation": Problem(
        "Fast atrial fibrillation", "49436004", "I48.9", ("bisoprolol", "apixaban")
    ),
    "cellulitis": Problem("Cellulitis", "128045006", "L03.9", ("flucloxacillin",)),
    "chest-pain": Problem("Chest pain", "29857009", "R07.4", ("aspirin", "nitrate")),
    "copd": Problem("COPD, acute", "195951007", "J44.1", ("salbutamol", "prednisolone", "doxycycline")),
    "delirium": Problem("Delirium", "2776000", "F05.9"),
    "diabetic-foot": Problem("Diabetic foot", "280137006", "E11.5", ("flucloxacillin", "morphine")),
    "falls": Problem("Falls", "279992002", "R29.6"),
    "gi-bleed": Problem("GI bleed", "74474003", "K92.2", ("pantoprazole-iv",)),
    "heart-failure": Problem(
        "Heart failure", "84114007", "I50.9", ("furosemide-iv", "bisoprolol", "ramipril")
    ),
    "hip-fracture": Problem("Hip fracture", "5913000", "S72.0", ("morphine", "senna", "alendronate")),
    "hyponatraemia": Problem("Hyponatraemia", "89627008", "E87.1"),
    "nstemi": Problem(
        "NSTEMI", "401314000", "I21.4", ("aspirin", "ticagrelor", "atorvastatin", "bisoprolol")
    ),
    "pancreatitis": Problem("Pancreatitis", "197456007", "K85.9", ("morphine",)),
    "pneumonia": Problem("Pneumonia", "233604007", "J18.9", ("co-amoxiclav",)),
    "pulmonary-embolism": Problem("Pulmonary embolism", "59282003", "I26.9", ("apixaban",)),
    "seizure": Problem("Seizure", "91175000", "R56.8", ("levetiracetam",)),
    "stroke": Problem("Stroke, day 3", "230690007", "I63.9", ("clopidogrel", "atorvastatin")),
    "urinary-sepsis": Problem("Sepsis, urinary", "68566005", "N39.0", ("gentamicin", "meropenem")),
}

BACKGROUND = {
    "anaemia": Problem("Iron deficiency anaemia", "87522002", "D50.9", ("ferrous-sulfate",)),
    "angina": Problem("Angina", "194828000", "I20.9", ("aspirin", "nitrate", "atorvastatin")),
    "atrial-fibrillation": Problem("Atrial fibrillation", "49436004", "I48.9", ("apixaban", "bisoprolol")),
    "asthma": Problem("Asthma", "195967001", "J45.9", ("inhaler",)),
    "copd": Problem("COPD", "13645005", "J44.9", ("tiotropium", "inhaler")),
    "dementia": Problem("Alzheimer's dementia", "26929004", "G30.9", ("donepezil",)),
    "depression": Problem("Depression", "35489007", "F32.9", ("mirtazapine",)),
    "diabetes": Problem("Type 2 diabetes", "44054006", "E11.9", ("metformin", "atorvastatin")),
    "diabetes-insulin": Problem("Type 2 diabetes on insulin", "44054006", "E11.9", ("glargine", "metformin")),
    "epilepsy": Problem("Epilepsy", "84757009", "G40.9", ("levetiracetam",)),
    "gout": Problem("Gout", "90560007", "M10.9", ("allopurinol",)),
    "heart-failure": Problem(
        "Heart failure", "84114007", "I50.9", ("furosemide", "bisoprolol", "spironolactone", "empagliflozin")
    ),
    "hypertension": Problem("Hypertension", "38341003", "I10", ("amlodipine",)),
    "hypothyroidism": Problem("Hypothyroidism", "40930008", "E03.9", ("levothyroxine",)),
    "kidney-disease": Problem("Chronic kidney disease stage 3", "433144002", "N18.3"),
    "neuropathy": Problem("Peripheral neuropathy", "386033004", "G62.9", ("gabapentin",)),
    "osteoarthritis": Problem("Osteoarthritis", "396275006", "M19.9", ("paracetamol",)),
    "osteoporosis": Problem("Osteoporosis", "64859006", "M81.9", ("alendronate",)),
    "parkinsons": Problem("Parkinson's disease", "49049000", "G20", ("co-beneldopa",)),
    "prostate": Problem("Benign prostatic enlargement", "266569009", "N40", ("tamsulosin",)),
    "reflux": Problem("Gastro-oesophageal reflux", "235595009", "K21.9", ("omeprazole",)),
    "stroke": Problem("Stroke, previous", "275526006", "I69.3", ("clopidogrel", "atorvastatin")),
}


class Bedside(msgspec.Struct, frozen=True):
    """What is measured at such a patient's bed on admission: mmHg, /min, /min, %, °C; litres of oxygen."""

    systolic: int = 132
    pulse: int = 78
    breaths: int = 16
    saturation: int = 97
    celsius: float = 36.7
    oxygen_l_min: int = 0


BEDSIDE = {
    "aki": Bedside(systolic=112, pulse=84),
    "alcohol": Bedside(systolic=148, pulse=104, breaths=18),
    "asthma": Bedside(pulse=108, breaths=24, saturation=94, oxygen_l_min=2),
    "atrial-fibrillation": Bedside(systolic=118, pulse=122, breaths=18),
    "cellulitis": Bedside(pulse=92, celsius=38.1),
    "copd": Bedside(pulse=98, breaths=25, saturation=89, oxygen_l_min=2),
    "delirium": Bedside(pulse=88, celsius=37.4),
    "diabetic-foot": Bedside(pulse=94, celsius=37.9),
    "gi-bleed": Bedside(systolic=102, pulse=104),
    "heart-failure": Bedside(systolic=116, pulse=92, breaths=22, saturation=93, oxygen_l_min=2),
    "nstemi": Bedside(systolic=128, pulse=82),
    "pancreatitis": Bedside(systolic=110, pulse=106, breaths=20, celsius=37.8),
    "pneumonia": Bedside(systolic=114, pulse=102, breaths=24, saturation=92, celsius=38.4, oxygen_l_min=2),
    "pulmonary-embolism": Bedside(pulse=108, breaths=23, saturation=93),
    "stroke": Bedside(systolic=156, pulse=76),
    "urinary-sepsis": Bedside(systolic=98, pulse=112, breaths=23, saturation=95, celsius=38.8),
}

# What the blood of the last day shows where it is not near the middle of its range.
BLOOD: dict[str, dict[str, float]] = {
    "aki": {"creatinine": 268, "potassium": 5.6, "crp": 14},
    "asthma": {"leukocytes": 11.2},
    "cellulitis": {"crp": 112, "leukocytes": 13.4},
    "copd": {"crp": 38, "leukocytes": 12.1},
    "delirium": {"sodium": 149, "crp": 26},
    "diabetic-foot": {"crp": 146, "leukocytes": 14.8},
    "gi-bleed": {"haemoglobin": 79},
    "heart-failure": {"creatinine": 118, "sodium": 132},
    "hip-fracture": {"haemoglobin": 101},
    "hyponatraemia": {"sodium": 121},
    "pancreatitis": {"crp": 188, "leukocytes": 15.6},
    "pneumonia": {"crp": 164, "leukocytes": 15.2},
    "urinary-sepsis": {"crp": 212, "leukocytes": 17.8, "creatinine": 134},
}
