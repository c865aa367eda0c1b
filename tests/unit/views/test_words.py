"""The words views have, and the words no view may have."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import serums_desktop.views
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Label, RangeFlag, Standing
from serums_desktop.domain.identifiers import BSN, Identifier
from serums_desktop.domain.people import PersonName, Sex
from serums_desktop.views import words

VIEWS = Path(serums_desktop.views.__file__).parent
FORMS = VIEWS.parents[1] / "ui"
# A patient's wish to keep something to themselves must not be told by any word on a screen.
TELLING = re.compile(
    r"restrict|hidden|withh[eo]ld|conceal|suppress|redact|confidential|opted? out", re.IGNORECASE
)


def texts_of(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    constants = (
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documented
    )
    return [node.value for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("path", sorted(VIEWS.glob("*.py")), ids=lambda path: path.stem)
def test_no_view_has_a_word_that_tells_of_a_restriction(path: Path) -> None:
    assert [text for text in texts_of(path) if TELLING.search(text)] == []


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.ui")), ids=lambda path: path.stem)
def test_no_form_has_one_either(path: Path) -> None:
    strings = [node.text or "" for node in ET.parse(path).iter("string")]
    assert strings
    assert [text for text in strings if TELLING.search(text)] == []


def test_every_value_of_the_domain_has_words() -> None:
    assert all(words.label_text(label) for label in Label)
    assert all(words.standing_text(standing) for standing in Standing)
    assert all(words.sex_text(sex) for sex in Sex)
    assert all(words.flag_text(flag) for flag in RangeFlag if flag is not RangeFlag.NONE)


def test_names_and_issuers() -> None:
    assert words.name_text(PersonName("Soler Vila", "Joana")) == "SOLER VILA, Joana"
    assert words.name_text(PersonName("", "")) == "Name not given"
    assert words.issuer_text(Identifier(BSN.system, "999914030")) == ("NL", "BSN")
    assert words.issuer_text(Identifier("urn:hospital", "17")) == ("", "Local no.")


def test_an_age_that_cannot_be_told_is_not_told() -> None:
    day = PartialDate.parse("2026-11-22").calendar_day()
    assert words.age_text(PartialDate.parse("1935-03-14"), day) == "91 y"
    assert words.age_text(None, day) == ""


def test_a_language_by_its_name() -> None:
    assert words.language_text("ca") == "Catalan"
    assert words.language_text("") == ""


def test_before_any_answer_nothing_is_claimed() -> None:
    assert words.nothing_recorded(0) == "No source has answered yet."
