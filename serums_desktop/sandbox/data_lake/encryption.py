"""An answer for one reader: a Fernet key of its own, which only the reader's RSA key opens."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from serums_desktop.sandbox.data_lake.failures import Unforeseen

_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def encrypted(record: Any, public_key_pem: str) -> dict[str, str]:
    """`data`: the record as JSON under a new Fernet key, its numbers that are none written as NaN.

    `key`: that key, by RSA-OAEP with SHA-256. Takes a SubjectPublicKeyInfo or a PKCS #1 key. Raises
    Unforeseen for any other, or one that is too short.
    """
    fernet_key = Fernet.generate_key()
    try:
        public_key = load_pem_public_key(public_key_pem.encode())
        if not isinstance(public_key, rsa.RSAPublicKey):
            raise Unforeseen
        wrapped = public_key.encrypt(fernet_key, _OAEP)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Unforeseen from error
    data = Fernet(fernet_key).encrypt(json.dumps(record).encode())
    return {"data": data.decode(), "key": base64.b64encode(wrapped).decode()}
