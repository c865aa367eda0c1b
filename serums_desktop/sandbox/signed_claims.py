"""The claims of a JWT by the clock of whoever reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jwt

from serums_desktop.sandbox.oauth import CLOCK_TOLERANCE_S

_PublicKey = jwt.algorithms.AllowedPublicKeys


def verified_claims(
    token: str,
    key: _PublicKey,
    algorithm: str,
    *,
    audience: str,
    issuer: str,
    required: Sequence[str],
    now_s: float,
    leeway_s: float = CLOCK_TOLERANCE_S,
) -> dict[str, Any]:
    """The claims of a token with this signature, audience and issuer, at a time between `iat` and `exp`.

    Raises jwt.InvalidTokenError. `exp` is always required, `iat` where it is named.
    """
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=audience,
        issuer=issuer,
        # Of the times PyJWT only knows those of this machine's clock.
        options={
            "require": ["exp", *required],
            "verify_exp": False,
            "verify_iat": False,
            "verify_nbf": False,
        },
    )
    # Put so that a time that is no number at all (NaN) passes neither.
    if not _time(claims, "exp") > now_s - leeway_s:
        raise jwt.ExpiredSignatureError
    for name in {"iat", "nbf"} & claims.keys():
        if not _time(claims, name) <= now_s + leeway_s:
            raise jwt.ImmatureSignatureError
    return claims


def _time(claims: dict[str, Any], name: str) -> float:
    found = claims[name]
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise jwt.DecodeError(name)
    return float(found)
