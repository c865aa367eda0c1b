"""The lines that command the lake and its patients' rules."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
import requests

from serums_desktop.sandbox.data_lake.rules import RuleQuery
from serums_desktop.sandbox.story.data_lake.people import JOANA


def test_the_lake_stops_and_comes_back_where_it_was(client: Any) -> None:
    assert client.control("lake stop") == "ok lake stop"
    with pytest.raises(requests.ConnectionError):
        client.plain(JOANA, "medication", hospital="FCRB")
    with socket.create_server(("127.0.0.1", client.lake.port)):
        assert client.control("lake start").startswith("failed")
    assert client.control("lake start") == "ok lake start"

    assert client.plain(JOANA, "medication", hospital="FCRB").ok


def test_a_slow_lake_outlasts_an_impatient_client_and_signs_in_at_once(client: Any) -> None:
    assert client.control("lake slow 30") == "ok lake slow 30"
    with pytest.raises(requests.Timeout):
        client.session.get(f"{client.lake.base}/hello/hello", timeout=0.2)
    address = f"{client.lake.authentication_base}/verify_jwt/"
    assert client.session.post(address, timeout=10).status_code == 401

    assert client.control("lake slow 0") == "ok lake slow 0"
    assert client.session.get(f"{client.lake.base}/hello/hello", timeout=10).ok
    assert client.control("lake slow down") == "no seconds: down"


def test_a_patient_allows_and_denies(client: Any) -> None:
    def grantees(patient: int) -> list[tuple[str, str, str, str]]:
        rules = client.lake.ledger.find(RuleQuery())
        return [
            (rule.action, rule.grantee.type, rule.grantee.id, rule.grantee.org_id)
            for rule in rules
            if rule.grantor.id == str(patient)
        ]

    for line in ("allow all", "deny documents for S-1042", "allow wearable for 10"):
        assert client.control(f"rules ZMC 7003 {line}") == f"ok rules ZMC 7003 {line}"

    assert grantees(7003) == [
        ("ALLOW", "DEPARTMENT", "1", "ZMC"),
        ("DENY", "INDIVIDUAL", "301", "ZMC"),
        ("ALLOW", "DEPARTMENT", "10", "ZMC"),
    ]
    assert client.control("rules ZMC 7003 forget") == "ok rules ZMC 7003 forget"
    assert grantees(7003) == []
    assert client.control("rules ZMC 7003 forget") == "no rules: 7003"


@pytest.mark.parametrize(
    "line",
    ["lake", "lake sleep", "rules", "rules NHS 1 allow all", "rules ZMC x allow all", "rules ZMC 1 allow"],
)
def test_a_line_of_nobodys_changes_nothing(client: Any, line: str) -> None:
    assert client.control(line) == f"unknown: {line}"


def test_nobody_unknown_is_allowed_anything(client: Any) -> None:
    assert client.control("rules ZMC 1 allow all for S-9999") == "not there: S-9999"


def test_what_the_lake_was_asked_is_written(client: Any, tmp_path: Path) -> None:
    path = tmp_path / "asked of the lake"
    client.control(f"lake requests {path}")
    client.session.get(f"{client.lake.base}/hello/hello", timeout=10)

    assert client.control(f"lake requests {path}") == f"ok lake requests {path}"
    assert path.read_text() == "GET /hello/hello\n"
