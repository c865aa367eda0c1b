"""Bytes flipped, pages cut off, swapped or put back, in every kind of file: noticed, and care goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.audit.journal import Journal
from serums_desktop.domain.errors import (
    EvidenceFault,
    EvidenceNotKept,
    SerumsError,
    StoreUnreadable,
)
from serums_desktop.domain.received import Received
from serums_desktop.domain.staff import Staff
from serums_desktop.domain.stored import Integrity
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.faults import steps
from tests.unit.audit.keeping import deed
from tests.unit.identity.memory_keyring import MemoryBackend, backend_named, keyring_on
from tests.unit.store.synthetic import answered, key, person

PAGE = 4096
# Where a page can be hit: its first byte, its body, its initialisation vector and its authentication code.
PLACES = (0, PAGE // 2, PAGE - 80, PAGE - 1)
DAMAGES = {Integrity.DAMAGED, Integrity.ROLLED_BACK}
# Pages that are hit in files that have more of them.
MOST_PAGES = 24


class Seen(msgspec.Struct, frozen=True):
    """Whether an opening shows the record as it was, and whether it or a check tells of anything."""

    is_whole: bool
    is_told: bool


def look(cache: Path) -> Seen:
    """Open a cache, its one record and all that is in it; afterwards the record can be read into again."""
    store = EncryptedRecordStore(cache)
    is_whole = is_told = False
    try:
        store.open(key())
        is_told = store.was_rebuilt or store.integrity in DAMAGES
        record_id = store.remember(person(("fcrb", "1")), 9.0)
        try:
            is_whole = steps.holds(store.vault(record_id), today())
        except StoreUnreadable as error:
            is_told = error.is_damaged
        found = store.check(record_id)
        vault = store.vault(record_id)
        is_told = is_told or found in DAMAGES or bool(store.take_damage())
        steps.fill(vault, "fcrb")
        assert vault.accounting().balanced
    finally:
        store.close()
    return Seen(is_whole, is_told)


def today() -> dict[str, Received]:
    return {**steps.BEFORE, **steps.by_key(*steps.ELSEWHERE)}


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache after one source was read, closed."""
    cache = tmp_path_factory.mktemp("yesterday") / "cache"
    steps.Synchronise.prepare(cache)
    return cache


@pytest.fixture(scope="module")
def closed(yesterday: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same cache after another source was read, closed."""
    cache = tmp_path_factory.mktemp("today") / "cache"
    shutil.copytree(yesterday, cache)
    with steps.opened(cache) as store:
        steps.fill(store.vault(store.records()[0].record_id), "zmc")
    return cache


@pytest.fixture(scope="module")
def killed(yesterday: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same cache as a kill leaves it once another source was read: with side files."""
    place = tmp_path_factory.mktemp("killed")
    shutil.copytree(yesterday, place / "open")
    with steps.opened(place / "open") as store:
        vault = store.vault(store.records()[0].record_id)
        run = vault.begin("zmc")
        vault.write(run, steps.ELSEWHERE, 2.0)
        vault.finish(run, answered("zmc"), complete=False)
        shutil.copytree(place / "open", place / "cache")
    return place / "cache"


def only(cache: Path, pattern: str) -> Path:
    (path,) = cache.glob(f"*/{pattern}")
    return path


def pages_of(path: Path) -> Iterator[int]:
    """Where pages of a file begin: the first and the last among them."""
    pages = path.stat().st_size // PAGE
    every = max(1, pages // MOST_PAGES)
    yield from (PAGE * page for page in sorted({*range(0, pages, every), pages - 1}))


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def put(path: Path, place: int, page: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[place : place + PAGE] = page
    path.write_bytes(content)


def mutated(
    cache: Path,
    scratch: Path,
    pattern: str,
    places: Callable[[Path], Iterator[int]],
    change: Callable[..., None],
) -> Iterator[Seen]:
    """What is seen after a change at each of these places of one file, each in a copy of its own."""
    for place in places(only(cache, pattern)):
        copy = scratch / "copy"
        shutil.copytree(cache, copy)
        change(only(copy, pattern), place)
        yield look(copy)
        shutil.rmtree(copy)


def test_what_nobody_touched_is_whole_and_told_of_nothing(closed: Path, killed: Path, tmp_path: Path) -> None:
    for number, cache in enumerate((closed, killed)):
        shutil.copytree(cache, tmp_path / str(number))
        assert look(tmp_path / str(number)) == Seen(is_whole=True, is_told=False)


def test_a_flipped_bit_anywhere_in_a_vault(closed: Path, tmp_path: Path) -> None:
    def places(path: Path) -> Iterator[int]:
        return (start + PLACES[number % len(PLACES)] for number, start in enumerate(pages_of(path)))

    assert all(one.is_told for one in mutated(closed, tmp_path, "*.vault", places, flip))


@pytest.mark.parametrize("name", ["index.db", "twin.db"])
def test_a_flipped_bit_anywhere_in_an_index_loses_nothing(closed: Path, tmp_path: Path, name: str) -> None:
    def places(path: Path) -> Iterator[int]:
        return (start + PLACES[number % len(PLACES)] for number, start in enumerate(pages_of(path)))

    seen = list(mutated(closed, tmp_path, name, places, flip))
    assert all(one.is_whole for one in seen)
    assert name == "twin.db" or all(one.is_told for one in seen)


def test_a_flipped_bit_in_a_write_ahead_log(killed: Path, tmp_path: Path) -> None:
    def places(path: Path) -> Iterator[int]:
        size = path.stat().st_size
        return iter(range(5, size, size // MOST_PAGES))

    assert all(one.is_told or one.is_whole for one in mutated(killed, tmp_path, "*.vault-wal", places, flip))


@pytest.mark.parametrize("pattern", ["*.vault-wal", "index.db-wal", "twin.db-wal"])
def test_a_write_ahead_log_that_is_cut_or_taken_away(killed: Path, tmp_path: Path, pattern: str) -> None:
    def cuts(path: Path) -> Iterator[int]:
        return iter((0, path.stat().st_size // 2, path.stat().st_size - 1))

    def cut(path: Path, size: int) -> None:
        if size:
            path.write_bytes(path.read_bytes()[:size])
        else:
            path.unlink()

    assert all(one.is_told or one.is_whole for one in mutated(killed, tmp_path, pattern, cuts, cut))


@pytest.mark.parametrize("pattern", ["*.vault", "index.db"])
def test_a_file_that_is_cut(closed: Path, tmp_path: Path, pattern: str) -> None:
    def cuts(path: Path) -> Iterator[int]:
        size = path.stat().st_size
        return iter((0, 1, 16, PAGE, size // 2, size - PAGE, size - 1))

    def cut(path: Path, size: int) -> None:
        path.write_bytes(path.read_bytes()[:size])

    for seen in mutated(closed, tmp_path, pattern, cuts, cut):
        assert seen.is_told
        assert seen.is_whole == (pattern == "index.db")


def test_pages_in_each_others_place(closed: Path, tmp_path: Path) -> None:
    pages = [
        only(closed, "*.vault").read_bytes()[start : start + PAGE]
        for start in pages_of(only(closed, "*.vault"))
    ]

    def swap(path: Path, place: int) -> None:
        put(path, place, pages[1] if pages[1] != path.read_bytes()[place : place + PAGE] else pages[2])

    assert all(one.is_told for one in mutated(closed, tmp_path, "*.vault", pages_of, swap))


def test_yesterdays_pages_in_their_own_place(yesterday: Path, closed: Path, tmp_path: Path) -> None:
    older = only(yesterday, "*.vault").read_bytes()

    def places(path: Path) -> Iterator[int]:
        content = path.read_bytes()
        for start in range(0, min(len(content), len(older)), PAGE):
            if content[start : start + PAGE] != older[start : start + PAGE]:
                yield start

    def put_back(path: Path, place: int) -> None:
        put(path, place, older[place : place + PAGE])

    seen = list(mutated(closed, tmp_path, "*.vault", places, put_back))
    assert len(seen) > 3
    assert all(one.is_told and not one.is_whole for one in seen)


def test_yesterdays_vault(yesterday: Path, closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path / "copy")
    shutil.copy(only(yesterday, "*.vault"), only(tmp_path / "copy", "*.vault"))
    assert look(tmp_path / "copy") == Seen(is_whole=False, is_told=True)


def test_yesterdays_index_is_put_right_by_its_twin(yesterday: Path, closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path / "copy")
    shutil.copy(only(yesterday, "index.db"), only(tmp_path / "copy", "index.db"))
    assert look(tmp_path / "copy") == Seen(is_whole=True, is_told=True)


# -- evidence and keys -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed journal of some deeds."""
    directory = tmp_path_factory.mktemp("evidence") / "evidence"
    steps.Keep.prepare(directory)
    with Journal(directory, now_s=lambda: 1.0) as kept:
        for number in range(12):
            kept.append([deed(number=number)])
        kept.mark_delivered(5)
    return directory


def is_noticed(directory: Path) -> bool:
    """Whether opening a journal and reading all of it is refused as damaged."""
    try:
        with Journal(directory, now_s=lambda: 1.0) as kept:
            assert [one.deed for one in kept.kept(0, 99)] == [deed(number=number) for number in range(12)]
            assert kept.delivered() == 5
    except EvidenceNotKept as error:
        return error.reason is EvidenceFault.JOURNAL_DAMAGED
    return False


def test_a_flipped_bit_anywhere_in_a_journal(journal: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for number, start in enumerate(pages_of(journal / "journal.db")):
        shutil.copytree(journal, copy)
        flip(copy / "journal.db", start + PLACES[number % len(PLACES)])
        assert is_noticed(copy)
        shutil.rmtree(copy)


def test_a_journal_that_is_cut_or_whose_pages_are_swapped(journal: Path, tmp_path: Path) -> None:
    content = (journal / "journal.db").read_bytes()
    first, second = content[PAGE : 2 * PAGE], content[2 * PAGE : 3 * PAGE]
    for changed in (
        b"",
        content[:1],
        content[:-PAGE],
        content[: len(content) // 2],
        content[:PAGE] + second + first + content[3 * PAGE :],
    ):
        copy = tmp_path / "copy"
        shutil.copytree(journal, copy)
        (copy / "journal.db").write_bytes(changed)
        assert is_noticed(copy)
        shutil.rmtree(copy)


NURSE = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
PASSPHRASE = b"correct horse battery"


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MemoryBackend, bytes]:
    """The key files of somebody with a passphrase, their keyring, and the key that these open."""
    keys, backend = tmp_path_factory.mktemp("keys"), backend_named()
    credential, made = KeyringVault(keys, keyring_on(backend), "ward-12").enrol(
        NURSE, bytearray(PASSPHRASE), "refresh-1"
    )
    data_key = bytes(made.data_key)
    credential.close()
    made.wipe()
    return keys, backend, data_key


def test_a_flipped_bit_in_a_key_file_never_opens_another_key(
    enrolled: tuple[Path, MemoryBackend, bytes], tmp_path: Path
) -> None:
    keys, backend, data_key = enrolled
    (path,) = keys.glob("*.person")
    size, refused = path.stat().st_size, 0
    for place in range(3, size, size // 10):
        copy = tmp_path / "keys"
        shutil.copytree(keys, copy)
        flip(copy / path.name, place)
        try:
            credential, made = KeyringVault(copy, keyring_on(backend), "ward-12").unlock(
                NURSE.staff_id, bytearray(PASSPHRASE)
            )
        except SerumsError:
            refused += 1
        else:
            assert made.data_key == data_key
            credential.close()
            made.wipe()
        shutil.rmtree(copy)
    assert refused
