from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from serums_desktop.audit.checkpoint import Checkpoint
from serums_desktop.audit.merkle import leaf_hash, root_of
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Receipt
from tests.unit.audit.synthetic import (
    START_S,
    Breaking,
    exported,
    open_journal,
    open_record,
    search,
    sign_in,
    whole_day,
)


def refused(directory: Path) -> EvidenceFault:
    with pytest.raises(EvidenceNotKept) as error:
        open_journal(directory).close()
    return error.value.reason


def test_deeds_are_numbered_in_their_order(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        assert journal.append([sign_in()]) == [Receipt(0, 1_790_000_000.0)]
        assert journal.append([search(), open_record()]) == [
            Receipt(1, 1_790_000_001.0),
            Receipt(2, 1_790_000_001.0),
        ]
        assert journal.append([]) == []
        assert journal.size() == 3
    with open_journal(tmp_path) as journal:
        assert journal.size() == 3
        assert [receipt.entry for receipt in journal.append([search()])] == [3]


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    batches = whole_day()
    with open_journal(tmp_path) as journal:
        for batch in batches:
            journal.append(batch)
        kept = journal.kept(0, 100)
        assert [one.deed for one in kept] == [deed for batch in batches for deed in batch]
        assert [one.entry for one in journal.kept(2, 3)] == [2, 3, 4]
        assert journal.kept(12, 5) == []
        assert kept[0].kept_s == START_S - 0.25


def test_the_checkpoint_is_over_the_leaves(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        assert Checkpoint.open(journal.checkpoint(), journal.verification_key).size == 0
        journal.append([search(), open_record()])
        journal.append([sign_in()])
        checkpoint = Checkpoint.open(journal.checkpoint(), journal.verification_key)
        root = root_of([leaf_hash(one.leaf) for one in journal.kept(0, 9)])
        assert checkpoint == Checkpoint(journal.origin, 3, root)
        assert (tmp_path / "checkpoint.txt").read_text("utf-8") == journal.checkpoint()


def test_a_leaf_holds_no_patient(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.append([Breaking().start("a sentence"), search("a query")])
        leaves = b"".join(one.leaf for one in journal.kept(0, 2))
    for value in (b"p-77", b"sentence", b"a query"):
        assert value not in leaves


def test_the_cursor_of_delivery(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.append([search(), search()])
        assert journal.delivered() == 0
        journal.mark_delivered(2)
        with pytest.raises(ValueError, match="no such"):
            journal.mark_delivered(3)
    with open_journal(tmp_path) as journal:
        assert journal.delivered() == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to the size of a file")
def test_a_write_that_fails_keeps_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    import resource

    with open_journal(tmp_path) as journal:
        journal.append([search()])
        before = journal.checkpoint()
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
        try:
            with pytest.raises(EvidenceNotKept) as error:
                journal.append([search(), open_record()])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert error.value.reason in {EvidenceFault.NOT_DURABLE, EvidenceFault.DISK_FULL}
        assert (journal.size(), journal.checkpoint()) == (1, before)
        assert journal.append([search()])[0].entry == 1
    with open_journal(tmp_path) as journal:
        assert journal.size() == 2


class TestErasing:
    def test_the_values_are_gone_and_the_entry_stays(self, tmp_path: Path) -> None:
        with open_journal(tmp_path) as journal:
            journal.append([open_record(), sign_in()])
            before = journal.checkpoint()
            journal.erase(0)
            journal.erase(1)
            opened, signed_in = journal.kept(0, 2)
            assert (opened.is_erased, opened.deed.patients) == (True, ())
            assert not signed_in.is_erased
            assert journal.checkpoint() == before
        with open_journal(tmp_path) as journal:
            assert journal.kept(0, 1)[0].is_erased

    @pytest.mark.parametrize("entry", [-1, 1])
    def test_what_is_not_there(self, tmp_path: Path, entry: int) -> None:
        with open_journal(tmp_path) as journal:
            journal.append([search()])
            with pytest.raises(IndexError):
                journal.erase(entry)


class TestDamage:
    """What can be told from the files is told when they are opened."""

    @pytest.fixture
    def journal(self, tmp_path: Path) -> Path:
        exported(tmp_path, [[search()], [search(), open_record()]])
        return tmp_path / "journal"

    def test_put_back_to_an_older_state(self, journal: Path, tmp_path: Path) -> None:
        shutil.copy(journal / "journal.db", tmp_path)
        with open_journal(journal) as later:
            later.append([search()])
        for rest in journal.glob("journal.db-*"):
            rest.unlink()
        shutil.copy(tmp_path / "journal.db", journal)
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    def test_begun_anew(self, journal: Path) -> None:
        (journal / "journal.db").unlink()
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    def test_without_its_keys(self, journal: Path) -> None:
        shutil.rmtree(journal / "keys")
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    def test_truncated(self, journal: Path) -> None:
        file = journal / "journal.db"
        file.write_bytes(file.read_bytes()[:-4096])
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    def test_a_flipped_byte(self, journal: Path) -> None:
        content = bytearray((journal / "journal.db").read_bytes())
        content[len(content) // 2] ^= 1
        (journal / "journal.db").write_bytes(content)
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    def test_without_its_checkpoint(self, journal: Path) -> None:
        (journal / "checkpoint.txt").unlink()
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    @pytest.mark.parametrize("content", [b"", b"\xff", b"serums-desktop.example/1\n9\n"])
    def test_another_checkpoint(self, journal: Path, content: bytes) -> None:
        (journal / "checkpoint.txt").write_bytes(content)
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE sequence = 0) WHERE sequence = 1",
            "DELETE FROM entry WHERE sequence = 2",
            "DELETE FROM entry WHERE sequence = 1",
            "INSERT INTO entry SELECT 3, leaf, openings FROM entry WHERE sequence = 0",
            "DELETE FROM checkpoint WHERE size = 3",
            "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 1) WHERE size = 3",
        ],
    )
    def test_edited_by_somebody_with_its_key(self, journal: Path, statement: str) -> None:
        with open_journal(journal) as opened, opened._file.writing() as transaction:
            transaction.exec_driver_sql(statement)
        assert refused(journal) is EvidenceFault.JOURNAL_DAMAGED

    def test_values_nobody_wrote(self, journal: Path) -> None:
        with open_journal(journal) as opened:
            with opened._file.writing() as transaction:
                transaction.exec_driver_sql("UPDATE entry SET openings = x'7b' WHERE sequence = 1")
            with pytest.raises(EvidenceNotKept) as error:
                opened.kept(0, 3)
            assert error.value.reason is EvidenceFault.JOURNAL_DAMAGED

    def test_a_checkpoint_that_lags_behind_is_put_right(self, journal: Path) -> None:
        lagging = (journal / "checkpoint.txt").read_bytes()
        with open_journal(journal) as later:
            later.append([search()])
        newest = (journal / "checkpoint.txt").read_bytes()
        (journal / "checkpoint.txt").write_bytes(lagging)
        open_journal(journal).close()
        assert (journal / "checkpoint.txt").read_bytes() == newest


def test_two_cannot_have_it(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.append([sign_in()])
        assert refused(tmp_path) is EvidenceFault.UNREACHABLE


def test_nothing_of_a_deed_stands_in_a_text(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.append([open_record("p-77")])
        assert "p-77" not in repr(journal.kept(0, 1))


def test_the_journal_is_its_accounts_alone(tmp_path: Path) -> None:
    exported(tmp_path, [[search()]])
    assert (tmp_path / "journal").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "bundle.txt").stat().st_mode & 0o777 == 0o600
