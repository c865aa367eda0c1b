"""Checks in their order: what failed before is not failed again, and a check that breaks is a finding too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from serums_desktop.domain.diagnosis import Finding, Verdict
from serums_desktop.host.configuration import Configuration, load
from serums_desktop.host.log import error_place
from serums_desktop.host.profile import Profile


class Ground:
    """What checks look at: one person's profile on this workstation.

    `environment` are this process's variables, `now_s` gives UTC epoch seconds.
    """

    def __init__(
        self, profile: Profile, environment: Mapping[str, str], now_s: Callable[[], float] = time.time
    ) -> None:
        self.profile = profile
        self.environment = environment
        self.now_s = now_s

    @cached_property
    def configuration(self) -> Configuration:
        """The configuration file, read once. Raises ConfigurationError."""
        return load(self.profile.configuration)


class Check(msgspec.Struct, frozen=True):
    """Looks at one thing. It is skipped where a check in `needs` failed or was skipped itself.

    `gives` names the checks that its findings are about, where they are others or several.
    """

    name: str
    look: Callable[[Ground], Iterable[Finding]]
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The checks that its findings are about."""
        return self.gives or (self.name,)


class Unfit:
    """The checks that failed, and those that were skipped for it, each with the one that has to be cured."""

    def __init__(self) -> None:
        self._causes: dict[str, str] = {}

    def note(self, finding: Finding) -> None:
        """Take note of a finding where it leaves others without their ground."""
        if finding.verdict in {Verdict.FAIL, Verdict.SKIPPED}:
            self._causes.setdefault(finding.check, finding.facts.get("ground", finding.check))

    def skip(self, check: Check) -> list[Finding]:
        """What is said of a check whose needs are not met, and taken note of; nothing where they are."""
        cause = next((self._causes[need] for need in check.needs if need in self._causes), "")
        if not cause:
            return []
        self._causes.setdefault(check.name, cause)
        return [skipped(name, "ground-failed", ground=cause) for name in check.names]


def examine(checks: Iterable[Check], ground: Ground, unfit: Unfit | None = None) -> Iterator[Finding]:
    """Every finding of every check, as it is found. A need that nobody looked at counts as met.

    `unfit` is what failed before, and takes up what fails now.
    """
    known = unfit or Unfit()
    for check in checks:
        for finding in _findings(check, ground, known):
            known.note(finding)
            yield finding


def _findings(check: Check, ground: Ground, unfit: Unfit) -> Iterator[Finding]:
    if not_looked_at := unfit.skip(check):
        yield from not_looked_at
        return
    try:
        yield from check.look(ground)
    except Exception as error:  # noqa: BLE001  whatever breaks here is what the helpdesk has to know
        yield fail(check.name, "check-broke", error=type(error).__name__, place=error_place(error))


def ok(check: str, code: str, **facts: object) -> Finding:
    """All is well."""
    return _finding(check, Verdict.OK, code, facts)


def warn(check: str, code: str, **facts: object) -> Finding:
    """Works, and somebody should look at it."""
    return _finding(check, Verdict.WARN, code, facts)


def fail(check: str, code: str, **facts: object) -> Finding:
    """Does not work."""
    return _finding(check, Verdict.FAIL, code, facts)


def skipped(check: str, code: str, **facts: object) -> Finding:
    """Was not looked at."""
    return _finding(check, Verdict.SKIPPED, code, facts)


def _finding(check: str, verdict: Verdict, code: str, facts: Mapping[str, object]) -> Finding:
    return Finding(check, verdict, code, {name: str(value) for name, value in facts.items()})
