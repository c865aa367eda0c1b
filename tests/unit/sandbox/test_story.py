"""What must be true of the whole story, whenever it is told."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.identifiers import CIP, DNI, Check, Identifier
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex, group_people
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.bundles import searchset
from serums_desktop.sandbox.cluster import Source
from serums_desktop.sandbox.compartments import Authored, compartments, references_in
from serums_desktop.sandbox.consent import withheld
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.search import read_everything
from serums_desktop.sandbox.story import hospitals

SUNDAY = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
# The treatments' last visits lie closest: each course keeps to its weekday.
JUST_SATURDAY = dt.datetime(2026, 11, 28, 0, 5, tzinfo=dt.UTC)
CLOCK_CHANGE = dt.datetime(2027, 3, 28, 1, 10, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {source.id: source for source in hospitals(SUNDAY, 1)}


def contents(source: Source) -> list[dict[str, Any]]:
    return [json.loads(item.body, parse_float=Decimal) for item in source.resources]


def patients(source: Source) -> list[PatientAtSource]:
    return [
        PatientAtSource(
            source.id,
            each["id"],
            PersonName(each["name"][0]["family"], " ".join(each["name"][0]["given"])),
            PartialDate.parse(each["birthDate"]),
            Sex(each["gender"]),
            tuple(Identifier(number["system"], number["value"]) for number in each["identifier"]),
        )
        for each in contents(source)
        if each["resourceType"] == "Patient"
    ]


def test_records_of_one_person_are_joined_and_those_of_namesakes_are_not(sources: dict[str, Source]) -> None:
    people = group_people([patient for source in sources.values() for patient in patients(source)])

    (joana,) = [
        person for person in people if any(number.system == DNI.system for number in person.identifiers)
    ]

    assert {patient.source_id for patient in joana.known_as} == set(sources)
    others = [person for person in people if person is not joana]
    assert {str(person.leading.name) for person in others} >= {"SOLER VILAR, Joana", "SOLÉ VILA, Joana"}
    elsewhere = {
        str(person.leading.name): {patient.source_id for patient in person.known_as}
        for person in others
        if len(person.known_as) > 1
    }
    assert elsewhere == {
        "SMEETS, Hubertina": {"zmc", "device-cloud"},
        "DRUMMOND, Eilidh": {"ustan", "device-cloud"},
    }


def test_every_national_number_passes_its_check(sources: dict[str, Source]) -> None:
    numbers = {
        number
        for source in sources.values()
        for patient in patients(source)
        for number in patient.identifiers
    }
    national = [number for number in numbers if not number.system.endswith("/patient")]

    assert len(national) >= 60
    for number in national:
        assert number.check() is (Check.NOT_COMPUTED if number.system == CIP.system else Check.RIGHT)


@pytest.mark.parametrize("now", [SUNDAY, JUST_SATURDAY, CLOCK_CHANGE])
def test_nothing_has_happened_yet_that_lies_ahead(now: dt.datetime) -> None:
    for source in hospitals(now, 1):
        for item in source.resources:
            for text in re.findall(rb'"(\d{4}-\d\d-\d\dT[^"]+)"', item.body):
                # The sensor's clock is 38 seconds ahead.
                assert dt.datetime.fromisoformat(text.decode()) <= now + dt.timedelta(seconds=38)


def test_every_reference_leads_somewhere_and_every_id_is_one(sources: dict[str, Source]) -> None:
    for source in sources.values():
        names = Counter(item.reference for item in source.resources)
        assert max(names.values()) == 1
        assert all(re.fullmatch(r"[A-Za-z0-9.\-]{1,64}", item.id) for item in source.resources)
        for item in source.resources:
            assert set(references_in(item.body)) <= names.keys()


def test_nothing_is_without_a_patient(sources: dict[str, Source]) -> None:
    for source in sources.values():
        assert all(compartments(source.resources).values())


def test_the_gp_has_copies_under_the_hospitals_numbers(sources: dict[str, Source]) -> None:
    def numbers(source_id: str) -> set[tuple[str, str, str]]:
        return {
            (each["resourceType"], number["system"], number["value"])
            for each in contents(sources[source_id])
            for number in each.get("identifier", [])
            if each["resourceType"] != "Patient" and isinstance(number, dict)
        }

    shared = Counter(kind for kind, _, _ in numbers("gp") & numbers("fcrb"))

    assert shared == {"Condition": 5, "AllergyIntolerance": 1, "MedicationRequest": 1}


def test_what_she_restricted_is_withheld_and_nothing_else(sources: dict[str, Source]) -> None:
    hidden = withheld(sources["gp"].resources, PurposeOfUse.TREATMENT)

    assert hidden.references == {
        "Condition/depression",
        "MedicationRequest/sertraline",
        "Consent/restriction",
    }
    assert hidden.redacted.keys() == {"Encounter/visit-2014-02"}
    for source_id in set(sources) - {"gp"}:
        assert not withheld(sources[source_id].resources, PurposeOfUse.TREATMENT).references


def test_no_word_of_the_restricted_is_left_in_what_is_served(sources: dict[str, Source]) -> None:
    hidden = withheld(sources["gp"].resources, PurposeOfUse.TREATMENT)
    served = b"".join(
        hidden.redacted.get(item.reference, item.body)
        for item in sources["gp"].resources
        if item.reference not in hidden.references
    ).lower()

    for word in ("depress", "sertralin", "n06ab06", "f32", "psy", "35489007"):
        assert word.encode() not in served


def test_her_record_is_the_one_in_which_the_restricted_never_existed(
    sources: dict[str, Source], tmp_path: Path
) -> None:
    never = [
        Authored(item.type, item.id, _without_diagnosis(item.body))
        for item in sources["gp"].resources
        if item.reference
        not in {"Condition/depression", "MedicationRequest/sertraline", "Consent/restriction"}
    ]
    served = []
    for name, resources in (("restricted", sources["gp"].resources), ("never", never)):
        repository = Repository(tmp_path / name, resources)
        query = read_everything("jsv-1172", [], default_count=1000, most=1000)
        page = repository.search(query, PurposeOfUse.TREATMENT.value)
        served.append(searchset(page, "https://gp.example/fhir", {}, with_total=True))
        repository.close()

    assert served[0] == served[1]


def _without_diagnosis(body: bytes) -> bytes:
    return body.replace(b'"diagnosis":[{"condition":{"reference":"Condition/depression"}}],', b"")


def test_weights_keep_their_digits(sources: dict[str, Source]) -> None:
    weights = [item.body for item in sources["device-cloud"].resources if item.id.startswith("weight-")]

    assert all(re.search(rb'"value":\d\d\.\d\d,', body) for body in weights)
    assert b'"value":54.20,' in weights[-1]


def test_the_same_seed_tells_the_same_story() -> None:
    def told(seed: int) -> list[bytes]:
        return [item.body for source in hospitals(SUNDAY, seed) for item in source.resources]

    assert told(3) == told(3)
    assert told(3) != told(4)
