"""ZMC's rows as entries."""

from __future__ import annotations

import pytest

from serums_desktop.domain.entries import Entry, Label, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.sources.data_lake.drafting import Draft
from serums_desktop.sources.data_lake.reading_zmc import READERS
from serums_desktop.sources.data_lake.rows import Row
from serums_desktop.sources.data_lake.sealed import NumberText

NOW_S = 1_790_000_000.0


def entries(table: str, **cells: str) -> list[Entry]:
    draft = Draft(Row(table, cells, is_exact=True), "zmc", "urn:serums:zmc", 0, NOW_S)
    return [received.entry for received in READERS[table](draft, {}) if received.entry is not None]


@pytest.mark.parametrize(
    ("substance", "critical", "negated", "severity"),
    [
        ("Iodine", "Medium", False, Severity.HIGH),
        ("Penicilline", "High", False, Severity.CRITICAL),
        ("Geen bekende allergieën.", "", True, Severity.NONE),
        ("Geen idee", "", False, Severity.HIGH),
    ],
)
def test_an_allergy_is_loud_and_its_absence_is_only_what_is_said(
    substance: str, critical: str, negated: bool, severity: Severity
) -> None:
    [entry] = entries("allergies", caustive_substance=substance, critical=critical, description="Itch")

    assert (entry.title, entry.negated, entry.severity) == (substance, negated, severity)
    assert entry.detail(Label.REACTION) == "Itch"


def test_a_warning_cannot_be_missed() -> None:
    [entry] = entries("warning", alerts="Pacemaker", begindate="01/06/2015 00:00:00", type="Condition")

    assert (entry.resource_type, entry.severity, entry.standing) == ("Flag", Severity.HIGH, Standing.CURRENT)
    assert entry.when.start is not None
    assert entry.when.start.text == "2015-06-01"
    assert entry.detail(Label.TEXT) == ""


def test_what_the_source_calls_current_is_current_although_it_ended() -> None:
    [entry] = entries(
        "complaints_and_diagnosis",
        name_of_diagnosis_or_complaint="coxartrose",
        status="Current",
        begin_date="01/09/2020 00:00:00",
        end_date="27/11/2020 00:00:00",
    )

    assert entry.standing is Standing.CURRENT
    assert entry.when.end is not None


def test_an_end_before_its_beginning_is_told_and_not_drawn() -> None:
    [entry] = entries(
        "registered_events",
        type="operation",
        start_date="30/12/2015 00:00:00",
        end_date="29/12/2015 00:00:00",
    )

    assert (entry.resource_type, entry.lane, entry.when.end) == ("Procedure", Lane.PROCEDURES, None)
    assert entry.detail(Label.TEXT) == "end_date: 29/12/2015 00:00:00"


def test_a_day_of_the_monitor_has_a_number_and_no_date() -> None:
    found = entries(
        "wearable",
        day_nr=NumberText("3"),
        steps_total=NumberText("7176"),
        nr_sst=NumberText("52"),
        cadence=NumberText("80"),
    )

    assert [(entry.title, str(entry.value), entry.when.is_undated) for entry in found] == [
        ("steps_total", "7176 steps", True),
        ("nr_sst", "52 transitions", True),
    ]
    assert [entry.detail(Label.NOTE) for entry in found] == ["day_nr 3", "day_nr 3"]
    assert found[0].detail(Label.TEXT) == "cadence: 80"


def test_a_pressure_has_the_unit_that_was_written() -> None:
    [entry] = entries(
        "bloodpressure",
        value="120/80 mmHg",
        systolic_bloodpressure=NumberText("120"),
        diastolic_bloodpressure=NumberText("80"),
        date="20/09/2018 00:00:00",
    )
    [without] = entries("bloodpressure", systolic_bloodpressure=NumberText("120"))

    assert [str(part.value) for part in entry.components] == ["120 mmHg", "80 mmHg"]
    assert entry.value_text == "120/80 mmHg"
    assert [str(part.value) for part in without.components] == ["120"]


def test_a_paper_is_not_told_as_letters() -> None:
    [entry] = entries("documents", document_title="Brief", type="image/png", document="iVBOR" * 1000)

    assert (entry.title, entry.lane) == ("Brief", Lane.DOCUMENTS)
    assert entry.detail(Label.TEXT) == ""
