"""Glucose on paper: the window of the chart as PNG, SVG, PDF or CSV, saying whose, whence and when made."""

from __future__ import annotations

import csv
import datetime as dt
import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from serums_desktop.analytics.cgm import THRESHOLDS, GlucoseUnit
from serums_desktop.charts import clock
from serums_desktop.charts import glucose_words as words
from serums_desktop.charts.glucose_data import GlucoseData, GlucoseTrace
from serums_desktop.charts.lettering import one_line
from serums_desktop.charts.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# An A4 page has 2,300 dots of printable width at 300 dpi: more columns than that cannot be told apart.
_COLUMNS = 2300
_DPI = 200
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class PaperFormat(enum.StrEnum):
    """The formats a chart can be written in, by file ending."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    CSV = "csv"


class PaperHead(msgspec.Struct, frozen=True):
    """What every sheet carries. `patient` and `sources` are ready to print; `made_s` is when it is made."""

    patient: str
    sources: Sequence[str]
    made_s: float


def write_glucose(
    path: Path,
    paper: PaperFormat,
    data: GlucoseData,
    window_s: tuple[float, float],
    *,
    unit: GlucoseUnit,
    head: PaperHead,
) -> None:
    """Write the glucose of a window to a file. Slow the first time: run it in a worker.

    CSV holds every reading as the device sent it, in its own unit; the pictures are in `unit`.
    Raises OSError where the file cannot be written.
    """
    if paper is PaperFormat.CSV:
        _write_csv(path, data, window_s, head)
    else:
        _write_picture(path, paper, data, window_s, unit=unit, head=head)


def _lines(data: GlucoseData, window_s: tuple[float, float], head: PaperHead) -> list[tuple[str, str]]:
    devices = dict.fromkeys(one_line(trace.series.device) for trace in data.traces if trace.series.device)
    span = f"{words.day_and_clock(window_s[0])} {words.DASH} {words.day_and_clock(window_s[1])}"
    return [
        (words.translate("Paper", "Patient"), head.patient),
        (words.translate("Paper", "Period"), span),
        (words.translate("Paper", "Source"), ", ".join(head.sources)),
        (words.translate("Paper", "Device"), ", ".join(devices)),
        (words.translate("Paper", "Made"), words.day_and_clock(head.made_s)),
    ]


def _write_csv(path: Path, data: GlucoseData, window_s: tuple[float, float], head: PaperHead) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows((name, _safe(text)) for name, text in _lines(data, window_s, head))
        writer.writerow(())
        writer.writerow(("time_utc", "glucose", "unit", "source", "device"))
        for trace in data.traces:
            series = trace.series
            first, last = np.searchsorted(series.times_s, window_s)
            for index in range(int(first), int(last)):
                text = series.text(index)
                if text:
                    at = clock.calendar(float(series.times_s[index])).isoformat().replace("+00:00", "Z")
                    writer.writerow(
                        (at, text, _safe(series.unit), _safe(series.source_id), _safe(series.device))
                    )


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_picture(
    path: Path,
    paper: PaperFormat,
    data: GlucoseData,
    window_s: tuple[float, float],
    *,
    unit: GlucoseUnit,
    head: PaperHead,
) -> None:
    from matplotlib import rc_context  # noqa: PLC0415  370 ms that only an export has to wait for
    from matplotlib.figure import Figure  # noqa: PLC0415

    # Paper is white whatever the screen shows, and a name never becomes mathematics.
    theme = Theme("light")
    with rc_context({"svg.fonttype": "none", "text.parse_math": False}):
        figure = Figure(figsize=(11.0, 6.2), layout="constrained")
        axes = figure.add_subplot()
        _draw_range(axes, unit, theme)
        for trace in data.traces:
            _draw_trace(axes, trace, window_s, unit, theme)
        offset_s = clock.utc_offset_s(window_s[1])
        axes.xaxis_date()
        axes.set_xlim(_days(window_s[0], offset_s), _days(window_s[1], offset_s))
        axes.set_ylabel(f"{words.translate('Paper', 'Glucose')}, {unit.value}")
        axes.set_xlabel(_zone(offset_s))
        axes.grid(visible=True, color=theme.hex("chart.grid"), linewidth=0.6)
        axes.set_axisbelow(True)
        if not data.traces:
            axes.text(0.5, 0.5, words.no_samples(), transform=axes.transAxes, ha="center")
        figure.suptitle(head.patient, x=0.01, ha="left", fontweight="bold", fontsize=12)
        lines = [f"{name}: {text}" for name, text in _lines(data, window_s, head)[1:] if text]
        notes = f"{words.range_origin(unit)} \N{MIDDLE DOT} {words.gaps()}"
        axes.set_title("\n".join([*lines, notes]), loc="left", fontsize=8, color=theme.hex("text.secondary"))
        made = dt.datetime.fromtimestamp(head.made_s, tz=dt.UTC)
        metadata = {
            PaperFormat.PDF: {"CreationDate": made},
            PaperFormat.SVG: {"Date": made.isoformat()},
            PaperFormat.PNG: {"Creation Time": made.isoformat()},
        }[paper]
        figure.savefig(path, format=paper.value, dpi=_DPI, metadata=metadata)


def _draw_range(axes: Axes, unit: GlucoseUnit, theme: Theme) -> None:
    very_low, low, high, very_high = THRESHOLDS[unit]
    axes.axhspan(low, high, color=theme.hex("cgm.in-range"), alpha=0.14, linewidth=0)
    for value in (low, high):
        axes.axhline(value, color=theme.hex("cgm.in-range"), linewidth=0.8)
    for value in (very_low, very_high):
        axes.axhline(value, color=theme.hex("border.control"), linewidth=0.6, linestyle="--")


def _draw_trace(
    axes: Axes, trace: GlucoseTrace, window_s: tuple[float, float], unit: GlucoseUnit, theme: Theme
) -> None:
    envelope = trace.pyramid.window(*window_s, _COLUMNS)
    times = (envelope.x + clock.utc_offset_s(window_s[1])) / clock.DAY_S
    low, high = trace.shown(envelope.lo, unit), trace.shown(envelope.hi, unit)
    if envelope.raw:
        axes.plot(times, low, color=theme.hex("text.primary"), linewidth=0.9)
    else:
        axes.fill_between(times, low, high, color=theme.hex("lane.vitals"), linewidth=0.5)


def _days(at_s: float, offset_s: int) -> float:
    """Days since 1970 on the workstation's clock: what a date axis counts in."""
    return (at_s + offset_s) / clock.DAY_S


def _zone(offset_s: int) -> str:
    hours, minutes = divmod(abs(offset_s) // 60, 60)
    sign = "-" if offset_s < 0 else "+"
    return words.translate("Paper", "Time, UTC{}").format(f"{sign}{hours:02}:{minutes:02}")
