"""Which of several identities a person chose, card by card, remembered on this workstation."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from serums_desktop.domain.errors import DiskFull, KeyNotReleased
from serums_desktop.domain.staff import CardHolder
from serums_desktop.identity import private_file

# A shared workstation sees many cards; the one chosen longest ago is forgotten first.
_MOST_REMEMBERED: Final = 100


class _Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    token_serial: str
    certificate_sha256: str


class CardChoices:
    """One chosen certificate per card, the last chosen first. Used under the card module's lock.

    The file holds serial numbers of cards and fingerprints of certificates, no name. A choice that cannot be
    read or kept costs a person one more choice, so neither is an error.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Without a `path` a choice lasts as long as this object."""
        self._path = path
        self._read: list[_Choice] | None = None

    def remembered(self, present: Iterable[CardHolder]) -> CardHolder | None:
        """Of those present the one chosen last, None where none of them ever was."""
        by_choice = {_choice(holder): holder for holder in present}
        return next((by_choice[choice] for choice in self._choices() if choice in by_choice), None)

    def remember(self, holder: CardHolder) -> None:
        """Choose this identity of its card, in place of any other one of the same card."""
        others = [one for one in self._choices() if one.token_serial != holder.token_serial]
        self._read = [_choice(holder), *others][:_MOST_REMEMBERED]
        if self._path is not None:
            with contextlib.suppress(DiskFull, KeyNotReleased):
                private_file.replace(self._path, msgspec.json.encode(self._read))

    def _choices(self) -> list[_Choice]:
        if self._read is None:
            self._read = []
            if self._path is not None:
                with contextlib.suppress(KeyNotReleased, msgspec.DecodeError):
                    content = private_file.read(self._path)
                    self._read = msgspec.json.decode(content or b"[]", type=list[_Choice])
        return self._read


def _choice(holder: CardHolder) -> _Choice:
    return _Choice(holder.token_serial, holder.certificate_sha256)
