from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from serums_desktop.audit.checkpoint import Checkpoint
from serums_desktop.audit.signed_note import NoteRefused, SigningKey

KEY = SigningKey("serums-desktop.example/1", Ed25519PrivateKey.from_private_bytes(bytes(32)))
ROOT = base64.b64encode(bytes(range(32))).decode()


def test_there_and_back() -> None:
    checkpoint = Checkpoint("serums-desktop.example/1", 20852163, bytes(range(32)))
    note = checkpoint.sign(KEY)
    assert note.startswith(f"serums-desktop.example/1\n20852163\n{ROOT}\n\n— serums-desktop.example/1 ")
    assert Checkpoint.open(note, KEY.verification_key) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        f"elsewhere\n1\n{ROOT}\n",
        f"serums-desktop.example/1\n01\n{ROOT}\n",
        f"serums-desktop.example/1\n-1\n{ROOT}\n",
        f"serums-desktop.example/1\n\u0661\n{ROOT}\n",
        "serums-desktop.example/1\n1\nAAAA\n",
        f"serums-desktop.example/1\n1\n{ROOT[:-2]}9=\n",
        f"serums-desktop.example/1\n1\n{ROOT}\nmore\n",
    ],
)
def test_signed_but_no_checkpoint(text: str) -> None:
    with pytest.raises(NoteRefused):
        Checkpoint.open(KEY.sign(text), KEY.verification_key)
