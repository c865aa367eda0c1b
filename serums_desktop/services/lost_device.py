"""Copies that nobody is to have any more: of a person whom nobody has vouched for for long, or without a key.

No key is needed, so that nobody has to sign in for it. Beside a person's copies lies a plain file with the
time of the last confirmation and nothing else. It protects what stands still: who takes the disk out keeps
the files, and the keys do not lie on it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from serums_desktop.domain.errors import EvidenceNotKept
from serums_desktop.domain.evidence import Act, Agent, Deed
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import log
from serums_desktop.host.configuration import Retention
from serums_desktop.services.ports import Clock, EvidenceKeeper

_CONFIRMED: Final = "confirmed"
_GOING: Final = ".wiped"
_DAY_S: Final = 86_400.0
# Nobody is there: the workstation itself does it.
_WORKSTATION: Final = Agent("", "", "", "")


def _not_told() -> None:
    """Nobody knows which directories a key opens."""


class LostDevice:
    """The copies of every person of one profile, under ``cache/<directory name>/``.

    `named` gives the name of every directory that some key opens, None where that cannot be told: then none
    counts as opened by nobody.
    """

    def __init__(
        self,
        cache: Path,
        rules: Retention,
        evidence: EvidenceKeeper,
        clock: Clock,
        named: Callable[[], Collection[str] | None] = _not_told,
    ) -> None:
        self._cache = cache
        self._named = named
        self._rules = rules
        self._evidence = evidence
        self._clock = clock

    def expire(self) -> int:
        """Delete what nobody was confirmed for in time, and what a deletion cut short has left behind.

        Copies without a time begin one now. Each deletion is put on record where the keeper answers, and
        done all the same. Returns how many people's copies went.
        """
        gone = self.sweep()
        for directory in directories(self._cache):
            since_s = last_confirmed_s(directory)
            if since_s is None:
                note_confirmed(self._cache, directory.name, self._clock.now_s())
            elif self._is_over(since_s):
                with contextlib.suppress(EvidenceNotKept):
                    self._put_on_record()
                gone += _wipe(directory)
        return gone

    def sweep(self) -> int:
        """Delete what no key opens, and what a deletion cut short has left behind; on record as in `expire`.

        Returns how many people's copies went.
        """
        for stray in directories(self._cache, going=True):
            _delete(stray)
        # In this order: a key is kept before the directory that it opens is made.
        found = list(directories(self._cache))
        named = self._named()
        if named is None:
            return 0
        gone = 0
        for directory in found:
            if directory.name not in named:
                with contextlib.suppress(EvidenceNotKept):
                    self._put_on_record()
                gone += _wipe(directory)
        return gone

    def wipe(self, directory: Path) -> bool:
        """Delete one person's copies because somebody says so; whether they are gone.

        Raises EvidenceNotKept, in which case they stay.
        """
        self._put_on_record()
        return _wipe(directory)

    def _put_on_record(self) -> None:
        self._evidence.keep(Deed(Act.WIPE, self._clock.now_s(), _WORKSTATION, PurposeOfUse.TREATMENT))

    def _is_over(self, since_s: float) -> bool:
        rule_d = self._rules.wipe_after_d
        return rule_d > 0 and self._clock.now_s() - since_s > rule_d * _DAY_S


def directories(cache: Path, *, going: bool = False) -> Iterator[Path]:
    """Each person's directory, by name; or those whose deletion was cut short."""
    with contextlib.suppress(OSError):
        for path in sorted(cache.iterdir()):
            if path.is_dir() and not path.is_symlink() and path.name.endswith(_GOING) is going:
                yield path


def note_confirmed(cache: Path, name: str, at_s: float) -> None:
    """Keep when the home source confirmed whose copies lie in the directory of this name (UTC epoch s).

    Where there is no such directory, or no room, nothing is kept: that is in the log, and keeps nobody out.
    """
    try:
        keep_confirmed(cache / name, at_s)
    except OSError as error:
        log.event("confirmation-time-not-kept", error=type(error).__name__)


def keep_confirmed(directory: Path, at_s: float) -> None:
    """Write the time beside a person's copies, whole or not at all. Raises OSError."""
    path = directory / _CONFIRMED
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{int(at_s)}\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def last_confirmed_s(directory: Path) -> float | None:
    """The time beside a person's copies; None where there is none that can be read."""
    try:
        return float(int((directory / _CONFIRMED).read_text("ascii")))
    except (OSError, ValueError):
        return None


def _wipe(directory: Path) -> bool:
    """Renamed first: a kill leaves either everything, or a stray that the next `expire` removes."""
    going = directory.with_name(directory.name + _GOING)
    try:
        directory.rename(going)
    except OSError as error:
        log.event("copies-not-wiped", error=type(error).__name__)
        return False
    log.event("copies-wiped")
    return _delete(going)


def _delete(directory: Path) -> bool:
    try:
        shutil.rmtree(directory)
    except OSError as error:
        # What another program holds open is tried again at the next start.
        log.event("copies-not-wiped", error=type(error).__name__)
        return False
    return True
