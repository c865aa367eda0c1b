"""Who reads the pages of a run: this process, or another one that is asked over pipes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from serums_desktop.domain.received import PreparedPage, Progress, Received
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.reading import ReaderState, RunReader, in_pages
from serums_desktop.work.cancel import CancelToken

# Resources that are handed on together, so that keeping them is one short transaction.
PAGE_SIZE = 500

# Up to here what a reader knows is kept with every page; beyond, once for as much as has come since.
_SMALL_STATE = 256 * 1024

_encoder = msgspec.msgpack.Encoder()

ReadPage = list[Received] | PreparedPage


class PageReading(Protocol):
    """One run's pages on their way to becoming entries. What is given in comes back once, soon or at the end.

    Every call may raise SourceError and Cancelled.
    """

    def page(
        self, entries: list[BundleEntry], place: bytes = b"", *, urgent: bool = False
    ) -> Iterable[ReadPage | Progress]:
        """Read one page; returns what is ready, of this one or of those before.

        What is `urgent` waits for others until `release` at most. `place` is where its source can go on after
        it: it comes back in a `Progress`, with what the reader needs for that, before the last part.
        """

    def release(self, place: bytes = b"") -> Iterable[ReadPage | Progress]:
        """Read what is urgent without what it waits for: it comes once more when that has come."""

    def finish(self, *, complete: bool) -> Iterable[ReadPage | Progress]:
        """Read what is left. `complete` is whether the run was read to its end."""

    def missing_products(self) -> list[str]:
        """``Medication/id`` of products that were named and have not come."""

    def close(self) -> None:
        """Let go of what was not read to its end. Raises nothing."""


class Run(msgspec.Struct, frozen=True):
    """One asking of one source about one patient: what a `RunReader` is made for.

    `state` is what the reader of an asking that goes on knew where it broke off.
    """

    source_id: str
    patient_id: str
    fhir_base: str
    types: frozenset[str] | None = None
    held: frozenset[str] = frozenset()
    state: ReaderState | None = None


class Cursor(msgspec.Struct, array_like=True):
    """What a `Progress` carries: where its source goes on, and what its reader knows there."""

    place: bytes
    state: ReaderState


_cursors = msgspec.msgpack.Decoder(Cursor)


def cursor_of(packed: bytes) -> Cursor:
    """A cursor as a `Progress` carries it. Raises msgspec.DecodeError for anything else."""
    return _cursors.decode(packed)


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
        self._unsaved_bytes = 0
        if run.state is not None:
            self._reader.go_on(run.state)

    def page(
        self, entries: list[BundleEntry], place: bytes = b"", *, urgent: bool = False
    ) -> Iterable[list[Received] | Progress]:
        """Read one page."""
        self._unsaved_bytes += sum(memoryview(entry.resource).nbytes for entry in entries)
        return self._parts(self._reader.page(entries, urgent=urgent), place)

    def release(self, place: bytes = b"") -> Iterable[list[Received] | Progress]:
        """Read what is urgent without what it waits for."""
        released = self._reader.release()
        return self._parts(released, place) if released else ()

    def _parts(self, received: list[Received], place: bytes) -> list[list[Received] | Progress]:
        parts: list[list[Received] | Progress] = list(in_pages(received, PAGE_SIZE))
        if place and self._reader.state_bytes() <= max(self._unsaved_bytes, _SMALL_STATE):
            self._unsaved_bytes = 0
            # Where all that came has to wait, the place alone is kept.
            parts = parts or [[]]
            parts.insert(-1, Progress(_encoder.encode(Cursor(place, self._reader.state()))))
        return parts

    def finish(self, *, complete: bool) -> Iterable[list[Received]]:
        """Read what waited for others. Raises AccountingBroken."""
        return in_pages(self._reader.finish(complete=complete), PAGE_SIZE)

    def missing_products(self) -> list[str]:
        """``Medication/id`` of products that were named and have not come."""
        return self._reader.missing_products()

    def close(self) -> None:
        """There is nothing to let go of."""
