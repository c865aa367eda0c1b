from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.bundles import searchset
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.consent import restriction, withheld
from serums_desktop.sandbox.oauth import ACT_REASON
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.search import read_everything

Make = Callable[..., Authored]
HERS = {"subject": {"reference": "Patient/a"}}
PSY = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "PSY"}
ORDINARY = [{"system": ACT_REASON, "code": code} for code in ("TREAT", "ETREAT")]


def consent(make: Make, *rules: dict[str, Any], status: str = "active") -> Authored:
    provision = {"type": "permit", "provision": list(rules)}
    return make("Consent", "c", status=status, patient={"reference": "Patient/a"}, provision=provision)


def condition(make: Make, key: str, **more: Any) -> Authored:
    return make("Condition", key, **HERS, **more)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"type": "deny", "securityLabel": [PSY]}, {"Condition/labelled"}),
        ({"type": "deny", "class": [{"code": "Condition"}]}, {"Condition/labelled", "Condition/coded"}),
        ({"type": "deny", "code": [{"coding": [{"system": "s", "code": "1"}]}]}, {"Condition/coded"}),
        (
            {"type": "deny", "data": [{"meaning": "instance", "reference": {"reference": "Flag/f"}}]},
            {"Flag/f"},
        ),
        ({"type": "deny", "class": [{"code": "Condition"}], "securityLabel": [PSY]}, {"Condition/labelled"}),
        (
            {
                "type": "deny",
                "class": [{"code": "Condition"}],
                "provision": [{"type": "permit", "securityLabel": [PSY]}],
            },
            {"Condition/coded"},
        ),
        ({"type": "deny", "purpose": [{"system": ACT_REASON, "code": "HMARKT"}]}, set()),
    ],
    ids=["label", "class", "code", "instance", "both", "exception", "purpose"],
)
def test_a_rule_withholds_what_meets_all_its_criteria(
    make: Make, rule: dict[str, Any], expected: set[str]
) -> None:
    resources = [
        condition(make, "labelled", meta={"security": [PSY]}),
        condition(make, "coded", code={"coding": [{"system": "s", "code": "1"}]}),
        make("Flag", "f", **HERS),
        consent(make, rule),
    ]

    assert withheld(resources, PurposeOfUse.TREATMENT).references == expected | {"Consent/c"}


def test_a_rule_binds_the_purposes_it_names(make: Make) -> None:
    resources = [
        condition(make, "x", meta={"security": [PSY]}),
        consent(make, {"type": "deny", "securityLabel": [PSY], "purpose": ORDINARY}),
    ]

    assert "Condition/x" in withheld(resources, PurposeOfUse.EMERGENCY_TREATMENT).references
    assert "Condition/x" not in withheld(resources, PurposeOfUse.BREAK_GLASS).references


@pytest.mark.parametrize(
    ("purposes", "is_opened"),
    [([], True), (["TREAT", "ETREAT"], True), (["TREAT", "BTG"], False)],
    ids=["always", "ordinary", "not-even-then"],
)
def test_broken_glass_overrides_what_does_not_name_it(
    make: Make, purposes: list[str], is_opened: bool
) -> None:
    named = [{"system": ACT_REASON, "code": code} for code in purposes]
    rule = {"type": "deny", "securityLabel": [PSY]} | ({"purpose": named} if named else {})
    resources = [condition(make, "x", meta={"security": [PSY]}), consent(make, rule)]

    opened = withheld(resources, PurposeOfUse.BREAK_GLASS)

    assert ("Condition/x" not in opened.references) is is_opened
    assert "Consent/c" in opened.references
    assert "Condition/x" in withheld(resources, PurposeOfUse.TREATMENT).references


def test_a_restriction_ends_at_the_glass_unless_the_patient_says_otherwise(make: Make) -> None:
    entry = condition(make, "x")

    for even_in_emergency in (False, True):
        silent = withheld(
            [entry, restriction("Condition/x", even_in_emergency=even_in_emergency)], PurposeOfUse.BREAK_GLASS
        )
        assert ("Condition/x" in silent.references) is even_in_emergency


def test_a_consent_that_is_not_active_says_nothing(make: Make) -> None:
    resources = [condition(make, "x"), consent(make, {"type": "deny"}, status="inactive")]

    assert withheld(resources, PurposeOfUse.TREATMENT).references == {"Consent/c"}


def record(make: Make, *, with_restriction: bool) -> list[Authored]:
    """A record with entries that are withheld, or the one in which they never existed."""
    restricted = [condition(make, "secret", meta={"security": [PSY]})] if with_restriction else []
    to_secret = [{"condition": {"reference": "Condition/secret"}}] if with_restriction else []
    entry = [{"reference": "Condition/secret"}] if with_restriction else []
    section = [{"title": "Problems", "entry": [*entry, {"reference": "Condition/open"}]}]
    section += [{"title": "Other", "entry": entry}] if with_restriction else []
    encounter: dict[str, Any] = {**HERS}
    if with_restriction:
        encounter["diagnosis"] = to_secret
    medicine: dict[str, Any] = {**HERS}
    if with_restriction:
        medicine["reasonReference"] = entry
    tail = [
        make("Provenance", "p", target=[{"reference": "Condition/secret"}]),
        consent(make, {"type": "deny", "purpose": ORDINARY, "securityLabel": [PSY]}),
    ]
    return [
        make("Patient", "a", name=[{"family": "Soler"}]),
        *restricted,
        condition(make, "open"),
        make("Encounter", "e", **encounter),
        make("MedicationRequest", "m", **medicine),
        make("Composition", "doc", **HERS, section=section),
        *(make("Observation", f"o{number}", **HERS) for number in range(5)),
        *(tail if with_restriction else []),
    ]


def pages(repository: Repository, count: int) -> list[bytes]:
    query = read_everything("a", [("_count", str(count))], default_count=count, most=count)
    answers = []
    while True:
        page = repository.search(query, "TREAT")
        onwards = type(query)(patient="a", count=count, offset=query.offset + count)
        answers.append(searchset(page, "https://x/fhir", {"next": onwards.token()}, with_total=True))
        if onwards.offset >= page.total:
            return answers
        query = onwards


@pytest.mark.parametrize("count", [1, 3, 100])
def test_a_restricted_record_is_the_record_in_which_the_entries_never_existed(
    tmp_path: Path, make: Make, count: int
) -> None:
    restricted = Repository(tmp_path / "with.sqlite", record(make, with_restriction=True))
    untouched = Repository(tmp_path / "without.sqlite", record(make, with_restriction=False))

    with_entries = [json.loads(page) for page in pages(restricted, count)]
    without_entries = [json.loads(page) for page in pages(untouched, count)]
    unread = restricted.read("Condition", "secret", "TREAT")
    restricted.close()
    untouched.close()

    assert with_entries == without_entries
    assert unread is None
    assert "secret" not in json.dumps(with_entries)


def test_pages_without_redaction_are_the_same_bytes(tmp_path: Path, make: Make) -> None:
    open_entries = [make("Patient", "a"), *(condition(make, f"n{number}") for number in range(7))]
    secret = condition(make, "secret", meta={"security": [PSY]})
    rule = consent(make, {"type": "deny", "securityLabel": [PSY]})
    restricted = Repository(tmp_path / "with.sqlite", [*open_entries[:3], secret, *open_entries[3:], rule])
    untouched = Repository(tmp_path / "without.sqlite", open_entries)

    assert pages(restricted, 3) == pages(untouched, 3)
    restricted.close()
    untouched.close()


def test_decimals_of_a_redacted_resource_stay_as_written(make: Make) -> None:
    body = (
        b'{"resourceType":"Observation","id":"o","subject":{"reference":"Patient/a"},'
        b'"valueQuantity":{"value":72.50},"hasMember":[{"reference":"Condition/secret"}]}'
    )
    resources = [
        Authored("Observation", "o", body),
        condition(make, "secret", meta={"security": [PSY]}),
        consent(make, {"type": "deny", "securityLabel": [PSY]}),
    ]

    redacted = withheld(resources, PurposeOfUse.TREATMENT).redacted["Observation/o"]

    assert b"72.50" in redacted
    assert b"hasMember" not in redacted


def test_a_narrative_goes_with_the_references(make: Make) -> None:
    resources = [
        make(
            "List", "l", **HERS, text={"div": "secret"}, entry=[{"item": {"reference": "Condition/secret"}}]
        ),
        condition(make, "secret", meta={"security": [PSY]}),
        consent(make, {"type": "deny", "securityLabel": [PSY]}),
    ]

    redacted = withheld(resources, PurposeOfUse.TREATMENT).redacted["List/l"]

    assert json.loads(redacted) == {"resourceType": "List", "id": "l", **HERS}


def test_who_only_wrote_the_withheld_is_no_part_of_the_record(make: Make) -> None:
    secret = condition(make, "secret", asserter={"reference": "Practitioner/psychiatrist"})
    resources = [
        make("Patient", "a"),
        secret,
        make("Practitioner", "psychiatrist"),
        make("Practitioner", "known"),
        condition(make, "open", asserter={"reference": "Practitioner/known"}),
    ]

    silent = withheld(resources, PurposeOfUse.TREATMENT, removed=frozenset({"Condition/secret"}))

    assert silent.references == {"Condition/secret"}
    assert silent.apart == {("a", "Practitioner/psychiatrist")}


def test_a_server_without_tact_leaves_out_the_denied_alone_and_labels_what_pointed_at_it(make: Make) -> None:
    resources = [
        condition(make, "x"),
        make("Provenance", "p", target=[{"reference": "Condition/x"}]),
        restriction("Condition/x"),
    ]

    tactless = withheld(resources, PurposeOfUse.TREATMENT, tactful=False)

    assert tactless.references == {"Condition/x"}
    labelled = json.loads(tactless.redacted["Provenance/p"])
    assert labelled["target"] == [{"reference": "Condition/x"}]
    assert labelled["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert "Consent/restriction-of-Condition-x" not in tactless.references
