"""The rows of the safety summary: headings, items, what was not recorded, what is folded away."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

import msgspec

from serums_desktop.charts.clock import item_date
from serums_desktop.charts.timeline.short_names import short_name
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.entries import RangeFlag, Severity
from serums_desktop.domain.summary import SafetySummary, differing_doses
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.messages.emergency import not_asked_yet
from serums_desktop.views.words import flag_text, nothing_recorded, translate


class RowKind(enum.Enum):
    """What a row of the summary is."""

    HEADING = enum.auto()
    ITEM = enum.auto()
    NOTE = enum.auto()
    MORE = enum.auto()


class Section(enum.StrEnum):
    """The sections in reading order, after the International Patient Summary."""

    ALLERGIES = "allergies"
    ALERTS = "alerts"
    MEDICINES = "medicines"
    PROBLEMS = "problems"
    DEVICES = "devices"
    RESULTS = "results"
    ADVANCE_CARE = "advance-care"
    VACCINATIONS = "vaccinations"


# What an emergency access asks for only at its last stage.
_LAST_STAGE: Final = {Section.RESULTS, Section.VACCINATIONS}


class SummaryState(msgspec.Struct, frozen=True):
    """The safety summary; `titles` are source titles by id, `answered` the sources that answered.

    `stage` is how far an emergency access has opened the record, None without one.
    """

    summary: SafetySummary = SafetySummary()
    titles: dict[str, str] = {}
    answered: int = 0
    stage: Stage | None = None

    def nothing(self, section: Section) -> str:
        """Why a section is empty."""
        is_open = self.stage in {None, Stage.EVERYTHING} or section not in _LAST_STAGE
        return nothing_recorded(self.answered) if is_open else not_asked_yet()


class SummaryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row. `text` is strong, `note` follows it, `end` stands at the end of the line."""

    kind: RowKind
    section: Section
    text: str
    note: str = ""
    end: str = ""
    icon: str = ""
    tone: str = ""
    item_id: str = ""


ICONS: Final = {
    Section.ALLERGIES: "allergies",
    Section.ALERTS: "alert",
    Section.MEDICINES: "medicines",
    Section.PROBLEMS: "problems",
    Section.DEVICES: "device",
    Section.RESULTS: "results",
    Section.ADVANCE_CARE: "resuscitation",
    Section.VACCINATIONS: "vaccine",
}

# How many rows stand before "n more"; what can hurt at once is never folded.
_SHOWN: Final = {
    Section.MEDICINES: 8,
    Section.PROBLEMS: 6,
    Section.DEVICES: 4,
    Section.RESULTS: 5,
    Section.VACCINATIONS: 3,
}
_SEVERITY_ICONS: Final = {
    Severity.CRITICAL: ("critical-filled", "danger.fg"),
    Severity.HIGH: ("alert-filled", "high.fg"),
    Severity.NOTICE: ("alert", "caution.fg"),
    Severity.NONE: ("", ""),
}
_FLAG_ICONS: Final = {
    RangeFlag.NONE: ("", ""),
    RangeFlag.LOW: ("flag-low", "high.fg"),
    RangeFlag.HIGH: ("flag-high", "high.fg"),
    RangeFlag.ABNORMAL: ("alert", "high.fg"),
    RangeFlag.CRITICAL_LOW: ("critical-filled", "danger.fg"),
    RangeFlag.CRITICAL_HIGH: ("critical-filled", "danger.fg"),
}


def section_text(section: Section) -> str:
    """A section's heading."""
    return {
        Section.ALLERGIES: translate("Summary", "Allergies and intolerances"),
        Section.ALERTS: translate("Summary", "Alerts"),
        Section.MEDICINES: translate("Summary", "Current medicines"),
        Section.PROBLEMS: translate("Summary", "Problems"),
        Section.DEVICES: translate("Summary", "Implants and devices"),
        Section.RESULTS: translate("Summary", "Latest results"),
        Section.ADVANCE_CARE: translate("Summary", "Advance care"),
        Section.VACCINATIONS: translate("Summary", "Vaccinations"),
    }[section]


def item_words(item: TimelineItem) -> tuple[str, str]:
    """An item's title and what follows it, as its source wrote them."""
    if item.value_text:
        value = f"{item.value_text} {item.unit}".rstrip()
        title = short_name(item.codes, item.title)
        return f"{title} {value}", flag_text(item.flag)
    note = item.note if item.note != item.title else ""
    return item.title, note


def source_names(item: TimelineItem, titles: Mapping[str, str]) -> str:
    """The sources of an item by title."""
    return ", ".join(titles.get(source, source) for source in item.sources)


def source_tag(item: TimelineItem, titles: Mapping[str, str]) -> str:
    """The leading source's short name, and how many more say the same: "FCRB +2"."""
    if not item.sources:
        return ""
    first = titles.get(item.sources[0], item.sources[0]).split(" ")[0]
    more = len(item.sources) - 1
    return f"{first} +{more}" if more else first


def summary_rows(state: SummaryState, unfolded: frozenset[Section]) -> list[SummaryRow]:
    """Every row to show, in order; `unfolded` sections show all their items."""
    rows: list[SummaryRow] = []
    differing = {
        item.item_id for items in differing_doses(state.summary.medicines).values() for item in items
    }
    for section, items in _sections(state.summary).items():
        rows.append(
            SummaryRow(
                kind=RowKind.HEADING,
                section=section,
                text=section_text(section),
                note=str(len(items)) if items else "",
                icon=ICONS[section],
            )
        )
        limit = len(items) if section in unfolded else _SHOWN.get(section, len(items))
        rows += [
            _item_row(section, item, state.titles, differs=item.item_id in differing)
            for item in items[:limit]
        ]
        if len(items) > limit:
            more = translate("Summary", "%n more", "", len(items) - limit)
            rows.append(SummaryRow(kind=RowKind.MORE, section=section, text=more))
        if section is Section.ALLERGIES:
            rows += _allergy_notes(state)
        elif not items:
            rows.append(SummaryRow(kind=RowKind.NOTE, section=section, text=state.nothing(section)))
    return rows


def _sections(summary: SafetySummary) -> dict[Section, tuple[TimelineItem, ...]]:
    return {
        Section.ALLERGIES: summary.allergies,
        Section.ALERTS: summary.alerts,
        Section.MEDICINES: summary.medicines,
        Section.PROBLEMS: summary.problems,
        Section.DEVICES: summary.devices,
        Section.RESULTS: summary.results,
        Section.ADVANCE_CARE: summary.resuscitation,
        Section.VACCINATIONS: summary.vaccinations,
    }


def _allergy_notes(state: SummaryState) -> list[SummaryRow]:
    """What sources say of the absence of allergies, in their own words; else who was asked."""
    section = Section.ALLERGIES
    statements = (*state.summary.no_known_allergies, *state.summary.allergy_remarks)
    stated = [_item_row(section, item, state.titles) for item in statements]
    if stated:
        return stated
    if not state.summary.allergies:
        return [SummaryRow(kind=RowKind.NOTE, section=section, text=nothing_recorded(state.answered))]
    if state.answered == 0:
        return []
    text = translate(
        "Summary", "Nothing recorded on other substances by the %n sources that answered.", "", state.answered
    )
    return [SummaryRow(kind=RowKind.NOTE, section=section, text=text)]


def _item_row(
    section: Section, item: TimelineItem, titles: Mapping[str, str], *, differs: bool = False
) -> SummaryRow:
    title, note = item_words(item)
    icon, tone = _SEVERITY_ICONS[item.severity]
    if not icon:
        icon, tone = _FLAG_ICONS[item.flag]
    if not icon and (item.conflict or differs):
        icon, tone = "conflict", "high.fg"
    end = source_tag(item, titles)
    if differs:
        end = translate("Summary", "{source}, dose differs").format(source=end)
    if section in {Section.RESULTS, Section.PROBLEMS, Section.VACCINATIONS, Section.DEVICES}:
        end = item_date(item) or translate("Summary", "no date")
    return SummaryRow(
        kind=RowKind.ITEM,
        section=section,
        text=title,
        note=note,
        end=end,
        icon=icon,
        tone=tone,
        item_id=item.item_id,
    )
