"""Parts of a timeline that is never read as a whole: what is held of it, and how much lies elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.stored import Overview
from serums_desktop.domain.timeline import Timeline, TimelineItem

Stretch = tuple[float, float]


class Bucket(msgspec.Struct, frozen=True):
    """How many items of a lane begin in a stretch of time from `start_s` on, and how many are flagged."""

    lane: Lane
    start_s: float
    items: int
    flagged: int


class Counted(msgspec.Struct, frozen=True):
    """How much of some `lanes` begins when in a span (UTC epoch s), in stretches of `bucket_s` seconds.

    A stretch in which nothing begins has no bucket.
    """

    start_s: float
    end_s: float
    bucket_s: float
    lanes: frozenset[Lane]
    buckets: tuple[Bucket, ...]


class Beside(msgspec.Struct, frozen=True):
    """The dated items of its lane before and after one, its `place` among them (from 1), and how many."""

    before: TimelineItem | None
    after: TimelineItem | None
    place: int
    total: int


class TimelinePart(msgspec.Struct, frozen=True):
    """What is held of a record's timeline, and how much lies where it is not.

    `covered` names the lanes that are not held as a whole: of each, every item that begins in its stretch
    (UTC epoch s) is in `timeline`, of others perhaps some; None where of none it is known. Lanes that it
    does not name are held to their last item. `overview` counts everything, by month; `counted` more finely
    where that is asked for. Where `overview` is None the timeline is all there is.
    """

    timeline: Timeline
    overview: Overview | None = None
    covered: Mapping[Lane, Stretch | None] = {}
    counted: Counted | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every lane is held to its last item."""
        return not self.covered

    def holds(self, lane: Lane, start_s: float, end_s: float) -> bool:
        """Whether every item of a lane that begins in a span is held."""
        stretch = self.covered.get(lane, (-math.inf, math.inf))
        return stretch is not None and stretch[0] <= start_s and end_s <= stretch[1]
