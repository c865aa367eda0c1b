"""What somebody added outlives the file it was kept in, as far as that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.coverage import SourceState
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.salvage import salvage_files
from serums_desktop.store.vault import Vault
from serums_desktop.store.vault_versions import VAULT
from tests.unit.store.synthetic import answered, glucose, sensor_day

KEY = bytes(range(32))
PAGE = 4096
RESULTS = 90


def new_vault(path: Path) -> Vault:
    return Vault(path, KEY, lambda copied_s: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a source that answered and a file that somebody added."""
    vault = new_vault(tmp_path / "old")
    run = vault.begin("fcrb")
    vault.write(run, [glucose(number) for number in range(20)], 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    run = vault.begin("file-1")
    page = [
        glucose(number, source_id="file-1", marker=f" {number * 7919:x}")
        for number in range(100, 100 + RESULTS)
    ]
    vault.write(run, [*page, sensor_day(3, source_id="file-1")], 7.0)
    added = msgspec.structs.replace(answered("file-1"), state=SourceState.ADDED, received=RESULTS + 1)
    vault.finish(run, added, complete=True)
    vault.close()
    return tmp_path / "old"


@pytest.fixture
def into(tmp_path: Path) -> Iterator[Vault]:
    vault = new_vault(tmp_path / "new")
    yield vault
    vault.close()


def test_an_added_file_comes_along_whole_and_nothing_else(path: Path, into: Vault) -> None:
    salvage_files(path, KEY, into)
    old = new_vault(path)
    (known,) = into.coverage()
    assert known in old.coverage()
    assert known.state is SourceState.ADDED
    assert into.accounting().received == RESULTS + 1
    assert into.series() == old.series()
    keys = [glucose(number, source_id="file-1").key for number in range(100, 100 + RESULTS)]
    assert into.entries(keys) == old.entries(keys)
    old.close()


def test_each_page_that_is_damaged_costs_its_own_rows_alone(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    whole = 0
    for number, start in enumerate(range(PAGE, len(content), PAGE)):
        spoilt = bytearray(content)
        spoilt[start + 500] ^= 1
        path.write_bytes(spoilt)
        into = new_vault(tmp_path / f"new-{number}")
        salvage_files(path, KEY, into)
        account = into.accounting()
        coverage = into.coverage()
        if coverage:
            (known,) = coverage
            # What cannot be read is counted, and never passed over.
            assert known.quarantined >= account.quarantined
            assert account.received - account.quarantined + known.quarantined >= RESULTS + 1
            whole += known.quarantined == 0
            assert account.quarantined == len(into.unread())
        into.close()
    assert whole > 0


def test_a_file_that_does_not_open_gives_nothing(path: Path, into: Vault) -> None:
    salvage_files(path, bytes(32), into)
    assert into.coverage() == ()
    path.write_bytes(b"no database at all" * 1000)
    salvage_files(path, KEY, into)
    assert into.coverage() == ()


def test_bodies_that_say_nothing_are_kept_as_unreadable(path: Path, into: Vault) -> None:
    file = EncryptedFile(path, KEY, VAULT)
    with file.writing() as transaction:
        run = transaction.exec_driver_sql
        first = run("SELECT min(pack) FROM resource WHERE key LIKE 'file-1/%'").scalar()
        run("UPDATE pack SET raws = x'00' WHERE id = ?", (first,))
        run("UPDATE resource SET fate = 99 WHERE key LIKE 'file-1/%-15_'")
        run("UPDATE sample SET body = x'00'")
        spoilt = run(
            "SELECT count(*) FROM resource WHERE key LIKE 'file-1/%'"
            " AND (pack = ? OR fate = 99 OR key IN (SELECT key FROM sample))",
            (first,),
        ).scalar_one()
    file.close()
    salvage_files(path, KEY, into)
    (known,) = into.coverage()
    assert known.quarantined == into.accounting().quarantined == spoilt
    assert 0 < spoilt < RESULTS
    assert {one.source_id for one in into.unread()} == {"file-1"}
