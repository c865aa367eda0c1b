"""Which entries are one fact, and what their fold says."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from serums_desktop.domain.dates import PartialDate, Precision, Span
from serums_desktop.domain.entries import (
    Coding,
    Component,
    Detail,
    Entry,
    Label,
    RangeFlag,
    Severity,
    Standing,
)
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.merge import DIASTOLIC, SYSTOLIC, fold_keys, merge, merge_group
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.domain.timeline import TimelineItem

NUMBER = (Identifier("urn:example:rx", "7714"),)
ATC = (Coding("http://www.whocc.no/atc", "B01AF02", "apixaban"),)
SNOMED_ASTHMA = (Coding("http://snomed.info/sct", "195967001", "Asthma"),)


def condition(source_id: str, **fields: object) -> Entry:
    return entry("Condition", source_id, Lane.PROBLEMS, {"codes": SNOMED_ASTHMA, "title": "Asthma"} | fields)


def medicine(source_id: str, **fields: object) -> Entry:
    return entry(
        "MedicationRequest", source_id, Lane.MEDICINES, {"codes": ATC, "title": "Apixaban 2,5 mg"} | fields
    )


def entry(kind: str, source_id: str, lane: Lane, fields: dict[str, object]) -> Entry:
    resource_id = str(fields.pop("resource_id", "1"))
    plain = Entry(
        entry_id=f"{source_id}/{kind}/{resource_id}",
        source_id=source_id,
        resource_type=kind,
        resource_id=resource_id,
        lane=lane,
        title="",
        when=Span(PartialDate.parse("2026-03-18")),
    )
    return msgspec.structs.replace(plain, **fields)


def fold(*entries: Entry) -> TimelineItem:
    (item,) = merge(entries).items
    return item


def count(*entries: Entry) -> int:
    return len(merge(entries).items)


def test_one_prescription_number_of_one_drug_is_one_fact() -> None:
    gp = medicine("gp", identifiers=NUMBER, title="Apixaban 2.5 mg tablets", when=Span())
    item = fold(medicine("fcrb", identifiers=NUMBER), gp)
    assert set(item.members) == {"fcrb/MedicationRequest/1", "gp/MedicationRequest/1"}
    assert item.item_id == "fcrb/MedicationRequest/1"


def test_one_prescription_number_of_two_drugs_is_two_facts() -> None:
    other = (Coding("http://www.whocc.no/atc", "A10BA02", "metformin"),)
    assert count(medicine("fcrb", identifiers=NUMBER), medicine("gp", identifiers=NUMBER, codes=other)) == 2
    uncoded = medicine("fcrb", identifiers=NUMBER, codes=(), title="Metformin", resource_id="2")
    assert count(medicine("fcrb", identifiers=NUMBER, codes=()), uncoded) == 2


def test_one_order_number_on_report_and_result_is_two_facts() -> None:
    report = entry("DiagnosticReport", "fcrb", Lane.LABS, {"identifiers": NUMBER, "title": "Panel"})
    result = entry("Observation", "fcrb", Lane.LABS, {"identifiers": NUMBER, "title": "Panel"})
    assert count(report, result) == 2


def test_equal_content_of_two_sources_is_one_fact() -> None:
    item = fold(condition("fcrb"), condition("zmc"))
    assert item.sources == ("zmc", "fcrb")
    assert not item.conflict


@pytest.mark.parametrize(
    "change",
    [
        {"negated": True},
        {"codes": (Coding("http://snomed.info/sct", "1"),)},
        {"when": Span(PartialDate.parse("2026-03"))},
        {"when": Span(PartialDate.parse("2026-03-18"), PartialDate.parse("2026-04"))},
        {"status": "resolved"},
        {"details": (Detail(Label.BODY_SITE, "left"),)},
        {"details": (Detail(Label.DOSE, "5 mg"),)},
        {"value_text": "mild"},
    ],
)
def test_anything_less_than_equal_stays_apart(change: dict[str, object]) -> None:
    assert count(condition("fcrb"), condition("zmc", **change)) == 2


def test_uncoded_statements_meet_by_their_words() -> None:
    assert count(condition("fcrb", codes=()), condition("zmc", codes=(), title="ASTHMA")) == 1
    assert count(condition("fcrb", codes=(), title=""), condition("zmc", codes=(), title="")) == 2


def test_two_measurements_of_one_morning_are_two_facts() -> None:
    weight = {"codes": (Coding("http://loinc.org", "29463-7"),), "value": Quantity(Decimal(57), "57", "kg")}
    one = entry("Observation", "fcrb", Lane.VITALS, dict(weight))
    other = entry("Observation", "gp", Lane.VITALS, dict(weight))
    assert count(one, other) == 2


def test_separators_in_a_text_make_no_other_key() -> None:
    stay = {"title": "Admission", "codes": ()}
    one = entry("Encounter", "fcrb", Lane.ENCOUNTERS, stay | {"identifiers": (Identifier("a|b", "c"),)})
    other = entry("Encounter", "fcrb", Lane.ENCOUNTERS, stay | {"identifiers": (Identifier("a", "b|c"),)})
    assert not set(fold_keys(one)) & set(fold_keys(other))


def test_not_there_never_folds_with_there() -> None:
    assert (
        count(condition("fcrb", identifiers=NUMBER), condition("zmc", identifiers=NUMBER, negated=True)) == 2
    )


def test_the_newest_of_equals_leads() -> None:
    old = condition("zmc", identifiers=NUMBER, title="Asma", recorded=PartialDate.parse("2019"))
    new = condition("fcrb", identifiers=NUMBER, title="Asthma", recorded=PartialDate.parse("2025"))
    item = fold(old, new)
    assert (item.title, item.members[0]) == ("Asthma", new.entry_id)


def test_what_is_open_somewhere_is_not_closed() -> None:
    closed = condition(
        "gp",
        identifiers=NUMBER,
        status="resolved",
        standing=Standing.PAST,
        when=Span(PartialDate.parse("2019"), PartialDate.parse("2025")),
        recorded=PartialDate.parse("2025"),
    )
    still = condition(
        "fcrb",
        identifiers=NUMBER,
        status="active",
        standing=Standing.CURRENT,
        recorded=PartialDate.parse("2019"),
    )
    item = fold(closed, still)
    assert (item.standing, item.status, item.end_s, item.conflict) == (Standing.CURRENT, "active", None, True)


def test_a_fold_shows_the_worst_of_all() -> None:
    loud = condition("zmc", severity=Severity.CRITICAL, flag=RangeFlag.ABNORMAL)
    quiet = condition("fcrb", severity=Severity.NOTICE, recorded=PartialDate.parse("2025"))
    item = fold(loud, quiet)
    assert (item.members[0], item.severity, item.flag) == (
        quiet.entry_id,
        Severity.CRITICAL,
        RangeFlag.ABNORMAL,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"status": "active"}, {"status": "completed"}),
        ({"value": Quantity(Decimal("5.4"), "5.4")}, {"value": Quantity(Decimal("5.40"), "5.40")}),
    ],
)
def test_a_difference_is_said(one: dict[str, object], other: dict[str, object]) -> None:
    assert fold(
        medicine("fcrb", identifiers=NUMBER, **one), medicine("gp", identifiers=NUMBER, **other)
    ).conflict


def test_reactions_of_all_members_are_there() -> None:
    allergy = {"codes": (Coding("http://snomed.info/sct", "91936005"),)}
    here = entry(
        "AllergyIntolerance", "fcrb", Lane.PROBLEMS, allergy | {"details": (Detail(Label.REACTION, "rash"),)}
    )
    there = entry(
        "AllergyIntolerance", "gp", Lane.PROBLEMS, allergy | {"details": (Detail(Label.REACTION, "shock"),)}
    )
    assert set(fold(here, there).note.split("; ")) == {"rash", "shock"}


def test_a_medicines_note_is_its_dose() -> None:
    assert fold(medicine("fcrb", details=(Detail(Label.DOSE, "1 tablet"),))).note == "1 tablet"


def pressure(systolic: Quantity | None, diastolic: Quantity | None) -> TimelineItem:
    parts = tuple(
        Component("", (Coding("http://loinc.org", code),), value)
        for code, value in ((SYSTOLIC, systolic), (DIASTOLIC, diastolic))
    )
    return fold(entry("Observation", "gp", Lane.VITALS, {"components": parts}))


def test_a_pair_of_pressures() -> None:
    item = pressure(Quantity(Decimal(128), "128", "mm[Hg]"), Quantity(Decimal(74), "74", "mm[Hg]"))
    assert (item.value, item.second_value, item.value_text, item.unit) == (128.0, 74.0, "128/74", "mm[Hg]")


def test_a_flag_of_a_component_is_the_items() -> None:
    part = Component("", flag=RangeFlag.CRITICAL_HIGH)
    assert (
        fold(entry("Observation", "gp", Lane.LABS, {"components": (part,), "flag": RangeFlag.LOW})).flag
        is RangeFlag.CRITICAL_HIGH
    )


def test_a_result_keeps_its_text_and_range() -> None:
    result = entry(
        "Observation",
        "fcrb",
        Lane.LABS,
        {
            "value": Quantity(Decimal("5.40"), "5.40", "", "mmol/L", "<"),
            "ranges": (ReferenceRange(Quantity(Decimal("3.9"), "3.9"), None),),
        },
    )
    item = fold(result)
    assert (item.value_text, item.unit, item.value, item.low, item.high) == (
        "<5.40",
        "mmol/L",
        5.4,
        3.9,
        None,
    )


@pytest.mark.parametrize(
    ("standing", "end", "goes_on"),
    [
        (Standing.CURRENT, None, True),
        (Standing.UNKNOWN, None, True),
        (Standing.PAST, None, False),
        (Standing.CURRENT, PartialDate.parse("2026-04"), False),
    ],
)
def test_what_goes_on_has_no_end(standing: Standing, end: PartialDate | None, goes_on: bool) -> None:
    item = fold(condition("fcrb", standing=standing, when=Span(PartialDate.parse("2026-03"), end)))
    assert (item.end_s is None) is goes_on
    assert item.precision is Precision.MONTH


def test_a_known_end_without_a_start_still_dates_it() -> None:
    ended = condition("fcrb", when=Span(None, PartialDate.parse("2020")), standing=Standing.PAST)
    undated = condition("zmc", when=Span())
    first, last = merge([undated, ended, condition("gp")]).items[0], merge([undated, ended]).items[-1]
    assert (first.item_id, first.date_text) == (ended.entry_id, "2020")
    assert last.item_id == undated.entry_id


def test_the_last_of_one_name_counts() -> None:
    assert fold(condition("fcrb", title="old"), condition("fcrb", title="new")).title == "new"


def test_a_group_of_one() -> None:
    assert merge_group([condition("fcrb")]) == fold(condition("fcrb"))


def test_rows_are_named_by_the_code_that_sources_share() -> None:
    national = Coding("urn:oid:2.16.724.4.21.5.6", "704152", "Apixaban 2,5 mg comprimits")
    assert fold(medicine("fcrb", codes=(national, *ATC))).row == "http://www.whocc.no/atc|B01AF02"
    assert fold(medicine("fcrb", codes=(national,))).row == "apixaban"
    assert fold(medicine("fcrb", codes=(), title="Apixabán")).row == "apixaban"
