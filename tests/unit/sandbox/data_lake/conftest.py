"""A data lake over HTTPS, and a client that takes its answers apart."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from serums_desktop.sandbox.cluster import Cluster
from serums_desktop.sandbox.data_lake.origin import LakeOrigin
from serums_desktop.sandbox.data_lake.tokens import Member
from serums_desktop.sandbox.story.data_lake import data_lake

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
FRASER = Member(
    301, "s-1042@ustan.example", ("MEDICAL_STAFF",), "USTAN", "Ailsa Fraser", 1042, 1, "EMERGENCY"
)
SPHR = "smart_patient_health_record"


class LakeClient:
    """Asks as the consultant of the emergency department, unless told otherwise."""

    member = FRASER

    def __init__(self, cluster: Cluster, key: rsa.RSAPrivateKey) -> None:
        assert cluster.lake is not None
        self.lake: LakeOrigin = cluster.lake
        self.control = cluster.control
        self.directory = cluster.directory
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(cluster.directory / "tls-ca.pem")
        self.key = key

    def token(self, member: Member = FRASER, *, without: str = "", **claims: Any) -> str:
        """An access token; `claims` replace the proper ones, `without` is left out."""
        stated = self.lake.tokens.claims(member, "access", 3600) | claims
        stated.pop(without, None)
        return self.lake.tokens.sign(stated)

    def post(self, path: str, body: Any, *, token: str | None = "") -> requests.Response:
        """POST below the base, with a token of its own; with none at all where it is None."""
        headers = {} if token is None else {"Authorization": f"Bearer {token or self.token()}"}
        return self.session.post(f"{self.lake.base}/{path}", json=body, headers=headers, timeout=10)

    def plain(self, patient: int, *tags: str, hospital: str, token: str | None = "") -> requests.Response:
        """The record in the clear."""
        body = {"serums_id": patient, "tags": tags, "hospital_ids": [hospital]}
        return self.post(f"{SPHR}/get_sphr", body, token=token)

    def tables(self, patient: int, *tags: str, hospital: str) -> dict[str, Any]:
        """What the record of one hospital has, by table, through the encrypted endpoint."""
        record = self.decrypted(f"{SPHR}/encrypted", patient, *tags, hospital=hospital)
        assert list(record) == [hospital]
        return dict(record[hospital])

    def vault(self, patient: int, *tags: str, hospital: str) -> dict[str, Any]:
        """The record as a data vault, through the encrypted endpoint."""
        return self.decrypted("data_vault/encrypted", patient, *tags, hospital=hospital)

    def decrypted(
        self, path: str, patient: int, *tags: str, hospital: str, form: PublicFormat | None = None
    ) -> dict[str, Any]:
        """An encrypted answer, opened."""
        pem = self.key.public_key().public_bytes(Encoding.PEM, form or PublicFormat.SubjectPublicKeyInfo)
        body = {"serums_id": patient, "tags": tags, "hospital_ids": [hospital], "public_key": pem.decode()}
        answer = self.post(path, body)
        assert answer.status_code == 200, answer.text
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        fernet_key = self.key.decrypt(base64.b64decode(answer.json()["key"]), oaep)
        assert len(fernet_key) == 44
        self.last_payload = Fernet(fernet_key).decrypt(answer.json()["data"])
        return dict(json.loads(self.last_payload))


@pytest.fixture(scope="package", name="lake_cluster")
def _lake_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("lake"), [], data_lake=data_lake(NOW, 1))
    cluster.start()
    yield cluster
    cluster.close()


@pytest.fixture(scope="package", name="reader_key")
def _reader_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def client(lake_cluster: Cluster, reader_key: rsa.RSAPrivateKey) -> Iterator[LakeClient]:
    connected = LakeClient(lake_cluster, reader_key)
    yield connected
    connected.session.close()
    lake = connected.lake
    lake.start()
    lake.slowness.delay_s = 0.0
    lake.ledger.is_down = False
    assert connected.control("rules reset") == "ok rules reset"


@pytest.fixture
def fourth(tmp_path: Path, reader_key: rsa.RSAPrivateKey) -> Iterator[LakeClient]:
    """The same lake with the fourth version of its interface."""
    cluster = Cluster(tmp_path, [], data_lake=data_lake(NOW, 1, 4))
    cluster.start()
    connected = LakeClient(cluster, reader_key)
    yield connected
    connected.session.close()
    cluster.close()
