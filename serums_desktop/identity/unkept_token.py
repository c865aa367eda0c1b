"""A refresh token that was never written down: it can be given back, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from serums_desktop.domain.errors import NotEnrolled

_Got = TypeVar("_Got")


class UnkeptRefreshToken:
    """What a sign-in in the browser brought and nobody could be enrolled with. In memory alone."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "<UnkeptRefreshToken>"

    def read(self) -> str:
        """The token. Raises NotEnrolled once it is gone."""
        if not self._text:
            raise NotEnrolled
        return self._text

    def spend(self, _trade: Callable[[str], tuple[str, _Got]]) -> _Got:
        """It serves for no sign-in. Raises NotEnrolled."""
        raise NotEnrolled

    def remove(self) -> None:
        """Forget it."""
        self._text = ""
