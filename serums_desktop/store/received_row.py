"""A received resource on its way into the tables."""

from __future__ import annotations

from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.store import packing
from serums_desktop.store.timeline_index import fold_of


class ReceivedRow:
    """The rows of one received resource, and a digest of all that they hold."""

    def __init__(self, received: Received) -> None:
        """Raises ValueError for an entry that does not carry its resource's name."""
        self.received = received
        self.key = _key(received)
        # Another patient's resource is counted; its content has no place in this patient's file.
        self.raw = b"" if received.reason is Reason.OTHER_PATIENT else received.raw
        is_shown = received.disposition is Disposition.SHOWN
        shown = received.entry if is_shown else None
        self.samples = received.samples if is_shown else ()
        if shown is not None and shown.entry_id != self.key:
            raise ValueError("an entry under another name than its resource's")
        self.entry_body = packing.pack_entry(shown) if shown else b""
        self.fold = fold_of(shown) if shown else None
        self.sample_bodies = [packing.pack_samples(samples) for samples in self.samples]
        self.digest = packing.digest(
            self.raw,
            received.version_id.encode(),
            received.disposition.encode(),
            received.reason.encode(),
            received.problem.encode(),
            self.entry_body,
            *self.sample_bodies,
        )

    def resource_row(self, run: int, received_s: float) -> dict[str, object]:
        """The resource as it came."""
        return {
            "key": self.key,
            "source_id": self.received.source_id,
            "resource_type": self.received.resource_type,
            "version_id": self.received.version_id,
            "run": run,
            "received_s": received_s,
            "disposition": self.received.disposition.value,
            "reason": self.received.reason.value,
            "problem": self.received.problem,
            "digest": self.digest,
            "raw": packing.pack_raw(self.raw),
        }

    def entry_rows(self) -> list[dict[str, object]]:
        """What it says, or nothing where it is not shown."""
        if self.fold is None:
            return []
        return [{"key": self.key, "fold": self.fold, "body": self.entry_body}]

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
