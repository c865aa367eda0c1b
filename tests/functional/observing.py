"""What somebody at this workstation could tell two patients' records apart by, taken down to be compared."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import QWidget

from serums_desktop.host.profile import Profile

_TEXTS = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
    QAccessible.Text.Accelerator,
)
_STATES = (
    "active", "checked", "collapsed", "disabled", "expanded", "focused", "hasPopup", "invisible", "offscreen",
    "readOnly", "selected",
)  # fmt: skip
# Of 255 levels of a colour.
_SMOOTHING = 3
# Names that are drawn anew for every profile.
_DRAWN = re.compile(r"[0-9a-f]{16,}|[A-Za-z0-9_-]{20,}")
# What the log says of the clock.
_TIMED = ("time", "duration_ms")
# What the evidence keeper, a process with its own clock, says of it.
_KEPT_AT = re.compile(r"\b\d\d:\d\d(?: left\b|(?=', 'Recorded as entry))")


class View(msgspec.Struct, frozen=True):
    """A window at a moment: its pixels, and all that a screen reader could read out."""

    picture: QImage
    tree: tuple[str, ...]


def look_at(window: QWidget) -> View:
    """Take down a window."""
    interface = QAccessible.queryAccessibleInterface(window)
    tree = tuple(_told(interface, 0)) if interface is not None else ()
    return View(window.grab().toImage(), tree)


def _told(interface: QAccessibleInterface, depth: int) -> Iterator[str]:
    texts = [interface.text(which) for which in _TEXTS]
    state = interface.state()
    states = [name for name in _STATES if getattr(state, name)]
    place = interface.rect()
    at = "" if state.invisible else (place.x(), place.y(), place.width(), place.height())
    role, count = interface.role(), interface.childCount()
    yield _KEPT_AT.sub("*", f"{'  ' * depth}{role.name} {texts} {states} {at} {count}")
    if role is QAccessible.Role.Table and state.invisible:
        # Thousands of cells: they are read where the table is seen.
        return
    for number in range(count):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from _told(child, depth + 1)


def look_alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures are the same but for how letters happen to be smoothed, which no eye sees."""
    return one.size() == other.size() and bool(np.abs(_colours(one) - _colours(other)).max() <= _SMOOTHING)


def _colours(picture: QImage) -> NDArray[np.int16]:
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(picture.constBits(), np.uint8).astype(np.int16)


def files_of(profile: Profile) -> list[tuple[str, int]]:
    """Every file of a profile, with its size; names that were drawn are left out of its own."""
    return sorted(
        (_DRAWN.sub("*", str(path.relative_to(place.parent))), path.stat().st_size)
        for place in (profile.keys, profile.cache, profile.evidence)
        for path in place.rglob("*")
        if path.is_file()
    )


def log_of(profile: Profile) -> Counter[str]:
    """The log's lines without their times. Sources answer in any order."""
    return Counter(
        json.dumps({key: value for key, value in json.loads(line).items() if key not in _TIMED})
        for path in profile.logs.rglob("*.log")
        for line in path.read_text("utf-8").splitlines()
    )


def requests_in(path: Path) -> Counter[str]:
    """What a source was asked."""
    return Counter(path.read_text("ascii").splitlines())
