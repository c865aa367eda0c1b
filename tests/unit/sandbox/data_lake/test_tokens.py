"""Which tokens the data lake takes, and how it refuses the others."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest

from serums_desktop.sandbox.data_lake.tokens import AUDIENCE, ISSUER, Member, Tokens
from serums_desktop.sandbox.story.data_lake.people import JOANA


def taken(client: Any, token: str | None) -> tuple[int, str]:
    answer = client.plain(JOANA, "medication", hospital="FCRB", token=token)
    return answer.status_code, answer.text


def test_a_sign_in_is_two_tokens_with_the_documented_claims(client: Any) -> None:
    tokens = Tokens(lambda: 1_000_000.0)

    pair = {name: jwt.decode(token, options={"verify_signature": False}) for name, token in
            tokens.pair(client.member).items()}  # fmt: skip

    assert {name: claims.pop("jti") != "" for name, claims in pair.items()} == {
        "access": True,
        "refresh": True,
    }
    assert pair["access"] == {
        "token_type": "access", "exp": 1_000_000 + 30 * 86_400, "iat": 1_000_000, "iss": ISSUER,
        "userID": 301, "sub": "s-1042@ustan.example", "groupIDs": ["MEDICAL_STAFF"], "orgID": "USTAN",
        "deptID": 1, "deptName": "EMERGENCY", "staffID": 1042, "name": "Ailsa Fraser", "aud": AUDIENCE,
    }  # fmt: skip
    assert pair["refresh"]["token_type"] == "refresh"


def test_a_refresh_token_and_one_without_an_end_are_taken(client: Any) -> None:
    assert taken(client, client.token(token_type="refresh"))[0] == 200
    assert taken(client, client.token(without="exp"))[0] == 200


@pytest.mark.parametrize(
    "changed",
    [{"exp": int(time.time()) - 60}, {"aud": "https://elsewhere.example/"}, {"without": "aud"},
     {"without": "groupIDs"}, {"without": "orgID"}],
)  # fmt: skip
def test_a_token_that_was_not_reckoned_with_is_a_plain_500(client: Any, changed: dict[str, Any]) -> None:
    assert taken(client, client.token(**changed)) == (500, "Internal Server Error")


def test_a_strangers_token_is_403(client: Any) -> None:
    strangers = Tokens().pair(client.member)["access"]

    assert taken(client, strangers) == (403, '{"detail":"Invalid token or expired token."}')
    assert taken(client, "nonsense")[0] == 403
    assert taken(client, None) == (403, '{"detail":"Not authenticated"}')
    answer = client.session.post(
        f"{client.lake.base}/search/serums_id", headers={"Authorization": "Basic eA=="}, timeout=10
    )
    assert (answer.status_code, list(answer.json())) == (403, ["detail"])


@pytest.mark.parametrize("group", ["EMERGENCY", "HOSPITAL_ADMIN", "SERUMS_ADMIN"])
def test_administrators_and_the_emergency_group_break_it(client: Any, group: str) -> None:
    member = Member(301, "a@ustan.example", (group,), "USTAN")

    assert taken(client, client.token(member)) == (500, "Internal Server Error")


def test_a_patient_reads_nobody_elses_record_and_searches_for_nobody(client: Any) -> None:
    herself, another = (Member(who, "p@fcrb.example", ("PATIENT",), "FCRB") for who in (JOANA, 1))

    assert taken(client, client.token(herself))[0] == 200
    status, text = taken(client, client.token(another))
    assert (status, text[:12]) == (401, '{"message":"')
    body = {"hospital_id": "FCRB", "first_name": "Joana"}
    assert client.post("search/serums_id", body, token=client.token(another)).status_code == 401


def test_staff_of_no_hospital_breaks_it(client: Any) -> None:
    member = Member(999, "x@ustan.example", ("MEDICAL_STAFF",), "USTAN")

    assert taken(client, client.token(member))[0] == 500
    headers = {"Authorization": f"Bearer {client.token(member)}"}
    address = f"{client.lake.base}/staff_tables/get_department_of_staff_member"
    assert client.session.get(address, headers=headers, timeout=10).status_code == 500
