"""What an attacker has to work with: all that went over the wire, and the model hospitals it went to."""

from __future__ import annotations

import base64
import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from serums_desktop.commands.demo import ModelHospitals
from serums_desktop.commands.practice_browser import practice_browser
from serums_desktop.identity.assertion import AssertingIdentity, card_assertions
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import AUTHENTICATION_ID, Issuer, StaffMember, staff_certificate
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.sources.fhir.exchange import EndableAdapter

TIMEOUT_S = 20.0
# What must stay between the program and a provider: in a form, an answer, the browser's address, a header.
_IN_FORMS = (
    "assertion", "client_assertion", "code", "code_verifier", "refresh_token", "subject_token", "token",
)  # fmt: skip
_IN_ANSWERS = ("access_token", "refresh_token", "id_token")
_IN_ADDRESSES = ("state", "nonce", "launch")
_IN_HEADERS = ("DPoP", "Authorization")


class _Overhearing(EndableAdapter):
    """The way out: whatever sends, it passes here."""

    def __init__(self, keep: Callable[[requests.Response], None]) -> None:
        super().__init__()
        self._keep = keep

    def send(self, request: requests.PreparedRequest, *arguments: Any, **named: Any) -> requests.Response:
        response = super().send(
            request, *arguments, **{**named, "timeout": named.get("timeout") or TIMEOUT_S}
        )
        self._keep(response)
        return response


class Overheard(requests.Session):
    """An HTTPS session that keeps what it sends, as an attacker in the middle of a broken tunnel would."""

    def __init__(self, anchors: Path) -> None:
        super().__init__()
        self.trust_env = False
        self.verify = str(anchors)
        self.mount("https://", _Overhearing(self._keep))
        self.sent: list[requests.PreparedRequest] = []
        self.secrets: set[str] = set()

    def forms(self, grant_type: str) -> list[requests.PreparedRequest]:
        """The token requests of a grant so far, as they were sent."""
        return [one for one in self.sent if form_of(one).get("grant_type", "").endswith(grant_type)]

    def showed(self, address: str) -> None:
        """An address was shown to the browser."""
        query = dict(parse_qsl(urlsplit(address).query))
        self.secrets |= {query[name] for name in _IN_ADDRESSES if name in query}

    def _keep(self, response: requests.Response) -> None:
        request = response.request
        self.sent.append(request)
        form = form_of(request)
        self.secrets |= {form[name] for name in _IN_FORMS if name in form}
        self.secrets |= {request.headers[name].split()[-1] for name in _IN_HEADERS if name in request.headers}
        if "DPoP-Nonce" in response.headers:
            self.secrets.add(response.headers["DPoP-Nonce"])
        if "json" in response.headers.get("Content-Type", "") and urlsplit(response.url).path == "/token":
            answer = response.json()
            self.secrets |= {answer[name] for name in _IN_ANSWERS if name in answer}


def form_of(request: requests.PreparedRequest) -> dict[str, str]:
    """What a request said in its form."""
    body = request.body if isinstance(request.body, str) else ""
    return dict(parse_qsl(body))


class Place:
    """Model hospitals in a process of their own, their staff's cards and their staff's browsers."""

    def __init__(self, directory: Path, hospitals: ModelHospitals) -> None:
        self.directory = directory
        self.anchors = directory / "tls-ca.pem"
        self.command = hospitals.command
        configured = tomllib.loads((directory / "serums-desktop.toml").read_text("utf-8"))["source"]
        self.sources = {
            one["id"]: ProtectedSource(
                one["id"], one["fhir_base"], TIMEOUT_S, purpose=one.get("purpose", "iua")
            )
            for one in configured
            if one["asked"]
        }
        self.home = self.sources["ustan"]
        self.staff_authority = Issuer.from_pem(
            (directory / "staff-ca.pem").read_bytes(), (directory / "staff-ca.key").read_bytes()
        )
        accounts = json.loads((directory / "staff-accounts.json").read_text("utf-8"))
        self.passwords = {account["password"] for account in accounts.values()}

    def card(self, member: StaffMember) -> tuple[AssertingIdentity, Callable[[bytes], bytes]]:
        """What a card of this person's says of itself, and its signature (ES256) of any bytes."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = staff_certificate(key.public_key(), AUTHENTICATION_ID, self.staff_authority, member)

        def sign(content: bytes) -> bytes:
            numbers = decode_dss_signature(key.sign(content, ec.ECDSA(hashes.SHA256())))
            return b"".join(number.to_bytes(32, "big") for number in numbers)

        chain = (certificate.public_bytes(Encoding.DER),)
        return AssertingIdentity(member.staff_id, "ES256", chain), sign

    def tokens(self, http: requests.Session, member: StaffMember) -> AccessTokens:
        """The tokens of a session by card."""
        identity, sign = self.card(member)
        return AccessTokens(http, self.sources.values(), member.staff_id, card_assertions(identity, sign))

    def origin(self, source_id: str) -> str:
        """Where a source is, which is its issuer's name too."""
        return self.sources[source_id].fhir_base.removesuffix("/fhir")

    def browser(self, staff_id: str) -> Callable[[str], bool]:
        """A browser in which this person signs in wherever they are asked."""
        return practice_browser(self.anchors, self.directory / "staff-accounts.json", staff_id)


def run_place(directory: Path) -> Iterator[Place]:
    """Model hospitals while a module's tests run."""
    hospitals = ModelHospitals(directory)
    try:
        yield Place(directory, hospitals)
    finally:
        hospitals.close()


def parts_of(secret: str) -> set[str]:
    """A secret, and the parts of it that would do harm or tell of it."""
    return {part for part in {secret, *secret.split(".")} if len(part) >= 16} or {secret}


def base64url(content: bytes) -> str:
    """As JOSE writes bytes (RFC 7515 §2)."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
