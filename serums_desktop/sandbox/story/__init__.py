"""The stories that the model hospitals tell: an emergency abroad, a new hip, chemotherapy, a full ward."""

from __future__ import annotations

import datetime as dt
import random

from serums_desktop.sandbox.cluster import Source
from serums_desktop.sandbox.fhir_server import Habits
from serums_desktop.sandbox.story import (
    activity_monitor,
    chemotherapy,
    chemotherapy_toxicity,
    device_cloud,
    fcrb,
    gp,
    hip_replacement,
    other_patients,
    ustan,
    ward,
    zmc,
)
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.resources import Resource, authored


def hospitals(now: dt.datetime, seed: int) -> list[Source]:
    """Every source of the stories; the emergency is `now` (aware), the noise of measurements from `seed`."""
    scotland = Calendar(now, "Europe/London")
    catalonia = Calendar(now, "Europe/Madrid")
    limburg = Calendar(now, "Europe/Amsterdam")

    def noise(source_id: str) -> random.Random:
        return random.Random(f"{seed} {source_id}")

    contents: list[tuple[str, str, str, Habits, list[Resource]]] = [
        (
            "ustan",
            "USTAN Edinburgh",
            "GB",
            Habits(),
            ustan.record(scotland) + chemotherapy.record(scotland) + ward.record(scotland, noise("ward")),
        ),
        (
            "fcrb",
            "FCRB Barcelona",
            "ES",
            Habits(with_total=False),
            fcrb.record(catalonia, noise("fcrb")) + other_patients.barcelona(catalonia, noise("barcelona")),
        ),
        (
            "zmc",
            "ZMC Heerlen",
            "NL",
            Habits(default_count=50),
            zmc.record(limburg, noise("zmc"))
            + hip_replacement.record(limburg)
            + other_patients.heerlen(limburg, noise("heerlen")),
        ),
        ("gp", "GP Llevant", "ES", Habits(relative_links=True), gp.record(catalonia, noise("gp"))),
        (
            "device-cloud",
            "Device cloud",
            "ES",
            Habits(most_per_page=200),
            device_cloud.record(catalonia, noise("device-cloud"))
            + activity_monitor.record(limburg, noise("hip monitor"))
            + chemotherapy_toxicity.at_home(scotland, noise("wristband")),
        ),
    ]
    return [
        Source(source_id, title, country, tuple(map(authored, resources)), source_id == "ustan", habits)
        for source_id, title, country, habits, resources in contents
    ]
