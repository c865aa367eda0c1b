"""What a patient's rules leave to be seen, by table and column."""

from __future__ import annotations

import msgspec
import pytest

from serums_desktop.sources.data_lake.definitions import HOSPITALS
from serums_desktop.sources.data_lake.permissions import Grantee, Permission, Rule, permission
from tests.unit.sources.data_lake.fake_lake import CLINICIAN, DEPARTMENT, rule

FCRB, USTAN, ZMC = (HOSPITALS[name] for name in ("FCRB", "USTAN", "ZMC"))
NOW_S = 1_790_000_000.0
US = [Grantee("INDIVIDUAL", CLINICIAN, "FCRB"), Grantee("DEPARTMENT", DEPARTMENT, "FCRB")]


def decide(*rules: dict[str, object], hospital: str = "FCRB") -> Permission:
    return permission(HOSPITALS[hospital], msgspec.convert(list(rules), list[Rule]), 82, US, NOW_S)


def test_nothing_is_allowed_where_nobody_allowed_it() -> None:
    found = decide()

    assert (found.tags, dict(found.columns)) == (frozenset(), {})


def test_what_one_allowed_tag_holds_may_be_seen_and_no_more() -> None:
    found = decide(rule("ALLOW", "medication"))

    assert found.tags == {"medication"}
    assert found.columns == {"medication": FCRB.tags["medication"]["medication"]}


def test_a_denied_tag_takes_its_columns_from_every_other() -> None:
    found = decide(rule("ALLOW", "all"), rule("DENY", "documents"))

    assert found.tags == {"all"}
    assert "mostx" not in found.columns["medication"]
    assert "motx" in found.columns["medication"]
    assert found.columns["vital_signs"] == FCRB.tables["vital_signs"]


def test_a_column_that_the_server_loses_on_the_way_is_denied_all_the_same() -> None:
    found = decide(rule("ALLOW", "all"), rule("DENY", "patient_details"))

    assert "rvnum" not in FCRB.tags["patient_details"]["patient"]
    assert "patient" not in found.columns


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "DEPARTMENT"},
        {"kind": "INDIVIDUAL", "number": DEPARTMENT},
        {"kind": "DEPARTMENT", "number": DEPARTMENT, "hospital": "ZMC"},
        {"hospital": "USTAN"},
        {"number": CLINICIAN + 1},
        {"grantor": 83},
    ],
)
def test_a_rule_of_or_about_somebody_else_changes_nothing(other: dict[str, object]) -> None:
    allowed = decide(rule("ALLOW", "all", **other))  # type: ignore[arg-type]  # parameters of a rule
    denied = decide(rule("ALLOW", "all"), rule("DENY", "documents", **other))  # type: ignore[arg-type]  # the same

    assert allowed == decide()
    assert denied == decide(rule("ALLOW", "all"))


def test_a_rule_that_does_not_say_whom_it_is_about_denies_and_does_not_allow() -> None:
    vague: dict[str, object] = {"id": "r", "access": [{"name": "documents"}]}

    assert not decide(vague | {"action": "ALLOW"}).columns
    assert "mostx" not in decide(rule("ALLOW", "all"), vague | {"action": "DENY"}).columns["medication"]


@pytest.mark.parametrize("expires", ["2020-01-01T00:00:00.000Z", "some day", 12])
def test_what_was_allowed_until_then_is_over(expires: object) -> None:
    assert not decide(rule("ALLOW", "all") | {"expires": expires}).columns


def test_a_denied_tag_that_nobody_knows_may_stand_for_anything() -> None:
    assert not decide(rule("ALLOW", "all"), rule("DENY", "something_new")).columns


def test_another_hospitals_tag_denies_nothing_here() -> None:
    assert decide(rule("ALLOW", "all"), rule("DENY", "chemotherapy")) == decide(rule("ALLOW", "all"))


def test_a_column_nobody_knows_is_kept_only_where_nothing_is_denied() -> None:
    assert decide(rule("ALLOW", "all")).keeps("medication", "new_column", FCRB)
    narrowed = decide(rule("ALLOW", "all"), rule("DENY", "documents"))
    assert not narrowed.keeps("medication", "new_column", FCRB)
    assert not narrowed.keeps("new_table", "column", FCRB)


def test_a_pacemaker_denied_under_one_name_is_denied_under_all() -> None:
    found = decide(
        rule("ALLOW", "all", "documents", "treatments"), rule("DENY", "operations"), hospital="ZMC"
    )

    assert "warning" not in found.columns
