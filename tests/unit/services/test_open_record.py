"""Opening a record: of much the newest first, and what a damaged copy becomes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.domain.stored import Integrity
from serums_desktop.domain.summary import summarise
from serums_desktop.services import open_record
from serums_desktop.services.open_record import read_first, read_glance, read_record
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import answered, glucose, key, person

ITEMS = 40


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EncryptedRecordStore]:
    opened = EncryptedRecordStore(tmp_path)
    opened.open(key())
    yield opened
    opened.close()


@pytest.fixture
def record_id(store: EncryptedRecordStore) -> str:
    """A record of forty results."""
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(number) for number in range(ITEMS)], 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    return record_id


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty are many, and ten a glance."""
    monkeypatch.setattr(open_record, "_READ_AT_ONCE", ITEMS - 1)
    monkeypatch.setattr(open_record, "_AT_A_GLANCE", 10)


def test_a_small_record_is_read_whole(store: EncryptedRecordStore, record_id: str) -> None:
    assert read_glance(store, record_id) is None
    opened = read_first(store, record_id)
    assert opened.is_whole
    assert len(opened.timeline.items) == opened.accounting.shown == ITEMS


@pytest.mark.usefixtures("large")
def test_of_a_large_record_the_newest_come_first(store: EncryptedRecordStore, record_id: str) -> None:
    glance, whole = read_first(store, record_id), read_record(store, record_id)
    assert not glance.is_whole
    assert 10 <= len(glance.timeline.items) < ITEMS
    newest = [item.item_id for item in whole.timeline.items[-10:]]
    assert [item.item_id for item in glance.timeline.items[-10:]] == newest


@pytest.mark.usefixtures("large")
def test_what_one_is_warned_of_is_there_at_once(store: EncryptedRecordStore, record_id: str) -> None:
    glance, whole = read_first(store, record_id), read_record(store, record_id)
    assert glance.summary == whole.summary == summarise(whole.timeline)


@pytest.mark.usefixtures("large")
def test_a_stage_of_an_emergency_shows_its_types_alone(store: EncryptedRecordStore, record_id: str) -> None:
    assert read_first(store, record_id, frozenset({"Condition"})).timeline.items == ()
    assert read_first(store, record_id, frozenset({"Observation"})).timeline.items


def test_damage_that_shows_while_reading_keeps_nobody_from_the_record(
    store: EncryptedRecordStore, record_id: str, tmp_path: Path
) -> None:
    store.close()
    (path,) = (one for one in tmp_path.rglob("*.vault") if one.stat().st_size > 16_384)
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content) - 4096, 4096):
        content[page + 100] ^= 1
    path.write_bytes(content)
    store.open(key())
    opened = read_first(store, record_id)
    assert opened.integrity is not Integrity.SOUND
    assert opened.timeline.items == ()
    assert read_first(store, record_id).integrity is Integrity.SOUND
