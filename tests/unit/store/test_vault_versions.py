"""Vaults of every older version keep all they hold, merged as this version merges, and can be turned back."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from serums_desktop.domain.coverage import SourceCoverage
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.errors import StoreTooNew
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Accounting
from serums_desktop.domain.series import SeriesInfo
from serums_desktop.domain.stored import Unread
from serums_desktop.store import migrations, pages
from serums_desktop.store.cipher import EncryptedFile, Schema
from serums_desktop.store.migrations import chain
from serums_desktop.store.schema import vault_tables
from serums_desktop.store.vault import Vault
from serums_desktop.store.vault_versions import VAULT
from tests.unit.store.synthetic import answered

FILES = Path(__file__).parent / "files"
KEY = bytes(range(32))
OLD = (1, 2)


def kept(version: int) -> dict[str, Any]:
    """What that version's own code said of its file."""
    known: dict[str, Any] = json.loads((FILES / f"version-{version}.json").read_bytes())
    return known


def copy_of(version: int, directory: Path) -> Path:
    return Path(shutil.copy(FILES / f"version-{version}.vault", directory / "old.vault"))


def open_vault(path: Path) -> Vault:
    return Vault(path, KEY, lambda _copied_s: None)


def tables(vault: Vault) -> set[tuple[str, str]]:
    with vault._file.reading() as view:
        found = view.execute(text("SELECT name, coalesce(sql, '') FROM sqlite_master"))
        return {(name, "".join(sql.split()).replace('"', "")) for name, sql in found}


def entries_of(vault: Vault, known: dict[str, Any]) -> list[Entry]:
    return [stored.entry for stored in vault.entries(sorted(known["entries"]))]


def check(vault: Vault, known: dict[str, Any]) -> None:
    """All that its own version said of it, but for the counts that merging changes."""
    stored = vault.entries(sorted(known["entries"]))
    assert [one.entry.entry_id for one in stored] == sorted(known["entries"])
    for one in stored:
        expected = known["entries"][one.entry.entry_id]
        assert hashlib.sha256(one.raw).hexdigest() == expected["raw_sha256"]
        assert (one.received_s, one.entry.title) == (expected["received_s"], expected["title"])
    assert vault.coverage() == msgspec.convert(known["coverage"], tuple[SourceCoverage, ...])
    assert vault.series() == msgspec.convert(known["series"], list[SeriesInfo])
    for code, sha256 in known["samples_sha256"].items():
        runs = msgspec.msgpack.encode(vault.samples(code, -1e18, 1e18))
        assert hashlib.sha256(runs).hexdigest() == sha256
    assert vault.unread() == msgspec.convert(known["unread"], list[Unread])
    theirs = msgspec.convert(known["accounting"], Accounting)
    ours = vault.accounting()
    assert vault.timeline() == merge(one.entry for one in stored)
    assert (ours.received, ours.other, ours.retracted, ours.quarantined) == (
        theirs.received,
        theirs.other,
        theirs.retracted,
        theirs.quarantined,
    )


@pytest.mark.parametrize("version", OLD)
def test_a_vault_of_an_old_version_is_read_as_if_it_were_new(version: int, tmp_path: Path) -> None:
    new = open_vault(tmp_path / "new.vault")
    expected = tables(new)
    new.close()
    vault = open_vault(copy_of(version, tmp_path))
    assert tables(vault) == expected
    check(vault, kept(version))
    vault.close()
    again = open_vault(tmp_path / "old.vault")
    check(again, kept(version))
    again.close()


@pytest.mark.parametrize("version", OLD)
def test_what_comes_again_after_a_migration_is_kept_once(version: int, tmp_path: Path) -> None:
    vault = open_vault(copy_of(version, tmp_path))
    before = vault.accounting()
    with vault._file.reading() as view:
        (page, _), *_ = pages.received(view, "fcrb")
    assert len(page) > 20
    run = vault.begin("fcrb")
    vault.write(run, page, 5000.0)
    vault.finish(run, answered("fcrb"), complete=True)
    assert vault.accounting() == before
    vault.drop_source("fcrb")
    assert vault.accounting().received == before.received - len(page)
    vault.close()


@pytest.mark.parametrize("version", OLD)
def test_down_and_up_again_gives_the_same(version: int, tmp_path: Path) -> None:
    path = copy_of(version, tmp_path)
    open_vault(path).close()
    turn_back(path, version)
    vault = open_vault(path)
    check(vault, kept(version))
    vault.close()


@pytest.mark.parametrize("version", OLD)
def test_what_is_found_in_an_old_vault_is_what_is_found_in_a_new_one(version: int, tmp_path: Path) -> None:
    old = open_vault(copy_of(version, tmp_path))
    new = open_vault(tmp_path / "new.vault")
    for source in old.coverage():
        run = new.begin(source.source_id)
        with old._file.reading() as view:
            for page, received_s in pages.received(view, source.source_id):
                new.write(run, page, received_s)
    assert new.timeline() == old.timeline()
    assert new.overview() == old.overview()
    assert new.safety() == old.safety()
    assert new.window() == old.window()
    assert new.find("hyperten") == old.find("hyperten") != []
    new.close()
    old.close()


def test_a_version_turned_back_has_the_tables_it_had(tmp_path: Path) -> None:
    for version in OLD:
        path = copy_of(version, tmp_path)
        before = EncryptedFile(path, KEY, Schema(vault_tables, version))
        with before.reading() as view:
            expected = schema_of(view)
        before.close()
        open_vault(path).close()
        turn_back(path, version)
        after = EncryptedFile(path, KEY, Schema(vault_tables, version))
        with after.reading() as view:
            assert schema_of(view) == expected
        after.close()


def test_an_older_program_leaves_a_newer_vault_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.vault"
    open_vault(path).close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew):
        EncryptedFile(path, KEY, Schema(vault_tables, VAULT.version - 1))
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy_of(1, tmp_path)

    def broken(_op: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(chain.vault_0003, "upgrade", broken)
    with pytest.raises(RuntimeError):
        open_vault(path)
    monkeypatch.undo()
    vault = open_vault(path)
    check(vault, kept(1))
    vault.close()


def test_a_vault_of_other_rules_is_merged_anew(tmp_path: Path) -> None:
    vault = open_vault(copy_of(2, tmp_path))
    with vault._file.writing() as transaction:
        transaction.execute(text("UPDATE about SET merging = 0"))
        transaction.execute(text("DELETE FROM item"))
        transaction.execute(text("DELETE FROM fold"))
    vault.close()
    vault = open_vault(tmp_path / "old.vault")
    check(vault, kept(2))
    vault.close()


def test_migrations_know_nothing_of_today() -> None:
    """They import each other, Alembic and what no version of this program can change."""
    libraries = {"alembic", "msgspec", "sqlalchemy", "zstandard"}
    allowed = {*libraries, "collections", "hashlib", "pathlib", "typing", "zlib"}
    for path in Path(migrations.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module != "__future__":
                assert node.module is not None
                is_own = node.module.startswith("serums_desktop.store.migrations")
                assert is_own or node.module.split(".")[0] in allowed, f"{path.name}: {node.module}"
            if isinstance(node, ast.Import):
                assert all(name.name.split(".")[0] in allowed for name in node.names), path.name


def schema_of(view: Any) -> set[tuple[str, str]]:
    found = view.execute(text("SELECT name, coalesce(sql, '') FROM sqlite_master"))
    return {(name, "".join(sql.split()).replace('"', "")) for name, sql in found}


def turn_back(path: Path, version: int) -> None:
    file = EncryptedFile(path, KEY, VAULT)
    with file.writing() as transaction:
        for newer in range(VAULT.version, version, -1):
            chain.downgrade_vault(transaction, newer)
        transaction.execute(text(f"PRAGMA user_version = {version}"))
    file.close()
