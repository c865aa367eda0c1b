"""Letters of resources: found, checked for what is said of them, fetched from their own source alone."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator

import pytest
import requests

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.errors import FileNotTaken, FileRefusal, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sources.fhir.attachments import attached, inline
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.small_server import SmallServer, Tokens

LETTER = b"%PDF-1.7 a letter"
DATA = base64.b64encode(LETTER).decode()


def raw(**elements: object) -> bytes:
    return json.dumps(elements).encode()


def test_the_letters_of_each_type_that_has_some() -> None:
    digest = base64.b64encode(hashlib.sha1(LETTER, usedforsecurity=False).digest()).decode()
    file = {"contentType": "application/pdf", "data": DATA, "title": "A", "creation": "2024-05", "size": 17}
    document = raw(
        resourceType="DocumentReference",
        content=[
            {"attachment": file | {"hash": digest}},
            {"attachment": {"url": "Binary/7"}},
            {"format": {}},
        ],
    )
    first, second = attached(document)
    assert (first.title, first.media_type, first.url, first.size_bytes) == ("A", "application/pdf", "", 17)
    assert first.written == PartialDate.parse("2024-05")
    assert first.sha1 == hashlib.sha1(LETTER, usedforsecurity=False).digest()
    assert (second.url, second.sha1) == ("Binary/7", b"")
    assert inline(document, 0) == LETTER
    assert inline(document, 1) == b""
    assert inline(raw(resourceType="DiagnosticReport", presentedForm=[file]), 0) == LETTER
    assert inline(raw(resourceType="Binary", contentType="image/png", data=DATA), 0) == LETTER


def test_a_document_is_its_sections_words() -> None:
    inner = {"title": "Plan", "text": {"div": "<div>Rest</div>"}}
    section = {"title": "A < B", "text": {"div": "<div>Tired</div>"}, "section": [inner]}
    document = raw(resourceType="Composition", title="Summary", section=[section])
    (letter,) = attached(document)
    assert letter.title == "Summary"
    page = inline(document, 0).decode()
    assert page == (
        "<div><h1>Summary</h1><h2>A &lt; B</h2><div>Tired</div><h2>Plan</h2><div>Rest</div></div>"
    )


@pytest.mark.parametrize(
    "resource",
    [
        b"",
        b"<ClinicalDocument/>",
        b"[1]",
        b"[" * 100_000,
        raw(resourceType="Condition", content=[{"attachment": {"data": DATA}}]),
        raw(resourceType="DocumentReference", content=[{"attachment": {"title": "nothing there"}}]),
        raw(resourceType="DocumentReference", content="x"),
        raw(resourceType="Composition", title="Only a title"),
    ],
)
def test_what_holds_no_letter(resource: bytes) -> None:
    assert attached(resource) == ()
    with pytest.raises(FileNotTaken):
        inline(resource, 0)


def test_broken_base64_and_a_checksum_that_is_none() -> None:
    document = raw(resourceType="DocumentReference", content=[{"attachment": {"data": "@@@", "hash": "%"}}])
    assert attached(document)[0].sha1 == b""
    with pytest.raises(FileNotTaken) as refused:
        inline(document, 0)
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS


@pytest.fixture
def source(server: SmallServer, session: requests.Session) -> Iterator[FhirSource]:
    made = FhirSource(
        source_id="zmc",
        fhir_base=server.base,
        http=session,
        tokens=Tokens(),
        timeout_s=5,
        limits=Limits(retry_budget_s=0),
    )
    yield made
    made.close()


def fetch(source: FhirSource, url: str) -> bytes:
    return source.attachment(url, PurposeOfUse.TREATMENT, CancelToken())


def test_a_binary_comes_as_a_resource_or_as_it_is(source: FhirSource, server: SmallServer) -> None:
    binary = {"resourceType": "Binary", "contentType": "application/pdf", "data": DATA}
    server.routes["/fhir/Binary/7"] = lambda request: request.answer(binary)
    server.routes["/files/7.pdf"] = lambda request: request.answer(LETTER)
    assert fetch(source, "Binary/7") == LETTER
    assert fetch(source, f"{server.base}/Binary/7") == LETTER
    assert fetch(source, f"{server.origin}/files/7.pdf") == LETTER
    assert all(request.headers["Authorization"] for request in server.asked)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_what_is_withheld_and_what_is_not_there_are_told_the_same(
    source: FhirSource, server: SmallServer, status: int
) -> None:
    server.routes["/fhir/Binary/7"] = lambda request: request.answer({}, status)
    with pytest.raises(FileNotTaken) as refused:
        fetch(source, "Binary/7")
    assert refused.value.reason is FileRefusal.NEEDS_NETWORK


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/x.pdf", "file:///etc/passwd", "//elsewhere.example/x", "urn:uuid:1"]
)
def test_nothing_is_asked_of_anybody_else(source: FhirSource, server: SmallServer, url: str) -> None:
    with pytest.raises(SourceError) as failed:
        fetch(source, url)
    assert failed.value.kind is SourceFault.FOREIGN_LINK
    assert server.asked == []


def test_a_redirect_to_somebody_else_is_not_followed(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/Binary/7"] = lambda request: request.answer(
        b"", 302, Location="https://elsewhere.example/x"
    )
    with pytest.raises(SourceError) as failed:
        fetch(source, "Binary/7")
    assert failed.value.kind is SourceFault.FOREIGN_LINK


def test_a_server_that_fails_is_told_as_a_source_that_failed(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/Binary/7"] = lambda request: request.answer({}, 500)
    with pytest.raises(SourceError) as failed:
        fetch(source, "Binary/7")
    assert failed.value.kind is SourceFault.SERVER_ERROR
