"""How a TPM that is busy is waited for, and that an answer by somebody else is none."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest

from serums_desktop.audit import tpm_commands, tpm_session
from serums_desktop.audit.tpm_commands import Command, TpmFault, TpmRefusal
from serums_desktop.audit.tpm_session import Entity

RETRY, LOCKED_OUT = 0x922, 0x921
INDEX = Entity(0x01800001, b"name", b"p" * 32)


def saying(response_code: int, content: bytes = b"", tag: int = 0x8001) -> bytes:
    return struct.pack(">HII", tag, 10 + len(content), response_code) + content


class Scripted:
    """Answers in turn, and remembers what it was asked."""

    def __init__(self, answers: Sequence[bytes]) -> None:
        self.asked: list[bytes] = []
        self._answers = iter(answers)

    def exchange(self, command: bytes) -> bytes:
        self.asked.append(command)
        return next(self._answers)

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tpm_session, "_WAITS_S", (0.0, 0.0))


def test_a_busy_tpm_is_asked_the_same_again() -> None:
    channel = Scripted([saying(RETRY), saying(RETRY), saying(0, b"done")])
    assert tpm_session.plain(channel, Command.NV_READ_PUBLIC, (1,)) == b"done"
    assert len(channel.asked) == 3
    assert len(set(channel.asked)) == 1


@pytest.mark.parametrize(("response_code", "tries"), [(RETRY, 3), (LOCKED_OUT, 1)])
def test_patience_has_an_end(response_code: int, tries: int) -> None:
    channel = Scripted([saying(response_code)] * 5)
    with pytest.raises(TpmRefusal):
        tpm_session.plain(channel, Command.NV_READ_PUBLIC, (1,))
    assert len(channel.asked) == tries


def test_a_session_is_let_go_after_a_refusal() -> None:
    session = saying(0, struct.pack(">I", 0x02000000) + tpm_commands.sized(b"n" * 32))
    channel = Scripted([session, saying(LOCKED_OUT), saying(0)])
    with pytest.raises(TpmRefusal):
        tpm_session.authorized(channel, Command.NV_INCREMENT, (INDEX, INDEX))
    assert channel.asked[-1] == tpm_commands.command(Command.FLUSH_CONTEXT, (0x02000000,), b"")
    assert all(INDEX.password not in command for command in channel.asked)


def test_a_value_from_one_who_does_not_know_the_password_is_refused() -> None:
    session = saying(0, struct.pack(">I", 0x02000000) + tpm_commands.sized(b"n" * 32))
    value = tpm_commands.sized(bytes(7) + b"\x63")
    signed = tpm_commands.sized(b"m" * 32) + b"\0" + tpm_commands.sized(b"?" * 32)
    forged = saying(0, struct.pack(">I", len(value)) + value + signed, tag=0x8002)
    with pytest.raises(TpmRefusal) as refused:
        tpm_session.authorized(Scripted([session, forged]), Command.NV_READ, (INDEX, INDEX))
    assert refused.value.reason is TpmFault.NOT_AUTHORIZED
