"""What an entry is about: the codes and names by which other sources may speak of the same thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from serums_desktop.domain.entries import Coding, Entry
from serums_desktop.domain.medicine_names import Product, read_product, substance_words, words_of
from serums_desktop.domain.timeline import FoldRule
from serums_desktop.domain.written_amounts import one_case

ATC = "http://www.whocc.no/atc"

# Code systems that clinical documents name by their object identifiers (HL7 OID registry).
_SYSTEMS = {
    "urn:oid:2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "urn:oid:2.16.840.1.113883.6.1": "http://loinc.org",
    "urn:oid:2.16.840.1.113883.6.73": ATC,
    "urn:oid:2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
}

# A classification's code names a class, in which two diagnoses or procedures may stand: it needs words.
_CLASSIFICATION_MARKS = (
    "icd-", "icd10", "icd9", "/icpc", "opcs", "/ops", "2.16.840.1.113883.6.3", "2.16.840.1.113883.6.103",
)  # fmt: skip

# SNOMED CT's semantic tags, which fully specified names carry and other displays do not.
_TAGS = (
    " (disorder)", " (finding)", " (situation)", " (procedure)", " (substance)", " (product)",
    " (physical object)", " (medicinal product)", " (event)",
)  # fmt: skip

_ALLERGY_WORDS = {
    "allergy", "allergic", "allergies", "alergia", "alergica", "alergico", "allergie", "allergia",
    "allergisch", "allergische", "allergique", "overgevoeligheid",
}  # fmt: skip
_TOWARDS = {
    "to", "a", "al", "la", "las", "los", "el", "als", "au", "aux", "gegen", "auf", "voor", "tegen", "per",
    "reaction", "reaccion",
}  # fmt: skip
# What says that there is an allergy, and not to what.
_VAGUE_ALLERGIES = {
    "known", "food", "drug", "medication", "medicine", "environmental", "substance", "multiple",
}  # fmt: skip

MEDICINES = frozenset(
    {"MedicationRequest", "MedicationStatement", "MedicationAdministration", "MedicationDispense"}
)


class Name(NamedTuple):
    """One name of what an entry is about: a code of a system, or plain words (`system` is empty)."""

    rule: FoldRule
    system: str
    text: str


def system_of(system: str) -> str:
    """A code system's URI, one for all its spellings."""
    return _SYSTEMS.get(system, system)


class Medicine(NamedTuple):
    """A medicine's names, and what its words and its codes' displays say of the product together."""

    names: tuple[Name, ...]
    product: Product


def names(entry: Entry) -> tuple[Name, ...]:
    """The names of a statement about the patient, each once; none where its words name nothing.

    A display belongs to its code and names the same thing. The entry's own words name it where it has no
    code; beside a code they may say less ("Diabetes") or something else, and would join two codes. Only a
    medicine whose codes come without displays is named by its words too: they are its product's.
    """
    if entry.resource_type in MEDICINES:
        return medicine(entry).names
    if entry.resource_type == "AllergyIntolerance":
        return _allergy_names(entry)
    found, displays = _coded(entry, is_group=_is_atc_group)
    classes = [coding for coding in entry.codes if not _names_one(coding)]
    if classes and not found:
        words = plain_name(entry.title)
        marks = sorted(f"{coding.system}|{coding.code}" for coding in classes)
        return (Name(FoldRule.NAME, "", " ".join((words, *marks))),) if words else ()
    return _named(found, [plain_name(text) for text in (displays if found else [entry.title])])


def medicine(entry: Entry) -> Medicine:
    """Read what a medicine is."""
    found, displays = _coded(entry, is_group=_is_atc_group)
    own = read_product(entry.title)
    told = {coding.display: read_product(coding.display) for coding in entry.codes if coding.display}
    read = [own, *told.values()]
    named = [told[text].substance for text in displays if text] or [own.substance]
    return Medicine(
        _named(found, named),
        Product(
            own.substance,
            next((each.loosely for each in read if each.loosely), ""),
            tuple(sorted({salt for each in read for salt in each.salts})),
            tuple(sorted({release for each in read for release in each.releases})),
            tuple(sorted({form for each in read for form in each.forms})),
            next((each.strengths for each in read if each.strengths), ()),
        ),
    )


def plain_name(text: str) -> str:
    """Words for comparing names: no case, accents, hyphens and semantic tag."""
    plain = one_case(text.replace("-", " "))
    return next((plain.removesuffix(tag) for tag in _TAGS if plain.endswith(tag)), plain)


def _coded(entry: Entry, is_group: Callable[[Coding], bool]) -> tuple[list[Name], list[str]]:
    """The codes that name one thing, and their displays."""
    found = [coding for coding in entry.codes if _names_one(coding) and not is_group(coding)]
    codes = [Name(FoldRule.CODE, system_of(coding.system), coding.code) for coding in found]
    return codes, [coding.display for coding in found]


def _named(codes: list[Name], words: list[str]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys([*codes, *(Name(FoldRule.NAME, "", text) for text in words if text)]))


def _names_one(coding: Coding) -> bool:
    """Whether a code is of a known system, and not of one that puts several things in one class."""
    system = coding.system.lower()
    return bool(system) and not any(mark in system for mark in _CLASSIFICATION_MARKS)


def _is_atc_group(coding: Coding) -> bool:
    """WHO: the fifth level of ATC is the substance; a shorter code is a group."""
    return system_of(coding.system) == ATC and len(coding.code) != 7


def _allergy_names(entry: Entry) -> tuple[Name, ...]:
    # An allergy to a group is one to that group, where it is not the second word on one of its substances.
    codes, displays = _coded(entry, is_group=lambda coding: len(entry.codes) > 1 and _is_atc_group(coding))
    # Which absence is stated ("no known drug allergy") is said by every word.
    read = plain_name if entry.negated else _allergen
    return _named(codes, [read(text) for text in (displays if codes else [entry.title])])


def _allergen(text: str) -> str:
    """The substance in "Allergy to penicillin", "Alergia a la penicilina" or "Penicillin allergy"."""
    words = words_of(plain_name(text))
    if words and words[0] in _ALLERGY_WORDS:
        while words and (words[0] in _ALLERGY_WORDS or words[0] in _TOWARDS):
            del words[0]
    if words and words[-1] in _ALLERGY_WORDS:
        del words[-1]
    return "" if _VAGUE_ALLERGIES.issuperset(words) else substance_words(words)
