"""The pill of a source: an icon, its title, and what became of the asking."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import SourceFault
from serums_desktop.views.chips import Chip, ChipContent, ChipLook, Edge, Words
from serums_desktop.views.controls import plain_tooltip
from serums_desktop.views.dates import day_and_time_text, moment_text
from serums_desktop.views.flow import FlowLayout
from serums_desktop.views.words import capsule_text, fault_text, state_text, stopped_text

translate = QCoreApplication.translate

_WITHOUT_ANSWER: Final = frozenset({SourceState.PARTIAL, SourceState.FAILED, SourceState.NOT_ASKED})

# From here on a source that is still being asked is called late.
LATE_S: Final = 5.0

_ROUND: Final = 99.0
_ANSWERED: Final = ChipLook(border="border.default", radius_px=_ROUND, icon_tone="success.fg")
_ASKING: Final = ChipLook(border="border.default", radius_px=_ROUND, icon_tone="text.secondary")
_LATE: Final = ChipLook("caution.fg", "caution.bg", "caution.border", radius_px=_ROUND)
_FAILED: Final = ChipLook("high.fg", "high.bg", "high.border", radius_px=_ROUND)
_FILE: Final = ChipLook(border="border.default", radius_px=_ROUND, icon_tone="text.secondary")
_NOT_ASKED: Final = ChipLook("text.secondary", "", "border.control", Edge.DASHED, radius_px=_ROUND)
_COPY: Final = ChipLook(
    "text.primary", "bg.sunken", "border.control", radius_px=_ROUND, icon_tone="text.secondary"
)


class Pill(msgspec.Struct, frozen=True):
    """What one source's pill says; `can_retry` and `can_stop` make it a button."""

    source_id: str
    content: ChipContent
    look: ChipLook
    tooltip: str
    can_retry: bool = False
    can_stop: bool = False


def record_pill(source: SourceCoverage, now_s: float, *, offline: bool) -> Pill:
    """The pill of a source's part in the record on screen."""
    copy = moment_text(source.as_of_s, now_s) if source.as_of_s is not None else ""
    if source.from_capsule and source.state in _WITHOUT_ANSWER:
        return _capsule_pill(source, capsule_text(copy), offline=offline)
    if source.state is SourceState.ADDED:
        return _pill(source, "documents", translate("Pills", "file of {at}").format(at=copy), _FILE)
    if offline:
        note = translate("Pills", "copy {at}").format(at=copy) if copy else translate("Pills", "no copy here")
        return _pill(source, "copy", note, _COPY if copy else _NOT_ASKED)
    match source.state:
        case SourceState.ANSWERED:
            return _pill(source, "answered", copy, _ANSWERED)
        case SourceState.ASKING:
            return _asking_pill(source, now_s, can_stop=True)
        case SourceState.PARTIAL:
            note = translate("Pills", "in part, {at}").format(at=copy) if copy else state_text(source.state)
            if source.stopped:
                note = translate("Pills", "stopped, {at} copy").format(at=copy) if copy else stopped_text()
            return _pill(source, "alert", note, _LATE, can_retry=True)
        case SourceState.FAILED:
            note = translate("Pills", "failed, no copy")
            if copy:
                note = translate("Pills", "failed, {at} copy").format(at=copy)
            return _pill(source, "failed", note, _FAILED, can_retry=True)
    if source.fault is SourceFault.NOT_SIGNED_IN:
        note = translate("Pills", "sign in")
        if copy:
            note = translate("Pills", "sign in, {at} copy").format(at=copy)
        return _pill(source, "sign-in", note, _NOT_ASKED, can_retry=True)
    note = translate("Pills", "not asked, {at} copy").format(at=copy) if copy else state_text(source.state)
    return _pill(source, "not-asked", note, _NOT_ASKED)


def _capsule_pill(source: SourceCoverage, copy: str, *, offline: bool) -> Pill:
    """What stands in for a source that did not answer in full."""
    if offline:
        return _pill(source, "copy", copy, _COPY)
    match source.state:
        case SourceState.FAILED:
            note = translate("Pills", "failed, {copy}").format(copy=copy)
            return _pill(source, "failed", note, _FAILED, can_retry=True)
        case SourceState.PARTIAL:
            note = translate("Pills", "in part, {copy}").format(copy=copy)
            return _pill(source, "alert", note, _LATE, can_retry=True)
    needs_sign_in = source.fault is SourceFault.NOT_SIGNED_IN
    icon = "sign-in" if needs_sign_in else "not-asked"
    return _pill(source, icon, copy, _NOT_ASKED, can_retry=needs_sign_in)


def search_pill(source: SourceCoverage, now_s: float) -> Pill:
    """The pill of a source's part in a search: `received` counts the patients it found."""
    match source.state:
        case SourceState.ANSWERED:
            note = translate("Pills", "%n found", "", source.received)
            return _pill(source, "answered", note, _ANSWERED)
        case SourceState.ASKING:
            return _asking_pill(source, now_s)
        case SourceState.FAILED | SourceState.PARTIAL:
            return _pill(source, "failed", state_text(SourceState.FAILED), _FAILED)
    return _pill(source, "not-asked", state_text(source.state), _NOT_ASKED)


def _asking_pill(source: SourceCoverage, now_s: float, *, can_stop: bool = False) -> Pill:
    """How long it has been asked, and how much of it has come; what is late can be stopped."""
    waited_s = max(0.0, now_s - source.asked_s) if source.asked_s is not None else 0.0
    seconds = translate("Pills", "{seconds} s").format(seconds=int(waited_s))
    is_late = waited_s >= LATE_S
    note = translate("Pills", "late, {wait}").format(wait=seconds) if is_late else seconds
    if source.arriving:
        so_far = translate("Pills", "%n so far", "", source.arriving)
        note = translate("Pills", "{wait}, {so_far}").format(wait=note, so_far=so_far)
    return _pill(source, "asking", note, _LATE if is_late else _ASKING, can_stop=can_stop and is_late)


def _pill(
    source: SourceCoverage,
    icon: str,
    note: str,
    look: ChipLook,
    *,
    can_retry: bool = False,
    can_stop: bool = False,
) -> Pill:
    tone = "text.secondary" if look.fg == "text.primary" else ""
    mark = "close" if can_stop else ""
    words = (Words(source.title, strong=True), Words(note, tone=tone))
    content = ChipContent(words, icon, mark=mark, mark_tone=look.fg)
    tooltip = _tooltip(source, can_retry=can_retry, can_stop=can_stop)
    return Pill(source.source_id, content, look, tooltip, can_retry, can_stop)


def _tooltip(source: SourceCoverage, *, can_retry: bool, can_stop: bool) -> str:
    title = f"{source.title} ({source.country})" if source.country else source.title
    lines = [title, stopped_text() if source.stopped else state_text(source.state)]
    if source.fault is not None:
        lines.append(fault_text(source.fault))
    if source.as_of_s is not None and source.from_capsule:
        at = day_and_time_text(source.as_of_s)
        lines.append(translate("Pills", "On screen: {copy}").format(copy=capsule_text(at)))
    elif source.as_of_s is not None:
        lines.append(translate("Pills", "On screen: {at}").format(at=day_and_time_text(source.as_of_s)))
    if source.missing:
        kinds = ", ".join(source.missing)
        lines.append(translate("Pills", "Not to be had from it: {kinds}").format(kinds=kinds))
    if source.quarantined:
        lines.append(translate("Pills", "%n resources could not be read", "", source.quarantined))
    if source.fault is SourceFault.NOT_SIGNED_IN:
        lines.append(translate("Pills", "Press to sign in there"))
    elif can_retry:
        lines.append(translate("Pills", "Press to ask again"))
    elif can_stop:
        lines.append(translate("Pills", "Press to stop asking; what came is kept"))
    return plain_tooltip("\n".join(lines))


class PillRow(QWidget):
    """The pills of every source, in the configuration's order; it grows a row where they do not fit."""

    retry_requested = Signal(str)
    stop_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: dict[tuple[str, bool, bool], Chip] = {}
        self._flow = FlowLayout(self, gap_px=8, row_gap_px=4)

    def render_pills(self, pills: tuple[Pill, ...]) -> None:
        """Show pills; those already there only change their words."""
        keys = [(pill.source_id, pill.can_retry, pill.can_stop) for pill in pills]
        if keys != list(self._chips):
            self._flow.clear()
            self._chips = {key: self._chip(pill) for key, pill in zip(keys, pills, strict=True)}
        for key, pill in zip(keys, pills, strict=True):
            self._chips[key].set_content(pill.content, pill.look)
            self._chips[key].setToolTip(pill.tooltip)

    def chips(self) -> tuple[Chip, ...]:
        """The pills on screen, in order."""
        return tuple(self._chips.values())

    def _chip(self, pill: Pill) -> Chip:
        is_active = pill.can_retry or pill.can_stop
        chip = Chip(
            self._theme, pill.content, pill.look, self, active=is_active, height_px=24, role="caption"
        )
        if pill.can_retry:
            chip.clicked.connect(lambda: self.retry_requested.emit(pill.source_id))
        elif pill.can_stop:
            chip.setAccessibleDescription(translate("Pills", "Press to stop asking; what came is kept"))
            chip.clicked.connect(lambda: self.stop_requested.emit(pill.source_id))
        self._flow.addWidget(chip)
        return chip
