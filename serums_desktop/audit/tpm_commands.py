"""What is said to a TPM 2.0 and what it answers, as bytes.

TCG Trusted Platform Module Library, family 2.0: the structures are those of part 2, the commands and their
parameters those of part 3, named there as here.
"""

from __future__ import annotations

import enum
import hashlib
import struct
from typing import Final, NamedTuple

HEADER_BYTES: Final = 10
LARGEST_RESPONSE_BYTES: Final = 4096
# Part 2, 12.3.6, as the commands take it everywhere: MAX_SYM_DATA.
LARGEST_SEALED_BYTES: Final = 128

# Part 2, 7.4: permanent handles.
OWNER: Final = 0x40000001
NO_HANDLE: Final = 0x40000007
PASSWORD_SESSION: Final = 0x40000009

_NO_SESSIONS, _SESSIONS = 0x8001, 0x8002

# Part 2, 6.3: algorithms.
_AES, _KEYEDHASH, _SHA256, _NULL, _ECC, _CFB = 0x0006, 0x0008, 0x000B, 0x0010, 0x0023, 0x0043
_NIST_P256 = 0x0003
_HMAC_SESSION = 0x00

# Part 2, 8.3: attributes of objects.
_FIXED_TPM, _FIXED_PARENT, _SENSITIVE_ORIGIN, _USER_WITH_AUTH = 1 << 1, 1 << 4, 1 << 5, 1 << 6
_NO_DA, _RESTRICTED, _DECRYPT = 1 << 10, 1 << 16, 1 << 17

# Part 2, 13.4: attributes of NV indices.
_NV_AUTH_WRITE, _NV_COUNTER, _NV_AUTH_READ, _NV_NO_DA, _NV_WRITTEN = 1 << 2, 1 << 4, 1 << 18, 1 << 25, 1 << 29
_COUNTER_BYTES = 8


class Command(enum.IntEnum):
    """Command codes (part 2, 6.5.2)."""

    NV_UNDEFINE_SPACE = 0x122
    NV_DEFINE_SPACE = 0x12A
    CREATE_PRIMARY = 0x131
    NV_INCREMENT = 0x134
    NV_READ = 0x14E
    CREATE = 0x153
    LOAD = 0x157
    UNSEAL = 0x15E
    FLUSH_CONTEXT = 0x165
    NV_READ_PUBLIC = 0x169
    START_AUTH_SESSION = 0x176


class TpmFault(enum.StrEnum):
    """Why a TPM did not do what it was asked."""

    SILENT = "tpm-silent"
    BUSY = "tpm-busy"
    NOT_UNDERSTOOD = "tpm-not-understood"
    REFUSED = "tpm-refused"
    NOT_AUTHORIZED = "tpm-not-authorized"
    LOCKED_OUT = "tpm-locked-out"
    NV_FULL = "tpm-nv-full"
    NV_TAKEN = "tpm-nv-taken"
    NV_ABSENT = "tpm-nv-absent"
    NV_UNWRITTEN = "tpm-nv-unwritten"
    SEALED_ELSEWHERE = "tpm-sealed-elsewhere"


class TpmRefusal(Exception):
    """A TPM did not do what it was asked. `response_code` is its own (part 2, 6.6), 0 where it said none."""

    def __init__(self, reason: TpmFault, response_code: int = 0) -> None:
        super().__init__(reason.value, hex(response_code))
        self.reason = reason
        self.response_code = response_code


# Part 2, 6.6.3. Format one, where bit 7 is set, names the culprit in bits that are masked out here.
_FORMAT_ONE, _FORMAT_ONE_CODE = 0x080, 0x0BF
_REASONS: Final = {
    0x08B: TpmFault.NV_ABSENT,  # RC_HANDLE; no other handle is one that others can take away
    0x08E: TpmFault.NOT_AUTHORIZED,  # RC_AUTH_FAIL
    0x0A2: TpmFault.NOT_AUTHORIZED,  # RC_BAD_AUTH
    0x09F: TpmFault.SEALED_ELSEWHERE,  # RC_INTEGRITY
    0x12F: TpmFault.NOT_AUTHORIZED,  # RC_AUTH_UNAVAILABLE
    0x149: TpmFault.NOT_AUTHORIZED,  # RC_NV_AUTHORIZATION
    0x14A: TpmFault.NV_UNWRITTEN,  # RC_NV_UNINITIALIZED
    0x14B: TpmFault.NV_FULL,  # RC_NV_SPACE
    0x14C: TpmFault.NV_TAKEN,  # RC_NV_DEFINED
    0x921: TpmFault.LOCKED_OUT,  # RC_LOCKOUT
    0x908: TpmFault.BUSY,  # RC_YIELDED
    0x90A: TpmFault.BUSY,  # RC_TESTING
    0x920: TpmFault.BUSY,  # RC_NV_RATE
    0x922: TpmFault.BUSY,  # RC_RETRY
    0x923: TpmFault.BUSY,  # RC_NV_UNAVAILABLE
}


def refusal(response_code: int) -> TpmRefusal:
    """What a response code other than success means."""
    code = response_code & _FORMAT_ONE_CODE if response_code & _FORMAT_ONE else response_code
    return TpmRefusal(_REASONS.get(code, TpmFault.REFUSED), response_code)


class Reader:
    """Reads big-endian fields in turn. Raises TpmRefusal NOT_UNDERSTOOD where they end too soon."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def take(self, size: int) -> bytes:
        """So many bytes."""
        found = self._content[self._at : self._at + size]
        if len(found) != size:
            raise TpmRefusal(TpmFault.NOT_UNDERSTOOD)
        self._at += size
        return found

    def number(self, size: int) -> int:
        """An unsigned number of so many bytes."""
        return int.from_bytes(self.take(size), "big")

    def sized(self) -> bytes:
        """A TPM2B: two bytes of size, and as many bytes."""
        return self.take(self.number(2))

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(len(self._content) - self._at)


class Response(NamedTuple):
    """`handle` where the command gives one (else 0); `authorizations` are the bytes of the sessions' area."""

    handle: int
    parameters: bytes
    authorizations: bytes


def command(code: Command, handles: tuple[int, ...], parameters: bytes, authorization: bytes = b"") -> bytes:
    """The bytes of a command (part 1, 18); `authorization` is one TPMS_AUTH_COMMAND or nothing."""
    body = b"".join(struct.pack(">I", handle) for handle in handles)
    if authorization:
        body += struct.pack(">I", len(authorization)) + authorization
    tag = _SESSIONS if authorization else _NO_SESSIONS
    content = body + parameters
    return struct.pack(">HII", tag, HEADER_BYTES + len(content), code) + content


def response(content: bytes, *, with_handle: bool) -> Response:
    """The parts of a response. Raises TpmRefusal for one that says no, and for one that is none."""
    reader = Reader(content)
    tag, size, response_code = reader.number(2), reader.number(4), reader.number(4)
    if size != len(content):
        raise TpmRefusal(TpmFault.NOT_UNDERSTOOD)
    if response_code:
        raise refusal(response_code)
    handle = reader.number(4) if with_handle else 0
    if tag == _NO_SESSIONS:
        return Response(handle, reader.rest(), b"")
    parameters = reader.take(reader.number(4))
    return Response(handle, parameters, reader.rest())


def sized(content: bytes) -> bytes:
    """A TPM2B."""
    return struct.pack(">H", len(content)) + content


def authorization(session: int, nonce: bytes, attributes: int, mac: bytes) -> bytes:
    """TPMS_AUTH_COMMAND (part 2, 10.13.2)."""
    return struct.pack(">I", session) + sized(nonce) + bytes([attributes]) + sized(mac)


def name_of(public_area: bytes) -> bytes:
    """The Name of an object or index (part 1, 16): its hash algorithm, and the hash of its public area."""
    return struct.pack(">H", _SHA256) + hashlib.sha256(public_area).digest()


# -- parameters ------------------------------------------------------------------------------------


def start_session(nonce: bytes, encrypted_salt: bytes) -> bytes:
    """TPM2_StartAuthSession (part 3, 11.1): an HMAC session, its parameters encrypted by AES-128-CFB."""
    symmetric = struct.pack(">HHH", _AES, 128, _CFB)
    kind = bytes([_HMAC_SESSION])
    return sized(nonce) + sized(encrypted_salt) + kind + symmetric + struct.pack(">H", _SHA256)


def primary() -> bytes:
    """TPM2_CreatePrimary (part 3, 24.1): the storage key that the TPM derives anew each time, ECC P-256."""
    attributes = _FIXED_TPM | _FIXED_PARENT | _SENSITIVE_ORIGIN | _USER_WITH_AUTH | _NO_DA
    area = struct.pack(">HHI", _ECC, _SHA256, attributes | _RESTRICTED | _DECRYPT) + sized(b"")
    area += struct.pack(">HHH", _AES, 128, _CFB) + struct.pack(">HHH", _NULL, _NIST_P256, _NULL)
    area += sized(b"") + sized(b"")
    return _creation(b"", area)


def sealed_object(secret: bytes) -> bytes:
    """TPM2_Create (part 3, 12.1): a data object, bound to this TPM, with neither a password nor a policy."""
    attributes = _FIXED_TPM | _FIXED_PARENT | _USER_WITH_AUTH | _NO_DA
    area = struct.pack(">HHI", _KEYEDHASH, _SHA256, attributes) + sized(b"")
    area += struct.pack(">H", _NULL) + sized(b"")
    return _creation(secret, area)


def _creation(secret: bytes, area: bytes) -> bytes:
    no_pcr = struct.pack(">I", 0)
    return sized(sized(b"") + sized(secret)) + sized(area) + sized(b"") + no_pcr


def counter_public(index: int, *, is_written: bool = False) -> bytes:
    """TPMS_NV_PUBLIC (part 2, 13.5) of a counter that only its own password reads and increments."""
    attributes = _NV_AUTH_WRITE | _NV_COUNTER | _NV_AUTH_READ | _NV_NO_DA
    if is_written:
        attributes |= _NV_WRITTEN
    return struct.pack(">IHI", index, _SHA256, attributes) + sized(b"") + struct.pack(">H", _COUNTER_BYTES)


def define_counter(index: int, password: bytes) -> bytes:
    """TPM2_NV_DefineSpace (part 3, 31.3)."""
    return sized(password) + sized(counter_public(index))


def read_counter() -> bytes:
    """TPM2_NV_Read (part 3, 31.13): all eight bytes."""
    return struct.pack(">HH", _COUNTER_BYTES, 0)


def point_of(public_area: bytes) -> tuple[bytes, bytes]:
    """The point (x, y) of the storage key's public area. Raises TpmRefusal where it is no such key."""
    reader = Reader(public_area)
    if reader.number(2) != _ECC:
        raise TpmRefusal(TpmFault.NOT_UNDERSTOOD)
    reader.take(2 + 4)
    reader.sized()
    reader.take(6 + 6)
    return reader.sized(), reader.sized()
