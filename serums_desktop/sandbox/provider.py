"""The OpenID provider of one origin: it is told who somebody is, and gives short-lived access tokens.

Every origin takes a staff card's word, the home provider's and an enrolled workstation's. The home
provider also lets staff sign in with a name and a password, in their browser; and an origin whose EHR
launches the program takes the EHR's word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.sandbox import oauth, scopes
from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.browser_sign_in import BrowserSignIn
from serums_desktop.sandbox.card_assertions import CardAssertions
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.client_credentials import JWT_CLIENT_ASSERTION, Workstations
from serums_desktop.sandbox.dpop import ALGORITHM, ProofRefusal, Proofs
from serums_desktop.sandbox.identity_habits import ClientAuthentication, DpopPolicy
from serums_desktop.sandbox.metadata import metadata
from serums_desktop.sandbox.oauth import AccessGrant, BearerRefusal, OAuthRefusal, UsedOnce
from serums_desktop.sandbox.purpose_dialects import heard_purpose
from serums_desktop.sandbox.token_exchange import TokenExchange, is_by, verified_assertion
from serums_desktop.sandbox.token_request import TokenRequest
from serums_desktop.sandbox.tokens import BearerClaims, Tokens, TrustedIssuer


class Provider:
    """Answers the token requests of one origin and checks its tokens. Safe to use from several threads.

    `accounts` make it the home provider; any other is given `home`, whose word it takes.
    """

    def __init__(
        self,
        circumstances: Circumstances,
        staff_anchor: x509.Certificate,
        *,
        home: TrustedIssuer | None = None,
        accounts: StaffAccounts | None = None,
    ) -> None:
        self.circumstances = circumstances
        self.token_endpoint = circumstances.token_endpoint
        self.tokens = Tokens(circumstances)
        self.proofs = Proofs(circumstances)
        self.launches = circumstances.habits.launches
        self.browser: BrowserSignIn | None = None
        self.exchange: TokenExchange | None = None
        self._home = home
        # What staff can trade for tokens, by grant_type.
        self._grants: dict[str, Callable[[TokenRequest], dict[str, Any]]] = {
            oauth.JWT_BEARER: self._from_assertion
        }
        if accounts is not None or self.launches:
            self.browser = BrowserSignIn(self.tokens, circumstances, accounts)
            self._grants[oauth.AUTHORIZATION_CODE] = self.browser.from_code
            if accounts is not None:
                self._home = self.tokens.as_trusted_issuer()
                self.exchange = TokenExchange(self.tokens, circumstances)
                self._grants[oauth.REFRESH_TOKEN] = self.browser.from_refresh_token
                self._grants[oauth.TOKEN_EXCHANGE] = self.exchange.answer
        self._cards = CardAssertions(staff_anchor, circumstances.clock)
        self._used = UsedOnce(circumstances.clock)
        self._workstations = Workstations(self.token_endpoint, circumstances.clock)

    def enrol(self, client_id: str, key: ec.EllipticCurvePublicKey) -> None:
        """Know a workstation by its public key."""
        self._workstations.enrol(client_id, key)

    def workstation_key(self, client_id: str) -> ec.EllipticCurvePublicKey | None:
        """The key a workstation is known by, None for one that is not."""
        return self._workstations.key(client_id)

    def discovery(self) -> dict[str, Any]:
        """What this provider says of itself."""
        grant_types = [oauth.CLIENT_CREDENTIALS, *self._grants]
        return metadata(
            self.circumstances, grant_types, has_accounts=self.exchange is not None, launches=self.launches
        )

    # -- tokens ----------------------------------------------------------------------------------

    def grant(self, form: dict[str, str], proofs: Sequence[str] = ()) -> dict[str, Any]:
        """Answer a token request; `proofs` are its DPoP headers. Raises `OAuthRefusal`."""
        try:
            key_thumbprint = self.proofs.key_at_tokens(proofs)
        except ProofRefusal as refusal:
            raise OAuthRefusal(refusal.code, refusal.reason) from refusal
        kind = form.get("grant_type")
        if kind is None:
            raise OAuthRefusal("invalid_request", "grant_type is missing")
        if kind == oauth.CLIENT_CREDENTIALS:
            return self._from_workstation(form, key_thumbprint)
        answer = self._grants.get(kind)
        if answer is None:
            raise OAuthRefusal("unsupported_grant_type", "see grant_types_supported")
        # Workstations are other clients: what is required here is required of the staff's program.
        if self.circumstances.habits.dpop is DpopPolicy.REQUIRED and not key_thumbprint:
            raise OAuthRefusal("invalid_dpop_proof", "tokens are bound to a key here: a proof is missing")
        return answer(TokenRequest(form, key_thumbprint, self._card_holder(form)))

    def _card_holder(self, form: dict[str, str]) -> str:
        """Whose card signed for the client, "" where none did and none has to (RFC 7523 §2.2)."""
        if "client_assertion" not in form:
            if self.circumstances.habits.client_authentication is ClientAuthentication.PRIVATE_KEY_JWT:
                raise OAuthRefusal("invalid_client", "the program signs its requests here")
            return ""
        if form.get("client_assertion_type") != JWT_CLIENT_ASSERTION:
            raise OAuthRefusal("invalid_client", "client_assertion_type")
        client_id = form.get("client_id", "")
        return self._cards.user_of_client(form["client_assertion"], self.token_endpoint, client_id).staff_id

    def _from_assertion(self, request: TokenRequest) -> dict[str, Any]:
        """An assertion of a card, or of the home provider (RFC 7523 §2.1)."""
        form, now_s = request.form, self.circumstances.clock()
        assertion = form.get("assertion")
        if not assertion:
            raise OAuthRefusal("invalid_request", "assertion is missing")
        if self._home is not None and is_by(assertion, self._home):
            authentication, claims = verified_assertion(assertion, self._home, self.token_endpoint, now_s)
        else:
            authentication, claims = self._cards.verified(assertion, self.token_endpoint)
        if claims["exp"] > now_s + oauth.LONGEST_ASSERTION_S + oauth.CLOCK_TOLERANCE_S:
            raise OAuthRefusal("invalid_grant", "the assertion lives too long")
        request.check_person(authentication.staff, self.circumstances.leavers)
        requested = form.get("scope", "").split()
        purpose, stated = heard_purpose(self.circumstances.habits.purpose, requested, claims)
        granted = scopes.granted(requested)
        if not granted:
            raise OAuthRefusal("invalid_scope", "none of the requested scopes can be granted")
        until_s = float(claims["exp"]) + oauth.CLOCK_TOLERANCE_S
        if not self._used.spend(str(claims["iss"]), str(claims["jti"]), until_s):
            raise OAuthRefusal("invalid_grant", "the assertion was used before")
        return self.tokens.for_staff(
            authentication,
            granted + stated,
            form.get("client_id") or authentication.staff.staff_id,
            purpose=purpose,
            key_thumbprint=request.key_thumbprint,
        )

    def _from_workstation(self, form: dict[str, str], key_thumbprint: str) -> dict[str, Any]:
        client_id = self._workstations.authenticated(form)
        granted = scopes.granted_to_workstation(form.get("scope", "").split())
        if not granted:
            raise OAuthRefusal("invalid_scope", "none of the requested scopes can be granted")
        return self.tokens.for_workstation(client_id, granted, key_thumbprint=key_thumbprint)

    def challenge(self) -> str:
        """What a request without any token is answered (RFC 6750 §3, RFC 9449 §7.1)."""
        bound = f'DPoP algs="{ALGORITHM}"'
        match self.circumstances.habits.dpop:
            case DpopPolicy.OFFERED:
                return f"Bearer, {bound}"
            case DpopPolicy.REQUIRED:
                return bound
            case DpopPolicy.OFF:
                return "Bearer"

    def check_access(
        self, authorization: str | None, proofs: Sequence[str] = (), method: str = "GET", path: str = ""
    ) -> AccessGrant:
        """Read the `Authorization` and `DPoP` headers of a request. Raises `BearerRefusal`.

        `path` is the request's as it was decoded, below the origin.
        """
        named, _, token = (authorization or "").partition(" ")
        habits = self.circumstances.habits
        scheme = {"bearer": "Bearer", "dpop": "DPoP"}.get(named.casefold())
        if scheme is None or not token.strip() or (scheme == "DPoP" and habits.dpop is DpopPolicy.OFF):
            raise BearerRefusal
        claims = self._claims(token.strip(), scheme)
        is_staff = not claims.grant.is_workstation
        if scheme == "Bearer":
            if claims.key_thumbprint or (is_staff and habits.dpop is DpopPolicy.REQUIRED):
                raise BearerRefusal("DPoP")
            return claims.grant
        if not claims.key_thumbprint:
            raise BearerRefusal("DPoP")
        try:
            self.proofs.check_at_records(proofs, method, path, token.strip(), claims.key_thumbprint)
        except ProofRefusal as refusal:
            raise BearerRefusal("DPoP", refusal.code) from refusal
        return claims.grant

    def _claims(self, token: str, scheme: str) -> BearerClaims:
        try:
            claims = self.tokens.bearer_claims(token)
        except BearerRefusal as refusal:
            raise BearerRefusal(scheme) from refusal
        if claims.grant.staff_id in self.circumstances.leavers:
            raise BearerRefusal(scheme)
        return claims
