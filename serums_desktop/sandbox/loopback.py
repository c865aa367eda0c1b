"""An HTTPS server on its own loopback port, whose address outlives its stops."""

from __future__ import annotations

import asyncio
import socket
import threading
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from serums_desktop.sandbox.authority import Authority, write_private

LOOPBACK = "127.0.0.1"


class _Server(uvicorn.Server):
    """A server that says when it listens, and that stops as if its plug were pulled."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().serve(sockets)
        finally:
            self.listens.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # TLS would wait for every client to agree to the end. Aborted first: a transport that was asked
        # twice to close (by its idle time and by the server) no longer hears an abort.
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        await super().shutdown(sockets)
        while self.server_state.connections:
            await asyncio.sleep(0)


class LoopbackServer:
    """One application on one port: its address stays the same when it is stopped and started again."""

    def __init__(self, name: str, directory: Path, tls: Authority, title: str, port: int = 0) -> None:
        """Choose the port (0: any free one) and have a certificate. Nothing is served yet.

        `name` begins the names of its files in the run's directory. Raises OSError when the port is taken.
        """
        self.name = name
        self._listening = _bound(port)
        self.port: int = self._listening.getsockname()[1]
        self.base = f"https://{LOOPBACK}:{self.port}"
        certificate, key = tls.issue_loopback_server(title)
        self._certificate_path = directory / f"{name}-tls.pem"
        self._key_path = directory / f"{name}-tls.key"
        self._certificate_path.write_bytes(certificate)
        write_private(self._key_path, key)
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether it answers at all."""
        return self._server is not None

    def start(self, application: ASGIApp) -> None:
        """Listen; returns when connections are accepted. Raises OSError when the port was taken."""
        if self._server is not None:
            return
        if self._listening.fileno() == -1:
            self._listening = _bound(self.port)
        server = _Server(
            uvicorn.Config(
                application,
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=0,
                ssl_certfile=self._certificate_path,
                ssl_keyfile=self._key_path,
            )
        )
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [self._listening]}, name=f"origin-{self.name}"
        )
        self._thread.start()
        server.listens.wait()
        if not server.started:
            self._thread.join()
            raise OSError(f"{self.name} could not be served")
        self._server = server

    def stop(self) -> None:
        """Stop listening and drop every connection; returns when the port is closed."""
        self.begin_stop()
        if self._server is None or self._thread is None:
            return
        self._thread.join()
        self._server = None

    def begin_stop(self) -> None:
        """Ask the server to stop without waiting for it."""
        if self._server is not None:
            self._server.should_exit = True

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        self._listening.close()


def _bound(port: int) -> socket.socket:
    # asyncio switches Nagle's algorithm off only where the protocol is named.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
    except OSError:
        listening.close()
        raise
    return listening
