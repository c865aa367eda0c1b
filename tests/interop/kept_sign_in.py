"""A sign-in that lasts, as a workstation keeps it, and what its next use says."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
import requests

from serums_desktop.domain.errors import NotEnrolled, SignInRefused, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.refresh_token import SealedRefreshToken

_ELSEWHERE = "https://auth.elsewhere.example/token"


class KeptSignIn:
    """A refresh token, sealed on disk. Each use has its own `HomeSignIn`, as each start of the program."""

    def __init__(self, http: requests.Session, home: ProtectedSource, folder: Path, token: str) -> None:
        self._http = http
        self._home = home
        path = folder / secrets.token_hex(8)
        self._sealed = SealedRefreshToken(path, bytearray(secrets.token_bytes(32)), b"vault")
        self._sealed.replace(token)

    def token(self) -> str:
        """The one that is valid now. Raises NotEnrolled."""
        return self._sealed.read()

    def home_sign_in(self) -> HomeSignIn:
        """What a session has of it."""
        return HomeSignIn(self._http, self._home, self._sealed)

    def assertion(self) -> str:
        """Refresh, then ask for an assertion for elsewhere. Raises what that raises."""
        return self.home_sign_in().assertion(_ELSEWHERE, PurposeOfUse.TREATMENT)

    def refusal(self) -> str:
        """Refresh, then be refused an assertion for elsewhere: with which code."""
        with pytest.raises(SignInRefused) as refused:
            self.assertion()
        return refused.value.code

    def failure(self) -> SourceFault:
        """How the provider could not be asked."""
        with pytest.raises(SourceError) as failed:
            self.assertion()
        return failed.value.kind

    def is_over(self) -> bool:
        """Whether the provider has ended it, so that nothing of it is left here either."""
        with pytest.raises(NotEnrolled):
            self.assertion()
        with pytest.raises(NotEnrolled):
            self.token()
        return True

    def leave(self) -> None:
        """Sign out."""
        self.home_sign_in().revoke()

    def close(self) -> None:
        """Wipe the key."""
        self._sealed.close()
