"""The sheets of each chart: what is drawn and listed when it goes to paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from serums_desktop.analytics.cgm import THRESHOLDS, GlucoseUnit
from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.analytics.toxicity import Symptom, ToxicityTable
from serums_desktop.charts import clock, glucose_words
from serums_desktop.charts import device_words as words
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.daily import DailyMovement, Movement
from serums_desktop.charts.glucose_data import GlucoseData, GlucoseTrace
from serums_desktop.charts.heart_rate import HeartRate
from serums_desktop.charts.lettering import one_line
from serums_desktop.charts.markers import Marker
from serums_desktop.charts.paper import COLUMNS, axis_days, time_axis, utc_text
from serums_desktop.charts.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def _period(window_s: tuple[float, float]) -> str:
    return f"{words.day_and_clock(window_s[0])} {words.DASH} {words.day_and_clock(window_s[1])}"


def _draw_markers(
    axes: Axes, markers: Sequence[Marker], window_s: tuple[float, float], offset_s: int, theme: Theme
) -> None:
    for marker in markers:
        if window_s[0] <= marker.at_s < window_s[1]:
            x = axis_days(marker.at_s, offset_s)
            axes.axvline(x, color=theme.hex("lane.procedures"), linewidth=1.0)
            axes.text(
                x,
                1.0,
                f" {marker.title}",
                transform=axes.get_xaxis_transform(),
                rotation=90,
                va="top",
                fontsize=7,
                color=theme.hex("lane.procedures"),
            )


class GlucoseSheet:
    """The glucose of a window; the picture is in `unit`, the list in the unit each device sent."""

    def __init__(self, data: GlucoseData, window_s: tuple[float, float], unit: GlucoseUnit) -> None:
        self._data, self._window, self._unit = data, window_s, unit
        self.period = _period(window_s)
        devices = dict.fromkeys(one_line(trace.series.device) for trace in data.traces if trace.series.device)
        self.device = ", ".join(devices)

    def notes(self) -> str:
        """Where the range comes from, and what gaps are."""
        return f"{glucose_words.range_origin(self._unit)}{words.DOT}{words.gaps()}"

    def columns(self) -> Sequence[str]:
        """One reading a row."""
        return "time_utc", "glucose", "unit", "source", "device"

    def rows(self) -> Iterator[Sequence[str]]:
        """Every reading of the window, trace after trace."""
        for trace in self._data.traces:
            series = trace.series
            first, last = np.searchsorted(series.times_s, self._window)
            for index in range(int(first), int(last)):
                if text := series.text(index):
                    at = utc_text(float(series.times_s[index]))
                    yield at, text, series.unit, series.source_id, series.device

    def draw(self, axes: Axes, theme: Theme) -> None:
        """The range, its limits and every trace."""
        very_low, low, high, very_high = THRESHOLDS[self._unit]
        axes.axhspan(low, high, color=theme.hex("cgm.in-range"), alpha=0.14, linewidth=0)
        for value in (low, high):
            axes.axhline(value, color=theme.hex("cgm.in-range"), linewidth=0.8)
        for value in (very_low, very_high):
            axes.axhline(value, color=theme.hex("border.control"), linewidth=0.6, linestyle="--")
        offset_s = time_axis(axes, self._window)
        for trace in self._data.traces:
            self._draw_trace(axes, trace, offset_s, theme)
        axes.set_ylabel(f"{words.translate('Paper', 'Glucose')}, {self._unit.value}")
        axes.grid(visible=True, color=theme.hex("chart.grid"), linewidth=0.6)
        axes.set_axisbelow(True)
        if not self._data.traces:
            axes.text(0.5, 0.5, glucose_words.no_samples(), transform=axes.transAxes, ha="center")

    def _draw_trace(self, axes: Axes, trace: GlucoseTrace, offset_s: int, theme: Theme) -> None:
        envelope = trace.pyramid.window(*self._window, COLUMNS)
        times = (envelope.x + offset_s) / DAY_S
        low, high = trace.shown(envelope.lo, self._unit), trace.shown(envelope.hi, self._unit)
        _draw_envelope(axes, times, low, high, theme, is_raw=envelope.raw)


class HeartRateSheet:
    """One device's heart rate over a window."""

    def __init__(self, data: HeartRate, window_s: tuple[float, float], markers: Sequence[Marker]) -> None:
        self._data, self._window, self._markers = data, window_s, markers
        self.period = _period(window_s)
        self.device = one_line(data.series.device)

    def notes(self) -> str:
        """What area and line mean."""
        return f"{words.envelope()}{words.DOT}{words.gaps()}"

    def columns(self) -> Sequence[str]:
        """One sample a row."""
        return "time_utc", "heart_rate", "unit", "source", "device"

    def rows(self) -> Iterator[Sequence[str]]:
        """Every sample of the window as the device sent it."""
        series = self._data.series
        first, last = np.searchsorted(series.times_s, self._window)
        for index in range(int(first), int(last)):
            if text := series.text(index):
                at = utc_text(float(series.times_s[index]))
                yield at, text, series.unit, series.source_id, series.device

    def draw(self, axes: Axes, theme: Theme) -> None:
        """The envelope, and the median of each day."""
        offset_s = time_axis(axes, self._window)
        envelope = self._data.pyramid.window(*self._window, COLUMNS)
        times = (envelope.x + offset_s) / DAY_S
        _draw_envelope(axes, times, envelope.lo, envelope.hi, theme, is_raw=envelope.raw)
        days = self._data.days
        axes.hlines(
            days.median,
            (days.start_s + offset_s) / DAY_S,
            (days.end_s + offset_s) / DAY_S,
            color=theme.hex("text.primary"),
            linewidth=1.2,
        )
        _draw_markers(axes, self._markers, self._window, offset_s, theme)
        axes.set_ylabel(f"{words.heart_rate()}, {self._data.series.unit}")
        axes.grid(visible=True, color=theme.hex("chart.grid"), linewidth=0.6)
        axes.set_axisbelow(True)


class DailySheet:
    """One source's daily totals over a window."""

    def __init__(self, data: DailyMovement, window_s: tuple[float, float], markers: Sequence[Marker]) -> None:
        self._data, self._window, self._markers = data, window_s, markers
        self.period = words.day_span(*window_s)
        self.device = ""

    def _days(self) -> list[int]:
        start, end = self._window
        return [at for at, at_s in enumerate(self._data.starts_s) if start - DAY_S < at_s < end]

    def notes(self) -> str:
        """The own baseline, the recovery and what the line means."""
        said = (words.own_baseline(self._data.own), words.recovered(self._data.recovery), words.week_line())
        return words.DOT.join(filter(None, said))

    def columns(self) -> Sequence[str]:
        """One received total a row."""
        return "day", self._data.movement.value, "unit", "source"

    def rows(self) -> Iterator[Sequence[str]]:
        """Every total of the window; a day with several that differ has several rows."""
        for at in self._days():
            day = self._data.totals[at]
            for text in day.texts:
                yield day.day.isoformat(), text, self._data.unit, self._data.source_id

    def draw(self, axes: Axes, theme: Theme) -> None:
        """A bar a day, the seven-day median, the own baseline."""
        offset_s = time_axis(axes, self._window)
        is_steps = self._data.movement is Movement.STEPS
        ink = theme.hex("lane.vitals" if is_steps else "lane.medicines")
        medians: list[tuple[float, float]] = []
        before: int | None = None
        for at in self._days():
            day, left = self._data.totals[at], axis_days(self._data.starts_s[at], offset_s)
            foot = 0.0 if day.total is not None else day.low
            face = ink if day.total is not None else "none"
            axes.bar(left + 0.5, day.high - foot, 0.86, bottom=foot, color=face, edgecolor=ink, alpha=0.6)
            median = self._data.medians.get(day.day)
            if medians and (median is None or before != day.day.toordinal() - 1):
                medians.append((left, float("nan")))
            if median is not None:
                medians.append((left + 0.5, median))
            before = day.day.toordinal()
        if medians:
            axes.plot(*zip(*medians, strict=True), color=theme.hex("text.primary"), linewidth=1.4)
        if self._data.own.median is not None:
            axes.axhline(
                self._data.own.median, color=theme.hex("lane.procedures"), linewidth=1.0, linestyle="--"
            )
        _draw_markers(axes, self._markers, self._window, offset_s, theme)
        title = words.steps() if is_steps else words.rises()
        unit = words.per_day(self._data.unit)
        axes.set_ylabel(unit if unit.casefold().startswith(title.casefold()) else f"{title}, {unit}")
        axes.set_ylim(bottom=0)
        axes.grid(visible=True, axis="y", color=theme.hex("chart.grid"), linewidth=0.6)
        axes.set_axisbelow(True)


class ToxicitySheet:
    """Every symptom over every cycle."""

    def __init__(self, data: ToxicityTable, titles: Mapping[str, str]) -> None:
        self._data, self._titles = data, titles
        self.period = self._span()
        self.device = ""

    def _span(self) -> str:
        cycles = self._data.cycles
        if not cycles:
            return ""
        first, last = (clock.local_day(cycle.start_s) for cycle in (cycles[0], cycles[-1]))
        return first if first == last else f"{first} {words.DASH} {last}"

    def notes(self) -> str:
        """What numbers, question marks and empty cells mean."""
        return words.DOT.join(
            (words.worst_grade(), f'"\N{MIDDLE DOT}" {words.not_reported()}', f'"?" {words.not_a_grade()}')
        )

    def columns(self) -> Sequence[str]:
        """One report a row; `ctcae_grade` is empty where the value is none."""
        return "time_utc", "symptom", "cycle", "value", "ctcae_grade", "source"

    def rows(self) -> Iterator[Sequence[str]]:
        """Every report as it was received."""
        for symptom in self._data.symptoms:
            for place, cell in enumerate((symptom.before, *symptom.cells)):
                number = str(self._data.cycles[place - 1].number) if place else ""
                for report in cell.reports:
                    grade = "" if report.grade is None else str(report.grade)
                    at = utc_text(report.at_s)
                    yield at, symptom.title, number, report.text, grade, report.source_id

    def draw(self, axes: Axes, theme: Theme) -> None:
        """One square a cell, its number printed."""
        columns = self._titles_of_columns()
        for row, symptom in enumerate(self._data.symptoms):
            for column in range(len(columns)):
                self._draw_cell(axes, theme, symptom, row, column)
        axes.set_xlim(-0.5, max(len(columns), 1) - 0.5)
        axes.set_ylim(max(len(self._data.symptoms), 1) - 0.5, -0.5)
        axes.set_xticks(range(len(columns)), columns)
        axes.set_yticks(
            range(len(self._data.symptoms)), [one_line(symptom.title) for symptom in self._data.symptoms]
        )
        axes.tick_params(length=0)

    def _offset(self) -> int:
        return 0 if self._data.has_reports_before or not self._data.cycles else 1

    def _titles_of_columns(self) -> list[str]:
        cycles = [f"{words.cycle(each)}\n{clock.local_day(each.start_s)}" for each in self._data.cycles]
        return [words.before_cycles(), *cycles][self._offset() :]

    def _draw_cell(self, axes: Axes, theme: Theme, symptom: Symptom, row: int, column: int) -> None:
        cell = (symptom.before, *symptom.cells)[column + self._offset()]
        worst = cell.worst
        if worst is not None and worst.grade is not None:
            # Light enough for black figures: paper has no other ink for them.
            axes.fill_between(
                [column - 0.47, column + 0.47],
                row - 0.44,
                row + 0.44,
                color=theme.hex("danger.fg"),
                alpha=0.12 * worst.grade,
                linewidth=0,
            )
        said = [str(worst.grade)] if worst is not None else []
        said += [f"{one_line(report.text)}?" for report in cell.not_grades]
        axes.text(column, row, " ".join(said) or "\N{MIDDLE DOT}", ha="center", va="center", fontsize=10)
        if cell.reports:
            source_id = (worst or cell.reports[0]).source_id
            title = one_line(self._titles.get(source_id, source_id))
            axes.text(column, row + 0.34, title, ha="center", va="center", fontsize=5)


def _draw_envelope(
    axes: Axes, times: Numbers, low: Numbers, high: Numbers, theme: Theme, *, is_raw: bool
) -> None:
    if is_raw:
        axes.plot(times, low, color=theme.hex("text.primary"), linewidth=0.9)
    else:
        axes.fill_between(times, low, high, color=theme.hex("lane.vitals"), linewidth=0.5)
