"""A copy that fails is told as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from serums_desktop.domain.errors import DiskFull, StoreUnreadable
from serums_desktop.store.copying import copying_to

PATH = Path("copy.vault")


def large() -> dbapi2.Connection:
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE TABLE content AS SELECT zeroblob(1000000)")
    connection.commit()
    return connection


def test_a_full_disk() -> None:
    source, copy = large(), dbapi2.connect(":memory:")
    copy.execute("PRAGMA max_page_count = 10").fetchall()
    with pytest.raises(DiskFull), copying_to(PATH):
        source.backup(copy)
    source.close()
    copy.close()


def test_what_the_system_refuses(tmp_path: Path) -> None:
    (tmp_path / "copy.vault").touch()
    source, copy = large(), dbapi2.connect(f"file:{tmp_path}/copy.vault?mode=ro", uri=True)
    with pytest.raises(StoreUnreadable) as caught, copying_to(PATH):
        source.backup(copy)
    assert (caught.value.path_name, caught.value.is_damaged) == (PATH.name, False)
    source.close()
    copy.close()


def test_our_own_errors_stay() -> None:
    with pytest.raises(DiskFull), copying_to(PATH):
        raise DiskFull
