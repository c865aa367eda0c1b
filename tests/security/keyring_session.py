"""A session by passphrase in a process of its own, which tells its keys, ends the session, and stays.

Run with a directory for its files. It reads a passphrase of 24 bytes, tells the keys in hexadecimal, reads
the passphrase again, and says "ended".
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from serums_desktop.domain.staff import Staff
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.passphrase import wipe
from tests.unit.identity.memory_keyring import backend_named, keyring_on

PASSPHRASE_BYTES = 24


def typed() -> bytearray:
    """The passphrase, read into a buffer without a copy elsewhere."""
    passphrase = bytearray(PASSPHRASE_BYTES)
    assert os.readv(0, [passphrase]) == PASSPHRASE_BYTES
    return passphrase


def tell(line: str) -> None:
    """Say a line to the test."""
    os.write(1, f"{line}\n".encode())


def main() -> None:
    """Enrol, tell the keys, confirm and sign in again, and end it all."""
    vault = KeyringVault(Path(sys.argv[1]), keyring_on(backend_named()), "ward-12")
    passphrase = typed()
    credential, key = vault.enrol(Staff("Nurse Isobel Reid", "S-2071", "Nurse"), passphrase, "refresh-1")
    tell(f"{key.data_key.hex()} {credential.refresh_token._token_key.hex()}")
    credential.close()
    key.wipe()
    credential, key = vault.unlock("S-2071", passphrase)
    wipe(passphrase)
    credential.confirm(typed(), b"statement")
    credential.close()
    key.wipe()
    gc.collect()
    tell("ended")
    os.read(0, 1)


if __name__ == "__main__":
    main()
