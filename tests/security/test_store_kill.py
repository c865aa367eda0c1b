"""What was acknowledged survives a process that is killed in the middle of writing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from serums_desktop.domain.merge import merge
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import glucose, key, person

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from pathlib import Path
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import glucose, key, person

store = EncryptedRecordStore(Path(sys.argv[1]))
store.open(key())
vault = store.vault(store.remember(person(("fcrb", "1")), 1.0))
run = vault.begin("fcrb")
for number in range(0, 100_000, 5):
    vault.write(run, [glucose(one) for one in range(number, number + 5)], 1.0)
    print(number + 5, flush=True)
"""


@pytest.mark.parametrize("pages", [1, 2, 7, 19, 40])
def test_kill(tmp_path: Path, pages: int) -> None:
    cache = tmp_path / "cache"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(cache)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        acknowledged = 0
        for _ in range(pages):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        said = writer.stdout.read().split()
        acknowledged = int(said[-1]) if said else acknowledged
    store = EncryptedRecordStore(cache)
    store.open(key())
    vault = store.vault(store.remember(person(("fcrb", "1")), 2.0))
    received = vault.accounting().received
    # The page that was being written is there in whole or not at all.
    assert received in {acknowledged, acknowledged + 5}
    written = [glucose(number).entry for number in range(received)]
    assert vault.timeline() == merge(entry for entry in written if entry)
    store.close()
