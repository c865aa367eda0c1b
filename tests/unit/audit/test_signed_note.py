from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from serums_desktop.audit.signed_note import NoteRefused, SigningKey, VerificationKey, open_note

# The example of the reference implementation's documentation (golang.org/x/mod/sumdb/note).
REFERENCE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
REFERENCE_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
REFERENCE_SIGNATURE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)
REFERENCE = f"{REFERENCE_TEXT}\n{REFERENCE_SIGNATURE}\n"


@pytest.fixture
def key() -> SigningKey:
    return SigningKey("serums-desktop.example/1", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def test_the_reference_note() -> None:
    key = VerificationKey.parse(REFERENCE_KEY)
    assert str(key) == REFERENCE_KEY
    assert open_note(REFERENCE, key) == REFERENCE_TEXT


def test_what_a_key_signs_it_opens(key: SigningKey) -> None:
    text = "one\n\nzwölf\n"
    assert open_note(key.sign(text), key.verification_key) == text


def test_other_signers_are_let_be(key: SigningKey) -> None:
    note = key.sign("text\n") + REFERENCE_SIGNATURE + "\n"
    assert open_note(note, key.verification_key) == "text\n"


@pytest.mark.parametrize("text", ["", "no line feed", "a\ttab\n", "a\rreturn\n"])
def test_what_no_note_can_say(key: SigningKey, text: str) -> None:
    with pytest.raises(ValueError, match="lines of text"):
        key.sign(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_names(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        SigningKey(name, Ed25519PrivateKey.generate())


@pytest.mark.parametrize(
    "note",
    [
        "",
        REFERENCE_TEXT,
        f"\n{REFERENCE_SIGNATURE}\n",
        REFERENCE.removesuffix("\n"),
        REFERENCE.replace("problem", "programme"),
        REFERENCE.replace("\n\n", "\n"),
        REFERENCE.replace("— Peter", "- Peter"),
        REFERENCE.replace("PeterNeumann x", "PaulNeumann x"),
        REFERENCE.replace("nAM=", "nAN="),
        REFERENCE.replace("nAM=", "nAM"),
        REFERENCE.replace("nAM=", "n AM="),
        REFERENCE + REFERENCE_SIGNATURE + "\n",
        REFERENCE + "\n",
        REFERENCE + "— PeterNeumann x08gow==\n",
    ],
)
def test_refused(note: str) -> None:
    with pytest.raises(NoteRefused):
        open_note(note, VerificationKey.parse(REFERENCE_KEY))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        REFERENCE_KEY.replace("c74f20a3", "c74f20a4"),
        REFERENCE_KEY.replace("c74f20a3", "C74F20A3"),
        REFERENCE_KEY.replace("ARpc", "AhpC"),
        REFERENCE_KEY.replace("Peter", "Peter "),
        REFERENCE_KEY[:-4],
    ],
)
def test_keys_that_are_none(text: str) -> None:
    with pytest.raises(NoteRefused):
        VerificationKey.parse(text)
