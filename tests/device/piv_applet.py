"""The card's side of PIV: command APDUs in, response APDUs out (NIST SP 800-73-4, ISO 7816-4)."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils

AUTHENTICATION_KEY = 0x9A
KEY_MANAGEMENT_KEY = 0x9D

SELECT = 0xA4
VERIFY = 0x20
GET_DATA = 0xCB
GET_RESPONSE = 0xC0
GENERAL_AUTHENTICATE = 0x87

_AID = bytes.fromhex("A000000308000010000100")
_OK = b"\x90\x00"
_NOT_FOUND = b"\x6a\x82"
_PIN_BLOCKED = b"\x69\x83"
_PIN_NEEDED = b"\x69\x82"
_NO_SUCH_KEY = b"\x6a\x88"
_UNKNOWN_INSTRUCTION = b"\x6d\x00"

_CERTIFICATE_OBJECTS = {AUTHENTICATION_KEY: "5FC105", KEY_MANAGEMENT_KEY: "5FC10B"}
# A federal agency number that no agency has, as OpenSC wants one to be there.
_NO_AGENCY = bytes.fromhex("D4E739DA739CED39CE739D836858210842108421C84210C3EB")

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class KeySlot:
    """A private key with its certificate."""

    private_key: PrivateKey
    certificate: x509.Certificate


class PivApplet:
    """The memory and the rules of one card: a PIN with three tries, keys that never leave."""

    TRIES = 3

    def __init__(self, guid: bytes, slots: Mapping[int, KeySlot], pin: bytes) -> None:
        self._slots = slots
        self._pin = pin
        self.tries_left = self.TRIES
        self._verified = False
        self._chained = b""
        self._outgoing = b""
        self._objects = {
            "5FC102": _tlv("53", _card_holder_unique_id(guid)),
            "7E": _tlv("7E", _tlv("4F", _AID) + _tlv("5F2F", b"\x40\x00")),
        }
        for number, slot in slots.items():
            der = slot.certificate.public_bytes(serialization.Encoding.DER)
            content = _tlv("70", der) + _tlv("71", b"\x00") + _tlv("FE", b"")
            self._objects[_CERTIFICATE_OBJECTS[number]] = _tlv("53", content)

    @property
    def is_verified(self) -> bool:
        """Whether the card takes whoever speaks to it for its holder."""
        return self._verified

    def unblock(self) -> None:
        """What its issuer does with a card whose tries are spent."""
        self.tries_left = self.TRIES

    @contextlib.contextmanager
    def powered(self) -> Iterator[None]:
        """The time in a reader."""
        self.reset()
        try:
            yield
        finally:
            self.reset()

    def reset(self) -> None:
        """Power lost or reset: what was verified is forgotten, the number of tries is not."""
        self._verified = False
        self._chained = self._outgoing = b""

    def answer(self, command: bytes) -> bytes:
        """Answer one command APDU, short or extended, chained or not."""
        cla, instruction, parameter, reference = command[:4]
        data, expected = _body(command[4:])
        if cla & 0x10:
            self._chained += data
            return _OK
        data, self._chained = self._chained + data, b""
        if instruction == GET_RESPONSE:
            return self._send(self._outgoing, expected)
        if instruction == SELECT:
            return self._select(data, expected)
        if instruction == VERIFY:
            return self._log_out(reference) if parameter == 0xFF else self._verify(reference, data)
        if instruction == GET_DATA:
            found = self._objects.get(next(_parse(data))[1].hex().upper())
            return _NOT_FOUND if found is None else self._send(found, expected)
        if instruction == GENERAL_AUTHENTICATE:
            return self._authenticate(reference, data, expected)
        return _UNKNOWN_INSTRUCTION

    def _send(self, response: bytes, expected: int) -> bytes:
        self._outgoing = response[expected:]
        if not self._outgoing:
            return response + _OK
        return response[:expected] + bytes([0x61, min(len(self._outgoing), 256) & 0xFF])

    def _select(self, aid: bytes, expected: int) -> bytes:
        if len(aid) < 5 or not _AID.startswith(aid):
            return _NOT_FOUND
        authority = _tlv("79", _tlv("4F", _AID[:5]))
        return self._send(_tlv("61", _tlv("4F", _AID[5:]) + authority), expected)

    def _verify(self, reference: int, pin: bytes) -> bytes:
        if reference != 0x80:
            return _NO_SUCH_KEY
        if not pin and self._verified:
            return _OK
        if self.tries_left == 0:
            return _PIN_BLOCKED
        if pin.rstrip(b"\xff") == self._pin:
            self._verified, self.tries_left = True, self.TRIES
            return _OK
        if pin:
            self._verified = False
            self.tries_left -= 1
        return bytes([0x63, 0xC0 | self.tries_left]) if self.tries_left else _PIN_BLOCKED

    def _log_out(self, reference: int) -> bytes:
        if reference != 0x80:
            return _NO_SUCH_KEY
        self._verified = False
        return _OK

    def _authenticate(self, reference: int, data: bytes, expected: int) -> bytes:
        slot = self._slots.get(reference)
        if slot is None:
            return _NO_SUCH_KEY
        if not self._verified:
            return _PIN_NEEDED
        template = dict(_parse(next(_parse(data))[1]))
        result = _use(slot.private_key, template)
        return self._send(_tlv("7C", _tlv("82", result)), expected)


def _use(private_key: PrivateKey, template: Mapping[str, bytes]) -> bytes:
    """The private-key operation: RSA on a padded block, ECDH on a point, or ECDSA on a digest."""
    if isinstance(private_key, rsa.RSAPrivateKey):
        numbers = private_key.private_numbers()
        modulus = numbers.public_numbers.n
        block = int.from_bytes(template["81"], "big")
        return pow(block, numbers.d, modulus).to_bytes(private_key.key_size // 8, "big")
    if "85" in template:
        point = ec.EllipticCurvePublicKey.from_encoded_point(private_key.curve, template["85"])
        return private_key.exchange(ec.ECDH(), point)
    algorithm = hashes.SHA256() if private_key.key_size == 256 else hashes.SHA384()
    digest = template["81"].rjust(algorithm.digest_size, b"\x00")
    return private_key.sign(digest, ec.ECDSA(utils.Prehashed(algorithm)))


def _card_holder_unique_id(guid: bytes) -> bytes:
    expires = _tlv("35", b"20401231")
    return _tlv("30", _NO_AGENCY) + _tlv("34", guid) + expires + _tlv("3E", b"") + _tlv("FE", b"")


def _body(body: bytes) -> tuple[bytes, int]:
    """The data of a command and how many bytes of response it expects."""
    if len(body) <= 1:
        return b"", (body[0] if body else 0) or 256
    if body[0] == 0 and len(body) >= 3:
        (length,) = struct.unpack(">H", body[1:3])
        if len(body) == 3:
            return b"", length or 65_536
        rest = body[3 + length :]
        return body[3 : 3 + length], (struct.unpack(">H", rest)[0] if len(rest) == 2 else 0) or 65_536
    rest = body[1 + body[0] :]
    return body[1 : 1 + body[0]], (rest[0] if rest else 0) or 256


def _tlv(tag: str, value: bytes) -> bytes:
    size = len(value)
    if size < 0x80:
        length = bytes([size])
    elif size < 0x100:
        length = bytes([0x81, size])
    else:
        length = b"\x82" + struct.pack(">H", size)
    return bytes.fromhex(tag) + length + value


def _parse(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Tag (hex) and value of each BER-TLV in turn."""
    while data:
        tag_bytes = 2 if data[0] & 0x1F == 0x1F else 1
        tag, rest = data[:tag_bytes], data[tag_bytes:]
        length_bytes = rest[0] & 0x7F if rest[0] >= 0x80 else 0
        length = int.from_bytes(rest[1 : 1 + length_bytes], "big") if length_bytes else rest[0]
        start = 1 + length_bytes
        yield tag.hex().upper(), rest[start : start + length]
        data = rest[start + length :]
