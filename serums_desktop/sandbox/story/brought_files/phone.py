"""What her phone exports as Apple Health: a month of steps, heart rate, oxygen, sleep and weight."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.person import BORN

_DAYS: Final = 30
_OWN: Final = "HKCharacteristicTypeIdentifier"
_QUANTITY: Final = "HKQuantityTypeIdentifier"
_WATCH, _PHONE, _CUFF = "Joana's Apple Watch", "iPhone de Joana", "Tensiòmetre"
_TYPE: Final = (
    "<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>\n"
    "<!ATTLIST HealthData locale CDATA #REQUIRED>\n]>\n"
)


def export(now: Calendar, noise: random.Random) -> bytes:
    """The archive that the app makes; an ECG strip lies beside the export."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'{_TYPE}<HealthData locale="ca_ES">',
        f" <ExportDate value={quoteattr(_text(now, now.now))}/>",
        f' <Me {_OWN}DateOfBirth="{BORN}" {_OWN}BiologicalSex="HKBiologicalSexFemale"/>',
        *_steps(now, noise),
        *_heart(now, noise),
        *_mornings(now, noise),
        *_nights(now, noise),
        "</HealthData>\n",
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("export.xml", "\n".join(lines)),
            ("electrocardiograms/ecg.csv", _strip(now, noise)),
        ):
            # Not the moment of packing: the same run writes the same bytes.
            member = zipfile.ZipInfo(f"apple_health_export/{name}", (2020, 1, 1, 0, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _steps(now: Calendar, noise: random.Random) -> Iterator[str]:
    for days_ago in range(_DAYS, 0, -1):
        for hour in range(9, 20):
            at = now.moment(days_ago, f"{hour:02}:{noise.randrange(60):02}")
            yield _record(now, "StepCount", _PHONE, "count", at, str(noise.randrange(20, 320)), minutes=6)


def _heart(now: Calendar, noise: random.Random) -> Iterator[str]:
    for kind, unit, every in (("HeartRate", "count/min", 6), ("OxygenSaturation", "%", 60)):
        for days_ago in range(_DAYS, 0, -1):
            midnight = now.moment(days_ago, "00:00").astimezone(dt.UTC)
            for minute in range(0, 24 * 60, every):
                at = midnight + dt.timedelta(minutes=minute, seconds=noise.randrange(60))
                beats = str(max(52, round(noise.gauss(72 if 480 < minute < 1300 else 61, 6))))
                oxygen = f"{min(99, round(noise.gauss(95.5, 1.2))) / 100:.2f}"
                yield _record(now, kind, _WATCH, unit, at, oxygen if unit == "%" else beats)


def _mornings(now: Calendar, noise: random.Random) -> Iterator[str]:
    for days_ago in range(_DAYS, 0, -1):
        at = now.moment(days_ago, f"07:{noise.randrange(30, 59)}")
        high = round(noise.gauss(137, 9))
        pair = [
            _record(now, "BloodPressureSystolic", _CUFF, "mmHg", at, str(high)),
            _record(now, "BloodPressureDiastolic", _CUFF, "mmHg", at, str(high - round(noise.gauss(66, 4)))),
        ]
        yield from pair
        yield (
            f' <Correlation type="HKCorrelationTypeIdentifierBloodPressure" sourceName={quoteattr(_CUFF)} '
            f"creationDate={quoteattr(_text(now, at))} startDate={quoteattr(_text(now, at))} "
            f"endDate={quoteattr(_text(now, at))}>"
        )
        yield from pair
        yield " </Correlation>"
        if days_ago % 7 == 0:
            yield _record(now, "BodyMass", _PHONE, "kg", at, f"{noise.gauss(54.4, 0.2):.2f}")


def _nights(now: Calendar, noise: random.Random) -> Iterator[str]:
    phases = ("AsleepCore", "AsleepDeep", "AsleepCore", "Awake", "AsleepREM", "AsleepCore")
    for days_ago in range(_DAYS, 1, -1):
        at = now.moment(days_ago, f"22:{noise.randrange(30, 59)}").astimezone(dt.UTC)
        for phase in phases:
            until = at + dt.timedelta(minutes=15 if phase == "Awake" else noise.randrange(50, 100))
            yield (
                f' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName={quoteattr(_WATCH)} '
                f"creationDate={quoteattr(_text(now, until))} startDate={quoteattr(_text(now, at))} "
                f'endDate={quoteattr(_text(now, until))} value="HKCategoryValueSleepAnalysis{phase}"/>'
            )
            at = until


def _strip(now: Calendar, noise: random.Random) -> str:
    taken = _text(now, now.moment(2, "10:05"))
    head = (
        f"Name,Joana Soler Vila\nDate of Birth,{BORN}\nRecorded Date,{taken}\n"
        "Classification,Atrial Fibrillation\nSymptoms,\nSoftware Version,2.0\n"
        'Device,"Watch7,1"\nSample Rate,512 hertz\n\n\nLead,Lead I\nUnit,µV\n\n'
    )
    return head + "".join(f"{noise.gauss(0, 18):.3f}\n" for _ in range(30 * 512))


def _record(
    now: Calendar, kind: str, source: str, unit: str, at: dt.datetime, value: str, minutes: int = 0
) -> str:
    start, end = _text(now, at), _text(now, at + dt.timedelta(minutes=minutes))
    return (
        f' <Record type="{_QUANTITY}{kind}" sourceName={quoteattr(source)} unit="{unit}" '
        f'creationDate="{end}" startDate="{start}" endDate="{end}" value="{value}"/>'
    )


def _text(now: Calendar, at: dt.datetime) -> str:
    return at.astimezone(now.zone).strftime("%Y-%m-%d %H:%M:%S %z")
