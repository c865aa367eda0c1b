"""Collect the sentences of the program for translators, and keep the pseudo-locale.

The pseudo-locale `ar_XB` shows what real translations will do to a screen before there are any: it runs from
right to left, is a third longer, and any sentence it leaves alone is one the program forgot to translate.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from development.environment import PROJECT
from development.terminal import ROOT, Refusal, must, say

FOLDER = ROOT / "translations"
PREFIX = "serums_desktop_"
SOURCE_LANGUAGE = "en"
PSEUDO_LANGUAGE = "ar_XB"

# What must survive letter for letter: %1, %L1, %n, {name}, tags, entities, a mnemonic.
KEPT = re.compile(r"%L?\d+|%n|\{[^{}]*\}|<[^<>]+>|&\w+;|&\w|\s+")
RIGHT_TO_LEFT, POP = "\u202e", "\u202c"
# In a file they are written as references: raw, they would turn the text of whoever reads the file.
VISIBLE = {ord(mark): f"&#x{ord(mark):x};" for mark in (RIGHT_TO_LEFT, POP)}
PLURAL_S = re.compile(r"(\w+)\(s\)")


def translate(languages: Sequence[str]) -> None:
    """Bring every `.ts` up to date; `languages` (es, ca, nl …) are begun if they are new."""
    unknown = [name for name in languages if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", name)]
    if unknown:
        raise Refusal(f"not a language code: {' '.join(unknown)}")
    FOLDER.mkdir(exist_ok=True)
    present = {path.stem.removeprefix(PREFIX) for path in FOLDER.glob(f"{PREFIX}*.ts")}
    sources = [*sorted((ROOT / "ui").glob("*.ui")), *source_modules()]
    for language in sorted(present | {SOURCE_LANGUAGE, PSEUDO_LANGUAGE, *languages}):
        target = FOLDER / f"{PREFIX}{language}.ts"
        options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", SOURCE_LANGUAGE]
        if language == SOURCE_LANGUAGE:
            options.append("-pluralonly")
        lupdate = PROJECT.program("pyside6-lupdate")
        must([lupdate, *options, "-target-language", language, *sources, "-ts", target])
        tree = ET.parse(target)  # noqa: S314 - our own file
        if language == PSEUDO_LANGUAGE:
            fill_pseudo(tree)
        elif language == SOURCE_LANGUAGE:
            fill_english_plurals(tree)
        write(tree, target)
        done, total = progress(tree)
        say(f"{target.name}: {done} of {total} sentences")


def source_modules() -> list[Path]:
    """The program's own modules, without what is generated."""
    modules = (ROOT / "serums_desktop").rglob("*.py")
    return sorted(path for path in modules if "_generated" not in path.parts)


def pseudo(text: str) -> str:
    """A sentence of the pseudo-locale: each word turned right to left and lengthened by a third.

    Placeholders, tags, entities and mnemonics keep their letters and their order.
    """
    parts: list[str] = []
    position = 0
    for match in KEPT.finditer(text):
        parts += [_pseudo_word(text[position : match.start()]), match.group()]
        position = match.end()
    return "".join([*parts, _pseudo_word(text[position:])])


def _pseudo_word(word: str) -> str:
    return f"{RIGHT_TO_LEFT}{word}{'~' * ((len(word) + 2) // 3)}{POP}" if word else ""


def fill_pseudo(tree: ET.ElementTree[ET.Element]) -> None:
    """Every sentence, every plural form."""
    for source, translation in _messages(tree):
        _fill(translation, [pseudo(source)] * 6)


def fill_english_plurals(tree: ET.ElementTree[ET.Element]) -> None:
    """`%n reading(s)` has regular forms; irregular ones wait for a person, marked as unfinished."""
    for source, translation in _messages(tree):
        if translation.get("type") == "unfinished" and PLURAL_S.search(source):
            _fill(translation, [PLURAL_S.sub(r"\1", source), PLURAL_S.sub(r"\1s", source)])


def progress(tree: ET.ElementTree[ET.Element]) -> tuple[int, int]:
    """How many sentences are translated, and of how many."""
    translations = [translation for _, translation in _messages(tree)]
    return sum(node.get("type") != "unfinished" for node in translations), len(translations)


def write(tree: ET.ElementTree[ET.Element], target: Path) -> None:
    """In the layout of Qt's own tools, so that their next run changes only what changed."""
    ET.indent(tree, "    ")
    body = ET.tostring(tree.getroot(), encoding="unicode").translate(VISIBLE)
    target.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def _messages(tree: ET.ElementTree[ET.Element]) -> list[tuple[str, ET.Element]]:
    found = []
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is not None:
            found.append((message.findtext("source") or "", translation))
    return found


def _fill(translation: ET.Element, forms: Sequence[str]) -> None:
    slots = translation.findall("numerusform")
    for slot, form in zip(slots, forms, strict=False):
        slot.text = form
    if not slots:
        translation.text = forms[0]
    translation.attrib.pop("type", None)
