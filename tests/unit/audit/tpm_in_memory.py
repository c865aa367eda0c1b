"""A TPM in the memory of a test: it seals, it counts, and it may refuse or be cleared."""

from __future__ import annotations

import copy
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from serums_desktop.audit.tpm_commands import TpmFault, TpmRefusal


class TpmInMemory:
    """`before` is called before each step that changes something; what it raises keeps the step from it."""

    def __init__(self) -> None:
        self.before: Callable[[str], None] = lambda _step: None
        self.refuses: TpmFault | None = None
        self.counters: dict[str, int | None] = {}
        self._highest = 0
        self.clear()

    def clear(self) -> None:
        """As its owner may: what was sealed opens no more, counters are gone, the highest value is not."""
        self._key = AESGCM(AESGCM.generate_key(128))
        self.counters.clear()
        self._nonce = 0

    def as_it_is(self) -> TpmInMemory:
        """Another one, with the same secrets and counters."""
        other = copy.copy(self)
        other.counters = dict(self.counters)
        other.before = lambda _step: None
        return other

    def seal(self, secret: bytes | bytearray) -> bytes:
        self.check()
        self._nonce += 1
        nonce = self._nonce.to_bytes(12, "big")
        return nonce + self._key.encrypt(nonce, bytes(secret), None)

    def unseal(self, sealed: bytes) -> bytearray:
        self.check()
        try:
            return bytearray(self._key.decrypt(sealed[:12], sealed[12:], None))
        except (InvalidTag, ValueError):
            raise TpmRefusal(TpmFault.SEALED_ELSEWHERE) from None

    def counter(self, name: str) -> CounterInMemory:
        """The counter of a name."""
        return CounterInMemory(self, name)

    def check(self) -> None:
        """Refuse, where it is told to."""
        if self.refuses is not None:
            raise TpmRefusal(self.refuses)

    def counted(self, name: str) -> int:
        """One above the highest there ever was, for a counter that begins."""
        value = self.counters[name]
        counted = (self._highest if value is None else value) + 1
        self._highest = max(self._highest, counted)
        self.counters[name] = counted
        return counted


class CounterInMemory:
    """What `Counter` is in a chip."""

    def __init__(self, tpm: TpmInMemory, name: str) -> None:
        self._tpm = tpm
        self._name = name

    def value(self) -> int | None:
        self._tpm.check()
        return self._tpm.counters.get(self._name)

    def increment(self) -> int:
        self.begin()
        self._tpm.before(f"increment {self._name}")
        return self._tpm.counted(self._name)

    def is_begun(self) -> bool:
        self._tpm.check()
        return self._name in self._tpm.counters

    def begin(self) -> None:
        self._tpm.check()
        if self._name not in self._tpm.counters:
            self._tpm.before(f"begin {self._name}")
            self._tpm.counters[self._name] = None

    def remove(self) -> None:
        self._tpm.check()
        if self._name in self._tpm.counters:
            self._tpm.before(f"remove {self._name}")
            del self._tpm.counters[self._name]
