"""Bringing a copy up to date: what is listed, what is asked for, and what must not be told by either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from serums_desktop.domain.coverage import Held
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Received, Served
from serums_desktop.sources.fhir.changes import compare
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.listing import CannotList, Listed, Listing
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.resources import BASE, PATIENT, concept, entry_of, resource
from tests.unit.sources.small_server import Request, SmallServer, Tokens
from tests.unit.sources.test_source import EVERYTHING, JOANA, bundle, says, statement

DAY_S = 24 * 3600.0
NOW_S = 1_800_000_000.0
LONG_AGO = "2020-01-01T00:00:00Z"
A_MINUTE_AGO = "2027-01-15T07:59:00Z"

Content = dict[str, Any]


def versioned(kind: str, name: str, version: int = 1, updated: str = LONG_AGO, **elements: Any) -> Content:
    meta = {"versionId": str(version), "lastUpdated": updated}
    return resource(kind, id=name, meta=meta, **elements)


def key_of(content: Content) -> str:
    return f"{content['resourceType']}/{content['id']}"


def held_of(*contents: Content, as_of_s: float = NOW_S, full_s: float = NOW_S) -> Held:
    return Held(as_of_s, full_s, {key_of(each): each["meta"]["versionId"] for each in contents})


class Record:
    """One patient's record at a small server that lists, by one question or type by type."""

    def __init__(self, server: SmallServer, *contents: Content, everything: bool = True) -> None:
        self.contents = {key_of(each): each for each in contents}
        self.everything = everything
        self.server = server
        kinds = {each["resourceType"] for each in contents} - {"Patient"}
        parameters = {kind: ["patient", "_lastUpdated"] for kind in kinds | {"Condition", "Consent"}}
        server.routes["/fhir/metadata"] = says(
            statement(everything=everything, Patient=["_id"], **parameters)
        )
        server.routes[EVERYTHING] = lambda request: self.answer(request, "")
        for kind in parameters | {"Patient": []}:
            server.routes[f"/fhir/{kind}"] = lambda request, kind=kind: self.answer(request, kind)

    def answer(self, request: Request, kind: str) -> None:
        ids = request.query.get("_id", [""])[0].split(",")
        since = request.query.get("_since", request.query.get("_lastUpdated", [""]))[0].removeprefix("ge")
        found = [
            each
            for each in self.contents.values()
            if (not kind or each["resourceType"] == kind)
            and (ids == [""] or each["id"] in ids)
            and each["meta"]["lastUpdated"] >= since
        ]
        if "_elements" in request.query:
            wanted = {"resourceType", *request.query["_elements"][0].split(",")}
            found = [{name: value for name, value in each.items() if name in wanted} for each in found]
        request.answer(bundle(*found))

    def asked(self) -> list[str]:
        """What was asked since the last time: each path, with the names of what narrowed it."""
        asked = [
            f"{request.path.removeprefix('/fhir/')} {' '.join(sorted(request.query.keys() - {'_count'}))}"
            for request in self.server.asked
            if not request.path.endswith("/metadata")
        ]
        self.server.asked.clear()
        return asked


@pytest.fixture
def open_source(server: SmallServer, session: requests.Session) -> Iterator[Callable[..., FhirSource]]:
    made: list[FhirSource] = []

    def opened(changes_from: int = 0) -> FhirSource:
        source = FhirSource(
            source_id="zmc",
            fhir_base=server.base,
            http=session,
            tokens=Tokens(),
            timeout_s=5,
            limits=Limits(retry_budget_s=0),
            changes_from=changes_from,
            now_s=lambda: NOW_S,
        )
        made.append(source)
        return source

    yield opened
    for source in made:
        source.close()


@pytest.fixture
def source(open_source: Callable[..., FhirSource]) -> FhirSource:
    return open_source()


def read(
    source: FhirSource, held: Held | None, purpose: PurposeOfUse = PurposeOfUse.TREATMENT
) -> tuple[list[Received], Served | None]:
    received: list[Received] = []
    served: list[Served] = []
    for part in source.read(JOANA, purpose, CancelToken(), held=held):
        if isinstance(part, Served):
            served.append(part)
        elif isinstance(part, list):
            assert not served, "Served comes last"
            received += part
    assert len(served) <= 1
    return received, served[0] if served else None


def names(received: list[Received]) -> list[str]:
    return sorted(f"{item.resource_type}/{item.resource_id}" for item in received)


HERSELF = versioned("Patient", "p1")
PROBLEMS = [versioned("Condition", f"c{number}") for number in range(6)]
BOTH_WAYS = pytest.mark.parametrize("everything", [True, False])


@BOTH_WAYS
def test_where_nothing_changed_nothing_is_sent(
    everything: bool, source: FhirSource, server: SmallServer
) -> None:
    record = Record(server, HERSELF, *PROBLEMS, everything=everything)
    received, served = read(source, held_of(HERSELF, *PROBLEMS))
    assert received == []
    assert served == Served(frozenset(record.contents))
    assert all("_elements" in question for question in record.asked())


@BOTH_WAYS
def test_new_changed_and_restored_are_asked_for_and_look_alike(
    everything: bool, source: FhirSource, server: SmallServer
) -> None:
    changed = versioned("Condition", "c0", 2, A_MINUTE_AGO)
    for found in (changed, versioned("Condition", "new", 1, A_MINUTE_AGO), versioned("Condition", "back")):
        record = Record(server, HERSELF, *PROBLEMS, everything=everything)
        record.contents[key_of(found)] = found
        received, served = read(source, held_of(HERSELF, *PROBLEMS))
        assert names(received) == [key_of(found)]
        assert served == Served(frozenset(record.contents))
        listing, *by_id = [question for question in record.asked() if "_elements" not in question] or [""]
        assert (listing, by_id) == ("Condition _id patient", [])


@BOTH_WAYS
def test_what_is_gone_leaves_nothing_that_may_refer_to_it(
    everything: bool, source: FhirSource, server: SmallServer
) -> None:
    pointing = versioned("Condition", "after", evidence=[{"detail": [{"reference": "Condition/c5"}]}])
    record = Record(server, HERSELF, *PROBLEMS, pointing, everything=everything)
    del record.contents["Condition/c5"]
    received, served = read(source, held_of(HERSELF, *PROBLEMS, pointing))
    assert served == Served(frozenset(record.contents))
    assert names(received) == sorted(record.contents)
    assert not any(b"Condition/c5" in item.raw for item in received)


@pytest.mark.parametrize(
    ("everything", "question"),
    [(True, "Patient/p1/$everything _since"), (False, "Condition _lastUpdated patient")],
)
def test_many_changes_are_asked_for_by_their_time(
    everything: bool, question: str, source: FhirSource, server: SmallServer
) -> None:
    fresh = [versioned("Condition", f"n{number}", 1, A_MINUTE_AGO) for number in range(60)]
    old = [versioned("Condition", f"o{number}") for number in range(80)]
    record = Record(server, HERSELF, *old, *fresh, everything=everything)
    received, served = read(source, held_of(HERSELF, *old))
    assert names(received) == sorted(map(key_of, fresh))
    assert served == Served(frozenset(record.contents))
    assert [each for each in record.asked() if "_elements" not in each] == [question]


@BOTH_WAYS
def test_what_time_does_not_bring_is_asked_for_by_its_id(
    everything: bool, source: FhirSource, server: SmallServer
) -> None:
    fresh = [versioned("Condition", f"n{number}", 1, A_MINUTE_AGO) for number in range(60)]
    old = [versioned("Condition", f"o{number}") for number in range(80)]
    back = versioned("Condition", "back")
    Record(server, HERSELF, *old, *fresh, back, everything=everything)
    received, _ = read(source, held_of(HERSELF, *old))
    assert names(received) == sorted(map(key_of, [*fresh, back]))


# -- what a listing must not tell ------------------------------------------------------------------

CONSENT = versioned("Consent", "no")
MASKED = versioned(
    "Condition",
    "hidden",
    code=concept("", ("http://terminology.hl7.org/CodeSystem/data-absent-reason", "masked", "Masked")),
)
ABOUT_NOTHING = versioned("Provenance", "trace", target=[{"reference": "Condition/restricted"}])


@pytest.mark.parametrize("trace", [CONSENT, MASKED, ABOUT_NOTHING], ids=key_of)
def test_a_trace_of_what_is_withheld_is_neither_asked_for_nor_kept(
    trace: Content, source: FhirSource, server: SmallServer
) -> None:
    record = Record(server, HERSELF, *PROBLEMS)
    without = set(record.contents)
    record.contents[key_of(trace)] = trace
    received, served = read(source, held_of(HERSELF, *PROBLEMS))
    assert received == []
    assert served == Served(frozenset(without))
    assert record.asked() == ["Patient/p1/$everything _elements"]


def test_what_was_masked_in_its_place_is_gone(source: FhirSource, server: SmallServer) -> None:
    open_once = versioned("Condition", "hidden", code=concept("A problem"))
    record = Record(server, HERSELF, *PROBLEMS, MASKED)
    _, served = read(source, held_of(HERSELF, *PROBLEMS, open_once))
    assert served == Served(frozenset(record.contents) - {"Condition/hidden"})


def test_what_only_its_whole_shows_to_be_masked_is_gone(source: FhirSource, server: SmallServer) -> None:
    open_once = versioned("Observation", "hidden", valueString="a result")
    masked = versioned("Observation", "hidden", 2, A_MINUTE_AGO, valueCodeableConcept=MASKED["code"])
    record = Record(server, HERSELF, *PROBLEMS, masked)
    received, served = read(source, held_of(HERSELF, *PROBLEMS, open_once))
    assert received == []
    assert served == Served(frozenset(record.contents) - {"Observation/hidden"})


def test_what_is_listed_and_not_sent_is_no_older_version_of_it(
    source: FhirSource, server: SmallServer
) -> None:
    changed = versioned("Condition", "c0", 2, A_MINUTE_AGO)
    record = Record(server, HERSELF, changed, *PROBLEMS[1:])

    def without(request: Request) -> None:
        if "_elements" not in request.query:
            record.contents.pop("Condition/c0", None)
        record.answer(request, "" if request.path == EVERYTHING else "Condition")

    server.routes["/fhir/Condition"] = server.routes[EVERYTHING] = without
    received, served = read(source, held_of(HERSELF, *PROBLEMS))
    assert names(received) == sorted(record.contents)
    assert served == Served(frozenset(record.contents))


def test_a_statement_about_what_is_held_belongs_to_it(source: FhirSource, server: SmallServer) -> None:
    about_held = versioned("Provenance", "who", 1, A_MINUTE_AGO, target=[{"reference": "Condition/c1"}])
    record = Record(server, HERSELF, *PROBLEMS, about_held)
    server.routes["/fhir/Provenance"] = lambda request: record.answer(request, "Provenance")
    received, _ = read(source, held_of(HERSELF, *PROBLEMS))
    assert [(item.resource_id, item.disposition.value) for item in received] == [("who", "folded")]


def test_a_reference_to_what_is_held_stays(source: FhirSource, server: SmallServer) -> None:
    pointing = versioned(
        "Condition", "new", 1, A_MINUTE_AGO, evidence=[{"detail": [{"reference": "Condition/c1"}]}]
    )
    Record(server, HERSELF, *PROBLEMS, pointing)
    received, _ = read(source, held_of(HERSELF, *PROBLEMS))
    assert [b"Condition/c1" in item.raw for item in received] == [True]


def test_what_names_others_comes_with_them(source: FhirSource, server: SmallServer) -> None:
    device = versioned("Device", "pump", deviceName=[{"name": "Infusion pump", "type": "user-friendly-name"}])
    clock = versioned(
        "Observation",
        "clock",
        status="final",
        code=concept("", ("urn:iso:std:iso:11073:10101", "67975")),
        device={"reference": "Device/pump"},
        effectiveDateTime="2026-01-01T10:00:00Z",
        valueDateTime="2026-01-01T10:02:00Z",
    )
    measured = versioned(
        "Observation", "o1", 1, A_MINUTE_AGO, status="final", device={"reference": "Device/pump"}
    )
    record = Record(server, HERSELF, *PROBLEMS, device, clock, measured)
    received, _ = read(source, held_of(HERSELF, *PROBLEMS, device, clock))
    assert names(received) == ["Device/pump", "Observation/clock", "Observation/o1"]
    assert read(source, held_of(*record.contents.values()))[0] == []


def test_a_product_fetched_by_its_address_stays_with_its_orders(
    source: FhirSource, server: SmallServer
) -> None:
    order = versioned("MedicationRequest", "m1", medicationReference={"reference": "Medication/w"})
    product = versioned("Medication", "w")
    record = Record(server, HERSELF, *PROBLEMS, order)
    received, served = read(source, held_of(HERSELF, *PROBLEMS, order, product))
    assert received == []
    assert served == Served(frozenset(record.contents) | {"Medication/w"})


# -- when all is read ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "held",
    [
        None,
        held_of(HERSELF, *PROBLEMS, full_s=NOW_S - DAY_S),
        held_of(HERSELF, *PROBLEMS, full_s=NOW_S + 1),
        held_of(),
    ],
    ids=["nothing held", "a day old", "from the future", "mostly changed"],
)
def test_all_is_read_where_changes_would_not_do(
    held: Held | None, source: FhirSource, server: SmallServer
) -> None:
    record = Record(server, HERSELF, *PROBLEMS)
    received, served = read(source, held)
    assert (names(received), served) == (sorted(record.contents), None)


def test_a_small_copy_is_read_anew(open_source: Callable[..., FhirSource], server: SmallServer) -> None:
    record = Record(server, HERSELF, *PROBLEMS)
    _, served = read(open_source(changes_from=8), held_of(HERSELF, *PROBLEMS))
    assert served is None
    assert record.asked() == ["Patient/p1/$everything "]


def whole(request: Request) -> None:
    request.answer(bundle(HERSELF, *({**each, "code": {"text": "A"}, "note": []} for each in PROBLEMS)))


def unknown_elements(request: Request) -> None:
    request.answer(*(({}, 400) if "_elements" in request.query else (bundle(HERSELF, *PROBLEMS),)))


@pytest.mark.parametrize("route", [whole, unknown_elements])
def test_a_server_that_cannot_list_is_asked_to_once(
    route: Callable[[Request], None], source: FhirSource, server: SmallServer
) -> None:
    record = Record(server, HERSELF, *PROBLEMS)
    server.routes[EVERYTHING] = route
    for _ in range(2):
        received, served = read(source, held_of(HERSELF, *PROBLEMS))
        assert (names(received), served) == (sorted(record.contents), None)
    *listing, once, again = record.asked()
    assert set(listing) == {"Patient/p1/$everything _elements"}
    assert once == again == "Patient/p1/$everything "


def test_a_type_whose_listing_fails_has_everything_read(source: FhirSource, server: SmallServer) -> None:
    flag = versioned("Flag", "f1")
    record = Record(server, HERSELF, *PROBLEMS, flag, everything=False)

    def failing(request: Request) -> None:
        if "_elements" in request.query:
            request.answer({}, 500)
        else:
            record.answer(request, "Flag")

    server.routes["/fhir/Flag"] = failing
    received, served = read(source, held_of(HERSELF, *PROBLEMS, flag))
    assert (names(received), served) == (sorted(record.contents), None)


def test_what_is_listed_and_cannot_be_asked_for_has_everything_read(
    source: FhirSource, server: SmallServer
) -> None:
    record = Record(server, HERSELF, *PROBLEMS, versioned("Condition", "new", 1, A_MINUTE_AGO))
    server.routes["/fhir/Condition"] = says({}, 405)
    received, served = read(source, held_of(HERSELF, *PROBLEMS))
    assert names(received) == sorted(record.contents)
    assert served == Served(frozenset(record.contents))


def test_a_line_that_fails_while_listing_is_told_and_not_tried_again(
    source: FhirSource, server: SmallServer
) -> None:
    record = Record(server, HERSELF, *PROBLEMS)
    server.routes[EVERYTHING] = Request.reset
    with pytest.raises(SourceError) as failed:
        read(source, held_of(HERSELF, *PROBLEMS))
    assert (failed.value.kind, failed.value.kept) == (SourceFault.INTERRUPTED, 0)
    assert len(record.asked()) == 1


# -- comparing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "listed", "wanted"),
    [
        ("1", Listed("1", NOW_S, False), False),
        ("1", Listed("2", 0.0, False), True),
        ("", Listed("2", 0.0, False), False),
        ("", Listed("2", NOW_S, False), True),
        ("1", Listed("", NOW_S - 601, False), False),
        ("1", Listed("", NOW_S - 599, False), True),
        ("1", Listed("", None, False), True),
        (None, Listed("1", 0.0, False), True),
    ],
)
def test_a_version_decides_and_a_time_where_there_is_none(
    held: str | None, listed: Listed, wanted: bool
) -> None:
    versions = {} if held is None else {"Flag/f": held}
    found = compare({"Flag/f": listed}, Held(NOW_S, NOW_S, versions), 0.0)
    assert (found.wanted == {"Flag/f"}, found.served) == (wanted, {"Flag/f"})


def test_a_servers_clock_is_heard() -> None:
    listed = {"Flag/f": Listed("", NOW_S + 3600 - 599, False)}
    held = Held(NOW_S, NOW_S, {"Flag/f": ""})
    assert compare(listed, held, 3600.0).wanted
    assert not compare(listed, held, 7200.0).wanted


@pytest.mark.parametrize(
    "content",
    [
        resource("Flag", code=concept("Falls")),
        b'{"resourceType": "Flag"}',
        b'{"resourceType": "Flag", "id": "../secret"}',
        b'{"resourceType": "Flag", "id": "f", "meta": 7}',
        b'{"resourceType": "Provenance", "id": "p", "target": 7}',
        b"[]",
    ],
)
def test_what_is_no_listing_is_not_taken_for_one(content: Content | bytes) -> None:
    with pytest.raises(CannotList):
        Listing(BASE).add([entry_of(content)])


def test_a_resource_that_says_it_was_cut_down_may_carry_what_it_must() -> None:
    meta = {"versionId": "3", "tag": [{"code": "SUBSETTED"}]}
    listing = Listing(BASE)
    listing.add([entry_of(resource("Flag", id="f", status="active", subject=PATIENT, meta=meta))])
    assert listing.found == {"Flag/f": Listed("3", None, False)}
