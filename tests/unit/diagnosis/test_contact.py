"""Every step on the way to a server fails with its own cause."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from serums_desktop.diagnosis.contact import Failure, Way, get, reach_proxy

URL = "https://source.example/fhir"


def way(proxy: str = "", timeout_s: float = 5.0) -> Way:
    return Way(proxy, ssl.create_default_context(), timeout_s)


def failure(url: str, over: Way) -> tuple[str, str]:
    with pytest.raises(Failure) as raised:
        get(url, over)
    return raised.value.step, raised.value.code


@contextmanager
def server(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that treats its one visitor so; yields its host and port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            connection, _ = listening.accept()
            with connection:
                serve(connection)

        thread = threading.Thread(target=accept)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


def test_a_name_that_is_none() -> None:
    assert failure(f"https://{'a' * 64}.example/fhir", way()) == ("connection", "unknown-name")


def test_a_port_where_nothing_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        assert failure(f"https://127.0.0.1:{port}/fhir", way()) == ("connection", "refused")
        assert failure(URL, way(f"http://127.0.0.1:{port}")) == ("proxy", "refused")


def test_a_server_that_hangs_up_before_it_is_safe() -> None:
    with server(lambda connection: None) as address:
        step, code = failure(f"https://{address}/fhir", way())
    assert (step, code) in {("tls", "cut-off"), ("tls", "handshake-failed")}


def test_a_server_that_says_nothing() -> None:
    def wait(connection: socket.socket) -> None:
        while connection.recv(4096):
            pass

    with server(wait) as address:
        assert failure(f"https://{address}/fhir", way(timeout_s=0.5)) == ("tls", "silent")


def test_what_is_no_proxy() -> None:
    with server(lambda connection: connection.sendall(b"220 mail.example ESMTP\r\n")) as address:
        assert failure(URL, way(f"http://{address}")) == ("proxy", "not-a-proxy")


def test_a_proxy_that_opens_the_way() -> None:
    asked = []

    def open_it(connection: socket.socket) -> None:
        asked.append(connection.recv(4096))
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        connection.recv(1)

    with server(open_it) as address:
        reach_proxy(way(f"http://{address}"), URL)
    assert asked == [b"CONNECT source.example:443 HTTP/1.1\r\nHost: source.example:443\r\n\r\n"]


@pytest.mark.parametrize("proxy", ["https://proxy.example", "proxy.example:3128", "http://", "http://a:b:c"])
def test_what_is_no_proxys_address(proxy: str) -> None:
    assert failure(URL, way(proxy)) == ("proxy", "not-an-address")
