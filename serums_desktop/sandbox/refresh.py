"""Refresh tokens that serve once: each use gives the next, and a second use ends the whole sign-in.

OAuth 2.0 Security Best Current Practice (RFC 9700) §4.14.2.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable

import msgspec

from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.identity_faults import IdentityFault
from serums_desktop.sandbox.oauth import Authentication, OAuthRefusal

REFRESH_LIFETIME_S = 12 * 3600
_KEEPS = {IdentityFault.REFRESH_KEPT, IdentityFault.REFRESH_MISSING}


class SignIn(msgspec.Struct, frozen=True):
    """One sign-in in the browser, from which all its tokens descend. `family` is its random name.

    `key_thumbprint` is of the key that its refresh tokens are bound to (RFC 9449 §5), "" for none.
    """

    family: str
    authentication: Authentication
    client_id: str
    granted: tuple[str, ...]
    key_thumbprint: str = ""


class _Issued(msgspec.Struct):
    sign_in: SignIn
    until_s: float
    is_used: bool = False


class RefreshTokens:
    """The refresh tokens of one provider, by digest. Safe from any thread."""

    def __init__(self, circumstances: Circumstances, revoke_family: Callable[[str], None]) -> None:
        self._circumstances = circumstances
        self._revoke_family = revoke_family
        self._issued: dict[bytes, _Issued] = {}
        self._guard = threading.Lock()

    def issue(self, sign_in: SignIn) -> str:
        """A new opaque refresh token of a sign-in."""
        with self._guard:
            return self._issue(sign_in)

    def _issue(self, sign_in: SignIn) -> str:
        now_s = self._circumstances.clock()
        self._issued = {digest: one for digest, one in self._issued.items() if one.until_s > now_s}
        token = secrets.token_urlsafe(32)
        self._issued[_digest(token)] = _Issued(sign_in, now_s + REFRESH_LIFETIME_S)
        return token

    def rotate(
        self, token: str, client_id: str, asked: frozenset[str], key_thumbprint: str = ""
    ) -> tuple[SignIn, str]:
        """Use a token up: its sign-in and the next token. Raises `OAuthRefusal`.

        Less than was granted at first may be asked for, never more (RFC 6749 §6); asking leaves it unused,
        and so does asking without the key it is bound to, or for somebody who has left.
        """
        with self._guard:
            found = self._issued.get(_digest(token))
            if found is None or found.until_s <= self._circumstances.clock():
                raise OAuthRefusal("invalid_grant", "the refresh token is not valid")
            if found.sign_in.client_id != client_id:
                raise OAuthRefusal("invalid_grant", "the refresh token was given to another client")
            if found.sign_in.key_thumbprint and found.sign_in.key_thumbprint != key_thumbprint:
                raise OAuthRefusal("invalid_grant", "the refresh token is bound to another key")
            if found.sign_in.authentication.staff.staff_id in self._circumstances.leavers:
                raise OAuthRefusal("invalid_grant", "the account is closed")
            if found.is_used:
                self._end(found.sign_in.family)
                raise OAuthRefusal("invalid_grant", "the refresh token was used before")
            if not asked <= set(found.sign_in.granted):
                raise OAuthRefusal("invalid_scope", "more than was granted")
            if self._circumstances.habits.fault in _KEEPS:
                return found.sign_in, token
            found.is_used = True
            return found.sign_in, self._issue(found.sign_in)

    def revoke(self, token: str, client_id: str) -> bool:
        """End the sign-in that a token belongs to; False when it is no refresh token of this client's."""
        with self._guard:
            found = self._issued.get(_digest(token))
            if found is None or found.sign_in.client_id != client_id:
                return False
            self._end(found.sign_in.family)
            return True

    def end(self, family: str) -> None:
        """End a sign-in: none of its tokens opens anything any more."""
        with self._guard:
            self._end(family)

    def _end(self, family: str) -> None:
        self._issued = {digest: one for digest, one in self._issued.items() if one.sign_in.family != family}
        self._revoke_family(family)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8")).digest()
