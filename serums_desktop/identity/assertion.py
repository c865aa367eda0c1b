"""The card's assertion: a JWT bearer grant that names the holder and the purpose (RFC 7523, IHE IUA)."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable

import msgspec

from serums_desktop.domain.purpose import PurposeOfUse

LIFETIME_S = 60
ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"


class AssertingIdentity(msgspec.Struct, frozen=True):
    """What an assertion says of its signer: staff number, JWS algorithm, certificates (DER, leaf first)."""

    staff_id: str
    algorithm: str
    certificate_chain_der: tuple[bytes, ...]


def signed_assertion(
    identity: AssertingIdentity,
    sign: Callable[[bytes], bytes],
    audience: str,
    purpose: PurposeOfUse,
    now_s: float,
) -> str:
    """A compact JWS for one token request at `audience`, good for a minute and once.

    `sign` makes the JWS signature of its argument (RFC 7518 §3) and raises what the card raises. The
    certificates travel in `x5c` as standard base64 (RFC 7515 §4.1.6).
    """
    header = {
        "alg": identity.algorithm,
        "typ": "JWT",
        "x5c": [base64.b64encode(der).decode("ascii") for der in identity.certificate_chain_der],
    }
    issued_at = int(now_s)
    claims = {
        "iss": identity.staff_id,
        "sub": identity.staff_id,
        "aud": audience,
        "iat": issued_at,
        "exp": issued_at + LIFETIME_S,
        "jti": secrets.token_urlsafe(16),
        "extensions": {"ihe_iua": {"purpose_of_use": [{"system": ACT_REASON, "code": purpose.value}]}},
    }
    signing_input = b".".join(_base64url(msgspec.json.encode(part)) for part in (header, claims))
    return (signing_input + b"." + _base64url(sign(signing_input))).decode("ascii")


def card_assertions(
    identity: AssertingIdentity, sign: Callable[[bytes], bytes], now_s: Callable[[], float] = time.time
) -> Callable[[str, PurposeOfUse], str]:
    """Assertions for any audience and purpose, each signed on the card, on whatever thread `sign` has."""
    return lambda audience, purpose: signed_assertion(identity, sign, audience, purpose, now_s())


def _base64url(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
