"""The timeline's own words, in one place and translatable. What sources wrote is never changed here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from serums_desktop.charts import clock
from serums_desktop.charts.lettering import one_line
from serums_desktop.charts.scale import TimeScale
from serums_desktop.charts.timeline.canvas import Column
from serums_desktop.charts.timeline.model import Row
from serums_desktop.domain.entries import RangeFlag, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.stated_codes import NONE_OR_UNKNOWN
from serums_desktop.domain.timeline import TimelineItem

translate = QCoreApplication.translate


def lane(which: Lane) -> str:
    """The lane's name."""
    return {
        Lane.ENCOUNTERS: translate("Timeline", "Encounters"),
        Lane.PROBLEMS: translate("Timeline", "Problems"),
        Lane.MEDICINES: translate("Timeline", "Medicines"),
        Lane.LABS: translate("Timeline", "Labs"),
        Lane.VITALS: translate("Timeline", "Vitals"),
        Lane.PROCEDURES: translate("Timeline", "Procedures"),
        Lane.DOCUMENTS: translate("Timeline", "Documents"),
        Lane.IMAGING: translate("Timeline", "Imaging"),
    }[which]


def nothing_recorded(answered: int) -> str:
    """Absence is never "none": it says who was asked."""
    return translate("Timeline", "Nothing recorded by the %n sources that answered.", "", answered)


def undated(count: int) -> str:
    """The chip of entries without a date."""
    return translate("Timeline", "%n without a date", "", count)


def more_rows(count: int, *, unchanged: bool) -> str:
    """The row that stands for rows not shown; `unchanged` when all go on without a step in view."""
    if unchanged:
        return translate("Timeline", "%n more current, no change", "", count)
    return translate("Timeline", "%n more", "", count)


def fewer_rows() -> str:
    """The row that folds an unfolded lane."""
    return translate("Timeline", "Show fewer")


def rest_in_table(count: int) -> str:
    """Rows beyond what an unfolded lane holds."""
    return translate("Timeline", "%n more in the table", "", count)


def about(count: int) -> str:
    """A number that is known by the month alone."""
    return f"\N{ALMOST EQUAL TO}{count:,}"


def counted(count: int) -> str:
    """What columns stand for."""
    return translate("Timeline", "About %n entries. Zoom in to see each.", "", count)


def beginning(count: int) -> str:
    """What columns stand for where some of it is shown entry by entry, as what goes on is."""
    return translate("Timeline", "About %n entries begin here. Zoom in to see each.", "", count)


def column(one: Column) -> str:
    """One column: from when to when, how many, and how many are out of their range or severe."""
    start_s, end_s, count, flagged = one
    first, last = clock.day(start_s), clock.day(end_s - 1)
    if end_s - start_s < clock.DAY_S:
        first, last = (f"{clock.local_day(at)} {clock.local_clock(at)}" for at in (start_s, end_s))
    when = first if first == last else f"{first} \N{EN DASH} {last}"
    parts = [when, translate("Timeline", "%n entries", "", count)]
    if flagged:
        parts.append(translate("Timeline", "%n of them marked", "", flagged))
    return ", ".join(parts)


def statement(item: TimelineItem) -> str:
    """The item's title; what is *not* there is never written as the thing itself."""
    title = one_line(item.title)
    says_no = NONE_OR_UNKNOWN.intersection(item.codes) or any(code.startswith("no-") for code in item.codes)
    if not item.negated or says_no:
        return title
    if item.lane in {Lane.PROCEDURES, Lane.MEDICINES}:
        return translate("Timeline", "not done: {}").format(title)
    return translate("Timeline", "not present: {}").format(title)


def stay(item: TimelineItem, nights: int) -> str:
    """A stay with its nights."""
    return translate("Timeline", "{}, %n nights", "", nights).format(statement(item))


def merged(count: int) -> str:
    """A marker that stands for several items."""
    return f"\N{MULTIPLICATION SIGN}{count}"


def since(item: TimelineItem) -> str:
    """Since when, for a bar whose beginning lies before the view."""
    return translate("Timeline", "since {}").format(clock.item_date(item))


def ended(item: TimelineItem) -> str:
    """What stands behind a bar that ends in view."""
    if item.end_s is None:
        return ""
    # A date bounds its whole day, so the last second lies in the day meant.
    date = clock.day(item.end_s - 1)
    if item.lane is Lane.PROBLEMS:
        return translate("Timeline", "until {}").format(date)
    return translate("Timeline", "stopped {}").format(date)


def active(count: int) -> str:
    """How many problems are not past."""
    return translate("Timeline", "%n active", "", count)


def current(count: int) -> str:
    """How many medicines are current."""
    return translate("Timeline", "%n current", "", count)


def changed(date: str) -> str:
    """When a lane's rows last began or ended."""
    return translate("Timeline", "changed {}").format(date)


def recent(at_s: float, now_s: float, *, with_clock: bool) -> str:
    """A date as short as it can be beside now: a clock time, today, day and month, or the whole date."""
    local, now = at_s + clock.utc_offset_s(at_s), now_s + clock.utc_offset_s(now_s)
    if clock.day(local if with_clock else at_s) == clock.day(now):
        return clock.local_clock(at_s) if with_clock else translate("Timeline", "today")
    if 0 <= now_s - at_s < 320 * clock.DAY_S:
        return clock.day_of_year(at_s)
    return clock.day(at_s)


def range_text(scale: TimeScale) -> str:
    """What is in view, for the tool bar: months, days or hours as the zoom asks."""
    start, end = clock.calendar(scale.start_s), clock.calendar(scale.end_s - 1)
    length = scale.end_s - scale.start_s
    if length > 5 * 365 * clock.DAY_S:
        first, last = str(start.year), str(end.year)
    elif length > 60 * clock.DAY_S:
        first, last = (f"{clock.month_name(at.month)} {at.year}" for at in (start, end))
    elif length > 2 * clock.DAY_S:
        first, last = clock.day(scale.start_s), clock.day(scale.end_s - 1)
    else:
        first, last = (
            f"{clock.local_day(at)} {clock.local_clock(at)}" for at in (scale.start_s, scale.end_s)
        )
    return first if first == last else f"{first} \N{EN DASH} {last}"


def flag(which: RangeFlag) -> str:
    """A range flag in words, for readers who do not see its triangle."""
    return {
        RangeFlag.NONE: "",
        RangeFlag.LOW: translate("Timeline", "low"),
        RangeFlag.HIGH: translate("Timeline", "high"),
        RangeFlag.CRITICAL_LOW: translate("Timeline", "critically low"),
        RangeFlag.CRITICAL_HIGH: translate("Timeline", "critically high"),
        RangeFlag.ABNORMAL: translate("Timeline", "abnormal"),
    }[which]


def with_converted(written: str, converted: str) -> str:
    """A value as its source wrote it, with what it was converted to."""
    return translate("Timeline", "{} (converted: {})").format(written, converted)


def value(item: TimelineItem, converted: str = "") -> str:
    """The value with its unit as the source wrote it, what it was converted to, and its flag in words."""
    number = f"{one_line(item.value_text)} {item.unit}".strip()
    number = with_converted(number, converted) if converted else number
    parts = [part for part in (number, flag(item.flag)) if part]
    return ", ".join(parts) or one_line(item.note)


def row_title(row: Row) -> str:
    """A row's full name; where some of its results were converted, from which units into which."""
    given = dict.fromkeys(item.unit for item in row.items if row.is_converted(item))
    if not given:
        return row.title
    text = translate("Timeline", "Drawn in {}. Open marks are converted from {}.")
    return f"{row.title}\n{text.format(row.unit, ', '.join(given))}"


def dates(item: TimelineItem) -> str:
    """From when to when, as exactly as known."""
    start = clock.item_date(item)
    if item.start_s is None and item.end_s is None:
        return translate("Timeline", "no date given")
    if not item.is_span:
        return start
    if item.start_s is None:
        return translate("Timeline", "until {}").format(start)
    if item.end_s is None:
        going_on = item.standing is not Standing.PAST
        return translate("Timeline", "since {}").format(start) if going_on else start
    end = clock.day(item.end_s - 1)
    return start if end in start or item.end_s - item.start_s <= clock.DAY_S else f"{start} \N{EN DASH} {end}"


def cursor_flag(at_s: float, scale: TimeScale) -> str:
    """The date on the cursor's flag; with the time where a day is wide enough to point into it."""
    if scale.pixels_per_s * clock.DAY_S < 48:
        return clock.day(at_s)
    return f"{clock.local_day(at_s)} {clock.local_clock(at_s)}"
