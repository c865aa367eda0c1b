"""The rules service, asked as the data lake asks it."""

from __future__ import annotations

from typing import Any

from serums_desktop.sandbox.story.data_lake.people import ANNEKE, JOANA, NAMESAKE

OVER = {"filterType": "NOT_EXPIRED"}


def by(key: str, value: Any) -> dict[str, Any]:
    return {"filterType": "SIMPLE", "key": key, "value": value}


def rules(client: Any, *filters: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.session.post(
        f"{client.lake.rules_base}/getRules",
        json={"filters": filters},
        headers={"Authorization": f"Bearer {client.token()}"},
        timeout=10,
    )
    assert answer.ok, answer.text
    return list(answer.json())


def test_a_rule_says_who_allows_whom_which_tags(client: Any) -> None:
    (found,) = rules(client, by("grantor.id", JOANA), OVER, by("grantee.id", 1))

    assert found["grantor"] == {"type": "INDIVIDUAL", "id": "1183"}
    assert found["grantee"] == {"type": "DEPARTMENT", "id": "1", "orgId": "USTAN"}
    assert found["action"] == "ALLOW"
    assert {"name": "medication"} in found["access"]


def test_a_number_finds_whoever_has_it_at_any_hospital(client: Any) -> None:
    (found,) = rules(client, by("grantor.id", str(NAMESAKE)), OVER, by("grantee.id", "1"))

    assert found["grantee"]["orgId"] == "FCRB"


def test_what_is_over_is_found_only_when_asked_for(client: Any) -> None:
    assert len(rules(client, by("grantor.id", ANNEKE))) == 1
    assert rules(client, by("grantor.id", ANNEKE), OVER) == []
    assert rules(client, by("grantor.nothing", ANNEKE)) == []


def test_rules_need_a_token(client: Any) -> None:
    assert client.post("v1/api/getRules", {"filters": []}, token=None).status_code == 403
