"""FHIR servers that nobody here wrote, each behind a provider of its own, and our model server."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from serums_desktop.identity.assertion import card_assertions
from serums_desktop.identity.openid_provider import CLIENT_ID, ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.sandbox.cluster import TLS_ANCHORS, Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.loading import load
from serums_desktop.work.cancel import CancelToken
from tests.interop.certified_provider import ISOBEL, PASSWORD, Card, started
from tests.interop.foreign_server import ForeignServer, fetched
from tests.interop.person_at_browser import PersonAtBrowser

# Every server goes by this name, so that what is read of one can be compared with what is read of another.
SOURCE_ID = "clinic"

_READY = re.compile(r"^listening (\d+)$", re.MULTILINE)
_START_TIMEOUT_S = 180.0
_LOAD_TIMEOUT_S = 120.0
# A public native program, as any hospital may register it.
_STOCK_CLIENT = {
    "client_id": CLIENT_ID,
    "application_type": "native",
    "token_endpoint_auth_method": "none",
    "redirect_uris": ["http://127.0.0.1/signed-in"],
    "grant_types": ["authorization_code", "refresh_token"],
    "response_types": ["code"],
    "id_token_signed_response_alg": "ES256",
}
# As many in one transaction: a server with a database takes one commit for them.
_AT_ONCE = 200


def chosen_records(count: int, folder: Path) -> tuple[Authored, ...]:
    """What the `count` shortest generated records hold, each resource with an id that every server keeps."""
    files = sorted(fetched("synthea").glob("*.json"), key=lambda file: (file.stat().st_size, file.name))
    for file in files[:count]:
        shutil.copy(file, folder)
    loaded = load(folder)
    assert not loaded.unreadable
    return loaded.resources


@dataclass(frozen=True)
class RecordServer:
    """A server with records, and what reads them in the name of Nurse Reid."""

    fhir_base: str
    tokens: AccessTokens
    http: requests.Session


class Upstream:
    """A foreign FHIR server, where the hospital itself writes to it: it asks nobody who they are there."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._base = f"http://127.0.0.1:{port}/fhir"
        self._headers = {"Content-Type": "application/fhir+json", "X-Forwarded-Host": "hospital.example"}

    def keep(self, resources: Sequence[Authored]) -> None:
        """Have it keep these under their own ids."""
        for first in range(0, len(resources), _AT_ONCE):
            entries = [
                {"resource": json.loads(one.body), "request": {"method": "PUT", "url": one.reference}}
                for one in resources[first : first + _AT_ONCE]
            ]
            answer = self._ask("POST", "", {"resourceType": "Bundle", "type": "batch", "entry": entries})
            refused = [
                one["response"] for one in answer["entry"] if not one["response"]["status"].startswith("2")
            ]
            assert refused == [], (self.port, refused[:3])

    def resource(self, reference: str) -> dict[str, Any]:
        """What it has under ``Type/id``."""
        return self._ask("GET", f"/{reference}", None)

    def change(self, resource: dict[str, Any]) -> None:
        """Write a newer version."""
        self._ask("PUT", f"/{resource['resourceType']}/{resource['id']}", resource)

    def delete(self, reference: str) -> None:
        """Delete ``Type/id``."""
        self._ask("DELETE", f"/{reference}", None)

    def _ask(self, method: str, path: str, content: object) -> dict[str, Any]:
        body = json.dumps(content) if content is not None else None
        with requests.Session() as http:
            http.trust_env = False
            address = self._base + path
            answer = http.request(method, address, data=body, headers=self._headers, timeout=_LOAD_TIMEOUT_S)
        assert answer.ok, (method, path, answer.status_code, answer.text[:1000])
        found: dict[str, Any] = answer.json()
        return found


@contextlib.contextmanager
def hapi(log: Path, *, largest_page: int) -> Iterator[Upstream]:
    """HAPI FHIR's JPA server with a database in memory."""
    folder = fetched("fhir-server")
    # A quick start is worth more here than fast code; the log of each statement would be gigabytes.
    options = ["-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
    libraries = f"{folder / 'classes'}:{folder / 'lib'}/*"
    command: list[str | Path] = ["java", *options, "-cp", libraries, "FhirServer", str(largest_page)]
    with ForeignServer(command, {}, log, _READY, _START_TIMEOUT_S) as server:
        yield Upstream(int(server.listening[1]))


@contextlib.contextmanager
def medplum(log: Path, *, largest_page: int, features: str) -> Iterator[Upstream]:
    """The engine of medplum's server with its records in memory; `features` as `engine.mjs` has them."""
    program = fetched("fhir-engine") / "engine.mjs"
    command: list[str | Path] = ["node", program, str(largest_page), features]
    with ForeignServer(command, {}, log, _READY, _START_TIMEOUT_S) as server:
        yield Upstream(int(server.listening[1]))


@contextlib.contextmanager
def behind_provider(
    upstream: Upstream, settings: dict[str, object], anchors: Path, folder: Path, log: Path, **changes: object
) -> Iterator[RecordServer]:
    """A server whose provider knows no assertions: Nurse Reid has signed in at it, in the browser.

    `changes` are made to the settings of the provider.
    """
    stock = {**settings, "stock": True, "clients": [_STOCK_CLIENT], "records": upstream.port, **changes}
    with started(stock, folder, log) as provider, requests.Session() as http:
        http.verify = str(anchors)
        http.trust_env = False
        fhir_base = f"{provider.listening[1]}/fhir"
        isobel = PersonAtBrowser(anchors, ISOBEL.staff_id, PASSWORD)
        tokens = AccessTokens(
            http,
            [ProtectedSource(SOURCE_ID, fhir_base, 30.0)],
            ISOBEL.staff_id,
            _no_assertion,
            open_browser=isobel.open,
        )
        tokens.sign_in(SOURCE_ID, CancelToken())
        isobel.close()
        yield RecordServer(fhir_base, tokens, http)
        tokens.forget()


@contextlib.contextmanager
def sandbox(resources: tuple[Authored, ...], folder: Path) -> Iterator[RecordServer]:
    """Our own model server, read by the assertions of a staff card."""
    cluster = Cluster(folder, [Source(SOURCE_ID, "Clinic", "GB", resources, home=True)])
    with contextlib.closing(cluster), requests.Session() as http:
        cluster.start()
        http.verify = str(folder / TLS_ANCHORS)
        http.trust_env = False
        authority = Issuer.from_pem(
            (folder / "staff-ca.pem").read_bytes(), (folder / "staff-ca.key").read_bytes()
        )
        card = Card(authority)
        fhir_base = cluster.origins[SOURCE_ID].fhir_base
        tokens = AccessTokens(
            http,
            [ProtectedSource(SOURCE_ID, fhir_base, 30.0)],
            ISOBEL.staff_id,
            card_assertions(card.identity, card.sign),
        )
        yield RecordServer(fhir_base, tokens, http)
        tokens.forget()


def _no_assertion(audience: str, purpose: object) -> str:
    raise AssertionError(f"an assertion for {audience} was made for {purpose}")
