"""A workstation's keys and copies in a directory, with a card in software: what a kill leaves is in it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from serums_desktop.domain.errors import StoreError
from serums_desktop.domain.staff import CardHolder, Staff
from serums_desktop.host.configuration import Retention
from serums_desktop.identity import key_files, keyring_release
from serums_desktop.identity.key_release import KeyVault, ReleasedKey
from serums_desktop.identity.key_wrapping import Scheme, fingerprint, unwrap, wrap
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.services.leave_workstation import LeaveWorkstation
from serums_desktop.services.lost_device import LostDevice
from serums_desktop.services.one_copy import CacheKey, OneCopy
from serums_desktop.services.session import Session
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane
from tests.unit.identity.memory_keyring import SECRET_SERVICE, keyring_on
from tests.unit.services.upkeep_parts import Clock, Evidence

ISOBEL = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
PASSPHRASE = b"correct horse battery"


class SoftCard:
    """A card of Isobel's whose key is a number; its certificate is whoever made it last's, in a file."""

    algorithm = "ES256"

    def __init__(self, directory: Path, number: int = 1) -> None:
        self._private = ec.derive_private_key(1_000_003 * number, ec.SECP256R1())
        self._path = directory / f"card-{number}.der"
        if not self._path.exists():
            directory.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(_certificate(self._private))
        self.certificate_chain_der: tuple[bytes, ...] = (self._path.read_bytes(),)
        self.wrapping_key_sha256: str | None = fingerprint(self._private.public_key())
        digest = hashes.Hash(hashes.SHA256())
        digest.update(self.certificate_chain_der[0])
        self.holder = CardHolder(
            ISOBEL.name, ISOBEL.staff_id, ISOBEL.role, digest.finalize().hex(), dt.date(2030, 1, 1), "1"
        )
        self.closed = 0

    def sign(self, message: bytes) -> bytes:
        return jwt.get_algorithm_by_name("ES256").sign(message, self._private)

    def verify(self, message: bytes, signature: bytes) -> bool:
        return jwt.get_algorithm_by_name("ES256").verify(message, self._private.public_key(), signature)

    def wrap(self, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        return wrap(self._private.public_key(), data_key, vault_id, Scheme.ECDH)

    def unwrap(self, blob: bytes, key_sha256: str | None = None) -> bytearray:
        assert key_sha256 in {None, self.wrapping_key_sha256}

        def recover(_scheme: Scheme, sent: bytes) -> bytes:
            point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sent)
            return self._private.exchange(ec.ECDH(), point)

        return unwrap(self._private.public_key(), blob, recover)

    def close(self) -> None:
        self.closed += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _certificate(private: ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ISOBEL.name)])
    begun = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    end = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(name, name, private.public_key(), 7, begun, end)
    return builder.sign(private, hashes.SHA256()).public_bytes(Encoding.DER)


class FileBackend:
    """A keyring that is a file: it outlives the process."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get_password(self, service: str, account: str) -> str | None:
        found: str | None = self._kept().get(f"{service} {account}")
        return found

    def set_password(self, service: str, account: str, password: str) -> None:
        self._keep(self._kept() | {f"{service} {account}": password})

    def delete_password(self, service: str, account: str) -> None:
        kept = self._kept()
        del kept[f"{service} {account}"]
        self._keep(kept)

    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads(self._path.read_text()) if self._path.exists() else {}
        return kept

    def _keep(self, kept: dict[str, str]) -> None:
        beside = self._path.with_suffix(".part")
        beside.write_text(json.dumps(kept))
        beside.replace(self._path)


def quick_key(
    passphrase: bytearray, salt: bytes, _cost: object, keyring_secret: bytearray, binding: bytes
) -> bytearray:
    """In place of Argon2, which takes half a second on purpose: what lies on disk has the same form."""
    hkdf = HKDF(hashes.SHA256(), length=32, salt=bytes(keyring_secret), info=binding)
    return bytearray(hkdf.derive(bytes(passphrase) + salt))


@contextmanager
def quickly() -> Iterator[None]:
    """Passphrases are stretched by `quick_key`."""
    kept = keyring_release.key_encryption_key
    keyring_release.key_encryption_key = quick_key
    try:
        yield
    finally:
        keyring_release.key_encryption_key = kept


class Place:
    """The workstation. `vouched_for` is whom the home provider will have seen in the browser."""

    def __init__(self, directory: Path) -> None:
        self.keys = directory / "keys"
        self.cache = directory / "cache"
        self.card = SoftCard(directory)
        self.cards = KeyVault(self.keys, lambda _chain, staff_id: staff_id == ISOBEL.staff_id)
        named = type("Keyring", (FileBackend,), {"__module__": SECRET_SERVICE.rpartition(".")[0]})
        self.people = KeyringVault(self.keys, keyring_on(named(directory / "keyring.json")), "ward-12")
        self.store = EncryptedRecordStore(self.cache)
        self.evidence, self.clock = Evidence(), Clock()
        self.vouched_for = ISOBEL
        self.given_back: list[str] = []
        evidence: Any = self.evidence
        self.device = LostDevice(
            self.cache, Retention(), evidence, self.clock, lambda: key_files.named_vaults(self.keys)
        )

    @contextmanager
    def ways(self, *, passphrase_allowed: bool = True) -> Iterator[OneCopy]:
        """The use case, with lanes of its own."""
        evidence: Any = self.evidence
        with Lane("card") as card_lane, Lane("database") as self.database_lane:
            reader: Any = SimpleNamespace(unlock=self._unlock)
            cards: Any = self.cards
            yield OneCopy(
                cards=cards,
                people=self.people,
                card=reader,
                sign_in_by_browser=lambda _cancel: SimpleNamespace(
                    staff=self.vouched_for, refresh_token="refresh-2"
                ),
                give_back=self.given_back.append,
                store=self.store,
                forget_unopened=self.device.sweep,
                card_lane=card_lane,
                database_lane=self.database_lane,
                evidence=evidence,
                clock=self.clock,
                passphrase_allowed=passphrase_allowed,
            )
            self.database_lane.submit(self.store.close).result()

    def leave(self, ways: OneCopy) -> LeaveWorkstation:
        """The use case of leaving, on the same lane."""
        store: Any = self.store
        return LeaveWorkstation(
            revoke=lambda _session: None,
            forget=self.people.forget,
            store=store,
            database_lane=self.database_lane,
            one_copy=ways,
        )

    def by_card(self, card: SoftCard | None = None) -> Session:
        """A session by card, its copy open. Within `ways`."""
        mine: Any = card or self.card
        return self._session(mine, self.cards.release(mine), "card")

    def by_passphrase(self, passphrase: bytes = PASSPHRASE) -> Session:
        """A session by passphrase, its copy open. Within `ways`."""
        credential, key = self.people.unlock(ISOBEL.staff_id, bytearray(passphrase))
        return self._session(credential, key, "keyring")

    def on_database(self, job: Callable[[], Any]) -> Any:
        """What a job on the database lane gives."""
        return self.database_lane.submit(job).result()

    def records(self, key: CacheKey) -> int:
        """How many records somebody finds who opens the copy with this key; -1 where it opens none.

        The copy is sound, or this fails.
        """
        store = EncryptedRecordStore(self.cache)
        try:
            store.open(key)
            assert not store.was_rebuilt
            for record in store.records():
                store.vault(record.record_id).timeline()
            assert store.take_damage() == []
            return len(store.records())
        except StoreError:
            return -1
        finally:
            store.close()

    def _session(self, credential: Any, key: ReleasedKey, authenticated_by: str) -> Session:
        self.on_database(lambda: self.store.open(key))
        tokens: Any = None
        return Session(ISOBEL, credential, key, tokens, {}, CancelToken(), authenticated_by=authenticated_by)

    def _unlock(self, pin: bytearray) -> SoftCard:
        assert pin == b"123456"
        return self.card
