"""A stolen disk says nothing, and what was deleted is gone even for whoever has the key."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from serums_desktop.domain.received import Received
from serums_desktop.services.ports import RecordVault
from serums_desktop.store.index import RecordIndex
from serums_desktop.store.levels import level_rows
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, glucose, key, patient, person, sensor_day

MARKER = "Xylophone-Quartz-4711"
PAGE = 4096
RESERVED = 80  # SQLCipher 4: a 16-byte initialisation vector and a 64-byte HMAC end every page
SALT = 16


def decrypted(path: Path, file_key: bytes) -> bytes:
    """Every page of a SQLCipher 4 file in the clear, free pages too, without SQLCipher's help."""
    content = path.read_bytes()
    pages = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : -RESERVED]
        vector = page[-RESERVED:][:16]
        decryptor = Cipher(algorithms.AES256(file_key), modes.CBC(vector)).decryptor()
        pages.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(pages)


def vault_key(cache: Path, record_id: str) -> tuple[Path, bytes]:
    directory = next(cache.iterdir())
    index = RecordIndex(directory / "index.db", key().data_key)
    place = index.place(record_id)
    index.close()
    assert place is not None
    return directory / place.file_name, bytes(place.vault_key)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_markers_and_keys_are_in_no_file(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = store.remember(type(person())((patient("fcrb", MARKER, family=MARKER),)), 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(number, marker=MARKER) for number in range(50)], 1.0)
    _path, file_key = vault_key(cache, record_id)
    written = [path for path in cache.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} >= {".db", ".vault", ".db-wal", ".vault-wal", ".vault-shm"}
    secrets = [MARKER.encode(), MARKER.encode("utf-16-le"), b"Observation", b"CREATE TABLE"]
    secrets += [bytes(key().data_key), key().data_key.hex().encode(), file_key, file_key.hex().encode()]
    for path in written:
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret in content], path.name
        assert MARKER not in path.name
    store.close()


def test_no_key_stands_in_a_text(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    _path, file_key = vault_key(cache, record_id)
    place = store._opened().place(record_id)
    texts = [repr(one) for one in (store, store._opened(), vault, vault._file, vault._file._engine, place)]
    for secret in (bytes(key().data_key), file_key):
        for text in texts:
            assert secret.hex() not in text
            assert repr(secret)[2:-1] not in text
    store.close()


def test_the_store_leaves_the_persons_key_to_its_owner(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    mine = key()
    store.open(mine)
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    # Locking wipes the key first; files that are open stay usable until they are closed.
    mine.data_key[:] = bytes(32)
    assert store.vault(record_id).accounting().received == 0
    store.close()
    store.open(key())
    assert [record.record_id for record in store.records()] == [record_id]
    store.close()


def packed_bodies(vault: Vault) -> set[bytes]:
    """What is compressed in a vault, cut into pieces that lie on one page or two."""
    bodies: set[bytes] = set()
    with vault._file.reading() as view:
        for column in ("raws FROM pack", "entries FROM pack", "body FROM item"):
            bodies.update(row[0] for row in view.exec_driver_sql(f"SELECT {column}"))
    return {body[start : start + 24] for body in bodies for start in range(16, len(body) - 24, 48)}


def test_what_a_source_no_longer_sends_is_gone_without_trace(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(number, marker=MARKER) for number in range(50)], 1.0)
    vault.write(run, [glucose(99)], 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    path, file_key = vault_key(cache, record_id)
    before = packed_bodies(vault)
    in_the_clear = decrypted(path, file_key)
    assert sum(piece in in_the_clear for piece in before) > len(before) // 2
    assert b"xylophone" in in_the_clear
    assert b"glucose-7" in in_the_clear

    run = vault.begin("fcrb")
    vault.write(run, [glucose(99)], 2.0)
    vault.finish(run, answered("fcrb"), complete=True)
    in_the_clear = decrypted(path, file_key)
    assert b"glucose-99" in in_the_clear
    for trace in (b"xylophone", b"glucose-7", *(before - packed_bodies(vault))):
        assert trace not in in_the_clear
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    store.close()


def test_a_forgotten_patients_key_is_gone(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    store.vault(record_id)
    _path, file_key = vault_key(cache, record_id)
    paths = [next(cache.iterdir()) / name for name in ("index.db", "twin.db")]
    store._opened()._file.sweep()
    for path in paths:
        assert file_key in decrypted(path, bytes(key().data_key))
    store.forget(record_id)
    for path in paths:
        in_the_clear = decrypted(path, bytes(key().data_key))
        assert file_key not in in_the_clear
        assert record_id.encode() not in in_the_clear
    store.close()


def test_a_former_key_is_gone(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    store.vault(record_id)
    former_path, file_key = vault_key(cache, record_id)
    store.rekey(record_id)
    path, other_key = vault_key(cache, record_id)
    assert (former_path.exists(), path.exists()) == (False, True)
    for name in ("index.db", "twin.db"):
        in_the_clear = decrypted(path.with_name(name), bytes(key().data_key))
        assert other_key in in_the_clear
        assert file_key not in in_the_clear
    store.close()


def test_the_levels_of_a_series_go_without_trace(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = store.remember(person(("cgm", "1")), 1.0)
    vault = store.vault(record_id)
    kept, gone = sensor_day(1, samples=5_000), sensor_day(2, samples=5_000)
    other = gone.samples[0]
    mantissas = other.mantissas[4 * 17 :] + other.mantissas[: 4 * 17 - 4] + (4711).to_bytes(4, "little")
    device = msgspec.structs.replace(other, device=MARKER, mantissas=mantissas)
    gone = msgspec.structs.replace(gone, samples=(device,))
    put(vault, "cgm", [kept, gone])
    bodies = [row.body for row in level_rows(device)]
    path, file_key = vault_key(cache, record_id)
    store.close()
    before = decrypted(path, file_key)
    # The longer body goes on in other pages.
    assert all(body[:100] in before for body in bodies)
    assert MARKER.encode() in before
    store.open(key())
    put(store.vault(record_id), "cgm", [kept])
    store.close()
    left = decrypted(path, file_key)
    assert MARKER.encode() not in left
    shared = {row.body for row in level_rows(kept.samples[0])}
    assert not any(body[:100] in left for body in bodies if body not in shared)


def put(vault: RecordVault, source_id: str, page: list[Received]) -> None:
    run = vault.begin(source_id)
    vault.write(run, page, 1.0)
    vault.finish(run, answered(source_id), complete=True)
