"""The sections of the detail pane, each a widget made from entries. All text is plain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.conflicts import Contradiction
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Entry, Label, RangeFlag
from serums_desktop.domain.identifiers import NATIONAL_NUMBERS
from serums_desktop.domain.quantity import ReferenceRange
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.messages.folds import conflict_sentence, fold_sentences
from serums_desktop.views.controls import IconLabel, KeyButton, plain_label
from serums_desktop.views.dates import partial_text
from serums_desktop.views.words import flag_text, label_text, language_text, translate

_LABEL_PX: Final = 104
# Long texts stand in the quote, in the language they were written in.
_QUOTED: Final = (Label.TEXT, Label.NOTE, Label.CONCLUSION)


def section(title: str = "", *, icon: QWidget | None = None, aside: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A section with a line above it and an optional heading."""
    frame = QFrame()
    frame.setProperty("surface", "surface")
    frame.setProperty("edge", "top" if title else "")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12 if title else 0, 16, 12)
    column.setSpacing(8)
    if title:
        row = QHBoxLayout()
        row.setSpacing(8)
        if icon is not None:
            row.addWidget(icon)
        row.addWidget(plain_label(title, role="body-strong", tone="secondary"))
        row.addWidget(plain_label(aside, role="caption", tone="secondary"))
        row.addStretch(1)
        column.addLayout(row)
    return frame, column


def rows_section(item: TimelineItem, entry: Entry | None) -> QFrame:
    """What the leading source says, row by row."""
    frame, column = section()
    rows: list[tuple[str, str]] = []
    if entry is not None and entry.negated:
        rows.append((translate("Detail", "Statement"), translate("Detail", "says that this is not there")))
    value = f"{item.value_text} {item.unit}".strip()
    if value:
        rows.append((translate("Detail", "Value"), value))
    if item.flag is not RangeFlag.NONE:
        rows.append((translate("Detail", "Against range"), flag_text(item.flag)))
    if entry is not None:
        rows += [(translate("Detail", "Range"), range_text(each)) for each in entry.ranges]
        rows += [(part.title, str(part.value or part.value_text)) for part in entry.components]
        rows += _when_rows(entry)
        rows += [(label_text(row.label), row.text) for row in entry.details if row.label not in _QUOTED]
        if entry.status:
            rows.append((translate("Detail", "Status"), entry.status))
        codes = ", ".join(
            f"{code.code} ({code.display})" if code.display else code.code for code in entry.codes
        )
        if codes:
            rows.append((translate("Detail", "Codes"), codes))
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, _LABEL_PX)
    grid.setColumnStretch(1, 1)
    for place, (name, text) in enumerate(rows):
        top = Qt.AlignmentFlag.AlignTop
        label = plain_label(name, tone="secondary", wrap=True)
        label.setMaximumWidth(_LABEL_PX)
        grid.addWidget(label, place, 0, alignment=top)
        grid.addWidget(readable(text), place, 1, alignment=top)
    column.addLayout(grid)
    return frame


def range_text(reference: ReferenceRange) -> str:
    """A reference range as its source gave it."""
    if reference.text:
        return reference.text
    low, high = reference.low, reference.high
    if low is not None and high is not None:
        return f"{low.text} \N{EN DASH} {high}"
    if low is not None:
        return f"\N{GREATER-THAN OR EQUAL TO} {low}"
    return f"\N{LESS-THAN OR EQUAL TO} {high}" if high is not None else ""


def differences_section(
    theme: Theme, item: TimelineItem, entries: Sequence[Entry], titles: Mapping[str, str]
) -> QFrame:
    """What each source says where they differ; nothing is resolved."""
    frame, column = section(
        translate("Detail", "Sources differ"), icon=IconLabel(theme, "conflict", "high.fg")
    )
    for kind in item.conflicts:
        column.addWidget(plain_label(conflict_sentence(kind), wrap=True))
    said: defaultdict[str, list[str]] = defaultdict(list)
    for entry, words in zip(entries, _differing(entries), strict=True):
        written = partial_text(entry.recorded)
        source = titles.get(entry.source_id, entry.source_id)
        said[words].append(f"{source}, {written}" if written else source)
    grid = QGridLayout()
    grid.setSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for place, (words, sources) in enumerate(said.items()):
        box = QFrame()
        box.setProperty("card", "chosen" if place == 0 else "choice")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(12, 6, 12, 6)
        inside.setSpacing(2)
        inside.addWidget(plain_label(words, role="body-strong", wrap=True))
        inside.addWidget(plain_label("\n".join(sources), role="caption", tone="secondary", wrap=True))
        inside.addStretch(1)
        grid.addWidget(box, place // 2, place % 2)
    column.addLayout(grid)
    return frame


def _differing(entries: Sequence[Entry]) -> list[str]:
    """What each entry says on the points on which they differ: value, dose, status."""
    said = [(str(each.value or each.value_text), each.detail(Label.DOSE), each.status) for each in entries]
    points = [place for place in range(3) if len({words[place] for words in said}) > 1]
    nothing = translate("Detail", "not given")
    return [", ".join(words[place] or nothing for place in points) for words in said]


def quote_section(theme: Theme, entries: Sequence[Entry], titles: Mapping[str, str]) -> QFrame | None:
    """The source's own words in the language they were written in; None where there is nothing to quote."""
    if not entries:
        return None
    entry = entries[0]
    texts = [row.text for row in entry.details if row.label in _QUOTED]
    if not texts and not entry.language:
        return None
    words = [entry.title, *(row.text for row in entry.details if row.label is Label.DOSE), *texts]
    source = titles.get(entry.source_id, entry.source_id)
    aside = ", ".join(filter(None, (language_text(entry.language), source)))
    frame, column = section(
        translate("Detail", "Original words"), icon=IconLabel(theme, "quote"), aside=aside
    )
    quote = QFrame()
    quote.setProperty("card", "quote")
    inside = QVBoxLayout(quote)
    inside.setContentsMargins(12, 8, 12, 8)
    inside.addWidget(readable("\n".join(words)))
    column.addWidget(quote)
    return frame


def contradictions_section(
    theme: Theme,
    found: Sequence[Contradiction],
    titles: Mapping[str, str],
    choose: Callable[[str], object],
) -> QFrame:
    """Items that contradict each other, side by side; a press on one of them chooses it."""
    frame, column = section(
        translate("Detail", "Contradictions in this record"), icon=IconLabel(theme, "conflict", "high.fg")
    )
    for contradiction in found:
        column.addWidget(plain_label(conflict_sentence(contradiction.kind), role="body-strong", wrap=True))
        for item in contradiction.items:
            column.addWidget(_contradicting(theme, item, titles, choose))
    return frame


def _contradicting(
    theme: Theme, item: TimelineItem, titles: Mapping[str, str], choose: Callable[[str], object]
) -> QFrame:
    box = QFrame()
    box.setProperty("card", "choice")
    inside = QVBoxLayout(box)
    inside.setContentsMargins(12, 6, 12, 6)
    inside.setSpacing(2)
    button = KeyButton(theme, item.title)
    button.setProperty("look", "link")
    button.clicked.connect(lambda: choose(item.item_id))
    inside.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeading)
    value = f"{item.value_text} {item.unit}".strip()
    said = ", ".join(filter(None, (value, item.note, item.status)))
    if item.negated:
        said = ", ".join(filter(None, (translate("Detail", "says that this is not there"), said)))
    if said:
        inside.addWidget(plain_label(said, wrap=True))
    sources = ", ".join(titles.get(source, source) for source in item.sources)
    when = partial_text(PartialDate.parse(item.date_text)) if item.date_text else ""
    aside = " · ".join(filter(None, (sources, when)))
    inside.addWidget(plain_label(aside, role="caption", tone="secondary", wrap=True))
    return box


def merged_section(
    theme: Theme, item: TimelineItem, entries: Sequence[Entry], titles: Mapping[str, str]
) -> QFrame:
    """Which entries are shown as one, and by which rule."""
    aside = translate("Detail", "%n entries shown as one", "", len(entries))
    frame, column = section(translate("Detail", "Why merged"), icon=IconLabel(theme, "merge"), aside=aside)
    issuers = {number.system: number.label for number in NATIONAL_NUMBERS.values()}
    for reason in fold_sentences(item, issuers):
        column.addLayout(_marked(theme, "check", "success.fg", reason, ""))
    lead = entries[0]
    for entry in entries:
        same = (entry.status, entry.value, entry.detail(Label.DOSE)) == (
            lead.status,
            lead.value,
            lead.detail(Label.DOSE),
        )
        mark, tone = ("check", "success.fg") if same else ("conflict", "high.fg")
        words = f"{titles.get(entry.source_id, entry.source_id)}, {entry.resource_type}"
        column.addLayout(_marked(theme, mark, tone, words, partial_text(entry.recorded)))
    return frame


def quarantine_section(rows: Sequence[tuple[str, str, str]]) -> QFrame:
    """Source, resource and reason of what could not be read."""
    frame, column = section()
    column.setContentsMargins(16, 16, 16, 16)
    explanation = translate(
        "Detail",
        "These resources were received and kept as they came, but are not shown: "
        "nothing was guessed from them. Ask the source for the original.",
    )
    column.addWidget(plain_label(explanation, tone="secondary", wrap=True))
    for source, resource, reason in rows:
        column.addSpacing(4)
        column.addWidget(plain_label(source, role="body-strong", wrap=True))
        column.addWidget(readable(resource))
        column.addWidget(plain_label(reason, tone="secondary", wrap=True))
    return frame


def readable(text: str) -> QLabel:
    """Wrapped plain text that can be marked and copied."""
    label = plain_label(text, wrap=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return label


def _when_rows(entry: Entry) -> list[tuple[str, str]]:
    start, end = partial_text(entry.when.start), partial_text(entry.when.end)
    if entry.when.is_undated:
        return [(translate("Detail", "Date"), translate("Detail", "not given by the source"))]
    if not end:
        return [(translate("Detail", "Date"), start)]
    if not start:
        return [(translate("Detail", "Until"), end)]
    if start == end:
        return [(translate("Detail", "Date"), start)]
    return [(translate("Detail", "From"), start), (translate("Detail", "Until"), end)]


def _marked(theme: Theme, mark: str, tone: str, words: str, end: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconLabel(theme, mark, tone), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain_label(words, wrap=True), 1)
    if end:
        row.addWidget(plain_label(end, role="caption", tone="secondary"), alignment=Qt.AlignmentFlag.AlignTop)
    return row
