from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from serums_desktop.analytics.units import Conversion, UnitPair, convert
from serums_desktop.charts.timeline.model import Row, build
from serums_desktop.charts.timeline.one_axis import find_conversions
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.timeline import Timeline, TimelineItem

PAIRS = [
    ("mg/dL", "mmol/L", "2339-0"),
    ("mg/dL", "umol/L", "2160-0"),
    ("g/dL", "mmol/L", "718-7"),
    ("mg/dL", "g/L", ""),
    ("kg", "[lb_av]", ""),
]
NUMBERS = st.decimals("0.001", "9999", places=3).map(lambda number: f"{number:f}")
COMPARATORS = st.sampled_from(["", "<", "<=", ">=", ">"])


@settings(deadline=None)
@given(NUMBERS, st.sampled_from(PAIRS), COMPARATORS)
def test_there_and_back_is_within_the_stated_digits(
    text: str, pair: tuple[str, str, str], comparator: str
) -> None:
    source, target, substance = pair
    found = convert(Quantity(Decimal(text), text, source, source, comparator), target, substance)
    assert found is not None
    assert found.factor is not None
    assert found.original.comparator == comparator
    shown = Decimal(found.text)
    exponent = shown.as_tuple().exponent
    assert isinstance(exponent, int)
    back = convert(Quantity(shown, found.text, target, target), source, substance)
    assert back is not None
    half_a_place = Fraction(Decimal(1).scaleb(exponent)) / 2 / found.factor
    assert abs(Fraction(back.value) - Fraction(Decimal(text))) <= half_a_place * (1 + Fraction(1, 10**20))


@settings(deadline=None)
@given(NUMBERS)
def test_a_decimal_factor_gives_the_exact_decimal(text: str) -> None:
    found = convert(Quantity(Decimal(text), text, "mg/dL", "mg/dL"), "g/L")
    assert found is not None
    assert found.value == Decimal(text) / 100


@settings(deadline=None)
@given(NUMBERS, st.text(max_size=12), st.text(max_size=12))
def test_what_is_no_known_pair_of_units_is_never_a_number_with_moles(
    text: str, source: str, target: str
) -> None:
    found = convert(Quantity(Decimal(text), text, source, source), target + "?")
    assert found is None or source == target + "?"


RESULTS = st.lists(
    st.builds(
        lambda *fields: fields,
        st.sampled_from(["2160-0", "14682-9", "4548-4", "59261-8", "718-7", "8867-4"]),
        NUMBERS,
        COMPARATORS,
        st.sampled_from(["mg/dL", "umol/L", "mmol/L", "%", "mmol/mol", "g/dL", "g/L", "furlongs", ""]),
        st.sampled_from(["", "the source's word"]),
        st.integers(0, 5),
    ),
    max_size=14,
)


def result(at: int, loinc: str, text: str, comparator: str, code: str, word: str, day: int) -> TimelineItem:
    return TimelineItem(
        item_id=f"here/Observation/{at}",
        lane=Lane.LABS,
        resource_type="Observation",
        title="Result",
        start_s=day * 86_400.0,
        end_s=day * 86_400.0,
        row=f"http://loinc.org|{loinc}",
        codes=(loinc,),
        value=float(text),
        value_text=f"{comparator}{text}",
        unit=word or code,
        unit_code=code,
    )


def joined(items: list[TimelineItem], known: dict[UnitPair, Conversion | None]) -> list[Row]:
    timeline = Timeline(tuple(items))
    known |= find_conversions(frozenset(build(timeline, 0.0).missing - known.keys()))
    return build(timeline, 0.0, known).lane(Lane.LABS).rows


def told(rows: list[Row]) -> list[tuple[str, list[tuple[str, str]]]]:
    return sorted(
        (row.unit, sorted((item.item_id, row.converted(item)) for item in row.items)) for row in rows
    )


@settings(deadline=None)
@given(RESULTS, st.randoms(use_true_random=False))
def test_every_result_stands_in_one_row_in_whatever_order_it_came(
    given_results: list[tuple[str, str, str, str, str, int]], random: Random
) -> None:
    items = [result(at, *fields) for at, fields in enumerate(given_results)]
    rows = joined(items, {})
    shuffled = list(items)
    random.shuffle(shuffled)
    assert told(rows) == told(joined(shuffled, {}))
    assert Counter(item.item_id for row in rows for item in row.items) == Counter(
        item.item_id for item in items
    )
    for row in rows:
        assert np.isfinite(row.values).all()
        assert not row.conversions or row.unit


@settings(deadline=None)
@given(RESULTS)
def test_a_row_draws_each_result_where_its_exact_conversion_lies(
    given_results: list[tuple[str, str, str, str, str, int]],
) -> None:
    items = [result(at, *fields) for at, fields in enumerate(given_results)]
    for row in joined(items, {}):
        for item, value in zip(row.items, row.values, strict=True):
            if not row.is_converted(item):
                assert (value, row.converted(item)) == (item.value, "")
                continue
            number = item.value_text.lstrip("<>=")
            loinc = item.row.rpartition("|")[2]
            # A result without a code is in the unit that others of its row call by the same word.
            code = next(other.unit_code for other in row.items if other.unit == item.unit and other.unit_code)
            quantity = Quantity(Decimal(number), number, item.unit, code)
            exact = convert(quantity, row.conversions[item.unit].code, loinc)
            assert exact is not None
            assert abs(float(exact.value) - value) <= 1e-9 * max(abs(value), 1e-3)
            comparator = item.value_text.removesuffix(number)
            assert row.converted(item) == f"{comparator}{exact.text} {row.unit}"
