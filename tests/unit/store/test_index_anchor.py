"""Whoever remembers the index may be away, which keeps nobody from care."""

from __future__ import annotations

import pytest

from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Anchor
from serums_desktop.store.index_anchor import IndexAnchor


class Anchors:
    """What is asked, as long as somebody is there."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.is_away = False

    def anchor(self, name: str) -> Anchor | None:
        self.asked.append(name)
        self._answer()
        return Anchor(name, 3, bytes(32))

    def advance(self, anchor: Anchor) -> None:
        self.asked.append(anchor)
        self._answer()

    def _answer(self) -> None:
        if self.is_away:
            raise EvidenceNotKept(EvidenceFault.UNREACHABLE)


def test_what_is_remembered_and_told() -> None:
    anchors = Anchors()
    anchor = IndexAnchor(anchors, "a0")
    assert anchor.remembered() == Anchor("a0", 3, bytes(32))
    anchor.advance(4)
    anchor.advance(4, b"r" * 32)
    assert anchor.is_held
    assert anchors.asked == ["a0", Anchor("a0", 4), Anchor("a0", 4, b"r" * 32)]


def test_who_is_away_is_asked_once(caplog: pytest.LogCaptureFixture) -> None:
    anchors = Anchors()
    anchors.is_away = True
    anchor = IndexAnchor(anchors, "a0")
    assert anchor.remembered() is None
    anchor.advance(4)
    assert anchor.remembered() is None
    assert not anchor.is_held
    assert anchors.asked == ["a0"]
    assert [one.message for one in caplog.records] == ["index_not_anchored"]


def test_who_goes_away_is_let_go() -> None:
    anchors = Anchors()
    anchor = IndexAnchor(anchors, "a0")
    anchors.is_away = True
    anchor.advance(4)
    anchor.advance(5)
    assert not anchor.is_held
    assert anchors.asked == [Anchor("a0", 4)]


def test_without_anybody_nothing_is_known() -> None:
    anchor = IndexAnchor(None, "a0")
    anchor.advance(1)
    assert (anchor.is_held, anchor.remembered()) == (False, None)
