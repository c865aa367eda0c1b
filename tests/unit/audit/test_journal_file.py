"""What lies on the disk: nothing in the clear, nothing that was erased, and all that was acknowledged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from serums_desktop.audit.bundle import Bundle
from serums_desktop.audit.journal_file import JournalFile
from serums_desktop.audit.keeper_keys import load_or_create
from serums_desktop.audit.verifier import verify
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import PatientReference
from tests.unit.audit.synthetic import Breaking, open_journal, search

ROOT = Path(__file__).parents[3]
MARKER = "Xylophone-Quartz-4711"
PAGE = 4096
RESERVED = 80  # SQLCipher 4: a 16-byte initialisation vector and a 64-byte HMAC end every page
SALT = 16


def decrypted(path: Path, key: bytearray) -> bytes:
    """Every page of a SQLCipher 4 file in the clear, free pages too, without SQLCipher's help."""
    content = path.read_bytes()
    pages = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : -RESERVED]
        decryptor = Cipher(algorithms.AES256(key), modes.CBC(page[-RESERVED:][:16])).decryptor()
        pages.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(pages)


def test_no_file_holds_a_value_or_the_key_in_the_clear(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.append([search(MARKER), Breaking((PatientReference("fcrb", MARKER),)).start(MARKER)])
        key = bytes(load_or_create(tmp_path).data_key)
        secrets = [MARKER.encode(), MARKER.encode("utf-16-le"), b"CREATE TABLE", key.hex().encode()]
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {"journal.db", "journal.db-wal"} < {path.name for path in files}
        for path in files:
            content = path.read_bytes()
            assert not [secret for secret in secrets if secret in content], path.name
            assert path.name == "data.key" or key not in content


def test_what_was_erased_is_gone_even_for_whoever_has_the_key(tmp_path: Path) -> None:
    key = load_or_create(tmp_path).data_key
    long_query = f"{MARKER} " * 500
    with open_journal(tmp_path) as journal:
        journal.append([search(f"{MARKER} short"), search(long_query), search("another")])
        journal.erase(0)
        journal.erase(1)
        assert (tmp_path / "journal.db-wal").stat().st_size == 0
        content = decrypted(tmp_path / "journal.db", key)
        assert b"another" in content
        assert MARKER.encode() not in content
        assert journal.kept(2, 1)[0].deed.query == "another"


def test_a_wrong_key_and_a_newer_version(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    JournalFile(file, bytearray(32)).close()
    with pytest.raises(EvidenceNotKept) as error:
        JournalFile(file, bytearray(b"\x01" * 32))
    assert error.value.reason is EvidenceFault.JOURNAL_DAMAGED
    opened = JournalFile(file, bytearray(32))
    with opened.writing() as transaction:
        transaction.exec_driver_sql("PRAGMA user_version = 2")
    opened.close()
    with pytest.raises(EvidenceNotKept) as error:
        JournalFile(file, bytearray(32))
    assert error.value.reason is EvidenceFault.JOURNAL_DAMAGED


def test_a_place_where_nothing_can_be(tmp_path: Path) -> None:
    with pytest.raises(EvidenceNotKept) as error:
        JournalFile(tmp_path / "missing" / "journal.db", bytearray(32))
    assert error.value.reason is EvidenceFault.NOT_DURABLE


WRITER = """
import sys
from pathlib import Path
from tests.unit.audit.synthetic import open_journal, search

with open_journal(Path(sys.argv[1])) as journal:
    for number in range(100_000):
        receipts = journal.append([search(f"{number}a"), search(f"{number}b")])
        print(receipts[-1].entry + 1, flush=True)
"""


@pytest.mark.parametrize("batches", [1, 3, 40])
def test_a_process_that_is_killed_loses_nothing_it_acknowledged(tmp_path: Path, batches: int) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "journal")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(batches)]
        writer.kill()
        said += writer.stdout.readlines()
    acknowledged = int(said[-1])
    with open_journal(tmp_path / "journal") as journal:
        # The batch that was being written is there in whole or not at all.
        assert journal.size() in {acknowledged, acknowledged + 2}
        queries = [one.deed.query for one in journal.kept(0, acknowledged)]
        assert queries == [f"{number}{half}" for number in range(acknowledged // 2) for half in "ab"]
        journal.export(tmp_path / "bundle.txt")
    content = (tmp_path / "bundle.txt").read_bytes()
    assert verify(content).entries == len(Bundle.decode(content).entries)
