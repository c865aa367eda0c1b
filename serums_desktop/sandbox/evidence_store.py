"""The audit repository of one origin: AuditEvents and notices as workstations deliver them.

Kept apart from the records: no member of staff finds any of it, whatever they search for.
"""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from pathlib import Path

import msgspec

from serums_desktop.sandbox.compartments import Authored, references_in
from serums_desktop.sandbox.repository import Page, Repository, Stored
from serums_desktop.sandbox.sealed_evidence import NotOpened, SealedEvidence
from serums_desktop.sandbox.search import Query

# Elements that FHIR R4 requires of each.
REQUIRED = {
    "AuditEvent": ("type", "recorded", "agent", "source"),
    "Communication": ("status",),
}
# What carries either of them sealed.
SEALED = "Binary"
# The repository's purposes bind staff; evidence is looked at for none of them.
_NO_PURPOSE = ""


class _Named(msgspec.Struct, rename="camel"):
    resource_type: str


class Unacceptable(Exception):
    """A body that is not kept: `code` is an IssueType of FHIR R4, `status` the HTTP status that says so."""

    def __init__(self, status: int, code: str, diagnostics: str = "") -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code
        self.diagnostics = diagnostics


class EvidenceStore:
    """What was delivered, in the order of its arrival, each delivery once. Safe from any thread.

    `sealed` opens what comes sealed; without it nothing sealed is taken.
    """

    def __init__(self, path: Path, sealed: SealedEvidence | None = None) -> None:
        self._sealed = sealed
        self._kept = Repository(path, ())
        self._delivered: dict[tuple[str, str, str], str] = {}
        self._guard = threading.Lock()

    def close(self) -> None:
        """Close the database; the object is of no use afterwards."""
        self._kept.close()

    def keep(self, resource_type: str, body: bytes, client_id: str, request_id: str) -> tuple[Stored, bool]:
        """Keep a resource, opened where it comes sealed in a Binary, and say whether it is new.

        The same client's repeated `request_id` (X-Request-Id; "" for none) finds what came with it the first
        time, so that a delivery tried again is there once. Raises `Unacceptable`.
        """
        if resource_type == SEALED:
            resource_type, body = self._opened(body, client_id, request_id)
        content = _content(resource_type, body)
        delivery = (client_id, resource_type, request_id)
        with self._guard:
            if request_id and delivery in self._delivered:
                found = self.read(resource_type, self._delivered[delivery])
                if found is not None:
                    return found, False
            given = uuid.uuid4().hex
            recorded = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
            content["id"] = msgspec.Raw(msgspec.json.encode(given))
            content["meta"] = msgspec.Raw(msgspec.json.encode({"versionId": "1", "lastUpdated": recorded}))
            whole = msgspec.json.encode(content)
            patients = {
                link.removeprefix("Patient/") for link in references_in(whole) if link.startswith("Patient/")
            }
            self._kept.add(Authored(resource_type, given, whole, tuple(sorted(patients))))
            if request_id:
                self._delivered[delivery] = given
            stored = Stored(resource_type, given, "1", dt.datetime.fromisoformat(recorded).timestamp(), whole)
            return stored, True

    def _opened(self, body: bytes, client_id: str, request_id: str) -> tuple[str, bytes]:
        if self._sealed is None:
            raise Unacceptable(422, "not-supported", "nothing sealed is taken here")
        try:
            opened = self._sealed.opened(body, client_id, request_id)
            named = msgspec.json.decode(opened, type=_Named).resource_type
        except NotOpened as refusal:
            raise Unacceptable(422, "security", refusal.reason) from refusal
        except msgspec.DecodeError as error:
            raise Unacceptable(400, "structure") from error
        if named not in REQUIRED:
            raise Unacceptable(422, "not-supported", "resourceType")
        return named, opened

    def read(self, resource_type: str, resource_id: str) -> Stored | None:
        """One resource, or None."""
        return self._kept.read(resource_type, resource_id, _NO_PURPOSE)

    def search(self, query: Query) -> Page:
        """A page of what was delivered; a query's patient is one that a resource refers to."""
        return self._kept.search(query, _NO_PURPOSE)

    def count(self, resource_type: str) -> int:
        """How many of a type are kept."""
        return self.search(Query(type=resource_type)).total


def _content(resource_type: str, body: bytes) -> dict[str, msgspec.Raw]:
    try:
        content = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        named = msgspec.json.decode(content["resourceType"])
    except (msgspec.DecodeError, KeyError) as error:
        raise Unacceptable(400, "structure") from error
    if named != resource_type:
        raise Unacceptable(400, "invalid", "resourceType")
    missing = [name for name in REQUIRED[resource_type] if name not in content]
    if missing:
        raise Unacceptable(422, "required", ", ".join(missing))
    return content
