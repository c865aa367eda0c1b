"""A TLS socket that belongs to somebody from its first moment."""

from __future__ import annotations

import errno
import os
import ssl
from typing import Any


class TlsLine(ssl.SSLSocket):
    """Made by a context whose `sslsocket_class` it is.

    A TLS socket takes a descriptor over and then looks whether it is connected. Where the other side reset
    the connection a moment before, Python 3.11 raises and leaves the descriptor open, in a socket that nobody
    else has seen, until garbage is collected. This one is closed first.
    """

    def getpeername(self) -> Any:
        """The other side's address. Raises OSError; ConnectionResetError, and is closed, before TLS began."""
        try:
            return super().getpeername()
        except OSError as error:
            if self.version() is not None:
                raise
            self.close()
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET)) from error
