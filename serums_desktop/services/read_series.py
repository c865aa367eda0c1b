"""Device series of a record, from afar and sample by sample."""

from __future__ import annotations

from collections.abc import Iterable

from serums_desktop.domain.series import Samples, SeriesLevel
from serums_desktop.services.ports import RecordStore


def read_levels(store: RecordStore, record_id: str, codes: Iterable[str]) -> list[SeriesLevel]:
    """The extremes of every few samples of some quantities. On the database lane.

    Raises NotOnThisWorkstation, StoreUnreadable, StoreLocked.
    """
    vault = store.vault(record_id)
    return [level for code in codes for level in vault.levels(code, float("-inf"), float("inf"))]


def read_samples(
    store: RecordStore, record_id: str, codes: Iterable[str], start_s: float, end_s: float
) -> list[Samples]:
    """The runs of some quantities that touch a span. On the database lane. Raises as `read_levels` does."""
    vault = store.vault(record_id)
    return [run for code in codes for run in vault.samples(code, start_s, end_s)]
