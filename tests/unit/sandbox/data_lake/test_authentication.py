"""Names and passwords for tokens."""

from __future__ import annotations

import json
from typing import Any

import jwt
import pytest

from serums_desktop.sandbox.accounts import FILE_NAME


def password_of(client: Any, staff_id: str) -> str:
    return str(json.loads((client.directory / FILE_NAME).read_text())[staff_id]["password"])


def create(client: Any, staff_id: str, password: str, login_type: str = "TEXT") -> Any:
    return client.session.post(
        f"{client.lake.authentication_base}/create_jwt/",
        json={"username": staff_id, "password": password, "login_type": login_type},
        timeout=10,
    )


@pytest.mark.parametrize(
    ("staff_id", "name", "serums_id"), [("S-1042", "Ailsa Fraser", 301), ("S-2071", "Isobel Reid", 302)]
)
def test_the_practice_clinicians_sign_in(client: Any, staff_id: str, name: str, serums_id: int) -> None:
    answer = create(client, staff_id, password_of(client, staff_id))

    assert answer.status_code == 201
    tokens = answer.json()["resource_obj"]
    claims = jwt.decode(tokens["access"], options={"verify_signature": False})
    assert (claims["name"], claims["userID"], claims["orgID"]) == (name, serums_id, "USTAN")
    assert client.plain(1183, "medication", hospital="FCRB", token=tokens["access"]).ok


def test_a_wrong_password_is_nobodys(client: Any) -> None:
    answer = create(client, "S-1042", "wrong")

    assert (answer.status_code, list(answer.json())) == (401, ["message"])
    assert create(client, "S-1042", password_of(client, "S-1042"), "GRAPHICAL").status_code == 401


def test_a_refresh_token_brings_new_ones_and_an_access_token_does_not(client: Any) -> None:
    tokens = create(client, "S-1042", password_of(client, "S-1042")).json()["resource_obj"]
    address = f"{client.lake.authentication_base}/refresh_jwt/"

    fresh, refused, garbled = (
        client.session.post(address, json={"refresh": token}, timeout=10)
        for token in (tokens["refresh"], tokens["access"], "nonsense")
    )

    assert fresh.status_code == 201
    assert fresh.json()["resource_obj"]["access"] != tokens["access"]
    assert (refused.status_code, garbled.status_code) == (401, 401)


def test_a_token_is_verified(client: Any) -> None:
    address = f"{client.lake.authentication_base}/verify_jwt/"
    headers = {"Authorization": f"Bearer {client.token()}"}

    answer = client.session.post(address, headers=headers, timeout=10)

    assert (answer.status_code, answer.json()["resource_obj"]["userID"]) == (200, 301)
    assert client.session.post(address, timeout=10).status_code == 401


def test_who_has_left_gets_no_token(client: Any) -> None:
    password = password_of(client, "S-2071")
    client.control("leave S-2071")
    refused = create(client, "S-2071", password)
    client.control("return S-2071")

    assert refused.status_code == 401
    assert create(client, "S-2071", password).status_code == 201
