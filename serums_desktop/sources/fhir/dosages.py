"""Dosages as text: the prescriber's own sentence and the coded parts, side by side. Nothing is converted."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from serums_desktop.domain.entries import Label
from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir.shape import NO_VALUE, decimal
from serums_desktop.sources.fhir.structs_medicines import AdministeredDosage
from serums_desktop.sources.fhir.terms import all_words, amount_text, range_text, ratio_text, words

_TIMES = "\N{MULTIPLICATION SIGN}"


def dose_rows(dosages: tuple[fhir.Dosage, ...], path: str) -> tuple[tuple[Label, str], ...]:
    """The dose as it was written; its coded parts, where that does not say them already; instructions.

    A sentence and codes that differ are a known cause of wrong doses: neither replaces the other. "With food"
    is no other dose. Raises WrongShape.
    """
    written, coded, instructions = [], [], []
    # What comes first is to be taken first (FHIR R4, Dosage.sequence).
    for index, dosage in sorted(enumerate(dosages), key=lambda each: (each[1].sequence or 0, each[0])):
        place = f"{path}[{index}]"
        amounts, when = _amounts(dosage, place), _when(dosage, place)
        parts = _joined(*amounts, when)
        written.append(dosage.text or parts)
        instructions += _instructions(dosage)
        if dosage.text and not (all(part in dosage.text for part in amounts) and when in dosage.text):
            coded.append(parts)
    if not any(written):
        written, instructions = instructions, []
    return (
        (Label.DOSE, _listed(written)),
        (Label.DOSE, _listed(coded)),
        (Label.NOTE, _listed(instructions)),
    )


def routes(dosages: tuple[fhir.Dosage, ...]) -> str:
    """The ways it is given, each once."""
    return all_words([dosage.route for dosage in dosages])


def sites(dosages: tuple[fhir.Dosage, ...]) -> str:
    """Where on the body it is given, each once."""
    return all_words([dosage.site for dosage in dosages])


def methods(dosages: tuple[fhir.Dosage, ...]) -> str:
    """How it is given, each once."""
    return all_words([dosage.method for dosage in dosages])


def administered_rows(dosage: AdministeredDosage | None, path: str) -> tuple[tuple[Label, str], ...]:
    """The dose that was given and how fast, as it was written and as it was coded. Raises WrongShape."""
    if dosage is None:
        return ()
    amounts = (
        amount_text(dosage.dose, f"{path}.dose"),
        amount_text(dosage.rate_quantity, f"{path}.rateQuantity"),
        ratio_text(dosage.rate_ratio, f"{path}.rateRatio"),
    )
    if dosage.text and all(amount in dosage.text for amount in amounts):
        return ((Label.DOSE, dosage.text),)
    return ((Label.DOSE, dosage.text), (Label.DOSE, _joined(*amounts)))


def bounds(dosages: Iterable[fhir.Dosage]) -> fhir.Period | None:
    """The first period that a dosage is bound to."""
    for dosage in dosages:
        if dosage.timing is not None and dosage.timing.repeat is not None:
            period = dosage.timing.repeat.bounds_period
            if period is not None:
                return period
    return None


def timing_text(timing: fhir.Timing | None, path: str) -> str:
    """A schedule: its code and what is repeated. Raises WrongShape."""
    if timing is None:
        return ""
    parts = [words(timing.code), *(moment for moment in timing.event if moment)]
    repeat = timing.repeat
    if repeat is not None:
        place = f"{path}.repeat"
        moments = (*repeat.when, *repeat.day_of_week, *repeat.time_of_day)
        parts += [
            _often(repeat, place),
            # From minutes before or after the event that `when` names.
            _joined(
                f"{repeat.offset} min" if repeat.offset is not None else "",
                *filter(None, moments),
                separator=" ",
            ),
            f"total {_between(repeat.count, repeat.count_max)} {_TIMES}" if repeat.count is not None else "",
            amount_text(repeat.bounds_duration, f"{place}.boundsDuration"),
            range_text(repeat.bounds_range, f"{place}.boundsRange"),
        ]
    return _joined(*parts)


def _amounts(dosage: fhir.Dosage, path: str) -> list[str]:
    amounts = []
    for index, dose in enumerate(dosage.dose_and_rate):
        place = f"{path}.doseAndRate[{index}]"
        # "ordered" and "calculated" tell two ways of giving one dose apart; a single one needs no name.
        kind = words(dose.type) if len(dosage.dose_and_rate) > 1 else ""
        given = (
            amount_text(dose.dose_quantity, f"{place}.doseQuantity"),
            range_text(dose.dose_range, f"{place}.doseRange"),
            amount_text(dose.rate_quantity, f"{place}.rateQuantity"),
            range_text(dose.rate_range, f"{place}.rateRange"),
            ratio_text(dose.rate_ratio, f"{place}.rateRatio"),
        )
        amounts += [f"{kind} {amount}".lstrip() for amount in given if amount]
    most = (
        ratio_text(dosage.max_dose_per_period, f"{path}.maxDosePerPeriod"),
        amount_text(dosage.max_dose_per_administration, f"{path}.maxDosePerAdministration"),
        amount_text(dosage.max_dose_per_lifetime, f"{path}.maxDosePerLifetime"),
    )
    return amounts + [f"max. {amount}" for amount in most if amount]


def _when(dosage: fhir.Dosage, path: str) -> str:
    # "PRN" is the prescriptions' own Latin for "as needed"; a reason is the source's words.
    reason = words(dosage.as_needed_codeable_concept)
    as_needed = f"PRN {reason}" if reason else "PRN" if dosage.as_needed_boolean else ""
    return _joined(timing_text(dosage.timing, f"{path}.timing"), as_needed)


def _instructions(dosage: fhir.Dosage) -> list[str]:
    said = [*map(words, dosage.additional_instruction), dosage.patient_instruction]
    return [text for text in said if text not in dosage.text]


def _often(repeat: fhir.Repeat, path: str) -> str:
    often = (
        f"{_between(repeat.frequency, repeat.frequency_max)} {_TIMES}" if repeat.frequency is not None else ""
    )
    period = _exact_between(repeat.period, repeat.period_max, f"{path}.period")
    if period:
        often = f"{often or f'1 {_TIMES}'} / {period} {repeat.period_unit}".rstrip()
    lasting = _exact_between(repeat.duration, repeat.duration_max, f"{path}.duration")
    return " ".join(filter(None, (often, f"({lasting} {repeat.duration_unit})" if lasting else "")))


def _between(least: int | None, most: int | None) -> str:
    return f"{least}-{most}" if most is not None else str(least)


def _exact_between(least: msgspec.Raw, most: msgspec.Raw, path: str) -> str:
    bounds = ((least, path), (most, f"{path}Max"))
    return "-".join(decimal(bound, place)[1] for bound, place in bounds if bound is not NO_VALUE)


def _joined(*parts: str, separator: str = ", ") -> str:
    return separator.join(filter(None, parts))


def _listed(texts: list[str]) -> str:
    return "; ".join(filter(None, texts))
