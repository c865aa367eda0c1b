"""Messages and addresses of the keeper."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest

from serums_desktop.audit import keeper_protocol as protocol
from serums_desktop.domain.errors import EvidenceFault
from serums_desktop.domain.evidence import Act, Anchor, Confirmation, KeeperStatus, Receipt
from tests.unit.audit.keeping import emergency


@pytest.mark.parametrize(
    "request_",
    [
        protocol.Keep(
            "id",
            emergency(confirmation=Confirmation(b"{}", b"\0\xff", "ES256", b"key"), stage_signature=b"\1"),
        ),
        protocol.Keep("id", emergency(Act.EMERGENCY_END)),
        protocol.AskStatus(),
        protocol.AskIdentity(),
        protocol.Export("/tmp/bundle"),  # noqa: S108  a name, nothing is written
        protocol.AskAnchor("cache"),
        protocol.Advance(Anchor("cache", 7, bytes(32))),
        protocol.Deliver(),
        protocol.Stop(),
    ],
)
def test_requests_arrive_as_they_were_sent(request_: protocol.Request) -> None:
    assert protocol.decode_request(protocol.encode(request_)) == request_


@pytest.mark.parametrize(
    "answer",
    [
        protocol.Kept(Receipt(3, 1.5)),
        protocol.NotKept(EvidenceFault.DISK_FULL),
        protocol.Anchored(None),
        protocol.Anchored(Anchor("cache", 7, bytes(32))),
        protocol.Advanced(),
        protocol.Delivered(3, 1, 1, protocol.Hindrance(protocol.HindranceKind.SOURCE, "timeout", 504)),
        protocol.Status(KeeperStatus(3, 1, True)),
        protocol.Identity("origin", "key", "note"),
        protocol.Exported(9),
        protocol.Stopping(),
        protocol.NotUnderstood(),
    ],
)
def test_answers_arrive_as_they_were_sent(answer: protocol.Answer) -> None:
    assert protocol.decode_answer(protocol.encode(answer)) == answer


def test_a_pickle_is_no_request() -> None:
    with pytest.raises(msgspec.DecodeError):
        protocol.decode_request(b"\x80\x04K\x01.")


def test_a_path_too_long_for_a_socket_gets_a_private_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    directory = tmp_path / ("d" * 120)
    address = Path(protocol.new_address(directory))
    assert len(str(address)) < len(str(directory))
    assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700
    protocol.write_address(directory, str(address))
    assert protocol.read_address(directory) == str(address)
    assert protocol.new_address(directory) == str(address)
    address.parent.chmod(0o755)
    assert protocol.new_address(directory) != str(address)
