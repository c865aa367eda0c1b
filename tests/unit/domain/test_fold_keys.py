"""Which entries meet, kind by kind, and which must not."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Component, Detail, Entry, Label, Severity, Standing
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.merge import merge
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.timeline import ConflictKind, FoldReason, FoldRule, TimelineItem
from tests.unit.domain.spelled_products import METOPROLOL

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ATC = "http://www.whocc.no/atc"
EIGHT = "2026-03-18T08:00:00+01:00"


def entry(kind: str, source_id: str, **fields: object) -> Entry:
    resource_id = str(fields.pop("resource_id", "1"))
    plain = Entry(
        entry_id=f"{source_id}/{kind}/{resource_id}",
        source_id=source_id,
        resource_type=kind,
        resource_id=resource_id,
        lane=Lane.PROBLEMS,
        title="",
        when=at("2026-03-18"),
    )
    return msgspec.structs.replace(plain, **fields)


def at(start: str, end: str | None = None) -> Span:
    return Span(PartialDate.parse(start), PartialDate.parse(end) if end else None)


def amount(text: str, unit: str = "mmol/L", code: str = "") -> Quantity:
    return Quantity(Decimal(text), text, unit, code)


def result(source_id: str, **fields: object) -> Entry:
    plain: dict[str, object] = {
        "lane": Lane.LABS,
        "title": "Potassium",
        "codes": (Coding(LOINC, "2823-3"),),
        "when": at(EIGHT),
        "value": amount("5.4"),
        "status": "final",
    }
    return entry("Observation", source_id, **(plain | fields))


def allergy(source_id: str, title: str, *codes: Coding, **fields: object) -> Entry:
    plain: dict[str, object] = {
        "title": title,
        "codes": codes,
        "status": "active",
        "standing": Standing.CURRENT,
    }
    return entry("AllergyIntolerance", source_id, **(plain | fields))


def medicine(source_id: str, title: str, *codes: Coding, **fields: object) -> Entry:
    plain: dict[str, object] = {"lane": Lane.MEDICINES, "title": title, "codes": codes, "status": "active"}
    return entry("MedicationStatement", source_id, **(plain | fields))


def count(*entries: Entry) -> int:
    return len(merge(entries).items)


def fold(*entries: Entry) -> TimelineItem:
    (item,) = merge(entries).items
    return item


# -- results -----------------------------------------------------------------------------------------


def test_one_result_of_two_senders_is_one_fact_and_says_why() -> None:
    item = fold(result("lab"), result("gp", when=at("2026-03-18T07:00:00Z")))
    assert item.folds == (FoldReason(FoldRule.CODE, LOINC, "2823-3"),)


def test_a_local_code_joins_where_it_is_the_same_systems() -> None:
    local = Coding("urn:lab:codes", "K")
    assert count(result("lab", codes=(Coding(LOINC, "2823-3"), local)), result("gp", codes=(local,))) == 1
    bare = Coding("", "K")
    assert count(result("lab", codes=(bare,)), result("gp", codes=(bare,))) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"value": amount("5.40")},
        {"value": amount("5.4", "mg/dL")},
        {"when": at("2026-03-18T08:01:00+01:00")},
        {"when": at("2026-03-18T08:00:00")},
        {"when": at("2026-03-18")},
        {"when": at(EIGHT, "2026-03-19T08:00:00+01:00")},
        {"codes": (Coding(LOINC, "6298-4"),)},
        {"status": "preliminary"},
        {"details": (Detail(Label.BODY_SITE, "left arm"),)},
    ],
)
def test_a_result_that_differs_in_anything_stays_apart(change: dict[str, object]) -> None:
    assert count(result("lab"), result("gp", **change)) == 2


def test_a_laboratory_is_exact_to_the_minute_and_the_bedside_to_the_second() -> None:
    later = at("2026-03-18T08:00:30+01:00")
    assert count(result("lab"), result("gp", when=later)) == 1
    assert count(result("ward", lane=Lane.VITALS), result("gp", lane=Lane.VITALS, when=later)) == 2


def test_two_scales_are_two_facts_in_one_second_too() -> None:
    def weight(source_id: str, device: str) -> Entry:
        return result(source_id, lane=Lane.VITALS, details=(Detail(Label.DEVICE, device),))

    assert count(weight("home", "scale A"), weight("phone", "scale B")) == 2
    assert count(weight("home", "scale A"), weight("phone", "scale A")) == 1


def test_two_cultures_that_grew_the_same_are_two_facts() -> None:
    grown = {"value": None, "value_text": "Staphylococcus epidermidis"}
    assert count(result("lab", **grown), result("lab", resource_id="2", **grown)) == 2


def test_a_load_test_under_one_order_number_keeps_its_moments() -> None:
    order = (Identifier("urn:lab", "7"),)
    two_hours_later = at("2026-03-18T10:00:00+01:00")
    assert count(result("lab", identifiers=order), result("gp", identifiers=order, when=two_hours_later)) == 2
    assert count(result("lab", identifiers=order), result("gp", identifiers=order, value=amount("7.9"))) == 2
    item = fold(result("lab", identifiers=order), result("gp", identifiers=order))
    assert item.folds[0] == FoldReason(FoldRule.NUMBER, "urn:lab", "7")


def test_pressures_meet_by_both_numbers() -> None:
    def pressure(source_id: str, diastolic: str) -> Entry:
        parts = tuple(
            Component("", (Coding(LOINC, code),), amount(text, "mm[Hg]"))
            for code, text in (("8480-6", "128"), ("8462-4", diastolic))
        )
        parts = parts if source_id == "ward" else parts[::-1]
        return result(source_id, lane=Lane.VITALS, value=None, components=parts)

    assert count(pressure("ward", "74"), pressure("gp", "74")) == 1
    assert count(pressure("ward", "74"), pressure("gp", "79")) == 2


def test_what_was_measured_on_a_fetus_is_apart() -> None:
    mother = result("ward", lane=Lane.VITALS)
    assert count(mother, result("gp", lane=Lane.VITALS, details=(Detail(Label.NOTE, "Fetus A"),))) == 2


# -- allergies ---------------------------------------------------------------------------------------


def test_what_sources_know_of_one_allergy_comes_together() -> None:
    mild = allergy(
        "gp",
        "Allergy to penicillin",
        severity=Severity.HIGH,
        details=(Detail(Label.REACTION, "Rash (mild)"), Detail(Label.CRITICALITY, "low")),
    )
    severe = allergy(
        "fcrb",
        "Penicilina",
        Coding(SNOMED, "764146007", "Penicillin"),
        severity=Severity.CRITICAL,
        details=(Detail(Label.REACTION, "rash (mild); Anaphylaxis"), Detail(Label.CRITICALITY, "high")),
        when=Span(),
    )
    bare = allergy("zmc", "Penicilline", Coding(SNOMED, "764146007"), recorded=PartialDate.parse("2026"))
    item = fold(mild, severe, bare)
    assert item.severity is Severity.CRITICAL
    assert sorted(text.casefold() for text in item.note.split("; ")) == ["anaphylaxis", "rash (mild)"]
    assert set(item.sources) == {"gp", "fcrb", "zmc"}
    assert item.conflicts == (ConflictKind.CRITICALITY,)
    assert {item.title, *item.other_titles} == {"Allergy to penicillin", "Penicilina", "Penicilline"}
    assert item.start_s is not None


def test_an_allergy_that_one_source_calls_over_stays() -> None:
    over = allergy("gp", "Penicillin", status="resolved", standing=Standing.PAST)
    item = fold(over, allergy("fcrb", "penicillin"))
    assert (item.standing, item.conflicts) == (Standing.CURRENT, (ConflictKind.STATUS,))


@pytest.mark.parametrize("title", ["Allergy", "Drug allergy", "Food allergy", "Other", ""])
def test_an_allergy_to_nothing_named_stands_alone(title: str) -> None:
    assert count(allergy("gp", title), allergy("fcrb", title)) == 2


def test_two_substances_under_one_vague_text_are_two_allergies() -> None:
    peanut, latex = Coding(SNOMED, "762952008"), Coding(SNOMED, "111088007")
    assert count(allergy("gp", "See remarks", peanut), allergy("fcrb", "See remarks", latex)) == 2


def test_a_group_of_substances_does_not_join_its_members() -> None:
    group = Coding(ATC, "J01C")
    amoxicillin = allergy("gp", "Amoxicillin", Coding(ATC, "J01CA04"), group)
    assert count(amoxicillin, allergy("fcrb", "Ampicillin", Coding(ATC, "J01CA01"), group)) == 2


def test_no_known_drug_allergy_is_not_no_known_allergy() -> None:
    assert count(allergy("gp", "No known allergy", negated=True), allergy("zmc", "No known allergy")) == 2
    assert (
        count(
            allergy("gp", "No known drug allergy", negated=True),
            allergy("fcrb", "No known allergy", negated=True),
        )
        == 2
    )


# -- medicines ---------------------------------------------------------------------------------------


def test_one_drug_listed_by_many_is_one_item() -> None:
    national = [
        medicine(f"s{place}", words, Coding(f"urn:national:{place}", "1"))
        for place, words in enumerate(METOPROLOL)
    ]
    item = fold(*national)
    assert item.folds == (FoldReason(FoldRule.NAME, "", "metoprolol"),)
    assert item.row == "metoprolol"


def test_a_substances_code_does_not_join_its_salts() -> None:
    metoprolol = Coding(ATC, "C07AB02", "metoprolol")
    succinate = medicine("gp", "Metoprolol succinate 50 mg", metoprolol)
    assert count(succinate, medicine("zmc", "Metoprolol tartrate 50 mg", metoprolol)) == 2
    assert count(succinate, medicine("zmc", "Seloken", Coding(ATC, "C07AB", "Beta blocking agents"))) == 2


def test_words_that_name_only_a_class_do_not_join() -> None:
    glargine = medicine("gp", "Insulin", Coding(ATC, "A10AE04"))
    assert count(glargine, medicine("zmc", "Insulin", Coding(ATC, "A10AB05"))) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"details": (Detail(Label.DOSE, "1-0-1"),)},
        {"details": (Detail(Label.ROUTE, "intravenous"),)},
        {"status": "stopped"},
        {"when": at("2026-03-19")},
        {"negated": True},
    ],
)
def test_another_regimen_is_another_item(change: dict[str, object]) -> None:
    assert count(medicine("gp", "Apixaban 5 mg"), medicine("zmc", "Apixaban 5 mg", **change)) == 2


def test_a_prescription_number_does_not_join_two_doses() -> None:
    number = (Identifier("urn:rx", "7"),)
    doses = [
        medicine(source_id, "Apixaban", identifiers=number, details=(Detail(Label.DOSE, dose),))
        for source_id, dose in (("gp", "2.5 mg"), ("zmc", "5 mg"), ("fcrb", "2,5 MG"))
    ]
    assert count(*doses) == 2


def test_a_dose_in_codes_counts_beside_the_same_sentence() -> None:
    def told(source_id: str, *doses: str) -> Entry:
        return medicine(source_id, "Apixaban", details=tuple(Detail(Label.DOSE, dose) for dose in doses))

    assert count(told("gp", "1 tablet", "2.5 mg"), told("zmc", "1 tablet", "5 mg")) == 2
    item = fold(told("gp", "1 tablet", "2.5 mg"), told("zmc", "1 Tablet", "2,5 mg"))
    assert (item.note, len(item.doses)) == (item.doses[0], 2)


def test_a_plan_is_no_order() -> None:
    assert count(medicine("gp", "Apixaban"), medicine("zmc", "Apixaban", standing=Standing.PLANNED)) == 2


def test_two_equal_doses_given_are_two_facts() -> None:
    given = medicine("ward", "Morphine 5 mg", resource_type="MedicationAdministration")
    again = msgspec.structs.replace(given, entry_id="ward/MedicationAdministration/2")
    assert count(given, again) == 2


# -- problems and what was done ----------------------------------------------------------------------


def test_a_display_names_what_its_code_does() -> None:
    coded = entry("Condition", "gp", title="Asma", codes=(Coding(SNOMED, "195967001", "Asthma (disorder)"),))
    document = entry("Condition", "cda", codes=(Coding("urn:oid:2.16.840.1.113883.6.96", "195967001"),))
    assert count(coded, document, entry("Condition", "zmc", title="ASTHMA")) == 1


def test_a_classification_needs_the_words_too() -> None:
    def coded(source_id: str, title: str, code: str = "Q87.8") -> Entry:
        return entry(
            "Condition", source_id, title=title, codes=(Coding("http://hl7.org/fhir/sid/icd-10", code),)
        )

    assert count(coded("gp", "Alport syndrome"), coded("zmc", "Zellweger syndrome")) == 2
    assert count(coded("gp", "Diabetes", "E10"), coded("zmc", "Diabetes", "E11")) == 2
    assert count(coded("gp", "Alport syndrome"), coded("zmc", "Alport Syndrome")) == 1


@pytest.mark.parametrize("label", [Label.BODY_SITE, Label.VERIFICATION, Label.CONCLUSION, Label.DOSE])
def test_what_is_said_of_one_alone_keeps_it_apart(label: Label) -> None:
    said = {"details": (Detail(label, "x"),)}
    for kind in ("Condition", "Procedure", "Immunization"):
        assert count(entry(kind, "zmc", title="T", **said), entry(kind, "gp", title="T")) == 2
        assert count(entry(kind, "zmc", title="T", **said), entry(kind, "gp", title="T", **said)) == 1


def test_sides_are_kept_apart() -> None:
    hip = (Coding(SNOMED, "52734007"),)
    left = entry("Procedure", "zmc", title="Hip replacement, left", codes=hip)
    assert count(left, entry("Procedure", "gp", title="Right hip replacement", codes=hip)) == 2
    assert count(left, entry("Procedure", "gp", title="Heupprothese links", codes=hip)) == 1


def test_an_undated_procedure_may_have_been_another() -> None:
    hip = {"title": "Hip replacement", "when": Span()}
    assert count(entry("Procedure", "zmc", **hip), entry("Procedure", "gp", **hip)) == 2


def test_a_device_is_recognised_by_its_serial_number() -> None:
    pacemaker = {"title": "Pacemaker", "when": Span()}
    made = (Detail(Label.DEVICE, "Acme P1 SN 77"),)
    assert count(entry("Device", "zmc", **pacemaker), entry("Device", "gp", **pacemaker)) == 2
    one, other = (entry("Device", name, details=made, **pacemaker) for name in ("zmc", "gp"))
    assert count(one, other) == 1


def test_encounters_meet_by_their_number_and_day_alone() -> None:
    number = (Identifier("urn:stay", "7"),)
    stay = entry("Encounter", "zmc", title="Admission", identifiers=number)
    assert (
        count(entry("Encounter", "zmc", title="Admission"), entry("Encounter", "gp", title="Admission")) == 2
    )
    assert count(stay, entry("Encounter", "gp", title="Admission", identifiers=number)) == 1
    assert (
        count(stay, entry("Encounter", "gp", title="Admission", identifiers=number, when=at("2026-03-20")))
        == 2
    )


def test_a_copied_letter_is_recognised_by_its_text_and_day() -> None:
    letter = {"details": (Detail(Label.TEXT, "Dear colleague, " * 10),)}
    original = entry("DocumentReference", "zmc", title="Letter", **letter)
    copy = entry("DocumentReference", "gp", title="Discharge letter", **letter)
    assert fold(original, copy).folds == (FoldReason(FoldRule.TEXT),)
    assert count(original, entry("DocumentReference", "gp", when=at("2026-03-19"), **letter)) == 2
    short = {"details": (Detail(Label.TEXT, "See attachment"),)}
    assert count(entry("DocumentReference", "zmc", **short), entry("DocumentReference", "gp", **short)) == 2


def test_a_relative_with_the_same_disease_may_be_another() -> None:
    brother = {"title": "Brother: asthma"}
    assert (
        count(entry("FamilyMemberHistory", "gp", **brother), entry("FamilyMemberHistory", "zmc", **brother))
        == 2
    )


# -- codes that say too little -----------------------------------------------------------------------


def test_a_hospitals_other_does_not_join_what_stands_under_it() -> None:
    other = Coding("urn:zmc:catalogue", "9999", "Other")
    assert count(medicine("zmc", "Prednisone 5 mg", other), medicine("gp", "Prednisolone 5 mg", other)) == 2
    assert count(allergy("zmc", "Latex", other), allergy("gp", "Peanut", other)) == 2
    for kind in ("Condition", "Procedure", "Immunization", "Flag"):
        one, another = (entry(kind, words, title=words, codes=(other,)) for words in ("one", "another"))
        assert count(one, another) == 2
    numbered = {"identifiers": (Identifier("urn:n", "7"),), "codes": (other,)}
    assert count(result("a", title="Sodium", **numbered), result("b", title="Lactate", **numbered)) == 2


def test_a_code_that_says_only_of_what_kind_leaves_the_naming_to_the_words() -> None:
    to_substance = Coding(SNOMED, "419199007", "Allergy to substance")
    latex = allergy("zmc", "Latex", to_substance)
    assert count(latex, allergy("gp", "Peanut", to_substance)) == 2
    assert count(latex, allergy("gp", "Latex allergy")) == 1


# -- chains ------------------------------------------------------------------------------------------


def test_entries_meet_through_others() -> None:
    number, code = (Identifier("urn:n", "7"),), Coding(SNOMED, "195967001", "Asthma")
    one = entry("Condition", "a", title="Asma", codes=(code,), identifiers=number)
    by_number = entry("Condition", "b", title="Asthma", identifiers=number, when=Span())
    by_code = entry("Condition", "c", title="Bronchial asthma", codes=(code,))
    item = fold(one, by_number, by_code)
    assert {reason.rule for reason in item.folds} == {FoldRule.NUMBER, FoldRule.CODE, FoldRule.NAME}
    assert item.codes == ("195967001",)


def test_dates_that_cannot_be_one_are_said() -> None:
    number = (Identifier("urn:n", "7"),)
    in_2019 = entry("Condition", "a", title="Asthma", identifiers=number, when=at("2019"))
    in_april = entry("Condition", "b", title="Asthma", identifiers=number, when=at("2019-04"))
    in_2021 = entry("Condition", "c", title="Asthma", identifiers=number, when=at("2021"))
    assert fold(in_2019, in_april).conflicts == ()
    assert fold(in_2019, in_2021).conflicts == (ConflictKind.DATES,)


@pytest.mark.parametrize("kind", ["Flag", "Condition", "Procedure", "Observation"])
def test_decisions_on_resuscitation_that_differ_are_never_one(kind: str) -> None:
    status = Coding("http://snomed.info/sct", "304251008", "Resuscitation status")
    number = Identifier("urn:example:decision", "12")
    said = {"codes": (status,), "when": at("2024-05-01"), "status": "active", "identifiers": (number,)}
    no = entry(kind, "ustan", title="Not for CPR", **said)
    assert count(no, entry(kind, "gp", title="For full resuscitation", **said)) == 2
    assert count(no, entry(kind, "gp", title="Not for CPR", **said)) == 1


def test_an_allergen_does_not_stand_behind_another_of_one_code() -> None:
    nut = Coding("http://snomed.info/sct", "91934008", "Allergy to nut")
    both = fold(allergy("ustan", "Cashew nuts", nut), allergy("gp", "Walnut", nut))
    assert set(both.title.split(" / ")) == {"Cashew nuts", "Walnut"}
    penicillin = Coding("http://snomed.info/sct", "91936005", "Allergy to penicillin")
    same = fold(
        allergy("ustan", "Penicillin", penicillin), allergy("gp", "Alergia a la penicilina", penicillin)
    )
    assert " / " not in same.title


def test_an_alert_does_not_stand_behind_another_of_one_code() -> None:
    risk = Coding("http://snomed.info/sct", "281694009", "At risk")
    both = fold(
        entry("Flag", "ustan", title="Falls", codes=(risk,)), entry("Flag", "gp", title="Fire", codes=(risk,))
    )
    assert set(both.title.split(" / ")) == {"Falls", "Fire"}


def test_a_combination_does_not_stand_behind_another_of_one_code() -> None:
    either = Coding("http://www.whocc.no/atc", "J01CR02", "amoxicillin and beta-lactamase inhibitor")
    both = fold(medicine("ustan", "Co-amoxiclav", either), medicine("gp", "Amoxicillin/Sulbactam", either))
    assert set(both.title.split(" / ")) == {"Co-amoxiclav", "Amoxicillin/Sulbactam"}
