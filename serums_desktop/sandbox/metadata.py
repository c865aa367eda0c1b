"""What a provider says of itself: the SMART configuration, which is OpenID discovery metadata too."""

from __future__ import annotations

from typing import Any

from serums_desktop.sandbox import oauth, scopes
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.dpop import ALGORITHM
from serums_desktop.sandbox.identity_faults import spoilt_metadata
from serums_desktop.sandbox.identity_habits import ClientAuthentication, DpopPolicy
from serums_desktop.sandbox.purpose_dialects import purpose_scopes


def metadata(
    circumstances: Circumstances, grant_types: list[str], *, has_accounts: bool, launches: bool
) -> dict[str, Any]:
    """The metadata of a provider (SMART App Launch 2.2, "Conformance"; RFC 8414), with their fault."""
    issuer, habits = circumstances.issuer, circumstances.habits
    public = ["none"] if habits.client_authentication is ClientAuthentication.NONE else []
    described: dict[str, Any] = {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/jwks",
        "token_endpoint": circumstances.token_endpoint,
        "grant_types_supported": grant_types,
        "response_types_supported": [],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": [*public, "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256", "ES384", "RS256"],
        "scopes_supported": [*scopes.SUPPORTED, *purpose_scopes(habits.purpose)],
        "capabilities": [
            "sso-openid-connect", "client-confidential-asymmetric", "permission-user", "permission-v2",
        ],
    }  # fmt: skip
    if habits.dpop is not DpopPolicy.OFF:
        described["dpop_signing_alg_values_supported"] = [ALGORITHM]
    if has_accounts or launches:
        described |= {
            "authorization_endpoint": f"{issuer}/authorize",
            "revocation_endpoint": f"{issuer}/revoke",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            "acr_values_supported": list(oauth.LEVELS[:2]),
        }
        if public:
            described["capabilities"].append("client-public")
    if launches:
        described["capabilities"] += ["launch-ehr", "context-ehr-patient"]
    if has_accounts:
        described["prompt_values_supported"] = ["login"]
        described["capabilities"] += ["launch-standalone", "permission-offline"]
    return spoilt_metadata(habits.fault, described)
