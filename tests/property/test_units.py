from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.analytics.units import convert
from serums_desktop.domain.quantity import Quantity

PAIRS = [
    ("mg/dL", "mmol/L", "2339-0"),
    ("mg/dL", "umol/L", "2160-0"),
    ("g/dL", "mmol/L", "718-7"),
    ("mg/dL", "g/L", ""),
    ("kg", "[lb_av]", ""),
]
NUMBERS = st.decimals("0.001", "9999", places=3).map(lambda number: f"{number:f}")
COMPARATORS = st.sampled_from(["", "<", "<=", ">=", ">"])


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


@given(NUMBERS)
def test_a_decimal_factor_gives_the_exact_decimal(text: str) -> None:
    found = convert(Quantity(Decimal(text), text, "mg/dL", "mg/dL"), "g/L")
    assert found is not None
    assert found.value == Decimal(text) / 100


@given(NUMBERS, st.text(max_size=12), st.text(max_size=12))
def test_what_is_no_known_pair_of_units_is_never_a_number_with_moles(
    text: str, source: str, target: str
) -> None:
    found = convert(Quantity(Decimal(text), text, source, source), target + "?")
    assert found is None or source == target + "?"
