"""What the people of the stories bring along on a stick: files to be dropped on their records."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Final

from serums_desktop.sandbox.story.brought_files import documents, phone, recordings, sensors
from serums_desktop.sandbox.story.calendar import Calendar

FOLDER: Final = "files"


def write(directory: Path, now: dt.datetime, seed: int) -> Path:
    """Write the files below `directory`; the emergency is `now` (aware). Returns their folder."""
    folder = directory / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    catalonia = Calendar(now, "Europe/Madrid")

    def noise(name: str) -> random.Random:
        return random.Random(f"{seed} {name}")

    contents = {
        "patient-summary.json": documents.summary(catalonia, noise("gp")),
        "health-link.txt": documents.health_link(noise("health-link")),
        "letter.pdf": documents.letter(catalonia),
        "wound.png": documents.picture(),
        "dexcom-clarity.csv": sensors.clarity(catalonia, noise("clarity")),
        "libreview.csv": sensors.libreview(catalonia, noise("libreview")),
        "apple-health-export.zip": phone.export(catalonia, noise("phone")),
        "night-oximetry.edf": recordings.night(catalonia, noise("oximeter")),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder
