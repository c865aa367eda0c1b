"""The process that keeps evidence."""

from __future__ import annotations

from typing import Protocol

from serums_desktop.domain.evidence import Anchor, Deed, KeeperStatus, Receipt


class EvidenceKeeper(Protocol):
    """The process that keeps evidence. Safe from any thread."""

    def keep(self, deed: Deed) -> Receipt:
        """Record a deed; it is durable when this returns. Raises EvidenceNotKept."""

    def status(self) -> KeeperStatus:
        """How the evidence stands. Raises EvidenceNotKept."""

    def anchor(self, name: str) -> Anchor | None:
        """What is remembered of a file, None of one never told of. Raises EvidenceNotKept."""

    def advance(self, anchor: Anchor) -> None:
        """Remember, durably; an older generation is refused. Raises EvidenceNotKept."""
