"""Our sign-in against a Keycloak, on whose realm a hospital's FHIR server relies."""

from __future__ import annotations

import re
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jwt
import msgspec
import pytest
import requests

from serums_desktop.domain.errors import BrowserSignInFailed
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.authorisation_code import AuthorisationCode
from serums_desktop.identity.browser_sign_in import SCOPE, BrowserIdentity, BrowserSignIn
from serums_desktop.identity.dpop import ProofKey, Proofs
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.work.cancel import CancelToken
from tests.interop.foreign_server import ForeignServer, fetched, write_server_certificate
from tests.interop.kept_sign_in import KeptSignIn
from tests.interop.keycloak_realm import LEVEL, REALM, Administrator, smart_configuration
from tests.interop.person_at_browser import PersonAtBrowser
from tests.unit.identity.token_server import DISCOVERY, TokenServer, as_json

pytestmark = pytest.mark.interop

PASSWORD = secrets.token_urlsafe(16)
ROLE = "Emergency Medicine, charge nurse"
START_TIMEOUT_S = 300.0

Keep = Callable[[str], KeptSignIn]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory, web_authority: Issuer, logs: Path) -> Iterator[str]:
    """Where Keycloak listens, its database empty."""
    installed = fetched("keycloak")
    certificate, key = write_server_certificate(tmp_path_factory.mktemp("keycloak"), web_authority)
    origin = f"https://127.0.0.1:{free_port()}"
    options = [
        "--optimized",
        "--cache=local",
        "--http-enabled=false",
        "--http-host=127.0.0.1",
        f"--https-port={origin.rpartition(':')[2]}",
        f"--https-certificate-file={certificate}",
        f"--https-certificate-key-file={key}",
        f"--hostname={origin}",
    ]
    variables = {
        "KC_BOOTSTRAP_ADMIN_USERNAME": "administrator",
        "KC_BOOTSTRAP_ADMIN_PASSWORD": PASSWORD,
        "JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1",  # a quick start is worth more here than fast code
    }
    command: list[str | Path] = ["bash", installed / "bin" / "kc.sh", "start", *options]
    ready = re.compile(r"started in .*Listening on:")
    with ForeignServer(command, variables, logs / "keycloak.log", ready, START_TIMEOUT_S):
        yield origin


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def realm(origin: str, anchors: Path) -> Iterator[Administrator]:
    """The hospital's realm, in the hands of its administrator."""
    with requests.Session() as session:
        session.verify = str(anchors)
        session.trust_env = False
        administrator = Administrator(session, origin, "administrator", PASSWORD)
        administrator.make_realm()
        yield administrator


@pytest.fixture(scope="module")
def subject(realm: Administrator) -> str:
    """Nurse Reid's, who has an account."""
    return realm.make_person("isobel.reid", PASSWORD, ("Isobel", "Reid"), ROLE)


@pytest.fixture
def fhir_server(tmp_path: Path, web_authority: Issuer, origin: str) -> Iterator[TokenServer]:
    """A FHIR server elsewhere that leaves sign-in to the realm."""
    with TokenServer(tmp_path, web_authority) as server:
        server.instead[DISCOVERY] = lambda: as_json(smart_configuration(origin))
        yield server


@pytest.fixture
def home(fhir_server: TokenServer, origin: str) -> ProtectedSource:
    issuer = f"{origin}/realms/{REALM}"
    return ProtectedSource("ustan", fhir_server.fhir_base, 20.0, issuer=issuer, acr_values=(LEVEL,))


@pytest.fixture
def isobel(anchors: Path, subject: str) -> Iterator[PersonAtBrowser]:
    person = PersonAtBrowser(anchors, "isobel.reid", PASSWORD)
    yield person
    person.close()


@pytest.fixture
def sign_in(http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser) -> BrowserSignIn:
    return BrowserSignIn(http, home, isobel.open, timeout_s=30)


@pytest.fixture
def signed_in(sign_in: BrowserSignIn) -> BrowserIdentity:
    return sign_in(CancelToken())


def failure_of(sign_in: BrowserSignIn) -> str:
    with pytest.raises(BrowserSignInFailed) as failed:
        sign_in(CancelToken())
    return failed.value.code


def changed(source: ProtectedSource, **changes: object) -> ProtectedSource:
    return msgspec.structs.replace(source, **changes)


def use_in_a_later_second(kept: KeptSignIn) -> None:
    """Keycloak tells a token from the one before by the second in which it was issued."""
    issued_s = issue_time_s(kept.token())
    while issue_time_s(kept.token()) == issued_s:
        kept.refusal()


def issue_time_s(token: str) -> int:
    return int(jwt.decode(token, options={"verify_signature": False})["iat"])


def test_the_realm_vouches_for_the_person(signed_in: BrowserIdentity, subject: str) -> None:
    assert signed_in.staff == Staff("Isobel Reid", subject, ROLE)
    assert signed_in.refresh_token


def test_somebody_without_a_role_is_signed_in_too(
    http: requests.Session, home: ProtectedSource, realm: Administrator, anchors: Path
) -> None:
    subject = realm.make_person("eilidh.ross", PASSWORD, ("Eilidh", "Ross"), "")
    eilidh = PersonAtBrowser(anchors, "eilidh.ross", PASSWORD)
    signed_in = BrowserSignIn(http, home, eilidh.open, timeout_s=30)(CancelToken())
    eilidh.close()
    assert signed_in.staff == Staff("Eilidh Ross", subject, "")


def test_the_password_is_asked_each_time_although_the_browser_is_signed_in(
    sign_in: BrowserSignIn, isobel: PersonAtBrowser
) -> None:
    for times in (1, 2):
        sign_in(CancelToken())
        assert isobel.typed == times


def test_a_level_that_the_realm_does_not_reach_is_no_sign_in(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser
) -> None:
    wants_card = changed(home, acr_values=("card",))
    assert failure_of(BrowserSignIn(http, wants_card, isobel.open, timeout_s=30)) == "acr_too_low"


def test_a_realm_that_does_not_know_our_scopes_says_so(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, realm: Administrator
) -> None:
    realm.make_client("bare", scopes=())
    bare = changed(home, client_id="bare")
    assert failure_of(BrowserSignIn(http, bare, isobel.open, timeout_s=30)) == "invalid_scope"


def test_a_client_with_one_registered_port_comes_back_to_that_port(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, realm: Administrator, subject: str
) -> None:
    port = free_port()
    realm.make_client("one-port", redirect_uri=f"http://127.0.0.1:{port}/signed-in")
    one_port = changed(home, client_id="one-port", redirect_port=port)
    signed_in = BrowserSignIn(http, one_port, isobel.open, timeout_s=30)(CancelToken())
    assert signed_in.staff.staff_id == subject


@pytest.mark.parametrize("setting", ["dpop.bound.access.tokens", "require.pushed.authorization.requests"])
def test_a_client_that_wants_what_is_not_spoken_here_says_so(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, realm: Administrator, setting: str
) -> None:
    realm.make_client(setting, settings={setting: "true"})
    demanding = changed(home, client_id=setting)
    assert failure_of(BrowserSignIn(http, demanding, isobel.open, timeout_s=30)) == "invalid_request"


def test_a_client_whose_tokens_have_to_be_bound_keeps_its_key_with_the_sign_in(
    http: requests.Session,
    home: ProtectedSource,
    isobel: PersonAtBrowser,
    realm: Administrator,
    keep: Callable[[str, ProtectedSource], KeptSignIn],
) -> None:
    realm.make_client("bound", settings={"dpop.bound.access.tokens": "true"})
    bound = changed(home, client_id="bound", dpop="required")
    signed_in = BrowserSignIn(http, bound, isobel.open, timeout_s=30)(CancelToken())
    kept = keep(signed_in.refresh_token, bound)
    token, key = kept.token().split()
    assert kept.refusal() == "invalid_request"  # token exchange is not for public clients there
    newer, same_key = kept.token().split()
    assert newer != token
    assert same_key == key
    assert keep(newer, bound).is_over()


@pytest.mark.parametrize("algorithm", ["ES256", "PS256"])
def test_a_signature_of_another_kind_is_checked_too(
    http: requests.Session,
    home: ProtectedSource,
    isobel: PersonAtBrowser,
    realm: Administrator,
    subject: str,
    algorithm: str,
) -> None:
    realm.make_client(algorithm, settings={"id.token.signed.response.alg": algorithm})
    signed_otherwise = changed(home, client_id=algorithm)
    signed_in = BrowserSignIn(http, signed_otherwise, isobel.open, timeout_s=30)(CancelToken())
    assert signed_in.staff.staff_id == subject


def test_a_signature_that_cannot_be_checked_here_is_no_sign_in(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, realm: Administrator
) -> None:
    realm.make_client("eddsa", settings={"id.token.signed.response.alg": "EdDSA"})
    signed_otherwise = changed(home, client_id="eddsa")
    sign_in = BrowserSignIn(http, signed_otherwise, isobel.open, timeout_s=30)
    assert failure_of(sign_in) == "unsupported_algorithm"


def test_a_new_signing_key_of_the_realm_is_fetched_in_mid_session(
    sign_in: BrowserSignIn, realm: Administrator
) -> None:
    before = sign_in(CancelToken())
    realm.renew_signing_key()
    assert sign_in(CancelToken()).staff == before.staff


def test_the_answer_of_another_realm_is_not_taken(
    http: requests.Session,
    home: ProtectedSource,
    origin: str,
    isobel: PersonAtBrowser,
    fhir_server: TokenServer,
) -> None:
    mixed_up = {**smart_configuration(origin), "issuer": f"{origin}/realms/master"}
    fhir_server.instead[DISCOVERY] = lambda: as_json(mixed_up)
    believes_it = changed(home, issuer=f"{origin}/realms/master")
    assert failure_of(BrowserSignIn(http, believes_it, isobel.open, timeout_s=30)) == "issuer_mismatch"
    assert isobel.typed == 1


def test_a_fhir_server_that_names_another_realm_is_not_followed(
    sign_in: BrowserSignIn, origin: str, isobel: PersonAtBrowser, fhir_server: TokenServer
) -> None:
    fhir_server.instead[DISCOVERY] = lambda: as_json(smart_configuration(origin, "master"))
    assert failure_of(sign_in) == "issuer_mismatch"
    assert isobel.addresses == []


def test_every_refresh_spends_its_token(signed_in: BrowserIdentity, keep: Keep) -> None:
    kept = keep(signed_in.refresh_token)
    seen = {kept.token()}
    for _ in range(2):
        assert kept.refusal() == "invalid_request"  # token exchange is not for public clients there
        seen.add(kept.token())
    assert len(seen) == 3


def test_a_refresh_token_used_twice_ends_the_sign_in_of_both(signed_in: BrowserIdentity, keep: Keep) -> None:
    rightful, copied = keep(signed_in.refresh_token), keep(signed_in.refresh_token)
    use_in_a_later_second(rightful)
    assert copied.is_over()
    assert rightful.is_over()


@pytest.fixture
def lenient_realm(realm: Administrator) -> Iterator[None]:
    realm.let_refresh_tokens_be_used(once=False)
    yield
    realm.let_refresh_tokens_be_used(once=True)


@pytest.mark.usefixtures("lenient_realm")
def test_where_refresh_tokens_serve_many_times_a_sign_in_lasts_too(
    signed_in: BrowserIdentity, keep: Keep
) -> None:
    kept, copied = keep(signed_in.refresh_token), keep(signed_in.refresh_token)
    use_in_a_later_second(kept)
    kept.refusal()
    assert copied.refusal() == "invalid_request"  # nobody notices the copy: a realm should not be left so


def test_leaving_ends_the_sign_in_at_the_realm(signed_in: BrowserIdentity, keep: Keep) -> None:
    left, copied = keep(signed_in.refresh_token), keep(signed_in.refresh_token)
    left.leave()
    assert copied.is_over()
    copied.leave()  # has nothing left to end, which is no error


def test_the_sign_in_of_somebody_who_left_the_hospital_is_over(
    http: requests.Session, home: ProtectedSource, realm: Administrator, anchors: Path, keep: Keep
) -> None:
    leaver = realm.make_person("jack.muir", PASSWORD, ("Jack", "Muir"), ROLE)
    jack = PersonAtBrowser(anchors, "jack.muir", PASSWORD)
    kept = keep(BrowserSignIn(http, home, jack.open, timeout_s=30)(CancelToken()).refresh_token)
    jack.close()
    realm.dismiss(leaver)
    assert kept.is_over()


def test_a_sign_in_that_the_administrator_ends_is_over(
    signed_in: BrowserIdentity, realm: Administrator, subject: str, keep: Keep
) -> None:
    kept = keep(signed_in.refresh_token)
    realm.sign_out(subject)
    assert kept.is_over()


def test_a_bound_token_is_good_with_a_fresh_proof_alone(
    http: requests.Session, home: ProtectedSource, origin: str, isobel: PersonAtBrowser, subject: str
) -> None:
    key = ProofKey()
    proofs = Proofs(key, time.time)
    code = AuthorisationCode(http, home, isobel.open, timeout_s=30)
    answer = code.ask(SCOPE, CancelToken(), anew=True, proofs=proofs).answer
    assert answer.is_bound
    address = f"{origin}/realms/{REALM}/protocol/openid-connect/userinfo"
    bound = {"Authorization": f"DPoP {answer.access_token}"}
    bound["DPoP"] = proofs.proof("GET", address, answer.access_token)

    assert http.get(address, headers=bound, timeout=20).json()["sub"] == subject
    assert http.get(address, headers=bound, timeout=20).status_code == 401
    as_bearer = {"Authorization": f"Bearer {answer.access_token}"}
    assert http.get(address, headers=as_bearer, timeout=20).status_code == 401
