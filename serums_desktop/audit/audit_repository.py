"""The FHIR server that takes evidence, as the workstation knows it."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Protocol

import msgspec

from serums_desktop.audit.audit_event import Resource, ResourcePlace
from serums_desktop.audit.sealing import Sealer
from serums_desktop.audit.transport import Transport, status_error
from serums_desktop.audit.workstation_token import WorkstationToken
from serums_desktop.host import log

FHIR_JSON = "application/fhir+json"
# Refusals of this one resource, not of this workstation or of everything.
_REFUSED_FOR_GOOD = frozenset({400, 409, 412, 413, 422})
_CONFLICT = 409
_LOCATION = re.compile(r"/([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?$")


class _Stored(msgspec.Struct, frozen=True, rename="camel"):
    """When the keeper had kept what a repository stores: of an AuditEvent, or of a Communication."""

    resource_type: str
    recorded: str = ""
    sent: str = ""


class ResourceRefused(Exception):
    """The repository will never take this resource as it is."""

    def __init__(self, http_status: int) -> None:
        super().__init__(http_status)
        self.http_status = http_status


class Repository(Protocol):
    """What takes resources."""

    def create(self, resource: Resource, place: ResourcePlace) -> str:
        """Store a resource once per place; returns its reference, "" where none was told.

        Raises ResourceRefused, SourceError, SignInRefused, ConfigurationError.
        """

    def close(self) -> None:
        """Close idle connections."""


class AuditRepository:
    """A FHIR server that knows this workstation. With a `sealer`, nobody else reads. Used by one thread."""

    def __init__(
        self,
        source_id: str,
        fhir_base: str,
        token: WorkstationToken,
        transport: Transport,
        sealer: Sealer | None = None,
    ) -> None:
        self._source_id = source_id
        self._fhir_base = fhir_base.rstrip("/")
        self._token = token
        self._transport = transport
        self._sealer = sealer

    def create(self, resource: Resource, place: ResourcePlace) -> str:
        """POST a resource; a repeated `X-Request-Id` is answered with what is stored already.

        Where that is something else, this journal was put back to an older state and has numbered anew from
        there: the resource is refused with 409.
        """
        request_id = place.request_id
        sent = resource if self._sealer is None else self._sealer.sealed(resource, place)
        url = f"{self._fhir_base}/{sent['resourceType']}"
        body = msgspec.json.encode(sent)
        answer = self._transport.send("POST", url, headers=self._headers(request_id), body=body)
        if answer.status == 401:
            self._token.discard()
            answer = self._transport.send("POST", url, headers=self._headers(request_id), body=body)
        if answer.status in _REFUSED_FOR_GOOD:
            raise ResourceRefused(answer.status)
        if not 200 <= answer.status < 300:
            if answer.status in {401, 403}:
                self._token.discard()
            raise status_error(self._source_id, answer)
        if _is_another(resource, answer.body):
            log.event("journal-set-back", logging.WARNING, source=self._source_id)
            raise ResourceRefused(_CONFLICT)
        found = _LOCATION.search(answer.headers.get("Location", ""))
        return found[1] if found else ""

    def close(self) -> None:
        """Close idle connections."""
        self._transport.close()

    def _headers(self, request_id: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._token.token()}",
            "Content-Type": FHIR_JSON,
            "Accept": FHIR_JSON,
            "X-Request-Id": request_id,
        }


def _is_another(resource: Resource, body: bytes) -> bool:
    """Whether a repository tells of a resource that was kept at another time than this one."""
    try:
        stored = msgspec.json.decode(body, type=_Stored)
        told = stored.recorded or stored.sent
        told_s = dt.datetime.fromisoformat(told).timestamp()
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        # Not every repository answers with what it stored.
        return False
    kept_s = dt.datetime.fromisoformat(resource.get("recorded") or resource["sent"]).timestamp()
    # A repository may know whole seconds alone.
    tolerance_s = 0.0005 if "." in told else 1.0
    return stored.resource_type == resource["resourceType"] and abs(told_s - kept_s) >= tolerance_s
