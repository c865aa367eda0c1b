"""Dexcom Clarity's table from end to end: every row counted once, numbers exact, words kept as words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from serums_desktop.domain.entries import Label, RangeFlag
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.received import Disposition, Reason
from tests.unit.sources.files.made_exports import (
    CLARITY_HEADINGS,
    clarity,
    entries,
    fates,
    libre_row,
    libreview,
    lines_of,
    named,
    reading,
    samples,
)
from tests.unit.sources.files.made_files import glance, read

# 2026-01-05T00:03:05 on a clock without a zone.
START_S = 1_767_571_385.0


def test_every_row_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "clarity.csv"
    content = clarity(
        *named(),
        ",Device,,,Dexcom G6 Mobile App,android G6,,,,,,,",
        ",Alert,Fall,,,android G6,,,,,3,,",
        reading("2026-01-05T00:03:05", "143"),
        reading("2026-01-05T00:08:05", "140"),
        reading("2026-01-05T00:13:06", "Low"),
        reading("2026-01-05T00:18:06", "Low"),
        reading("2026-01-05T00:23:06", "61"),
        reading("2026-01-06T00:03:06", "High"),
        "2026-01-05T00:24:00,Insulin,Fast-Acting,,,android G6,,4.50,,,,,",
        "2026-01-05T00:25:00,Carbs,,,,android G6,,,30,,,,",
        "2026-01-05T00:26:00,Calibration,,,,android G6,120,,,,,,",
        "2026-01-05T00:27:00,Exercise,Light,,,android G6,,,,00:30:00,,,",
        reading("yesterday", "100"),
    )
    path.write_text(content, newline="")

    seen = glance(path)
    assert seen.format is FileFormat.DEXCOM_CLARITY
    (patient,) = seen.patients
    assert (patient.name.family, patient.name.given) == ("Tester", "Ada")
    assert patient.birth_date is not None
    assert patient.birth_date.text == "1970-01-02"

    received = read(path)
    assert fates(received) == {
        Disposition.SHOWN: 1 + 1 + 2 + 4,
        Disposition.OTHER: 1 + 2,
        Disposition.QUARANTINED: 1,
    }
    assert lines_of(received) == sorted(content.encode().splitlines())
    (quarantined,) = [each for each in received if each.disposition is Disposition.QUARANTINED]
    assert (quarantined.reason, quarantined.problem) == (Reason.WRONG_SHAPE, "row[16]/cell[1]")

    day, low, insulin, carbs, calibration, exercise, high = entries(received)
    assert day.has_samples
    assert day.codes[0].code == "99504-3"
    assert day.when.start is not None
    assert not day.when.start.has_zone
    assert samples(received) == [
        (START_S, "143"),
        (START_S + 300, "140"),
        (START_S + 1201, "61"),
    ]
    assert (low.value_text, low.flag, low.value) == ("Low", RangeFlag.LOW, None)
    assert low.when.end is not None
    assert low.when.end.text == "2026-01-05T00:18:06"
    assert (high.value_text, high.flag) == ("High", RangeFlag.HIGH)
    assert insulin.resource_type == "MedicationAdministration"
    assert insulin.title == "Insulin: Fast-Acting"
    assert insulin.detail(Label.DOSE) == "4.50 u"
    assert (str(carbs.value), str(calibration.value)) == ("30 grams", "120 mg/dL")
    assert calibration.codes[0].code == "41653-7"
    assert exercise.value_text == "00:30:00"


def test_german_in_moles_with_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    headings = (
        "Index;Zeitstempel (JJJJ-MM-TTThh:mm:ss);Ereignistyp;Ereignissubtyp;Patienteninfo;Geräteinfo;"
        "Quellgeräte-ID;Glukosewert (mmol/L);Insulinwert (E);Kohlenhydratwert (Gramm);Dauer (hh:mm:ss);"
        "Änderungsrate (mmol/L/min);Transmitterzeit;Transmitter-ID"
    )
    rows = (
        "2026-01-05T00:03:05;EGV;;;;G7;7,9;;;;;1;8X",
        "2026-01-05T00:08:05;EGV;;;;G7;Niedrig;;;;;1;8X",
        "2026-01-05T00:09:05;Insulin;Langwirkend;;;G7;;12,5;;;;;",
    )
    path.write_text(
        "\n".join([headings, *(f"{number};{row}" for number, row in enumerate(rows, 1))]), "utf-8-sig"
    )
    assert glance(path).patients == ()
    received = read(path)
    assert fates(received) == {Disposition.SHOWN: 3, Disposition.OTHER: 1}
    assert samples(received) == [(START_S, "7.9")]
    day, low, insulin = entries(received)
    assert day.title == "Glukosewert"
    assert day.codes[0].code == "105272-9"
    assert (low.value_text, low.flag) == ("Niedrig", RangeFlag.LOW)
    assert insulin.detail(Label.DOSE) == "12.5 E"


def test_a_cell_that_never_ends_and_a_table_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "clarity.csv"
    huge = reading("2026-01-05T00:03:05", "1" * 200_000)
    path.write_text(clarity(*named(), huge))
    with pytest.raises(FileNotTaken) as refused:
        read(path)
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS
    path.write_text(clarity(*named(), reading("2026-01-05T00:03:05", "143"))[:-30])
    assert fates(read(path))[Disposition.SHOWN] == 2
    path.write_text(CLARITY_HEADINGS)
    assert fates(read(path)) == {Disposition.OTHER: 1}


def test_what_is_of_no_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "clarity.csv"
    note = "2026-01-05T00:27:00,Notes,Müde,,,android G6,,,,,,,"
    path.write_bytes(clarity(note).encode("cp1252"))
    assert entries(read(path))[0].title == "Notes: Müde"


def test_tables_of_two_people_in_one_archive(tmp_path: Path) -> None:
    path = tmp_path / "exports.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ada.csv", clarity(*named(), reading("2026-01-05T00:03:05", "143")))
        archive.writestr("ada-later.csv", clarity(*named(), reading("2026-02-05T00:03:05", "144")))
        archive.writestr("bea.csv", clarity(*named("Bea"), reading("2026-01-05T00:03:05", "99")))
        archive.writestr("whose.csv", clarity(reading("2026-01-05T00:03:05", "98")))
        archive.writestr("whose-too.csv", libreview(libre_row("13-02-2026 08:15", 0, c4="97")))
    ada, bea = glance(path).patients
    assert (ada.name.given, bea.name.given) == ("Ada", "Bea")
    received = read(path, ada.patient_id)
    assert [text for _, text in samples(received)] == ["143", "144"]
    assert fates(received) == {
        Disposition.SHOWN: 3,
        Disposition.OTHER: 3,
        Disposition.QUARANTINED: 5 + 2 + 2,
    }
    assert {each.raw for each in received if each.reason is Reason.OTHER_PATIENT} == {b""}
