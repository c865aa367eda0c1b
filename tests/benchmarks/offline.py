"""The kept record beside the same rows in plain SQLite and in bare SQLCipher, in one run.

The record is the story's, told again and again; its pages come prepared, as another process prepares them.
The bare databases are given the finished rows of every table in the order of their coming, their indexes and
their words, in as many transactions as there are pages and with our settings of the log: they merge nothing
and look nothing up. Plain SQLite has them twice: with bodies that nobody compresses, which is how such rows
are kept without us, and with our own compressed ones, which is less than anybody else would write. Bars:
written in at most 1.5 times plain SQLite with bodies as they are, 100,000 entries to a first screenful in
120 ms, a word among them in 50 ms, at most 60 % of the JSON on disk, at most 150 MB above an open cache from
which nothing was read.
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from serums_desktop.domain.received import PreparedPage, Progress, Received
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.sources.fhir.bundles import read_page
from serums_desktop.sources.fhir.page_reading import ReadingHere, Run
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.dictionaries import ENTRIES, ITEMS, RAWS
from serums_desktop.store.received_row import prepared_page
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.schema import WORDS
from serums_desktop.store.vault import Vault
from serums_desktop.store.vault_versions import VAULT
from serums_desktop.store.words import words_of
from tests.benchmarks.row import Row
from tests.unit.store.synthetic import answered, key, person

NAME = "offline"
SIZES = (10_000, 100_000)
RUNS = 7
WRITTEN = 3
NEWEST = 2_000
FOUND = 500

_VAULT_KEY = bytes([7]) * 32
# Its key is no order of coming, and one that comes in its order is cheaper to write.
_ORDERS = {"fold": " ORDER BY resource"}
_WORDS = "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')"


class Table(msgspec.Struct, frozen=True):
    """One table as the store made it, with its indexes and all of its rows."""

    name: str
    statements: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    columns: str = ""


class Read(msgspec.Struct, frozen=True):
    """What a process of its own tells that opened a cache and read a first screenful (ms, MB)."""

    ms: float
    opened_mb: float
    read_mb: float


def measure(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Every size, each beside its peers."""
    return [row for size in sizes for row in _measure(size)]


def _measure(size: int) -> list[Row]:
    pages, json_bytes = _prepared(size)
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        _write(_vault(directory / "ours.vault"), pages)
        stored_bytes = (directory / "ours.vault").stat().st_size
        tables, items = _tables(directory / "ours.vault")
        written = _written(directory, pages, tables)
        _write_words(directory / "words.db", items)
        record_id = _keep(directory / "cache", pages)
        opened = [_read_apart(directory / "cache", record_id) for _ in range(RUNS)]
        bare_reads = [_ms(lambda: _read_bare(directory / "bare 0")) for _ in range(RUNS)]
        # The word that most titles begin with.
        ((word, _),) = Counter(item.title.split()[0] for item in items).most_common(1)
        ours_found, plain_found = _searches(directory, word)
    memory_mb = max(one.read_mb - one.opened_mb for one in opened)
    plain = f"{size:,} entries written to plain SQLite"
    packed = f"{size:,} to plain SQLite, compressed"
    bare = f"newest {NEWEST:,} of {size:,}, bare SQLCipher"
    words = f"a word in {size:,}, plain SQLite"
    return [
        Row(plain, written["plain"]),
        Row(packed, written["packed"], plain),
        Row(f"{size:,} to bare SQLCipher, compressed", written["bare"], plain),
        Row(f"{size:,} written, {stored_bytes / json_bytes:.0%} of the JSON", written["ours"], plain),
        Row(f"{size:,} written, beside compressed rows", written["ours"], packed),
        Row(bare, tuple(bare_reads)),
        Row(f"{size:,}, first screenful, {memory_mb:.0f} MB", tuple(one.ms for one in opened), bare, 120.0),
        Row(words, plain_found),
        Row(f"a word in {size:,}", ours_found, words, 50.0),
    ]


def _prepared(size: int) -> tuple[list[PreparedPage], int]:
    """The pages of a record, and how many bytes of JSON their resources have."""
    from tests.benchmarks.parsing import patient_id, story_pages

    reading = ReadingHere(Run("fcrb", patient_id(), "https://127.0.0.1/fhir"))
    read = (reading.page(read_page(content, "fcrb").records) for content in story_pages(size))
    pages, json_bytes = [], 0
    for part in chain(chain.from_iterable(read), _rest(reading)):
        if not isinstance(part, Progress):
            json_bytes += sum(len(one.raw) for one in part)
            pages.append(prepared_page("fcrb", part))
    return pages, json_bytes


def _rest(reading: ReadingHere) -> Iterator[list[Received] | Progress]:
    """What is left once all pages are read."""
    yield from reading.finish(complete=True)


def _vault(path: Path) -> Vault:
    return Vault(path, _VAULT_KEY, lambda _copied_s: None)


def _write(vault: Vault, pages: Sequence[PreparedPage]) -> None:
    run = vault.begin("fcrb")
    for page in pages:
        vault.write(run, page, 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    vault.close()


def _written(
    directory: Path, pages: Sequence[PreparedPage], tables: Sequence[Table]
) -> dict[str, tuple[float, ...]]:
    """How long each took to write all of it, in turns (ms)."""
    as_they_are = _uncompressed(tables)
    taken: dict[str, list[float]] = {}
    for number in range(WRITTEN):
        at = {name: directory / f"{name} {number}" for name in ("plain", "packed", "bare", "ours")}
        ways: dict[str, Callable[[], None]] = {
            "plain": partial(_write_bare, _plain(at["plain"]), as_they_are, len(pages)),
            "packed": partial(_write_bare, _plain(at["packed"]), tables, len(pages)),
            "bare": partial(_write_bare, _ciphered(at["bare"]), tables, len(pages)),
            "ours": partial(_write_at, at["ours"], pages),
        }
        for name, way in ways.items():
            # The trash of one is not collected at the cost of the next.
            gc.collect()
            taken.setdefault(name, []).append(_ms(way))
    return {name: tuple(times) for name, times in taken.items()}


def _uncompressed(tables: Sequence[Table]) -> list[Table]:
    """The same rows with bodies as they are."""
    raws, entries, items = (one.decompressor() for one in (RAWS, ENTRIES, ITEMS))

    def plain(name: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if name == "pack":
            return (*row[:-2], raws.decompress(row[-2]), entries.decompress(row[-1]))
        return (*row[:-1], items.decompress(row[-1])) if name == "item" else row

    return [
        msgspec.structs.replace(table, rows=[plain(table.name, row) for row in table.rows])
        for table in tables
    ]


def _write_at(path: Path, pages: Sequence[PreparedPage]) -> None:
    _write(_vault(path), pages)


def _keep(cache: Path, pages: Sequence[PreparedPage]) -> str:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    _write(store.vault(record_id), pages)
    store.close()
    return record_id


def _tables(path: Path) -> tuple[list[Table], list[TimelineItem]]:
    """All that a vault's file holds, in the order of its coming, and the items of its timeline."""
    vault = _vault(path)
    items = list(vault.timeline().items)
    vault.close()
    file = EncryptedFile(path, _VAULT_KEY, VAULT)
    with file.reading() as view:
        made = view.exec_driver_sql(
            "SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'words%'"
            " ORDER BY type DESC"
        ).all()
        tables = [
            Table(
                name,
                tuple(sql for of, sql in made if of == name),
                _rows(view, name),
            )
            for name in dict.fromkeys(of for of, _sql in made)
        ]
        ids = {key: number for number, key in view.exec_driver_sql("SELECT id, key FROM resource")}
    file.close()
    said = sorted((min(ids[one] for one in item.members), words_of(item)) for item in items)
    tables.append(Table("words", WORDS[:1], [(number, words) for number, words in said], "rowid, text"))
    return tables, items


def _rows(view: Connection, name: str) -> list[tuple[Any, ...]]:
    asked = f'SELECT * FROM "{name}"{_ORDERS.get(name, "")}'  # noqa: S608  its own
    return [tuple(row) for row in view.exec_driver_sql(asked)]


def _plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    _set_up(connection)
    return connection


def _ciphered(path: Path) -> sqlite3.Connection:
    ciphered = sqlcipher.connect(str(path), isolation_level=None)
    ciphered.set_key(bytearray(b"x'" + _VAULT_KEY.hex().encode() + b"'"))
    connection: sqlite3.Connection = ciphered
    _set_up(connection)
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in (
        "auto_vacuum = INCREMENTAL",
        "journal_mode = WAL",
        "synchronous = FULL",
        "wal_autocheckpoint = 8000",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _write_bare(connection: sqlite3.Connection, tables: Sequence[Table], transactions: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table in tables:
        for statement in table.statements:
            connection.execute(statement)
    connection.execute("COMMIT")
    for part in range(transactions):
        connection.execute("BEGIN IMMEDIATE")
        for table in tables:
            first, end = (len(table.rows) * number // transactions for number in (part, part + 1))
            if rows := table.rows[first:end]:
                marks = ", ".join("?" * len(rows[0]))
                into = f'"{table.name}" ({table.columns})' if table.columns else f'"{table.name}"'
                connection.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608
        connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def _read_bare(path: Path) -> None:
    connection = _ciphered(path)
    newest = "SELECT body FROM item WHERE start_s IS NOT NULL ORDER BY start_s DESC LIMIT ?"
    assert len(connection.execute(newest, (NEWEST,)).fetchall()) == NEWEST
    connection.close()


def _write_words(path: Path, items: Sequence[TimelineItem]) -> None:
    connection = _plain(path)
    connection.execute(_WORDS)
    connection.execute("BEGIN")
    rows = [(number, item.title) for number, item in enumerate(items)]
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", rows)
    connection.execute("COMMIT")
    connection.close()


def _searches(directory: Path, word: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The newest with a word: ours with their items, plain SQLite with their numbers alone."""
    vault, plain = _vault(directory / "ours.vault"), _plain(directory / "words.db")
    newest = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    assert vault.find(word, FOUND)
    ours = tuple(_ms(lambda: vault.find(word, FOUND)) for _ in range(RUNS))
    bare = tuple(_ms(lambda: plain.execute(newest, (word, FOUND)).fetchall()) for _ in range(RUNS))
    vault.close()
    plain.close()
    return ours, bare


# -- a process that opens a cache and reads ----------------------------------------------------------


def _read_apart(cache: Path, record_id: str) -> Read:
    command = [sys.executable, "-m", __spec__.name, "--read", str(cache), record_id]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return msgspec.json.decode(told.stdout, type=Read)


def _read(cache: Path, record_id: str) -> Read:
    store = EncryptedRecordStore(cache)
    store.open(key())
    opened_mb = _peak_mb()

    def first_screenful() -> None:
        vault = store.vault(record_id)
        vault.overview(), vault.safety(), vault.undated(), vault.window(None, NEWEST)

    ms = _ms(first_screenful)
    read_mb = _peak_mb()
    store.close()
    return Read(ms, opened_mb, read_mb)


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--read", nargs=2, metavar=("CACHE", "RECORD"))
    options = parser.parse_args()
    if options.read:
        cache, record_id = options.read
        sys.stdout.buffer.write(msgspec.json.encode(_read(Path(cache), record_id)))


if __name__ == "__main__":
    _main()
