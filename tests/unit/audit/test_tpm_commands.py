"""The bytes of commands and responses, as the TPM library specification has them."""

from __future__ import annotations

import pytest

from serums_desktop.audit import tpm_commands
from serums_desktop.audit.tpm_commands import Command, Reader, TpmFault, TpmRefusal

INDEX = 0x01800001


def test_a_command_without_sessions() -> None:
    made = tpm_commands.command(Command.NV_READ_PUBLIC, (INDEX,), b"")
    assert made.hex() == "8001" + "0000000e" + "00000169" + "01800001"


def test_a_command_with_a_session() -> None:
    session = tpm_commands.authorization(tpm_commands.PASSWORD_SESSION, b"", 0, b"")
    made = tpm_commands.command(Command.NV_READ, (INDEX, INDEX), tpm_commands.read_counter(), session)
    assert made.hex() == (
        "8002" + "00000023" + "0000014e" + "01800001" * 2
        + "00000009" + "40000009" + "0000" + "00" + "0000" + "0008" + "0000"
    )  # fmt: skip


def test_a_counter_is_read_and_incremented_by_its_own_password_alone() -> None:
    bare = tpm_commands.counter_public(INDEX)
    # handle, SHA-256, AUTHWRITE | COUNTER | AUTHREAD | NO_DA, no policy, 8 bytes
    assert bare.hex() == "01800001" + "000b" + "02040014" + "0000" + "0008"
    assert tpm_commands.counter_public(INDEX, is_written=True).hex() == bare.hex().replace("0204", "2204")


def test_a_response_with_sessions_is_taken_apart() -> None:
    content = bytes.fromhex("8002 0000001a 00000000 80000001 00000003 aabbcc 0102030405".replace(" ", ""))
    assert tpm_commands.response(content, with_handle=True) == (0x80000001, b"\xaa\xbb\xcc", b"\1\2\3\4\5")


def test_a_response_without_sessions_is_all_parameters() -> None:
    content = bytes.fromhex("8001 0000000c 00000000 aabb".replace(" ", ""))
    assert tpm_commands.response(content, with_handle=False) == (0, b"\xaa\xbb", b"")


@pytest.mark.parametrize(
    "content",
    ["", "8001", "80010000000b00000000", "8002000000160000000000000009aabb00000000", "80010000000a000000"],
)
def test_a_response_that_is_none(content: str) -> None:
    with pytest.raises(TpmRefusal) as refused:
        tpm_commands.response(bytes.fromhex(content), with_handle=False)
    assert refused.value.reason is TpmFault.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("response_code", "reason"),
    [
        (0x18B, TpmFault.NV_ABSENT),  # the first handle
        (0x28B, TpmFault.NV_ABSENT),  # the second one
        (0x98E, TpmFault.NOT_AUTHORIZED),  # the first session
        (0x9A2, TpmFault.NOT_AUTHORIZED),
        (0x1DF, TpmFault.SEALED_ELSEWHERE),  # the first parameter
        (0x921, TpmFault.LOCKED_OUT),
        (0x922, TpmFault.BUSY),
        (0x14A, TpmFault.NV_UNWRITTEN),
        (0x14B, TpmFault.NV_FULL),
        (0x14C, TpmFault.NV_TAKEN),
        (0x101, TpmFault.REFUSED),
        (0x1C4, TpmFault.REFUSED),
    ],
)
def test_what_response_codes_mean(response_code: int, reason: TpmFault) -> None:
    content = b"\x80\x01\0\0\0\x0a" + response_code.to_bytes(4, "big")
    with pytest.raises(TpmRefusal) as refused:
        tpm_commands.response(content, with_handle=False)
    assert (refused.value.reason, refused.value.response_code) == (reason, response_code)


def test_a_point_of_another_kind_of_key() -> None:
    with pytest.raises(TpmRefusal):
        tpm_commands.point_of(bytes.fromhex("0001000b"))


def test_a_reader_ends_where_its_bytes_end() -> None:
    reader = Reader(b"\0\2ab\1")
    assert (reader.sized(), reader.number(1), reader.rest()) == (b"ab", 1, b"")
    with pytest.raises(TpmRefusal):
        reader.take(1)
