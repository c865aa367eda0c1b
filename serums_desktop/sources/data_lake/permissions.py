"""What a patient's rules let somebody see, computed here by table and column.

The data lake grants a tag when it is allowed or denied but not both, whoever the rule is about, and
answers a whole tag although a denied one shares its tables. So what it grants is not what the patient
decided: allowed are the columns of the tags that are allowed, less the columns of the tags that are denied.
Regulation (EU) 2025/327, Article 8: nothing of the difference may be told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from serums_desktop.sources.data_lake.definitions import KNOWN_TAGS, Hospital

INDIVIDUAL = "INDIVIDUAL"
DEPARTMENT = "DEPARTMENT"


class Party(msgspec.Struct, frozen=True):
    """Who a rule is from or about; what it does not say is empty."""

    type: str = ""
    id: str | int = ""
    org_id: str = msgspec.field(default="", name="orgId")


class Access(msgspec.Struct, frozen=True):
    """A tag that a rule is about."""

    name: str


class Rule(msgspec.Struct, frozen=True):
    """A patient's rule. `expires` is an ISO 8601 moment, "" or nothing for never."""

    action: str
    access: tuple[Access, ...]
    grantor: Party = Party()
    grantee: Party = Party()
    expires: str | float | None = ""


class Grantee(msgspec.Struct, frozen=True):
    """Somebody a rule may be about. People and departments of every hospital share one space of numbers."""

    kind: str
    number: int
    hospital: str


class Permission(msgspec.Struct, frozen=True):
    """What may be seen at one hospital: the tags to ask for, and what may be kept of their answers.

    `is_narrowed` says that something is denied, so that a column nobody knows of may be among it.
    """

    tags: frozenset[str]
    columns: Mapping[str, frozenset[str]]
    is_narrowed: bool

    def keeps(self, table: str, column: str, hospital: Hospital) -> bool:
        """Whether a column of an answer may be kept."""
        if column in hospital.tables.get(table, frozenset()):
            return column in self.columns.get(table, frozenset())
        return not self.is_narrowed


NOTHING = Permission(frozenset(), {}, is_narrowed=True)


def permission(
    hospital: Hospital, rules: Iterable[Rule], grantor: int, grantees: Iterable[Grantee], now_s: float
) -> Permission:
    """What the rules let these grantees see of this patient. Deny wins; in doubt nothing is allowed."""
    known = tuple(grantees)
    allowed: set[str] = set()
    denied: set[str] = set()
    for rule in rules:
        tags = {access.name for access in rule.access}
        if rule.action == "ALLOW":
            if _is_about(rule, grantor, known) and not _is_over(rule, now_s):
                allowed |= tags
        elif _may_be_about(rule, grantor, known):
            denied |= tags
    # A denied tag that stands for nothing we know of may stand for anything.
    if denied - KNOWN_TAGS:
        return NOTHING
    denied &= hospital.governed.keys()
    columns = {
        table: kept
        for table in hospital.tables
        if (kept := _union(hospital, allowed, table) - _union(hospital, denied, table))
    }
    return Permission(frozenset(allowed - denied), columns, is_narrowed=bool(denied))


def _union(hospital: Hospital, tags: Iterable[str], table: str) -> frozenset[str]:
    return frozenset().union(
        *(hospital.governed[tag].get(table, frozenset()) for tag in tags if tag in hospital.governed)
    )


def _is_about(rule: Rule, grantor: int, grantees: tuple[Grantee, ...]) -> bool:
    """Whether a rule names one of them in full: kind, number and hospital."""
    return _names(rule.grantor, grantor) and any(
        rule.grantee.type.upper() == grantee.kind
        and _number(rule.grantee) == grantee.number
        and rule.grantee.org_id.upper() == grantee.hospital
        for grantee in grantees
    )


def _may_be_about(rule: Rule, grantor: int, grantees: tuple[Grantee, ...]) -> bool:
    """Whether nothing that a rule says speaks against its being about one of them."""
    said = rule.grantee
    return _names(rule.grantor, grantor) and any(
        said.type.upper() in {"", grantee.kind}
        and _number(said) in {None, grantee.number}
        and said.org_id.upper() in {"", grantee.hospital}
        for grantee in grantees
    )


def _names(party: Party, number: int) -> bool:
    # The service was asked for this patient's rules: one that does not repeat the number is this patient's.
    return _number(party) in {None, number}


def _number(party: Party) -> int | None:
    text = str(party.id)
    return int(text) if text.isascii() and text.isdigit() else None


def _is_over(rule: Rule, now_s: float) -> bool:
    if rule.expires in {"", None}:
        return False
    try:
        ends = dt.datetime.fromisoformat(str(rule.expires))
    except ValueError:
        return True
    return (ends if ends.tzinfo else ends.replace(tzinfo=dt.UTC)).timestamp() <= now_s
