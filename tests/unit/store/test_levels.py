"""The levels of a series say what its samples say, come and go with them, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from sqlalchemy import text

from serums_desktop.analytics.samples import values_of
from serums_desktop.domain.received import Received
from serums_desktop.domain.series import GAP, Samples, SeriesLevel
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, sensor_day

CODE = "105272-9"
ALWAYS = (float("-inf"), float("inf"))
KEY = bytes(range(32))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "series.vault", KEY, lambda _copied_s: None)


def put(vault: Vault, days: Sequence[Received], *, ended: bool = True) -> None:
    run = vault.begin("cgm")
    vault.write(run, days, 1.0)
    if ended:
        vault.finish(run, answered("cgm"), complete=True)


def with_mantissas(day: Received, mantissas: Sequence[int], decimals: bytes) -> Received:
    packed = np.array(mantissas, dtype="<i4").tobytes()
    run = msgspec.structs.replace(day.samples[0], mantissas=packed, decimals=decimals)
    return msgspec.structs.replace(day, samples=(run,))


def extremes(level: SeriesLevel) -> tuple[list[float], list[float]]:
    return np.frombuffer(level.lows).tolist(), np.frombuffer(level.highs).tolist()


def brute(samples: Samples, factor: int) -> tuple[list[float], list[float]]:
    values = values_of(samples)
    blocks = [values[at : at + factor] for at in range(0, len(values), factor)]
    return [float(np.fmin.reduce(each)) for each in blocks], [float(np.fmax.reduce(each)) for each in blocks]


@pytest.mark.parametrize("samples", [1, 128, 129, 288, 4096, 4097, 20_000])
def test_blocks_are_the_extremes_of_their_samples(vault: Vault, samples: int) -> None:
    day = sensor_day(1, samples=samples)
    put(vault, [day])
    (near,) = vault.levels(CODE, *ALWAYS)
    assert near.factor == 128
    assert extremes(near) == brute(day.samples[0], 128)
    (far,) = vault.levels(CODE, *ALWAYS, most=0)
    assert far.factor == (128 if samples <= 4096 else 4096)
    assert extremes(far) == brute(day.samples[0], far.factor)
    assert (near.entry_id, near.start_s, near.period_s, near.samples) == (
        day.key,
        day.samples[0].start_s,
        300.0,
        samples,
    )
    vault.close()


def test_gaps_and_decimals_of_all_kinds(vault: Vault) -> None:
    mantissas = [GAP] * 128 + [54, 540, 5400, GAP] + [-7] * 124 + [GAP] * 3 + [-5]
    one = with_mantissas(sensor_day(1), mantissas, bytes([1]) * 128 + bytes([1, 2, 3, 0]) + bytes(128))
    same = with_mantissas(sensor_day(2), mantissas, bytes([2]) * 260)
    put(vault, [one, same])
    for level, day in zip(vault.levels(CODE, *ALWAYS), (one, same), strict=True):
        low, high = extremes(level)
        assert np.isnan([low[0], high[0]]).all()
        assert (low[1:], high[1:]) == tuple(each[1:] for each in brute(day.samples[0], 128))
    vault.close()


def test_a_span_has_the_runs_that_touch_it(vault: Vault) -> None:
    days = [sensor_day(day) for day in (1, 2, 3)]
    put(vault, days)
    second = days[1].samples[0]
    (found,) = vault.levels(CODE, second.start_s, second.end_s)
    assert found.entry_id == days[1].key
    assert vault.levels("8867-4", *ALWAYS) == []
    vault.close()


def test_a_run_that_changes_or_goes_takes_its_levels_with_it(vault: Vault, tmp_path: Path) -> None:
    mark = with_mantissas(sensor_day(2), [123_456_789] * 288, bytes([4]) * 288)
    put(vault, [sensor_day(1), mark, sensor_day(3, samples=5_000)])
    assert len(vault.levels(CODE, *ALWAYS)) == 3
    put(vault, [sensor_day(1), sensor_day(2)], ended=False)
    assert not any(12_345.6789 in extremes(level)[1] for level in vault.levels(CODE, *ALWAYS))
    put(vault, [sensor_day(1)])
    (left,) = vault.levels(CODE, *ALWAYS)
    assert left.entry_id == sensor_day(1).key
    vault.drop_source("cgm")
    with vault._file.reading() as view:
        assert view.execute(text("SELECT count(*) FROM level")).scalar() == 0
    vault.close()


def test_a_vault_that_is_merged_anew_has_all_levels(vault: Vault, tmp_path: Path) -> None:
    put(vault, [sensor_day(1), sensor_day(2, samples=5_000)])
    before = vault.levels(CODE, *ALWAYS), vault.levels(CODE, *ALWAYS, most=0)
    with vault._file.writing() as transaction:
        transaction.execute(text("UPDATE about SET merging = 0"))
        transaction.execute(text("DELETE FROM level"))
    vault.close()
    again = Vault(tmp_path / "series.vault", KEY, lambda _copied_s: None)
    assert (again.levels(CODE, *ALWAYS), again.levels(CODE, *ALWAYS, most=0)) == before
    again.close()
