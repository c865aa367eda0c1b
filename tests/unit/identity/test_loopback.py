from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from serums_desktop.domain.errors import BrowserSignInFailed, Cancelled
from serums_desktop.identity.loopback import LoopbackListener
from serums_desktop.work.cancel import CancelToken

TIMEOUT_S = 20.0


@pytest.fixture
def listener() -> Iterator[LoopbackListener]:
    with LoopbackListener() as listener:
        yield listener


@pytest.fixture
def cancel() -> CancelToken:
    return CancelToken()


@pytest.fixture
def answer(listener: LoopbackListener, cancel: CancelToken) -> Iterator[Future[dict[str, str]]]:
    """What the listener hears, on a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(listener.wait, cancel, TIMEOUT_S)
        cancel.cancel()


def _get(address: str, **headers: str) -> requests.Response:
    with requests.Session() as browser:
        browser.trust_env = False
        return browser.get(address, headers=headers, timeout=TIMEOUT_S)


def _connect(listener: LoopbackListener) -> socket.socket:
    target = urlsplit(listener.redirect_uri)
    return socket.create_connection((target.hostname, target.port), timeout=TIMEOUT_S)


def test_the_answer_is_taken_and_the_person_told(
    listener: LoopbackListener, answer: Future[dict[str, str]]
) -> None:
    page = _get(f"{listener.redirect_uri}?code=a%20b&state=c&empty=")

    assert answer.result(TIMEOUT_S) == {"code": "a b", "state": "c", "empty": ""}
    assert page.status_code == 200
    assert "You can close this window" in page.text
    assert "<script" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_it_listens_on_the_loopback_interface_at_a_port_of_chance(listener: LoopbackListener) -> None:
    with LoopbackListener() as other:
        ports = {urlsplit(one.redirect_uri).port for one in (listener, other)}

    assert urlsplit(listener.redirect_uri).hostname == "127.0.0.1"
    assert len(ports) == 2


def test_a_port_that_policy_names_is_the_one(listener: LoopbackListener) -> None:
    port = urlsplit(listener.redirect_uri).port
    assert port is not None

    with pytest.raises(BrowserSignInFailed) as caught:
        LoopbackListener(port)
    assert caught.value.code == "port_in_use"

    listener.__exit__()
    with LoopbackListener(port) as again:
        assert again.redirect_uri == f"http://127.0.0.1:{port}/signed-in"


def test_no_answer_sends_the_browser_on(listener: LoopbackListener, answer: Future[dict[str, str]]) -> None:
    onward = "https%3A%2F%2Felsewhere.example%2F"

    page = _get(f"{listener.redirect_uri}?code=a&redirect_uri={onward}&next={onward}&url={onward}")

    assert page.status_code == 200
    assert page.history == []
    assert not {"Location", "Refresh"} & set(page.headers)
    assert "elsewhere" not in page.text


def test_a_second_request_is_not_answered(listener: LoopbackListener, cancel: CancelToken) -> None:
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(listener.wait, cancel, TIMEOUT_S)
        _get(f"{listener.redirect_uri}?code=first")
        assert heard.result(TIMEOUT_S) == {"code": "first"}

    with _connect(listener) as second:
        second.sendall(b"GET /signed-in?code=second HTTP/1.1\r\n\r\n")
        listener.__exit__()
        assert _receive(second) == b""


def test_a_system_that_lets_nobody_listen_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_address: tuple[str, int]) -> socket.socket:
        raise PermissionError

    monkeypatch.setattr(socket, "create_server", refuse)

    with pytest.raises(BrowserSignInFailed) as caught:
        LoopbackListener()

    assert caught.value.code == "no_listener"


def test_other_requests_are_turned_away_and_waited_past(
    listener: LoopbackListener, answer: Future[dict[str, str]]
) -> None:
    origin = listener.redirect_uri.rpartition("/")[0]

    assert _get(f"{origin}/favicon.ico").status_code == 404
    assert _get(f"{listener.redirect_uri}?code=x", Host="rebound.example").status_code == 404
    assert requests.post(listener.redirect_uri, timeout=TIMEOUT_S).status_code == 404
    assert not answer.done()
    _get(f"{listener.redirect_uri}?code=right")

    assert answer.result(TIMEOUT_S) == {"code": "right"}


def test_connections_that_say_nothing_hold_nobody_up(
    listener: LoopbackListener, answer: Future[dict[str, str]]
) -> None:
    idle = [_connect(listener) for _ in range(40)]
    halfway = _connect(listener)
    halfway.sendall(b"GET /signed-in?code=half HTTP/1.1\r\n")

    _get(f"{listener.redirect_uri}?code=right")

    assert answer.result(TIMEOUT_S) == {"code": "right"}
    for one in (*idle, halfway):
        one.close()


@pytest.mark.parametrize(
    "sent", [b"\r\n\r\n", b"\xff\x00\r\n\r\n", b"GET http://[ HTTP/1.1\r\n\r\n", b"x" * 40_000]
)
def test_what_is_no_request_is_dropped(
    listener: LoopbackListener, answer: Future[dict[str, str]], sent: bytes
) -> None:
    with _connect(listener) as connection:
        connection.sendall(sent)
        received = b"".join(iter(lambda: _receive(connection), b""))

    assert received.startswith(b"HTTP/1.1 404") or not received
    assert not answer.done()


def _receive(connection: socket.socket) -> bytes:
    try:
        return connection.recv(4096)
    except ConnectionError:
        return b""


def test_cancelling_ends_the_wait(
    listener: LoopbackListener, answer: Future[dict[str, str]], cancel: CancelToken
) -> None:
    cancel.cancel()

    with pytest.raises(Cancelled):
        answer.result(TIMEOUT_S)


def test_cancelled_before_it_began(listener: LoopbackListener, cancel: CancelToken) -> None:
    cancel.cancel()

    with pytest.raises(Cancelled):
        listener.wait(cancel, TIMEOUT_S)


def test_a_person_who_never_comes_back_is_not_waited_for(
    listener: LoopbackListener, cancel: CancelToken
) -> None:
    with pytest.raises(BrowserSignInFailed) as caught:
        listener.wait(cancel, 0.01)

    assert caught.value.code == "timeout"


def test_after_the_answer_nobody_listens(cancel: CancelToken) -> None:
    with LoopbackListener() as listener:
        redirect_uri = listener.redirect_uri

        def answer() -> None:
            _get(f"{redirect_uri}?code=right")

        browser = threading.Thread(target=answer)
        browser.start()
        listener.wait(cancel, TIMEOUT_S)
        browser.join()

    with pytest.raises(requests.ConnectionError):
        _get(f"{redirect_uri}?code=again")
