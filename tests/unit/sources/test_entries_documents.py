"""Letters, summaries and files."""

from __future__ import annotations

import base64

import pytest

from serums_desktop.domain.entries import Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from tests.unit.sources.resources import concept, received, resource, shown


def test_a_letter_shows_its_plain_text() -> None:
    text = base64.b64encode("Estimada col·lega,".encode()).decode()
    entry = shown(
        resource(
            "DocumentReference",
            status="superseded",
            description="Carta d'alta",
            date="2024-01-01T10:00:00+01:00",
            author=[{"display": "Dr. Puig"}],
            content=[{"attachment": {"contentType": "text/plain", "data": text}}],
        )
    )
    assert (entry.lane, entry.title, entry.author) == (Lane.DOCUMENTS, "Carta d'alta", "Dr. Puig")
    assert entry.standing is Standing.PAST
    assert entry.detail(Label.TEXT) == "Estimada col·lega,"


@pytest.mark.parametrize("element", ["status", "docStatus"])
def test_a_letter_taken_back_is_no_letter(element: str) -> None:
    item = received(resource("DocumentReference", **{element: "entered-in-error"}))
    assert item.reason is Reason.ENTERED_IN_ERROR


def test_a_structured_document_is_its_sections() -> None:
    sections = [
        {"title": "Allergies", "text": {"div": "<div>Penicillin<br/>Latex</div>"}},
        {"title": "Plan"},
    ]
    entry = shown(resource("Composition", title="Summary", date="2024", section=sections))
    assert entry.title == "Summary"
    assert entry.detail(Label.TEXT) == "Allergies\nPenicillin\nLatex\n\nPlan"


def test_markup_in_a_narrative_is_never_interpreted() -> None:
    div = '<div><script>alert("x")</script>&lt;b&gt;bold&lt;/b&gt;</div>'
    entry = shown(resource("Composition", section=[{"text": {"div": div}}]))
    assert entry.detail(Label.TEXT) == 'alert("x")<b>bold</b>'


def test_a_bundle_kept_as_a_record_is_named_by_its_composition() -> None:
    composition = {"resourceType": "Composition", "type": concept("Patient summary")}
    entries = [{"resource": composition}, {"resource": {"resourceType": "Patient", "id": "p9"}}]
    entry = shown(resource("Bundle", type="document", timestamp="2024-01-01T00:00:00Z", entry=entries))
    assert entry.title == "Patient summary"
    assert shown(resource("Bundle", type="collection", entry=entries[1:])).title == "collection"
    assert shown(resource("Bundle", type="collection", entry=[{}])).title == "collection"


def test_a_bare_file_is_named_by_its_media_type() -> None:
    entry = shown(resource("Binary", contentType="text/plain", data=base64.b64encode(b"hello").decode()))
    assert (entry.title, entry.detail(Label.TEXT)) == ("text/plain", "hello")


def test_provenance_says_who_did_what_for_whom() -> None:
    entry = shown(
        resource(
            "Provenance",
            target=[{"reference": "https://elsewhere.example/fhir/Observation/1"}],
            activity=concept("import"),
            recorded="2024-01-01T00:00:00Z",
            agent=[{"who": {"display": "Dr. Smit"}, "onBehalfOf": {"display": "Zuyderland"}}],
        )
    )
    assert (entry.title, entry.author, entry.detail(Label.PLACE)) == ("import", "Dr. Smit", "Zuyderland")


def test_a_letter_says_what_it_replaces_and_what_it_is_about() -> None:
    entry = shown(
        resource(
            "DocumentReference",
            description="Discharge letter",
            docStatus="amended",
            relatesTo=[
                {
                    "code": "replaces",
                    "target": {"reference": "https://elsewhere.example/DocumentReference/1"},
                },
                {"code": "appends", "target": {"display": "First letter"}},
            ],
            context={
                "event": [concept("Appendectomy")],
                "period": {"start": "2024-01"},
                "facilityType": concept("Surgical ward"),
            },
            content=[{"attachment": {"contentType": "application/pdf", "title": "letter.pdf"}}],
        )
    )
    assert entry.detail(Label.NOTE) == (
        "replaces: https://elsewhere.example/DocumentReference/1\nappends: First letter"
    )
    assert entry.detail(Label.REASON) == "Appendectomy, 2024-01"
    assert entry.detail(Label.SETTING) == "Surgical ward"
    assert entry.detail(Label.VERIFICATION) == "amended"
    assert entry.detail(Label.TEXT) == "letter.pdf"


def test_sections_within_sections_are_read_and_empty_ones_say_why() -> None:
    inner = {"title": "Glucose", "text": {"div": "<div>5.4</div>"}}
    entry = shown(
        resource(
            "Composition",
            title="Summary",
            section=[
                {"title": "Results", "section": [inner]},
                {"code": concept("Implants"), "emptyReason": concept("Nil known")},
            ],
        )
    )
    assert entry.detail(Label.TEXT) == "Results\nGlucose\n5.4\n\nImplants\nNil known"
