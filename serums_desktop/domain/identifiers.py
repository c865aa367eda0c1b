"""Identifiers of people, and the national numbers whose check digits can be verified."""

from __future__ import annotations

import enum

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

NATIONAL_NUMBERS = {number.system: number for number in (DNI, CIP, CHI, NHS, BSN)}


class Identifier(msgspec.Struct, frozen=True, order=True):
    """A number given to a person by an issuer: equal only when system and value are."""

    system: str
    value: str

    def check(self) -> Check:
        """Verify the check digit of a national number.

        DNI/NIE: modulus 23 (Spanish Interior Ministry); BSN: eleven-test; CHI and NHS: modulus 11.
        The Catalan CIP's control digits are not published, so nothing is computed for it.
        """
        # The library loads a web client too, which the sign-in page need not wait for.
        from stdnum.es import dni, nie  # noqa: PLC0415
        from stdnum.gb import nhs  # noqa: PLC0415
        from stdnum.nl import bsn  # noqa: PLC0415

        value = self.value.replace(" ", "").replace("-", "")
        match self.system:
            case DNI.system:
                valid = dni.is_valid(value) or nie.is_valid(value)
            case BSN.system:
                valid = bsn.is_valid(value)
            case CHI.system | NHS.system:
                # A CHI number carries the NHS number's modulus 11 check digit.
                valid = nhs.is_valid(value)
            case _:
                return Check.NOT_COMPUTED
        return Check.RIGHT if valid else Check.WRONG
