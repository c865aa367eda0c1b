import array
from typing import Any

import numpy as np
import pytest

from serums_desktop.analytics.samples import gather, values_of
from serums_desktop.domain.series import GAP, Samples


def run(
    *readings: str, start_s: float = 0.0, entry_id: str = "d/Observation/1", device: str = "Sensor A"
) -> Samples:
    mantissas = array.array("i", [int(text.replace(".", "")) if text else GAP for text in readings])
    decimals = array.array("b", [len(text.partition(".")[2]) for text in readings])
    return Samples(
        entry_id=entry_id,
        source_id="d",
        code="99504-3",
        title="Glucose",
        unit="mmol/L",
        start_s=start_s,
        period_s=300.0,
        mantissas=mantissas.tobytes(),
        decimals=decimals.tobytes(),
        device=device,
    )


def test_values_are_the_nearest_floats_and_gaps_are_no_numbers() -> None:
    values = values_of(run("3.9", "", "10.00"))
    assert values[0] == 3.9
    assert np.isnan(values[1])
    assert values[2] == 10.0


def test_runs_join_in_time_order_and_keep_their_decimals() -> None:
    later, earlier = run("5.40", start_s=600, entry_id="d/Observation/2"), run("5.1", "5.20")
    (series,) = gather([later, earlier])
    assert series.times_s.tolist() == [0, 300, 600]
    assert [series.text(index) for index in range(3)] == ["5.1", "5.20", "5.40"]


def test_a_repeated_sample_counts_once_and_a_disagreeing_one_stays() -> None:
    again = run("5.1", "6.0", entry_id="d/Observation/2")
    (series,) = gather([run("5.1", "5.2"), again])
    assert series.values.tolist() == [5.1, 5.2, 6.0]


def test_devices_are_kept_apart_and_empty_runs_are_nothing() -> None:
    found = gather([run("5.1"), run("5.1", "5.2", device="Sensor B"), run()])
    assert [series.device for series in found] == ["Sensor B", "Sensor A"]


def test_what_is_nearest_and_beside_has_a_number() -> None:
    (series,) = gather([run("1", "", "", "4", "")])
    assert [series.nearest(at_s) for at_s in (-9e9, 360.0, 540.0, 9e9)] == [0, 0, 3, 3]
    assert [series.beside(0, 1), series.beside(3, -1), series.beside(3, 1)] == [3, 0, None]
    (silent,) = gather([run("", "")])
    assert silent.nearest(0) is None


def test_runs_pay_for_an_overlap_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    sorted_samples: list[int] = []
    lexsort = np.lexsort

    def counted(keys: tuple[Any, ...]) -> Any:
        sorted_samples.append(keys[0].size)
        return lexsort(keys)

    monkeypatch.setattr(np, "lexsort", counted)
    apart = [run("5.1", "5.2", start_s=600.0 * place, entry_id=f"d/{place}") for place in range(5)]
    (series,) = gather(apart)
    assert sorted_samples == []
    assert series.times_s.tolist() == [300.0 * place for place in range(10)]
    (series,) = gather([*apart, run("5.2", "6.0", start_s=900, entry_id="d/again")])
    assert sorted_samples == [6]
    assert series.values.tolist() == [5.1, 5.2, 5.1, 5.2, 5.1, 6.0, 5.2, 5.1, 5.2, 5.1, 5.2]
    assert series.text(5) == "6.0"
