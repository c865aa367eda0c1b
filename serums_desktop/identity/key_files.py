"""Which copies the key files of a workstation open, and whose copy is to get another key.

A card's file and a person's both name the vault whose key they hold: one person's two files may name one.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from serums_desktop.domain.errors import KeyNotReleased
from serums_desktop.identity import card_key_file, person_key_file, private_file
from serums_desktop.identity.key_wrapping import vault_id_of
from serums_desktop.identity.person_key_file import PersonKeyFile

_CARD: Final = re.compile(r"[0-9a-f]{32}\.key(\.\d+)?")
_REKEY_DUE: Final = ".rekey"
_BESIDE_A_PERSON: Final = {".refresh", ".tries"}


def card_path(directory: Path, staff_id: str) -> Path:
    """Where the file of a person's card is; its name gives no staff number away."""
    return directory / f"{hashlib.sha256(staff_id.encode()).hexdigest()[:32]}.key"


def vault_of_card(directory: Path, staff_id: str) -> str:
    """The vault (32 hex digits) that a card of this person opens, "" for none that can be told."""
    try:
        content = private_file.read(card_path(directory, staff_id))
        return vault_id_of(card_key_file.parse(content).wrapped_key).hex() if content is not None else ""
    except KeyNotReleased:
        return ""


def vault_of_passphrase(directory: Path, staff_id: str) -> str:
    """The vault (32 hex digits) that this person's passphrase opens, "" for none that can be told."""
    try:
        content = private_file.read(person_key_file.path_of(directory, staff_id))
        return PersonKeyFile.parse(content).clear.vault_id.hex() if content is not None else ""
    except KeyNotReleased:
        return ""


def named_vaults(directory: Path) -> frozenset[str] | None:
    """Every vault that some file of a key names; None where a file does not tell, or cannot be read.

    A vault that none names is opened by nobody any more.
    """
    named = set()
    try:
        paths = list(directory.iterdir())
    except FileNotFoundError:
        return frozenset()
    except OSError:
        return None
    for path in paths:
        try:
            if _CARD.fullmatch(path.name):
                named.add(vault_id_of(card_key_file.parse(private_file.read(path) or b"").wrapped_key).hex())
            elif path.suffix == person_key_file.SUFFIX:
                named.add(PersonKeyFile.parse(private_file.read(path) or b"").clear.vault_id.hex())
        except KeyNotReleased:
            return None
    return None if "" in named else frozenset(named)


def sweep(directory: Path) -> None:
    """Delete what a write that was cut short has left, and what lies beside a passphrase that is forgotten.

    Only while nobody else writes here. Raises KeyNotReleased.
    """
    for path in directory.glob("*") if directory.exists() else ():
        is_orphan = path.suffix in _BESIDE_A_PERSON and not path.with_suffix(person_key_file.SUFFIX).exists()
        if path.suffix == private_file.UNFINISHED or is_orphan:
            private_file.remove(path)


def ask_for_rekey(directory: Path, staff_id: str) -> None:
    """Have the person's copy get another key when that can next be done. Raises DiskFull, KeyNotReleased."""
    private_file.replace(_due_path(directory, staff_id), b"")


def is_rekey_due(directory: Path, staff_id: str) -> bool:
    """Whether a key that once opened the copy is to open it no more."""
    return _due_path(directory, staff_id).exists()


def rekeyed(directory: Path, staff_id: str) -> None:
    """It has another key. Raises DiskFull, KeyNotReleased."""
    private_file.remove(_due_path(directory, staff_id))


def _due_path(directory: Path, staff_id: str) -> Path:
    return card_path(directory, staff_id).with_suffix(_REKEY_DUE)
