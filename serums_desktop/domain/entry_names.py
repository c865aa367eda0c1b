"""What an entry is about: the codes and names by which other sources may speak of the same thing."""

from __future__ import annotations

from typing import NamedTuple

from serums_desktop.domain.entries import Entry
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


def names(entry: Entry) -> tuple[Name, ...]:
    """The names of a statement about the patient, each once; none where its words name nothing.

    A display belongs to its code and names the same thing. The entry's own words name it where it has no
    code; beside a code they may say less ("Diabetes") or something else, and would join two codes. Only a
    medicine whose codes come without displays is named by its words too: they are its product's.
    """
    if entry.resource_type == "AllergyIntolerance":
        return _allergy_names(entry)
    found: list[Name] = []
    displays: list[str] = []
    classes: list[str] = []
    for coding in entry.codes:
        system = system_of(coding.system)
        if not system or _is_classification(system):
            classes.append(f"{system}|{coding.code}")
        elif system != ATC or len(coding.code) == 7:
            # A shorter ATC code is a group of substances (WHO: the fifth level is the substance).
            found.append(Name(FoldRule.CODE, system, coding.code))
            displays.append(coding.display)
    if entry.resource_type in MEDICINES:
        said = [read_product(text).substance for text in displays if text]
        words = said or [read_product(entry.title).substance]
    elif classes and not found:
        title = plain_name(entry.title)
        return (Name(FoldRule.NAME, "", " ".join((title, *sorted(classes)))),) if title else ()
    else:
        words = [plain_name(text) for text in (displays if found else [entry.title])]
    found += [Name(FoldRule.NAME, "", text) for text in words if text]
    return tuple(dict.fromkeys(found))


def product(entry: Entry) -> Product:
    """What a medicine's words and its codes' displays say of the product, taken together."""
    read = [read_product(entry.title)]
    read += [read_product(coding.display) for coding in entry.codes if coding.display]
    return Product(
        read[0].substance,
        next((each.loosely for each in read if each.loosely), ""),
        tuple(sorted({salt for each in read for salt in each.salts})),
        tuple(sorted({release for each in read for release in each.releases})),
        tuple(sorted({form for each in read for form in each.forms})),
        next((each.strengths for each in read if each.strengths), ()),
    )


def plain_name(text: str) -> str:
    """Words for comparing names: no case, accents, hyphens and semantic tag."""
    plain = one_case(text.replace("-", " "))
    return next((plain.removesuffix(tag) for tag in _TAGS if plain.endswith(tag)), plain)


def _is_classification(system: str) -> bool:
    lowered = system.lower()
    return any(mark in lowered for mark in _CLASSIFICATION_MARKS)


def _allergy_names(entry: Entry) -> tuple[Name, ...]:
    found: list[Name] = []
    displays: list[str] = []
    for coding in entry.codes:
        system = system_of(coding.system)
        is_group = system == ATC and len(coding.code) < 7 and len(entry.codes) > 1
        if system and not is_group:
            found.append(Name(FoldRule.CODE, system, coding.code))
            displays.append(coding.display)
    texts = displays if found else [entry.title]
    # Which absence is stated ("no known drug allergy") is said by every word.
    read = plain_name if entry.negated else _allergen
    found += [Name(FoldRule.NAME, "", name) for name in map(read, texts) if name]
    return tuple(dict.fromkeys(found))


def _allergen(text: str) -> str:
    """The substance in "Allergy to penicillin", "Alergia a la penicilina" or "Penicillin allergy"."""
    words = words_of(plain_name(text))
    if words and words[0] in _ALLERGY_WORDS:
        while words and (words[0] in _ALLERGY_WORDS or words[0] in _TOWARDS):
            del words[0]
    if words and words[-1] in _ALLERGY_WORDS:
        del words[-1]
    return "" if _VAGUE_ALLERGIES.issuperset(words) else substance_words(words)
