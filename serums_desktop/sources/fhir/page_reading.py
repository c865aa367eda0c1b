"""Who reads the pages of a run: this process, or another one that is asked over pipes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from serums_desktop.domain.received import PreparedPage, Received
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.reading import RunReader, in_pages
from serums_desktop.work.cancel import CancelToken

# Resources that are handed on together, so that keeping them is one short transaction.
PAGE_SIZE = 500

ReadPage = list[Received] | PreparedPage


class PageReading(Protocol):
    """One run's pages on their way to becoming entries. What is given in comes back once, soon or at the end.

    Every call may raise SourceError and Cancelled.
    """

    def page(self, entries: list[BundleEntry]) -> Iterable[ReadPage]:
        """Read one page; returns what is ready, of this one or of those before."""

    def finish(self, *, complete: bool) -> Iterable[ReadPage]:
        """Read what is left. `complete` is whether the run was read to its end."""

    def missing_products(self) -> list[str]:
        """``Medication/id`` of products that were named and have not come."""

    def close(self) -> None:
        """Let go of what was not read to its end. Raises nothing."""


class Run(msgspec.Struct, frozen=True):
    """One asking of one source about one patient: what a `RunReader` is made for."""

    source_id: str
    patient_id: str
    fhir_base: str
    types: frozenset[str] | None = None
    held: frozenset[str] = frozenset()


class Reading(Protocol):
    """Who reads. Safe from any thread."""

    def begin(self, run: Run, cancel: CancelToken) -> PageReading:
        """Begin a run, which ends with `cancel`. Raises SourceError."""

    def close(self) -> None:
        """Let go of every run. Raises nothing."""


class Here:
    """Reads in this process."""

    def begin(self, run: Run, cancel: CancelToken) -> PageReading:  # noqa: ARG002  nothing here takes long
        """Begin a run."""
        return ReadingHere(run)

    def close(self) -> None:
        """There is nothing to let go of."""


class ReadingHere:
    """One run in this process."""

    def __init__(self, run: Run) -> None:
        self._reader = RunReader(run.source_id, run.patient_id, run.fhir_base, run.types, run.held)

    def page(self, entries: list[BundleEntry]) -> Iterable[list[Received]]:
        """Read one page."""
        return in_pages(self._reader.page(entries), PAGE_SIZE)

    def finish(self, *, complete: bool) -> Iterable[list[Received]]:
        """Read what waited for others. Raises AccountingBroken."""
        return in_pages(self._reader.finish(complete=complete), PAGE_SIZE)

    def missing_products(self) -> list[str]:
        """``Medication/id`` of products that were named and have not come."""
        return self._reader.missing_products()

    def close(self) -> None:
        """There is nothing to let go of."""
