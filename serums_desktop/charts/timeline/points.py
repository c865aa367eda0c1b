"""Placing points and their words: important ones first, nothing over anything, crowds merged."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import NamedTuple

MARKER_PX = 24.0
_LABEL_GAP_PX = 6.0


class Candidate(NamedTuple):
    """A point to place: where it is, how wide its words are, and its priority (greater is placed first)."""

    x: float
    label_width: float
    priority: tuple[float, ...]
    marker_width: float = MARKER_PX


class Placed(NamedTuple):
    """A marker. `members` are candidate indices, several when merged; `label_x` is None without words."""

    members: tuple[int, ...]
    x: float
    track: int
    label_x: float | None


class Occupancy:
    """Which stretches of one line of pixels are taken."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def is_free(self, start: float, end: float) -> bool:
        """Whether nothing lies between two pixels."""
        index = bisect_left(self._taken, (start, start))
        if index < len(self._taken) and self._taken[index][0] < end:
            return False
        return index == 0 or self._taken[index - 1][1] <= start

    def take(self, start: float, end: float) -> None:
        """Mark a stretch as taken."""
        insort(self._taken, (start, end))


def arrange(candidates: Sequence[Candidate], tracks: int, left: float, right: float) -> list[Placed]:
    """Place points on some tracks between two edges.

    Points crowding one place become one marker of several members. Then, by priority, each marker takes
    the first track on which marker and words fit (words after the point, else before it); a marker whose
    words fit nowhere goes without. A marker that itself fits nowhere joins the nearest one.
    """
    lines = [Occupancy() for _ in range(tracks)]
    placed: list[Placed] = []
    crowds, singles = _crowds(candidates, tracks)
    for crowd in crowds:
        x = sum(candidates[index].x for index in crowd) / len(crowd)
        track = next((line for line in range(tracks) if lines[line].is_free(x - MARKER_PX, x + MARKER_PX)), 0)
        lines[track].take(x - MARKER_PX * 0.75, x + MARKER_PX * 0.75)
        placed.append(Placed(crowd, x, track, None))
    ordered = sorted(singles, key=lambda index: (candidates[index].priority, -index), reverse=True)
    waiting = set(singles)
    for index in ordered:
        waiting.discard(index)
        others = [_footprint(candidates[other]) for other in waiting]
        single = _placed_single(index, candidates[index], lines, others, (left, right))
        if single is not None:
            placed.append(single)
        else:
            _join(placed, index, candidates)
    return placed


def _crowds(candidates: Sequence[Candidate], tracks: int) -> tuple[list[tuple[int, ...]], list[int]]:
    """Split points into crowds of more than fit side by side on the tracks, and the rest."""
    order = sorted(range(len(candidates)), key=lambda index: candidates[index].x)
    crowds: list[tuple[int, ...]] = []
    singles: list[int] = []
    begin = 0
    while begin < len(order):
        end = begin + 1
        reach = candidates[order[begin]].x + MARKER_PX
        while end < len(order) and candidates[order[end]].x < reach:
            end += 1
        group = order[begin:end]
        if len(group) > tracks:
            crowds.append(tuple(group))
        else:
            singles.extend(group)
        begin = end
    return crowds, singles


def _footprint(candidate: Candidate) -> tuple[float, float]:
    return candidate.x - candidate.marker_width / 2, candidate.x + candidate.marker_width / 2


def _placed_single(
    index: int,
    candidate: Candidate,
    lines: list[Occupancy],
    waiting: list[tuple[float, float]],
    edges: tuple[float, float],
) -> Placed | None:
    start, end = _footprint(candidate)
    width = candidate.label_width
    if 0 < width <= candidate.marker_width - 2 * _LABEL_GAP_PX:
        for track, line in enumerate(lines):
            if line.is_free(start, end):
                line.take(start, end)
                return Placed((index,), candidate.x, track, start + _LABEL_GAP_PX)
    reach = width + _LABEL_GAP_PX
    for left, right, label_x in ((start, end + reach, end + 2), (start - reach, end, start - reach + 2)):
        if width <= 0 or label_x < edges[0] or label_x + width > edges[1]:
            continue
        for track, line in enumerate(lines):
            if line.is_free(left, right) and _leaves_room(lines, track, (left, right), waiting):
                line.take(left, right)
                return Placed((index,), candidate.x, track, label_x)
    for track, line in enumerate(lines):
        if line.is_free(start, end):
            line.take(start, end)
            return Placed((index,), candidate.x, track, None)
    return None


def _leaves_room(
    lines: list[Occupancy], track: int, taken: tuple[float, float], waiting: list[tuple[float, float]]
) -> bool:
    """Whether every marker still to be placed below these words has another track to go to."""
    below = [(start, end) for start, end in waiting if start < taken[1] and end > taken[0]]
    return all(
        any(other != track and line.is_free(start, end) for other, line in enumerate(lines))
        for start, end in below
    )


def _join(placed: list[Placed], index: int, candidates: Sequence[Candidate]) -> None:
    x = candidates[index].x
    nearest = min(range(len(placed)), key=lambda at: (placed[at].label_x is not None, abs(placed[at].x - x)))
    marker = placed[nearest]
    # Words of one point would be wrong on a marker of several.
    placed[nearest] = marker._replace(members=(*marker.members, index), label_x=None)
