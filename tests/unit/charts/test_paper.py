import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from serums_desktop.analytics.cgm import GlucoseUnit
from serums_desktop.analytics.toxicity import by_cycle
from serums_desktop.charts.device_data import prepare as prepare_all
from serums_desktop.charts.glucose_data import GlucoseData, prepare
from serums_desktop.charts.paper import PaperFormat, PaperHead, Sheet, utc_text, write_sheet
from serums_desktop.charts.paper_sheets import DailySheet, GlucoseSheet, HeartRateSheet, ToxicitySheet
from serums_desktop.domain.series import Samples
from tests.unit.charts.device_items import START, midnight_s, operation, pulse, steps, toxicity

MakeRun = Callable[..., Samples]

START_S = dt.datetime(2026, 11, 1, tzinfo=dt.UTC).timestamp()
HEAD = PaperHead("ROCA, Anna, born $1$ 02-Mar-1950", ["Hospital A", "Device cloud"], START_S + 7200)
WINDOW = (START_S, START_S + 3600)


def write(path: Path, paper: PaperFormat, data: GlucoseData) -> bytes:
    write_sheet(path, paper, GlucoseSheet(data, WINDOW, GlucoseUnit.MMOL_L), HEAD)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("paper", "begins"),
    [(PaperFormat.PNG, b"\x89PNG"), (PaperFormat.SVG, b"<?xml"), (PaperFormat.PDF, b"%PDF")],
)
@pytest.mark.parametrize("readings", [0, 12])
def test_pictures_are_written(
    qapp: object, tmp_path: Path, glucose_run: MakeRun, paper: PaperFormat, begins: bytes, readings: int
) -> None:
    data = prepare([glucose_run(["5.4"] * readings, START_S)])
    assert write(tmp_path / "glucose", paper, data).startswith(begins)


def test_the_sheet_says_whose_whence_and_when_made(
    qapp: object, tmp_path: Path, glucose_run: MakeRun
) -> None:
    text = write(tmp_path / "g.svg", PaperFormat.SVG, prepare([glucose_run(["5.4"] * 12, START_S)])).decode()
    for words in (HEAD.patient, "Hospital A, Device cloud", "Sensor", "01-Nov-2026", "mmol/L", "consensus"):
        assert words in text


def test_csv_keeps_exact_decimals_and_leaves_gaps_out(tmp_path: Path, glucose_run: MakeRun) -> None:
    data = prepare([glucose_run(["5.40", "", "10.0"], START_S, device="=HYPERLINK(1)")])
    write(tmp_path / "g.csv", PaperFormat.CSV, data)
    with (tmp_path / "g.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Patient", HEAD.patient]
    assert rows[-2:] == [
        ["2026-11-01T00:00:00Z", "5.40", "mmol/L", "cloud", "'=HYPERLINK(1)"],
        ["2026-11-01T00:10:00Z", "10.0", "mmol/L", "cloud", "'=HYPERLINK(1)"],
    ]


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="absent"):
        write(tmp_path / "absent" / "g.csv", PaperFormat.CSV, GlucoseData())


def sheets() -> list[Sheet]:
    data = prepare_all([], pulse(30), [*steps(*[4000] * 30), operation(), *toxicity()], {})
    window_s = data.window_s(None)
    return [
        HeartRateSheet(data.heart_rates[0], window_s, data.markers),
        DailySheet(data.movements[0], window_s, data.markers),
        ToxicitySheet(data.toxicity, {"cloud": "Device cloud"}),
        ToxicitySheet(by_cycle([]), {}),
    ]


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("paper", [PaperFormat.PNG, PaperFormat.SVG, PaperFormat.PDF])
def test_every_chart_goes_to_paper(qapp: object, tmp_path: Path, place: int, paper: PaperFormat) -> None:
    write_sheet(tmp_path / "chart", paper, sheets()[place], HEAD)
    assert (tmp_path / "chart").stat().st_size > 1000


def listed(tmp_path: Path, sheet: Sheet) -> list[list[str]]:
    write_sheet(tmp_path / "chart.csv", PaperFormat.CSV, sheet, HEAD)
    with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[6:]


def test_lists_hold_every_value_as_it_was_received(tmp_path: Path) -> None:
    pulses, days, grades, none = (listed(tmp_path, sheet) for sheet in sheets())
    assert len(pulses) == 1 + 30 * 288
    assert pulses[1] == [utc_text(midnight_s(START)), "60", "/min", "cloud", "Band"]
    assert days[:2] == [["day", "steps", "unit", "source"], ["2026-08-10", "4000", "steps", "cloud"]]
    ninth = utc_text(midnight_s(START + dt.timedelta(days=9)))
    assert [ninth, "Neurotoxicity", "1", "6", "", "cloud"] in grades
    assert none == [["time_utc", "symptom", "cycle", "value", "ctcae_grade", "source"]]


def test_the_operation_and_the_own_baseline_stand_on_the_sheet(qapp: object, tmp_path: Path) -> None:
    write_sheet(tmp_path / "s.svg", PaperFormat.SVG, sheets()[1], HEAD)
    text = (tmp_path / "s.svg").read_text(encoding="utf-8")
    assert "New hip" in text
    assert "own baseline 4000" in text
