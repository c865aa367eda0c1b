from __future__ import annotations

import pytest

from serums_desktop.domain.errors import SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.purpose_dialect import PurposeDialect, exchange_parameters, purpose_scope
from tests.unit.identity.conftest import OpenTokens
from tests.unit.identity.token_server import TOKEN, TokenServer, as_json

TREAT, ETREAT, BTG = PurposeOfUse.TREATMENT, PurposeOfUse.EMERGENCY_TREATMENT, PurposeOfUse.BREAK_GLASS
SWISS = "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5"
ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"


@pytest.mark.parametrize(
    ("dialect", "purpose", "scope"),
    [
        *(("iua", purpose, "") for purpose in PurposeOfUse),
        ("scope", TREAT, "purpose-of-use/TREAT"),
        ("scope", ETREAT, "purpose-of-use/ETREAT"),
        ("scope", BTG, "purpose-of-use/BTG"),
        ("swiss-epr", TREAT, f"{SWISS}|NORM"),
        ("swiss-epr", ETREAT, f"{SWISS}|NORM"),
        ("swiss-epr", BTG, f"{SWISS}|EMER"),
    ],
)
def test_each_dialect_has_a_word_for_each_purpose(
    dialect: PurposeDialect, purpose: PurposeOfUse, scope: str
) -> None:
    assert purpose_scope(dialect, purpose) == scope


@pytest.mark.parametrize(
    ("dialect", "parameters"),
    [
        ("iua", {"purpose_of_use": f"{ACT_REASON}|BTG"}),
        ("scope", {"scope": "purpose-of-use/BTG"}),
        ("swiss-epr", {"scope": f"{SWISS}|EMER"}),
    ],
)
def test_a_token_exchange_tells_it_too(dialect: PurposeDialect, parameters: dict[str, str]) -> None:
    assert exchange_parameters(dialect, BTG) == parameters


@pytest.mark.parametrize("dialect", ["scope", "swiss-epr"])
def test_a_source_hears_its_own_dialect_and_a_purpose_has_its_own_token(
    server: TokenServer, open_tokens: OpenTokens, dialect: PurposeDialect
) -> None:
    tokens = open_tokens(ProtectedSource("zmc", server.fhir_base, 5.0, purpose=dialect))

    given = {tokens.token("zmc", purpose) for purpose in PurposeOfUse}

    assert len(given) == 3
    assert [form["scope"] for form in server.forms] == [
        f"openid fhirUser user/*.rs {purpose_scope(dialect, purpose)}" for purpose in PurposeOfUse
    ]


@pytest.mark.parametrize(
    ("purpose", "granted", "code"),
    [
        (BTG, "user/*.rs", "purpose_not_granted"),
        (BTG, "user/*.rs purpose-of-use/TREAT", "purpose_not_granted"),
        (BTG, "user/*.rs purpose-of-use/BTG", None),
        (ETREAT, "user/*.rs", None),
        (TREAT, "user/*.rs", None),
    ],
)
def test_an_emergency_is_not_read_with_an_ordinary_token(
    server: TokenServer, open_tokens: OpenTokens, purpose: PurposeOfUse, granted: str, code: str | None
) -> None:
    tokens = open_tokens(ProtectedSource("zmc", server.fhir_base, 5.0, purpose="scope"))
    server.instead[TOKEN] = lambda: as_json(
        {"access_token": "opaque", "token_type": "Bearer", "scope": granted}
    )

    if code is None:
        assert tokens.token("zmc", purpose) == "opaque"
        return
    with pytest.raises(SignInRefused) as caught:
        tokens.token("zmc", purpose)
    assert caught.value.code == code
