"""How a source is told the purpose of use: there is no one way, so each source has its own (configuration).

iua        In the assertion, as `extensions.ihe_iua.purpose_of_use` (IHE ITI, Internet User Authorization);
           in a token exchange, as the form's `purpose_of_use=<system>|<code>`. Codes of HL7 v3-ActReason.
scope      A SMART scope. SMART App Launch defines none for it, so it has to be agreed upon with the source:
           `purpose-of-use/TREAT`, `…/ETREAT`, `…/BTG`.
swiss-epr  A scope of the Swiss EPR (CH EPR FHIR, ITI-71): `purpose_of_use=` and a token of the code system
           2.16.756.5.30.1.127.3.10.5, `NORM` or `EMER`. EMER overrides what the patient decided, so BTG alone
           is EMER: emergency care under a treatment relationship (ETREAT) overrides nothing and is NORM.

An assertion carries the extension everywhere; a source reads its own dialect.
"""

from __future__ import annotations

from typing import Final, Literal

from serums_desktop.domain.purpose import PurposeOfUse

PurposeDialect = Literal["iua", "scope", "swiss-epr"]

ACT_REASON: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
SWISS_EPR: Final = "urn:oid:2.16.756.5.30.1.127.3.10.5"
_SWISS: Final = {
    PurposeOfUse.TREATMENT: "NORM",
    PurposeOfUse.EMERGENCY_TREATMENT: "NORM",
    PurposeOfUse.BREAK_GLASS: "EMER",
}


def iua_extensions(purpose: PurposeOfUse) -> dict[str, object]:
    """The claim `extensions` of an assertion."""
    return {"ihe_iua": {"purpose_of_use": [{"system": ACT_REASON, "code": purpose.value}]}}


def purpose_scope(dialect: PurposeDialect, purpose: PurposeOfUse) -> str:
    """The scope value that tells the purpose, "" where no scope does."""
    match dialect:
        case "iua":
            return ""
        case "scope":
            return f"purpose-of-use/{purpose.value}"
        case "swiss-epr":
            return f"purpose_of_use={SWISS_EPR}|{_SWISS[purpose]}"


def exchange_parameters(dialect: PurposeDialect, purpose: PurposeOfUse) -> dict[str, str]:
    """What tells the purpose in a token exchange (RFC 8693), where there is no assertion to carry it."""
    scope = purpose_scope(dialect, purpose)
    return {"scope": scope} if scope else {"purpose_of_use": f"{ACT_REASON}|{purpose.value}"}
