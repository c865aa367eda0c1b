"""What must be read first is what sources say, and nothing else."""

from __future__ import annotations

import msgspec
import pytest

from serums_desktop.domain.entries import RangeFlag, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.summary import SafetySummary, differing_doses, summarise
from serums_desktop.domain.timeline import Timeline, TimelineItem


def item(item_id: str, resource_type: str, lane: Lane = Lane.PROBLEMS, **fields: object) -> TimelineItem:
    plain = TimelineItem(
        item_id=item_id, lane=lane, resource_type=resource_type, title=item_id, sources=("fcrb",)
    )
    return msgspec.structs.replace(plain, **fields)


def summary(*items: TimelineItem) -> SafetySummary:
    return summarise(Timeline(tuple(sorted(items, key=lambda one: one.start_s or 0.0))))


def ids(items: tuple[TimelineItem, ...]) -> list[str]:
    return [one.item_id for one in items]


def test_nothing_recorded_is_nothing_said() -> None:
    assert summary() == SafetySummary()


def test_the_worst_allergy_comes_first_and_a_past_one_not() -> None:
    found = summary(
        item("pollen", "AllergyIntolerance", start_s=3.0),
        item("penicillin", "AllergyIntolerance", severity=Severity.CRITICAL, start_s=1.0),
        item("outgrown", "AllergyIntolerance", standing=Standing.PAST, severity=Severity.CRITICAL),
    )
    assert ids(found.allergies) == ["penicillin", "pollen"]


def test_that_nobody_could_be_asked_is_not_no_known_allergy() -> None:
    found = summary(item("not asked", "AllergyIntolerance", negated=True, codes=("no-allergy-info",)))
    assert not found.no_known_allergies
    assert [remark.title for remark in found.allergy_remarks] == ["not asked"]


def test_no_known_allergy_is_no_allergy() -> None:
    found = summary(item("none known", "AllergyIntolerance", negated=True, codes=("716186003",)))
    assert (found.allergies, ids(found.no_known_allergies)) == ((), ["none known"])


@pytest.mark.parametrize("code", ["160244002", "428197003", "no-known-medication-allergies"])
def test_none_known_is_said_in_old_codes_and_of_a_category_too(code: str) -> None:
    found = summary(item(code, "AllergyIntolerance", negated=True, codes=(code,)))
    assert ids(found.no_known_allergies) == [code]


@pytest.mark.parametrize(
    ("standing", "is_there"),
    [
        (Standing.CURRENT, True),
        (Standing.UNKNOWN, True),
        (Standing.PAST, False),
        (Standing.PLANNED, False),
    ],
)
def test_medicines_are_those_of_now_or_of_nobody_knows(standing: Standing, is_there: bool) -> None:
    found = summary(item("apixaban", "MedicationRequest", Lane.MEDICINES, standing=standing))
    assert bool(found.medicines) is is_there


def test_a_medicine_not_taken_is_none() -> None:
    assert summary(item("aspirin", "MedicationStatement", Lane.MEDICINES, negated=True)).medicines == ()


def test_one_substance_stands_together_newest_first() -> None:
    found = summary(
        item("apixaban gp", "MedicationStatement", Lane.MEDICINES, row="apixaban", start_s=1.0),
        item("metformin", "MedicationRequest", Lane.MEDICINES, row="metformin", start_s=2.0),
        item("apixaban", "MedicationRequest", Lane.MEDICINES, row="apixaban", start_s=3.0),
    )
    assert ids(found.medicines) == ["apixaban", "apixaban gp", "metformin"]


def test_problems_that_are_over_or_denied_are_left_to_the_timeline() -> None:
    found = summary(
        item("asthma", "Condition"),
        item("pneumonia", "Condition", standing=Standing.PAST),
        item("no diabetes", "Condition", negated=True),
    )
    assert ids(found.problems) == ["asthma"]


def test_a_resuscitation_decision_stands_alone() -> None:
    decision = item("not for resuscitation", "Flag", codes=("304253006",))
    found = summary(decision, item("pacemaker", "Flag"))
    assert ids(found.resuscitation) == ["not for resuscitation"]
    assert ids(found.alerts) == ["pacemaker"]


def test_the_latest_result_of_each_code_flagged_ones_first() -> None:
    def result(name: str, row: str, start_s: float, flag: RangeFlag = RangeFlag.NONE) -> TimelineItem:
        return item(name, "Observation", Lane.LABS, row=row, start_s=start_s, flag=flag, value_text="1")

    found = summary(
        result("old potassium", "k", 1.0, RangeFlag.CRITICAL_HIGH),
        result("potassium", "k", 5.0),
        result("egfr", "egfr", 2.0, RangeFlag.LOW),
        result("glucose", "glu", 3.0, RangeFlag.CRITICAL_LOW),
        item("without a value", "Observation", Lane.LABS, row="x", start_s=9.0),
        item("undated", "Observation", Lane.LABS, row="y", value_text="1"),
    )
    assert ids(found.results) == ["glucose", "egfr", "potassium"]


def test_differing_doses_of_two_sources_are_said() -> None:
    def apixaban(item_id: str, note: str, source_id: str, **fields: object) -> TimelineItem:
        plain = item(item_id, "MedicationRequest", Lane.MEDICINES, row="apixaban", standing=Standing.CURRENT)
        return msgspec.structs.replace(plain, note=note, sources=(source_id,), **fields)

    hospital, gp = apixaban("a", "2.5 mg", "fcrb"), apixaban("b", "5 mg", "gp")
    assert differing_doses((hospital, gp)) == {"apixaban": (hospital, gp)}
    assert differing_doses((hospital, apixaban("c", "2.5 mg", "gp"))) == {}
    assert differing_doses((hospital, apixaban("d", "5 mg", "fcrb"))) == {}
    assert differing_doses((hospital, apixaban("e", "5 mg", "gp", standing=Standing.PAST))) == {}
    elsewhere = apixaban("f", "5 mg", "gp", standing=Standing.UNKNOWN)
    assert differing_doses((hospital, elsewhere)) == {"apixaban": (hospital, elsewhere)}


def test_neither_an_absent_device_nor_a_vaccination_not_given_is_listed() -> None:
    found = summary(
        item("no device", "Device", negated=True, codes=("787483001",)),
        item("not used", "DeviceUseStatement", negated=True),
        item("declined", "Immunization", negated=True),
    )
    assert (found.devices, found.vaccinations) == ((), ())


def test_a_decision_that_was_taken_back_is_not_among_those_that_hold() -> None:
    found = summary(
        item("not for CPR, until March", "Flag", codes=("304253006",), standing=Standing.PAST),
        item("for CPR", "Flag", codes=("304252001",), standing=Standing.CURRENT, start_s=2.0),
        item("as observed", "Observation", codes=("304252001",), standing=Standing.PAST, start_s=1.0),
    )
    assert ids(found.resuscitation) == ["for CPR", "as observed"]
