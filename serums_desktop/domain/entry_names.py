"""What an entry is about: the codes and names by which other sources may speak of the same thing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from serums_desktop.domain.entries import Coding, Entry
from serums_desktop.domain.medicine_names import (
    LONGEST_NAME,
    Product,
    read_product,
    substance_words,
    words_of,
)
from serums_desktop.domain.timeline import FoldRule
from serums_desktop.domain.written_amounts import one_case

ATC = "http://www.whocc.no/atc"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"

# Code systems that clinical documents name by their object identifiers (HL7 OID registry).
_SYSTEMS = {
    "urn:oid:2.16.840.1.113883.6.96": SNOMED,
    "urn:oid:2.16.840.1.113883.6.1": LOINC,
    "urn:oid:2.16.840.1.113883.6.73": ATC,
    "urn:oid:2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
}

# Terminologies in which one code is one thing, whoever sends it. A code of any other system may be a class
# (ICD), or a hospital's "other", under which two diseases or medicines stand: it needs the words too.
_TERMINOLOGIES = frozenset(
    {
        SNOMED,
        LOINC,
        ATC,
        "http://www.nlm.nih.gov/research/umls/rxnorm",
        "http://fdasis.nlm.nih.gov",
        "http://hl7.org/fhir/sid/cvx",
        "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
    }
)

# SNOMED CT concepts that say only of what kind something is; beside them the words name it.
_KINDS_ONLY = frozenset(
    {
        "404684003", "64572001", "55607006", "71388002", "105590001", "410942007", "763158003", "373873005",
        "419199007", "416098002", "414285001", "420134006", "418038007", "419511003", "418471000",
        "235719002", "59037007", "106190000", "281647001",
    }
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
    """One name of what an entry is about: a code of a system, or plain words.

    For words `system` is empty, or holds the codes without which they would say too little.
    """

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

    A terminology's code names it, and so does the display that belongs to the code. Its own words do where
    it has none: beside a code they may say less ("Diabetes") or something else, and would join two codes.
    """
    if entry.resource_type in MEDICINES:
        return medicine(entry).names
    read = plain_name
    if entry.resource_type == "AllergyIntolerance" and not entry.negated:
        # Which absence is stated ("no known drug allergy") is said by every word.
        read = _allergen
    codings = _telling(entry)
    if any(is_one_thing(coding) for coding in codings):
        return _named(codings, [read(coding.display) for coding in codings if is_one_thing(coding)])
    words = read(entry.title)
    if not words:
        return ()
    # A code without a display, or with another, is part of the name: "Diabetes" of E10 is not that of E11.
    is_told = all(plain_name(coding.display) == plain_name(entry.title) for coding in codings)
    marks = "" if is_told else " ".join(sorted(f"{coding.system}|{coding.code}" for coding in codings))
    return (Name(FoldRule.NAME, marks, words),)


def title_name(entry: Entry) -> str:
    """What an entry's own words name, for comparing with others' words; empty where they name nothing."""
    if entry.resource_type == "AllergyIntolerance" and not entry.negated:
        return _allergen(entry.title)
    if entry.resource_type in MEDICINES:
        return read_product(entry.title).substance
    return plain_name(entry.title)


def medicine(entry: Entry) -> Medicine:
    """Read what a medicine is. Where its codes come without displays, its words name it too."""
    codings = [coding for coding in _telling(entry) if is_one_thing(coding)]
    own = read_product(entry.title)
    told = {coding.display: read_product(coding.display) for coding in entry.codes if coding.display}
    read = [own, *told.values()]
    named = [told[coding.display].substance for coding in codings if coding.display] or [own.substance]
    return Medicine(
        _named(codings, named),
        Product(
            own.substance,
            next((each.loosely for each in read if each.loosely), ""),
            tuple(sorted({salt for each in read for salt in each.salts})),
            tuple(sorted({release for each in read for release in each.releases})),
            tuple(sorted({form for each in read for form in each.forms})),
            next((each.strengths for each in read if each.strengths), ()),
        ),
    )


def is_one_thing(coding: Coding) -> bool:
    """Whether a code means one thing, whoever sends it, so that it needs no words beside it."""
    return system_of(coding.system) in _TERMINOLOGIES


def _telling(entry: Entry) -> list[Coding]:
    """The codings that say more than a kind or a group."""
    is_allergy = entry.resource_type == "AllergyIntolerance"
    return [
        coding
        for coding in entry.codes
        if coding.code not in _KINDS_ONLY
        # WHO: ATC's fifth level is the substance, a shorter code a group of them. One may be allergic to a
        # group, where it is not the second word on one of its substances.
        and (
            len(coding.code) == 7 or system_of(coding.system) != ATC or (is_allergy and len(entry.codes) == 1)
        )
    ]


def _named(codings: Iterable[Coding], words: Iterable[str]) -> tuple[Name, ...]:
    found = [
        Name(FoldRule.CODE, system_of(coding.system), coding.code)
        for coding in codings
        if is_one_thing(coding)
    ]
    return tuple(dict.fromkeys([*found, *(Name(FoldRule.NAME, "", text) for text in words if text)]))


def plain_name(text: str) -> str:
    """Words for comparing names: no case, accents, hyphens and semantic tag."""
    if len(text) > LONGEST_NAME:
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    plain = one_case(text.replace("-", " "))
    return next((plain.removesuffix(tag) for tag in _TAGS if plain.endswith(tag)), plain)


def _allergen(text: str) -> str:
    """The substance in "Allergy to penicillin", "Alergia a la penicilina" or "Penicillin allergy"."""
    words = words_of(plain_name(text))
    if words and words[0] in _ALLERGY_WORDS:
        while words and (words[0] in _ALLERGY_WORDS or words[0] in _TOWARDS):
            del words[0]
    if words and words[-1] in _ALLERGY_WORDS:
        del words[-1]
    return "" if _VAGUE_ALLERGIES.issuperset(words) else substance_words(words)
