from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests

from serums_desktop.domain.errors import (
    Cancelled,
    NotEnrolled,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.dpop import ProofKey
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.kept_sign_in import KeptSignIn
from serums_desktop.identity.openid_provider import JWT_BEARER, Discovery, ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.smart_access import reading_scope, session_scope
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.work.cancel import CancelToken
from tests.unit.identity.binding_server import checked_proof, digest
from tests.unit.identity.browser import Browser
from tests.unit.identity.conftest import TurnedClock
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.token_server import TOKEN, Answer, as_json

TREAT = PurposeOfUse.TREATMENT
STOCK_GRANTS = ["authorization_code", "refresh_token"]

Tokens = Callable[..., AccessTokens]


class StockServer(HomeProvider):
    """Knows browsers and refresh tokens and nothing else; binds tokens to keys where it `binds`."""

    def __init__(self, directory: Path, tls_authority: Issuer) -> None:
        super().__init__(directory, tls_authority)
        self.discovery_changes = {
            "grant_types_supported": STOCK_GRANTS,
            "scopes_supported": ["openid", "fhirUser", "offline_access", "user/*.read"],
        }
        self.binds = False
        self.nonce = ""
        self.keys: list[dict[str, Any]] = []

    def answer_grant(self, form: dict[str, str]) -> Answer:
        assert form["grant_type"] in STOCK_GRANTS
        if self.binds:
            claims, key = checked_proof(self.proofs[-1], "POST", self.origin + TOKEN)
            if claims.get("nonce", "") != self.nonce:
                return as_json({"error": "use_dpop_nonce"}, 400, **{"DPoP-Nonce": self.nonce})
            self.keys.append(key)
            self.grant_changes = {**self.grant_changes, "token_type": "DPoP"}
        return super().answer_grant(form)


@pytest.fixture
def home(tmp_path: Path, web_authority: Issuer) -> Iterator[StockServer]:
    with StockServer(tmp_path, web_authority) as server:
        yield server


@pytest.fixture
def source(home: StockServer) -> ProtectedSource:
    return ProtectedSource("clinic", home.fhir_base, 5.0)


@pytest.fixture
def tokens_of(
    http: requests.Session, source: ProtectedSource, browser: Browser, elapsed: TurnedClock
) -> Tokens:
    def make(asked: ProtectedSource = source, **options: Any) -> AccessTokens:
        options = {"open_browser": browser.open, "elapsed_s": elapsed, **options}
        return AccessTokens(http, [asked], "S-2071", no_assertion, **options)

    return make


def no_assertion(audience: str, purpose: PurposeOfUse) -> str:
    pytest.fail(f"an assertion for {audience} and {purpose} was made")


def fault_of(tokens: AccessTokens, purpose: PurposeOfUse = TREAT) -> SourceFault:
    with pytest.raises(SourceError) as failed:
        tokens.token("clinic", purpose)
    return failed.value.kind


def refusal_of(tokens: AccessTokens) -> str:
    with pytest.raises(SignInRefused) as refused:
        tokens.sign_in("clinic", CancelToken())
    return refused.value.code


class KeptInMemory:
    """A lasting sign-in's refresh token."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self) -> str:
        if not self.text:
            raise NotEnrolled
        return self.text

    def spend(self, trade: Callable[[str], tuple[str, Any]]) -> Any:
        newer, got = trade(self.read())
        self.text = newer or self.text
        return got

    def remove(self) -> None:
        self.text = ""


def test_a_source_of_its_own_giving_is_read_by_its_own_sign_in(tokens_of: Tokens, home: StockServer) -> None:
    tokens = tokens_of()
    assert fault_of(tokens) is SourceFault.NOT_SIGNED_IN

    tokens.sign_in("clinic", CancelToken())
    token = tokens.token("clinic", TREAT)
    assert token == "home-access-1"
    assert tokens.headers("clinic", token, "GET", f"{home.fhir_base}/Patient") == {
        "Authorization": "Bearer home-access-1"
    }
    asked = home.asked_for()
    assert asked["scope"] == "openid fhirUser offline_access user/*.read"
    assert asked["aud"] == home.fhir_base
    assert asked["prompt"].split()[0] == "login"


def test_its_token_is_renewed_by_a_refresh_token_that_rotates(
    tokens_of: Tokens, home: StockServer, elapsed: TurnedClock
) -> None:
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    assert tokens.token("clinic", TREAT) == "home-access-1"
    elapsed.now_s += 301
    assert tokens.token("clinic", TREAT) == "home-access-2"
    assert tokens.renew("clinic", TREAT, "home-access-2") == "home-access-3"
    assert [form.get("refresh_token") for form in home.forms] == [None, "home-refresh-1", "home-refresh-2"]


def test_no_other_purpose_is_read_for_and_nobody_is_asked(tokens_of: Tokens, home: StockServer) -> None:
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    asked = len(home.asked)
    assert fault_of(tokens, PurposeOfUse.BREAK_GLASS) is SourceFault.FORBIDDEN
    assert fault_of(tokens, PurposeOfUse.EMERGENCY_TREATMENT) is SourceFault.FORBIDDEN
    assert home.asked[asked:] == ["/fhir/.well-known/smart-configuration"]


def test_once_the_source_ends_the_sign_in_the_person_may_sign_in_again(
    tokens_of: Tokens, home: StockServer
) -> None:
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    home.refresh_token = "spent by somebody else"
    with pytest.raises(SourceError) as failed:
        tokens.renew("clinic", TREAT, tokens.token("clinic", TREAT))
    assert failed.value.kind is SourceFault.NOT_SIGNED_IN
    assert fault_of(tokens) is SourceFault.NOT_SIGNED_IN
    tokens.sign_in("clinic", CancelToken())
    assert tokens.token("clinic", TREAT) == "home-access-2"


def test_a_renewal_that_fails_in_passing_ends_nothing(tokens_of: Tokens, home: StockServer) -> None:
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    first = tokens.token("clinic", TREAT)
    home.instead[TOKEN] = lambda: (503, {}, b"")
    with pytest.raises(SourceError) as failed:
        tokens.renew("clinic", TREAT, first)
    assert failed.value.kind is SourceFault.SERVER_ERROR
    del home.instead[TOKEN]
    assert tokens.renew("clinic", TREAT, first) == "home-access-2"


def test_a_server_that_gives_no_refresh_token_wants_another_sign_in(
    tokens_of: Tokens, home: StockServer, elapsed: TurnedClock
) -> None:
    home.grant_changes = {"refresh_token": ""}
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    assert tokens.token("clinic", TREAT) == "home-access-1"
    elapsed.now_s += 301
    assert fault_of(tokens) is SourceFault.NOT_SIGNED_IN


def test_tokens_are_bound_to_the_session_where_that_is_offered(
    tokens_of: Tokens, home: StockServer, elapsed: TurnedClock
) -> None:
    home.binds, home.nonce = True, "n-1"
    home.discovery_changes = {**home.discovery_changes, "dpop_signing_alg_values_supported": ["ES256"]}
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    elapsed.now_s += 301
    home.nonce = "n-2"
    token = tokens.token("clinic", TREAT)
    address = f"{home.fhir_base}/Patient"
    headers = tokens.headers("clinic", token, "GET", address)
    claims, key = checked_proof(headers["DPoP"], "GET", address)
    assert headers["Authorization"] == f"DPoP {token}"
    assert claims["ath"] == digest(token)
    assert home.keys == [key, key]
    tokens.heard_nonce("clinic", "of-the-records")
    again, _ = checked_proof(tokens.headers("clinic", token, "GET", address)["DPoP"], "GET", address)
    assert again["nonce"] == "of-the-records"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scope": "openid fhirUser"}, "invalid_scope"),
        ({"token_type": "mac"}, "invalid_token_type"),
        ({"token_type": "DPoP"}, "invalid_token_type"),
    ],
)
def test_a_token_that_reads_nothing_is_no_sign_in(
    tokens_of: Tokens, home: StockServer, changes: dict[str, Any], code: str
) -> None:
    home.grant_changes = changes
    tokens = tokens_of()
    assert refusal_of(tokens) == code
    assert fault_of(tokens) is SourceFault.NOT_SIGNED_IN


def test_a_key_that_is_required_is_not_done_without(
    tokens_of: Tokens, home: StockServer, source: ProtectedSource
) -> None:
    strict = msgspec.structs.replace(source, dpop="required")
    assert refusal_of(tokens_of(strict)) == "dpop_not_offered"
    home.discovery_changes = {**home.discovery_changes, "dpop_signing_alg_values_supported": ["ES256"]}
    assert refusal_of(tokens_of(strict)) == "dpop_not_bound"


def test_at_home_it_has_to_be_the_person_of_the_session(tokens_of: Tokens, home: StockServer) -> None:
    home.id_token_changes = {"sub": "S-9000"}
    assert refusal_of(tokens_of(home_source_id="clinic")) == "other_person"


def test_elsewhere_people_have_other_names_but_do_not_change(tokens_of: Tokens, home: StockServer) -> None:
    home.id_token_changes = {"sub": "8f7d0b"}
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    home.id_token_changes = {"sub": "c10a44"}
    assert refusal_of(tokens) == "other_person"
    assert tokens.token("clinic", TREAT) == "home-access-1"


@pytest.mark.parametrize("key", [None, ProofKey()], ids=["bearer", "bound"])
def test_the_lasting_sign_in_reads_at_home(
    http: requests.Session,
    tokens_of: Tokens,
    home: StockServer,
    source: ProtectedSource,
    elapsed: TurnedClock,
    key: ProofKey | None,
) -> None:
    home.binds = key is not None
    home.refresh_token = "home-refresh-0"
    kept = KeptInMemory(KeptSignIn("home-refresh-0", key).to_text())
    lasting = HomeSignIn(http, source, kept, elapsed_s=elapsed)
    tokens = tokens_of(home_source_id="clinic", home_sign_in=lasting)

    token = tokens.token("clinic", TREAT)
    headers = tokens.headers("clinic", token, "GET", f"{home.fhir_base}/Patient")
    assert headers["Authorization"] == f"{'DPoP' if key else 'Bearer'} home-access-1"
    assert ("DPoP" in headers) is (key is not None)
    assert tokens.renew("clinic", TREAT, token) == "home-access-2"
    assert kept.text.split()[0] == "home-refresh-2"
    elapsed.now_s += 301
    assert tokens.token("clinic", TREAT) == "home-access-3"


def test_a_home_provider_that_ends_the_lasting_sign_in_has_withdrawn_the_person(
    http: requests.Session, tokens_of: Tokens, source: ProtectedSource
) -> None:
    kept = KeptInMemory("revoked")
    reported: list[SignInRefused] = []
    tokens = tokens_of(
        home_source_id="clinic",
        home_sign_in=HomeSignIn(http, source, kept),
        on_refused=reported.append,
    )
    with pytest.raises(NotEnrolled):
        tokens.token("clinic", TREAT)
    assert [refusal.code for refusal in reported] == ["invalid_grant"]
    assert kept.text == ""


def test_a_lock_leaves_nothing_to_read_with(tokens_of: Tokens) -> None:
    tokens = tokens_of()
    tokens.sign_in("clinic", CancelToken())
    tokens.forget()
    with pytest.raises(Cancelled):
        tokens.token("clinic", TREAT)
    with pytest.raises(Cancelled):
        tokens.sign_in("clinic", CancelToken())


def test_the_configuration_decides_where_it_says_so(
    tokens_of: Tokens, home: StockServer, source: ProtectedSource
) -> None:
    home.discovery_changes = {"grant_types_supported": [*STOCK_GRANTS, JWT_BEARER]}
    smart = tokens_of(msgspec.structs.replace(source, grant="smart"))
    assert fault_of(smart) is SourceFault.NOT_SIGNED_IN


@pytest.mark.parametrize(
    ("scopes", "capabilities", "scope"),
    [
        ((), (), "openid fhirUser offline_access user/*.rs"),
        ((), ("permission-v1",), "openid fhirUser offline_access user/*.read"),
        (("openid", "user/*.read", "user/*.rs"), (), "openid fhirUser user/*.rs"),
        (("offline_access", "online_access"), ("permission-v1", "permission-v2"), "online_access user/*.rs"),
        (("launch", "user/*.read"), (), "openid fhirUser user/*.read"),
    ],
)
def test_what_is_asked_for_is_said_in_the_words_of_the_server(
    scopes: tuple[str, ...], capabilities: tuple[str, ...], scope: str
) -> None:
    offered = Discovery("https://clinic.example/token", scopes_supported=scopes, capabilities=capabilities)
    assert session_scope(offered).endswith(scope)
    assert session_scope(offered).endswith(reading_scope(offered))


def test_a_server_that_lists_no_grants_is_taken_at_its_configuration(
    tokens_of: Tokens, home: StockServer, source: ProtectedSource
) -> None:
    home.discovery_changes = {}
    assert Discovery("https://clinic.example/token").trades_assertions
    assert fault_of(tokens_of(msgspec.structs.replace(source, grant="smart"))) is SourceFault.NOT_SIGNED_IN
