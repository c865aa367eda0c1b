"""What somebody else remembers of the index, who does not hold its files.

Whoever puts the whole directory back as it was yesterday puts the index back too: that it is an older one
cannot be told from anything in it.
"""

from __future__ import annotations

import logging
from typing import Protocol

from serums_desktop.domain.errors import EvidenceNotKept
from serums_desktop.domain.evidence import Anchor
from serums_desktop.host import log


class Anchors(Protocol):
    """Whoever remembers."""

    def anchor(self, name: str) -> Anchor | None:
        """What is remembered of a file, None of one never told of. Raises EvidenceNotKept."""

    def advance(self, anchor: Anchor) -> None:
        """Remember, durably; an older generation is refused. Raises EvidenceNotKept."""


class IndexAnchor:
    """The anchor of one index. Where nobody answers, care goes on and nothing is known."""

    def __init__(self, anchors: Anchors | None, name: str) -> None:
        """Nobody is asked before `remembered`."""
        self._anchors = anchors
        self._name = name

    @property
    def is_held(self) -> bool:
        """Whether somebody answered whenever they were asked."""
        return self._anchors is not None

    def remembered(self) -> Anchor | None:
        """How the index was when it was last told of; None where nobody knows."""
        if self._anchors is None:
            return None
        try:
            return self._anchors.anchor(self._name)
        except EvidenceNotKept:
            self._let_go()
            return None

    def advance(self, generation: int, root: bytes = b"") -> None:
        """Tell how it is now; with its root where it was closed. Who did not answer once is asked no more."""
        if self._anchors is not None:
            try:
                self._anchors.advance(Anchor(self._name, generation, root))
            except EvidenceNotKept:
                self._let_go()

    def _let_go(self) -> None:
        self._anchors = None
        log.event("index_not_anchored", logging.WARNING)
