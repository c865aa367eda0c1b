"""The keys of an evidence keeper: made once, durable before their first use, for its account alone.

Where there is a usable TPM they lie on the disk only as it sealed them: copied to another machine they open
nothing. Keys that were written before are sealed once, and their files removed.
"""

from __future__ import annotations

import hmac
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.audit.durable_files import (
    os_error_as_evidence,
    remove_drafts,
    sync_directory,
    write_durably,
)
from serums_desktop.audit.tpm import Tpm
from serums_desktop.audit.tpm_commands import TpmFault, TpmRefusal
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.host import log

DATA_KEY_BYTES = 32
ORIGIN_PREFIX = "serums-desktop.example/"

_DIRECTORY = "keys"
_SIGNING = "signing.pem"
_WORKSTATION = "workstation.pem"
_DATA = "data.key"
_ORIGIN = "origin.txt"
_SEALED = "sealed.tpm"
_PLAIN = (_SIGNING, _WORKSTATION, _DATA)

_SEED_BYTES = 32
_SEALED_BYTES = 2 * _SEED_BYTES + DATA_KEY_BYTES


class Sealing(Protocol):
    """What wraps secrets so that it alone opens them; a TPM is one."""

    def seal(self, secret: bytes | bytearray) -> bytes:
        """Wrap a secret. Raises TpmRefusal."""
        ...

    def unseal(self, sealed: bytes) -> bytearray:
        """Open what was wrapped. Raises TpmRefusal."""
        ...


class KeeperKeys:
    """`signing` signs checkpoints; `workstation` (P-256) is the workstation's own at authorization servers;
    `data_key` (32 bytes) opens the journal; `origin` names this journal among all others. `is_sealed`: on the
    disk only as a TPM wrapped them."""

    def __init__(
        self,
        signing: Ed25519PrivateKey,
        workstation: ec.EllipticCurvePrivateKey,
        data_key: bytearray,
        origin: str,
        *,
        is_sealed: bool = False,
    ) -> None:
        self.signing = signing
        self.workstation = workstation
        self.data_key = data_key
        self.origin = origin
        self.is_sealed = is_sealed

    def counter_password(self, name: str) -> bytes:
        """The password (32 bytes) of this keeper's counter of a name."""
        derivation = HKDF(hashes.SHA256(), 32, salt=None, info=b"serums-desktop counter 1\n" + name.encode())
        return derivation.derive(self.signing.private_bytes_raw())

    def __repr__(self) -> str:
        return f"<KeeperKeys {self.origin}>"


def load_or_create(directory: Path, sealing: Sealing | None = None) -> KeeperKeys:
    """The keys kept under a directory, which is made when it is not there.

    With `sealing`, keys that are made or lie open are sealed; one process at a time may ask for that. Sealed
    keys are opened by this machine's TPM where nothing else is named. Raises EvidenceNotKept: JOURNAL_DAMAGED
    when keys are missing or unreadable, KEYS_NOT_OPENED when the TPM does not open them, DISK_FULL,
    NOT_DURABLE.
    """
    place = directory / _DIRECTORY
    with os_error_as_evidence():
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            directory.chmod(0o700)
        if not place.is_dir():
            _create(place, sealing)
    if (place / _SEALED).exists():
        return _load_sealed(place, sealing)
    keys = _load_plain(place)
    if sealing is not None:
        _seal(place, keys, sealing)
    return keys


def _create(place: Path, sealing: Sealing | None) -> None:
    """All keys appear at once, or none: an empty directory can be replaced by a full one, no other can."""
    draft = Path(tempfile.mkdtemp(prefix=".keys-", dir=place.parent))
    try:
        origin = f"{ORIGIN_PREFIX}{secrets.token_hex(16)}"
        keys = KeeperKeys(
            Ed25519PrivateKey.generate(),
            ec.generate_private_key(ec.SECP256R1()),
            bytearray(secrets.token_bytes(DATA_KEY_BYTES)),
            origin,
        )
        sealed = _sealed(keys, sealing) if sealing is not None else None
        if sealed is not None:
            write_durably(draft / _SEALED, sealed)
        else:
            write_durably(draft / _SIGNING, _pem(keys.signing))
            write_durably(draft / _WORKSTATION, _pem(keys.workstation))
            write_durably(draft / _DATA, bytes(keys.data_key))
        write_durably(draft / _ORIGIN, f"{origin}\n".encode("ascii"))
        sync_directory(draft)
        try:
            draft.rename(place)
        except OSError:
            if not place.is_dir():
                raise
        sync_directory(place.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _seal(place: Path, keys: KeeperKeys, sealing: Sealing) -> None:
    """Have open keys sealed; their files go once the sealed ones are on disk and were opened again."""
    sealed = _sealed(keys, sealing)
    if sealed is None:
        return
    with os_error_as_evidence():
        remove_drafts(place / _SEALED)
        write_durably(place / _SEALED, sealed)
        sync_directory(place)
        _remove_plain(place)
    keys.is_sealed = True
    log.event("keys-sealed")


def _sealed(keys: KeeperKeys, sealing: Sealing) -> bytes | None:
    """The keys as a TPM wraps them; None where it does not, or does not open what it wrapped."""
    secret = _secret(keys)
    try:
        sealed = sealing.seal(secret)
        opened = sealing.unseal(sealed)
    except TpmRefusal as refused:
        log.event("keys-not-sealed", reason=refused.reason)
        return None
    else:
        is_same = hmac.compare_digest(opened, secret)
        opened[:] = bytes(len(opened))
        return sealed if is_same else None
    finally:
        secret[:] = bytes(len(secret))


def _load_sealed(place: Path, sealing: Sealing | None) -> KeeperKeys:
    """Sealed keys; beside them there are open ones where sealing was cut short."""
    try:
        plain: KeeperKeys | None = _load_plain(place)
    except EvidenceNotKept:
        plain = None
    try:
        secret = _unsealed(place, sealing or Tpm.open())
    except TpmRefusal as refused:
        log.event("keys-not-opened", reason=refused.reason)
        if plain is None:
            raise EvidenceNotKept(EvidenceFault.KEYS_NOT_OPENED) from None
        if sealing is not None:
            _seal(place, plain, sealing)
        return plain
    try:
        if len(secret) != _SEALED_BYTES:
            raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
        if plain is not None and not hmac.compare_digest(_secret(plain), secret):
            # Somebody put other keys there. Which ones the journal is of, nobody decides here.
            raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
        keys = _keys_of(secret, _read_origin(place))
    finally:
        secret[:] = bytes(len(secret))
    if sealing is not None:
        with os_error_as_evidence():
            _remove_plain(place)
    return keys


def _unsealed(place: Path, sealing: Sealing | None) -> bytearray:
    """Raises TpmRefusal, EvidenceNotKept."""
    with os_error_as_evidence():
        content = (place / _SEALED).read_bytes()
    if sealing is None:
        raise TpmRefusal(TpmFault.SILENT)
    return sealing.unseal(content)


def _remove_plain(place: Path) -> None:
    for name in _PLAIN:
        (place / name).unlink(missing_ok=True)
    sync_directory(place)


def _secret(keys: KeeperKeys) -> bytearray:
    """What is sealed: the seed of the signing key, the workstation's number, the journal's key."""
    number = keys.workstation.private_numbers().private_value.to_bytes(_SEED_BYTES, "big")
    return bytearray(keys.signing.private_bytes_raw() + number + keys.data_key)


def _keys_of(secret: bytearray, origin: str) -> KeeperKeys:
    seed, number = bytes(secret[:_SEED_BYTES]), secret[_SEED_BYTES : 2 * _SEED_BYTES]
    try:
        workstation = ec.derive_private_key(int.from_bytes(number, "big"), ec.SECP256R1())
    except ValueError:
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED) from None
    data_key = secret[2 * _SEED_BYTES :]
    return KeeperKeys(
        Ed25519PrivateKey.from_private_bytes(seed), workstation, data_key, origin, is_sealed=True
    )


def _load_plain(place: Path) -> KeeperKeys:
    try:
        signing = serialization.load_pem_private_key((place / _SIGNING).read_bytes(), None)
        workstation = serialization.load_pem_private_key((place / _WORKSTATION).read_bytes(), None)
        data_key = bytearray(DATA_KEY_BYTES)
        with (place / _DATA).open("rb", buffering=0) as file:
            is_whole = file.readinto(data_key) == DATA_KEY_BYTES
    except (OSError, ValueError, TypeError):
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED) from None
    if (
        not isinstance(signing, Ed25519PrivateKey)
        or not isinstance(workstation, ec.EllipticCurvePrivateKey)
        or not is_whole
    ):
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
    return KeeperKeys(signing, workstation, data_key, _read_origin(place))


def _read_origin(place: Path) -> str:
    try:
        origin = (place / _ORIGIN).read_text("ascii").removesuffix("\n")
    except (OSError, ValueError):
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED) from None
    if not origin.startswith(ORIGIN_PREFIX) or not origin.removeprefix(ORIGIN_PREFIX).isalnum():
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
    return origin


def _pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
