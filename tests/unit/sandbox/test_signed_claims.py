from __future__ import annotations

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.sandbox.signed_claims import verified_claims

KEY = ec.generate_private_key(ec.SECP256R1())
NOW_S = 5_000_000.0


def read(now_s: float = NOW_S, **changes: Any) -> dict[str, Any]:
    proper = {"iss": "i", "aud": "a", "iat": NOW_S, "exp": NOW_S + 60}
    stated = {name: value for name, value in (proper | changes).items() if value is not None}
    return verified_claims(
        jwt.encode(stated, KEY, algorithm="ES256"),
        KEY.public_key(),
        "ES256",
        audience="a",
        issuer="i",
        required=("iss", "aud"),
        now_s=now_s,
        leeway_s=30,
    )


def test_times_are_those_of_the_given_clock() -> None:
    for now_s in (NOW_S - 30, NOW_S, NOW_S + 89):
        assert read(now_s)["iss"] == "i"
    with pytest.raises(jwt.ImmatureSignatureError):
        read(NOW_S - 31)
    with pytest.raises(jwt.ExpiredSignatureError):
        read(NOW_S + 90)


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": float("nan")},
        {"iat": float("nan")},
        {"nbf": NOW_S + 31},
        {"aud": "b"},
        {"iss": "j"},
        {"iss": None},
    ],
)
def test_what_is_not_in_order_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(jwt.InvalidTokenError):
        read(**changes)
