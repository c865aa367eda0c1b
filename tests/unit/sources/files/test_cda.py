"""Clinical documents: every statement counted once, in its author's words, with its own bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from serums_desktop.domain.entries import Entry, Label, RangeFlag, Severity, Standing
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.identifiers import BSN
from serums_desktop.domain.people import Sex
from serums_desktop.domain.received import Disposition, Reason, Received
from tests.unit.sources.files.made_files import glance, read, read_here
from tests.unit.sources.files.made_summaries import (
    ATC,
    allergy,
    code,
    medicine,
    panel,
    problem,
    reaction,
    result,
    section,
    summary,
)

PENICILLIN = code("code", "J01C", ATC, "Penicillins")
PREGNANT = '<value xsi:type="BL" value="true"/>'

Summarised = Callable[..., list[Received]]


@pytest.fixture
def summarised() -> Summarised:
    """What comes of a document of these sections, but for its patient and itself."""

    def read_sections(*sections: str) -> list[Received]:
        patient, document, *statements = read_here(summary(*sections).encode())
        assert (patient.resource_type, document.resource_type) == ("Patient", "Composition")
        return statements

    return read_sections


def only(received: list[Received]) -> Entry:
    (one,) = received
    assert one.disposition is Disposition.SHOWN
    assert one.entry is not None
    return one.entry


def test_whom_it_is_about_and_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "summary.json"
    path.write_text(summary(section("48765-2", "Allergieën", "Geen bekend")), "utf-8")
    seen = glance(path)
    assert seen.format is FileFormat.CDA
    (patient,) = seen.patients
    assert (str(patient.name), patient.sex, patient.city) == ("TESTER, Ada", Sex.FEMALE, "Testdorp")
    assert [(number.system, number.value) for number in patient.identifiers] == [(BSN.system, "999911120")]
    _, document, words = read(path)
    assert document.entry is not None
    assert (document.entry.title, document.entry.author) == ("Patient Summary", "Bea Writer")
    assert document.entry.detail(Label.TEXT) == "Allergieën\nGeen bekend"
    assert document.entry.recorded is not None
    assert document.entry.recorded.text == "2024-05-06T07:08:09+02:00"
    assert b"confidentialityCode" not in document.raw
    assert words.entry is not None
    assert (words.entry.title, words.entry.language) == ("Allergieën", "nl-NL")


def test_an_allergy_and_its_bytes(summarised: Summarised) -> None:
    statement = allergy(f"{PENICILLIN}<name>Penicilline</name>", reaction("Anaphylaxis", "24484000"))
    received = summarised(section("48765-2", "Allergies", "", statement))
    found = only(received)
    assert (found.resource_type, found.title) == ("AllergyIntolerance", "Penicillins")
    assert found.codes[0].system == "http://www.whocc.no/atc"
    assert found.detail(Label.REACTION) == "Anaphylaxis (Severe)"
    assert (found.severity, found.standing, found.negated) == (Severity.CRITICAL, Standing.CURRENT, False)
    assert found.when.start is not None
    assert found.when.start.text == "2012"
    inner = statement[statement.index("<entryRelationship") : statement.rindex("</act>")]
    assert received[0].raw.decode() == inner


def test_two_allergies_of_one_concern_are_two(summarised: Summarised) -> None:
    statement = allergy(PENICILLIN)
    inner = statement[statement.index("<entryRelationship") : statement.rindex("</act>")]
    doubled = statement.replace(inner, inner * 2)
    assert len(summarised(section("48765-2", "Allergies", "", doubled))) == 2


def test_no_known_allergies_and_not_allergic_to_something(summarised: Summarised) -> None:
    none_known = allergy(code("code", "716186003", display="No known allergy"))
    not_to = allergy(PENICILLIN, negation="true")
    entries = [one.entry for one in summarised(section("48765-2", "Allergies", "", none_known, not_to))]
    assert [(one.title, one.negated, one.severity) for one in entries if one is not None] == [
        ("No known allergy", True, Severity.NONE),
        ("Penicillins", True, Severity.NONE),
    ]


def test_problems_now_and_over(summarised: Summarised) -> None:
    asthma = code("value", "195967001", display="Asthma", kind="CD")
    words = (
        '<value xsi:type="CD" nullFlavor="OTH"><originalText><reference value="#p1"/></originalText></value>'
    )
    received = summarised(
        section(
            "11450-4",
            "Problems",
            '<list><item ID="p1">Trage <content>nier</content></item></list>',
            problem(asthma),
            problem(words, high="20190304", status="completed"),
            problem(asthma, negation="true"),
        )
    )
    entries = [one.entry for one in received if one.entry is not None]
    assert [(one.title, one.standing, one.negated) for one in entries] == [
        ("Asthma", Standing.CURRENT, False),
        ("Trage nier", Standing.PAST, False),
        ("Asthma", Standing.CURRENT, True),
    ]
    assert entries[1].when.end is not None
    assert entries[1].when.end.text == "2019-03-04"


def test_a_medicine_with_its_frequency(summarised: Summarised) -> None:
    found = only(
        summarised(
            section(
                "10160-0",
                "Medication",
                "",
                medicine(
                    code("code", "C07AB02", ATC, "metoprolol"),
                    '<effectiveTime xsi:type="IVL_TS"><low value="20230401"/></effectiveTime>',
                    '<effectiveTime xsi:type="PIVL_TS" operator="A">'
                    '<period value="12" unit="h"/></effectiveTime>',
                    code("routeCode", "20053000", "0.4.0.127.0.16.1.1.2.1", "Oral use"),
                    '<doseQuantity value="47.50" unit="mg"/>',
                ),
            )
        )
    )
    assert (found.resource_type, found.title) == ("MedicationStatement", "metoprolol")
    assert (found.detail(Label.DOSE), found.detail(Label.ROUTE)) == ("47.50 mg, 1 \u00d7 / 12 h", "Oral use")
    assert found.standing is Standing.CURRENT


@pytest.mark.parametrize(
    "ingredient",
    [
        '<p:x xmlns:p="urn:hl7-org:pharm"><p:ingredientSubstance>{}</p:ingredientSubstance></p:x>',
        '<p:x xmlns:p="urn:epsos-org:ep:medication"><p:ingredient>{}</p:ingredient></p:x>',
    ],
)
def test_a_brand_and_its_substance(summarised: Summarised, ingredient: str) -> None:
    ingredient = ingredient.format(code("p:code", "C07AB02", ATC, "metoprolol"))
    brand = only(summarised(section("10160-0", "M", "", medicine(f"<name>Selokeen</name>{ingredient}"))))
    assert (brand.title, [coding.code for coding in brand.codes]) == ("Selokeen", ["C07AB02"])
    bare = only(summarised(section("10160-0", "M", "", medicine(f'<code nullFlavor="NA"/>{ingredient}'))))
    assert bare.title == "metoprolol"


def test_none_of_a_kind_wherever_it_is_coded(summarised: Summarised) -> None:
    absent = "2.16.840.1.113883.5.1150.1"
    no_allergies = allergy('<code nullFlavor="NA"/>').replace(
        code("value", "416098002", display="Drug allergy", kind="CD"),
        code("value", "no-known-allergies", absent, "No known allergies", "CD"),
    )
    no_problems = problem(code("value", "no-known-problems", absent, "No known problems", "CD"))
    no_medicines = medicine("", code("code", "no-known-medications", absent, "No known medications"))
    received = summarised(
        section("48765-2", "Allergies", "", no_allergies),
        section("11450-4", "Problems", "", no_problems),
        section("10160-0", "Medication", "", no_medicines),
    )
    entries = [one.entry for one in received if one.entry is not None]
    assert [(one.title, one.negated, one.codes[0].code) for one in entries] == [
        ("No known allergies", True, "no-known-allergies"),
        ("No known problems", True, "no-known-problems"),
        ("No known medications", True, "no-known-medications"),
    ]


def test_a_panel_is_its_observations_each_with_its_exact_number(summarised: Summarised) -> None:
    bounds = (
        '<referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="3.9" unit="mmol/L"/>'
        '<high value="5.6" unit="mmol/L"/></value></observationRange></referenceRange>'
    )
    received = summarised(
        section(
            "30954-2",
            "Results",
            "",
            panel(
                result("2345-7", '<value xsi:type="PQ" value="7.50" unit="mmol/L"/>', bounds),
                result("2345-8", '<value xsi:type="IVL_PQ"><high value="0.1" unit="1"/></value>'),
                result("2345-9", '<value xsi:type="ST">positief</value>'),
                result("2345-0", '<value xsi:type="XYZ" value="1"/>'),
            ),
        )
    )
    first, second, third, fourth = received
    assert first.entry is not None
    assert first.entry.value is not None
    assert (str(first.entry.value), first.entry.flag) == ("7.50 mmol/L", RangeFlag.HIGH)
    assert first.entry.when.start is not None
    assert first.entry.when.start.text == "2024-05-06T07:08+02:00"
    assert first.entry.status == "final"
    assert second.entry is not None
    assert str(second.entry.value) == "<=0.1"
    assert third.entry is not None
    assert third.entry.value_text == "positief"
    assert (fourth.reason, fourth.problem) == (
        Reason.WRONG_SHAPE,
        "section[0]/entry[0]/3/value/@xsi:type",
    )
    assert fourth.raw.startswith(b"<component>")


def test_devices_immunisations_procedures_and_circumstances(summarised: Summarised) -> None:
    device = (
        '<supply classCode="SPLY" moodCode="EVN"><effectiveTime><low value="2020"/></effectiveTime>'
        '<participant typeCode="DEV"><participantRole><playingDevice>'
        f"{code('code', '14106009', display='Pacemaker')}"
        "</playingDevice></participantRole></participant></supply>"
    )
    refused = medicine(code("code", "J07BB", ATC, "Influenza vaccines")).replace(
        'moodCode="EVN"', 'moodCode="EVN" negationInd="true"'
    )
    procedure = (
        '<procedure classCode="PROC" moodCode="EVN">'
        f"{code('code', '52734007', display='Hip replacement')}"
        '<statusCode code="completed"/><effectiveTime value="201802"/></procedure>'
    )
    received = summarised(
        section("46264-8", "Devices", "", device),
        section("11369-6", "Immunisations", "", refused),
        section("47519-4", "Procedures", "", procedure),
        section("10162-6", "Pregnancies", "", result("82810-3", PREGNANT)),
    )
    entries = [one.entry for one in received if one.entry is not None]
    assert [(one.resource_type, one.title, one.negated) for one in entries] == [
        ("DeviceUseStatement", "Pacemaker", False),
        ("Immunization", "Influenza vaccines", True),
        ("Procedure", "Hip replacement", False),
        ("Observation", "Glucose", False),
    ]


def test_what_is_not_known_stays_as_words_and_what_is_nullified_goes(summarised: Summarised) -> None:
    gone = medicine(code("code", "C07AB02", ATC, "metoprolol"), status="nullified")
    plan = section("18776-5", "Plan", "<paragraph>Rust</paragraph>", "<act><code code='1'/></act>")
    nested = plan.replace("</section>", f"{section('X-1', 'Inner', 'Ja')}</section>")
    outer, inner, retracted = summarised(nested, section("10160-0", "Medication", "", gone))
    assert outer.entry is not None
    assert (outer.entry.title, outer.entry.detail(Label.TEXT)) == ("Plan", "Rust")
    assert inner.entry is not None
    assert inner.entry.detail(Label.TEXT) == "Ja"
    assert (retracted.disposition, retracted.reason) == (Disposition.RETRACTED, Reason.ENTERED_IN_ERROR)


def test_what_only_says_that_it_is_masked_is_not_there(summarised: Summarised) -> None:
    masked = problem('<value xsi:type="CD" nullFlavor="MSK"/>')
    asthma = problem(code("value", "195967001", display="Asthma", kind="CD"))
    agent = allergy('<code nullFlavor="MSK"/>')
    drug = medicine('<code nullFlavor="MSK"/>')
    value = '<value xsi:type="PQ" value="1" unit="mmol/L"/>'
    hidden = result("2345-7", '<value xsi:type="PQ" nullFlavor="MSK"/>')
    plan = section("18776-5", "Plan", "Rust").replace("<section>", '<section nullFlavor="MSK">')
    author = asthma.replace("<statusCode", '<id nullFlavor="MSK"/><statusCode', 1)
    with_masks = summarised(
        plan,
        section("11450-4", "Problems", "", masked, author),
        section("48765-2", "Allergies", "Geen", agent),
        section("10160-0", "Medication", "", drug, medicine(PENICILLIN)),
        section("30954-2", "Results", "", panel(hidden, result("1", value)), panel(hidden)),
    )
    without = summarised(
        section("11450-4", "Problems", "", author.replace("MSK", "NI")),
        section("48765-2", "Allergies", "Geen"),
        section("10160-0", "Medication", "", medicine(PENICILLIN)),
        section("30954-2", "Results", "", panel(result("1", value))),
    )
    assert [one.key.partition("/")[2] for one in with_masks] == [one.key.partition("/")[2] for one in without]
    assert not any(b"MSK" in one.raw for one in with_masks)


def test_what_stands_beside_results_is_counted_apart(summarised: Summarised) -> None:
    specimen = '<procedure classCode="PROC" moodCode="EVN"><code code="17636008"/></procedure>'
    beside, found = summarised(section("30954-2", "Results", "", panel(specimen, result("1", PREGNANT))))
    assert (beside.disposition, beside.reason) == (Disposition.OTHER, Reason.UNLISTED_TYPE)
    assert beside.raw.decode() == f"<component>{specimen}</component>"
    assert found.disposition is Disposition.SHOWN


def test_placeholders_say_no_more_than_their_section(summarised: Summarised) -> None:
    empty = medicine('<code nullFlavor="NI"/>')
    nameless = allergy('<code nullFlavor="UNK"/>').replace("416098002", "").replace("Drug allergy", "")
    folded, quarantined = summarised(
        section("11369-6", "Immunisations", "None", empty), section("48765-2", "Allergies", "", nameless)
    )
    assert (folded.disposition, folded.reason) == (Disposition.FOLDED, Reason.NAMED_BY_ANOTHER)
    assert (quarantined.disposition, quarantined.reason) == (Disposition.QUARANTINED, Reason.WRONG_SHAPE)


def test_an_assertion_is_called_by_what_it_asserts(summarised: Summarised) -> None:
    value = code("value", "266919005", display="Never smoker", kind="CD")
    found = only(summarised(section("29762-2", "Social history", "", result("ASSERTION", value))))
    assert (found.title, found.value_text, found.codes[0].code) == ("Never smoker", "", "266919005")


def test_a_number_that_stands_on_several_things_identifies_none(summarised: Summarised) -> None:
    number = '<id root="1.2.3" extension="7"/>'
    other = '<id root="1.2.3" extension="8"/>'
    value = '<value xsi:type="PQ" value="1" unit="mmol/L"/>'
    received = summarised(
        section(
            "30954-2",
            "Results",
            "",
            panel(
                result("1", value, identifier=number),
                result("2", value, identifier=number),
                result("3", value, identifier=other),
            ),
        )
    )
    assert [len(one.entry.identifiers) for one in received if one.entry is not None] == [0, 0, 1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    path = tmp_path / "summary.xml"
    text = summary(section("X", "Été", "Ça"), declaration=f'<?xml version="1.0" encoding="{name}"?>')
    path.write_bytes(text.encode(encoding))
    *_, words = read(path)
    assert words.entry is not None
    assert (words.entry.title, words.entry.detail(Label.TEXT)) == ("Été", "Ça")
    assert b"<title>" in words.raw


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE ClinicalDocument [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE ClinicalDocument SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
)
def test_a_document_type_of_its_own_is_refused(tmp_path: Path, prologue: str) -> None:
    path = tmp_path / "summary.xml"
    path.write_text(summary(section("X", "A", "b"), declaration=prologue), "utf-8")
    with pytest.raises(FileNotTaken) as refused:
        glance(path)
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS


@pytest.mark.parametrize(
    "text", [summary()[:-20], summary(section("X", "A", "<list>" * 500 + "</list>" * 500))]
)
def test_truncated_and_endlessly_nested(tmp_path: Path, text: str) -> None:
    path = tmp_path / "summary.xml"
    path.write_text(text, "utf-8")
    with pytest.raises(FileNotTaken) as refused:
        glance(path)
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS
