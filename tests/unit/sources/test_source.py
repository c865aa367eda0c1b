"""A whole conversation with a FHIR server: searching, paging, refusals that must not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import requests

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.errors import Cancelled, SourceError, SourceFault
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import understand
from serums_desktop.domain.received import Anew, Disposition, PreparedPage, Progress, Received, Served
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.page_reading import Reading
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.resources import resource
from tests.unit.sources.small_server import Request, Route, SmallServer, Tokens

JOANA = PatientAtSource(
    "zmc", "p1", PersonName("Soler", "Joana"), PartialDate.parse("1935-03-14"), Sex.FEMALE
)
EVERYTHING = "/fhir/Patient/p1/$everything"
LIMITS = Limits(retry_budget_s=0)

Part = list[Received] | PreparedPage | Served | Progress | Anew


def bundle(*resources: dict[str, Any], following: str | None = None) -> dict[str, Any]:
    links = [{"relation": "self", "url": "x"}]
    if following is not None:
        links.append({"relation": "next", "url": following})
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": links,
        "entry": [{"resource": content, "search": {"mode": "match"}} for content in resources],
    }


def statement(*, everything: bool = True, version: str = "4.0.1", **types: list[str]) -> dict[str, Any]:
    served = [
        {"type": kind, "searchParam": [{"name": name} for name in names]} for kind, names in types.items()
    ]
    patient = {"type": "Patient", "operation": [{"name": "everything"}] if everything else []}
    return {
        "resourceType": "CapabilityStatement",
        "fhirVersion": version,
        "rest": [{"mode": "server", "resource": [patient, *served]}],
    }


TWO_TYPES = statement(everything=False, Condition=["patient"], Flag=["patient"])


def says(content: object, status: int = 200) -> Route:
    return lambda request: request.answer(content, status)


def condition(number: int) -> dict[str, Any]:
    return resource("Condition", id=f"c{number}", code={"text": f"Problem {number}"})


@pytest.fixture(params=["here", "in another process"])
def source(
    server: SmallServer, session: requests.Session, another_process: Reading, request: Any
) -> Iterator[FhirSource]:
    server.routes["/fhir/metadata"] = says(statement())
    made = FhirSource(
        source_id="zmc",
        fhir_base=server.base,
        http=session,
        tokens=Tokens(),
        timeout_s=5,
        limits=LIMITS,
        reading=None if request.param == "here" else another_process,
    )
    yield made
    made.close()


def read(source: FhirSource, cancel: CancelToken | None = None) -> list[Received]:
    pages = pages_of(source.read(JOANA, PurposeOfUse.TREATMENT, cancel or CancelToken()))
    return [item for page in pages for item in items(page)]


def pages_of(run: Iterator[Part]) -> Iterator[list[Received] | PreparedPage]:
    """What a run brings of the record."""
    for part in run:
        if not isinstance(part, Progress):
            assert isinstance(part, list | PreparedPage)
            yield part


def items(page: list[Received] | PreparedPage) -> list[Received]:
    """What a part of a run brought."""
    if isinstance(page, PreparedPage):
        return msgspec.msgpack.decode(page.rows, type=list[Received])
    return page


def search(source: FhirSource, text: str) -> list[PatientAtSource]:
    return source.search(understand(text), PurposeOfUse.TREATMENT, CancelToken())


def ids(page: list[Received] | PreparedPage) -> list[str]:
    return [item.resource_id for item in items(page)]


# -- reading ---------------------------------------------------------------------------------------


def test_what_was_sent_earlier_is_read_as_it_was_then_and_nobody_is_asked(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes[EVERYTHING] = says(bundle(condition(1), condition(2)))
    sent = read(source)
    server.routes.clear()
    types = frozenset({"Condition"})
    pages = source.reread(JOANA.patient_id, [one.raw for one in sent], types, CancelToken())
    assert [item for page in pages for item in items(page)] == sent


@pytest.mark.parametrize("link", ["{base}?page=2", "/fhir?page=2", "?page=2", "../../../fhir?page=2"])
def test_next_links_are_followed_however_they_are_written(
    link: str, source: FhirSource, server: SmallServer
) -> None:
    at = EVERYTHING if link.startswith("?") else "/fhir"
    first = bundle(condition(1), following=link.format(base=server.base))
    second = bundle(condition(2))

    def page(request: Request) -> None:
        request.answer(second if request.query.get("page") == ["2"] else first)

    server.routes[EVERYTHING] = server.routes[at] = page
    assert ids(read(source)) == ["c1", "c2"]


def test_a_next_link_to_another_host_ends_the_run_and_keeps_what_came(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes[EVERYTHING] = says(bundle(condition(1), following="https://elsewhere.example/r4?page=2"))
    run = pages_of(source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken()))
    assert ids(next(run)) == ["c1"]
    with pytest.raises(SourceError) as failed:
        next(run)
    assert (failed.value.kind, failed.value.kept) == (SourceFault.FOREIGN_LINK, 1)


def test_a_token_that_expires_between_pages_is_renewed(source: FhirSource, server: SmallServer) -> None:
    def page(request: Request) -> None:
        fresh = request.headers["Authorization"] == "Bearer token-1"
        request.answer(bundle(condition(2)), 200 if fresh else 401)

    server.routes[EVERYTHING] = says(bundle(condition(1), following="/fhir/more"))
    server.routes["/fhir/more"] = page
    assert ids(read(source)) == ["c1", "c2"]


def test_a_gateways_inner_name_leads_to_the_next_page(source: FhirSource, server: SmallServer) -> None:
    server.routes[EVERYTHING] = says(bundle(condition(1), following="http://inner:8080/fhir/more?page=2"))
    server.routes["/fhir/more"] = says(bundle(condition(2)))
    assert ids(read(source)) == ["c1", "c2"]
    assert server.asked[-1].query == {"page": ["2"]}


def test_pages_that_come_twice_or_in_another_order_are_each_read_once(
    source: FhirSource, server: SmallServer
) -> None:
    contents = [[condition(3)], [condition(1)], [condition(1), condition(3)], [condition(2)]]
    for number, page in enumerate(contents):
        more = f"/fhir/page-{number + 1}" if number + 1 < len(contents) else None
        server.routes[f"/fhir/page-{number}" if number else EVERYTHING] = says(bundle(*page, following=more))
    assert sorted(ids(read(source))) == ["c1", "c2", "c3"]


def test_a_next_link_in_a_circle_ends(source: FhirSource, server: SmallServer) -> None:
    server.routes[EVERYTHING] = says(bundle(condition(1), following=f"{server.base}/circle"))
    server.routes["/fhir/circle"] = says(bundle(condition(2), following=f"{server.base}/circle"))
    with pytest.raises(SourceError) as failed:
        read(source)
    assert failed.value.kind is SourceFault.TOO_LARGE


def test_a_source_that_breaks_half_way_gives_what_waited_too(source: FhirSource, server: SmallServer) -> None:
    waiting = resource("MedicationRequest", id="m1", medicationReference={"reference": "Medication/late"})
    server.routes[EVERYTHING] = says(bundle(condition(1), waiting, following="/fhir/broken"))
    server.routes["/fhir/broken"] = says({}, 500)
    run = pages_of(source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken()))
    assert ids(next(run)) == ["c1"]
    assert ids(next(run)) == ["m1"]
    with pytest.raises(SourceError) as failed:
        next(run)
    assert (failed.value.kind, failed.value.kept) == (SourceFault.SERVER_ERROR, 2)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>Sign in to the guest network</html>", SourceFault.NOT_FHIR),
        (b"", SourceFault.NOT_FHIR),
        (b"[]", SourceFault.NOT_FHIR),
        (b'{"resourceType": "Patient"}', SourceFault.NOT_FHIR),
        (b'{"resourceType": "Bundle", "link": 7}', SourceFault.NOT_FHIR),
        (b'{"resourceType": "Bundle", "entry": [{"resource": {"resour', SourceFault.TRUNCATED),
        (b'{"resourceType": "OperationOutcome"}', SourceFault.SERVER_ERROR),
        (b"[" * 5000 + b"]" * 5000, SourceFault.NOT_FHIR),
    ],
)
def test_an_answer_that_is_no_bundle_has_a_name(
    body: bytes, kind: SourceFault, source: FhirSource, server: SmallServer
) -> None:
    server.routes[EVERYTHING] = says(body)
    with pytest.raises(SourceError) as failed:
        read(source)
    assert failed.value.kind is kind


def test_outcomes_and_entries_without_a_resource_are_no_records(
    source: FhirSource, server: SmallServer
) -> None:
    answer = bundle(condition(1))
    answer["entry"] += [
        {"resource": {"resourceType": "OperationOutcome"}, "search": {"mode": "outcome"}},
        {"fullUrl": "urn:uuid:nothing"},
    ]
    server.routes[EVERYTHING] = says(answer)
    assert ids(read(source)) == ["c1"]


def test_an_entry_of_the_wrong_shape_is_counted_and_spoils_nothing(
    source: FhirSource, server: SmallServer
) -> None:
    answer = bundle(condition(1), condition(2))
    answer["entry"].insert(1, 5)
    server.routes[EVERYTHING] = says(answer)
    assert [item.disposition for item in read(source)] == [
        Disposition.SHOWN,
        Disposition.QUARANTINED,
        Disposition.SHOWN,
    ]


def test_pages_are_short_enough_for_one_transaction(source: FhirSource, server: SmallServer) -> None:
    server.routes[EVERYTHING] = says(bundle(*map(condition, range(1201))))
    pages = list(pages_of(source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken())))
    assert [len(items(page)) for page in pages] == [500, 500, 201]


def test_cancelling_between_pages_ends_the_run(source: FhirSource, server: SmallServer) -> None:
    server.routes[EVERYTHING] = says(bundle(condition(0), following="/fhir/1"))
    for page in range(1, 10):
        server.routes[f"/fhir/{page}"] = says(bundle(condition(page), following=f"/fhir/{page + 1}"))
    cancel = CancelToken()
    run = pages_of(source.read(JOANA, PurposeOfUse.TREATMENT, cancel))
    next(run)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(run)
    # Another process is given a few pages before it hands back the first.
    assert "/fhir/5" not in server.paths()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (statement(version="5.0.0"), SourceFault.UNSUPPORTED_VERSION),
        (statement(version="3.0.2"), SourceFault.UNSUPPORTED_VERSION),
        (statement(version=""), SourceFault.UNSUPPORTED_VERSION),
        ({"resourceType": "Bundle"}, SourceFault.NOT_FHIR),
        ({"resourceType": 4}, SourceFault.NOT_FHIR),
        (b"<html>", SourceFault.NOT_FHIR),
        (b'{"resourceType"', SourceFault.TRUNCATED),
    ],
)
def test_another_version_or_no_fhir_at_all_is_refused(
    content: object, kind: SourceFault, source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/metadata"] = says(content)
    with pytest.raises(SourceError) as failed:
        read(source)
    assert failed.value.kind is kind
    assert server.paths() == ["/fhir/metadata"]


def test_r4b_is_read_and_capabilities_are_asked_for_once(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(statement(version="4.3.0"))
    server.routes[EVERYTHING] = says(bundle(condition(1)))
    assert read(source) == read(source)
    assert server.paths().count("/fhir/metadata") == 1


# -- type by type ----------------------------------------------------------------------------------


def test_devices_are_asked_for_beside_everything(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(statement(Device=["patient"]))
    server.routes[EVERYTHING] = says(bundle(condition(1)))
    server.routes["/fhir/Device"] = says(bundle(resource("Device", id="d1", type={"text": "Pacemaker"})))
    assert ids(read(source)) == ["c1", "d1"]
    assert server.asked[-1].query["patient"] == ["p1"]


def test_without_everything_each_served_type_is_searched(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(
        statement(everything=False, Condition=["patient"], Flag=["subject"], Account=["patient"])
    )
    server.routes["/fhir/Patient"] = says(bundle(resource("Patient", id="p1")))
    server.routes["/fhir/Condition"] = says(bundle(condition(1)))
    server.routes["/fhir/Flag"] = says(bundle(resource("Flag", id="f1")))
    assert ids(read(source)) == ["p1", "f1", "c1"]
    asked = {request.path: request.query for request in server.asked}
    assert asked["/fhir/Patient"] == {"_id": ["p1"]}
    assert asked["/fhir/Condition"]["patient"] == ["p1"]
    assert asked["/fhir/Flag"]["subject"] == ["Patient/p1"]
    assert "/fhir/Account" not in asked


def test_an_emergency_stage_asks_for_its_types_and_no_others(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(statement(Condition=["patient"], Observation=["patient"]))
    server.routes["/fhir/Patient"] = says(bundle())
    server.routes["/fhir/Condition"] = says(bundle(condition(1)))
    types = frozenset({"Condition", "Flag"})
    pages = pages_of(source.read(JOANA, PurposeOfUse.BREAK_GLASS, CancelToken(), types))
    assert [received.resource_id for page in pages for received in items(page)] == ["c1"]
    assert sorted(server.paths()) == ["/fhir/Condition", "/fhir/Patient", "/fhir/metadata"]


def test_a_resuscitation_decision_is_asked_for_wherever_it_may_stand(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/metadata"] = says(statement(Observation=["patient", "code"]))
    server.routes["/fhir/Patient"] = says(bundle())
    server.routes["/fhir/Observation"] = says(bundle(resource("Observation", id="o1", status="final")))
    pages = pages_of(source.read(JOANA, PurposeOfUse.BREAK_GLASS, CancelToken(), frozenset({"Flag"})))
    assert [received.resource_id for page in pages for received in items(page)] == ["o1"]
    asked = {request.path: request.query for request in server.asked}
    assert "http://snomed.info/sct|450475007" in asked["/fhir/Observation"]["code"][0].split(",")


@pytest.mark.parametrize("status", [400, 404, 405, 501])
def test_everything_that_is_promised_and_refused_falls_back(
    status: int, source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/metadata"] = says(statement(Condition=["patient"]))
    server.routes[EVERYTHING] = says({}, status)
    server.routes["/fhir/Patient"] = says(bundle())
    server.routes["/fhir/Condition"] = says(bundle(condition(1)))
    assert ids(read(source)) == ["c1"]


def test_a_served_type_that_cannot_be_searched_is_a_gap_that_shows(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/metadata"] = says(TWO_TYPES)
    server.routes["/fhir/Patient"] = says(bundle())
    server.routes["/fhir/Flag"] = says({}, 400)
    server.routes["/fhir/Condition"] = says(bundle(condition(1)))
    run = pages_of(source.read(JOANA, PurposeOfUse.TREATMENT, CancelToken()))
    assert ids(next(run)) == ["c1"]
    with pytest.raises(SourceError) as failed:
        next(run)
    assert failed.value.kept == 1


def test_a_server_that_does_not_say_what_it_serves_is_asked_all_the_same(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/metadata"] = says({}, 404)
    server.routes["/fhir/Condition"] = says(bundle(condition(1)))
    assert ids(read(source)) == ["c1"]


def test_a_product_that_did_not_come_along_is_fetched_by_its_address(
    source: FhirSource, server: SmallServer
) -> None:
    order = resource("MedicationRequest", id="m1", medicationReference={"reference": "Medication/w"})
    hidden = resource("MedicationRequest", id="m2", medicationReference={"reference": "Medication/x"})
    server.routes[EVERYTHING] = says(bundle(order, hidden))
    server.routes["/fhir/Medication/w"] = says(resource("Medication", id="w", code={"text": "Warfarin"}))
    server.routes["/fhir/Medication/x"] = says({}, 403)
    received = {item.resource_id: item for item in read(source)}
    assert received.keys() == {"m1", "m2", "w"}
    assert received["m1"].entry is not None
    assert received["m1"].entry.title == "Warfarin"
    assert received["w"].disposition is Disposition.FOLDED


# -- refusals --------------------------------------------------------------------------------------


def only_nobody(request: Request) -> None:
    request.answer(bundle(), 200 if request.query.get("_id") == ["nobody-0"] else 403)


def test_a_refusal_that_concerns_one_patient_is_an_empty_record(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/metadata"] = says(statement(Condition=["patient"]))
    server.routes[EVERYTHING] = says({}, 403)
    server.routes["/fhir/Patient"] = server.routes["/fhir/Condition"] = only_nobody
    assert read(source) == []


def test_a_refusal_that_concerns_the_token_is_said(source: FhirSource, server: SmallServer) -> None:
    server.routes[EVERYTHING] = server.routes["/fhir/Patient"] = says({}, 403)
    with pytest.raises(SourceError) as failed:
        read(source)
    assert failed.value.kind is SourceFault.FORBIDDEN


def test_an_operation_that_nobody_may_use_leaves_the_types(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(statement(Condition=["patient"]))
    server.routes[EVERYTHING] = says({}, 403)
    server.routes["/fhir/Patient"] = says(bundle())
    server.routes["/fhir/Condition"] = says(bundle(condition(1)))
    assert ids(read(source)) == ["c1"]


def test_a_type_that_nobody_may_read_is_a_gap_that_shows(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(TWO_TYPES)
    server.routes["/fhir/Patient"] = says(bundle())
    server.routes["/fhir/Flag"] = says({}, 403)
    server.routes["/fhir/Condition"] = says(bundle(condition(1)))
    with pytest.raises(SourceError) as failed:
        read(source)
    assert (failed.value.kind, failed.value.kept) == (SourceFault.FORBIDDEN, 1)


# -- searching -------------------------------------------------------------------------------------


def person(patient_id: str, **elements: Any) -> dict[str, Any]:
    name = {"use": "official", "family": "Soler Vila", "given": ["Joana"]}
    return resource("Patient", id=patient_id, name=[name], gender="female", **elements)


def test_names_are_asked_for_word_by_word_with_the_birth_date(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/Patient"] = says(bundle(person("p1", birthDate="1935-03-14")))
    (found,) = search(source, "soler vila 14/3/1935")
    assert found.name == PersonName("Soler Vila", "Joana")
    assert found.birth_date is not None
    assert found.birth_date.text == "1935-03-14"
    assert server.asked[-1].query == {"name": ["soler", "vila"], "birthdate": ["1935-03-14"]}


def test_each_identifier_is_a_question_of_its_own_and_answers_are_joined(
    source: FhirSource, server: SmallServer
) -> None:
    number = {"system": "urn:oid:1.3.6.1.4.1.19126.3", "value": "99881135R"}

    def route(request: Request) -> None:
        if "identifier" in request.query:
            request.answer(bundle(person("p1", identifier=[number])))
        else:
            request.answer(bundle(person("p1"), person("p2")))

    server.routes["/fhir/Patient"] = route
    found = search(source, "soler 99881135R")
    assert sorted(patient.patient_id for patient in found) == ["p1", "p2"]
    assert server.asked[1].query == {"identifier": ["urn:oid:1.3.6.1.4.1.19126.3|99881135R"]}


def test_a_refused_search_about_one_patient_finds_nobody(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/Patient"] = only_nobody
    assert search(source, "soler") == []


def test_a_patient_that_cannot_be_read_is_not_offered(source: FhirSource, server: SmallServer) -> None:
    changed = person("p3", modifierExtension=[{"url": "http://example.org/not-a-person"}])
    misshapen = {**person("p2"), "birthDate": 1935}
    device = {"resourceType": "Device", "id": "d"}
    server.routes["/fhir/Patient"] = says(bundle(person("p1"), misshapen, changed, device))
    assert [patient.patient_id for patient in search(source, "soler")] == ["p1"]


def test_identifiers_keep_their_issuer(source: FhirSource, server: SmallServer) -> None:
    numbers = [
        {"system": "urn:a", "value": "1"},
        {"value": "2"},
        {"system": "urn:b", "value": "3", "use": "old"},
    ]
    server.routes["/fhir/Patient"] = says(bundle(person("p1", identifier=numbers)))
    (found,) = search(source, "soler")
    assert found.identifiers == (Identifier("urn:a", "1"),)
