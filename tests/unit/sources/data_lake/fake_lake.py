"""A data lake of one hospital with its rules service, as small as the tests need it."""

from __future__ import annotations

import base64
import http.server
import json
import ssl
import threading
from pathlib import Path
from typing import Any, Self

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from serums_desktop.sources.data_lake.definitions import HOSPITALS
from tests.unit.sources.small_server import make_certificate

AUDIENCE = "https://shcs.serums.cs.st-andrews.ac.uk/"
CLINICIAN = 300
DEPARTMENT = 2

Rows = list[dict[str, Any]]


def token(**changed: object) -> str:
    """An access token of a clinician of FCRB, or one that is wrong in some way."""
    claims = {
        "token_type": "access",
        "exp": 4_000_000_000,
        "jti": "j1",
        "userID": CLINICIAN,
        "iss": "SerumsAuthentication",
        "iat": 1_700_000_000,
        "sub": "clinician@fcrb.example",
        "groupIDs": ["MEDICAL_STAFF"],
        "orgID": "FCRB",
        "deptID": DEPARTMENT,
        "deptName": "CONSULTANT",
        "staffID": 2001,
        "name": "Clinician",
        "aud": AUDIENCE,
    } | changed
    parts = (json.dumps(part).encode() for part in ({"typ": "JWT", "alg": "HS256"}, claims))
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "c2ln"])


def rule(
    action: str,
    *tags: str,
    kind: str = "INDIVIDUAL",
    number: int = CLINICIAN,
    hospital: str = "FCRB",
    grantor: int = 82,
) -> dict[str, object]:
    """A rule as the rules service tells it."""
    return {
        "id": f"RULE_{action}_{'_'.join(tags)}_{kind}_{number}_{hospital}",
        "grantor": {"type": "INDIVIDUAL", "id": str(grantor)},
        "grantee": {"type": kind, "id": str(number), "orgId": hospital},
        "access": [{"name": tag} for tag in tags],
        "expires": "2099-07-13T19:55:00.000Z",
        "action": action,
    }


class Tokens:
    """One token for every source."""

    def __init__(self, value: str = "") -> None:
        self.value = value or token()
        self.asked: list[str] = []

    def token(self, source_id: str) -> str:
        """The token."""
        self.asked.append(source_id)
        return self.value


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves early."""


class FakeLake:
    """Answers each tag with `answers`; `instead` has whole answers by path: status, content type, bytes."""

    def __init__(self, directory: Path, hospital: str = "FCRB") -> None:
        self.hospital = HOSPITALS[hospital]
        self.answers: dict[str, dict[str, Rows]] = {}
        self.people: Rows = []
        self.rules: list[dict[str, object]] = []
        self.listed: list[str] = list(self.hospital.tags)
        self.asked: list[tuple[str, Any]] = []
        self.public_keys: list[str] = []
        self.instead: dict[str, tuple[int, str, bytes]] = {}
        self.department: int = DEPARTMENT
        lake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                content = json.loads(self.rfile.read(length) or b"null")
                lake._answer(self, content)

            def do_GET(self) -> None:
                lake._answer(self, None)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
                """Tests are silent."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.anchors = directory / "lake.pem"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(make_certificate(directory, self.anchors))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="fake-lake")
        self.origin = f"https://127.0.0.1:{self._server.server_port}"

    @property
    def tags_asked(self) -> list[list[str]]:
        """The tags of each request for data, in order."""
        return [content["tags"] for path, content in self.asked if path.endswith("/encrypted")]

    def _answer(self, handler: http.server.BaseHTTPRequestHandler, content: Any) -> None:
        path = handler.path
        self.asked.append((path, content))
        status, kind, body = self.instead.get(path) or self._routed(path, content)
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _routed(self, path: str, content: Any) -> tuple[int, str, bytes]:
        match path:
            case "/v1/api/getRules":
                asked = {one.get("key"): one.get("value") for one in content["filters"]}
                found: object = [
                    one
                    for one in self.rules
                    if str(one["grantee"]["id"]) == str(asked["grantee.id"])  # type: ignore[index]  # made above
                ]
            case "/staff_tables/get_department_of_staff_member":
                found = {"serums_id": CLINICIAN, "department_id": self.department, "department_name": "C"}
            case "/tags_tables/tags":
                found = {"tags": self.listed, "translated": {}}
            case "/search/serums_id":
                hits = self._hits(content)
                if not hits:
                    return _json({"message": "Unable to find a patient with those details"}, 500)
                found = hits
            case "/data_vault/encrypted":
                return _json(self._sealed(content, self._vault(content["tags"])))
            case "/smart_patient_health_record/encrypted":
                return _json(self._sealed(content, self._frames(content["tags"])))
            case _:
                return 404, "text/plain", b"Not Found"
        return _json(found)

    def _hits(self, content: dict[str, Any]) -> Rows:
        columns = {
            "FCRB": {"patient_id": "patnr", "first_name": "vname", "first_surname": "nname",
                     "family_name": "gbnam", "dob": "gbdat"},
            "USTAN": {"patient_id": "chi", "first_name": "name", "family_name": "name",
                      "dob": "date_of_birth"},
            "ZMC": {"patient_id": "patnr", "first_name": "nname", "family_name": "nnams", "dob": "gbdat"},
        }[self.hospital.name]  # fmt: skip
        asked = {columns[key]: value for key, value in content.items() if key in columns}
        if self.hospital.name == "USTAN" and "date_of_birth" in asked:
            month, day, year = asked["date_of_birth"].split("/")
            asked["date_of_birth"] = f"{year}-{month}-{day}"
        return [
            row for row in self.people if all(row.get(column) == value for column, value in asked.items())
        ]

    def _sealed(self, content: dict[str, Any], answer: object) -> dict[str, str]:
        self.public_keys.append(content["public_key"])
        public = load_pem_public_key(content["public_key"].encode())
        assert isinstance(public, RSAPublicKey)
        assert public.key_size >= 2048
        key = Fernet.generate_key()
        oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
        return {
            "data": Fernet(key).encrypt(json.dumps(answer).encode()).decode(),
            "key": base64.b64encode(public.encrypt(key, oaep)).decode(),
        }

    def _tables(self, tags: list[str]) -> dict[str, Rows]:
        # A table of two tags comes as the last one has it.
        return {table: rows for tag in tags for table, rows in self.answers.get(tag, {}).items()}

    def _frames(self, tags: list[str]) -> object:
        schema = self.hospital.name.lower()
        return {
            self.hospital.name: {
                f"{schema}.{table}": {str(place): row for place, row in enumerate(rows)}
                for table, rows in self._tables(tags).items()
            }
        }

    def _vault(self, tags: list[str]) -> object:
        satellites: dict[str, Rows] = {}
        hub: dict[str, list[Any]] = {"id": [], self.hospital.key: []}
        for table, rows in self._tables(tags).items():
            names = [name for name, owner in self.hospital.satellites.items() if owner == table]
            names = names or [f"{self.hospital.name.lower()}_sat_{table}"]
            ids = [len(hub["id"]) + place + 1 for place in range(len(rows))]
            for part, name in enumerate(names):
                satellites[name] = [
                    {"hub_event_id": number}
                    | (
                        {key: value for key, value in row.items() if key != self.hospital.key}
                        if part == 0
                        else {}
                    )
                    for number, row in zip(ids, rows, strict=True)
                ]
                # Every satellite begins to count anew, so that ids stand twice.
                hub["id"] += ids
                hub[self.hospital.key] += [row.get(self.hospital.key) for row in rows]
        return {"satellites": satellites, "hubs": {"hub_event": hub, "hub_time": {"id": []}}, "links": {}}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _json(content: object, status: int = 200) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(content).encode()
