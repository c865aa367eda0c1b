"""Issues SoftHSM cards whose private keys the test knows, so that one key may be on several cards."""

from __future__ import annotations

import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key

from serums_desktop.identity.card_module import CardModule, serial_text
from serums_desktop.identity.certificates import CardCertificates, CertificateOnCard
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import (
    AUTHENTICATION_ID,
    KEY_MANAGEMENT_ID,
    Issuer,
    StaffMember,
    add_certificate,
    staff_certificate,
)

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

_PIN = "123456"
# The PKCS#11 id that OpenSC gives to the first of PIV's retired key-management keys.
_RETIRED_ID = b"\x05"


def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, 2048)


@dataclass(frozen=True)
class IssuedCard:
    """A card that can be opened once its office has issued the last one."""

    label: str
    certificates: CardCertificates


class CardOffice:
    """Cards in a token directory of its own. Issuing one ends the sessions with all others."""

    def __init__(self, module: Path, directory: Path) -> None:
        self._module = module
        self._opened: dict[str, OpenCard] = {}
        (directory / "tokens").mkdir()
        self.configuration = directory / "softhsm2.conf"
        self.configuration.write_text(
            f"directories.tokendir = {directory / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n",
            "utf-8",
        )

    def issue(
        self,
        issuer: Issuer,
        member: StaffMember,
        *,
        authentication: PrivateKey | None = None,
        key_management: PrivateKey | None = None,
        retired: PrivateKey | None = None,
        asks_every_time: bytes = b"",
    ) -> IssuedCard:
        """A card with these keys, on a new EC key where no authentication key is given.

        `asks_every_time` is the id of a key that wants the PIN for each of its uses.
        """
        label = f"card {secrets.token_hex(4)}"
        initialise = ["softhsm2-util", "--init-token", "--free", "--label", label]
        subprocess.run([*initialise, "--pin", _PIN, "--so-pin", "12345678"], check=True, capture_output=True)
        self.close()
        library = pkcs11.lib(str(self._module))
        library.reinitialize()
        keys = {
            AUTHENTICATION_ID: authentication or ec_key(),
            KEY_MANAGEMENT_ID: key_management,
            _RETIRED_ID: retired,
        }
        on_card = {}
        with library.get_token(token_label=label).open(rw=True, user_pin=_PIN) as session:
            for key_id, key in keys.items():
                if key is not None:
                    certificate = staff_certificate(key.public_key(), key_id, issuer, member)
                    session.create_object(_attributes(key, key_id, key_id == asks_every_time))
                    add_certificate(session, key_id, certificate)
                    on_card[key_id] = CertificateOnCard(key_id, certificate)
        leaf: x509.Certificate = on_card[AUTHENTICATION_ID].certificate
        certificates = CardCertificates(on_card[AUTHENTICATION_ID], on_card.get(KEY_MANAGEMENT_ID), (leaf,))
        return IssuedCard(label, certificates)

    def open(self, card: IssuedCard) -> OpenCard:
        """The card after its PIN was accepted; nobody looks at its certificates here."""
        if card.label not in self._opened:
            token = pkcs11.lib(str(self._module)).get_token(token_label=card.label)
            holder = card.certificates.holder(serial_text(token))
            session = token.open(user_pin=_PIN)
            self._opened[card.label] = OpenCard(CardModule(self._module), session, card.certificates, holder)
        return self._opened[card.label]

    def close(self) -> None:
        """Close every card."""
        for card in self._opened.values():
            card.close()
        self._opened.clear()


def _attributes(key: PrivateKey, key_id: bytes, asks_every_time: bool) -> dict[pkcs11.Attribute, object]:
    der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    signs = key_id == AUTHENTICATION_ID
    if isinstance(key, rsa.RSAPrivateKey):
        use = pkcs11.MechanismFlag
        attributes = decode_rsa_private_key(der, use.SIGN if signs else use.DECRYPT)
    else:
        attributes = decode_ec_private_key(der)
        attributes |= {pkcs11.Attribute.SIGN: signs, pkcs11.Attribute.DERIVE: not signs}
    return attributes | {
        pkcs11.Attribute.ID: key_id,
        pkcs11.Attribute.TOKEN: True,
        pkcs11.Attribute.PRIVATE: True,
        pkcs11.Attribute.SENSITIVE: True,
        pkcs11.Attribute.ALWAYS_AUTHENTICATE: asks_every_time,
    }
