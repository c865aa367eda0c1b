"""What keeps a sign-in by browser from session to session: a refresh token, and the key it may be bound to.

Both are one text, which is sealed on disk, replaced with each use and removed as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from serums_desktop.domain.errors import NotEnrolled
from serums_desktop.identity.dpop import ProofKey


@dataclass(frozen=True)
class KeptSignIn:
    """A refresh token (RFC 6749 §1.5) and its key (RFC 9449 §5), None where it serves whoever bears it."""

    refresh_token: str = field(repr=False)
    key: ProofKey | None = None

    @classmethod
    def parse(cls, text: str) -> KeptSignIn:
        """Read what `to_text` wrote, or a token alone. Raises NotEnrolled for a key that is none."""
        token, _, key = text.partition(" ")
        try:
            return cls(token, ProofKey.from_text(key) if key else None)
        except ValueError as error:
            raise NotEnrolled from error

    def to_text(self) -> str:
        """The token, and after a space, which no token has, its key."""
        return self.refresh_token if self.key is None else f"{self.refresh_token} {self.key.to_text()}"
