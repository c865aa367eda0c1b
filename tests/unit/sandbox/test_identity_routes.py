"""The whole way of a person who signs in with a password, as their browser and their program go it."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.oauth import ACT_REASON
from tests.unit.sandbox.person import Person


@pytest.fixture(scope="module")
def cluster(run_sources: Callable[..., Cluster], make: Callable[..., Authored]) -> Cluster:
    entries = (
        make("Patient", "a"),
        make("Condition", "x", subject={"reference": "Patient/a"}),
        make("Condition", "never", subject={"reference": "Patient/a"}),
    )
    return run_sources(
        Source("gp", "GP Llevant", "ES", entries),
        Source("ustan", "USTAN <Edinburgh>", "GB", (make("Patient", "a"),), home=True),
    )


@pytest.fixture
def person(cluster: Cluster) -> Iterator[Person]:
    person = Person(cluster)
    yield person
    person.session.close()


def test_the_page_runs_nothing_and_goes_nowhere_else(person: Person) -> None:
    page = person.ask()

    assert page.status_code == 200
    assert "USTAN &lt;Edinburgh&gt;" in page.text
    assert "<script" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:53211;" in policy
    assert "frame-ancestors 'none'" in policy
    assert (page.headers["X-Frame-Options"], page.headers["Cache-Control"]) == ("DENY", "no-store")
    style = re.search(r"<style>(.*)</style>", page.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "Set-Cookie" not in page.headers


def test_a_password_becomes_tokens_that_name_the_person(person: Person) -> None:
    back = person.answer(person.ask(), person.password)

    assert back.status_code == 303
    answer = parse_qs(urlsplit(back.headers["Location"]).query)
    assert (answer["state"], answer["iss"]) == (["s"], [person.home.issuer])
    tokens = person.redeem(answer["code"][0])
    assert tokens.headers["Cache-Control"] == "no-store"
    claims = jwt.decode(tokens.json()["id_token"], options={"verify_signature": False})
    assert (claims["sub"], claims["nonce"], claims["aud"]) == ("S-2071", "n", "serums-desktop")
    assert (claims["name"], claims["role"]) == ("Nurse Isobel Reid", "Emergency Medicine, charge nurse")
    assert claims["acr"] == "http://eidas.europa.eu/LoA/substantial"
    assert claims["auth_time"] <= claims["iat"]
    assert person.reads(tokens.json()["access_token"]) == 200


def test_a_wrong_password_shows_the_page_again(person: Person) -> None:
    page = person.ask()

    again = person.answer(page, "wrong")
    nobody = person.answer(page, "wrong", username="S-9999")

    assert again.status_code == nobody.status_code == 200
    assert again.text.replace("S-2071", "S-9999") == nobody.text
    assert "User name or password is not right." in again.text
    assert person.answer(again, person.password).status_code == 303


def test_too_many_tries_have_to_wait(person: Person) -> None:
    page = person.ask()
    for _ in range(5):
        person.answer(page, "wrong", username="S-7777")

    assert "Too many tries. Wait 30 seconds" in person.answer(page, "wrong", username="S-7777").text


def test_a_page_serves_once(person: Person) -> None:
    page = person.ask()
    person.answer(page, person.password)

    again = person.answer(page, person.password)

    assert again.status_code == 400
    assert "used already" in again.text


def test_nobody_is_remembered(person: Person) -> None:
    person.code()

    assert 'name="password"' in person.ask(prompt="").text
    silently = person.ask(prompt="none")
    assert "error=login_required" in silently.headers["Location"]


def test_a_foreign_redirect_is_refused_on_the_spot(person: Person) -> None:
    refused = person.ask(redirect_uri="https://evil.example/answer")

    assert refused.status_code == 400
    assert "Location" not in refused.headers
    assert "form-action 'none'" in refused.headers["Content-Security-Policy"]


def test_what_is_wrong_is_told_to_the_program(person: Person) -> None:
    refused = person.ask(code_challenge_method="plain")

    assert refused.status_code == 303
    assert parse_qs(urlsplit(refused.headers["Location"]).query)["error"] == ["invalid_request"]


def test_a_stolen_code_is_worth_nothing(person: Person) -> None:
    refused = person.redeem(person.code(), code_verifier=secrets.token_urlsafe(32))

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


def test_a_code_used_twice_takes_its_tokens_back(person: Person) -> None:
    code = person.code()
    tokens = person.redeem(code).json()
    assert person.reads(tokens["access_token"]) == 200

    assert person.redeem(code).json()["error"] == "invalid_grant"

    assert person.reads(tokens["access_token"]) == 401
    assert person.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_field_said_twice_is_refused(person: Person) -> None:
    refused = person.session.post(
        f"{person.home.issuer}/token", data=[("grant_type", "refresh_token")] * 2, timeout=10
    )

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_request")


def test_no_refresh_token_without_offline_access(person: Person) -> None:
    location = person.answer(person.ask(scope="openid user/*.rs"), person.password).headers["Location"]

    tokens = person.redeem(parse_qs(urlsplit(location).query)["code"][0]).json()

    assert "refresh_token" not in tokens


def test_refreshing_goes_on_until_a_token_is_used_twice(person: Person) -> None:
    first = person.redeem(person.code()).json()
    second = person.refresh(first["refresh_token"]).json()
    third = person.refresh(second["refresh_token"]).json()
    claims = jwt.decode(third["id_token"], options={"verify_signature": False})
    assert claims["sub"] == "S-2071"
    assert "nonce" not in claims
    assert person.reads(third["access_token"]) == 200

    assert person.refresh(first["refresh_token"]).json()["error"] == "invalid_grant"

    assert person.refresh(third["refresh_token"]).json()["error"] == "invalid_grant"
    assert person.reads(third["access_token"]) == 401


def test_revoking_ends_the_sign_in_or_one_token(person: Person) -> None:
    def revoke(token: str) -> int:
        form = {"token": token, "client_id": "serums-desktop"}
        return person.session.post(f"{person.home.issuer}/revoke", data=form, timeout=10).status_code

    one, other = person.redeem(person.code()).json(), person.redeem(person.code()).json()

    assert revoke(one["refresh_token"]) == revoke(other["access_token"]) == revoke("made-up") == 200

    assert person.reads(one["access_token"]) == person.reads(other["access_token"]) == 401
    assert person.refresh(one["refresh_token"]).json()["error"] == "invalid_grant"
    assert person.refresh(other["refresh_token"]).ok
    assert person.session.post(f"{person.home.issuer}/revoke", data={}, timeout=10).status_code == 400


def test_the_home_vouches_for_its_people_at_every_origin(person: Person, cluster: Cluster) -> None:
    subject = person.redeem(person.code()).json()["access_token"]

    for origin in cluster.origins.values():
        exchanged = person.exchange(subject, f"{origin.issuer}/token").json()
        assert (exchanged["token_type"], exchanged["expires_in"]) == ("N_A", 60)
        tokens = person.grant(origin.issuer, exchanged["access_token"]).json()
        claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
        assert (claims["iss"], claims["sub"]) == (origin.issuer, "S-2071")
        assert claims["acr"] == "http://eidas.europa.eu/LoA/substantial"
        assert person.reads(tokens["access_token"], f"{origin.fhir_base}/Patient/a") == 200


def test_an_assertion_serves_once_and_at_one_origin(person: Person, cluster: Cluster) -> None:
    gp = cluster.origins["gp"].issuer
    subject = person.redeem(person.code()).json()["access_token"]
    assertion = person.exchange(subject, f"{gp}/token").json()["access_token"]

    assert person.grant(person.home.issuer, assertion).json()["error"] == "invalid_grant"
    assert person.grant(gp, assertion).ok
    assert person.grant(gp, assertion).json()["error"] == "invalid_grant"


def test_no_other_token_of_the_homes_passes_for_an_assertion(person: Person) -> None:
    tokens = person.redeem(person.code()).json()

    for token in (tokens["id_token"], tokens["access_token"]):
        assert person.grant(person.home.issuer, token).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"audience": "https://127.0.0.1:1/token"}, "invalid_target"),
        ({"subject_token": "a.b.c"}, "invalid_request"),
        ({"subject_token_type": "urn:ietf:params:oauth:token-type:id_token"}, "invalid_request"),
        ({"requested_token_type": "urn:ietf:params:oauth:token-type:access_token"}, "invalid_request"),
        ({"client_id": "another"}, "invalid_request"),
        ({"purpose_of_use": f"{ACT_REASON}|HMARKT"}, "invalid_scope"),
        ({"purpose_of_use": "BTG"}, "invalid_scope"),
    ],
)
def test_an_exchange_that_is_not_in_order_is_refused(
    person: Person, changes: dict[str, str], code: str
) -> None:
    tokens = person.redeem(person.code()).json()

    refused = person.exchange(tokens["access_token"], **{"audience": f"{person.home.issuer}/token"} | changes)

    assert (refused.status_code, refused.json()["error"]) == (400, code)


def test_a_token_that_comes_from_an_assertion_is_not_exchanged_again(person: Person) -> None:
    endpoint = f"{person.home.issuer}/token"
    subject = person.redeem(person.code()).json()["access_token"]
    assertion = person.exchange(subject, endpoint).json()["access_token"]
    token = person.grant(person.home.issuer, assertion).json()["access_token"]

    assert person.exchange(token, endpoint).json()["error"] == "invalid_request"


def test_a_revoked_sign_in_vouches_for_nobody(person: Person) -> None:
    tokens = person.redeem(person.code()).json()
    person.refresh(tokens["refresh_token"])
    person.refresh(tokens["refresh_token"])

    refused = person.exchange(tokens["access_token"], f"{person.home.issuer}/token")

    assert refused.json()["error"] == "invalid_request"


def test_broken_glass_opens_what_treatment_does_not(person: Person, cluster: Cluster) -> None:
    gp = cluster.origins["gp"]
    cluster.control("restrict gp Condition/x")
    cluster.control("restrict gp Condition/never even-in-emergency")
    subject = person.redeem(person.code()).json()["access_token"]

    def seen(code: str) -> tuple[list[str], int]:
        purpose = f"{ACT_REASON}|{code}"
        exchanged = person.exchange(subject, f"{gp.issuer}/token", purpose_of_use=purpose).json()
        answer = person.grant(gp.issuer, exchanged["access_token"]).json()
        assert "refresh_token" not in answer
        headers = {"Authorization": f"Bearer {answer['access_token']}"}
        bundle = person.session.get(
            f"{gp.fhir_base}/Patient/a/$everything", headers=headers, timeout=10
        ).json()
        assert len(bundle["entry"]) == bundle["total"]
        return [entry["resource"]["id"] for entry in bundle["entry"]], answer["expires_in"]

    assert seen("TREAT")[0] == seen("ETREAT")[0] == ["a"]
    assert seen("BTG") == (["a", "x"], 300)
    assert cluster.control("lift gp Condition/x") == "ok lift gp Condition/x"
    assert cluster.control("lift gp Condition/never") == "ok lift gp Condition/never"


def test_an_exchange_is_told_the_purpose_in_the_dialect_of_the_home(person: Person, cluster: Cluster) -> None:
    endpoint = f"{person.home.issuer}/token"
    subject = person.redeem(person.code()).json()["access_token"]

    def told(**form: str) -> str:
        assertion = person.exchange(subject, endpoint, **form).json()["access_token"]
        claims = jwt.decode(assertion, options={"verify_signature": False})
        return str(claims["extensions"]["ihe_iua"]["purpose_of_use"][0]["code"])

    cluster.control("purpose ustan scope")
    try:
        assert told(scope="purpose-of-use/BTG") == "BTG"
        assert told(purpose_of_use=f"{ACT_REASON}|BTG") == "TREAT"
    finally:
        cluster.control("purpose ustan iua")
    assert told(purpose_of_use=f"{ACT_REASON}|BTG") == "BTG"


def test_only_the_home_has_a_sign_in_page(person: Person, cluster: Cluster) -> None:
    gp = cluster.origins["gp"]

    described = person.session.get(f"{gp.fhir_base}/.well-known/smart-configuration", timeout=10).json()
    at_home = person.session.get(
        f"{person.home.fhir_base}/.well-known/smart-configuration", timeout=10
    ).json()

    assert "authorization_endpoint" not in described
    assert at_home["authorization_endpoint"] == f"{person.home.issuer}/authorize"
    assert at_home["code_challenge_methods_supported"] == ["S256"]
    for path in ("authorize", "revoke"):
        assert person.session.get(f"{gp.issuer}/{path}", timeout=10).status_code == 404
    assert person.redeem(person.code(), issuer=gp.issuer).json()["error"] == "unsupported_grant_type"


def test_a_fault_of_the_records_leaves_the_sign_in_alone(person: Person, cluster: Cluster) -> None:
    cluster.control("fault ustan 500")
    try:
        assert person.redeem(person.code()).ok
    finally:
        cluster.control("fault ustan none")
