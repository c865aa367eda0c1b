"""The OpenID provider of one origin: it is told who somebody is, and gives short-lived access tokens.

Every origin takes a staff card's word, the home provider's and an enrolled workstation's. The home
provider also lets staff sign in with a name and a password, in their browser.
"""

from __future__ import annotations

import time
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.sandbox import oauth, scopes
from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.authorisation_code import AuthorisationCodes
from serums_desktop.sandbox.card_assertions import CardAssertions
from serums_desktop.sandbox.client_credentials import Workstations
from serums_desktop.sandbox.oauth import AccessGrant, BearerRefusal, OAuthRefusal, UsedOnce
from serums_desktop.sandbox.refresh import RefreshTokens, SignIn
from serums_desktop.sandbox.token_exchange import TokenExchange, is_by, verified_assertion
from serums_desktop.sandbox.tokens import Tokens, TrustedIssuer


class HomeSignIn:
    """What the home provider has beyond the others: accounts, codes, refresh tokens, exchange."""

    def __init__(self, accounts: StaffAccounts, tokens: Tokens) -> None:
        self._tokens = tokens
        self.accounts = accounts
        self.refresh_tokens = RefreshTokens(tokens.revoke_family)
        self.codes = AuthorisationCodes(tokens.issuer, tokens.fhir_base, self.refresh_tokens.end)
        self.exchange = TokenExchange(tokens)

    def from_code(self, form: dict[str, str]) -> dict[str, Any]:
        """Answer an authorization_code grant. Raises `OAuthRefusal`."""
        sign_in, nonce = self.codes.redeem(form)
        answer = self._answer(sign_in, list(sign_in.granted), nonce)
        if "offline_access" in sign_in.granted:
            answer["refresh_token"] = self.refresh_tokens.issue(sign_in)
        return answer

    def from_refresh_token(self, form: dict[str, str]) -> dict[str, Any]:
        """Answer a refresh_token grant with tokens and the next refresh token. Raises `OAuthRefusal`."""
        asked = frozenset(form.get("scope", "").split())
        sign_in, following = self.refresh_tokens.rotate(
            form.get("refresh_token", ""), form.get("client_id", ""), asked
        )
        granted = [scope for scope in sign_in.granted if not asked or scope in asked]
        return {**self._answer(sign_in, granted), "refresh_token": following}

    def _answer(self, sign_in: SignIn, granted: list[str], nonce: str = "") -> dict[str, Any]:
        return self._tokens.for_staff(
            sign_in.authentication, granted, sign_in.client_id, nonce=nonce, family=sign_in.family
        )

    def revoke(self, form: dict[str, str]) -> None:
        """Revoke a token (RFC 7009); one that is not valid any more is revoked already."""
        token = form.get("token", "")
        if not self.refresh_tokens.revoke(token, form.get("client_id", "")):
            self._tokens.revoke(token)


class Provider:
    """Answers the token requests of one origin and checks its tokens. Safe to use from several threads.

    `accounts` make it the home provider; any other is given `home`, whose word it takes.
    """

    def __init__(
        self,
        issuer: str,
        fhir_base: str,
        staff_anchor: x509.Certificate,
        *,
        home: TrustedIssuer | None = None,
        accounts: StaffAccounts | None = None,
    ) -> None:
        self.issuer = issuer
        self.fhir_base = fhir_base
        self.token_endpoint = f"{issuer}/token"
        self.tokens = Tokens(issuer, fhir_base)
        self.home_sign_in = HomeSignIn(accounts, self.tokens) if accounts is not None else None
        self._home = home
        if self.home_sign_in is not None:
            self._home = self.tokens.as_trusted_issuer()
            self.home_sign_in.exchange.audiences.add(self.token_endpoint)
        self._cards = CardAssertions(staff_anchor)
        self._used = UsedOnce(time.time)
        self._workstations = Workstations(self.token_endpoint)

    def enrol(self, client_id: str, key: ec.EllipticCurvePublicKey) -> None:
        """Know a workstation by its public key."""
        self._workstations.enrol(client_id, key)

    # -- discovery -------------------------------------------------------------------------------

    def discovery(self) -> dict[str, Any]:
        """The SMART configuration, which is OpenID discovery metadata too."""
        described: dict[str, Any] = {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint": self.token_endpoint,
            "grant_types_supported": [oauth.JWT_BEARER, oauth.CLIENT_CREDENTIALS],
            "response_types_supported": [],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["none", "private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["ES256", "ES384", "RS256"],
            "scopes_supported": list(scopes.SUPPORTED),
            "capabilities": [
                "sso-openid-connect", "client-confidential-asymmetric", "permission-user", "permission-v2",
            ],
        }  # fmt: skip
        if self.home_sign_in is not None:
            described |= {
                "authorization_endpoint": f"{self.issuer}/authorize",
                "revocation_endpoint": f"{self.issuer}/revoke",
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
                "prompt_values_supported": ["login"],
            }
            described["grant_types_supported"] += [
                oauth.AUTHORIZATION_CODE, oauth.REFRESH_TOKEN, oauth.TOKEN_EXCHANGE,
            ]  # fmt: skip
            described["capabilities"] += ["launch-standalone", "client-public", "permission-offline"]
        return described

    # -- tokens ----------------------------------------------------------------------------------

    def grant(self, form: dict[str, str]) -> dict[str, Any]:
        """Answer a token request. Raises `OAuthRefusal`."""
        home = self.home_sign_in
        match form.get("grant_type"):
            case oauth.JWT_BEARER:
                return self._from_assertion(form)
            case oauth.CLIENT_CREDENTIALS:
                return self._from_workstation(form)
            case oauth.AUTHORIZATION_CODE if home is not None:
                return home.from_code(form)
            case oauth.REFRESH_TOKEN if home is not None:
                return home.from_refresh_token(form)
            case oauth.TOKEN_EXCHANGE if home is not None:
                return home.exchange.answer(form)
            case None:
                raise OAuthRefusal("invalid_request", "grant_type is missing")
        raise OAuthRefusal("unsupported_grant_type", "see grant_types_supported")

    def _from_assertion(self, form: dict[str, str]) -> dict[str, Any]:
        """An assertion of a card, or of the home provider (RFC 7523 §2.1)."""
        assertion = form.get("assertion")
        if not assertion:
            raise OAuthRefusal("invalid_request", "assertion is missing")
        if self._home is not None and is_by(assertion, self._home):
            authentication, claims = verified_assertion(assertion, self._home, self.token_endpoint)
        else:
            authentication, claims = self._cards.verified(assertion, self.token_endpoint)
        if claims["exp"] > time.time() + oauth.LONGEST_ASSERTION_S + oauth.CLOCK_TOLERANCE_S:
            raise OAuthRefusal("invalid_grant", "the assertion lives too long")
        purpose = oauth.stated_purpose(claims)
        granted = scopes.granted(form.get("scope", "").split())
        if not granted:
            raise OAuthRefusal("invalid_scope", "none of the requested scopes can be granted")
        until_s = float(claims["exp"]) + oauth.CLOCK_TOLERANCE_S
        if not self._used.spend(str(claims["iss"]), str(claims["jti"]), until_s):
            raise OAuthRefusal("invalid_grant", "the assertion was used before")
        client_id = form.get("client_id") or authentication.staff.staff_id
        return self.tokens.for_staff(authentication, granted, client_id, purpose=purpose)

    def _from_workstation(self, form: dict[str, str]) -> dict[str, Any]:
        client_id = self._workstations.authenticated(form)
        granted = scopes.granted_to_workstation(form.get("scope", "").split())
        if not granted:
            raise OAuthRefusal("invalid_scope", "none of the requested scopes can be granted")
        return self.tokens.for_workstation(client_id, granted)

    def check_bearer(self, authorization: str | None) -> AccessGrant:
        """Read an `Authorization` header. Raises `BearerRefusal`."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.casefold() != "bearer" or not token:
            raise BearerRefusal
        return self.tokens.bearer_claims(token.strip()).grant
