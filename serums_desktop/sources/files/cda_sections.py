"""Sections of a clinical document, and the statements in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from serums_desktop.sources.files import cda_care, cda_medicines, cda_problems
from serums_desktop.sources.files.cda_statements import Reader, Statement
from serums_desktop.sources.files.cda_xml import HL7, child, children, plain_text

# LOINC codes of sections, in C-CDA R2.1 and in the eHDSI patient summary, and what reads their statements.
SECTIONS: Final[dict[str, Reader]] = {
    "48765-2": cda_problems.allergy,
    "11450-4": cda_problems.condition,
    "11348-0": cda_problems.condition,
    "46241-6": cda_problems.condition,  # hospital admission diagnosis
    "11535-2": cda_problems.condition,  # hospital discharge diagnosis
    "10160-0": cda_medicines.medicine,
    "29549-3": cda_medicines.medicine,
    "42346-7": cda_medicines.medicine,
    "10183-2": cda_medicines.medicine,
    "57828-6": cda_medicines.medicine,  # prescriptions
    "11369-6": cda_medicines.immunization,
    "47519-4": cda_care.procedure,
    "30954-2": cda_care.result,
    "8716-3": cda_care.vital_sign,
    "46264-8": cda_care.device,
    "29762-2": cda_care.circumstance,
    "10162-6": cda_care.circumstance,
    "47420-5": cda_care.circumstance,
}
_STATEMENTS: Final = (
    "act",
    "observation",
    "substanceAdministration",
    "procedure",
    "supply",
    "encounter",
    "organizer",
)


class Section(msgspec.Struct, frozen=True):
    """A section: its number in the document, its LOINC code and its title."""

    element: Element
    number: int
    code: str
    title: str


def sections_of(root: Element) -> list[Section]:
    """Every section and every section within one, in the document's order."""
    found: list[Section] = []
    waiting = [child(each, "section") for each in children(root, "component/structuredBody/component")]
    while waiting:
        element = waiting.pop(0)
        if element is None:
            continue
        code = child(element, "code")
        named = code.get("code", "") if code is not None else ""
        found.append(Section(element, len(found), named, plain_text(child(element, "title"))))
        waiting[:0] = [child(each, "section") for each in children(element, "component")]
    return found


def statements_of(entry: Element, reader: Reader, place: str) -> Iterator[Statement]:
    """The statements in an entry: itself, those of its group, or those that its concern is about."""
    statement = next((each for name in _STATEMENTS if (each := child(entry, name)) is not None), None)
    if statement is None:
        return
    inner: list[tuple[Element, Element]] = []
    if statement.tag == f"{HL7}organizer":
        inner = _within(statement, "component")
    elif statement.tag == f"{HL7}act" and reader in {cda_problems.allergy, cda_problems.condition}:
        # A concern is about one problem or several; its other relations are remarks on it.
        inner = [
            each for each in _within(statement, "entryRelationship") if each[0].tag == f"{HL7}observation"
        ]
    if not inner:
        yield Statement(statement, entry, None, place)
    for number, (element, kept) in enumerate(inner):
        yield Statement(element, kept, statement, f"{place}/{number}")


def _within(group: Element, name: str) -> list[tuple[Element, Element]]:
    """The statements under a group and the elements that hold them, through groups in groups."""
    found = []
    for holder in children(group, name):
        for each in holder:
            if each.tag == f"{HL7}organizer":
                found += _within(each, "component")
            elif each.tag.removeprefix(HL7) in _STATEMENTS:
                found.append((each, holder))
    return found
