from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from development import translations
from development.terminal import Refusal
from hypothesis import given
from hypothesis import strategies as st

PLURALS = """<TS version="2.1" language="en"><context><name>Timeline</name>
<message numerus="yes"><source>%n reading(s)</source>
<translation type="unfinished"><numerusform/><numerusform/></translation></message>
<message numerus="yes"><source>%n entries</source>
<translation type="unfinished"><numerusform/><numerusform/></translation></message>
</context></TS>"""


def parsed(text: str) -> ET.ElementTree[ET.Element]:
    return ET.ElementTree(ET.fromstring(text))


@given(st.text("ab &%{}<>;1nL", max_size=40))
def test_a_pseudo_sentence_keeps_its_placeholders(text: str) -> None:
    kept = [match.group() for match in translations.KEPT.finditer(text)]
    found = [match.group() for match in translations.KEPT.finditer(translations.pseudo(text))]
    assert found == kept


def test_a_pseudo_sentence_is_longer_and_runs_from_right_to_left() -> None:
    assert translations.pseudo("&Lock %1") == "&L\u202eock~\u202c %1"


def test_regular_english_plurals_fill_themselves_and_others_wait() -> None:
    tree = parsed(PLURALS)
    translations.fill_english_plurals(tree)
    assert [form.text for form in tree.iter("numerusform")] == ["%n reading", "%n readings", None, None]
    assert translations.progress(tree) == (1, 2)


def test_the_pseudo_locale_is_complete_and_survives_writing(tmp_path: Path) -> None:
    tree = parsed(PLURALS)
    translations.fill_pseudo(tree)
    translations.write(tree, tmp_path / "pseudo.ts")
    assert (tmp_path / "pseudo.ts").read_text("utf-8").isascii()
    again = ET.parse(tmp_path / "pseudo.ts")
    assert translations.progress(again) == (2, 2)
    assert all("%n" in (form.text or "") for form in again.iter("numerusform"))


def test_a_language_has_to_be_a_code() -> None:
    with pytest.raises(Refusal, match="Spanish"):
        translations.translate(["Spanish"])
