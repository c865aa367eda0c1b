"""What counts the openings of a downtime capsule where nobody turns it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from serums_desktop.audit.tpm_commands import TpmRefusal
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.host import log

if TYPE_CHECKING:
    from serums_desktop.audit.keeper_keys import KeeperKeys
    from serums_desktop.audit.tpm import Tpm
    from serums_desktop.audit.tpm_rollback import MonotonicCounter

_NAME: Final = "capsule openings"


class OpeningCounter(Protocol):
    """A counter that only goes up, whatever becomes of the files of the workstation."""

    def count(self) -> int:
        """Count one opening, and return a number above all that were returned before; it is durable then.

        Raises EvidenceNotKept: NOT_DURABLE where it cannot be counted. Then nothing may be opened.
        """
        ...


class TpmOpeningCounter:
    """An index of the TPM's own memory."""

    def __init__(self, counter: MonotonicCounter) -> None:
        self._counter = counter

    def count(self) -> int:
        """One increment. Raises EvidenceNotKept."""
        try:
            return self._counter.increment()
        except TpmRefusal as refused:
            log.event("opening-not-counted", reason=refused.reason)
            raise EvidenceNotKept(EvidenceFault.NOT_DURABLE) from None


def opening_counter(tpm: Tpm | None, keys: KeeperKeys) -> OpeningCounter | None:
    """The counter of a keeper's capsule; None without a TPM that seals the keeper's keys."""
    if tpm is None or not keys.is_sealed:
        return None
    return TpmOpeningCounter(tpm.counter(f"{keys.origin} {_NAME}", keys.counter_password(_NAME)))
