"""Files behind a SMART Health Link: JWE with a shared key, A256GCM, deflated or not (RFC 7516, 7518)."""

from __future__ import annotations

from typing import Final

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwa import DeflateZipModel, JWEZipModel
from joserfc.jwe import JWERegistry
from joserfc.jwk import OctKey

from serums_desktop.domain.errors import FileNotTaken, FileRefusal

_MOST_BYTES: Final = 64 << 20


class _Deflate(DeflateZipModel):
    MAX_SIZE = _MOST_BYTES


class _Registry(JWERegistry):
    """The library's limits are those of tokens: a summary with pictures in it is larger."""

    max_ciphertext_length = _MOST_BYTES

    def get_zip(self, name: str) -> JWEZipModel:
        return _Deflate() if isinstance(super().get_zip(name), DeflateZipModel) else super().get_zip(name)


_REGISTRY: Final = _Registry(algorithms=["dir", "A256GCM", "DEF"])


def unseal(sealed: bytes, key: bytes) -> tuple[str, bytes]:
    """The content type ("" where none is said) and the bytes.

    Raises FileNotTaken: NOT_WHAT_IT_SAYS, also where the key is another one.
    """
    try:
        opened = jwe.decrypt_compact(sealed.strip(), OctKey.import_key(key), registry=_REGISTRY)
    except (JoseError, ValueError, KeyError) as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
    if opened.plaintext is None:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    return str(opened.protected.get("cty", "")), opened.plaintext
