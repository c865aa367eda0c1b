"""What a conversation with one hospital brings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from serums_desktop.domain.entries import Label
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.data_lake.source import DataLakeSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.data_lake.conftest import OpenSource
from tests.unit.sources.data_lake.fake_lake import FakeLake, Tokens, rule, token

TREAT = PurposeOfUse.TREATMENT
JOANA: dict[str, Any] = {
    "patnr": 4641203, "gschl": "2", "nname": "Soler", "vname": "Joana", "gbdat": "1935-12-05",
    "gbnam": "Rodríguez", "telf1": "09354764369", "serums_id": 82,
}  # fmt: skip
OpenLake = Callable[..., FakeLake]


def joana(source: DataLakeSource) -> PatientAtSource:
    found = source.patient("82-4641203", TREAT, CancelToken())
    assert found is not None
    return found


def read(source: DataLakeSource, types: frozenset[str] | None = None) -> list[Received]:
    pages = source.read(joana(source), TREAT, CancelToken(), types)
    return [item for page in pages for item in page]


@pytest.fixture
def lake(open_lake: OpenLake) -> FakeLake:
    lake = open_lake("FCRB")
    lake.people = [JOANA]
    lake.rules = [rule("ALLOW", "all")]
    lake.answers["all"] = {
        "patient": [{key: value for key, value in JOANA.items() if key != "serums_id"}],
        "patient_address": [{"patnr": 4641203, "pstlz": "08005", "ort": "Barcelona"}],
        "diagnostic": [{"patnr": 4641203, "dkey1": "E11.9", "lfdnr": "3"}],
        "medication": [
            {"patnr": 4641203, "motx": "ENALAPRIL", "mostx": "Tres al dia", "erdat": "15/05/2019 00:00:00"}
        ],
        "vital_signs": [
            {"patnr": 4641203, "vppid": "GLIC_CAPIL", "vwert": "248", "erdat": "04/03/2020 08:15:00"},
            {"patnr": 4641203, "vppid": "PULSIOX", "vwert": "<90", "erdat": "05/03/2020 00:00:00"},
        ],
        "monitoring_params": [
            {"patnr": 4641203, "vppid": "GLIC_CAPIL", "wertogr": "180", "wertugr": "60", "vbem": "límites"}
        ],
        "professional": [{"pernr": "28", "gbdat": "23/09/1970 00:00:00"}] * 2,
    }
    return lake


def test_a_record_is_read_in_the_sources_own_words(lake: FakeLake, open_source: OpenSource) -> None:
    received = read(open_source(lake))

    entries = {item.entry.title: item.entry for item in received if item.entry is not None}
    glucose = entries["GLIC_CAPIL"]
    assert str(glucose.value) == "248 mg/dL"
    assert glucose.when.start is not None
    assert glucose.when.start.text == "2020-03-04T08:15:00"
    assert glucose.flag == "high"
    assert str(glucose.ranges[0].high) == "180 mg/dL"
    assert str(entries["PULSIOX"].value) == "<90 %"
    assert entries["PULSIOX"].ranges == ()
    assert entries["ENALAPRIL"].detail(Label.DOSE) == "Tres al dia"
    people = [item.patient for item in received if item.patient is not None]
    assert [(str(one.name), one.city, one.sex) for one in people] == [
        ("SOLER RODRÍGUEZ, Joana", "Barcelona", "female")
    ]
    fates = [item.disposition for item in received]
    assert fates.count(Disposition.OTHER) == 1, "the doctor's own row, who is named twice"
    assert len({item.key for item in received}) == len(received)


def test_the_same_rows_have_the_same_names_in_every_reading(lake: FakeLake, open_source: OpenSource) -> None:
    source = open_source(lake)

    assert read(source) == read(source)


def test_only_some_types_are_read_when_only_some_are_asked_for(
    lake: FakeLake, open_source: OpenSource
) -> None:
    received = read(open_source(lake), frozenset({"Condition"}))

    assert {item.resource_type for item in received} == {"Condition", "Patient"}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (token(exp=1_000), SourceFault.UNAUTHORISED),
        (token(token_type="refresh"), SourceFault.UNAUTHORISED),
        (token(aud="https://elsewhere.example/"), SourceFault.UNAUTHORISED),
        (token(groupIDs=["HOSPITAL_ADMIN"]), SourceFault.FORBIDDEN),
        (token(groupIDs=["EMERGENCY"]), SourceFault.FORBIDDEN),
        ("no-token", SourceFault.UNAUTHORISED),
    ],
)
def test_a_token_that_should_not_be_sent_is_not(
    lake: FakeLake, open_source: OpenSource, value: str, kind: SourceFault
) -> None:
    source = open_source(lake, Tokens(value))

    with pytest.raises(SourceError) as caught:
        source.patient("82-4641203", TREAT, CancelToken())

    assert caught.value.kind is kind
    assert lake.asked == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((403, "application/json", b'{"detail":"Invalid token"}'), SourceFault.UNAUTHORISED),
        ((401, "application/json", b'{"message":"x"}'), SourceFault.FORBIDDEN),
        ((422, "application/json", b'{"detail":[]}'), SourceFault.SERVER_ERROR),
        ((500, "text/plain", b"Internal Server Error"), SourceFault.SERVER_ERROR),
        ((302, "text/plain", b""), SourceFault.FOREIGN_LINK),
        ((200, "text/html", b"<html>"), SourceFault.NOT_FHIR),
    ],
)
def test_a_rules_service_that_does_not_answer_lets_nothing_be_read(
    lake: FakeLake, open_source: OpenSource, answer: tuple[int, str, bytes], kind: SourceFault
) -> None:
    lake.instead["/v1/api/getRules"] = answer

    with pytest.raises(SourceError) as caught:
        read(open_source(lake))

    assert caught.value.kind is kind
    assert lake.tags_asked == []


def test_a_patient_of_another_birth_date_is_nobody_of_ours(lake: FakeLake, open_source: OpenSource) -> None:
    source = open_source(lake)
    known = joana(source)
    lake.people = [JOANA | {"gbdat": "1990-01-01", "nname": "Altra"}]

    received = [item for page in source.read(known, TREAT, CancelToken()) for item in page]

    assert [(item.reason, item.raw) for item in received] == [(Reason.OTHER_PATIENT, b"")]
    assert lake.tags_asked == []
