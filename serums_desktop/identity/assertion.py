"""What the card signs at a token endpoint: who asks and why, and which program they use (RFC 7523)."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable

import msgspec

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.purpose_dialect import iua_extensions

LIFETIME_S = 60
CLIENT_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


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
    """A compact JWS for one token request at `audience`, good for a minute and once (RFC 7523 §2.1).

    `sign` makes the JWS signature of its argument (RFC 7518 §3) and raises what the card raises. The
    certificates travel in `x5c` as standard base64 (RFC 7515 §4.1.6).
    """
    extensions = iua_extensions(purpose)
    return _signed(identity, sign, identity.staff_id, audience, now_s, {"extensions": extensions})


def signed_client_assertion(
    identity: AssertingIdentity,
    sign: Callable[[bytes], bytes],
    audience: str,
    client_id: str,
    now_s: float,
) -> str:
    """The same for the program itself, where a server wants it authenticated too (RFC 7523 §2.2).

    The program holds no key of its own that a server could know: the card of whoever uses it speaks for it.
    """
    return _signed(identity, sign, client_id, audience, now_s, {})


def card_assertions(
    identity: AssertingIdentity, sign: Callable[[bytes], bytes], now_s: Callable[[], float] = time.time
) -> Callable[[str, PurposeOfUse], str]:
    """Assertions for any audience and purpose, each signed on the card, on whatever thread `sign` has."""
    return lambda audience, purpose: signed_assertion(identity, sign, audience, purpose, now_s())


def card_client_assertions(
    identity: AssertingIdentity, sign: Callable[[bytes], bytes], now_s: Callable[[], float] = time.time
) -> Callable[[str, str], str]:
    """Client assertions for any audience and client id, likewise."""
    return lambda audience, client_id: signed_client_assertion(identity, sign, audience, client_id, now_s())


def _signed(
    identity: AssertingIdentity,
    sign: Callable[[bytes], bytes],
    subject: str,
    audience: str,
    now_s: float,
    more: dict[str, object],
) -> str:
    header = {
        "alg": identity.algorithm,
        "typ": "JWT",
        "x5c": [base64.b64encode(der).decode("ascii") for der in identity.certificate_chain_der],
    }
    issued_at = int(now_s)
    claims = {
        "iss": subject,
        "sub": subject,
        "aud": audience,
        "iat": issued_at,
        "exp": issued_at + LIFETIME_S,
        "jti": secrets.token_urlsafe(16),
        **more,
    }
    signing_input = b".".join(_base64url(msgspec.json.encode(part)) for part in (header, claims))
    return (signing_input + b"." + _base64url(sign(signing_input))).decode("ascii")


def _base64url(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
