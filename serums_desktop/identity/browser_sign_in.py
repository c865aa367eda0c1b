"""Sign-in in the system's browser: the home provider vouches for whoever has no card."""

from __future__ import annotations

import time
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from serums_desktop.domain.errors import BrowserSignInFailed, SignInRefused
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.authorisation_code import LONGEST_SIGN_IN_S, AuthorisationCode
from serums_desktop.identity.authorisation_server import is_token
from serums_desktop.identity.dpop import ProofKey, Proofs
from serums_desktop.identity.kept_sign_in import KeptSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.work.cancel import CancelToken

SCOPE = "openid profile fhirUser offline_access user/*.rs"
_CLAIMS = ("name", "preferred_username", "role")
_LONGEST_CLAIM = 200


@dataclass(frozen=True)
class BrowserIdentity:
    """Whom the home provider vouched for, and what keeps the sign-in: the text of a `KeptSignIn`."""

    staff: Staff
    refresh_token: str = field(repr=False)


class BrowserSignIn:
    """Signs a person in at the home provider; it asks for the password each time, never this program.

    `open_browser` shows an address to the person and tells whether it could. Where the configuration requires
    it, the tokens are bound to a key that is kept with the one that lasts; else they are bound to none, and
    that one rotates.
    """

    def __init__(
        self,
        http: requests.Session,
        home: ProtectedSource,
        open_browser: Callable[[str], bool] = webbrowser.open,
        *,
        now_s: Callable[[], float] = time.time,
        timeout_s: float = LONGEST_SIGN_IN_S,
    ) -> None:
        self._http = http
        self._home = home
        self._open_browser = open_browser
        self._now_s = now_s
        self._timeout_s = timeout_s

    def __call__(self, cancel: CancelToken) -> BrowserIdentity:
        """Open the browser and wait for the person to come back.

        The provider is discovered anew each time: the program outlives what one says of itself, its keys too.
        Raises BrowserSignInFailed with the codes of `AuthorisationCode.ask`, "invalid_token_type",
        "dpop_not_offered", "dpop_not_bound" and "no_refresh_token"; SourceError, Cancelled.
        """
        provider = AuthorisationCode(
            self._http, self._home, self._open_browser, now_s=self._now_s, timeout_s=self._timeout_s
        )
        key = ProofKey() if self._home.dpop == "required" else None
        proofs = Proofs(key, self._now_s) if key is not None else None
        try:
            if proofs is not None and not provider.discover().offers_dpop:
                raise provider.refused("dpop_not_offered")
            grant = provider.ask(SCOPE, cancel, anew=True, claims=_CLAIMS, proofs=proofs)
        except SignInRefused as refusal:
            raise BrowserSignInFailed(refusal.code, refusal.skew_s) from refusal
        if proofs is not None and not grant.answer.is_bound:
            raise BrowserSignInFailed("dpop_not_bound")
        if proofs is None and not grant.answer.is_bearer:
            raise BrowserSignInFailed("invalid_token_type")
        if not is_token(grant.answer.refresh_token):
            raise BrowserSignInFailed("no_refresh_token")
        return BrowserIdentity(_staff(grant.claims), KeptSignIn(grant.answer.refresh_token, key).to_text())


def _staff(claims: Mapping[str, Any]) -> Staff:
    """Who an id_token is about. A provider need not tell a role, nor a name: the number stands for that."""
    staff_id = _text(claims, "sub")
    if not staff_id:
        raise BrowserSignInFailed("invalid_id_token")
    name = _text(claims, "name") or _text(claims, "preferred_username") or staff_id
    return Staff(name, staff_id, _text(claims, "role"))


def _text(claims: Mapping[str, Any], name: str) -> str:
    """A claim that can be shown on one line, "" where there is none."""
    value = claims.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST_CLAIM or not value.isprintable():
        raise BrowserSignInFailed("invalid_id_token")
    return value
