"""What every painter of a lane needs at hand for one frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.charts.lettering import Lettering
from serums_desktop.charts.scale import TimeScale
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem


class Column(NamedTuple):
    """How many entries begin in a stretch of time (UTC epoch s), and how many flagged ones."""

    start_s: float
    end_s: float
    entries: int
    flagged: int


class Hit(NamedTuple):
    """A place that answers to the mouse: items, a lane's row of rows not shown, or a column of counts."""

    rect: QRectF
    item_ids: tuple[str, ...] = ()
    unfolds: Lane | None = None
    words: str = ""
    column: Column | None = None


class DeviceSeries(NamedTuple):
    """A pyramid to paint, with the latest value as the device sent it and its range where one is known.

    `very_low` is the limit below which a column gets a mark of its own.
    """

    pyramid: Pyramid
    latest: str = ""
    unit: str = ""
    band: tuple[float, float] | None = None
    very_low: float | None = None


@dataclass
class Canvas:
    """One frame: where to paint, with what, and what was painted where."""

    painter: QPainter
    theme: Theme
    scale: TimeScale
    lettering: Lettering
    now_s: float
    selected: str = ""
    series: Mapping[str, DeviceSeries] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)

    @property
    def right(self) -> float:
        """The plot's right edge."""
        return self.scale.left + self.scale.width

    @property
    def now_x(self) -> float:
        """Where now lies, held to the plot."""
        return self.scale.clipped(self.now_s)

    def write(
        self, x: float, middle: float, text: str, *, role: str = "body", ink: str = "text.primary"
    ) -> float:
        """Write words with a halo in the surface's colour; returns their width."""
        return self.lettering.write(QPointF(x, middle), text, role=role, ink=ink, halo="bg.surface")

    def answer(self, rect: QRectF, *items: TimelineItem) -> None:
        """Let a place answer to the mouse for some items."""
        self.hits.append(Hit(rect, tuple(item.item_id for item in items)))

    def is_selected(self, *items: TimelineItem) -> bool:
        """Whether the selected item is among them."""
        return any(item.item_id == self.selected for item in items)
