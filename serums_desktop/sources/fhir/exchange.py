"""An HTTPS exchange that can be ended from outside: at its deadline, and when it is cancelled.

The timeouts of a socket bound the wait for one byte. A server that sends a byte now and then, of its
handshake, of an answer's head or of its body, would hold the line for ever.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.ssl_ import create_urllib3_context

from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.tls_lines import TlsLine

_under_way = threading.local()


class Exchange:
    """One request and its answer on this thread. Only sessions with an `EndableAdapter` can be ended.

    It ends after `timeout_s`, whatever still comes, and with `cancel`. Whoever reads the answer then meets
    its end or an error of the connection, and looks here before believing either.
    """

    def __init__(self, timeout_s: float, cancel: CancelToken) -> None:
        self._cancel = cancel
        self._alarm = threading.Timer(timeout_s, self._time_is_up)
        self._guard = threading.Lock()
        self._line: socket.socket | None = None
        self._ended = False
        self.timed_out = False

    def __enter__(self) -> Self:
        _under_way.exchange = self
        self._alarm.start()
        self._take_back = self._cancel.on_cancel(self._end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _under_way.exchange = None
        self._take_back()
        self._alarm.cancel()
        self._alarm.join()
        with self._guard:
            self._ended = True
            if self._line is not None:
                self._line.close()

    def hold(self, descriptor: int) -> None:
        """Hold the line by a descriptor of our own, which no layer above it takes away.

        Raises TimeoutError where the exchange ended before it had a line.
        """
        with self._guard:
            if self._ended:
                raise TimeoutError
            if self._line is not None:
                self._line.close()
            self._line = socket.socket(fileno=socket.dup(descriptor))

    def _time_is_up(self) -> None:
        self.timed_out = True
        self._end()

    def _end(self) -> None:
        with self._guard:
            if self._line is not None and not self._ended:
                # The other side may have hung up a moment ago.
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)
            self._ended = True


class EndableAdapter(HTTPAdapter):
    """Carries the requests of a session so that the `Exchange` under way on a thread can end its own.

    Once closed it opens no connection any more, and keeps none that comes back.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._closed = False
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        """Make the pools, of connections that tell their exchange."""
        super().init_poolmanager(*arguments, **named)
        _use_endable(self.poolmanager)

    def get_connection_with_tls_context(self, *arguments: Any, **named: Any) -> Any:
        """The pool for a request. Raises requests.ConnectionError once closed."""
        with self._guard:
            if self._closed:
                raise requests.ConnectionError("closed")
            return super().get_connection_with_tls_context(*arguments, **named)

    def close(self) -> None:
        """Close every connection that waits for a next request, and those under way once they are done.

        Left to itself, a pool waits until nobody holds it, and an error that somebody keeps does.
        """
        with self._guard:
            self._closed = True
            for manager in (self.poolmanager, *self.proxy_manager.values()):
                for name in list(manager.pools.keys()):
                    pool = manager.pools.get(name)
                    if pool is not None:
                        pool.close()
            super().close()

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """The same for pools that reach a server through a proxy."""
        manager = super().proxy_manager_for(proxy, **named)
        _use_endable(manager)
        return manager


def ask(
    session: requests.Session,
    method: str,
    url: str,
    body: bytes | None,
    headers: Mapping[str, str],
    timeout_s: tuple[float, float],
) -> requests.Response:
    """Send one request and return the answer once its head is there; `timeout_s` to connect, and of silence.

    Redirects are not followed. A session would read the body of one all the same, however long it is, and
    leave the line open where that fails. Certificates are verified, whatever the session says.

    Raises requests.RequestException.
    """
    request = session.prepare_request(requests.Request(method, url, dict(headers), data=body))
    return session.get_adapter(url).send(
        request, stream=True, timeout=timeout_s, verify=session.verify or True, proxies=session.proxies
    )


class _EndableConnection(HTTPSConnection):
    def connect(self) -> None:
        if self.ssl_context is None:
            self.ssl_context = create_urllib3_context()
            self.ssl_context.sslsocket_class = TlsLine
        super().connect()

    def _new_conn(self) -> socket.socket:
        line = super()._new_conn()
        try:
            _tell(line)
        except BaseException:
            line.close()
            raise
        return line

    def request(self, *arguments: Any, **named: Any) -> None:
        if self.sock is not None:
            _tell(self.sock)
        super().request(*arguments, **named)


class _EndablePool(HTTPSConnectionPool):
    ConnectionCls = _EndableConnection

    def _put_conn(self, conn: Any) -> None:
        waiting = self.pool
        super()._put_conn(conn)
        # Closed meanwhile: it slipped in behind those that were taken out to be closed.
        if self.pool is None and waiting is not None:
            _close_all(waiting)


def _close_all(waiting: queue.LifoQueue[Any]) -> None:
    with contextlib.suppress(queue.Empty):
        while True:
            connection = waiting.get(block=False)
            if connection is not None:
                connection.close()


def _use_endable(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": HTTPConnectionPool, "https": _EndablePool}


def _tell(line: socket.socket) -> None:
    exchange: Exchange | None = getattr(_under_way, "exchange", None)
    if exchange is not None:
        exchange.hold(line.fileno())
