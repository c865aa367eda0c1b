"""The way to a TPM 2.0: the kernel's resource manager, or the socket of a TPM in software. Linux alone.

Windows reaches its TPM through a service of its own (TBS), and a Mac has none: there nothing is found.
"""

from __future__ import annotations

import os
import socket
import stat
import sys
from pathlib import Path
from typing import Protocol

from serums_desktop.audit.tpm_commands import HEADER_BYTES, LARGEST_RESPONSE_BYTES, TpmFault, TpmRefusal

# Creating a key takes a slow chip seconds.
_PATIENCE_S = 30.0


class Channel(Protocol):
    """A connection; what was made over it and not kept goes with it."""

    def exchange(self, command: bytes) -> bytes:
        """Send one command and return the response to it. Raises TpmRefusal SILENT."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


def is_there(place: Path) -> bool:
    """Whether there is a device, or a listening socket, that this process may use."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mode = place.stat().st_mode
    except OSError:
        return False
    return (stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)) and os.access(place, os.R_OK | os.W_OK)


def connect(place: Path) -> Channel:
    """Open the way. Raises TpmRefusal SILENT."""
    try:
        if stat.S_ISSOCK(place.stat().st_mode):
            return _Socket(place)
        return _Device(place)
    except OSError:
        raise TpmRefusal(TpmFault.SILENT) from None


class _Device:
    """The character device: one write is a command, one read its response."""

    def __init__(self, place: Path) -> None:
        self._descriptor = os.open(place, os.O_RDWR)

    def exchange(self, command: bytes) -> bytes:
        try:
            os.write(self._descriptor, command)
            return os.read(self._descriptor, LARGEST_RESPONSE_BYTES)
        except OSError:
            raise TpmRefusal(TpmFault.SILENT) from None

    def close(self) -> None:
        os.close(self._descriptor)


class _Socket:
    """A stream, where the header says how long a response is."""

    def __init__(self, place: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.settimeout(_PATIENCE_S)
            self._socket.connect(str(place))
        except OSError:
            self._socket.close()
            raise

    def exchange(self, command: bytes) -> bytes:
        try:
            self._socket.sendall(command)
            header = self._receive(HEADER_BYTES)
            size = int.from_bytes(header[2:6], "big")
            if not HEADER_BYTES <= size <= LARGEST_RESPONSE_BYTES:
                raise TpmRefusal(TpmFault.NOT_UNDERSTOOD)
            return header + self._receive(size - HEADER_BYTES)
        except OSError:
            raise TpmRefusal(TpmFault.SILENT) from None

    def close(self) -> None:
        self._socket.close()

    def _receive(self, size: int) -> bytes:
        content = bytearray()
        while len(content) < size:
            part = self._socket.recv(size - len(content))
            if not part:
                raise TpmRefusal(TpmFault.SILENT)
            content += part
        return bytes(content)
