"""Identifiers of people, and the national numbers whose check digits can be verified."""

from __future__ import annotations

import enum
import importlib
import re
from collections.abc import Callable

import msgspec


class Check(enum.StrEnum):
    """What a check digit says. `NOT_COMPUTED` where the rule is not published or not known here."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_COMPUTED = "not-computed"


class NationalNumber(msgspec.Struct, frozen=True):
    """A national numbering system: its FHIR system URI, its country and what people call it."""

    system: str
    country: str
    label: str


DNI = NationalNumber("urn:oid:1.3.6.1.4.1.19126.3", "ES", "DNI")
CIP = NationalNumber("urn:oid:2.16.724.4.40", "ES", "CIP")
CHI = NationalNumber("https://phsid.scot/CHI", "GB", "CHI")
NHS = NationalNumber("https://fhir.nhs.uk/Id/nhs-number", "GB", "NHS")
BSN = NationalNumber("http://fhir.nl/fhir/NamingSystem/bsn", "NL", "BSN")
KVNR = NationalNumber("http://fhir.de/sid/gkv/kvid-10", "DE", "KVNR")
CF = NationalNumber("http://hl7.it/sid/codiceFiscale", "IT", "CF")
INS = NationalNumber("urn:oid:1.2.250.1.213.1.4.8", "FR", "INS")
SSIN = NationalNumber("https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin", "BE", "SSIN")
SVNR = NationalNumber("urn:oid:1.2.40.0.10.1.4.3.1", "AT", "SVNR")
AHVN = NationalNumber("urn:oid:2.16.756.5.32", "CH", "AHVN")
PESEL = NationalNumber("urn:oid:2.16.840.1.113883.3.4424.1.1.616", "PL", "PESEL")
PERSONNUMMER = NationalNumber("http://electronichealth.se/identifier/personnummer", "SE", "PNR")
HETU = NationalNumber("urn:oid:1.2.246.21", "FI", "HETU")
FNR = NationalNumber("urn:oid:2.16.578.1.12.4.1.4.1", "NO", "FNR")

NATIONAL_NUMBERS = {
    number.system: number
    for number in (
        DNI,
        CIP,
        CHI,
        NHS,
        BSN,
        KVNR,
        CF,
        INS,
        SSIN,
        SVNR,
        AHVN,
        PESEL,
        PERSONNUMMER,
        HETU,
        FNR,
    )
}

# Four letters of the surnames, sex and birth date, three digits of control that are not published.
_CIP_SHAPE = re.compile(r"[A-Z]{4}\d{10}")
_KVNR_SHAPE = re.compile(r"[A-Z]\d{9}")

# The module of python-stdnum that knows a number's rule. A CHI number has the NHS number's check digit.
_RULES = {
    DNI.system: ("es.dni", "es.nie"),
    CHI.system: ("gb.nhs",),
    NHS.system: ("gb.nhs",),
    BSN.system: ("nl.bsn",),
    CF.system: ("it.codicefiscale",),
    INS.system: ("fr.nir",),
    SSIN.system: ("be.ssn",),
    SVNR.system: ("at.vnr",),
    AHVN.system: ("ch.ssn",),
    PESEL.system: ("pl.pesel",),
    PERSONNUMMER.system: ("se.personnummer",),
    HETU.system: ("fi.hetu",),
    FNR.system: ("no.fodselsnummer",),
}


class Identifier(msgspec.Struct, frozen=True, order=True, gc=False):
    """A number given to a person by an issuer: equal only when system and value are."""

    system: str
    value: str

    def check(self) -> Check:
        """Verify the check digit of a national number, by python-stdnum's rule where it has one.

        The Catalan CIP's control digits are not published: only its form is looked at, and one of the right
        form is not computed. The German KVNR: `_kvnr_is_valid`.
        """
        value = self.value.replace(" ", "").replace("-", "").upper()
        match self.system:
            case CIP.system:
                return Check.NOT_COMPUTED if _CIP_SHAPE.fullmatch(value) else Check.WRONG
            case KVNR.system:
                valid = _kvnr_is_valid(value)
            case system if system in _RULES:
                # As it was written: Finland's and Sweden's signs tell the century.
                valid = any(_rule(name)(self.value.strip()) for name in _RULES[system])
            case _:
                return Check.NOT_COMPUTED
        return Check.RIGHT if valid else Check.WRONG


def _rule(name: str) -> Callable[[str], bool]:
    # The library loads a web client too, which the sign-in page need not wait for.
    module = importlib.import_module(f"stdnum.{name}")
    valid: Callable[[str], bool] = module.is_valid
    return valid


def _kvnr_is_valid(value: str) -> bool:
    """The check digit of a German health insurance number.

    The letter stands for its place in the alphabet, two digits; every second of the ten digits counts twice,
    and the last digit is the sum of all digits modulo 10 (GKV-Spitzenverband, guideline on the
    Krankenversichertennummer after section 290 SGB V, annex 1).
    """
    if _KVNR_SHAPE.fullmatch(value) is None:
        return False
    digits = f"{ord(value[0]) - ord('A') + 1:02d}{value[1:9]}"
    counted = (int(digit) * (1 + place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in counted) % 10 == int(value[9])
