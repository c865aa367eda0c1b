"""Sections of a clinical document, and the statements in them."""

from __future__ import annotations

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
_OF_CONCERNS: Final = frozenset({cda_problems.allergy, cda_problems.condition})
_OF_OBSERVATIONS: Final = frozenset({cda_care.result, cda_care.vital_sign, cda_care.circumstance})
_STATEMENTS: Final = (
    "act",
    "observation",
    "substanceAdministration",
    "procedure",
    "supply",
    "encounter",
    "organizer",
)


# HL7 V3 NullFlavor: there is something that is held back. That must not show (see `sources.fhir.withheld`).
_MASKED: Final = "MSK"
# The elements that name what a statement is about.
_NAMING: Final = (
    "code",
    "value",
    "participant/participantRole/playingEntity",
    "participant/participantRole/playingEntity/code",
    "consumable/manufacturedProduct/manufacturedMaterial",
    "consumable/manufacturedProduct/manufacturedMaterial/code",
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
        if element is None or element.get("nullFlavor") == _MASKED:
            continue
        code = child(element, "code")
        named = code.get("code", "") if code is not None else ""
        found.append(Section(element, len(found), named, plain_text(child(element, "title"))))
        waiting[:0] = [child(each, "section") for each in children(element, "component")]
    return found


def entries_of(section: Element) -> list[Element]:
    """The entries of a section, but for those of which nothing is said than that they are held back."""
    return [each for each in children(section, "entry") if not _is_held_back(each)]


def statements_of(entry: Element, reader: Reader, place: str) -> list[Statement]:
    """The statements in an entry: itself, those of its group, or those that its concern is about."""
    statement = _statement_in(entry)
    if statement is None:
        return []
    inner = [each for each in _inner(statement) if not _is_masked(each[0])]
    if not inner or (statement.tag == f"{HL7}act" and reader not in _OF_CONCERNS):
        return [Statement(statement, entry, None, place)]
    return [
        Statement(element, kept, statement, f"{place}/{number}")
        for number, (element, kept) in enumerate(inner)
    ]


def is_for(reader: Reader, statement: Statement) -> bool:
    """Whether its section's reader reads its kind: specimens and encounters stand beside results."""
    return reader not in _OF_OBSERVATIONS or statement.element.tag == f"{HL7}observation"


def names_nothing(statement: Statement) -> bool:
    """Whether its author says expressly that there is nothing to name."""
    named = (child(statement.element, path) for path in _NAMING)
    return any(each is not None and each.get("nullFlavor") is not None for each in named)


def _statement_in(entry: Element) -> Element | None:
    return next((each for name in _STATEMENTS if (each := child(entry, name)) is not None), None)


def _inner(statement: Element) -> list[tuple[Element, Element]]:
    """The statements of a group, or the problems of a concern: its other relations are remarks on it."""
    if statement.tag == f"{HL7}organizer":
        return _within(statement, "component")
    if statement.tag == f"{HL7}act":
        related = _within(statement, "entryRelationship")
        return [each for each in related if each[0].tag == f"{HL7}observation"]
    return []


def _is_masked(statement: Element) -> bool:
    named = (statement, *(child(statement, path) for path in _NAMING))
    return any(each is not None and each.get("nullFlavor") == _MASKED for each in named)


def _is_held_back(entry: Element) -> bool:
    statement = _statement_in(entry)
    if statement is None:
        return False
    inner = _inner(statement)
    return _is_masked(statement) or (bool(inner) and all(_is_masked(each) for each, _ in inner))


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
