"""The workstation's TPM 2.0: secrets that open on this machine alone, and counters that nobody turns back.

Each call opens the way anew, so that nothing of ours stays in the chip between two calls. The owner's
password has to be empty, as systems leave it; a TPM whose owner has one is refused, and so not used.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

from serums_desktop.audit import tpm_commands, tpm_device
from serums_desktop.audit.tpm_commands import Command, Reader
from serums_desktop.audit.tpm_counter import Counter
from serums_desktop.audit.tpm_device import Channel
from serums_desktop.audit.tpm_session import Entity, authorized, flushed, storage_key

VARIABLE: Final = "SERUMS_DESKTOP_TPM"
NO_TPM: Final = "none"

_DEVICE: Final = Path("/dev/tpmrm0")


class Tpm:
    """A TPM that can be used. Safe from any thread."""

    def __init__(self, place: Path) -> None:
        """`place` is a device of the kernel's resource manager, or the Unix socket of a TPM in software."""
        self._place = place
        self._guard = threading.Lock()

    @classmethod
    def open(cls) -> Self | None:
        """This machine's, or the one that SERUMS_DESKTOP_TPM names ("none" for none); None without one.

        What it costs is a look at the file system: the TPM is asked when it is used.
        """
        named = os.environ.get(VARIABLE, "")
        place = Path(named) if named else _DEVICE
        return cls(place) if named != NO_TPM and tpm_device.is_there(place) else None

    def seal(self, secret: bytes | bytearray) -> bytes:
        """Wrap at most 128 bytes so that this TPM alone opens them. Raises ValueError, TpmRefusal."""
        if not 0 < len(secret) <= tpm_commands.LARGEST_SEALED_BYTES:
            raise ValueError("a TPM seals 1 to 128 bytes")
        parameters = tpm_commands.sealed_object(bytes(secret))
        with self._channel() as channel, storage_key(channel) as key:
            made = authorized(
                channel, Command.CREATE, (key.entity,), parameters, salted_by=key, hides_command=True
            )
        reader = Reader(made.parameters)
        return tpm_commands.sized(reader.sized()) + tpm_commands.sized(reader.sized())

    def unseal(self, sealed: bytes) -> bytearray:
        """The secret, which the caller overwrites after use. Raises TpmRefusal.

        SEALED_ELSEWHERE: by another TPM, by this one before it was cleared, or changed since.
        """
        with self._channel() as channel, storage_key(channel) as key:
            loaded = authorized(channel, Command.LOAD, (key.entity,), sealed, salted_by=key, with_handle=True)
            with flushed(channel, loaded.handle):
                item = Entity(loaded.handle, Reader(loaded.parameters).sized())
                opened = authorized(channel, Command.UNSEAL, (item,), salted_by=key, hides_response=True)
        return bytearray(Reader(opened.parameters).sized())

    def counter(self, name: str, password: bytes) -> Counter:
        """The counter of a name, whether it was begun or not; `password` (32 bytes) is only the caller's."""
        return Counter(self._channel, name, password)

    @contextlib.contextmanager
    def _channel(self) -> Iterator[Channel]:
        with self._guard:
            channel = tpm_device.connect(self._place)
            try:
                yield channel
            finally:
                channel.close()
