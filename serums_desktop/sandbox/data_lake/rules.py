"""The patients' rules: who may see which tags, and the service that finds them."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

Kind = Literal["INDIVIDUAL", "DEPARTMENT"]
Action = Literal["ALLOW", "DENY"]


class Party(msgspec.Struct, frozen=True, rename={"org_id": "orgId"}, omit_defaults=True):
    """Who gives or gets access. Ids are one number space for people and departments of every hospital."""

    type: Kind
    id: str
    org_id: str = ""


class Tag(msgspec.Struct, frozen=True):
    """What a rule is about. It names no hospital: every hospital's tag of this name is meant."""

    name: str


class Rule(msgspec.Struct, frozen=True):
    """One rule of one patient (`grantor`, by SERUMS id)."""

    id: str
    grantor: Party
    grantee: Party
    access: tuple[Tag, ...]
    action: Action
    expires: dt.datetime


class Filter(msgspec.Struct, frozen=True, rename={"filter_type": "filterType"}):
    """What rules are searched by: ``SIMPLE`` compares one field, ``NOT_EXPIRED`` the time."""

    filter_type: Literal["SIMPLE", "NOT_EXPIRED"]
    key: str = ""
    value: str | int = ""


class RuleQuery(msgspec.Struct, frozen=True):
    """A request of getRules: a rule must pass every filter."""

    filters: tuple[Filter, ...] = ()


class Ledger:
    """The rules of one run. Safe from any thread."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._first = tuple(rules)
        self._rules = self._first
        self._numbers = itertools.count(1)
        self._guard = threading.Lock()
        self.is_down = False

    def add(
        self, patient: int, action: Action, tags: Sequence[str], grantee: Party, until: dt.datetime
    ) -> None:
        """Write a rule that holds until a moment (aware)."""
        with self._guard:
            self._rules += (rule(f"RULE_{next(self._numbers)}", patient, action, tags, grantee, until),)

    def forget(self, patient: int) -> int:
        """Take back every rule of a patient; how many there were."""
        with self._guard:
            kept = tuple(one for one in self._rules if one.grantor.id != str(patient))
            count = len(self._rules) - len(kept)
            self._rules = kept
        return count

    def reset(self) -> None:
        """Have the rules again that there were at first."""
        with self._guard:
            self._rules = self._first

    def find(self, query: RuleQuery) -> list[Rule]:
        """The rules that pass every filter, numbers and texts compared alike."""
        now = dt.datetime.now(dt.UTC)
        return [one for one in self._rules if all(_passes(one, each, now) for each in query.filters)]

    def of(self, patient: int, grantee_id: int) -> list[Rule]:
        """What holds for a patient and whoever has this id: person or department, at any hospital."""
        return self.find(
            RuleQuery(
                (
                    Filter("SIMPLE", "grantor.id", patient),
                    Filter("NOT_EXPIRED"),
                    Filter("SIMPLE", "grantee.id", grantee_id),
                )
            )
        )


def rule(
    rule_id: str, patient: int, action: Action, tags: Sequence[str], grantee: Party, until: dt.datetime
) -> Rule:
    """A patient's rule about some tags."""
    return Rule(
        rule_id, Party("INDIVIDUAL", str(patient)), grantee, tuple(Tag(name) for name in tags), action, until
    )


def granted(rules: Iterable[Rule]) -> set[str]:
    """The tags that the data lake grants: what is allowed or denied, and not both.

    So does the project's own server. A tag under a denial alone is granted, and one table under two tags is
    served under the one that was not denied.
    """
    rules = tuple(rules)
    allowed, denied = (
        {tag.name for one in rules if one.action == action for tag in one.access}
        for action in ("ALLOW", "DENY")
    )
    return allowed ^ denied


def _passes(one: Rule, by: Filter, now: dt.datetime) -> bool:
    if by.filter_type == "NOT_EXPIRED":
        return one.expires > now
    found: Any = msgspec.to_builtins(one)
    for name in by.key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found is not None and str(found) == str(by.value)
