"""Our sign-in and our tokens against a certified OpenID provider."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jwt
import pytest
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from serums_desktop.domain.errors import BrowserSignInFailed, SignInRefused, SourceError, SourceFault
from serums_desktop.domain.opening import EhrLaunch
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.assertion import AssertingIdentity, card_assertions, card_client_assertions
from serums_desktop.identity.browser_sign_in import BrowserIdentity, BrowserSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import AUTHENTICATION_ID, Issuer, StaffMember, staff_certificate
from serums_desktop.identity.smart_launch import SmartLaunch
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.sources.fhir.http import FhirHttp, Limits
from serums_desktop.work.cancel import CancelToken
from tests.interop.foreign_server import ForeignServer, fetched, write_server_certificate
from tests.interop.kept_sign_in import KeptSignIn
from tests.interop.person_at_browser import PersonAtBrowser
from tests.unit.identity.staff_authority import anchors_of, make_authority

pytestmark = pytest.mark.interop

ISOBEL = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
PASSWORD = secrets.token_urlsafe(16)
LEVEL = "https://levels.example/password"
LAUNCH = secrets.token_urlsafe(16)

Keep = Callable[..., KeptSignIn]
Tokens = Callable[..., AccessTokens]


class Card:
    """A staff card's signing key and certificate."""

    def __init__(self, authority: Issuer, staff_id: str = ISOBEL.staff_id) -> None:
        self.private_key = ec.generate_private_key(ec.SECP256R1())
        member = StaffMember(ISOBEL.name, staff_id, ISOBEL.role, "isobel.reid@ustan.example")
        leaf = staff_certificate(self.private_key.public_key(), AUTHENTICATION_ID, authority, member)
        chain = (leaf.public_bytes(serialization.Encoding.DER),)
        self.identity = AssertingIdentity(staff_id, "ES256", chain)

    def sign(self, content: bytes) -> bytes:
        """The signature as JWS has it (RFC 7518 §3.4)."""
        r, s = decode_dss_signature(self.private_key.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)


@pytest.fixture(scope="module")
def staff_authority() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="module")
def card(staff_authority: Issuer) -> Card:
    return Card(staff_authority)


@pytest.fixture(scope="module")
def settings(
    tmp_path_factory: pytest.TempPathFactory, web_authority: Issuer, staff_authority: Issuer, card: Card
) -> dict[str, object]:
    """A provider with one public client, one that has to be authenticated, and one account."""
    certificate, key = write_server_certificate(tmp_path_factory.mktemp("provider"), web_authority)
    desktop = {
        "client_id": "serums-desktop",
        "application_type": "native",
        "token_endpoint_auth_method": "none",
        "redirect_uris": ["http://127.0.0.1/signed-in"],
        "grant_types": [
            "authorization_code",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
        ],
        "response_types": ["code"],
        "id_token_signed_response_alg": "ES256",
    }
    public_jwk = jwt.algorithms.ECAlgorithm.to_jwk(card.private_key.public_key(), as_dict=True)
    authenticated = {
        **desktop,
        "client_id": "serums-desktop-authenticated",
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": {"keys": [public_jwk]},
    }
    account = {"password": PASSWORD, "acr": LEVEL, "claims": {"name": ISOBEL.name, "role": ISOBEL.role}}
    return {
        "tls": {"certificate": str(certificate), "key": str(key)},
        "clients": [desktop, authenticated],
        "accounts": {ISOBEL.staff_id: account},
        "staffAnchors": anchors_of(staff_authority).decode("ascii"),
        "launches": {LAUNCH: "pat-7"},
        "tokenEndpointAuthMethods": ["private_key_jwt"],
        "capabilities": ["launch-standalone", "launch-ehr", "client-public", "sso-openid-connect"],
        "claimsParameter": True,
        "nonces": False,
    }


@pytest.fixture(scope="module")
def origin(
    settings: dict[str, object], logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the provider listens."""
    folder = tmp_path_factory.mktemp("openid-provider")
    with started(settings, folder, logs / "openid-provider.log") as server:
        yield server.listening[1]


@pytest.fixture(scope="module")
def strict_origin(
    settings: dict[str, object], logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where one listens that authenticates clients, wants nonces and tells no name in an id_token."""
    folder = tmp_path_factory.mktemp("strict-openid-provider")
    strict = {
        **settings,
        "capabilities": ["client-confidential-asymmetric"],
        "claimsParameter": False,
        "nonces": True,
    }
    with started(strict, folder, logs / "strict-openid-provider.log") as server:
        yield server.listening[1]


def started(settings: dict[str, object], folder: Path, log: Path) -> ForeignServer:
    """The provider, to be entered."""
    file = folder / "settings.json"
    file.write_text(json.dumps(settings), "utf-8")
    command: list[str | Path] = ["node", fetched("openid-provider") / "provider.mjs", file]
    return ForeignServer(command, {}, log, re.compile(r"^listening (https://\S+)$", re.MULTILINE), 60)


@pytest.fixture
def home(origin: str) -> ProtectedSource:
    return ProtectedSource("ustan", f"{origin}/fhir", 10.0, issuer=origin, acr_values=(LEVEL,))


@pytest.fixture
def isobel(anchors: Path) -> Iterator[PersonAtBrowser]:
    person = PersonAtBrowser(anchors, ISOBEL.staff_id, PASSWORD)
    yield person
    person.close()


@pytest.fixture
def sign_in(http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser) -> BrowserSignIn:
    return BrowserSignIn(http, home, isobel.open, timeout_s=20)


@pytest.fixture
def signed_in(sign_in: BrowserSignIn) -> BrowserIdentity:
    return sign_in(CancelToken())


@pytest.fixture
def tokens_of(http: requests.Session, card: Card) -> Tokens:
    """The tokens of one source, asked for with the card."""

    def make(source: ProtectedSource) -> AccessTokens:
        return AccessTokens(
            http,
            [source],
            ISOBEL.staff_id,
            card_assertions(card.identity, card.sign),
            client_assertion_for=card_client_assertions(card.identity, card.sign),
        )

    return make


def test_the_provider_vouches_for_the_person(signed_in: BrowserIdentity) -> None:
    assert signed_in.staff == ISOBEL
    assert signed_in.refresh_token


def test_the_password_is_asked_each_time_although_the_browser_is_signed_in(
    sign_in: BrowserSignIn, isobel: PersonAtBrowser
) -> None:
    for times in (1, 2):
        sign_in(CancelToken())
        assert isobel.typed == times


def test_who_gets_no_name_from_the_provider_goes_by_the_staff_number(
    http: requests.Session, strict_origin: str, isobel: PersonAtBrowser
) -> None:
    nameless = ProtectedSource("ustan", f"{strict_origin}/fhir", 10.0)
    signed_in = BrowserSignIn(http, nameless, isobel.open, timeout_s=20)(CancelToken())
    assert signed_in.staff == Staff(ISOBEL.staff_id, ISOBEL.staff_id, "")


def test_a_level_that_the_account_does_not_reach_is_no_sign_in(
    http: requests.Session, origin: str, isobel: PersonAtBrowser
) -> None:
    wants_card = ProtectedSource("ustan", f"{origin}/fhir", 10.0, acr_values=("https://levels.example/card",))
    with pytest.raises(BrowserSignInFailed) as failed:
        BrowserSignIn(http, wants_card, isobel.open, timeout_s=20)(CancelToken())
    assert failed.value.code == "acr_too_low"


@pytest.mark.parametrize(
    ("ahead_s", "code"),
    [(3600.0, "id_token_expired"), (90.0, "not_signed_in_anew"), (-3600.0, "id_token_from_future")],
)
def test_a_wrong_clock_is_told_with_what_it_is_wrong_by(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, ahead_s: float, code: str
) -> None:
    sign_in = BrowserSignIn(http, home, isobel.open, timeout_s=20, now_s=lambda: time.time() + ahead_s)
    with pytest.raises(BrowserSignInFailed) as failed:
        sign_in(CancelToken())
    assert failed.value.code == code
    assert failed.value.skew_s == pytest.approx(ahead_s, abs=30)


def test_every_refresh_spends_its_token(signed_in: BrowserIdentity, keep: Keep) -> None:
    kept = keep(signed_in.refresh_token)
    seen = {kept.token()}
    for _ in range(2):
        assert kept.refusal() == "unsupported_grant_type"
        seen.add(kept.token())
    assert len(seen) == 3


def test_a_refresh_token_used_twice_ends_the_sign_in_of_both(signed_in: BrowserIdentity, keep: Keep) -> None:
    rightful, copied = keep(signed_in.refresh_token), keep(signed_in.refresh_token)
    rightful.refusal()
    assert copied.is_over()
    assert rightful.is_over()


def test_leaving_ends_the_sign_in_at_the_provider(signed_in: BrowserIdentity, keep: Keep) -> None:
    left, copied = keep(signed_in.refresh_token), keep(signed_in.refresh_token)
    left.leave()
    assert copied.is_over()


def test_a_provider_that_is_away_ends_no_sign_in(
    http: requests.Session,
    settings: dict[str, object],
    isobel: PersonAtBrowser,
    tmp_path: Path,
    logs: Path,
    keep: Keep,
) -> None:
    with started(settings, tmp_path, logs / "openid-provider-that-goes.log") as server:
        there = ProtectedSource("ustan", f"{server.listening[1]}/fhir", 10.0)
        token = BrowserSignIn(http, there, isobel.open, timeout_s=20)(CancelToken()).refresh_token
    kept = keep(token, there)
    assert kept.failure() is SourceFault.UNREACHABLE
    assert kept.token() == token


def test_nobody_is_signed_in_through_a_server_of_another_authority(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.pem"
    stranger.write_bytes(anchors_of(make_authority("Somebody else's web servers")))
    http.verify = str(stranger)
    with pytest.raises(SourceError) as failed:
        BrowserSignIn(http, home, isobel.open)(CancelToken())
    assert failed.value.kind is SourceFault.TLS
    assert isobel.addresses == []


def test_a_bound_token_is_good_with_a_fresh_proof_alone(
    http: requests.Session, origin: str, tokens_of: Tokens
) -> None:
    tokens = tokens_of(ProtectedSource("ustan", f"{origin}/fhir", 10.0, dpop="required"))
    token = tokens.token("ustan", PurposeOfUse.TREATMENT)
    address = f"{origin}/me"
    headers = tokens.headers("ustan", token, "GET", address)

    assert http.get(address, headers=headers, timeout=10).json()["sub"] == ISOBEL.staff_id
    used_again = http.get(address, headers=headers, timeout=10)
    assert used_again.status_code == 401
    assert used_again.headers["WWW-Authenticate"].startswith("DPoP ")
    without_proof = http.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    assert without_proof.status_code == 401


def test_an_unbound_token_is_sent_as_it_is_where_binding_is_never_wanted(
    http: requests.Session, origin: str, tokens_of: Tokens
) -> None:
    tokens = tokens_of(ProtectedSource("ustan", f"{origin}/fhir", 10.0, dpop="never"))
    token = tokens.token("ustan", PurposeOfUse.TREATMENT)
    headers = tokens.headers("ustan", token, "GET", f"{origin}/me")
    assert headers == {"Authorization": f"Bearer {token}"}
    assert http.get(f"{origin}/me", headers=headers, timeout=10).json()["sub"] == ISOBEL.staff_id


def test_the_nonce_of_each_server_is_taken_up(
    http: requests.Session, strict_origin: str, tokens_of: Tokens
) -> None:
    source = ProtectedSource(
        "ustan", f"{strict_origin}/fhir", 10.0, client_id="serums-desktop-authenticated", dpop="required"
    )
    tokens = tokens_of(source)
    token = tokens.token("ustan", PurposeOfUse.TREATMENT)
    address = f"{strict_origin}/me"
    no_nonce_yet = http.get(address, headers=tokens.headers("ustan", token, "GET", address), timeout=10)
    assert 'error="use_dpop_nonce"' in no_nonce_yet.headers["WWW-Authenticate"]

    server = FhirHttp("ustan", source.fhir_base, http, tokens, Limits())
    answer = server.get(address, PurposeOfUse.TREATMENT, CancelToken())
    assert json.loads(answer.body)["sub"] == ISOBEL.staff_id


def test_requests_that_run_at_once_each_have_a_proof_of_their_own(
    http: requests.Session, strict_origin: str, tokens_of: Tokens
) -> None:
    source = ProtectedSource(
        "ustan", f"{strict_origin}/fhir", 10.0, client_id="serums-desktop-authenticated", dpop="required"
    )
    server = FhirHttp("ustan", source.fhir_base, http, tokens_of(source), Limits())

    def who(_: int) -> str:
        answer = server.get(f"{strict_origin}/me", PurposeOfUse.TREATMENT, CancelToken())
        return str(json.loads(answer.body)["sub"])

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(who, range(32))) == {ISOBEL.staff_id}


def test_a_client_that_has_to_be_authenticated_is_refused_under_another_key(
    http: requests.Session, strict_origin: str, staff_authority: Issuer
) -> None:
    other = Card(staff_authority)
    source = ProtectedSource("ustan", f"{strict_origin}/fhir", 10.0, client_id="serums-desktop-authenticated")
    tokens = AccessTokens(
        http,
        [source],
        ISOBEL.staff_id,
        card_assertions(other.identity, other.sign),
        client_assertion_for=card_client_assertions(other.identity, other.sign),
    )
    with pytest.raises(SignInRefused) as refused:
        tokens.token("ustan", PurposeOfUse.TREATMENT)
    assert refused.value.code == "invalid_client"


def test_the_card_of_another_hospital_gets_no_token(http: requests.Session, origin: str) -> None:
    stranger = Card(make_authority("Somebody else's staff cards"))
    tokens = AccessTokens(
        http,
        [ProtectedSource("ustan", f"{origin}/fhir", 10.0)],
        ISOBEL.staff_id,
        card_assertions(stranger.identity, stranger.sign),
    )
    with pytest.raises(SignInRefused) as refused:
        tokens.token("ustan", PurposeOfUse.TREATMENT)
    assert refused.value.code == "invalid_grant"


def test_somebody_whom_the_hospital_no_longer_knows_is_reported_once(
    http: requests.Session, origin: str, staff_authority: Issuer
) -> None:
    leaver = Card(staff_authority, "S-9000")
    reported: list[SignInRefused] = []
    tokens = AccessTokens(
        http,
        [ProtectedSource("ustan", f"{origin}/fhir", 10.0)],
        "S-9000",
        card_assertions(leaver.identity, leaver.sign),
        on_refused=reported.append,
        home_source_id="ustan",
    )
    for _ in range(2):
        with pytest.raises(SignInRefused):
            tokens.token("ustan", PurposeOfUse.TREATMENT)
    assert [refusal.code for refusal in reported] == ["invalid_grant"]


def test_a_launch_names_the_patient_whom_the_ehr_has_open(
    http: requests.Session, home: ProtectedSource, sign_in: BrowserSignIn, isobel: PersonAtBrowser
) -> None:
    sign_in(CancelToken())
    launch = SmartLaunch(http, [home], isobel.open, timeout_s=20)
    opened = launch(EhrLaunch(home.fhir_base, LAUNCH), ISOBEL.staff_id, CancelToken())
    assert opened == ("ustan", "pat-7")
    assert isobel.typed == 1  # signed in where the EHR is, one is not asked again


def test_a_launch_under_another_person_s_sign_in_opens_nothing(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser
) -> None:
    launch = SmartLaunch(http, [home], isobel.open, timeout_s=20)
    with pytest.raises(SignInRefused) as refused:
        launch(EhrLaunch(home.fhir_base, LAUNCH), "S-1042", CancelToken())
    assert refused.value.code == "other_person"


def test_a_launch_that_the_ehr_does_not_know_opens_nothing(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser
) -> None:
    launch = SmartLaunch(http, [home], isobel.open, timeout_s=20)
    with pytest.raises(SignInRefused) as refused:
        launch(EhrLaunch(home.fhir_base, "made-up"), ISOBEL.staff_id, CancelToken())
    assert refused.value.code == "invalid_request"
