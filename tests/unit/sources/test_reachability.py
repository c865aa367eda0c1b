"""Whether a server answers at all."""

from __future__ import annotations

import requests

from serums_desktop.sources.fhir.reachability import reaches
from tests.unit.sources.small_server import Request, SmallServer


def test_a_server_that_answers_is_reached_without_a_token(
    server: SmallServer, session: requests.Session
) -> None:
    server.routes["/fhir/metadata"] = lambda request: request.answer({})
    assert reaches(session, f"{server.base}/metadata")
    assert "Authorization" not in server.asked[0].headers


def test_an_error_or_a_torn_connection_is_not_reached(server: SmallServer, session: requests.Session) -> None:
    server.routes["/fhir/metadata"] = lambda request: request.answer({}, 503)
    assert not reaches(session, f"{server.base}/metadata")
    server.routes["/fhir/metadata"] = Request.reset
    assert not reaches(session, f"{server.base}/metadata")
