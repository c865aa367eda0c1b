from __future__ import annotations

from collections.abc import Callable

from serums_desktop.sandbox.compartments import Authored, compartments


def test_a_resource_belongs_to_whom_it_refers_to(make: Callable[..., Authored]) -> None:
    owners = compartments(
        [
            make("Patient", "a", link=[{"other": {"reference": "Patient/b"}}]),
            make("Patient", "b"),
            make("Observation", "o", subject={"reference": "Patient/a"}, device={"reference": "Device/d"}),
            make("Device", "d", owner={"reference": "Organization/m"}),
            make("Organization", "m"),
            make("Organization", "unused"),
            make("Provenance", "p", target=[{"reference": "Observation/o"}]),
            make("AuditEvent", "e", entity=[{"what": {"reference": "Patient/a"}}]),
        ]
    )

    assert owners["Patient/a"] == {"a"}
    assert owners["Patient/b"] == {"b"}
    for name in ("Observation/o", "Device/d", "Organization/m", "Provenance/p"):
        assert owners[name] == {"a"}
    assert owners["Organization/unused"] == set()
    assert owners["AuditEvent/e"] == set()


def test_a_practitioner_shared_by_two_patients_comes_with_both(make: Callable[..., Authored]) -> None:
    owners = compartments(
        [
            make("Practitioner", "p"),
            *(
                make(
                    "Flag",
                    f"f-{one}",
                    subject={"reference": f"Patient/{one}"},
                    author={"reference": "Practitioner/p"},
                )
                for one in "ab"
            ),
        ]
    )

    assert owners["Practitioner/p"] == {"a", "b"}


def test_a_reference_to_a_version_and_an_odd_id_count_too(make: Callable[..., Authored]) -> None:
    owners = compartments(
        [
            make("Patient", "odd_id"),
            make("Flag", "f", subject={"reference": "Patient/odd_id/_history/3"}),
        ]
    )

    assert owners["Flag/f"] == {"odd_id"}
