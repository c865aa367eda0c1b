"""The detail pane: one entry in its sources' words, why it was merged, where it comes from."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.conflicts import Contradiction
from serums_desktop.domain.entries import Entry, Standing
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Words
from serums_desktop.views.controls import ElidedLabel, IconLabel, follow_theme, plain_label
from serums_desktop.views.detail_sections import (
    contradictions_section,
    differences_section,
    merged_section,
    quarantine_section,
    quote_section,
    rows_section,
)
from serums_desktop.views.provenance import ProvenanceSection
from serums_desktop.views.words import kind_text, standing_text

_STANDING_LOOKS: Final = {
    Standing.CURRENT: ChipLook("success.fg", "success.bg", "success.border", radius_px=4),
    Standing.PLANNED: ChipLook("info.fg", "info.bg", "info.border", radius_px=4),
    Standing.PAST: ChipLook("text.secondary", "bg.sunken", "border.default", radius_px=4),
    Standing.UNKNOWN: ChipLook("text.secondary", "bg.sunken", "border.default", radius_px=4),
}


class Member(msgspec.Struct, frozen=True):
    """One source's entry behind an item, when it was fetched (UTC epoch seconds), and its letters' titles."""

    entry: Entry
    received_s: float
    letters: tuple[str, ...] = ()


class DetailState(msgspec.Struct, frozen=True, kw_only=True):
    """An item with its entries, the leading one first.

    `titles` and `countries` are by source id; `place` counts from 1 among `total` items beside it.
    `contradictions` are those that the item takes part in.
    """

    item: TimelineItem
    members: tuple[Member, ...] = ()
    titles: dict[str, str] = {}
    countries: dict[str, str] = {}
    place: int = 0
    total: int = 0
    now_s: float = 0.0
    contradictions: tuple[Contradiction, ...] = ()


class Quarantined(msgspec.Struct, frozen=True):
    """A resource that could not be read: whose, of which kind, and why in ready words."""

    source_title: str
    resource_type: str
    resource_id: str
    reason: str


class DetailPane(QFrame):
    """Renders a `DetailState`, a list of unreadable resources, or an invitation to choose.

    `letter_requested` carries an entry's id and which of its letters, from 0.
    """

    raw_requested = Signal(str)
    letter_requested = Signal(str, int)
    item_requested = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: DetailState | None = None
        self._provenance: ProvenanceSection | None = None
        self.setProperty("surface", "surface")
        self.setProperty("edge", "left")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(self.tr("Entry"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._scroll)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self.render_state(None)

    def render_state(self, state: DetailState | None) -> None:
        """Show an item; None invites to choose one."""
        if state is not None and state == self._state:
            return
        self._state = state
        self._provenance = None
        if state is None:
            self._kind_icon.set_icon("info", "text.secondary")
            self._kind.set_full_text(self.tr("Entry"))
            self._show_steps(0, 0)
            invitation = plain_label(
                self.tr("Choose an entry to read it whole."), tone="secondary", wrap=True
            )
            self._show_sections([_padded(invitation)])
            return
        item = state.item
        self._kind_icon.set_icon(item.lane.value, f"lane.{item.lane.value}")
        self._kind.set_full_text(kind_text(item.resource_type))
        self._show_steps(state.place, state.total)
        sections = [self._title(item), rows_section(item, state.members[0].entry if state.members else None)]
        entries = [member.entry for member in state.members]
        if item.conflict:
            sections.append(differences_section(self._theme, item, entries, state.titles))
        if state.contradictions:
            sections.append(self._contradictions(state.contradictions, state.titles))
        quote = quote_section(self._theme, entries, state.titles)
        if quote is not None:
            sections.append(quote)
        if len(entries) > 1:
            sections.append(merged_section(self._theme, item, entries, state.titles))
        self._provenance = ProvenanceSection(
            self._theme,
            [(member.entry, member.received_s) for member in state.members],
            titles=state.titles,
            countries=state.countries,
            now_s=state.now_s,
            letters={member.entry.entry_id: member.letters for member in state.members},
        )
        self._provenance.letter_requested.connect(self.letter_requested)
        self._provenance.raw_requested.connect(self.raw_requested)
        sections.append(self._provenance)
        self._show_sections(sections)

    def render_raw(self, entry_id: str, text: str) -> None:
        """Show the exact text of one entry's resource, if its item is still shown."""
        if self._provenance is not None:
            self._provenance.render_raw(entry_id, text)

    def render_contradictions(self, found: tuple[Contradiction, ...], titles: dict[str, str]) -> None:
        """List what contradicts what in the record."""
        self._state = None
        self._provenance = None
        self._kind_icon.set_icon("conflict", "high.fg")
        self._kind.set_full_text(self.tr("Contradictions"))
        self._show_steps(0, 0)
        self._show_sections([self._contradictions(found, titles)])

    def _contradictions(self, found: tuple[Contradiction, ...], titles: dict[str, str]) -> QFrame:
        return contradictions_section(self._theme, found, titles, self.item_requested.emit)

    def render_quarantine(self, resources: tuple[Quarantined, ...]) -> None:
        """List what could not be read, by source and reason."""
        self._state = None
        self._provenance = None
        self._kind_icon.set_icon("alert", "caution.fg")
        self._kind.set_full_text(self.tr("Could not be read"))
        self._show_steps(0, 0)
        rows = [
            (each.source_title, f"{each.resource_type}/{each.resource_id}", each.reason) for each in resources
        ]
        self._show_sections([quarantine_section(rows)])

    def forget(self) -> None:
        """Show nothing of any record."""
        self.render_state(None)

    def set_closable(self, closable: bool) -> None:
        """Whether the pane is a drawer that can be put away."""
        self._close.setVisible(closable)

    def _header(self) -> QFrame:
        header = QFrame()
        header.setProperty("surface", "surface")
        header.setProperty("edge", "bottom")
        header.setFixedHeight(self._theme.size("pane-header"))
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        self._kind_icon = IconLabel(self._theme, "info")
        self._kind = ElidedLabel()
        self._kind.setProperty("type", "label")
        self._steps = plain_label(role="caption", tone="secondary")
        row.addWidget(self._kind_icon)
        row.addSpacing(4)
        row.addWidget(self._kind, 1)
        row.addWidget(self._steps)
        self._previous = self._tool("up", self.tr("Previous entry"), "Alt+Up")
        self._next = self._tool("down", self.tr("Next entry"), "Alt+Down")
        self._previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self._next.clicked.connect(lambda: self.step_requested.emit(1))
        self._close = self._tool("close", self.tr("Close"), "")
        self._close.clicked.connect(self.closed)
        for button in (self._previous, self._next, self._close):
            row.addWidget(button)
        return header

    def _tool(self, icon_name: str, words: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "bare")
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys})" if keys else words)
        if keys:
            button.setShortcut(keys)
        follow_theme(self._theme, button, icon_name)
        return button

    def _show_steps(self, place: int, total: int) -> None:
        self._steps.setText(self.tr("{place} of {total}").format(place=place, total=total) if total else "")
        self._previous.setVisible(total > 1)
        self._next.setVisible(total > 1)
        self._previous.setEnabled(place > 1)
        self._next.setEnabled(place < total)

    def _title(self, item: TimelineItem) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(16, 16, 16, 8)
        row.setSpacing(8)
        title = plain_label(item.title, role="title", wrap=True)
        row.addWidget(title, 1)
        look = _STANDING_LOOKS[item.standing]
        chip = Chip(
            self._theme,
            ChipContent((Words(standing_text(item.standing), strong=True),)),
            look,
            height_px=24,
            role="caption",
        )
        row.addWidget(chip, alignment=Qt.AlignmentFlag.AlignTop)
        return place

    def _show_sections(self, sections: list[QWidget]) -> None:
        body = QFrame()
        body.setProperty("surface", "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(0)
        for section in sections:
            column.addWidget(section)
        column.addStretch(1)
        # setWidget deletes the body that was shown before.
        self._scroll.setWidget(body)


def _padded(label: QLabel) -> QWidget:
    label.setMargin(16)
    return label
