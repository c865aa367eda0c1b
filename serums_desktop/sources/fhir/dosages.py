"""Dosages as text: the prescriber's own sentence, else its parts side by side. Nothing is converted."""

from __future__ import annotations

from collections.abc import Iterable

from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir.shape import NO_VALUE, decimal
from serums_desktop.sources.fhir.structs_medicines import AdministeredDosage
from serums_desktop.sources.fhir.terms import amount_text, range_text, ratio_text, words


def dosage_text(dosages: list[fhir.Dosage], path: str) -> str:
    """Every dosage, one after another. Raises WrongShape."""
    texts = (_one(dosage, f"{path}[{index}]") for index, dosage in enumerate(dosages))
    return "; ".join(text for text in texts if text)


def routes(dosages: list[fhir.Dosage]) -> str:
    """The ways it is given, each once."""
    return ", ".join(dict.fromkeys(filter(None, (words(dosage.route) for dosage in dosages))))


def administered_text(dosage: AdministeredDosage | None, path: str) -> str:
    """The dose that was given, and how fast. Raises WrongShape."""
    if dosage is None:
        return ""
    if dosage.text:
        return dosage.text
    return _joined(
        amount_text(dosage.dose, f"{path}.dose"),
        amount_text(dosage.rate_quantity, f"{path}.rateQuantity"),
        ratio_text(dosage.rate_ratio, f"{path}.rateRatio"),
    )


def _one(dosage: fhir.Dosage, path: str) -> str:
    if dosage.text or dosage.patient_instruction:
        return dosage.text or dosage.patient_instruction
    doses = (
        _joined(
            amount_text(dose.dose_quantity, f"{path}.doseAndRate[{index}].doseQuantity"),
            range_text(dose.dose_range, f"{path}.doseAndRate[{index}].doseRange"),
            amount_text(dose.rate_quantity, f"{path}.doseAndRate[{index}].rateQuantity"),
            range_text(dose.rate_range, f"{path}.doseAndRate[{index}].rateRange"),
            ratio_text(dose.rate_ratio, f"{path}.doseAndRate[{index}].rateRatio"),
        )
        for index, dose in enumerate(dosage.dose_and_rate)
    )
    # "PRN" is the prescriptions' own Latin for "as needed"; a reason is the source's words.
    as_needed = words(dosage.as_needed_codeable_concept) or ("PRN" if dosage.as_needed_boolean else "")
    return _joined(*doses, _timing(dosage.timing, f"{path}.timing"), as_needed)


def _timing(timing: fhir.Timing | None, path: str) -> str:
    if timing is None:
        return ""
    called = words(timing.code)
    repeat = timing.repeat
    if called or repeat is None:
        return called
    often = ""
    times = "\u00d7"  # the multiplication sign
    if repeat.frequency is not None:
        most = f"-{repeat.frequency_max}" if repeat.frequency_max is not None else ""
        often = f"{repeat.frequency}{most} {times}"
    if repeat.period is not NO_VALUE and repeat.period_unit:
        _, period = decimal(repeat.period, f"{path}.repeat.period")
        often = f"{often or f'1 {times}'} / {period} {repeat.period_unit}"
    moments = (*repeat.when, *repeat.day_of_week, *repeat.time_of_day)
    return _joined(often, " ".join(moment for moment in moments if moment))


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def bounds(dosages: Iterable[fhir.Dosage]) -> fhir.Period | None:
    """The first period that a dosage is bound to."""
    for dosage in dosages:
        if dosage.timing is not None and dosage.timing.repeat is not None:
            period = dosage.timing.repeat.bounds_period
            if period is not None:
                return period
    return None
