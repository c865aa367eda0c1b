"""What counts the openings of a downtime capsule where nobody turns it back."""

from __future__ import annotations

from typing import Protocol


class OpeningCounter(Protocol):
    """A counter that only goes up, whatever becomes of the files of the workstation."""

    def count(self) -> int:
        """Count one opening, and return how many there have been; it is durable when this returns.

        Raises EvidenceNotKept: NOT_DURABLE where it cannot be counted. Then nothing may be opened.
        """
        ...
