from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.audit.keeper_keys import load_or_create
from serums_desktop.audit.opening_counter import TpmOpeningCounter, opening_counter
from serums_desktop.audit.tpm import Tpm
from serums_desktop.audit.tpm_commands import TpmFault
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from tests.unit.audit.tpm_in_memory import TpmInMemory


def test_each_opening_has_a_number_above_the_last() -> None:
    tpm = TpmInMemory()
    counter = TpmOpeningCounter(tpm.counter("openings"))
    first, second = counter.count(), counter.count()
    tpm.counters.clear()
    assert first < second < counter.count()


def test_what_cannot_be_counted_is_not_opened() -> None:
    tpm = TpmInMemory()
    tpm.refuses = TpmFault.SILENT
    with pytest.raises(EvidenceNotKept) as refused:
        TpmOpeningCounter(tpm.counter("openings")).count()
    assert refused.value.reason is EvidenceFault.NOT_DURABLE


def test_only_a_tpm_that_seals_the_keys_counts(tmp_path: Path) -> None:
    keys = load_or_create(tmp_path)
    assert opening_counter(None, keys) is None
    assert opening_counter(Tpm(tmp_path / "tpm"), keys) is None
    keys.is_sealed = True
    assert opening_counter(Tpm(tmp_path / "tpm"), keys) is not None
