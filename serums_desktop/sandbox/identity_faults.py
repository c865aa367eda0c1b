"""What a provider can be told to say wrongly, each fault in one place: what an attacker would change."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

# A port of this machine on which nothing is served: whoever follows it gets nowhere.
ELSEWHERE = "https://127.0.0.1:9"
SOMEBODY_ELSE = "S-9999"
_HOUR_S = 3600


class IdentityFault(enum.StrEnum):
    """What is wrong with a provider's word: with an id_token, its discovery, its answers or its tokens."""

    ID_EXPIRED = "id-token-expired"
    ID_FUTURE = "id-token-future"
    ID_ISSUER = "id-token-issuer"
    ID_AUDIENCE = "id-token-audience"
    ID_AZP = "id-token-azp"
    ID_SUBJECT = "id-token-subject"
    ID_SIGNATURE = "id-token-signature"
    ID_NO_AUTH_TIME = "id-token-no-auth-time"
    ID_OLD_AUTH_TIME = "id-token-old-auth-time"
    ID_NONCE = "id-token-nonce"
    DISCOVERY_ISSUER = "discovery-issuer"
    DISCOVERY_NO_S256 = "discovery-no-s256"
    DISCOVERY_FOREIGN = "discovery-foreign"
    ANSWER_ISSUER = "answer-issuer"
    ANSWER_NO_ISSUER = "answer-no-issuer"
    ANSWER_STATE = "answer-state"
    UNBOUND = "token-bearer"
    REFRESH_KEPT = "refresh-kept"
    REFRESH_MISSING = "refresh-missing"
    REFRESH_UNASKED = "refresh-unasked"


def spoilt_id_token(fault: IdentityFault | None, claims: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of an id_token with their fault; ID_SIGNATURE is for whoever signs."""
    spoilt = dict(claims)
    match fault:
        case IdentityFault.ID_EXPIRED:
            spoilt |= {"iat": claims["iat"] - 2 * _HOUR_S, "exp": claims["iat"] - _HOUR_S}
        case IdentityFault.ID_FUTURE:
            spoilt |= {"iat": claims["iat"] + _HOUR_S, "exp": claims["exp"] + _HOUR_S}
        case IdentityFault.ID_ISSUER:
            spoilt["iss"] = ELSEWHERE
        case IdentityFault.ID_AUDIENCE:
            spoilt["aud"] = "another-program"
        case IdentityFault.ID_AZP:
            spoilt |= {"aud": [claims["aud"], "another-program"], "azp": "another-program"}
        case IdentityFault.ID_SUBJECT:
            spoilt["sub"] = SOMEBODY_ELSE
        case IdentityFault.ID_NO_AUTH_TIME:
            del spoilt["auth_time"]
        case IdentityFault.ID_OLD_AUTH_TIME:
            spoilt["auth_time"] = claims["auth_time"] - _HOUR_S
        case IdentityFault.ID_NONCE if "nonce" in claims:
            spoilt["nonce"] = f"not {claims['nonce']}"
    return spoilt


def spoilt_metadata(fault: IdentityFault | None, described: Mapping[str, Any]) -> dict[str, Any]:
    """Discovery metadata with their fault."""
    spoilt = dict(described)
    match fault:
        case IdentityFault.DISCOVERY_ISSUER:
            spoilt["issuer"] = ELSEWHERE
        case IdentityFault.DISCOVERY_FOREIGN:
            spoilt["token_endpoint"] = f"{ELSEWHERE}/token"
        case IdentityFault.DISCOVERY_NO_S256 if "code_challenge_methods_supported" in described:
            spoilt["code_challenge_methods_supported"] = ["plain"]
    return spoilt


def spoilt_answer(fault: IdentityFault | None, answer: Mapping[str, str]) -> dict[str, str]:
    """The parameters of an authorization answer with their fault."""
    spoilt = dict(answer)
    match fault:
        case IdentityFault.ANSWER_ISSUER:
            spoilt["iss"] = ELSEWHERE
        case IdentityFault.ANSWER_NO_ISSUER:
            del spoilt["iss"]
        case IdentityFault.ANSWER_STATE:
            spoilt["state"] = f"not {answer.get('state', '')}"
    return spoilt
