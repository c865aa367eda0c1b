"""The keys of an evidence keeper: made once, durable before their first use, for its account alone."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from serums_desktop.audit.durable_files import os_error_as_evidence, sync_directory, write_durably
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept

DATA_KEY_BYTES = 32
ORIGIN_PREFIX = "serums-desktop.example/"

_DIRECTORY = "keys"
_SIGNING = "signing.pem"
_WORKSTATION = "workstation.pem"
_DATA = "data.key"
_ORIGIN = "origin.txt"


class KeeperKeys:
    """`signing` signs checkpoints; `workstation` (P-256) is the workstation's own at authorization servers;
    `data_key` (32 bytes) opens the journal; `origin` names this journal among all others."""

    def __init__(
        self,
        signing: Ed25519PrivateKey,
        workstation: ec.EllipticCurvePrivateKey,
        data_key: bytearray,
        origin: str,
    ) -> None:
        self.signing = signing
        self.workstation = workstation
        self.data_key = data_key
        self.origin = origin

    def __repr__(self) -> str:
        return f"<KeeperKeys {self.origin}>"


def load_or_create(directory: Path) -> KeeperKeys:
    """The keys kept under a directory, which is made when it is not there.

    Raises EvidenceNotKept: JOURNAL_DAMAGED when keys are missing or unreadable, DISK_FULL, NOT_DURABLE.
    """
    place = directory / _DIRECTORY
    with os_error_as_evidence():
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            directory.chmod(0o700)
        if not place.is_dir():
            _create(place)
    return _load(place)


def _create(place: Path) -> None:
    """All keys appear at once, or none: an empty directory can be replaced by a full one, no other can."""
    draft = Path(tempfile.mkdtemp(prefix=".keys-", dir=place.parent))
    try:
        write_durably(draft / _SIGNING, _pem(Ed25519PrivateKey.generate()))
        write_durably(draft / _WORKSTATION, _pem(ec.generate_private_key(ec.SECP256R1())))
        write_durably(draft / _DATA, secrets.token_bytes(DATA_KEY_BYTES))
        write_durably(draft / _ORIGIN, f"{ORIGIN_PREFIX}{secrets.token_hex(16)}\n".encode("ascii"))
        sync_directory(draft)
        try:
            draft.rename(place)
        except OSError:
            if not place.is_dir():
                raise
        sync_directory(place.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _load(place: Path) -> KeeperKeys:
    try:
        signing = serialization.load_pem_private_key((place / _SIGNING).read_bytes(), None)
        workstation = serialization.load_pem_private_key((place / _WORKSTATION).read_bytes(), None)
        data_key = bytearray(DATA_KEY_BYTES)
        with (place / _DATA).open("rb", buffering=0) as file:
            is_whole = file.readinto(data_key) == DATA_KEY_BYTES
        origin = (place / _ORIGIN).read_text("ascii").removesuffix("\n")
    except (OSError, ValueError, TypeError):
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED) from None
    is_origin = origin.startswith(ORIGIN_PREFIX) and origin.removeprefix(ORIGIN_PREFIX).isalnum()
    if (
        not isinstance(signing, Ed25519PrivateKey)
        or not isinstance(workstation, ec.EllipticCurvePrivateKey)
        or not (is_whole and is_origin)
    ):
        raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
    return KeeperKeys(signing, workstation, data_key, origin)


def _pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
