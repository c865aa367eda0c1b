"""The FHIR server that takes evidence, as the workstation knows it."""

from __future__ import annotations

import re
from typing import Protocol

import msgspec

from serums_desktop.audit.audit_event import Resource, ResourcePlace
from serums_desktop.audit.sealing import Sealer
from serums_desktop.audit.transport import Transport, status_error
from serums_desktop.audit.workstation_token import WorkstationToken

FHIR_JSON = "application/fhir+json"
# Refusals of this one resource, not of this workstation or of everything.
_REFUSED_FOR_GOOD = frozenset({400, 409, 412, 413, 422})
_LOCATION = re.compile(r"/([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?$")


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
        """POST a resource; a repeated `X-Request-Id` is answered with what is stored already."""
        request_id = place.request_id
        if self._sealer is not None:
            resource = self._sealer.sealed(resource, place)
        url = f"{self._fhir_base}/{resource['resourceType']}"
        body = msgspec.json.encode(resource)
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
