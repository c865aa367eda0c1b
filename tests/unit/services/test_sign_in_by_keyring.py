from __future__ import annotations

import pytest

from serums_desktop.domain.errors import (
    Cancelled,
    EvidenceFault,
    EvidenceNotKept,
    NotEnrolled,
    SerumsError,
    SignInRefused,
    SourceError,
    SourceFault,
    StoreUnreadable,
    WrongPassphrase,
)
from serums_desktop.domain.evidence import Act
from serums_desktop.services.sign_in_by_keyring import SignInByKeyring
from serums_desktop.work.cancel import CancelToken
from tests.unit.services.keyring_parts import ISOBEL, Parts


def _passphrase() -> bytearray:
    return bytearray(b"correct horse")


def test_a_passphrase_becomes_a_session(sign_in_by_keyring: SignInByKeyring, parts: Parts) -> None:
    passphrase, cancel = _passphrase(), CancelToken()

    session = sign_in_by_keyring("S-2071", passphrase, cancel)

    assert session.holder == ISOBEL
    assert session.credential is parts.credential
    assert session.key is parts.key
    assert session.cancel is cancel
    assert session.authenticated_by == "keyring"
    assert session.offline_because is None
    assert passphrase == bytes(len(passphrase))
    assert parts.steps == ["unlock", "store opened", "token of ustan", "evidence"]
    (deed,) = parts.deeds
    assert deed.act is Act.SIGN_IN
    assert (deed.agent.staff_id, deed.agent.authenticated_by) == ("S-2071", "keyring")


def test_the_sign_in_page_knows_who_is_enrolled(sign_in_by_keyring: SignInByKeyring) -> None:
    assert sign_in_by_keyring.known_staff() == (ISOBEL,)


def test_a_home_source_that_cannot_be_asked_makes_an_offline_session(
    sign_in_by_keyring: SignInByKeyring, parts: Parts
) -> None:
    unreachable = SourceError("ustan", SourceFault.UNREACHABLE)
    parts.raising["token of ustan"] = unreachable

    session = sign_in_by_keyring("S-2071", _passphrase(), CancelToken())

    assert session.offline_because is unreachable
    assert len(parts.deeds) == 1


@pytest.mark.parametrize("error", [WrongPassphrase(10.0), NotEnrolled()])
def test_without_keys_nothing_is_opened(
    sign_in_by_keyring: SignInByKeyring, parts: Parts, error: SerumsError
) -> None:
    parts.raising["unlock"] = error
    passphrase = _passphrase()

    with pytest.raises(type(error)):
        sign_in_by_keyring("S-2071", passphrase, CancelToken())

    assert passphrase == bytes(len(passphrase))
    assert parts.steps == ["unlock"]


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("store opened", StoreUnreadable("index")),
        ("token of ustan", NotEnrolled()),
        ("token of ustan", SignInRefused("ustan", "access_denied")),
        ("evidence", EvidenceNotKept(EvidenceFault.DISK_FULL)),
    ],
)
def test_whatever_fails_later_leaves_nothing_open(
    sign_in_by_keyring: SignInByKeyring, parts: Parts, step: str, error: SerumsError
) -> None:
    parts.raising[step] = error

    with pytest.raises(type(error)):
        sign_in_by_keyring("S-2071", _passphrase(), CancelToken())

    assert parts.steps[-2:] == ["store closed", "credential closed"]
    assert not any(parts.key.data_key)


def test_a_lock_meanwhile_leaves_nothing_open(sign_in_by_keyring: SignInByKeyring, parts: Parts) -> None:
    cancel = CancelToken()
    cancel.cancel()

    with pytest.raises(Cancelled):
        sign_in_by_keyring("S-2071", _passphrase(), cancel)

    assert parts.steps == ["unlock", "credential closed"]
    assert not any(parts.key.data_key)
