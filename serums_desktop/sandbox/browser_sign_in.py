"""Signing in through a browser at one origin: codes, refresh tokens, accounts, launches by its EHR."""

from __future__ import annotations

from typing import Any

import msgspec

from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.authorisation_code import AuthorisationCodes
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.identity_faults import IdentityFault
from serums_desktop.sandbox.launches import Launches
from serums_desktop.sandbox.refresh import RefreshTokens, SignIn
from serums_desktop.sandbox.token_request import TokenRequest
from serums_desktop.sandbox.tokens import Tokens


class BrowserSignIn:
    """What a provider with an authorization endpoint has. Only the home source's has `accounts`.

    Without them there is no sign-in page: who comes has been launched by the EHR, which knows them.
    """

    def __init__(
        self, tokens: Tokens, circumstances: Circumstances, accounts: StaffAccounts | None = None
    ) -> None:
        self._tokens = tokens
        self._circumstances = circumstances
        self.accounts = accounts
        self.launches = Launches(circumstances.clock)
        self.refresh_tokens = RefreshTokens(circumstances, tokens.revoke_family)
        self.codes = AuthorisationCodes(
            circumstances, self.launches, self.refresh_tokens.end, has_page=accounts is not None
        )

    def from_code(self, request: TokenRequest) -> dict[str, Any]:
        """Answer an authorization_code grant. Raises `OAuthRefusal`."""
        sign_in, asked = self.codes.redeem(request.form, request.key_thumbprint)
        request.check_person(sign_in.authentication.staff, self._circumstances.leavers)
        answer = self._answer(sign_in, list(sign_in.granted), request, asked.nonce)
        if asked.launch is not None and "launch" in sign_in.granted:
            # SMART App Launch 2.2, "Launch context arrives with your access_token".
            answer |= {"patient": asked.launch.patient_id, "need_patient_banner": True}
        if "offline_access" in sign_in.granted and not self._forgets_refresh_tokens():
            bound = msgspec.structs.replace(sign_in, key_thumbprint=request.key_thumbprint)
            answer["refresh_token"] = self.refresh_tokens.issue(bound)
        return answer

    def from_refresh_token(self, request: TokenRequest) -> dict[str, Any]:
        """Answer a refresh_token grant with tokens and the next refresh token. Raises `OAuthRefusal`."""
        form = request.form
        asked = frozenset(form.get("scope", "").split())
        sign_in, following = self.refresh_tokens.rotate(
            form.get("refresh_token", ""), form.get("client_id", ""), asked, request.key_thumbprint
        )
        request.check_person(sign_in.authentication.staff, self._circumstances.leavers)
        granted = [scope for scope in sign_in.granted if not asked or scope in asked]
        answer = self._answer(sign_in, granted, request)
        return answer if self._forgets_refresh_tokens() else {**answer, "refresh_token": following}

    def _answer(
        self, sign_in: SignIn, granted: list[str], request: TokenRequest, nonce: str = ""
    ) -> dict[str, Any]:
        return self._tokens.for_staff(
            sign_in.authentication,
            granted,
            sign_in.client_id,
            nonce=nonce,
            family=sign_in.family,
            key_thumbprint=request.key_thumbprint,
        )

    def _forgets_refresh_tokens(self) -> bool:
        return self._circumstances.habits.fault is IdentityFault.REFRESH_MISSING

    def revoke(self, form: dict[str, str]) -> None:
        """Revoke a token (RFC 7009); one that is not valid any more is revoked already."""
        token = form.get("token", "")
        if not self.refresh_tokens.revoke(token, form.get("client_id", "")):
            self._tokens.revoke(token)
