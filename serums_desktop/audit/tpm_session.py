"""What is said to a TPM so that a probe on its bus reads no secret and changes none.

TCG TPM library part 1, "Session-based authorizations", "Session-based encryption" and annex C.6. Each session
serves one command. One that sends or fetches a secret begins with a salt that only the TPM's storage key
opens; one that proves a password needs none, for the password has 32 random bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
import struct
import threading
from collections.abc import Iterator
from typing import Final, NamedTuple

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from serums_desktop.audit import tpm_commands as tpm
from serums_desktop.audit.tpm_commands import Command, Reader, Response, TpmFault, TpmRefusal
from serums_desktop.audit.tpm_device import Channel

_NONCE_BYTES: Final = 32
_KEY_BYTES, _BLOCK_BYTES, _COORDINATE_BYTES = 16, 16, 32
# TPMA_SESSION (part 2, 8.4): the TPM drops the session after its one command.
_DECRYPT, _ENCRYPT = 1 << 5, 1 << 6
# How long a TPM that is busy is let be before it is asked again, in turn.
_WAITS_S: Final = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)


class Entity(NamedTuple):
    """What a command is about: its handle, its Name (part 1, 16) and its password, often none."""

    handle: int
    name: bytes
    password: bytes = b""


OWNER: Final = Entity(tpm.OWNER, struct.pack(">I", tpm.OWNER))


class StorageKey(NamedTuple):
    """The TPM's storage key while it is loaded, and its point."""

    entity: Entity
    x: bytes
    y: bytes


def plain(channel: Channel, code: Command, handles: tuple[int, ...] = (), parameters: bytes = b"") -> bytes:
    """Have a command done that needs no authorization; its response's parameters. Raises TpmRefusal."""
    return _ask(channel, tpm.command(code, handles, parameters)).parameters


@contextlib.contextmanager
def storage_key(channel: Channel) -> Iterator[StorageKey]:
    """The storage key under the owner, whose password is empty, loaded. Raises TpmRefusal."""
    no_password = tpm.authorization(tpm.PASSWORD_SESSION, b"", 0, b"")
    made = tpm.command(Command.CREATE_PRIMARY, (tpm.OWNER,), tpm.primary(), no_password)
    found = _ask(channel, made, with_handle=True)
    with flushed(channel, found.handle):
        area = Reader(found.parameters).sized()
        x, y = tpm.point_of(area)
        yield StorageKey(Entity(found.handle, tpm.name_of(area)), x, y)


@contextlib.contextmanager
def flushed(channel: Channel, handle: int) -> Iterator[None]:
    """Have the TPM let go of a key or session at the end, whatever happened."""
    try:
        yield
    finally:
        with contextlib.suppress(TpmRefusal):
            plain(channel, Command.FLUSH_CONTEXT, (handle,))


def authorized(
    channel: Channel,
    code: Command,
    entities: tuple[Entity, ...],
    parameters: bytes = b"",
    *,
    salted_by: StorageKey | None = None,
    hides_command: bool = False,
    hides_response: bool = False,
    with_handle: bool = False,
) -> Response:
    """Have a command done that the first entity's password authorizes, and prove that the TPM did it.

    `hides_command` and `hides_response` encrypt the first parameter, which needs a salt. Raises TpmRefusal:
    NOT_AUTHORIZED also where the response is not from one who knows the password.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    salt, encrypted_salt = _new_salt(salted_by) if salted_by else (b"", b"")
    handles = (salted_by.entity.handle if salted_by else tpm.NO_HANDLE, tpm.NO_HANDLE)
    started = tpm.command(Command.START_AUTH_SESSION, handles, tpm.start_session(nonce, encrypted_salt))
    found = _ask(channel, started, with_handle=True)
    nonce_tpm = Reader(found.parameters).sized()
    key = _kdf_a(salt, b"ATH", nonce_tpm, nonce, 32) if salt else b""
    secret = key + entities[0].password.rstrip(b"\0")
    try:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        attributes = _DECRYPT * hides_command | _ENCRYPT * hides_response
        if hides_command:
            parameters = _first_encrypted(parameters, secret, nonce, nonce_tpm)
        names = b"".join(entity.name for entity in entities)
        digest = hashlib.sha256(struct.pack(">I", code) + names + parameters).digest()
        mac = _mac(secret, digest, nonce, nonce_tpm, attributes)
        session = tpm.authorization(found.handle, nonce, attributes, mac)
        sent = tpm.command(code, tuple(entity.handle for entity in entities), parameters, session)
        answer = _ask(channel, sent, with_handle=with_handle)
    except BaseException:
        # A session outlives a command that was refused.
        with contextlib.suppress(TpmRefusal):
            plain(channel, Command.FLUSH_CONTEXT, (found.handle,))
        raise
    return _verified(answer, code, secret, nonce, hides_response=hides_response)


def _verified(
    answer: Response, code: Command, secret: bytes, nonce: bytes, *, hides_response: bool
) -> Response:
    reader = Reader(answer.authorizations)
    nonce_tpm, attributes, mac = reader.sized(), reader.number(1), reader.sized()
    digest = hashlib.sha256(struct.pack(">II", 0, code) + answer.parameters).digest()
    if not hmac.compare_digest(mac, _mac(secret, digest, nonce_tpm, nonce, attributes)):
        raise TpmRefusal(TpmFault.NOT_AUTHORIZED)
    if not hides_response:
        return answer
    return answer._replace(parameters=_first_decrypted(answer.parameters, secret, nonce_tpm, nonce))


def _ask(channel: Channel, command: bytes, *, with_handle: bool = False) -> Response:
    """Send a command, again while the TPM asks for patience: the same bytes, as part 1, 19.6 has it."""
    for wait_s in _WAITS_S:
        try:
            return tpm.response(channel.exchange(command), with_handle=with_handle)
        except TpmRefusal as refused:
            if refused.reason is not TpmFault.BUSY:
                raise
        # It says nothing more by itself: the next answer is the signal.
        threading.Event().wait(wait_s)
    return tpm.response(channel.exchange(command), with_handle=with_handle)


def _mac(secret: bytes, digest: bytes, newer: bytes, older: bytes, attributes: int) -> bytes:
    return hmac.digest(secret, digest + newer + older + bytes([attributes]), "sha256")


def _new_salt(key: StorageKey) -> tuple[bytes, bytes]:
    """A salt, and the point by which the storage key agrees on it (annex C.6.4)."""
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    try:
        peer = ec.EllipticCurvePublicNumbers(
            int.from_bytes(key.x, "big"), int.from_bytes(key.y, "big"), ec.SECP256R1()
        ).public_key()
    except ValueError:
        raise TpmRefusal(TpmFault.NOT_UNDERSTOOD) from None
    numbers = ephemeral.public_key().public_numbers()
    x, y = numbers.x.to_bytes(_COORDINATE_BYTES, "big"), numbers.y.to_bytes(_COORDINATE_BYTES, "big")
    agreed = ephemeral.exchange(ec.ECDH(), peer)
    # KDFe (part 1, 11.4.10.3): one block of SHA-256 is all that is needed.
    own = key.x.rjust(_COORDINATE_BYTES, b"\0")
    salt = hashlib.sha256(struct.pack(">I", 1) + agreed + b"SECRET\0" + x + own).digest()
    return salt, tpm.sized(x) + tpm.sized(y)


def _kdf_a(key: bytes, label: bytes, newer: bytes, older: bytes, size: int) -> bytes:
    """KDFa (part 1, 11.4.10.2; NIST SP 800-108 in counter mode), at most one block of SHA-256."""
    fixed = label + b"\0" + newer + older + struct.pack(">I", size * 8)
    return hmac.digest(key, struct.pack(">I", 1) + fixed, "sha256")[:size]


def _cipher(secret: bytes, newer: bytes, older: bytes) -> Cipher[CFB]:
    stream = _kdf_a(secret, b"CFB", newer, older, _KEY_BYTES + _BLOCK_BYTES)
    return Cipher(AES(stream[:_KEY_BYTES]), CFB(stream[_KEY_BYTES:]))


def _first_encrypted(parameters: bytes, secret: bytes, newer: bytes, older: bytes) -> bytes:
    reader = Reader(parameters)
    encryptor = _cipher(secret, newer, older).encryptor()
    return tpm.sized(encryptor.update(reader.sized()) + encryptor.finalize()) + reader.rest()


def _first_decrypted(parameters: bytes, secret: bytes, newer: bytes, older: bytes) -> bytes:
    reader = Reader(parameters)
    decryptor = _cipher(secret, newer, older).decryptor()
    return tpm.sized(decryptor.update(reader.sized()) + decryptor.finalize()) + reader.rest()
