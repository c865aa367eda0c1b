"""A PKCS#11 module in this process: loaded once, used by one thread at a time, its errors in our words."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pkcs11
from pkcs11 import exceptions as refused

from serums_desktop.domain.errors import CardError, CardFailed, CardModuleMissing, CardRemoved, TriesHint

# python-pkcs11 initialises modules without locking of their own (C_Initialize with NULL), so that the
# caller owes them one thread at a time: one lock per module file, whoever uses it.
_LOCKS: dict[str, threading.RLock] = {}
_LOCKS_GUARD = threading.Lock()

_GONE = (
    refused.DeviceRemoved,
    refused.SessionClosed,
    refused.SessionHandleInvalid,
    refused.SlotIDInvalid,
    refused.TokenNotPresent,
    refused.TokenNotRecognised,
    # A card that was reset or exchanged under us no longer knows that its PIN was given.
    refused.UserNotLoggedIn,
    # What we hold of a card lasts as long as the card is there. A session's number may be given out again
    # after a pull, and then knows none of it.
    refused.ObjectHandleInvalid,
    refused.KeyHandleInvalid,
)

# What modules say when a card stops answering in mid-conversation; it has mostly been pulled, and the
# cure is the same where it has not.
_SPEECHLESS = (refused.DeviceError, refused.GeneralError)

# How often the module is asked which slots it has, while more cards come in the middle of the question.
_MOST_LOOKS = 4


class CardModule:
    """The module at `path`. Two objects of one path share their lock."""

    def __init__(self, path: Path) -> None:
        # One file has one name here, or it would be initialised once for each of its names. A name that
        # is no file of ours is left for the system's loader to find.
        self._path = str(path.resolve() if path.exists() else path)
        with _LOCKS_GUARD:
            self._lock = _LOCKS.setdefault(self._path, threading.RLock())

    @contextlib.contextmanager
    def exclusively(self) -> Iterator[None]:
        """Keep every other thread out of the module, and turn what it raises into a CardError."""
        with self._lock:
            try:
                yield
            except pkcs11.PKCS11Error as error:
                raise card_error(error) from error

    @contextlib.contextmanager
    def conversation(self) -> Iterator[None]:
        """The same for an exchange with a card, where a card that falls silent counts as removed."""
        with self.exclusively():
            try:
                yield
            except _SPEECHLESS as error:
                raise CardRemoved from error

    def tokens(self) -> list[pkcs11.Token]:
        """The initialised tokens in all slots, asked afresh.

        Raises CardModuleMissing, CardFailed.
        """
        with self.exclusively():
            present = []
            for slot in self._slots(token_present=True):
                with contextlib.suppress(refused.TokenNotPresent, refused.TokenNotRecognised):
                    token = slot.get_token()
                    if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags:
                        present.append(token)
            return present

    def has_token(self, serial: str) -> bool:
        """Whether a token with this serial number is in some slot."""
        return any(serial_text(token) == serial for token in self.tokens())

    def has_slots(self) -> bool:
        """Whether the module sees any reader, with a card or without.

        Raises CardModuleMissing, CardFailed.
        """
        with self.exclusively():
            return bool(self._slots(token_present=False))

    def _slots(self, *, token_present: bool) -> list[pkcs11.Slot]:
        try:
            library = pkcs11.lib(self._path)
        except pkcs11.PKCS11Error as error:
            # Loading fails with the bare base class; a return code of the module is a subclass of it.
            if type(error) is pkcs11.PKCS11Error:
                raise CardModuleMissing(self._path) from error
            raise
        for _ in range(_MOST_LOOKS - 1):
            try:
                return library.get_slots(token_present=token_present)
            except pkcs11.PKCS11Error as error:
                # C_GetSlotList is asked twice, for how many and for which: a card that came between the two
                # is CKR_BUFFER_TOO_SMALL, of which the base class is told.
                if type(error) is not pkcs11.PKCS11Error:
                    raise
        return library.get_slots(token_present=token_present)


def card_error(error: pkcs11.PKCS11Error) -> CardError:
    """What a PKCS#11 return code means to the person with the card."""
    if isinstance(error, _GONE):
        return CardRemoved()
    return CardFailed(type(error).__name__)


def serial_text(token: pkcs11.Token) -> str:
    """A token's serial number; modules that give none, or bytes that are no text, still tell cards apart."""
    return token.serial.decode("ascii", errors="backslashreplace")


def unwraps_by_rsa(token: pkcs11.Token) -> bool:
    """Whether the token decrypts RSA-OAEP. With which hashes, only trying tells."""
    slot = token.slot
    if pkcs11.Mechanism.RSA_PKCS_OAEP not in slot.get_mechanisms():
        return False
    return pkcs11.MechanismFlag.DECRYPT in slot.get_mechanism_info(pkcs11.Mechanism.RSA_PKCS_OAEP).flags


def tries_hint(token: pkcs11.Token) -> TriesHint:
    """What a token's flags tell of its PIN tries (PKCS#11 v2.40, CK_TOKEN_INFO)."""
    flags = token.flags
    if pkcs11.TokenFlag.USER_PIN_LOCKED in flags:
        return TriesHint.BLOCKED
    if pkcs11.TokenFlag.USER_PIN_FINAL_TRY in flags:
        return TriesHint.LAST
    if pkcs11.TokenFlag.USER_PIN_COUNT_LOW in flags:
        return TriesHint.FEW
    return TriesHint.MANY if pkcs11.TokenFlag.USER_PIN_INITIALIZED in flags else TriesHint.UNKNOWN
