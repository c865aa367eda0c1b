"""Results of one analyte in several units stand in one row, where there is a way between their units."""

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from serums_desktop.charts.timeline.model import Row, TimelineModel, build
from serums_desktop.charts.timeline.one_axis import find_conversions
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem

MakeItem = Callable[..., TimelineItem]
Result = Callable[..., TimelineItem]


@pytest.fixture
def result(item: MakeItem) -> Result:
    """A laboratory result: LOINC code, date, value as written and UCUM code."""

    def make(loinc: str, date: str, text: str, code: str, **fields: object) -> TimelineItem:
        fields = {"unit": code, "unit_code": code, "codes": (loinc,)} | fields
        lane = fields.pop("lane", Lane.LABS)
        number = float(text.lstrip("<>="))
        return item(
            lane, "Result", date, row=f"http://loinc.org|{loinc}", value=number, value_text=text, **fields
        )

    return make


def joined(items: list[TimelineItem], now_s: float) -> TimelineModel:
    """The model once every way that it asked for has been looked for."""
    timeline = Timeline(tuple(items))
    before = build(timeline, now_s)
    after = build(timeline, now_s, find_conversions(before.missing))
    assert not after.missing - before.missing
    return after


def lab_rows(items: list[TimelineItem], now_s: float) -> list[Row]:
    return joined(items, now_s).lane(Lane.LABS).rows


def test_creatinine_of_two_hospitals_is_one_row(result: Result, now_s: float) -> None:
    items = [
        result("2160-0", "2026-01-01", "88", "umol/L", low=53.0, high=106.0),
        result("2160-0", "2026-02-01", "1.00", "mg/dL", low=0.6, high=1.2),
        result("2160-0", "2026-03-01", "90", "umol/L"),
    ]
    (row,) = lab_rows(items, now_s)
    assert row.unit == "umol/L"
    np.testing.assert_allclose(row.values, [88, 88.4017, 90], rtol=1e-6)
    np.testing.assert_allclose(row.lows, [53, 53.0410, np.nan], rtol=1e-6)
    np.testing.assert_allclose(row.highs, [106, 106.0820, np.nan], rtol=1e-6)
    assert [row.converted(item) for item in row.items] == ["", "88.4 umol/L", ""]
    assert [item.value_text for item in row.items] == ["88", "1.00", "90"]


@pytest.mark.parametrize(
    ("codes", "given", "expected"),
    [
        (("718-7", "718-7"), (("13.9", "g/dL"), ("139", "g/L")), "13.9 g/dL"),
        (("718-7", "59260-0"), (("14.5", "g/dL"), ("9.00", "mmol/L")), "14.5 g/dL"),
        (("4548-4", "4548-4"), (("6.5", "%"), ("48", "mmol/mol")), "6.5 %"),
        (("4548-4", "59261-8"), (("6.5", "%"), ("48", "mmol/mol")), "6.5 %"),
        (("2160-0", "14682-9"), (("1.00", "mg/dL"), ("88.4", "umol/L")), "1.00 mg/dL"),
        (("1988-5", "1988-5"), (("<0.6", "mg/dL"), ("<6", "mg/L")), "<0.6 mg/dL"),
    ],
)
def test_one_analyte_by_mass_and_by_moles_is_one_row(
    result: Result,
    now_s: float,
    codes: tuple[str, str],
    given: tuple[tuple[str, str], tuple[str, str]],
    expected: str,
) -> None:
    (mass, moles), (first, second) = codes, given
    items = [
        result(mass, "2026-01-01", *first),
        result(mass, "2026-02-01", *first),
        result(moles, "2026-03-01", *second),
    ]
    (row,) = lab_rows(items, now_s)
    assert row.unit == first[1]
    assert row.converted(items[2]) == expected


def test_of_two_units_used_equally_often_the_newest_is_the_rows(result: Result, now_s: float) -> None:
    items = [result("2160-0", "2026-01-01", "88", "umol/L"), result("2160-0", "2026-02-01", "1.00", "mg/dL")]
    (row,) = lab_rows(items, now_s)
    assert row.unit == "mg/dL"
    assert row.converted(items[0]) == "1.0 mg/dL"


def test_of_a_result_given_in_both_units_at_once_the_rows_own_unit_counts(
    result: Result, now_s: float
) -> None:
    items = [
        result("4548-4", "2026-01-01", "6.4", "%"),
        result("4548-4", "2026-02-01", "6.5", "%"),
        result("59261-8", "2026-02-01", "48", "mmol/mol"),
    ]
    (row,) = lab_rows(items, now_s)
    assert row.latest is items[1]
    assert row.converted(items[2]) == "6.5 %"


def test_a_comparator_stays_on_both_numbers(result: Result, now_s: float) -> None:
    items = [
        result("2160-0", "2026-01-01", "88", "umol/L"),
        result("2160-0", "2026-02-01", "<0.60", "mg/dL"),
        result("2160-0", "2026-03-01", "88", "umol/L"),
    ]
    (row,) = lab_rows(items, now_s)
    assert (items[1].value_text, row.converted(items[1])) == ("<0.60", "<53 umol/L")


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": "furlongs", "unit_code": "furlongs"},
        {"unit": "mg/dl", "unit_code": ""},
        {"unit": "", "unit_code": ""},
        {"unit": "kg", "unit_code": "kg"},
        {"unit": "mg/dL", "unit_code": "mg/dL", "second_value": 3.0},
    ],
)
def test_what_cannot_be_converted_stays_apart(
    result: Result, now_s: float, fields: dict[str, object]
) -> None:
    items = [
        result("2160-0", "2026-01-01", "88", "umol/L"),
        result("2160-0", "2026-02-01", "1", "", **fields),
    ]
    rows = lab_rows(items, now_s)
    assert sorted(len(row.items) for row in rows) == [1, 1]
    assert not any(row.conversions for row in rows)


def test_units_that_reach_only_each_other_share_a_row_of_their_own(result: Result, now_s: float) -> None:
    codes = ["mg/dL", "mg/dL", "mg/dL", "[iU]/L", "[iU]/L", "m[iU]/mL"]
    items = [result("9999-9", f"2026-0{at + 1}-01", "5", code) for at, code in enumerate(codes)]
    rows = lab_rows(items, now_s)
    assert sorted((row.unit, len(row.items)) for row in rows) == [("[iU]/L", 3), ("mg/dL", 3)]


def test_a_word_for_a_unit_with_two_codes_is_trusted_for_neither(result: Result, now_s: float) -> None:
    items = [
        result("2160-0", "2026-01-01", "88", "umol/L"),
        result("2160-0", "2026-02-01", "1.0", "mg/dL", unit="units"),
        result("2160-0", "2026-03-01", "1.0", "g/L", unit="units"),
    ]
    rows = lab_rows(items, now_s)
    assert sorted(len(row.items) for row in rows) == [1, 2]


def test_an_older_copys_results_without_a_code_stay_beside_those_with_one(
    result: Result, now_s: float
) -> None:
    items = [
        result("2160-0", "2026-01-01", "1.10", "mg/dL", unit_code=""),
        result("2160-0", "2026-02-01", "1.00", "mg/dL"),
        *(result("2160-0", f"2026-0{month}-01", "88", "umol/L") for month in (3, 4, 5)),
    ]
    (row,) = lab_rows(items, now_s)
    assert [row.converted(item) for item in items[:2]] == ["97.2 umol/L", "88.4 umol/L"]


def test_what_the_equation_puts_below_zero_stays_apart(result: Result, now_s: float) -> None:
    items = [
        result("4548-4", "2026-01-01", "48", "mmol/mol"),
        result("4548-4", "2026-02-01", "49", "mmol/mol"),
        result("4548-4", "2026-03-01", "2.0", "%"),
        result("4548-4", "2026-04-01", "6.5", "%", low=0.0, high=6.0),
        result("4548-4", "2026-05-01", "50", "mmol/mol"),
    ]
    apart, row = sorted(lab_rows(items, now_s), key=lambda row: len(row.items))
    assert apart.items == [items[2]]
    assert row.converted(items[3]) == "48 mmol/mol"
    assert np.isnan(row.lows[2])
    assert row.highs[2] == pytest.approx(42.06, abs=0.01)


def test_a_record_of_endless_units_is_not_compared_pair_by_pair(result: Result, now_s: float) -> None:
    items = [result("9999-9", "2026-01-01", "1", f"unit{at}") for at in range(400)]
    model = build(Timeline(tuple(items)), now_s)
    assert len(model.missing) < 200
    assert len(model.lane(Lane.LABS).rows) == 400


def test_doses_and_what_is_no_result_are_never_asked_for(
    item: MakeItem, result: Result, now_s: float
) -> None:
    fields = {"row": "http://loinc.org|2160-0", "value": 1.0, "value_text": "1"}
    items = [
        item(lane, "Thing", "2026-01-01", unit=code, unit_code=code, **fields)
        for lane in Lane
        for code in ("mg", "g")
        if lane not in {Lane.LABS, Lane.VITALS}
    ]
    items += [result("8480-6", f"2026-01-0{at}", "5", "mm[Hg]", second_value=3.0) for at in (1, 2)]
    items += [result("8480-6", "2026-01-03", "5", "kPa", second_value=3.0)]
    model = build(Timeline(tuple(items)), now_s)
    assert not model.missing
    assert not model.converted_in


def test_rows_stand_apart_until_the_ways_are_known_and_no_unit_package_is_loaded_for_them() -> None:
    code = """
import sys
from serums_desktop.charts.timeline.model import build
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem

def result(name, value, unit):
    return TimelineItem(
        item_id=name, lane=Lane.LABS, resource_type="Observation", title="Creatinine", start_s=0.0, end_s=0.0,
        row="http://loinc.org|2160-0", value=value, value_text=str(value), unit=unit, unit_code=unit)

model = build(Timeline((result("a", 1.0, "mg/dL"), result("b", 88.0, "umol/L"))), 1.0)
print(len(model.lane(Lane.LABS).rows), len(model.missing), {'pint', 'ucumvert', 'lark'} & set(sys.modules))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["2", "1", "set()"]
