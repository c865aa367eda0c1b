"""A certified OpenID provider as a hospital has it: its settings, how it starts, a staff card it takes."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from serums_desktop.domain.staff import Staff
from serums_desktop.identity.assertion import AssertingIdentity
from serums_desktop.identity.practice_card import AUTHENTICATION_ID, Issuer, StaffMember, staff_certificate
from tests.interop.foreign_server import ForeignServer, fetched, write_server_certificate
from tests.unit.identity.staff_authority import anchors_of

ISOBEL = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
PASSWORD = secrets.token_urlsafe(16)
LEVEL = "https://levels.example/password"
LAUNCH = secrets.token_urlsafe(16)
AUTHENTICATED = "serums-desktop-authenticated"
_START_TIMEOUT_S = 60.0


class Card:
    """A staff card's signing key and certificate."""

    def __init__(self, authority: Issuer, staff_id: str = ISOBEL.staff_id) -> None:
        self.private_key = ec.generate_private_key(ec.SECP256R1())
        member = StaffMember(ISOBEL.name, staff_id, ISOBEL.role, "isobel.reid@ustan.example")
        leaf = staff_certificate(self.private_key.public_key(), AUTHENTICATION_ID, authority, member)
        chain = (leaf.public_bytes(serialization.Encoding.DER),)
        self.identity = AssertingIdentity(staff_id, "ES256", chain)

    def sign(self, content: bytes) -> bytes:
        """The signature as JWS has it (RFC 7518 §3.4)."""
        r, s = decode_dss_signature(self.private_key.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)


def provider_settings(
    folder: Path, web_authority: Issuer, staff_authority: Issuer, card: Card
) -> dict[str, object]:
    """A provider with one public client, one that has to be authenticated, and one account."""
    certificate, key = write_server_certificate(folder, web_authority)
    desktop = {
        "client_id": "serums-desktop",
        "application_type": "native",
        "token_endpoint_auth_method": "none",
        "redirect_uris": ["http://127.0.0.1/signed-in"],
        "grant_types": [
            "authorization_code",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:token-exchange",
        ],
        "response_types": ["code"],
        "id_token_signed_response_alg": "ES256",
    }
    public_jwk = jwt.algorithms.ECAlgorithm.to_jwk(card.private_key.public_key(), as_dict=True)
    authenticated = {
        **desktop,
        "client_id": AUTHENTICATED,
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": {"keys": [public_jwk]},
    }
    account = {"password": PASSWORD, "acr": LEVEL, "claims": {"name": ISOBEL.name, "role": ISOBEL.role}}
    return {
        "tls": {"certificate": str(certificate), "key": str(key)},
        "clients": [desktop, authenticated],
        "accounts": {ISOBEL.staff_id: account},
        "staffAnchors": anchors_of(staff_authority).decode("ascii"),
        "launches": {LAUNCH: "pat-7"},
        "tokenEndpointAuthMethods": ["private_key_jwt"],
        "capabilities": ["launch-standalone", "launch-ehr", "client-public", "sso-openid-connect"],
        "claimsParameter": True,
        "nonces": False,
    }


def started(settings: Mapping[str, object], folder: Path, log: Path) -> ForeignServer:
    """The provider, to be entered."""
    file = folder / "settings.json"
    file.write_text(json.dumps(settings), "utf-8")
    command: list[str | Path] = ["node", fetched("openid-provider") / "provider.mjs", file]
    return ForeignServer(
        command, {}, log, re.compile(r"^listening (https://\S+)$", re.MULTILINE), _START_TIMEOUT_S
    )
