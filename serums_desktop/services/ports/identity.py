"""Who is at the keyboard, and what they may ask for."""

from __future__ import annotations

from typing import Protocol

from serums_desktop.domain.evidence import Confirmation
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import CardHolder, CardPresence, Staff
from serums_desktop.work.cancel import CancelToken


class OpenCard(Protocol):
    """A card whose PIN was accepted. Used on the card lane alone."""

    @property
    def holder(self) -> CardHolder:
        """Whose card it is."""

    @property
    def algorithm(self) -> str:
        """The JWS algorithm of its signatures."""

    @property
    def certificate_chain_der(self) -> tuple[bytes, ...]:
        """Its certificates, leaf first."""

    @property
    def wrapping_key_sha256(self) -> str | None:
        """Names the key that `wrap` wraps to, None where the card only signs."""

    def sign(self, message: bytes) -> bytes:
        """Sign with the authentication key. Raises CardRemoved, CardFailed."""

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this card's authentication key signed the message."""

    def wrap(self, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        """Wrap a key so that only this card opens it, for this vault."""

    def unwrap(self, blob: bytes, key_sha256: str | None = None) -> bytearray:
        """Open a wrapped key, with a former key that is still on the card where one is named.

        Raises KeyNotReleased, CardRemoved, CardFailed.
        """

    def confirm(self, pin: bytearray, statement: bytes) -> Confirmation:
        """Present the PIN anew, whatever the session's age, and sign a statement.

        Wipes `pin`. After a wrong PIN the card signs nothing until a right one. Raises what `unlock` raises.
        """

    def close(self) -> None:
        """Log out and forget the session."""


class Credential(Protocol):
    """What proves the person while a session lasts: an open card, or the keyring with a passphrase."""

    @property
    def holder(self) -> Staff:
        """Whose it is."""

    def confirm(self, secret: bytearray, statement: bytes) -> Confirmation:
        """Ask for the PIN or passphrase anew and sign a statement with the person's own key.

        Wipes `secret`. Raises WrongPin, WrongPassphrase, PinBlocked, CardError, KeyringUnusable.
        """

    def close(self) -> None:
        """Forget whatever it holds."""


class Smartcard(Protocol):
    """The reader with whatever card is in it. Used on the card lane alone."""

    def look(self) -> CardPresence:
        """Read the holder without a PIN. Raises a CardError."""

    def choose(self, holder: CardHolder) -> CardPresence:
        """Sign in as this one of the card's identities, now and whenever the card is here again.

        Raises a CardError where the card has left.
        """

    def unlock(self, pin: bytearray) -> OpenCard:
        """Present the PIN; an empty one has a reader with a PIN pad ask for it.

        Raises WrongPin, PinBlocked and other CardErrors.
        """


class ReleasedKey(Protocol):
    """The cache key of one person on this workstation, in a buffer that can be wiped."""

    data_key: bytearray
    vault_id: str

    @property
    def begun_anew(self) -> bool:
        """Whether a key was here before that only an earlier card opens: the copy it opened stays closed."""

    def wipe(self) -> None:
        """Overwrite the key."""


class KeyRelease(Protocol):
    """Releases a person's cache key to their card."""

    def release(self, card: OpenCard) -> ReleasedKey:
        """Unwrap the key on the card; make one the first time.

        A renewed card takes over the key where it can still open it, and begins anew where it cannot.
        Raises a CardError; KeyringUnusable and SharedAccount where a policy keeps the key of a card that
        only signs in the keyring.
        """


class AccessTokens(Protocol):
    """Access tokens, one per source and purpose. Safe from any thread."""

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        """A token with some life left. Raises SourceError, SignInRefused, CardError."""

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        """A token other than the one the source refused."""

    def headers(self, source_id: str, token: str, method: str, url: str) -> dict[str, str]:
        """What a request has to carry with this token: Authorization, and a proof where it is bound to a key.

        Made anew for every request (RFC 9449 §4.2). Raises Cancelled after `forget`.
        """

    def heard_nonce(self, source_id: str, nonce: str) -> None:
        """The source's server wants this nonce in the next proofs (RFC 9449 §9)."""

    def sign_in(self, source_id: str, cancel: CancelToken) -> None:
        """Have the person sign in, in the browser, at a source that is read by the token of such a sign-in.

        Raises BrowserSignInFailed, SignInRefused, SourceError, Cancelled.
        """

    def discard(self, purpose: PurposeOfUse) -> None:
        """Drop the tokens of one purpose: the next one is asked for anew."""

    def forget(self) -> None:
        """Drop every token and the right to get another."""


class CardWatch(Protocol):
    """Tells of cards that come and go."""

    def start(self) -> None:
        """Begin; changes arrive on a thread of the watch's own."""

    def stop(self) -> None:
        """End and join."""


class HostWatch(Protocol):
    """Tells when the operating system locks its session, suspends, or shows somebody else's."""

    def start(self) -> None:
        """Begin; events arrive on a thread of the watch's own."""

    def stop(self) -> None:
        """End and join."""
