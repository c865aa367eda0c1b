"""An open store in a directory of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import key, person


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def store(cache: Path) -> Iterator[EncryptedRecordStore]:
    store = EncryptedRecordStore(cache)
    store.open(key())
    yield store
    store.close()


@pytest.fixture
def vault(store: EncryptedRecordStore) -> Vault:
    return store.vault(store.remember(person(("fcrb", "p1")), 1.0))
