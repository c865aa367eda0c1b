"""Apple Health from end to end: days, nights and pairs, each element counted once, nothing expanded."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from serums_desktop.domain.entries import Label
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.received import Disposition, Reason
from tests.unit.sources.files.made_exports import WATCH, entries, fates, health, lines_of, record, samples
from tests.unit.sources.files.made_files import glance, read

DAY = "2026-01-05"
AT = f"{DAY} 08:00:00 +0100"
# 2026-01-05T08:00:00+01:00
AT_S = 1_767_596_400.0
# As one version of iOS wrote it: no parser takes this document type.
BROKEN_TYPE = (
    "<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Me,(Record|>\n<!ATTLIST Record device CDATA\n]>\n"
)
PRESSURES = (
    record("BloodPressureSystolic", AT, "142", "mmHg"),
    record("BloodPressureDiastolic", AT, "78", "mmHg"),
)


def export(tmp_path: Path, *elements: str, head: str = "") -> Path:
    path = tmp_path / "export.xml"
    path.write_text(health(*elements, head=head), "utf-8")
    return path


def slept(start: str, end: str, phase: str) -> str:
    return (
        f'<Record type="HKCategoryTypeIdentifierSleepAnalysis" {WATCH} startDate="{start}" endDate="{end}" '
        f'value="HKCategoryValueSleepAnalysis{phase}"/>'
    )


def test_every_element_is_counted_once(tmp_path: Path) -> None:
    pair = (
        f'<Correlation type="HKCorrelationTypeIdentifierBloodPressure" {WATCH} startDate="{AT}" '
        f'endDate="{AT}">{"".join(PRESSURES)}</Correlation>'
    )
    workout = (
        f'<Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="30.50" durationUnit="min" '
        f'{WATCH} startDate="{AT}" endDate="{DAY} 08:30:30 +0100"><WorkoutStatistics '
        'type="HKQuantityTypeIdentifierActiveEnergyBurned" sum="120" unit="kcal"/></Workout>'
    )
    elements = (
        '<ExportDate value="2026-02-01 10:00:00 +0100"/>',
        '<Me HKCharacteristicTypeIdentifierDateOfBirth="1970-01-02"/>',
        record("HeartRate", AT, "72", "count/min"),
        record("HeartRate", f"{DAY} 08:05:00 +0100", "75", "count/min"),
        record("HeartRate", f"{DAY} 08:07:11 +0100", "71.123456789012", "count/min"),
        record("OxygenSaturation", AT, "0.965", "%"),
        record("StepCount", AT, "120", "count"),
        record("StepCount", f"{DAY} 09:00:00 +0100", "80", "count"),
        record("StepCount", AT, "150", "count", 'sourceName="Phone"'),
        record("BodyMass", AT, "72.50", "kg"),
        record("BloodGlucose", AT, "5.4", "mmol&lt;180.1558800000541&gt;/L"),
        record("ActiveEnergyBurned", AT, "1.2", "kcal"),
        record("ActiveEnergyBurned", AT, "1.3", "kcal"),
        record("BodyMass", "today", "72.50", "kg"),
        *PRESSURES,
        pair,
        workout,
        slept("2026-01-04 23:10:00 +0100", f"{DAY} 00:40:00 +0100", "AsleepCore"),
        slept(f"{DAY} 00:40:00 +0100", f"{DAY} 06:00:00 +0100", "AsleepDeep"),
    )
    path = export(tmp_path, *elements, head=BROKEN_TYPE)
    seen = glance(path)
    assert (seen.format, seen.patients) == (FileFormat.APPLE_HEALTH, ())
    received = read(path)
    assert fates(received) == {
        Disposition.SHOWN: 10,
        Disposition.OTHER: 3,
        Disposition.FOLDED: 2,
        Disposition.QUARANTINED: 1,
    }
    assert lines_of(received) == sorted(element.encode() for element in elements)
    reasons = {each.reason for each in received if each.disposition is Disposition.FOLDED}
    assert reasons == {Reason.NAMED_BY_ANOTHER}

    shown = {(entry.title, entry.detail(Label.DEVICE)): entry for entry in entries(received)}
    watch = "Ada's Watch"
    assert str(shown["Steps", watch].value) == "200 /d"
    assert str(shown["Steps", "Phone"].value) == "150 /d"
    assert shown["Steps", watch].codes[0].code == "41950-7"
    assert str(shown["Body weight", watch].value) == "72.50 kg"
    assert [str(part.value) for part in shown["Blood pressure", watch].components] == ["142 mmHg", "78 mmHg"]
    assert str(shown["Workout: Walking", watch].value) == "30.50 min"
    assert shown["Workout: Walking", watch].detail(Label.NOTE) == "Active energy burned: 120 kcal"
    assert shown["Sleep", watch].detail(Label.TEXT) == "23:10-00:40 Asleep core\n00:40-06:00 Asleep deep"
    units = {run.code: run.unit for each in received for run in each.samples}
    assert units == {"8867-4": "/min", "59408-5": "%", "15074-8": "mmol/L"}
    assert samples(received) == [(AT_S, "5.4"), (AT_S, "72"), (AT_S, "96.5"), (AT_S + 300, "75")]
    # More digits than a sample has: it stands by itself, and keeps them.
    by_itself = [entry for entry in entries(received) if entry.title == "Heart rate" and entry.value]
    assert [str(entry.value) for entry in by_itself] == ["71.123456789012 /min"]


def test_glucose_every_few_minutes_is_a_sensors(tmp_path: Path) -> None:
    records = [
        record("BloodGlucose", f"{DAY} {at // 12:02}:{at % 12 * 5:02}:00 +0100", "101", "mg/dL")
        for at in range(96)
    ]
    (entry,) = entries(read(export(tmp_path, *records)))
    assert entry.codes[0].code == "99504-3"


def test_pressures_without_their_pair_stand_by_themselves(tmp_path: Path) -> None:
    received = read(export(tmp_path, *PRESSURES))
    assert fates(received) == {Disposition.SHOWN: 2}
    assert {entry.codes[0].code for entry in entries(received)} == {"8480-6", "8462-4"}


def test_an_archive_with_all_that_stands_beside(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    document = (
        '<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">'
        '<id extension="Health Export CDA" root="1.1.1"/><title>Health Data Export</title></ClinicalDocument>'
    )
    ecg = (
        'Name,Ada Tester\nDate of Birth,"Jan 2, 1970"\nRecorded Date,2026-01-05 08:00:00 +0100\n'
        'Classification,Sinus Rhythm\nSymptoms,\nSoftware Version,1.90\nDevice,"Watch6,1"\n'
        "Sample Rate,512 hertz\n\n\nLead,Lead I\nUnit,µV\n\n-12.3\n-11.9\n"
    )
    route = '<?xml version="1.0"?>\n<gpx version="1.1" creator="Apple Health Export"><trk/></gpx>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/electrocardiograms/ecg_2026-01-05.csv", ecg)
        archive.writestr("apple_health_export/export.xml", health(record("BodyMass", AT, "72.50", "kg")))
        archive.writestr("apple_health_export/export_cda.xml", document)
        archive.writestr("apple_health_export/workout-routes/route.gpx", route)
    seen = glance(path)
    assert (seen.format, seen.patients) == (FileFormat.APPLE_HEALTH, ())
    received = read(path)
    assert fates(received) == {Disposition.SHOWN: 1, Disposition.OTHER: 3}
    kept = {each.resource_type: each.raw.decode() for each in received if each.entry is None}
    assert kept == {"ClinicalDocument": document, "Electrocardiogram": ecg, "WorkoutRoute": route}


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE HealthData [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n',
        '<!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n',
        '<!DOCTYPE HealthData [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>\n',
    ],
)
def test_entities_are_refused(tmp_path: Path, head: str) -> None:
    path = export(tmp_path, record("BodyMass", AT, "&x;", "kg"), head=head)
    with pytest.raises(FileNotTaken) as refused:
        read(path)
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS


def test_cut_off_nested_and_huge(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    whole = health(record("BodyMass", AT, "72.50", "kg"))
    nested = health("<Record>" * 5_000 + "</Record>" * 5_000)
    for content in (whole[:-20], nested, whole.replace("</HealthData>", "</HealthDat>")):
        path.write_text(content)
        with pytest.raises(FileNotTaken) as refused:
            read(path)
        assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS
    path.write_text(health(f'<Record type="{"x" * (40 << 20)}"/>'))
    with pytest.raises(FileNotTaken) as refused:
        read(path)
    assert refused.value.reason is FileRefusal.TOO_LARGE


def test_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    content = health(record("BodyMass", AT, "72.50", "kg")).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    path.write_bytes(content.encode("utf-16"))
    assert str(entries(read(path))[0].value) == "72.50 kg"
