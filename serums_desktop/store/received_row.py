"""A received resource on its way into the tables."""

from __future__ import annotations

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.store import packing
from serums_desktop.store.folds import shared_keys
from serums_desktop.store.schema import FATES


class ReceivedRow:
    """The rows of one received resource, and a digest of all that they hold."""

    __slots__ = (
        "digest",
        "entry",
        "entry_body",
        "key",
        "keys",
        "raw",
        "received",
        "sample_bodies",
        "samples",
    )

    def __init__(self, received: Received) -> None:
        """Raises ValueError for an entry that does not carry its resource's name."""
        self.received = received
        self.key = _key(received)
        # Another patient's resource is counted; its content has no place in this patient's file.
        self.raw = b"" if received.reason is Reason.OTHER_PATIENT else received.raw
        is_shown = received.disposition is Disposition.SHOWN
        self.entry: Entry | None = received.entry if is_shown else None
        self.samples = received.samples if is_shown else ()
        self.entry_body: bytes | None = None
        self.keys = b""
        if self.entry is not None:
            if self.entry.entry_id != self.key:
                raise ValueError("an entry under another name than its resource's")
            self.entry_body = packing.pack_entry(self.entry)
            self.keys = shared_keys(self.entry)
        self.sample_bodies = [packing.pack_samples(samples) for samples in self.samples]
        self.digest = packing.fingerprint(
            self.raw,
            received.version_id.encode(),
            received.disposition.encode(),
            received.reason.encode(),
            received.problem.encode(),
            self.entry_body or b"",
            *self.sample_bodies,
        )

    def resource_row(self, resource_id: int, run: int, received_s: float) -> tuple[object, ...]:
        """The resource as it came, in the order of the table's columns; in no item of several yet."""
        received = self.received
        return (
            resource_id,
            self.key,
            run,
            received_s,
            FATES[received.disposition],
            int(self.entry is not None),
            None,
            self.digest,
            received.reason.value or None,
            received.problem or None,
            received.version_id or None,
            self.keys or None,
            self.entry_body,
            packing.pack_raw(self.raw),
        )

    def sample_rows(self) -> list[dict[str, object]]:
        """Its runs of samples."""
        return [
            {
                "code": samples.code,
                "start_s": samples.start_s,
                "key": self.key,
                "part": part,
                "end_s": samples.end_s,
                "samples": len(samples),
                "source_id": samples.source_id,
                "device": samples.device,
                "unit": samples.unit,
                "title": samples.title,
                "body": body,
            }
            for part, (samples, body) in enumerate(zip(self.samples, self.sample_bodies, strict=True))
        ]


def _key(received: Received) -> str:
    """``source/Type/id``; a resource without an id is known by its bytes, so that a repeat is no news."""
    if received.resource_id:
        return received.key
    return f"{received.key}#{packing.digest(received.raw).hex()}"
