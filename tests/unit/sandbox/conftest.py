"""Staff cards, small sources and clients for the model hospitals."""

from __future__ import annotations

import base64
import datetime as dt
import json
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.sandbox.authority import Authority
from serums_desktop.sandbox.client_credentials import JWT_CLIENT_ASSERTION
from serums_desktop.sandbox.cluster import Cluster, Origin, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.oauth import CLIENT_CREDENTIALS, JWT_BEARER


class StaffCard:
    """A key and a certificate as a card holds them."""

    def __init__(
        self,
        issuer: Authority,
        *,
        staff_id: str = "S-1042",
        usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.CLIENT_AUTH,
        curve: ec.EllipticCurve | None = None,
        valid_for: dt.timedelta = dt.timedelta(days=1),
    ) -> None:
        self.key = ec.generate_private_key(curve or ec.SECP256R1())
        self.staff_id = staff_id
        now = dt.datetime.now(dt.UTC)
        attributes = [(NameOID.COMMON_NAME, "Dr Ailsa Fraser"), (NameOID.TITLE, "Consultant")]
        if staff_id:
            attributes.append((NameOID.SERIAL_NUMBER, staff_id))
        key_usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
             "crl_sign", "encipher_only", "decipher_only"), False,
        )  # fmt: skip
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(oid, text) for oid, text in attributes]))
            .issuer_name(issuer.certificate.subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=10))
            .not_valid_after(now + valid_for)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(digital_signature=True, **key_usage), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
            )
            .sign(issuer.key, hashes.SHA256())
        )

    def assertion(
        self, audience: str, *, key: ec.EllipticCurvePrivateKey | None = None, **claims: Any
    ) -> str:
        """A signed assertion; `claims` replace the proper ones, None leaves one out."""
        now = int(time.time())
        proper = {
            "iss": self.staff_id, "sub": self.staff_id, "aud": audience, "iat": now, "exp": now + 60,
            "jti": secrets.token_hex(8),
        }  # fmt: skip
        stated = {name: value for name, value in (proper | claims).items() if value is not None}
        chain = [base64.b64encode(self.certificate.public_bytes(serialization.Encoding.DER)).decode()]
        algorithm = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}[self.key.curve.name]
        return jwt.encode(stated, key or self.key, algorithm=algorithm, headers={"x5c": chain})

    def form(self, audience: str, scope: str = "openid fhirUser user/*.rs", **claims: Any) -> dict[str, str]:
        """A token request."""
        return {"grant_type": JWT_BEARER, "assertion": self.assertion(audience, **claims), "scope": scope}


class WorkstationKey:
    """A workstation that signs its own requests."""

    def __init__(self, client_id: str) -> None:
        self.client_id = client_id
        self.key = ec.generate_private_key(ec.SECP256R1())

    def public_jwk(self) -> str:
        """Its public key as it is enrolled."""
        return str(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))

    def form(
        self,
        audience: str,
        scope: str = "system/AuditEvent.crs system/Communication.crs",
        *,
        key: ec.EllipticCurvePrivateKey | None = None,
        **claims: Any,
    ) -> dict[str, str]:
        """A token request; `claims` replace the proper ones, None leaves one out."""
        proper = {
            "iss": self.client_id, "sub": self.client_id, "aud": audience, "exp": int(time.time()) + 60,
            "jti": secrets.token_hex(8),
        }  # fmt: skip
        stated = {name: value for name, value in (proper | claims).items() if value is not None}
        return {
            "grant_type": CLIENT_CREDENTIALS,
            "client_assertion_type": JWT_CLIENT_ASSERTION,
            "client_assertion": jwt.encode(stated, key or self.key, algorithm="ES256"),
            "scope": scope,
        }


class Client:
    """Speaks HTTPS to one origin, trusting its authority alone."""

    def __init__(self, origin: Origin, directory: Path) -> None:
        self.base = origin.fhir_base
        self.issuer = origin.issuer
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(directory / "tls-ca.pem")

    def sign_in(
        self, card: StaffCard, scope: str = "openid fhirUser user/*.rs", **claims: Any
    ) -> requests.Response:
        """Ask for a token and use it from now on."""
        form = card.form(f"{self.issuer}/token", scope, **claims)
        answer = self.session.post(f"{self.issuer}/token", data=form, timeout=10)
        if answer.ok:
            self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return answer

    def get(self, path: str, **parameters: Any) -> requests.Response:
        """GET below the FHIR base."""
        return self.session.get(f"{self.base}/{path}", params=parameters, timeout=10)


def make(resource_type: str, resource_id: str, **content: Any) -> Authored:
    """A resource; a Decimal-exact text can be given as raw JSON in `body`."""
    body = json.dumps({"resourceType": resource_type, "id": resource_id, **content}, ensure_ascii=False)
    return Authored(resource_type, resource_id, body.encode())


@pytest.fixture(scope="session", name="make")
def _make() -> Callable[..., Authored]:
    return make


@pytest.fixture(scope="session")
def staff() -> Authority:
    return Authority.create("Staff cards")


@pytest.fixture
def card_for() -> Callable[[Cluster], StaffCard]:
    """A card that the staff authority of a cluster issued."""

    def issue(cluster: Cluster) -> StaffCard:
        key = serialization.load_pem_private_key((cluster.directory / "staff-ca.key").read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        certificate = x509.load_pem_x509_certificate((cluster.directory / "staff-ca.pem").read_bytes())
        return StaffCard(Authority(certificate, key))

    return issue


@pytest.fixture(scope="module")
def run_sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Cluster]]:
    """Start a cluster with the given sources; stopped after the module's last test."""
    clusters: list[Cluster] = []

    def run(*sources: Source) -> Cluster:
        cluster = Cluster(tmp_path_factory.mktemp("run"), list(sources))
        clusters.append(cluster)
        cluster.start()
        return cluster

    yield run
    for cluster in clusters:
        cluster.close()


@pytest.fixture
def client_of(card_for: Callable[[Cluster], StaffCard]) -> Iterator[Callable[..., Client]]:
    """A signed-in client of one origin of a cluster."""
    clients: list[Client] = []

    def connect(cluster: Cluster, source_id: str, scope: str = "openid fhirUser user/*.rs") -> Client:
        client = Client(cluster.origins[source_id], cluster.directory)
        clients.append(client)
        assert client.sign_in(card_for(cluster), scope).ok
        return client

    yield connect
    for client in clients:
        client.session.close()


@pytest.fixture
def staff_card() -> type[StaffCard]:
    return StaffCard


@pytest.fixture
def workstation_key() -> type[WorkstationKey]:
    return WorkstationKey
