"""Words of this program's own for the few codes that its charts need, in six languages.

No code system's translation is quoted: these are the everyday clinical words of each language.
"""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = ("en", "es", "ca", "nl", "de", "fr")

LOINC: Final = "LOINC"
# The terms of CTCAE v5.0 are lowest level terms of MedDRA and carry its numbers.
CTCAE: Final = "CTCAE"

_GLUCOSE = ("Glucose", "Glucosa", "Glucosa", "Glucose", "Glukose", "Glucose")
_HEART_RATE = (
    "Heart rate",
    "Frecuencia cardíaca",
    "Freqüència cardíaca",
    "Hartfrequentie",
    "Herzfrequenz",
    "Fréquence cardiaque",
)
_STEPS = ("Steps", "Pasos", "Passos", "Stappen", "Schritte", "Pas")
_HBA1C = ("HbA1c",) * 6
_WEIGHT = ("Weight", "Peso", "Pes", "Gewicht", "Gewicht", "Poids")

WORDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    **{(LOINC, code): _GLUCOSE for code in ("2339-0", "15074-8", "99504-3", "105272-9")},
    **{(LOINC, code): _HBA1C for code in ("4548-4", "17856-6", "59261-8")},
    **{(LOINC, code): _STEPS for code in ("41950-7", "55423-8")},
    (LOINC, "8867-4"): _HEART_RATE,
    (LOINC, "29463-7"): _WEIGHT,
    (CTCAE, "10028813"): ("Nausea", "Náuseas", "Nàusees", "Misselijkheid", "Übelkeit", "Nausées"),
    (CTCAE, "10047700"): ("Vomiting", "Vómitos", "Vòmits", "Braken", "Erbrechen", "Vomissements"),
    (CTCAE, "10012727"): ("Diarrhoea", "Diarrea", "Diarrea", "Diarree", "Durchfall", "Diarrhée"),
    (CTCAE, "10010774"): (
        "Constipation",
        "Estreñimiento",
        "Restrenyiment",
        "Obstipatie",
        "Verstopfung",
        "Constipation",
    ),
    (CTCAE, "10016256"): ("Fatigue", "Fatiga", "Fatiga", "Vermoeidheid", "Müdigkeit", "Fatigue"),
}
