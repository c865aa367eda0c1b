"""How this workstation stands, told before anybody signs in."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.views.controls import ElidedLabel, IconLabel, plain_label
from serums_desktop.views.dates import clock_text, day_and_time_text

# How a fact stands: good, not good, not known.
_MARKS: Final = {
    True: ("answered", "success.fg"),
    False: ("alert", "caution.fg"),
    None: ("minus", "text.tertiary"),
}


class Workstation(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of this workstation before anybody signs in.

    None means "not known yet". `clock_offset_s` is against the time server, `copied_s` when the sealed
    offline copy was last renewed (UTC epoch seconds). `keeps_evidence` says whether the evidence keeper
    answers, `is_keeper_same_user` that it runs under the account it watches, which is weaker,
    `is_keeper_tpm_bound` that its keys open on this computer alone, `is_keeper_rolled_back` that older files
    were put in place of its own.
    """

    name: str = ""
    organisation: str = ""
    version: str = ""
    online: bool | None = None
    sources_reachable: int | None = None
    sources: int = 0
    reader: str = ""
    card_present: bool = False
    clock_offset_s: float | None = None
    copied_s: float | None = None
    keeps_evidence: bool | None = None
    is_keeper_same_user: bool = False
    is_keeper_tpm_bound: bool = False
    is_keeper_rolled_back: bool = False


class WorkstationFacts(QFrame):
    """Network, sources, reader, clock, offline copy and evidence, each with a mark for how it stands."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, tuple[ElidedLabel, IconLabel]] = {}
        column = _column(self)
        names = {
            "network": self.tr("Network"),
            "source": self.tr("Sources"),
            "reader": self.tr("Card reader"),
            "clock": self.tr("Clock"),
            "copy": self.tr("Offline copy"),
            "eye": self.tr("Evidence"),
        }
        for icon_name, words in names.items():
            rule = QFrame()
            rule.setProperty("rule", "true")
            column.addWidget(rule)
            row = QHBoxLayout()
            row.setContentsMargins(0, 11, 0, 11)
            row.setSpacing(12)
            row.addWidget(IconLabel(theme, icon_name))
            name = plain_label(words)
            name.setFixedWidth(96)
            row.addWidget(name)
            value = ElidedLabel()
            value.setProperty("tone", "secondary")
            row.addWidget(value, 1)
            mark = IconLabel(theme, "answered", "success.fg")
            row.addWidget(mark)
            column.addLayout(row)
            self._rows[icon_name] = value, mark

    def render_facts(self, workstation: Workstation, now_s: float) -> None:
        """Show how this workstation stands."""
        online = workstation.online
        network = {
            None: self.tr("not known yet"),
            True: self.tr("reachable"),
            False: self.tr("not reachable"),
        }
        self._show("network", network[online], online)
        reachable, total = workstation.sources_reachable, workstation.sources
        if reachable is None:
            self._show("source", self.tr("%n configured", "", total), None)
        else:
            text = self.tr("{reachable} of {total} reachable").format(reachable=reachable, total=total)
            self._show("source", text, reachable == total)
        has_reader = bool(workstation.reader) or workstation.card_present
        card = self.tr("card present") if workstation.card_present else self.tr("no card")
        reader = ", ".join(filter(None, (workstation.reader, card)))
        self._show(
            "reader", reader if has_reader else self.tr("no reader found"), workstation.card_present or None
        )
        self._show("clock", *self._clock(workstation.clock_offset_s))
        if workstation.copied_s is None:
            self._show("copy", self.tr("nothing kept here yet"), None)
        else:
            at = day_and_time_text(workstation.copied_s)
            if now_s - workstation.copied_s < 12 * 3600:
                at = clock_text(workstation.copied_s)
            self._show("copy", self.tr("sealed, synchronised {at}").format(at=at), True)
        is_well = workstation.keeps_evidence and not workstation.is_keeper_rolled_back
        self._show("eye", self._evidence(workstation), is_well)

    def _evidence(self, workstation: Workstation) -> str:
        if workstation.keeps_evidence is None:
            return self.tr("not known yet")
        if not workstation.keeps_evidence:
            return self.tr("cannot be kept: nothing opens")
        if workstation.is_keeper_rolled_back:
            return self.tr("older files put back: tell IT")
        if workstation.is_keeper_same_user:
            if workstation.is_keeper_tpm_bound:
                return self.tr("kept (weaker), bound by TPM")
            return self.tr("kept, by this account (weaker)")
        if workstation.is_keeper_tpm_bound:
            return self.tr("kept, bound by TPM")
        return self.tr("kept, by an account of its own")

    def _clock(self, offset_s: float | None) -> tuple[str, bool | None]:
        if offset_s is None:
            return self.tr("this workstation's own"), None
        return self.tr("within {seconds} s").format(seconds=f"{abs(offset_s):.1f}"), abs(offset_s) < 5

    def _show(self, row: str, text: str, good: bool | None) -> None:
        value, mark = self._rows[row]
        value.set_full_text(text)
        mark.set_icon(*_MARKS[good])


class PlaceLines(QFrame):
    """Where this workstation stands and which version it runs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        rule = QFrame()
        rule.setProperty("rule", "true")
        column.addWidget(rule)
        column.addSpacing(16)
        self._lines = []
        for icon_name in ("encounters", "place", "info"):
            row = QHBoxLayout()
            row.setContentsMargins(0, 3, 0, 3)
            row.setSpacing(12)
            row.addWidget(IconLabel(theme, icon_name))
            line = ElidedLabel()
            line.setProperty("tone", "secondary")
            row.addWidget(line, 1)
            column.addLayout(row)
            self._lines.append(line)

    def render_place(self, workstation: Workstation) -> None:
        """Show organisation, workstation and version."""
        version = (
            self.tr("Version {version}").format(version=workstation.version) if workstation.version else ""
        )
        for line, text in zip(
            self._lines, (workstation.organisation, workstation.name, version), strict=True
        ):
            line.set_full_text(text or "\N{EN DASH}")


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
