"""The way to a TPM that is not there, hangs up or says too much; and a software TPM's socket."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from serums_desktop.audit import tpm_device
from serums_desktop.audit.tpm import Tpm
from serums_desktop.audit.tpm_commands import TpmFault, TpmRefusal

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has this way")

ANSWER = b"\x80\x01\0\0\0\x0c\0\0\0\0ab"


@contextmanager
def listening(place: Path, answer: Callable[[socket.socket], None]) -> Iterator[None]:
    """Answers one connection's one command."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield
        thread.join()


def test_an_answer_that_comes_in_parts(tmp_path: Path) -> None:
    def in_parts(connection: socket.socket) -> None:
        for byte in ANSWER:
            connection.sendall(bytes([byte]))

    with listening(tmp_path / "tpm", in_parts):
        channel = tpm_device.connect(tmp_path / "tpm")
        try:
            assert channel.exchange(b"command") == ANSWER
        finally:
            channel.close()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", TpmFault.SILENT),
        (ANSWER[:-1], TpmFault.SILENT),
        (b"\x80\x01\0\0\0\x09\0\0\0\0", TpmFault.NOT_UNDERSTOOD),
        (b"\x80\x01\xff\xff\xff\xff\0\0\0\0", TpmFault.NOT_UNDERSTOOD),
    ],
)
def test_an_answer_that_is_none(tmp_path: Path, answer: bytes, reason: TpmFault) -> None:
    with listening(tmp_path / "tpm", lambda connection: connection.sendall(answer)):
        channel = tpm_device.connect(tmp_path / "tpm")
        try:
            with pytest.raises(TpmRefusal) as refused:
                channel.exchange(b"command")
        finally:
            channel.close()
    assert refused.value.reason is reason


def test_a_device_takes_a_command_in_one_piece_and_gives_the_response_in_one(tmp_path: Path) -> None:
    """A terminal without any treatment of lines is a character device too."""
    tty = pytest.importorskip("tty")
    ours, theirs = os.openpty()
    try:
        tty.setraw(theirs)
        channel = tpm_device.connect(Path(os.ttyname(theirs)))
        try:
            os.write(ours, ANSWER)
            assert channel.exchange(b"command") == ANSWER
            assert os.read(ours, 4096) == b"command"
        finally:
            channel.close()
    finally:
        os.close(ours)
        os.close(theirs)


def test_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for place in ("none", str(tmp_path / "absent"), str(tmp_path / "file"), str(tmp_path)):
        monkeypatch.setenv("SERUMS_DESKTOP_TPM", place)
        assert Tpm.open() is None


def test_one_that_went_away_after_it_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERUMS_DESKTOP_TPM", str(tmp_path / "tpm"))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "tpm"))
        found = Tpm.open()
    assert found is not None
    with pytest.raises(TpmRefusal) as refused:
        found.unseal(b"sealed")
    assert refused.value.reason is TpmFault.SILENT
    with pytest.raises(ValueError, match="128 bytes"):
        found.seal(bytes(129))
