"""One digest that stands for an encrypted file as it was closed.

SQLCipher ends every page with 80 reserved bytes: the page's initialisation vector and its HMAC-SHA-512, which
covers the vector, the content and the page's number (https://www.zetetic.net/sqlcipher/design/). Nobody
without the key makes another content for these bytes, so a digest over them stands for all pages: an older
page in its old place, which SQLCipher itself takes for right, changes it. A byte that was flipped elsewhere
in a page does not: that is what the page's own HMAC is for.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from serums_desktop.store.private_files import store_error

ROOT_BYTES = 32
# Larger pages are whole multiples of the smallest that is used, so that each one's end is among these ends.
_STEP_BYTES = 4096
_RESERVED_BYTES = 80
_READ_BYTES = 64 * _STEP_BYTES


def file_root(path: Path) -> bytes:
    """SHA-256 over the end of every page and the length of the file, 32 bytes; 10 MB take 1 ms.

    Raises StoreUnreadable.
    """
    digest = hashlib.sha256()
    buffer = bytearray(_READ_BYTES)
    view = memoryview(buffer)
    length = 0
    try:
        with path.open("rb", buffering=0) as file:
            while read := file.readinto(buffer):
                length += read
                for end in range(_STEP_BYTES, read + 1, _STEP_BYTES):
                    digest.update(view[end - _RESERVED_BYTES : end])
    except OSError as error:
        raise store_error(path, error) from None
    digest.update(length.to_bytes(8, "big"))
    return digest.digest()


def root_as_closed(path: Path) -> bytes | None:
    """The root of a file that nobody has open; None where a write-ahead log says that it was not closed.

    Whoever puts an old log beside a closed file has SQLite take old pages from it.
    Raises StoreUnreadable.
    """
    try:
        log = path.with_name(path.name + "-wal")
        if not path.exists() or (log.exists() and log.stat().st_size):
            return None
    except OSError as error:
        raise store_error(path, error) from None
    return file_root(path)
