"""Which key files are believed, and what an attacker can make of one."""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.identity.card_key_file import CardKeyFile, SignedPart
from serums_desktop.identity.certificates import TrustAnchors
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import Issuer
from tests.unit.identity.card_office import CardOffice, ec_key
from tests.unit.identity.conftest import AILSA, MARC
from tests.unit.identity.staff_authority import anchors_of


@pytest.fixture
def vault(tmp_path: Path, authority: Issuer) -> KeyVault:
    anchors = TrustAnchors(anchors_of(authority))
    return KeyVault(tmp_path / "keys", anchors.vouches_for, issued_to=anchors.vouches_for)


def _file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "keys").glob("*.key")
    return path


def _change(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content), "ascii")


def _other(text: object) -> str:
    """A text in base64 or hex that is not this one."""
    assert isinstance(text, str)
    return text[:20] + ("A" if text[20] != "A" else "B") + text[21:]


CHANGES: dict[str, Callable[[dict[str, object]], None]] = {
    "signature": lambda file: file.update(signature=_other(file["signature"])),
    "wrapped key": lambda file: file["signed"].update(wrapped_key=_other(file["signed"]["wrapped_key"])),
    "fingerprint": lambda file: file["signed"].update(
        wrapping_key_sha256=_other(file["signed"]["wrapping_key_sha256"])
    ),
    "keeper": lambda file: file["signed"].update(wrapping_key_sha256="keyring"),
    "chain": lambda file: file["signed"].update(signer_chain=file["signed"]["signer_chain"] * 2),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_file_is_refused(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path, change: Callable[[dict[str, object]], None]
) -> None:
    vault.release(open_card)
    path = _file(tmp_path)
    _change(path, change)
    changed = path.read_bytes()

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)

    assert caught.value.reason is KeyRefusal.TAMPERED
    assert path.read_bytes() == changed


def test_a_key_that_somebody_else_wrapped_to_the_card_is_refused(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    """Wrapping needs only the public key: without the card's own signature it proves nothing."""
    vault.release(open_card)
    slipped_in = base64.b64encode(open_card.wrap(bytes(32), bytes(16))).decode()
    _change(_file(tmp_path), lambda file: file["signed"].update(wrapped_key=slipped_in))

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)

    assert caught.value.reason is KeyRefusal.TAMPERED


def _in_the_first_format(open_card: OpenCard, signed_label: bytes = b"serums-desktop key file\x00") -> bytes:
    """A file as it was before files named their format."""
    wrapped_key = open_card.wrap(bytes(range(32)), bytes(range(16)))
    sha256 = open_card.holder.certificate_sha256
    fields = {
        "certificate_sha256": sha256,
        "wrapped_key": base64.b64encode(wrapped_key).decode(),
        "signature": base64.b64encode(
            open_card.sign(signed_label + bytes.fromhex(sha256) + wrapped_key)
        ).decode(),
    }
    return json.dumps(fields).encode()


def _path(tmp_path: Path, staff_id: str) -> Path:
    (tmp_path / "keys").mkdir(exist_ok=True)
    return tmp_path / "keys" / f"{hashlib.sha256(staff_id.encode()).hexdigest()[:32]}.key"


def test_a_file_of_the_first_format_opens_and_is_written_anew(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path
) -> None:
    path = _path(tmp_path, "S-1042")
    path.write_bytes(_in_the_first_format(open_card))

    released = vault.release(open_card)

    assert released.data_key == bytes(range(32))
    assert released.vault_id == bytes(range(16)).hex()
    assert not released.begun_anew
    assert json.loads(path.read_bytes())["signed"]["format"] == 2
    assert vault.release(open_card).data_key == released.data_key
    assert list(path.parent.iterdir()) == [path]


def test_a_file_of_the_first_format_is_checked_as_strictly(
    vault: KeyVault, open_card: OpenCard, other_card: OpenCard, tmp_path: Path
) -> None:
    path = _path(tmp_path, "S-1042")
    path.write_bytes(_in_the_first_format(open_card, b"serums-desktop card key file\x00"))
    with pytest.raises(KeyNotReleased) as caught:
        vault.release(open_card)
    assert caught.value.reason is KeyRefusal.TAMPERED

    path.write_bytes(_in_the_first_format(other_card))
    with pytest.raises(KeyNotReleased) as caught:
        KeyVault(tmp_path / "keys", lambda _chain, _staff_id: True).release(open_card)
    assert caught.value.reason is KeyRefusal.OTHER_CARD


# A changed certificate may be one that the next release of the library refuses, and it says so.
@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), is_of_the_first_format=st.booleans())
def test_no_changed_byte_makes_another_key(
    vault: KeyVault,
    open_card: OpenCard,
    tmp_path: Path,
    data: st.DataObject,
    is_of_the_first_format: bool,
) -> None:
    path = _path(tmp_path, "S-1042")
    first = _in_the_first_format(open_card)
    path.write_bytes(first)
    released = vault.release(open_card)
    genuine = bytearray(first if is_of_the_first_format else path.read_bytes())
    genuine[data.draw(st.integers(0, len(genuine) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(genuine)

    # Base64 has letters whose last bits say nothing: such a file says what it said before.
    try:
        assert vault.release(open_card).data_key == released.data_key
    except KeyNotReleased:
        assert path.read_bytes() == genuine


def test_a_file_that_cannot_be_written_anew_opens_all_the_same(
    vault: KeyVault, open_card: OpenCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _path(tmp_path, "S-1042")
    content = _in_the_first_format(open_card)
    path.write_bytes(content)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)

    assert vault.release(open_card).data_key == bytes(range(32))
    assert path.read_bytes() == content


# -- attacks ---------------------------------------------------------------------------------------

KNOWN_KEY = bytes(range(32))


def _slip_in(
    path: Path,
    victim: OpenCard,
    attacker: OpenCard,
    chain: Sequence[bytes] | None = None,
) -> bytes:
    """Put a file there with a key that the attacker knows, wrapped to the victim's card."""
    wrapped_key = victim.wrap(KNOWN_KEY, bytes(16))
    signed = SignedPart(
        tuple(chain or attacker.certificate_chain_der), victim.wrapping_key_sha256 or "", wrapped_key
    )
    content = msgspec.json.encode(CardKeyFile(signed, attacker.sign(signed.to_be_signed())))
    path.write_bytes(content)
    return content


Attack = Callable[[CardOffice, Issuer, Issuer], tuple[OpenCard, OpenCard]]


def _unknown_authority(office: CardOffice, authority: Issuer, stranger: Issuer) -> tuple[OpenCard, OpenCard]:
    forged = office.issue(stranger, AILSA, key_management=ec_key())
    victim = office.issue(authority, AILSA, key_management=ec_key())
    return office.open(victim), office.open(forged)


def _genuine_colleague(office: CardOffice, authority: Issuer, stranger: Issuer) -> tuple[OpenCard, OpenCard]:
    colleague = office.issue(authority, MARC, key_management=ec_key())
    victim = office.issue(authority, AILSA, key_management=ec_key())
    return office.open(victim), office.open(colleague)


@pytest.mark.parametrize("attack", [_unknown_authority, _genuine_colleague])
def test_a_key_that_somebody_else_slipped_in_is_never_used(
    office: CardOffice,
    vault: KeyVault,
    authority: Issuer,
    stranger: Issuer,
    tmp_path: Path,
    attack: Attack,
) -> None:
    victim, attacker = attack(office, authority, stranger)
    vault.release(victim)
    content = _slip_in(_file(tmp_path), victim, attacker)

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(victim)

    assert caught.value.reason is KeyRefusal.TAMPERED
    assert _file(tmp_path).read_bytes() == content, "it stays, as evidence"
    assert len(list((tmp_path / "keys").iterdir())) == 1


def test_a_genuine_certificate_over_somebody_elses_signature_is_refused(
    office: CardOffice, vault: KeyVault, authority: Issuer, stranger: Issuer, tmp_path: Path
) -> None:
    """The victim's former certificate is no secret: only its key could have signed."""
    former = office.issue(authority, AILSA, key_management=ec_key())
    victim, attacker = _unknown_authority(office, authority, stranger)
    vault.release(victim)
    chain = office.open(former).certificate_chain_der
    own = victim.certificate_chain_der
    path = _file(tmp_path)

    for claimed in (chain, own, [*attacker.certificate_chain_der, *chain], [*chain, *own]):
        _slip_in(path, victim, attacker, claimed)
        with pytest.raises(KeyNotReleased) as caught:
            vault.release(victim)
        assert caught.value.reason is KeyRefusal.TAMPERED


@pytest.mark.parametrize("chain", [[b""], [b"0"], [b"0\x82" + bytes(300)]])
def test_a_signer_that_is_no_certificate_is_refused(
    office: CardOffice,
    vault: KeyVault,
    authority: Issuer,
    stranger: Issuer,
    tmp_path: Path,
    chain: list[bytes],
) -> None:
    victim, attacker = _unknown_authority(office, authority, stranger)
    vault.release(victim)
    path = _file(tmp_path)
    _slip_in(path, victim, attacker, chain)

    with pytest.raises(KeyNotReleased) as caught:
        vault.release(victim)

    assert caught.value.reason is KeyRefusal.TAMPERED


def test_a_colleagues_card_neither_reads_nor_changes_a_vault(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    mine = office.issue(authority, AILSA, key_management=ec_key())
    theirs = office.issue(authority, MARC, key_management=ec_key())
    released = vault.release(office.open(mine))
    path = _file(tmp_path)
    content = path.read_bytes()

    other = vault.release(office.open(theirs))

    assert other.data_key != released.data_key
    assert not other.begun_anew
    assert path.read_bytes() == content
    (their_path,) = set((tmp_path / "keys").iterdir()) - {path}
    their_path.write_bytes(content)
    with pytest.raises(KeyNotReleased) as caught:
        vault.release(office.open(theirs))
    assert caught.value.reason is KeyRefusal.TAMPERED


def test_a_file_set_aside_serves_its_own_card_alone(
    office: CardOffice, vault: KeyVault, authority: Issuer, stranger: Issuer, tmp_path: Path
) -> None:
    """What lies beside the newest file is never taken over: there the newest is what counts."""
    victim, attacker = _unknown_authority(office, authority, stranger)
    released = vault.release(victim)
    path = _file(tmp_path)
    _slip_in(path.with_suffix(".key.1"), victim, attacker)
    path.with_suffix(".key.2").write_bytes(b"{")

    assert vault.release(victim).data_key == released.data_key

    path.unlink()
    anew = vault.release(victim)
    assert anew.data_key not in (KNOWN_KEY, released.data_key)


def test_the_signature_covers_every_field(
    office: CardOffice, vault: KeyVault, authority: Issuer, tmp_path: Path
) -> None:
    """A renewed card checks its forerunner's file as strictly as its own."""
    shared = ec_key()
    first = office.issue(authority, AILSA, key_management=shared)
    renewed = office.open(office.issue(authority, AILSA, key_management=shared))
    vault.release(office.open(first))
    path = _file(tmp_path)
    genuine = json.loads(path.read_bytes())
    slipped_in = base64.b64encode(renewed.wrap(KNOWN_KEY, bytes(16))).decode()
    changes: list[dict[str, object]] = [
        {"wrapped_key": slipped_in},
        {"wrapping_key_sha256": "00" * 32},
        {"signer_chain": genuine["signed"]["signer_chain"] * 2},
    ]

    for change in changes:
        path.write_text(json.dumps(genuine | {"signed": genuine["signed"] | change}), "ascii")
        with pytest.raises(KeyNotReleased) as caught:
            vault.release(renewed)
        assert caught.value.reason is KeyRefusal.TAMPERED
