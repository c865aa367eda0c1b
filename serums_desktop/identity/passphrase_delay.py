"""Wrong passphrases are counted on disk, and after some of them the next one has to wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from serums_desktop.domain.errors import WrongPassphrase
from serums_desktop.identity import private_file

FREE_TRIES = 3
FIRST_WAIT_S = 10.0
LONGEST_WAIT_S = 900.0


class _Tries(msgspec.Struct, frozen=True):
    """Wrong passphrases since the last right one, and when the newest was given (UTC epoch seconds)."""

    wrong: int = 0
    newest_s: float = 0.0


class PassphraseDelay:
    """The count in the file at `path`. Restarting the program or the machine takes nothing off it.

    The file is not sealed: whoever can write it has the person's account and could try elsewhere. It slows
    down whoever stands at the keyboard; Argon2id and the keyring's secret slow down everybody else.
    """

    def __init__(self, path: Path, now_s: Callable[[], float]) -> None:
        self._path = path
        self._now_s = now_s

    def begin_try(self) -> None:
        """Count a try before it is made, so that ending the program in the middle gains nothing.

        Raises WrongPassphrase(wait_s) while there is still time to wait, DiskFull, KeyNotReleased.
        """
        tries = self._read()
        if (wait_s := self._remaining_s(tries)) > 0.0:
            raise WrongPassphrase(wait_s)
        counted = _Tries(tries.wrong + 1, self._now_s())
        private_file.replace(self._path, msgspec.json.encode(counted))

    def remaining_s(self) -> float:
        """How long until the next try is taken, in seconds."""
        return self._remaining_s(self._read())

    def clear(self) -> None:
        """The passphrase was right. Raises KeyNotReleased."""
        private_file.remove(self._path)

    def _remaining_s(self, tries: _Tries) -> float:
        wait_s = wait_after(tries.wrong)
        # A clock that was set back makes nobody wait longer than the whole delay.
        return min(wait_s, max(0.0, tries.newest_s + wait_s - self._now_s()))

    def _read(self) -> _Tries:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Tries)
        except (OSError, msgspec.DecodeError):
            return _Tries()


def wait_after(wrong: int) -> float:
    """Seconds to wait after this many wrong passphrases in a row: none after two, then doubling."""
    if wrong < FREE_TRIES:
        return 0.0
    # Bounded before it is raised to a power: a count from a file may be anything.
    return min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(wrong - FREE_TRIES, 10))
