"""In which words a token request says why somebody opens a record. Each origin understands one dialect.

- ``iua``: the assertion's claim ``extensions.ihe_iua.purpose_of_use``, a coding of v3-ActReason or a list of
  one (IHE IUA).
- ``scope``: one of the requested scopes is ``purpose-of-use/TREAT``, ``purpose-of-use/ETREAT`` or
  ``purpose-of-use/BTG``, as the parties to a SMART App Launch agree among themselves.
- ``swiss-epr``: one of the requested scopes is ``purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|NORM`` or
  ``…|EMER`` (CH EPR FHIR). That code system knows emergency access and any other, no third: NORM is taken
  for treatment, EMER for broken glass.

What is said in another dialect is not heard. Nothing heard is treatment. A purpose in a scope is repeated in
the `scope` of the answer.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.oauth import OAuthRefusal, stated_purpose

_SWISS_PURPOSES = "urn:oid:2.16.756.5.30.1.127.3.10.5"


class PurposeDialect(enum.StrEnum):
    """The dialects, as a configuration names them."""

    IUA = "iua"
    SCOPE = "scope"
    SWISS_EPR = "swiss-epr"


# What a purpose's scope begins with, and the purposes by what follows.
_PREFIXES = {
    PurposeDialect.SCOPE: "purpose-of-use/",
    PurposeDialect.SWISS_EPR: "purpose_of_use=",
}
_PURPOSES: Mapping[PurposeDialect, Mapping[str, PurposeOfUse]] = {
    PurposeDialect.SCOPE: {purpose.value: purpose for purpose in PurposeOfUse},
    PurposeDialect.SWISS_EPR: {
        f"{_SWISS_PURPOSES}|NORM": PurposeOfUse.TREATMENT,
        f"{_SWISS_PURPOSES}|EMER": PurposeOfUse.BREAK_GLASS,
    },
}


def heard_purpose(
    dialect: PurposeDialect, requested: Sequence[str], claims: dict[str, Any]
) -> tuple[PurposeOfUse, list[str]]:
    """The purpose that a request states, and the requested scopes that state it.

    Raises `OAuthRefusal` for a purpose that is not accepted, and for more than one.
    """
    if dialect is PurposeDialect.IUA:
        return stated_purpose(claims), []
    prefix = _PREFIXES[dialect]
    stated = [scope for scope in requested if scope.startswith(prefix)]
    if not stated:
        return PurposeOfUse.TREATMENT, []
    purpose = _PURPOSES[dialect].get(stated[0].removeprefix(prefix))
    if purpose is None or len(stated) > 1:
        raise OAuthRefusal("invalid_scope", "one purpose of use, of those in scopes_supported")
    return purpose, stated


def purpose_scopes(dialect: PurposeDialect) -> list[str]:
    """The scopes that state a purpose in a dialect."""
    prefix = _PREFIXES.get(dialect, "")
    return [f"{prefix}{code}" for code in _PURPOSES.get(dialect, ())]
