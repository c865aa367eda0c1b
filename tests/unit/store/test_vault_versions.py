"""A vault of an older version keeps all it holds, merged as this version merges."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
from sqlalchemy import MetaData, text

from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Accounting, Disposition, Reason, Received
from serums_desktop.domain.stored import Unread
from serums_desktop.store.cipher import EncryptedFile, Schema
from serums_desktop.store.dictionaries import ENTRIES, FHIR_R4
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, glucose, sensor_day, without_entry

VERSION_1 = """
CREATE TABLE asking (run INTEGER NOT NULL, source_id TEXT NOT NULL, PRIMARY KEY (run)) STRICT;
CREATE TABLE resource ("key" TEXT NOT NULL, source_id TEXT NOT NULL, resource_type TEXT NOT NULL,
    version_id TEXT NOT NULL, run INTEGER NOT NULL, received_s REAL NOT NULL, disposition TEXT NOT NULL,
    reason TEXT NOT NULL, problem TEXT NOT NULL, digest BLOB NOT NULL, raw BLOB NOT NULL,
    PRIMARY KEY ("key")) STRICT;
CREATE INDEX resource_of_run ON resource (source_id, run);
CREATE INDEX resource_of_disposition ON resource (disposition);
CREATE TABLE entry ("key" TEXT NOT NULL, fold BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY ("key"),
    FOREIGN KEY("key") REFERENCES resource ("key") ON DELETE CASCADE) STRICT;
CREATE INDEX entry_of_fold ON entry (fold);
CREATE TABLE item (at_s REAL NOT NULL, item_id TEXT NOT NULL, fold BLOB NOT NULL, members INTEGER NOT NULL,
    body BLOB NOT NULL, PRIMARY KEY (at_s, item_id), UNIQUE (fold)) WITHOUT ROWID, STRICT;
CREATE INDEX item_members ON item (members);
CREATE TABLE sample (code TEXT NOT NULL, start_s REAL NOT NULL, "key" TEXT NOT NULL, part INTEGER NOT NULL,
    end_s REAL NOT NULL, samples INTEGER NOT NULL, source_id TEXT NOT NULL, device TEXT NOT NULL,
    unit TEXT NOT NULL, title TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (code, start_s, "key", part),
    FOREIGN KEY("key") REFERENCES resource ("key") ON DELETE CASCADE) WITHOUT ROWID, STRICT;
CREATE INDEX sample_of_resource ON sample ("key");
CREATE TABLE coverage (source_id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (source_id)) STRICT
"""


def deflated(body: bytes, dictionary: bytes) -> bytes:
    stream = zlib.compressobj(zdict=dictionary)
    return stream.compress(body) + stream.flush()


def write_version_1(path: Path, page: list[Received]) -> None:
    """A vault as the first version left it after one answer; its items need not be right."""
    file = EncryptedFile(path, bytes(32), Schema(MetaData(), 1))
    with file.writing() as transaction:
        for statement in VERSION_1.split(";"):
            transaction.execute(text(statement))
        for one in page:
            transaction.exec_driver_sql(
                "INSERT INTO resource VALUES (?, ?, ?, ?, 1, 10.0, ?, ?, ?, x'00', ?)",
                (
                    one.key,
                    one.source_id,
                    one.resource_type,
                    one.version_id,
                    one.disposition.value,
                    one.reason.value,
                    one.problem,
                    deflated(one.raw, FHIR_R4),
                ),
            )
            if one.entry is not None:
                body = deflated(msgspec.msgpack.encode(one.entry), ENTRIES)
                transaction.exec_driver_sql("INSERT INTO entry VALUES (?, x'07', ?)", (one.key, body))
            for samples in one.samples:
                transaction.exec_driver_sql(
                    "INSERT INTO sample VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        samples.code,
                        samples.start_s,
                        one.key,
                        samples.end_s,
                        len(samples),
                        samples.source_id,
                        samples.device,
                        samples.unit,
                        samples.title,
                        zlib.compress(msgspec.msgpack.encode(samples)),
                    ),
                )
        coverage = msgspec.msgpack.encode(answered("fcrb"))
        transaction.exec_driver_sql("INSERT INTO coverage VALUES ('fcrb', ?)", (coverage,))
        transaction.exec_driver_sql("INSERT INTO item VALUES (0, 'old', x'07', 1, x'00')")
        transaction.exec_driver_sql("INSERT INTO asking VALUES (1, 'fcrb')")
    file.close()


def tables(vault: Vault) -> set[tuple[str, str]]:
    with vault._file.reading() as view:
        found = view.execute(text("SELECT name, coalesce(sql, '') FROM sqlite_master"))
        return {(name, "".join(sql.split()).replace('"', "")) for name, sql in found}


def test_a_vault_of_version_1_is_read_as_if_it_were_new(tmp_path: Path) -> None:
    page = [
        glucose(1, issuer_number="7"),
        glucose(2, issuer_number="7"),
        glucose(3),
        sensor_day(4, source_id="fcrb"),
        without_entry("q1", Disposition.QUARANTINED, Reason.WRONG_SHAPE),
    ]
    write_version_1(tmp_path / "old.vault", page)
    old = Vault(tmp_path / "old.vault", bytes(32), lambda _copied_s: None)
    new = Vault(tmp_path / "new.vault", bytes(32), lambda _copied_s: None)
    assert tables(old) == tables(new)
    new.close()
    assert old.timeline() == merge(one.entry for one in page if one.entry)
    assert old.accounting() == Accounting(received=5, shown=3, folded=1, quarantined=1)
    assert old.unread() == [Unread("fcrb", "Observation", "q1", Reason.WRONG_SHAPE, "")]
    assert [stored.raw for stored in old.entries([one.key for one in page])] == [one.raw for one in page[:4]]
    assert old.samples("105272-9", 0.0, 1e12) == list(page[3].samples)
    assert old.coverage() == (answered("fcrb"),)
    run = old.begin("fcrb")
    old.write(run, page[:1], 11.0)
    old.finish(run, answered("fcrb"), complete=True)
    assert old.accounting() == Accounting(received=1, shown=1)
    assert old.series() == []
    old.close()
