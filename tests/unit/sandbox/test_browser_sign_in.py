"""Signing in through the browser where an EHR launched the program, and who may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.dpop import thumbprint_of
from serums_desktop.sandbox.identity_habits import IdentityHabits
from tests.unit.sandbox.person import Person
from tests.unit.sandbox.proof_key import ProofKey

SCOPE = "launch openid fhirUser"
EHR = IdentityHabits(launches=True)


@pytest.fixture(scope="module")
def running(run_sources: Callable[..., Cluster], make: Callable[..., Authored]) -> Cluster:
    return run_sources(
        Source("gp", "GP Llevant", "ES", (make("Patient", "a"),), identity=EHR),
        Source("fcrb", "FCRB Barcelona", "ES", (make("Patient", "a"),)),
        Source("ustan", "USTAN Edinburgh", "GB", (make("Patient", "a"),), home=True, identity=EHR),
    )


@pytest.fixture
def cluster(running: Cluster) -> Iterator[Cluster]:
    yield running
    for source_id in running.origins:
        for line in ("fault {} none", "acr {} earned", "redirect {} any", "client-auth {} none"):
            assert running.control(line.format(source_id)).startswith("ok")
    running.control("return S-2071")


@pytest.fixture
def people(cluster: Cluster) -> Iterator[Callable[[str], Person]]:
    met: list[Person] = []

    def meet(source_id: str) -> Person:
        met.append(Person(cluster, source_id))
        return met[-1]

    yield meet
    for person in met:
        person.session.close()


def launch(cluster: Cluster, source_id: str, staff_id: str = "S-2071") -> str:
    answer = cluster.control(f"launch {source_id} a {staff_id}")
    assert answer.startswith("ok launch ")
    return answer.rpartition(" ")[2]


def answered(response: requests.Response) -> dict[str, str]:
    assert response.status_code == 303
    query = parse_qs(urlsplit(response.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


@pytest.mark.parametrize("source_id", ["gp", "ustan"])
def test_whom_the_ehr_knows_comes_back_with_its_patient(
    cluster: Cluster, people: Callable[[str], Person], source_id: str
) -> None:
    person = people(source_id)

    answer = answered(person.ask(launch=launch(cluster, source_id), scope=SCOPE, prompt=""))
    tokens = person.redeem(answer["code"]).json()

    assert (answer["state"], answer["iss"]) == ("s", person.home.issuer)
    assert (tokens["patient"], tokens["need_patient_banner"]) == ("a", True)
    assert tokens["scope"].split() == SCOPE.split()
    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert (claims["sub"], claims["nonce"]) == ("S-2071", "n")


def test_a_launch_serves_once(cluster: Cluster, people: Callable[[str], Person]) -> None:
    person, token = people("gp"), launch(cluster, "gp")
    person.ask(launch=token, scope=SCOPE, prompt="")

    assert answered(person.ask(launch=token, scope=SCOPE, prompt=""))["error"] == "invalid_request"
    assert answered(person.ask(launch="made-up", scope=SCOPE, prompt=""))["error"] == "invalid_request"


def test_a_launch_is_for_its_own_ehr(cluster: Cluster, people: Callable[[str], Person]) -> None:
    refused = people("ustan").ask(launch=launch(cluster, "gp"), scope=SCOPE, prompt="")

    assert answered(refused)["error"] == "invalid_request"


def test_without_a_launch_an_ehr_has_no_page(people: Callable[[str], Person]) -> None:
    assert answered(people("gp").ask(prompt=""))["error"] == "login_required"


def test_a_launch_needs_its_scope(cluster: Cluster, people: Callable[[str], Person]) -> None:
    refused = people("gp").ask(launch=launch(cluster, "gp"), scope="openid", prompt="")

    assert answered(refused)["error"] == "invalid_scope"


def test_a_launch_gives_nothing_for_later(cluster: Cluster, people: Callable[[str], Person]) -> None:
    person = people("ustan")
    scope = f"{SCOPE} offline_access"

    tokens = person.redeem(
        answered(person.ask(launch=launch(cluster, "ustan"), scope=scope, prompt=""))["code"]
    )

    assert "refresh_token" not in tokens.json()


def test_asked_to_sign_in_all_the_same_only_the_launched_person_may(
    cluster: Cluster, people: Callable[[str], Person]
) -> None:
    person = people("ustan")
    for staff_id, outcome in (("S-2071", "code"), ("S-1042", "error")):
        page = person.ask(launch=launch(cluster, "ustan", staff_id), scope=SCOPE, prompt="login")
        assert page.status_code == 200
        assert outcome in answered(person.answer(page, person.password))
    refused = people("gp").ask(launch=launch(cluster, "gp"), scope=SCOPE, prompt="login")
    assert answered(refused)["error"] == "login_required"


def test_a_launch_can_only_be_of_what_is_there(cluster: Cluster) -> None:
    assert cluster.control("launch gp nobody S-2071") == "not here: Patient/nobody"
    assert cluster.control("launch fcrb a S-2071") == "no launch: fcrb"


def test_discovery_tells_who_launches(cluster: Cluster, people: Callable[[str], Person]) -> None:
    def capabilities(source_id: str) -> set[str]:
        person = people(source_id)
        address = f"{person.home.fhir_base}/.well-known/smart-configuration"
        return set(person.session.get(address, timeout=10).json()["capabilities"])

    assert capabilities("gp") & {"launch-ehr", "context-ehr-patient", "launch-standalone"} == {
        "launch-ehr", "context-ehr-patient",
    }  # fmt: skip
    assert {"launch-ehr", "launch-standalone"} <= capabilities("ustan")
    assert not {"launch-ehr", "launch-standalone"} & capabilities("fcrb")


def test_a_code_can_be_bound_before_it_is_given(people: Callable[[str], Person]) -> None:
    person, key = people("ustan"), ProofKey()

    def code() -> str:
        page = person.ask(dpop_jkt=thumbprint_of(key.key.public_key()))
        return answered(person.answer(page, person.password))["code"]

    endpoint = f"{person.home.issuer}/token"
    assert person.redeem(code()).json()["error"] == "invalid_grant"
    assert person.redeem(code(), proof=ProofKey().proof("POST", endpoint)).json()["error"] == "invalid_grant"
    assert person.redeem(code(), proof=key.proof("POST", endpoint)).ok


def acr_of(person: Person, **asked: str) -> str:
    code = answered(person.answer(person.ask(**asked), person.password))["code"]
    claims = jwt.decode(person.redeem(code).json()["id_token"], options={"verify_signature": False})
    return str(claims["acr"])


def test_the_assurance_is_what_was_wanted_where_it_is_reached(
    cluster: Cluster, people: Callable[[str], Person]
) -> None:
    low, substantial, high = (f"http://eidas.europa.eu/LoA/{name}" for name in ("low", "substantial", "high"))
    person = people("ustan")

    assert acr_of(person) == substantial
    assert acr_of(person, acr_values=f"{high} {low}") == low
    assert acr_of(person, acr_values=high) == substantial
    assert cluster.control("acr ustan urn:x:none") == "ok acr ustan urn:x:none"
    assert acr_of(person, acr_values=high) == "urn:x:none"


def test_only_the_registered_port_is_sent_to(cluster: Cluster, people: Callable[[str], Person]) -> None:
    person = people("ustan")

    assert cluster.control("redirect ustan 53212") == "ok redirect ustan 53212"

    assert person.ask().status_code == 400
    assert person.ask(redirect_uri="http://127.0.0.1:53212/answer").status_code == 200
    for port in ("0", "70000", "some"):
        assert cluster.control(f"redirect ustan {port}").startswith("unknown")


def test_who_has_left_gets_no_further_anywhere(cluster: Cluster, people: Callable[[str], Person]) -> None:
    person = people("ustan")
    gp = cluster.origins["gp"].issuer
    tokens = person.redeem(person.code()).json()
    assertion = person.exchange(tokens["access_token"], f"{gp}/token").json()["access_token"]
    waiting, page = person.code(), person.ask()
    launched = people("gp").ask(launch=launch(cluster, "gp"), scope=SCOPE, prompt="")

    assert cluster.control("leave S-2071") == "ok leave S-2071"

    assert person.grant(gp, assertion).json()["error"] == "invalid_grant"
    assert person.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert person.redeem(waiting).json()["error"] == "invalid_grant"
    assert person.exchange(tokens["access_token"], f"{gp}/token").json()["error"] == "invalid_grant"
    assert people("gp").redeem(answered(launched)["code"]).json()["error"] == "invalid_grant"
    assert answered(person.answer(page, person.password))["error"] == "access_denied"
    late = people("gp").ask(launch=launch(cluster, "gp"), scope=SCOPE, prompt="")
    assert answered(late)["error"] == "access_denied"
    assert person.reads(tokens["access_token"]) == 401

    assert cluster.control("return S-2071") == "ok return S-2071"
    assert cluster.control("return S-2071") == "not away: S-2071"
    assert person.refresh(tokens["refresh_token"]).ok
    assert person.reads(tokens["access_token"]) == 200
