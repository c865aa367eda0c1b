"""The one request that brings a browser sign-in back: http://127.0.0.1, any free port (RFC 8252 §7.3)."""

from __future__ import annotations

import contextlib
import errno
import html
import selectors
import socket
import time
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from serums_desktop.domain.errors import BrowserSignInFailed
from serums_desktop.messages.translation import translate
from serums_desktop.work.cancel import CancelToken

_PATH = "/signed-in"
_LARGEST_REQUEST_BYTES = 16_384
_MOST_CONNECTIONS = 16
_SEND_TIMEOUT_S = 5.0


class LoopbackListener:
    """Listens from its making until the answer has come, on the loopback interface alone.

    Browsers open connections that they never use and ask for icons: only a GET of the redirect address, by
    that very name, is the answer. `port` is for a provider that knows one address alone, 0 for a free one.
    """

    def __init__(self, port: int = 0) -> None:
        """Raises BrowserSignInFailed: "port_in_use", "no_listener" where the system lets nobody listen."""
        try:
            self._listener = socket.create_server(("127.0.0.1", port))
        except OSError as error:
            code = "port_in_use" if error.errno == errno.EADDRINUSE else "no_listener"
            raise BrowserSignInFailed(code) from error
        self._listener.setblocking(False)
        self._authority = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._received: dict[socket.socket, bytes] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)

    @property
    def redirect_uri(self) -> str:
        """Where the browser is to be sent."""
        return f"http://{self._authority}{_PATH}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in list(self._received):
            self._drop(connection)
        self._listener.close()
        self._selector.close()

    def wait(self, cancel: CancelToken, timeout_s: float) -> dict[str, str]:
        """The parameters of the answer. Raises Cancelled, BrowserSignInFailed("timeout")."""
        until_s = time.monotonic() + timeout_s
        wake, waker = socket.socketpair()
        with wake, waker:
            self._selector.register(wake, selectors.EVENT_READ)
            take_back = cancel.on_cancel(lambda: waker.sendall(b"."))
            try:
                while (remaining_s := until_s - time.monotonic()) > 0:
                    ready = [key.fileobj for key, _ in self._selector.select(remaining_s)]
                    cancel.raise_if_cancelled()
                    for one in ready:
                        if (answer := self._serve(one)) is not None:
                            return answer
            finally:
                take_back()
                self._selector.unregister(wake)
        raise BrowserSignInFailed("timeout")

    def _serve(self, ready: object) -> dict[str, str] | None:
        if ready is self._listener:
            self._accept()
        elif isinstance(ready, socket.socket) and ready in self._received:
            return self._read(ready)
        return None

    def _accept(self) -> None:
        # The browser may have gone again; of many connections the oldest idle one makes room.
        with contextlib.suppress(BlockingIOError, ConnectionError):
            connection, _ = self._listener.accept()
            if len(self._received) >= _MOST_CONNECTIONS:
                self._drop(next(iter(self._received)))
            connection.setblocking(False)
            self._received[connection] = b""
            self._selector.register(connection, selectors.EVENT_READ)

    def _read(self, connection: socket.socket) -> dict[str, str] | None:
        """What this connection has to say; None until, or unless, it is the answer."""
        try:
            chunk = connection.recv(_LARGEST_REQUEST_BYTES)
        except BlockingIOError:
            return None
        except ConnectionError:
            chunk = b""
        received = self._received[connection] = self._received[connection] + chunk
        if b"\r\n\r\n" not in received:
            if not chunk or len(received) > _LARGEST_REQUEST_BYTES:
                self._drop(connection)
            return None
        answer = self._parameters(received)
        self._respond(connection, is_answer=answer is not None)
        self._drop(connection)
        return answer

    def _parameters(self, request: bytes) -> dict[str, str] | None:
        """The query of a GET of the redirect address; of a parameter given twice, the first."""
        request_line, *headers = request.decode("latin-1").split("\r\n\r\n", 1)[0].split("\r\n")
        words = request_line.split(" ")
        # Another name for this address is a page elsewhere that reaches in (DNS rebinding).
        hosts = [line.partition(":")[2].strip() for line in headers if line.casefold().startswith("host:")]
        if len(words) != 3 or words[0] != "GET" or hosts != [self._authority]:
            return None
        try:
            target = urlsplit(words[1])
            found = parse_qsl(target.query, keep_blank_values=True, max_num_fields=32)
        except ValueError:
            return None
        return dict(reversed(found)) if target.path == _PATH and not target.netloc else None

    def _respond(self, connection: socket.socket, *, is_answer: bool) -> None:
        status, body = ("200 OK", _page()) if is_answer else ("404 Not Found", b"")
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
            "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
            "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        )
        with contextlib.suppress(OSError):
            connection.settimeout(_SEND_TIMEOUT_S)
            connection.sendall(head.encode("ascii") + body)
            connection.shutdown(socket.SHUT_WR)

    def _drop(self, connection: socket.socket) -> None:
        del self._received[connection]
        self._selector.unregister(connection)
        connection.close()


def _page() -> bytes:
    sentence = html.escape(
        translate("browser sign-in", "You can close this window and go back to the program.")
    )
    return (
        '<!doctype html><meta charset="utf-8"><title>Serums Desktop</title>'
        '<meta name="viewport" content="width=device-width">'
        '<body style="font: 1.1rem/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 32rem; '
        f'padding: 0 1rem; color-scheme: light dark"><p>{sentence}</p>'
    ).encode()
