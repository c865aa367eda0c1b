"""What may be rewritten in an amount, and what may not."""

from __future__ import annotations

import pytest

from serums_desktop.domain.written_amounts import dose, number, take_strengths


@pytest.mark.parametrize(
    ("written", "one"),
    [("47,5", "47.5"), ("47.50", "47.5"), ("5.0", "5"), ("5", "5"), ("0,125", "0.125"), ("0.500", "0.5")],
)
def test_decimals_have_one_writing(written: str, one: str) -> None:
    assert number(written) == one


@pytest.mark.parametrize("written", ["1,000", "1.000", "2.500", "1.000.000", "12,345"])
def test_what_may_part_thousands_stays_as_it_is(written: str) -> None:
    assert number(written) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 - 0 - 1", "1-0-1"),
        ("1 Comprimido cada 12 h", "1 comprimido CADA 12 h"),
        ("2,5 mg 2 \N{MULTIPLICATION SIGN} / 1 d", "2.50 mg  2 x / 1 d"),
    ],
)
def test_a_dose_is_read_without_case_blanks_and_marks(one: str, other: str) -> None:
    assert dose(one) == dose(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1-0-1", "1-0-0"),
        ("1-0-1", "twice daily 1 tablet"),
        ("5 mg", "5 mcg"),
        ("1,000 units", "1 units"),
        ("0.5 g", "500 mg"),
        ("1 tablet", "1 tablet, PRN"),
    ],
)
def test_doses_in_other_words_stay_other_doses(one: str, other: str) -> None:
    assert dose(one) != dose(other)


@pytest.mark.parametrize(
    ("words", "strengths"),
    [
        ("apixaban 2,5 mg", ("2.5mg",)),
        ("amoxicillin/clavulanic acid 875/125 mg", ("875mg", "125mg")),
        ("insulin 100 u/ml", ("100unit/1ml",)),
        ("amoxicillin 250 mg/5 ml suspension", ("250mg/5ml",)),
        ("fentanyl 12 mcg/h", ("12ug/1h",)),
        ("vitamin b12", ()),
        ("mixtard 30", ()),
    ],
)
def test_strengths_are_taken_from_words(words: str, strengths: tuple[str, ...]) -> None:
    found, rest = take_strengths(words)
    assert found == strengths
    assert words.split(maxsplit=1)[0] in rest
