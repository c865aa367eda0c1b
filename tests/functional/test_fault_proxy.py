"""Whatever a network does to answers: what is kept is what came through, and what is told of it is true.

A whole synchronisation, over TLS, from a model hospital through a proxy that spoils it, into a real store.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import SourceFault
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.sandbox.authority import Authority
from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.fhir_server import Habits
from serums_desktop.services.session import Session
from serums_desktop.services.synchronise import PageKept, SourceFailed, Synchronise
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.sandbox.conftest import Client, StaffCard
from tests.unit.services.keyring_parts import Parts
from tests.unit.sources.small_server import Tokens, trusting
from tests.unit.store.synthetic import key

from .fault_proxy import (
    Circle,
    Cut,
    Ending,
    Fault,
    FaultProxy,
    Framing,
    HungUp,
    Latency,
    Reordered,
    Repeated,
    Storm,
    Trickle,
)

HERSELF = PatientAtSource("gp", "a", PersonName("Soler", "Joana"), None, Sex.FEMALE)
CONFIGURED = SourceCoverage("gp", "GP Llevant", "ES", SourceState.ANSWERED)
LIMITS = Limits(retry_budget_s=0.5, retry_first_s=0.01, answer_timeout_s=30)
PER_PAGE = 5


def made(kind: str, resource_id: str, /, **content: Any) -> Authored:
    subject = {} if kind == "Patient" else {"subject": {"reference": "Patient/a"}}
    resource = {"resourceType": kind, "id": resource_id, **subject, **content}
    return Authored(kind, resource_id, json.dumps(resource).encode())


RECORD = (
    made("Patient", "a", name=[{"family": "Soler", "given": ["Joana"]}]),
    *(made("Condition", f"c{number}", code={"text": f"Problem {number}"}) for number in range(6)),
    *(
        made("Observation", f"o{number}", status="final", code={"text": "Ward note " * 20})
        for number in range(9)
    ),
    made("Encounter", "visit", status="finished", diagnosis=[{"condition": {"reference": "Condition/c5"}}]),
)
ALL = {item.reference for item in RECORD}
PAGES = -(-len(RECORD) // PER_PAGE)


class Hospital:
    """A model hospital behind the proxy, and a workstation that keeps its record."""

    def __init__(self, proxy: FaultProxy, token: str, store: EncryptedRecordStore, lane: Lane) -> None:
        self.proxy = proxy
        self._token = token
        self._store = store
        self._lane = lane
        self._person = Person((HERSELF,))

    def forget(self) -> None:
        """Begin with a record of which nothing is kept."""
        self._record_id = self._lane.run(lambda: self._store.remember(self._person, 1.0))
        self._lane.run(lambda: self._store.vault(self._record_id).drop_source("gp"))

    def synchronise(self, fault: Fault, limits: Limits = LIMITS, parallel: int = 1) -> SourceCoverage:
        """Ask once, with connections of its own, and leave none behind; returns what is told in the end."""
        self.proxy.spoil(fault)
        parts = Parts()
        tokens = OneToken(self._token)
        before = set(threading.enumerate())
        told: list[SourceCoverage | PageKept | SourceFailed] = []
        with trusting(self.proxy.anchors) as http, Pool("network", 1) as pool:
            source = FhirSource(
                source_id="gp",
                fhir_base=self.proxy.base,
                http=http,
                tokens=tokens,
                timeout_s=30,
                limits=limits,
                parallel=parallel,
            )
            session = Session(
                Staff("Dr Fraser", "S-1042", "Consultant"),
                parts,  # type: ignore[arg-type]  nobody is asked who they are
                parts,  # type: ignore[arg-type]
                parts,
                {"gp": source},
                CancelToken(),
            )
            Synchronise(
                session=session,
                store=self._store,
                database_lane=self._lane,
                clock=parts,
                record_id=self._record_id,
                person=self._person,
                configured=[CONFIGURED],
                report=told.append,
            ).start(pool)
            pool.submit(lambda: None).result()
            source.close()
        left = {each.name for each in set(threading.enumerate()) - before}
        assert left <= {"proxy-line"}, "a thread of the client's"
        assert self.proxy.join(30), "a connection that was not given up"
        return [one for one in told if isinstance(one, SourceCoverage)][-1]

    def kept(self) -> set[str]:
        """What is in the record, by ``Type/id``."""

        def read() -> set[str]:
            vault = self._store.vault(self._record_id)
            members = [member for item in vault.timeline().items for member in item.members]
            return {member.partition("/")[2] for member in members}

        return self._lane.run(read)


class OneToken(Tokens):
    """The hospital's own token, which nobody renews."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        super().token(source_id, purpose)
        return self._token


def on_timeline(references: set[str]) -> set[str]:
    """Those of a record that are entries: the patient is not."""
    return {reference for reference in references if not reference.startswith("Patient/")}


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    directory = tmp_path_factory.mktemp("hospital")
    source = Source(
        "gp", "GP Llevant", "ES", RECORD, habits=Habits(default_count=PER_PAGE, most_per_page=PER_PAGE)
    )
    cluster = Cluster(directory, [source])
    cluster.start()
    try:
        token = staff_token(cluster)
        (directory / "proxy").mkdir()
        anchors = directory / "tls-ca.pem"
        store = EncryptedRecordStore(directory / "cache")
        with (
            FaultProxy(directory / "proxy", cluster.origins["gp"].fhir_base, anchors) as proxy,
            Lane("database") as lane,
        ):
            lane.run(lambda: store.open(key()))
            yield Hospital(proxy, token, store, lane)
            lane.run(store.close)
    finally:
        cluster.close()


def staff_token(cluster: Cluster) -> str:
    """A token as a staff card gets it."""
    private = serialization.load_pem_private_key((cluster.directory / "staff-ca.key").read_bytes(), None)
    certificate = x509.load_pem_x509_certificate((cluster.directory / "staff-ca.pem").read_bytes())
    card = StaffCard(Authority(certificate, private))  # type: ignore[arg-type]  made with this kind of key
    client = Client(cluster.origins["gp"], cluster.directory)
    with client.session:
        answer = client.sign_in(card)
        token: str = answer.json()["access_token"]
    return token


@pytest.fixture(autouse=True)
def unspoilt(hospital: Hospital) -> None:
    hospital.proxy.framing = Framing.LENGTH
    hospital.proxy.compressed = hospital.proxy.without_everything = False
    hospital.forget()


def assert_true(hospital: Hospital, told: SourceCoverage) -> None:
    """What is kept is what came through, and the coverage says so."""
    came = hospital.proxy.let_through
    assert hospital.kept() == on_timeline(came)
    if came >= ALL and told.state is SourceState.ANSWERED:
        assert (told.fault, told.received) == (None, len(ALL))
    else:
        assert told.state is (SourceState.PARTIAL if came else SourceState.FAILED)
        assert told.fault is not None
        assert (told.as_of_s, told.received) == (None, len(came))


def assert_mended(hospital: Hospital) -> None:
    """Asked again, the source is whole."""
    told = hospital.synchronise(None)
    assert (told.state, told.fault, told.received) == (SourceState.ANSWERED, None, len(ALL))
    assert hospital.kept() == on_timeline(ALL)


@pytest.mark.parametrize("framing", Framing)
@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("page", [1, 2, PAGES])
@pytest.mark.parametrize("part", [0.0, 0.01, 0.3, 0.9])
def test_an_answer_that_is_cut(
    framing: Framing, ending: Ending, page: int, part: float, hospital: Hospital
) -> None:
    hospital.proxy.framing = framing
    assert_true(hospital, hospital.synchronise(Cut(page, part, ending)))
    assert_mended(hospital)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    framing=st.sampled_from(Framing),
    ending=st.sampled_from(Ending),
    page=st.integers(1, PAGES),
    part=st.floats(0, 1),
    compressed=st.booleans(),
)
def test_an_answer_that_is_cut_anywhere(
    framing: Framing, ending: Ending, page: int, part: float, compressed: bool, hospital: Hospital
) -> None:
    hospital.forget()
    hospital.proxy.framing = framing
    # Without a length, a compressed answer may lack its checksum and be whole all the same.
    hospital.proxy.compressed = compressed and framing is not Framing.CLOSE
    assert_true(hospital, hospital.synchronise(Cut(page, part, ending)))


@pytest.mark.parametrize(
    "fault", [Latency(0.05), Repeated(1), Repeated(2), Reordered(1), Reordered(2), HungUp()]
)
def test_what_is_odd_and_whole_is_read_whole(fault: Fault, hospital: Hospital) -> None:
    told = hospital.synchronise(fault)
    assert (told.state, hospital.kept()) == (SourceState.ANSWERED, on_timeline(ALL))
    assert_true(hospital, told)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_storm_of_refusals(status: int, hospital: Hospital) -> None:
    told = hospital.synchronise(Storm(status, 1_000))
    assert_true(hospital, told)
    assert told.fault in {SourceFault.SERVER_ERROR, SourceFault.TOO_MANY_REQUESTS}
    assert_mended(hospital)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_storm_that_passes_within_the_budget(status: int, hospital: Hospital) -> None:
    told = hospital.synchronise(Storm(status, 3))
    assert told.state is SourceState.ANSWERED
    assert_true(hospital, told)


def test_a_storm_that_says_for_how_long_is_not_waited_out(hospital: Hospital) -> None:
    told = hospital.synchronise(Storm(503, 1, retry_after="3600"))
    assert (told.state, told.retry_after_s) == (SourceState.FAILED, 3600.0)
    assert_mended(hospital)


@pytest.mark.parametrize("part", [0.0, 0.005, 0.5])
@pytest.mark.parametrize("page", [1, 2])
def test_a_page_that_trickles_for_ever(page: int, part: float, hospital: Hospital) -> None:
    impatient = Limits(retry_budget_s=0, answer_timeout_s=0.3)
    told = hospital.synchronise(Trickle(page, part, 0.02), impatient)
    assert told.fault is SourceFault.TIMEOUT
    assert_true(hospital, told)
    assert_mended(hospital)


def test_a_page_that_leads_to_itself(hospital: Hospital) -> None:
    told = hospital.synchronise(Circle(2))
    assert (told.state, told.fault) == (SourceState.PARTIAL, SourceFault.TOO_LARGE)
    assert_true(hospital, told)
    assert_mended(hospital)


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("page", [1, 4, 9])
def test_types_side_by_side_keep_no_more_than_came(page: int, ending: Ending, hospital: Hospital) -> None:
    hospital.proxy.without_everything = True
    told = hospital.synchronise(Cut(page, 0.5, ending), parallel=3)
    assert hospital.kept() <= on_timeline(hospital.proxy.let_through)
    assert told.state in {SourceState.PARTIAL, SourceState.FAILED}
    again = hospital.synchronise(None, parallel=3)
    assert (again.state, hospital.kept()) == (SourceState.ANSWERED, on_timeline(ALL))
