"""A chart on paper: its window as PNG, SVG, PDF or CSV, saying whose, whence and when made."""

from __future__ import annotations

import csv
import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from serums_desktop.charts import clock
from serums_desktop.charts import device_words as words
from serums_desktop.charts.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# An A4 page has 2,300 dots of printable width at 300 dpi: more columns than that cannot be told apart.
COLUMNS = 2300
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


class Sheet(Protocol):
    """One chart, ready for paper. `period` and `device` are words, empty where they say nothing."""

    period: str
    device: str

    def notes(self) -> str:
        """What a reader must know to read the picture."""

    def columns(self) -> Sequence[str]:
        """The names of the columns of the CSV, the same in every language."""

    def rows(self) -> Iterable[Sequence[str]]:
        """Every value as it was received."""

    def draw(self, axes: Axes, theme: Theme) -> None:
        """The picture."""


def write_sheet(path: Path, paper: PaperFormat, sheet: Sheet, head: PaperHead) -> None:
    """Write a chart to a file. Slow the first time: run it in a worker.

    CSV holds every value as it was received. Raises OSError where the file cannot be written.
    """
    if paper is PaperFormat.CSV:
        _write_csv(path, sheet, head)
    else:
        _write_picture(path, paper, sheet, head)


def utc_text(at_s: float) -> str:
    """A moment for a machine: ISO 8601 in UTC."""
    return clock.calendar(at_s).isoformat().replace("+00:00", "Z")


def axis_days(at_s: float, offset_s: int) -> float:
    """Days since 1970 on the workstation's clock: what a date axis counts in."""
    return (at_s + offset_s) / clock.DAY_S


def time_axis(axes: Axes, window_s: tuple[float, float]) -> int:
    """Make the horizontal axis one of dates over a window; returns the offset of its clock to UTC in s."""
    offset_s = clock.utc_offset_s(window_s[1])
    axes.xaxis_date()
    axes.set_xlim(axis_days(window_s[0], offset_s), axis_days(window_s[1], offset_s))
    hours, minutes = divmod(abs(offset_s) // 60, 60)
    sign = "-" if offset_s < 0 else "+"
    axes.set_xlabel(words.translate("Paper", "Time, UTC{}").format(f"{sign}{hours:02}:{minutes:02}"))
    return offset_s


def _lines(sheet: Sheet, head: PaperHead) -> list[tuple[str, str]]:
    return [
        (words.translate("Paper", "Patient"), head.patient),
        (words.translate("Paper", "Period"), sheet.period),
        (words.translate("Paper", "Source"), ", ".join(head.sources)),
        (words.translate("Paper", "Device"), sheet.device),
        (words.translate("Paper", "Made"), words.day_and_clock(head.made_s)),
    ]


def _write_csv(path: Path, sheet: Sheet, head: PaperHead) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows((name, _safe(text)) for name, text in _lines(sheet, head))
        writer.writerow(())
        writer.writerow(sheet.columns())
        writer.writerows([_safe(text) for text in row] for row in sheet.rows())


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _write_picture(path: Path, paper: PaperFormat, sheet: Sheet, head: PaperHead) -> None:
    from matplotlib import rc_context  # noqa: PLC0415  370 ms that only an export has to wait for
    from matplotlib.figure import Figure  # noqa: PLC0415

    # Paper is white whatever the screen shows, and a name never becomes mathematics.
    theme = Theme("light")
    with rc_context({"svg.fonttype": "none", "text.parse_math": False}):
        figure = Figure(figsize=(11.0, 6.2), layout="constrained")
        axes = figure.add_subplot()
        sheet.draw(axes, theme)
        figure.suptitle(head.patient, x=0.01, ha="left", fontweight="bold", fontsize=12)
        lines = [f"{name}: {text}" for name, text in _lines(sheet, head)[1:] if text]
        notes = "\n".join(filter(None, [*lines, sheet.notes()]))
        axes.set_title(notes, loc="left", fontsize=8, color=theme.hex("text.secondary"))
        made = dt.datetime.fromtimestamp(head.made_s, tz=dt.UTC)
        metadata = {
            PaperFormat.PDF: {"CreationDate": made},
            PaperFormat.SVG: {"Date": made.isoformat()},
            PaperFormat.PNG: {"Creation Time": made.isoformat()},
        }[paper]
        figure.savefig(path, format=paper.value, dpi=_DPI, metadata=metadata)
