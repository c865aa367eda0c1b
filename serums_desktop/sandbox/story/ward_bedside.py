"""The bedside sets of the last day on the ward: all that an early-warning score is made of."""

from __future__ import annotations

import datetime as dt
import random

from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.gp import pressure_components
from serums_desktop.sandbox.story.resources import (
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    quantity,
)
from serums_desktop.sandbox.story.ward_patients import Inpatient
from serums_desktop.sandbox.story.ward_problems import BEDSIDE, Bedside

_PRESSURE = concept(
    "Blood pressure", coding(LOINC, "85354-9", "Blood pressure panel with all children optional")
)
_PULSE = concept("Heart rate", coding(LOINC, "8867-4", "Heart rate"))
_BREATHS = concept("Respiratory rate", coding(LOINC, "9279-1", "Respiratory rate"))
_TEMPERATURE = concept("Temperature", coding(LOINC, "8310-5", "Body temperature"))
_SATURATION = coding(LOINC, "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry")
_OXYGEN = concept("Oxygen", coding(LOINC, "3151-8", "Inhaled oxygen flow rate"))
_CONSCIOUSNESS = concept("Consciousness, ACVPU", coding(LOINC, "67775-7", "Level of responsiveness"))
_ALERT = concept("Alert", coding(SNOMED, "248234008", "Mentally alert"))
_CONFUSED = concept("New confusion", coding(SNOMED, "130987000", "Acute confusion"))


def bedside(chart: Chart, key: str, who: Inpatient, now: Calendar, noise: random.Random) -> list[Resource]:
    """The set of last night, and that of this morning, a little nearer to health."""
    ill, well = BEDSIDE.get(who.reason, Bedside()), Bedside()
    measured = []
    for name, moment, share in (
        ("night", min(now.moment(1, "22:00"), now.now - dt.timedelta(hours=8)), 0.75),
        ("morning", min(now.moment(0, "06:00"), now.now - dt.timedelta(minutes=20)), 0.5),
    ):
        when = now.text(moment + dt.timedelta(minutes=noise.randrange(-20, 20)))
        systolic, pulse, breaths, saturation = (
            round(usual + share * (now_ill - usual) + noise.uniform(-spread, spread))
            for usual, now_ill, spread in (
                (well.systolic, ill.systolic, 9),
                (well.pulse, ill.pulse, 6),
                (well.breaths, ill.breaths, 1.2),
                (well.saturation, ill.saturation, 1.2),
            )
        )
        celsius = well.celsius + share * (ill.celsius - well.celsius) + noise.uniform(-0.2, 0.2)
        on_oxygen = ill.oxygen_l_min > 0 and name == "night"
        saturation_words = "Oxygen saturation, on oxygen" if on_oxygen else "Oxygen saturation, on air"
        confused = who.reason == "delirium"
        values: list[tuple[str, Resource, Resource]] = [
            ("pulse", _PULSE, {"valueQuantity": quantity(str(pulse), "/min")}),
            ("breaths", _BREATHS, {"valueQuantity": quantity(str(breaths), "/min")}),
            (
                "saturation",
                concept(saturation_words, _SATURATION),
                {"valueQuantity": quantity(str(min(saturation, 99)), "%")},
            ),
            ("temperature", _TEMPERATURE, {"valueQuantity": quantity(f"{celsius:.1f}", "°C", "Cel")}),
            (
                "consciousness",
                _CONSCIOUSNESS,
                {"valueCodeableConcept": _CONFUSED if confused else _ALERT},
            ),
        ]
        if on_oxygen:
            values.append(("oxygen", _OXYGEN, {"valueQuantity": quantity(str(ill.oxygen_l_min), "L/min")}))
        measured.append(
            chart.observation(
                f"{key}-pressure-{name}",
                "vital-signs",
                _PRESSURE,
                when,
                component=pressure_components(systolic, round(systolic * 0.56)),
            )
        )
        measured += [
            chart.observation(f"{key}-{kind}-{name}", "vital-signs", code, when, value)
            for kind, code, value in values
        ]
    return measured
