"""Readings cut into runs keep their number, their digits and their moments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.sources.files.device_series import Quantified, Reading, fits, runs, usual_spacing_s

ABOUT = Quantified("file-1/Observation/1", "file-1", "99504-3", "Glucose", "mg/dL")
DECIMALS = st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,4})?", fullmatch=True)


@given(
    st.lists(st.tuples(st.integers(0, 200_000), DECIMALS), max_size=40, unique_by=lambda each: each[0]),
    st.sampled_from([0.0, 1.0]),
)
def test_every_reading_is_in_one_run(readings: list[tuple[int, str]], tolerance_s: float) -> None:
    made = runs(ABOUT, [Reading(float(at), text) for at, text in readings], 300.0, tolerance_s)
    told = [
        (run.start_s + place * run.period_s, run.text(place)) for run in made for place in range(len(run))
    ]
    assert [text.removeprefix("-").lstrip("0") for _, text in told] == [
        text.removeprefix("-").lstrip("0") for _, text in sorted(readings)
    ]
    for (at_s, _), (moment, _) in zip(told, sorted(readings), strict=True):
        assert at_s == pytest.approx(moment, abs=tolerance_s + 1e-6)


def test_equal_spacing_is_one_run() -> None:
    made = runs(ABOUT, [Reading(300.0 * place, f"{100 + place}") for place in range(288)], 300.0)
    assert [(len(run), run.period_s) for run in made] == [(288, 300.0)]


def test_a_clock_of_whole_seconds_is_one_run() -> None:
    moments = [float(round(300.3 * place)) for place in range(288)]
    made = runs(ABOUT, [Reading(at, "100") for at in moments], 300.0, 1.0)
    assert [len(run) for run in made] == [288]
    assert made[0].period_s == pytest.approx(300.3, abs=0.01)


def test_a_silence_is_no_period() -> None:
    made = runs(ABOUT, [Reading(at, "100") for at in (0.0, 300.0, 9000.0, 9300.0)], 300.0)
    assert [(run.start_s, len(run), run.period_s) for run in made] == [(0.0, 2, 300.0), (9000.0, 2, 300.0)]


def test_what_a_sample_can_hold() -> None:
    assert [fits(text) for text in ("5.40", "-0.5", "123456789")] == [True, True, True]
    assert [fits(text) for text in ("", "Low", "1e3", "5.", ".5", "1234567890", "0.12345678901")] == [
        False
    ] * 7
    with pytest.raises(ValueError, match="digits"):
        runs(ABOUT, [Reading(0.0, "1234567890")], 300.0)


def test_the_usual_spacing() -> None:
    assert usual_spacing_s([0.0, 900.0, 1800.0, 9000.0], 300.0) == 900.0
    assert usual_spacing_s([5.0], 300.0) == 300.0
