"""A TLS socket that belongs to somebody from its first moment."""

from __future__ import annotations

import gc
import select
import socket
import ssl
import warnings

import pytest

from serums_desktop.work.tls_lines import TlsLine


@pytest.fixture
def trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.sslsocket_class = TlsLine
    return context


def test_one_whose_connection_was_reset_is_closed(trust: ssl.SSLContext) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    plain = socket.create_connection(listening.getsockname())
    # Nobody accepted the connection: it is reset.
    listening.close()
    reset = select.poll()
    reset.register(plain, 0)
    assert reset.poll(30_000)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(ConnectionResetError) as failed:
            trust.wrap_socket(plain, server_hostname="source.example")
        del failed
        gc.collect()
    assert not [str(warning.message) for warning in told]
    assert plain.fileno() == -1


def test_one_that_is_connected_stays_open(trust: ssl.SSLContext) -> None:
    ours, theirs = socket.socketpair()
    with (
        theirs,
        trust.wrap_socket(ours, server_hostname="source.example", do_handshake_on_connect=False) as line,
    ):
        assert line.getpeername() == ""
        assert line.fileno() != -1
