from __future__ import annotations

import pytest

from serums_desktop.sandbox.scopes import granted, granted_to_workstation, resource_scopes


@pytest.mark.parametrize(
    ("requested", "expected"),
    [
        ("openid fhirUser user/*.rs", ["openid", "fhirUser", "user/*.rs"]),
        ("user/*.cruds", ["user/*.rs"]),
        ("user/Observation.read", ["user/Observation.rs"]),
        ("user/AuditEvent.c", ["user/AuditEvent.c"]),
        ("user/Patient.c", []),
        ("system/*.rs patient/*.rs launch offline_access", []),
        ("user/*.rs user/*.rs", ["user/*.rs"]),
        ("system/AuditEvent.crs user/Patient.rs", ["user/Patient.rs"]),
    ],
)
def test_what_staff_may_have_is_granted_and_no_more(requested: str, expected: list[str]) -> None:
    assert granted(requested.split()) == expected


def test_a_refresh_token_is_granted_where_it_may_be() -> None:
    assert granted(["offline_access", "openid"], offline=True) == ["offline_access", "openid"]


@pytest.mark.parametrize(
    ("requested", "expected"),
    [
        ("system/AuditEvent.c system/Communication.crs", ["system/AuditEvent.c", "system/Communication.crs"]),
        ("system/AuditEvent.cruds", ["system/AuditEvent.crs"]),
        ("system/Patient.rs system/Flag.cruds", ["system/Patient.rs", "system/Flag.rs"]),
        ("system/*.rs system/DiagnosticReport.rs user/*.rs openid offline_access", []),
    ],
)
def test_a_workstation_is_granted_evidence_and_safety_summaries_alone(
    requested: str, expected: list[str]
) -> None:
    assert granted_to_workstation(requested.split()) == expected


def test_a_scope_permits_its_type_and_verbs_alone() -> None:
    (scope,) = resource_scopes(["user/Patient.r"])

    assert scope.permits("Patient", "r")
    assert not scope.permits("Patient", "s")
    assert not scope.permits("Observation", "r")
