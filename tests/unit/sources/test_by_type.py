"""A record type by type: what nobody is given is named, and what one patient is not is an empty answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
import requests

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Progress, Received
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.resources import resource
from tests.unit.sources.small_server import Request, Route, SmallServer, Tokens
from tests.unit.sources.test_source import JOANA, bundle, condition, ids, says, statement

KINDS = {kind: ["patient"] for kind in ("Device", "Flag", "Condition", "Goal")}


OpenSource = Callable[..., FhirSource]


@pytest.fixture
def open_source(server: SmallServer, session: requests.Session) -> Iterator[OpenSource]:
    server.routes["/fhir/metadata"] = says(statement(everything=False, **KINDS))
    server.routes["/fhir/Patient"] = says(bundle(resource("Patient", id="p1")))
    for kind in KINDS:
        server.routes[f"/fhir/{kind}"] = says(bundle(resource(kind, id=kind.lower())))
    made: list[FhirSource] = []

    def opened(parallel: int = 3, limits: Limits | None = None) -> FhirSource:
        source = FhirSource(
            source_id="zmc",
            fhir_base=server.base,
            http=session,
            tokens=Tokens(),
            timeout_s=5,
            limits=limits or Limits(retry_budget_s=0),
            parallel=parallel,
        )
        made.append(source)
        return source

    yield opened
    for source in made:
        source.close()


@pytest.fixture
def source(open_source: OpenSource) -> FhirSource:
    return open_source()


def read(source: FhirSource) -> tuple[list[Received], SourceError | None]:
    received: list[Received] = []
    try:
        for page in source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken()):
            if not isinstance(page, Progress):
                assert isinstance(page, list)
                received += page
    except SourceError as error:
        return received, error
    return received, None


def refusing_the_patient(status: int) -> Route:
    def route(request: Request) -> None:
        about_nobody = "nobody-0" in {*request.query.get("_id", []), *request.query.get("patient", [])}
        request.answer(bundle(), 200 if about_nobody else status)

    return route


def test_types_are_asked_for_side_by_side_and_come_in_their_order(
    source: FhirSource, server: SmallServer
) -> None:
    together = threading.Barrier(3, timeout=30)

    def meeting(kind: str) -> Route:
        def route(request: Request) -> None:
            together.wait()
            request.answer(bundle(resource(kind, id=kind.lower())))

        return route

    for kind in ("Patient", "Device", "Flag"):
        server.routes[f"/fhir/{kind}"] = meeting(kind)
    received, error = read(source)
    assert error is None
    assert [item.resource_type for item in received] == ["Patient", "Device", "Flag", "Condition", "Goal"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, SourceFault.FORBIDDEN),
        (400, SourceFault.SERVER_ERROR),
        (404, SourceFault.SERVER_ERROR),
        (500, SourceFault.SERVER_ERROR),
    ],
)
def test_types_that_nobody_is_given_are_named(
    status: int, kind: SourceFault, source: FhirSource, server: SmallServer
) -> None:
    for refused in ("Flag", "Goal"):
        server.routes[f"/fhir/{refused}"] = says({}, status)
    received, error = read(source)
    assert ids(received) == ["p1", "device", "condition"]
    assert error is not None
    assert (error.kind, error.missing, error.kept) == (kind, ("Flag", "Goal"), 3)


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_type_that_one_patient_is_refused_is_an_empty_one(
    status: int, source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/Flag"] = refusing_the_patient(status)
    received, error = read(source)
    assert (ids(received), error) == (["p1", "device", "condition", "goal"], None)


def test_a_server_in_disorder_about_one_patient_is_a_gap_without_a_name(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/Flag"] = refusing_the_patient(500)
    received, error = read(source)
    assert ids(received) == ["p1", "device", "condition", "goal"]
    assert error is not None
    assert (error.kind, error.missing) == (SourceFault.SERVER_ERROR, ())


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"<html>", SourceFault.NOT_FHIR), (b'{"resourceType": "Bun', SourceFault.TRUNCATED)],
)
def test_an_answer_that_cannot_be_read_keeps_no_other_from_being_read(
    content: bytes, kind: SourceFault, source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/Flag"] = says(content)
    received, error = read(source)
    assert ids(received) == ["p1", "device", "condition", "goal"]
    assert error is not None
    assert (error.kind, error.missing) == (kind, ())


@pytest.mark.parametrize("status", [401, 429, 503])
def test_a_server_that_is_busy_or_refuses_the_token_is_not_asked_on(
    status: int, server: SmallServer, open_source: OpenSource
) -> None:
    server.routes["/fhir/Flag"] = says({}, status)
    received, error = read(open_source(parallel=1))
    assert ids(received) == ["p1", "device"]
    assert error is not None
    assert (error.http_status, error.missing) == (status, ())
    assert "/fhir/Condition" not in server.paths()


def test_a_reading_that_ends_early_leaves_no_thread(source: FhirSource, server: SmallServer) -> None:
    before = set(threading.enumerate())
    pages = source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken())
    next(pages)
    assert isinstance(pages, Generator)
    pages.close()
    left = {thread.name for thread in set(threading.enumerate()) - before}
    assert not any(name.startswith("read-ahead") for name in left)


def test_nobody_is_asked_about_with_the_same_words(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(statement(everything=False, Flag=["subject"]))
    server.routes["/fhir/Flag"] = says({}, 404)
    _, error = read(source)
    assert error is not None
    assert error.missing == ("Flag",)
    asked = [request.query for request in server.asked if request.path == "/fhir/Flag"]
    assert asked == [
        {"subject": ["Patient/p1"], "_count": ["500"]},
        {"subject": ["Patient/nobody-0"], "_count": ["500"]},
    ]


def only_without_count(content: dict[str, Any]) -> Route:
    return lambda request: request.answer(content, 400 if "_count" in request.query else 200)


def test_a_server_that_knows_no_page_size_is_told_it_once(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(statement(everything=False, Condition=["patient"]))
    server.routes["/fhir/Condition"] = only_without_count(bundle(condition(1)))
    for _ in range(2):
        received, error = read(source)
        assert (ids(received), error) == (["p1", "c1"], None)
    asked = [request.query for request in server.asked if request.path == "/fhir/Condition"]
    assert ["_count" in question for question in asked] == [True, False, False]


@pytest.mark.parametrize("limits", [Limits(pages=2), Limits(entries=2), Limits(bytes=300)])
def test_a_reading_has_bounds(limits: Limits, open_source: OpenSource) -> None:
    _, error = read(open_source(limits=limits))
    assert error is not None
    assert error.kind is SourceFault.TOO_LARGE
