"""An exchange ends at its deadline and when it is cancelled, whatever still comes."""

from __future__ import annotations

import gc
import queue
import select
import socket
import threading
import warnings
from typing import Any

import pytest
import requests

from serums_desktop.domain.errors import Cancelled, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sources.fhir.exchange import EndableAdapter, Exchange
from serums_desktop.sources.fhir.http import FhirHttp, Limits
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.small_server import Request, SmallServer, Tokens
from tests.unit.sources.test_http import failing, get


def test_a_head_that_trickles_for_ever_is_a_timeout(server: SmallServer, session: requests.Session) -> None:
    def trickle(request: Request) -> None:
        request.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not request.server.over.wait(0.01):
            request.write(b"s")

    limits = Limits(read_timeout_s=5, answer_timeout_s=0.1)
    assert failing(trickle, server, session, limits=limits).kind is SourceFault.TIMEOUT


def test_an_answer_without_a_length_that_trickles_is_a_timeout_and_no_end(
    server: SmallServer, session: requests.Session
) -> None:
    def trickle(request: Request) -> None:
        request.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/fhir+json\r\n\r\n{")
        while not request.server.over.wait(0.01):
            request.write(b" ")

    limits = Limits(read_timeout_s=5, answer_timeout_s=0.1)
    assert failing(trickle, server, session, limits=limits).kind is SourceFault.TIMEOUT


def test_a_handshake_that_never_comes_is_a_timeout(session: requests.Session) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        base = f"https://127.0.0.1:{silent.getsockname()[1]}/fhir"
        limits = Limits(connect_timeout_s=60, read_timeout_s=60, answer_timeout_s=0.1, retry_budget_s=0)
        http = FhirHttp("zmc", base, session, Tokens(), limits)
        with pytest.raises(SourceError) as failed:
            http.get("Patient", PurposeOfUse.TREATMENT, CancelToken())
    assert failed.value.kind is SourceFault.TIMEOUT


def test_cancelling_ends_the_wait_for_an_answers_head(server: SmallServer, session: requests.Session) -> None:
    cancel = CancelToken()

    def hang(request: Request) -> None:
        canceller.start()
        request.hang()

    canceller = threading.Thread(target=cancel.cancel)
    server.routes["/fhir/Patient"] = hang
    with pytest.raises(Cancelled):
        get(server, session, cancel=cancel, limits=Limits(read_timeout_s=60))
    canceller.join()


def test_an_exchange_leaves_no_thread(server: SmallServer, session: requests.Session) -> None:
    server.routes["/fhir/Patient"] = lambda request: request.answer({})
    get(server, session)
    assert not any(isinstance(thread, threading.Timer) for thread in threading.enumerate())


def pool_of(session: requests.Session, base: str) -> Any:
    """The one pool of connections to a server."""
    adapter = session.get_adapter(base)
    assert isinstance(adapter, EndableAdapter)
    pools = adapter.poolmanager.pools
    (pool,) = [pools.get(name) for name in list(pools.keys())]
    return pool


def test_idle_connections_end_with_their_source_although_an_error_is_kept(
    server: SmallServer, session: requests.Session
) -> None:
    gone = threading.Event()

    def answer_and_listen(request: Request) -> None:
        request.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        request.wait_for_end()
        gone.set()

    server.routes["/fhir/Patient"] = answer_and_listen
    http = FhirHttp("zmc", server.base, session, Tokens(), Limits(read_timeout_s=5, retry_budget_s=0))
    http.get("Patient", PurposeOfUse.TREATMENT, CancelToken())
    # As the error of a later request would, which names the pool it came from.
    held = pool_of(session, server.base)
    http.close()
    assert gone.wait(30)
    assert held.pool is None


def test_a_connection_that_comes_back_while_its_pool_closes_is_closed(
    server: SmallServer, session: requests.Session
) -> None:
    gone = threading.Event()

    def answer_and_listen(request: Request) -> None:
        request.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        if len(server.asked) > 1:
            request.wait_for_end()
            gone.set()

    class ClosedFirst(queue.LifoQueue[Any]):
        def put(self, item: Any, *arguments: Any, **named: Any) -> None:
            http.close()
            super().put(item, *arguments, **named)

    server.routes["/fhir/Patient"] = answer_and_listen
    http = FhirHttp("zmc", server.base, session, Tokens(), Limits(read_timeout_s=5, retry_budget_s=0))
    http.get("Patient", PurposeOfUse.TREATMENT, CancelToken())
    pool = pool_of(session, server.base)
    waiting = pool.pool = ClosedFirst(1)
    http.get("Patient", PurposeOfUse.TREATMENT, CancelToken())
    assert gone.wait(30)
    assert waiting.empty()


def test_what_is_closed_opens_no_connection(server: SmallServer, session: requests.Session) -> None:
    http = FhirHttp("zmc", server.base, session, Tokens(), Limits(retry_budget_s=0))
    http.close()
    with pytest.raises(SourceError):
        http.get("Patient", PurposeOfUse.TREATMENT, CancelToken())
    assert not server.asked


def test_a_server_that_goes_before_the_handshake_leaves_no_line_open(session: requests.Session) -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    class ServerGoes(Exchange):
        def hold(self, descriptor: int) -> None:
            super().hold(descriptor)
            listening.close()
            reset = select.poll()
            reset.register(descriptor, 0)
            assert reset.poll(30_000)

    session.mount("https://", EndableAdapter())
    url = f"https://127.0.0.1:{listening.getsockname()[1]}/fhir"
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with ServerGoes(60, CancelToken()), pytest.raises(requests.ConnectionError) as failed:
            session.get(url)
        del failed
        gc.collect()
    assert not [str(warning.message) for warning in told]
