"""The routes, what needs no token, and how requests fail."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from serums_desktop.sandbox.story.data_lake.people import JOANA

PLAIN_500 = (500, "Internal Server Error")
SPHR = "smart_patient_health_record"


def test_hello_departments_and_tags_need_no_token(client: Any) -> None:
    assert list(client.session.get(f"{client.lake.base}/hello/hello", timeout=10).json()) == ["hello"]
    departments = client.post("staff_tables/departments", {"hospital_id": "ustan"}, token=None).json()
    assert departments[0] == {
        "serums_id": 301, "staff_id": 1042, "name": "Ailsa Fraser", "department_id": 1,
        "department_name": "EMERGENCY",
    }  # fmt: skip
    assert [one["department_id"] for one in departments].count(4) == 2
    tags = client.post("tags_tables/tags", {"hospital_id": "ZMC"}, token=None).json()
    assert "patient_address" in tags["tags"]
    assert tags["translated"]["operations"] == {"translation": "Operaties"}
    both = client.post("tags_tables/all_tags", {"hospital_ids": ["FCRB", "USTAN"]}, token=None).json()
    assert list(both) == ["FCRB", "USTAN"]


def test_a_member_of_staff_has_one_department(client: Any) -> None:
    address = f"{client.lake.base}/staff_tables/get_department_of_staff_member"

    answer = client.session.get(address, headers={"Authorization": f"Bearer {client.token()}"}, timeout=10)

    assert answer.json()["department_id"] == 1
    assert client.post("staff_tables/get_department_of_staff_member", {}).status_code == 405


@pytest.mark.parametrize("hospitals", [["NHS"], ["FCRB", "NHS"]])
def test_an_unknown_hospital_breaks_it_even_beside_another(client: Any, hospitals: list[str]) -> None:
    body = {"serums_id": JOANA, "tags": ["medication"], "hospital_ids": hospitals}

    answer = client.post(f"{SPHR}/get_sphr", body)

    assert (answer.status_code, answer.text) == PLAIN_500


def test_no_hospital_is_a_500_in_json(client: Any) -> None:
    answer = client.post(f"{SPHR}/get_sphr", {"serums_id": JOANA, "tags": ["all"], "hospital_ids": []})

    assert (answer.status_code, list(answer.json())) == (500, ["message"])


@pytest.mark.parametrize("body", [{}, {"serums_id": "x", "tags": [], "hospital_ids": []}, []])
def test_a_body_of_another_shape_is_422(client: Any, body: Any) -> None:
    answer = client.post(f"{SPHR}/get_sphr", body)

    assert (answer.status_code, list(answer.json())) == (422, ["detail"])


def test_rules_that_cannot_be_asked_break_it(client: Any) -> None:
    assert client.control("lake rules-down") == "ok lake rules-down"
    down = client.plain(JOANA, "medication", hospital="FCRB")
    asked = client.post("v1/api/getRules", {"filters": []})
    assert client.control("lake rules-up") == "ok lake rules-up"

    assert (down.status_code, down.text) == PLAIN_500
    assert asked.status_code == 502
    assert client.plain(JOANA, "medication", hospital="FCRB").ok


def test_a_key_that_is_none_breaks_it(client: Any) -> None:
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    pem = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for key in ("", "nonsense", pem):
        body = {"serums_id": JOANA, "tags": [], "hospital_ids": ["FCRB"], "public_key": key}
        answer = client.post(f"{SPHR}/encrypted", body)
        assert (answer.status_code, answer.text) == PLAIN_500


def test_either_form_of_a_public_key_will_do(client: Any) -> None:
    path = f"{SPHR}/encrypted"

    assert client.decrypted(path, JOANA, "medication", hospital="FCRB", form=PublicFormat.PKCS1)
    assert client.decrypted(path, JOANA, "medication", hospital="FCRB")


def test_the_fourth_version_says_nothing_with_a_200(fourth: Any) -> None:
    broken = {"serums_id": JOANA, "tags": ["medication"], "hospital_ids": ["NHS"]}
    key = rsa.generate_private_key(65537, 2048).public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    plain = fourth.post(f"{SPHR}/get_sphr", broken)
    encrypted = fourth.post(f"{SPHR}/encrypted", {**broken, "public_key": pem})

    assert (plain.status_code, plain.text) == (200, "null")
    assert (encrypted.status_code, encrypted.json()) == (500, {"data": None, "key": None})


def test_the_fourth_version_has_two_other_routes(fourth: Any) -> None:
    body = {"serums_id": JOANA, "tags": ["medication"], "hospital_ids": ["FCRB"]}

    assert fourth.post("staff_tables/get_department_of_staff_member", {}).json()["staff_id"] == 1042
    assert "satellites" in fourth.post("data_vault/get_data_vault", body).json()
    assert fourth.post("data_vault/data_vault", body).status_code == 404
    assert fourth.tables(JOANA, "medication", hospital="FCRB")["fcrb.medication"]
