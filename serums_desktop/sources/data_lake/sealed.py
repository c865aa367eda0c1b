"""Answers that the data lake encrypts: a Fernet key of its own, wrapped to a key of ours that serves once."""

from __future__ import annotations

import base64
import binascii
import json

import msgspec
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_KEY_BITS = 2048
_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class NumberText(str):
    """A number's own digits as they stood in the JSON text, told apart from a string of the same letters."""

    __slots__ = ()


class NotAnAnswer(ValueError):
    """What came is not what was agreed on. It says nothing of the content."""


class _Sealed(msgspec.Struct, frozen=True):
    data: str
    key: str


class OnceKey:
    """A fresh RSA key for one request. `public_pem` goes with it (SPKI)."""

    def __init__(self) -> None:
        self._private = rsa.generate_private_key(public_exponent=65_537, key_size=_KEY_BITS)
        self.public_pem = (
            self._private.public_key()
            .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
            .decode("ascii")
        )

    def open(self, body: bytes) -> object:
        """The content of an answer. Raises NotAnAnswer."""
        try:
            sealed = msgspec.json.decode(body, type=_Sealed)
            wrapped = base64.b64decode(sealed.key, validate=True)
            plain = Fernet(self._private.decrypt(wrapped, _OAEP)).decrypt(sealed.data.encode("ascii"))
        except (msgspec.DecodeError, UnicodeError, binascii.Error, ValueError, InvalidToken) as error:
            raise NotAnAnswer from error
        return read_json(plain)


def read_json(text: bytes) -> object:
    """JSON as the data lake writes it: numbers keep their digits, and a bare NaN or Infinity is nothing.

    Raises NotAnAnswer.
    """
    try:
        return _decoder.decode(text.decode("utf-8"))
    except (ValueError, RecursionError):
        # The decoder's own error carries the whole text, which is somebody's record.
        pass
    raise NotAnAnswer


_decoder = json.JSONDecoder(parse_float=NumberText, parse_int=NumberText, parse_constant=lambda _: None)
