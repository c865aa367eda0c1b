from __future__ import annotations

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import SignInRefused, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.conftest import OpenTokens, TurnedClock
from tests.unit.identity.token_server import DISCOVERY, JWKS, TOKEN, Answer, TokenServer, as_json

TREAT = PurposeOfUse.TREATMENT


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (as_json({"error": "invalid_grant", "error_description": "x"}, 400), "invalid_grant"),
        (as_json({"error": "access_denied"}, 403), "access_denied"),
        (as_json({"error": "Broken\nlog line"}, 400), "unknown_error"),
        (as_json({"access_token": "a", "token_type": "mac"}), "invalid_token_type"),
        (as_json({"access_token": "a b", "token_type": "Bearer"}), "invalid_token_type"),
        (as_json({"access_token": "a", "token_type": "Bearer"}), "invalid_id_token"),
        (
            as_json({"access_token": "a", "token_type": "Bearer", "id_token": "e30.e30."}),
            "unsupported_algorithm",
        ),
    ],
)
def test_a_refusal_carries_its_code(
    tokens: AccessTokens, server: TokenServer, answer: Answer, code: str
) -> None:
    server.instead[TOKEN] = lambda: answer

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sub": "S-2077"}, "other_person"),
        ({"sub": 7}, "invalid_id_token"),
        ({"iss": "https://elsewhere.example"}, "wrong_issuer"),
        ({"aud": "another-program"}, "wrong_audience"),
        ({"aud": ["serums-desktop", "another-program"]}, "wrong_audience"),
        ({"azp": "another-program"}, "wrong_audience"),
        ({"exp": 1_000_000_000}, "id_token_expired"),
        ({"iat": 4_000_000_000}, "id_token_from_future"),
        ({"nbf": 4_000_000_000}, "id_token_from_future"),
        ({"exp": "soon"}, "invalid_id_token"),
        ({"exp": 10**400}, "invalid_id_token"),
        ({"exp": float("nan")}, "id_token_expired"),
    ],
)
def test_an_id_token_must_be_about_the_holder_here_and_now(
    tokens: AccessTokens, server: TokenServer, changes: dict[str, object], code: str
) -> None:
    server.id_token_changes = changes

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == code


def test_an_id_token_for_several_names_the_one_it_was_given_to(
    tokens: AccessTokens, server: TokenServer
) -> None:
    server.id_token_changes = {"aud": ["another-program", "serums-desktop"], "azp": "serums-desktop"}

    assert tokens.token("ustan", TREAT) == "secret-token-1"


def test_an_id_token_signed_by_another_key_is_refused(tokens: AccessTokens, server: TokenServer) -> None:
    published = jwt.algorithms.ECAlgorithm.to_jwk(
        ec.generate_private_key(ec.SECP256R1()).public_key(), as_dict=True
    )
    server.instead[JWKS] = lambda: as_json({"keys": [{**published, "kid": "1", "alg": "ES256"}]})

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == "bad_signature"


@pytest.mark.parametrize("field", ["issuer", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/x", "http://127.0.0.1/x", "https://127.0.0.1:1@elsewhere/", "//[", "x"]
)
def test_an_assertion_goes_to_the_sources_own_origin_alone(
    tokens: AccessTokens, server: TokenServer, field: str, url: str
) -> None:
    server.instead[DISCOVERY] = lambda: as_json({**server.discovery(), field: url})

    with pytest.raises(SourceError) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.kind is SourceFault.FOREIGN_LINK
    assert server.forms == []


def test_a_named_issuer_origin_is_trusted_too(server: TokenServer, open_tokens: OpenTokens) -> None:
    source = ProtectedSource("fcrb", server.fhir_base.replace("127.0.0.1", "localhost"), 5.0, server.origin)

    assert open_tokens(source).token("fcrb", TREAT) == "secret-token-1"


def test_a_server_may_change_its_keys(
    tokens: AccessTokens, server: TokenServer, elapsed: TurnedClock
) -> None:
    tokens.token("ustan", TREAT)
    tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT)
    assert server.asked.count(JWKS) == 1

    server.signing_key, server.key_id = ec.generate_private_key(ec.SECP256R1()), "2"
    elapsed.now_s += 300
    tokens.token("ustan", TREAT)

    assert server.asked.count(JWKS) == 2


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": [{"kty": "none"}]}, {"keys": 7}])
def test_a_server_without_its_key_proves_nothing(
    tokens: AccessTokens, server: TokenServer, keys: dict[str, object]
) -> None:
    server.instead[JWKS] = lambda: as_json(keys)

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == "bad_signature"


def test_a_source_that_does_not_speak_openid_gives_no_id_token(
    tokens: AccessTokens, server: TokenServer
) -> None:
    server.instead[TOKEN] = lambda: as_json(
        {"access_token": "opaque", "token_type": "bearer", "scope": "user/*.rs"}
    )

    assert tokens.token("ustan", TREAT) == "opaque"
    assert tokens.token("ustan", TREAT) == "opaque"
    assert server.asked.count(TOKEN) == 2, "a token without a lifetime is not kept"


def test_the_issuer_that_the_configuration_names_is_the_only_one(
    server: TokenServer, open_tokens: OpenTokens
) -> None:
    for issuer in (f"{server.origin}/", f"{server.origin}/realms/staff", "https://elsewhere.example"):
        source = ProtectedSource("ustan", server.fhir_base, 5.0, issuer=issuer)

        with pytest.raises(SignInRefused) as caught:
            open_tokens(source).token("ustan", TREAT)

        assert caught.value.code == "issuer_mismatch"
    assert server.forms == []


def test_an_issuer_on_another_origin_serves_where_it_is_configured(
    server: TokenServer, open_tokens: OpenTokens
) -> None:
    issuer = "https://login.elsewhere.example/realms/staff"
    server.discovery_changes = {"issuer": issuer}
    server.id_token_changes = {"iss": issuer}
    source = ProtectedSource("ustan", server.fhir_base, 5.0, issuer=issuer)

    assert open_tokens(source).token("ustan", TREAT) == "secret-token-1"


@pytest.mark.parametrize(
    ("acr", "code"), [("urn:example:card", None), (None, None), ("urn:example:password", "acr_too_low")]
)
def test_a_level_that_is_named_for_a_card_has_to_do(
    server: TokenServer, open_tokens: OpenTokens, acr: str | None, code: str | None
) -> None:
    server.id_token_changes = {} if acr is None else {"acr": acr}
    tokens = open_tokens(
        ProtectedSource("ustan", server.fhir_base, 5.0, acr_values=("urn:example:card", "urn:example:nfc"))
    )

    if code is None:
        assert tokens.token("ustan", TREAT) == "secret-token-1"
        return
    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)
    assert caught.value.code == code


def test_we_go_by_our_name_at_the_source(server: TokenServer, open_tokens: OpenTokens) -> None:
    tokens = open_tokens(ProtectedSource("ustan", server.fhir_base, 5.0, client_id="ward-desktop"))

    tokens.token("ustan", TREAT)
    assert server.forms[0]["client_id"] == "ward-desktop"

    server.id_token_changes = {"aud": "serums-desktop"}
    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT)
    assert caught.value.code == "wrong_audience"


def test_a_server_without_an_issuer_gives_tokens_and_proves_nobody(
    tokens: AccessTokens, server: TokenServer
) -> None:
    server.instead[DISCOVERY] = lambda: as_json({"token_endpoint": server.origin + TOKEN})
    opaque = {"access_token": "opaque", "token_type": "Bearer", "scope": "user/*.rs"}
    server.instead[TOKEN] = lambda: as_json(opaque)

    assert tokens.token("ustan", TREAT) == "opaque"

    del server.instead[TOKEN]
    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT)
    assert caught.value.code == "bad_signature"
