"""The kinds of Apple Health that a clinician reads, by their HealthKit identifiers, and their LOINC codes."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from serums_desktop.domain.entries import Coding
from serums_desktop.sources.files import device_facts as facts

QUANTITY: Final = "HKQuantityTypeIdentifier"
CATEGORY: Final = "HKCategoryTypeIdentifier"
GLUCOSE: Final = f"{QUANTITY}BloodGlucose"
INSULIN: Final = f"{QUANTITY}InsulinDelivery"
SLEEP: Final = f"{CATEGORY}SleepAnalysis"
SYSTOLIC: Final = f"{QUANTITY}BloodPressureSystolic"
DIASTOLIC: Final = f"{QUANTITY}BloodPressureDiastolic"
BLOOD_PRESSURE: Final = "HKCorrelationTypeIdentifierBloodPressure"


class Measure(msgspec.Struct, frozen=True):
    """What a type measures: its name, and its LOINC code with its display ("" without one)."""

    title: str
    code: str = ""
    display: str = ""

    @property
    def codes(self) -> tuple[Coding, ...]:
        """Its code, where it has one."""
        return (Coding(facts.LOINC, self.code, self.display or self.title),) if self.code else ()


# Measured many times a day: a day is one series.
SERIES: Final = {
    f"{QUANTITY}HeartRate": Measure("Heart rate", "8867-4"),
    f"{QUANTITY}RespiratoryRate": Measure("Respiratory rate", "9279-1"),
    f"{QUANTITY}OxygenSaturation": Measure(
        "Oxygen saturation", "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"
    ),
}
# Counted in pieces, of which the day has the sum.
TOTALS: Final = {
    f"{QUANTITY}StepCount": Measure("Steps", "41950-7", "Number of steps in 24 hour Measured"),
}
# Each is an entry of its own.
SINGLE: Final = {
    SYSTOLIC: Measure("Systolic blood pressure", "8480-6"),
    DIASTOLIC: Measure("Diastolic blood pressure", "8462-4"),
    f"{QUANTITY}BodyMass": Measure("Body weight", "29463-7"),
    f"{QUANTITY}Height": Measure("Body height", "8302-2"),
    f"{QUANTITY}BodyMassIndex": Measure("Body mass index", "39156-5", "Body mass index (BMI) [Ratio]"),
    f"{QUANTITY}BodyFatPercentage": Measure("Body fat", "41982-0", "Percentage of body fat Measured"),
    f"{QUANTITY}BodyTemperature": Measure("Body temperature", "8310-5"),
    f"{QUANTITY}RestingHeartRate": Measure("Resting heart rate", "40443-4", "Heart rate --resting"),
    f"{QUANTITY}HeartRateVariabilitySDNN": Measure(
        "Heart rate variability (SDNN)", "80404-7", "R-R interval.standard deviation (Heart rate variability)"
    ),
    f"{QUANTITY}PeakExpiratoryFlowRate": Measure(
        "Peak expiratory flow",
        "33452-4",
        "Maximum expiratory gas flow Respiratory system airway by Peak flow meter",
    ),
    f"{QUANTITY}ForcedVitalCapacity": Measure("Forced vital capacity", "19868-9"),
    f"{QUANTITY}ForcedExpiratoryVolume1": Measure("Forced expiratory volume in 1 second", "20150-9"),
    f"{QUANTITY}SixMinuteWalkTestDistance": Measure("Six minute walk distance"),
    f"{QUANTITY}VO2Max": Measure("VO2 max"),
    f"{QUANTITY}NumberOfTimesFallen": Measure("Falls"),
    f"{QUANTITY}InhalerUsage": Measure("Inhaler uses"),
    f"{QUANTITY}DietaryCarbohydrates": Measure("Carbohydrates"),
}
# What a watch noticed and what a person noted: the value is a word.
EVENTS: Final = frozenset(
    {
        f"{CATEGORY}HighHeartRateEvent",
        f"{CATEGORY}LowHeartRateEvent",
        f"{CATEGORY}IrregularHeartRhythmEvent",
        f"{CATEGORY}LowCardioFitnessEvent",
        f"{CATEGORY}AppleWalkingSteadinessEvent",
        f"{CATEGORY}ChestTightnessOrPain",
        f"{CATEGORY}Coughing",
        f"{CATEGORY}Dizziness",
        f"{CATEGORY}Fainting",
        f"{CATEGORY}Fatigue",
        f"{CATEGORY}Fever",
        f"{CATEGORY}Headache",
        f"{CATEGORY}LossOfSmell",
        f"{CATEGORY}Nausea",
        f"{CATEGORY}RapidPoundingOrFlutteringHeartbeat",
        f"{CATEGORY}ShortnessOfBreath",
        f"{CATEGORY}SkippedHeartbeat",
        f"{CATEGORY}Vomiting",
        f"{CATEGORY}Wheezing",
    }
)
PRESSURE: Final = Measure("Blood pressure", "85354-9", "Blood pressure panel with all children optional")
# LOINC: Glucose [Mass/volume] and [Moles/volume] in Blood.
_GLUCOSE_IN_BLOOD: Final = {"mg/dL": "2339-0", "mmol/L": "15074-8"}

_UCUM: Final = {
    "count/min": "/min",
    "%": "%",
    "kg": "kg",
    "lb": "[lb_av]",
    "g": "g",
    "cm": "cm",
    "m": "m",
    "ft": "[ft_i]",
    "in": "[in_i]",
    "ms": "ms",
    "mmHg": "mm[Hg]",
    "degC": "Cel",
    "degF": "[degF]",
    "L": "L",
    "L/min": "L/min",
    "min": "min",
    "mg/dL": "mg/dL",
    "mmol/L": "mmol/L",
}
_SHOWN: Final = {"count/min": "/min", "degC": "°C", "degF": "°F", "count": "", "IU": "U"}
_MOLAR_MASS: Final = re.compile(r"<[\d.]+>")


def glucose(unit: str, is_sensor: bool) -> Measure:
    """Glucose in this unit, of a sensor or of blood."""
    if is_sensor:
        coding = facts.sensor_glucose(unit)
        return Measure("Glucose", coding.code, coding.display)
    return Measure("Blood glucose", _GLUCOSE_IN_BLOOD[unit])


def unit_of(text: str) -> tuple[str, str]:
    """A HealthKit unit as it is read and in UCUM ("" where it has no such code).

    Moles are written with the molar mass that HealthKit reckons with: ``mmol<180.155>/L``.
    """
    plain = _MOLAR_MASS.sub("", text)
    return _SHOWN.get(plain, plain), _UCUM.get(plain, "")


def words_of(identifier: str) -> str:
    """A HealthKit identifier as words: HKCategoryValueSleepAnalysisAsleepCore is "Asleep core"."""
    name = re.sub(
        r"^HK(?:QuantityTypeIdentifier|CategoryTypeIdentifier|WorkoutActivityType|CategoryValueSleepAnalysis"
        r"|CategoryValueSeverity|CategoryValue)",
        "",
        identifier,
    )
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return spaced[:1] + spaced[1:].lower() if spaced else ""
