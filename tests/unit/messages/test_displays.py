import pytest

from serums_desktop.messages.display_table import LANGUAGES, WORDS
from serums_desktop.messages.displays import Display, display


def test_the_source_names_its_own_code() -> None:
    assert display("LOINC", "4548-4", "Hb A1c (DCCT)", "nl") == Display("Hb A1c (DCCT)")


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("ca", "Freqüència cardíaca"),
        ("de-AT", "Herzfrequenz"),
        ("pt", "Heart rate"),
        ("nl_NL", "Hartfrequentie"),
    ],
)
def test_a_word_of_ours_says_from_which_code_it_is(language: str, word: str) -> None:
    assert display("LOINC", "8867-4", language=language) == Display(word, "derived from LOINC 8867-4")


def test_an_unknown_code_gets_no_invented_name() -> None:
    assert display("LOINC", "1-8") == Display("1-8")
    assert display("CTCAE", "8867-4") == Display("8867-4")


def test_every_row_has_every_language() -> None:
    assert all(len(words) == len(LANGUAGES) and all(words) for words in WORDS.values())
