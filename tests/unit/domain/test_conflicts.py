"""What contradicts what across items: put side by side, never settled."""

from __future__ import annotations

import msgspec
import pytest

from serums_desktop.domain.conflicts import Contradiction, blood_group, contradictions
from serums_desktop.domain.dates import Precision
from serums_desktop.domain.entries import Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import ConflictKind, Timeline, TimelineItem

YEAR_S = 31_557_600.0


def item(item_id: str, kind: str, source_id: str = "fcrb", **fields: object) -> TimelineItem:
    plain = TimelineItem(
        item_id=item_id, lane=Lane.PROBLEMS, resource_type=kind, title=item_id, sources=(source_id,)
    )
    return msgspec.structs.replace(plain, **fields)


def found(*items: TimelineItem) -> tuple[Contradiction, ...]:
    return contradictions(Timeline(items))


def said(*items: TimelineItem) -> list[tuple[ConflictKind, list[str]]]:
    return [(each.kind, [one.item_id for one in each.items]) for each in found(*items)]


def apixaban(item_id: str, note: str, source_id: str, **fields: object) -> TimelineItem:
    plain: dict[str, object] = {"note": note, "standing": Standing.CURRENT, "names": ("apixaban",)}
    return item(item_id, "MedicationRequest", source_id, **(plain | fields))


def test_a_record_without_contradictions_has_none() -> None:
    assert found(item("asthma", "Condition"), apixaban("a", "5 mg", "gp")) == ()


# -- doses -------------------------------------------------------------------------------------------


def test_doses_of_one_substance_at_one_time_are_side_by_side() -> None:
    hospital, gp = apixaban("a", "2.5 mg", "fcrb"), apixaban("b", "5 mg", "gp")
    assert said(hospital, gp) == [(ConflictKind.DOSE, ["a", "b"])]
    assert said(hospital, apixaban("b", "2,5 MG", "gp")) == []


def test_one_substance_is_known_by_any_shared_name() -> None:
    hospital = apixaban("a", "2.5 mg", "fcrb", names=("atc|B01AF02", "apixaban"), row="atc|B01AF02")
    assert said(hospital, apixaban("b", "5 mg", "gp", names=("apixaban",), row="apixaban")) != []
    assert said(hospital, apixaban("b", "5 mg", "gp", names=("edoxaban",), row="edoxaban")) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("1-0-1", "1-0-0", ConflictKind.DOSE),
        ("1-0-1", "1 tablet every 12 hours", ConflictKind.DOSE_WORDING),
        ("1 comprimit cada 12 h", "2 times a day 1 tablet of 5 mg", ConflictKind.DOSE_WORDING),
        ("5 mg in the morning", "10 mg at night", ConflictKind.DOSE),
        ("10 mg/ml, 5 ml", "5 ml", ConflictKind.DOSE_WORDING),
    ],
)
def test_other_words_are_not_called_another_dose(one: str, other: str, kind: ConflictKind) -> None:
    assert said(apixaban("a", one, "fcrb"), apixaban("b", other, "gp")) == [(kind, ["a", "b"])]


def test_a_sentence_with_its_codes_agrees_with_the_sentence_alone() -> None:
    coded = apixaban("a", "1 tablet", "fcrb", doses=("1 tablet", "2.5 mg"))
    assert said(coded, apixaban("b", "1 tablet", "gp")) == []
    assert said(coded, apixaban("b", "2.5 MG", "gp")) == []
    assert said(coded, apixaban("b", "1 tablet", "gp", doses=("1 tablet", "5 mg"))) != []


def test_strengths_that_differ_are_doses_that_differ() -> None:
    one, other = (
        apixaban(title, "1-0-1", title, title=title) for title in ("Apixaban 2.5 mg", "Apixaban 5 mg")
    )
    assert [kind for kind, _ in said(one, other)] == [ConflictKind.DOSE]
    assert said(one, apixaban("b", "1-0-1", "gp", title="Apixaban")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"sources": ("fcrb",)},
        {"standing": Standing.PAST},
        {"standing": Standing.PLANNED},
        {"status": "on-hold"},
        {"negated": True, "names": ()},
        {"note": ""},
        {"end_s": 1.0},
    ],
)
def test_what_is_not_another_sources_dose_of_now_is_no_conflict(change: dict[str, object]) -> None:
    hospital = apixaban("a", "2.5 mg", "fcrb", start_s=5.0)
    assert said(hospital, msgspec.structs.replace(apixaban("b", "5 mg", "gp", start_s=0.0), **change)) == []


# -- there and not there -----------------------------------------------------------------------------


def penicillin(**fields: object) -> TimelineItem:
    plain: dict[str, object] = {"standing": Standing.CURRENT, "names": ("penicillin",)}
    return item("penicillin", "AllergyIntolerance", **(plain | fields))


def none_known(code: str, **fields: object) -> TimelineItem:
    return item(code, "AllergyIntolerance", "gp", negated=True, codes=(code,), **fields)


def test_no_known_allergy_beside_an_allergy() -> None:
    assert said(none_known("716186003"), penicillin()) == [(ConflictKind.DENIED, ["716186003", "penicillin"])]
    assert said(none_known("716186003"), penicillin(standing=Standing.UNKNOWN)) != []
    assert said(none_known("716186003"), penicillin(standing=Standing.PAST)) == []
    assert said(none_known("716186003", standing=Standing.PAST), penicillin()) == []
    assert said(none_known("no-allergy-info"), penicillin()) == []


def test_no_known_allergy_of_a_category_denies_that_category() -> None:
    assert said(none_known("409137002"), penicillin(categories=("medication",))) != []
    assert said(none_known("409137002"), penicillin(categories=())) != []
    assert said(none_known("429625007"), penicillin(categories=("medication",))) == []
    assert said(none_known("1003774007"), penicillin()) == []
    assert said(none_known("1003774007"), penicillin(names=("natural rubber latex",))) != []
    assert said(none_known("716184000"), penicillin(names=("natural rubber latex",))) != []
    # 428197003 is about insects.
    assert said(none_known("428197003"), penicillin(names=("natural rubber latex",))) == []


@pytest.mark.parametrize("kind", ["AllergyIntolerance", "Condition", "MedicationStatement"])
def test_the_very_same_stated_and_denied(kind: str) -> None:
    there = item("there", kind, standing=Standing.CURRENT, names=("x",))
    not_there = item("not there", kind, "gp", negated=True, names=("x", "y"))
    assert said(not_there, there) == [(ConflictKind.DENIED, ["not there", "there"])]


@pytest.mark.parametrize(
    ("kind", "code"), [("Condition", "no-known-problems"), ("MedicationStatement", "no-known-medications")]
)
def test_none_known_beside_what_is_current(kind: str, code: str) -> None:
    none = item("none", kind, "gp", negated=True, codes=(code,))
    there = item("there", kind, standing=Standing.CURRENT, names=("x",))
    assert said(none, there) == [(ConflictKind.DENIED, ["none", "there"])]
    assert said(none, msgspec.structs.replace(there, standing=Standing.PAST)) == []


# -- values ------------------------------------------------------------------------------------------


def potassium(item_id: str, value: float, source_id: str = "gp", **fields: object) -> TimelineItem:
    plain: dict[str, object] = {
        "lane": Lane.LABS,
        "row": "k",
        "unit": "mmol/L",
        "precision": Precision.SECOND,
    }
    return item(item_id, "Observation", source_id, value=value, **({"start_s": 30.0} | plain | fields))


def test_one_test_of_one_moment_with_two_numbers() -> None:
    high = potassium("high", 5.4)
    assert said(high, potassium("low", 3.4, "fcrb")) == [(ConflictKind.VALUE, ["high", "low"])]
    assert said(high, potassium("same", 5.40, "fcrb")) == []
    assert said(high, potassium("other unit", 21.0, "fcrb", unit="mg/dL")) == []
    assert said(high, potassium("later", 3.4, "fcrb", start_s=90.0)) == []
    assert said(high, potassium("own", 3.4)) == []
    day = {"precision": Precision.DAY}
    assert said(potassium("high", 5.4, **day), potassium("low", 3.4, "fcrb", **day)) == []


# -- now and over ------------------------------------------------------------------------------------


def asthma(item_id: str, source_id: str, standing: Standing, **fields: object) -> TimelineItem:
    return item(item_id, "Condition", source_id, standing=standing, names=("asthma",), **fields)


def test_open_at_one_and_over_at_another() -> None:
    still = asthma("still", "gp", Standing.CURRENT, start_s=0.0)
    over = asthma("over", "fcrb", Standing.PAST, start_s=0.0, end_s=YEAR_S)
    assert said(still, over) == [(ConflictKind.STATUS, ["still", "over"])]


def test_a_disease_that_came_back_is_no_contradiction() -> None:
    first = asthma("first", "fcrb", Standing.PAST, start_s=0.0, end_s=YEAR_S)
    assert said(first, asthma("again", "gp", Standing.CURRENT, start_s=2 * YEAR_S)) == []
    assert said(first, asthma("own", "fcrb", Standing.CURRENT, start_s=0.0)) == []


def test_a_medicine_that_one_stopped_and_another_still_gives() -> None:
    still = apixaban("still", "5 mg", "gp")
    assert said(still, apixaban("stopped", "5 mg", "fcrb", standing=Standing.PAST, status="stopped")) == [
        (ConflictKind.STATUS, ["still", "stopped"])
    ]
    assert (
        said(still, apixaban("last pack", "5 mg", "fcrb", standing=Standing.PAST, status="completed")) == []
    )


# -- blood groups ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("A Rh positive", ("A", "+")),
        ("A+", ("A", "+")),
        ("0 Rh neg", ("O", "-")),
        ("O Rh(D)-", ("O", "-")),
        ("AB Rh(D) negative", ("AB", "-")),
        ("Grupo B", ("B", "")),
        ("A1 pos", ("A", "+")),
        ("B-positive", ("B", "+")),
        ("A\N{MINUS SIGN}", ("A", "-")),
        ("Positive", ("", "+")),
        ("A or B", ("", "")),
        ("A la espera", ("", "")),
        ("see report", ("", "")),
    ],
)
def test_a_blood_group_is_read_in_many_writings(text: str, group: tuple[str, str]) -> None:
    assert blood_group(item("1", "Observation", codes=("882-1",), value_text=text)) == group


def test_two_blood_groups_in_one_record_are_critical() -> None:
    typed = item("typed", "Observation", codes=("883-9",), value_text="A")
    (only,) = found(typed, item("finding", "Condition", codes=("278147001",)))
    assert (only.kind, only.severity) == (ConflictKind.BLOOD_GROUP, Severity.CRITICAL)
    assert found(typed, item("full", "Observation", codes=("882-1",), value_text="A Rh neg")) == ()
    assert found(typed, item("rh", "Observation", codes=("10331-7",), value_text="positive")) == ()
    assert found(typed, item("vague", "Observation", codes=("882-1",), value_text="see report")) == ()


# -- resuscitation -----------------------------------------------------------------------------------


def test_two_resuscitation_decisions_are_side_by_side() -> None:
    not_for = item("Not for resuscitation", "Flag", codes=("304253006",))
    assert said(not_for, item("For CPR", "Flag", "gp", codes=("450475007",))) == [
        (ConflictKind.RESUSCITATION, ["Not for resuscitation", "For CPR"])
    ]
    assert said(not_for, item("DNACPR", "Flag", "gp", codes=("450476008",))) == []
    assert said(not_for, item("For CPR", "Flag", "gp", codes=("450475007",), standing=Standing.PAST)) == []


def test_a_decision_in_words_is_compared_with_a_coded_ones_words() -> None:
    not_for = item("Not for resuscitation", "Flag", codes=("304253006",))
    status = item("Status", "Observation", "gp", codes=("304251008",), value_text="not for resuscitation")
    assert said(not_for, status) == []
    assert said(not_for, msgspec.structs.replace(status, value_text="for full escalation")) != []


def test_the_loudest_comes_first() -> None:
    items = (
        apixaban("a", "2.5 mg", "fcrb"),
        apixaban("b", "5 mg", "gp"),
        item("typed", "Observation", codes=("883-9",), value_text="A"),
        item("finding", "Condition", codes=("278147001",)),
    )
    assert [each.kind for each in found(*items)] == [ConflictKind.BLOOD_GROUP, ConflictKind.DOSE]
