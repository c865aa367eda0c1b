"""A source whose answers a test writes beforehand, in place of HTTPS."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.audit.transport import Answer
from serums_desktop.audit.workstation_token import WorkstationToken

BASE = "https://ustan.example/fhir"
TOKEN_ENDPOINT = "https://ustan.example/token"


def as_json(content: object, status: int = 200, **headers: str) -> Answer:
    """An answer with a JSON body."""
    return Answer(status, headers, json.dumps(content).encode())


class ScriptedServer:
    """Answers by address; keeps what was sent."""

    def __init__(self) -> None:
        self.endpoint = TOKEN_ENDPOINT
        self.token_answer: Answer | None = None
        self.answers: list[Answer] = []
        self.forms: list[dict[str, str]] = []
        self.posts: list[tuple[Mapping[str, str], bytes]] = []
        self.is_closed = False

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | dict[str, str] | None = None
    ) -> Answer:
        if url == f"{BASE}/.well-known/smart-configuration":
            assert method == "GET"
            return as_json({"token_endpoint": self.endpoint})
        assert method == "POST"
        if isinstance(body, dict):
            assert url == self.endpoint
            self.forms.append(body)
            good = {"access_token": f"t{len(self.forms)}", "token_type": "Bearer", "expires_in": 300}
            return self.token_answer or as_json(good)
        assert isinstance(body, bytes)
        assert url == f"{BASE}/{json.loads(body)['resourceType']}"
        self.posts.append((headers, body))
        return self.answers.pop(0) if self.answers else Answer(201, {}, b"")

    def close(self) -> None:
        self.is_closed = True


class Clocks:
    """Time that a test sets."""

    elapsed_s = 0.0


def workstation_token(
    server: ScriptedServer, key: ec.EllipticCurvePrivateKey, clocks: Clocks
) -> WorkstationToken:
    """The token of workstation WS-1 at the scripted source."""
    return WorkstationToken(
        source_id="ustan",
        fhir_base=f"{BASE}/",
        client_id="WS-1",
        key=key,
        transport=server,
        now_s=lambda: 1_800_000_000.0,
        elapsed_s=lambda: clocks.elapsed_s,
    )
