"""LibreView's table from end to end: any language, any order of day and month, every row counted once."""

from __future__ import annotations

from pathlib import Path

from serums_desktop.domain.entries import Label, RangeFlag
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.received import Disposition
from tests.unit.sources.files.made_exports import entries, fates, libre_row, libreview, lines_of, samples
from tests.unit.sources.files.made_files import glance, read

GERMAN = (
    "Gerät,Seriennummer,Gerätezeitstempel,Aufzeichnungstyp,Glukosewert-Verlauf mmol/L,Glukose-Scan mmol/L,"
    "Nicht numerisches schnellwirkendes Insulin,Schnellwirkendes Insulin (Einheiten),"
    "Nicht numerische Nahrungsdaten,Kohlenhydrate (Gramm),Kohlenhydrate (Portionen),"
    "Nicht numerisches Depotinsulin,Depotinsulin (Einheiten),Notizen,Glukose-Teststreifen mmol/L,"
    "Keton mmol/L,Mahlzeiteninsulin (Einheiten),Korrekturinsulin (Einheiten),"
    "Insulin-Änderung durch Anwender (Einheiten)"
)


def test_every_row_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    content = libreview(
        libre_row("13-02-2026 08:15", 0, c4="7,2"),
        libre_row("13-02-2026 08:30", 0, c4="7,4"),
        libre_row("13-02-2026 08:46", 0, c4="HI"),
        libre_row("13-02-2026 08:50", 1, c5="15,3"),
        libre_row("13-02-2026 08:51", 2, c14="14,9"),
        libre_row("13-02-2026 08:52", 3, c15="1,6"),
        libre_row("13-02-2026 08:53", 4, c7="4,0", c13="Frühstück, Müsli"),
        libre_row("13-02-2026 08:54", 4, c6="1"),
        libre_row("13-02-2026 08:55", 5, c9="30,0"),
        libre_row("13-02-2026 08:56", 6, c13="müde\nheute"),
        libre_row("13-02-2026 08:57", 9),
        libre_row("13-02-2026 25:99", 0, c4="7,0"),
        headings=GERMAN,
    )
    path.write_text(content, "utf-8-sig")
    seen = glance(path)
    assert (seen.format, seen.patients) == (FileFormat.LIBREVIEW, ())
    received = read(path)
    assert fates(received) == {
        Disposition.SHOWN: 9,
        Disposition.OTHER: 2,
        Disposition.QUARANTINED: 1,
    }
    assert lines_of(received) == sorted(content.encode().splitlines())

    day, high, scan, strip, ketone, insulin, unknown_dose, carbs, note = entries(received)
    assert (day.title, day.has_samples) == ("Glukosewert-Verlauf", True)
    assert [text for _, text in samples(received)] == ["7.2", "7.4"]
    assert (high.value_text, high.flag) == ("HI", RangeFlag.HIGH)
    assert (str(scan.value), scan.codes[0].code) == ("15.3 mmol/L", "105272-9")
    assert (str(strip.value), strip.codes[0].code) == ("14.9 mmol/L", "14743-9")
    assert (str(ketone.value), ketone.codes[0].code) == ("1.6 mmol/L", "53060-9")
    assert insulin.resource_type == "MedicationAdministration"
    assert insulin.detail(Label.DOSE) == "4.0 Einheiten"
    assert insulin.detail(Label.NOTE) == "Frühstück, Müsli"
    assert (unknown_dose.title, unknown_dose.value_text) == (
        "Nicht numerisches schnellwirkendes Insulin",
        "1",
    )
    assert str(carbs.value) == "30.0 Gramm"
    assert note.value_text == "müde\nheute"


def test_american_halves_of_the_day(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    rows = (libre_row("02-03-2026 12:05 AM", 0, c4="101"), libre_row("02-03-2026 12:20 PM", 0, c4="102"))
    path.write_text(libreview(*rows, made="02-04-2026 10:22 AM UTC"))
    (day,) = entries(read(path))
    assert day.when.start is not None
    assert day.when.end is not None
    assert (day.when.start.text, day.when.end.text) == ("2026-02-03T00:05", "2026-02-03T12:20")


def test_days_that_could_be_months_are_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    rows = (libre_row("02-03-2026 00:05", 0, c4="101"), libre_row("04-04-2026 00:20", 0, c4="102"))
    path.write_text(libreview(*rows, made="05-04-2026 10:22 UTC"))
    received = read(path)
    assert fates(received) == {Disposition.SHOWN: 1, Disposition.OTHER: 1, Disposition.QUARANTINED: 1}
    assert [text for _, text in samples(received)] == ["102"]
