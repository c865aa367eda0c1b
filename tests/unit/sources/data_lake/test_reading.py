"""A conversation that does not go smoothly: what fails, what is kept of it, what must not show."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import pytest

from serums_desktop.domain.errors import Cancelled, SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.data_lake.source import DataLakeSource
from serums_desktop.sources.data_lake.wire import Limits
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.data_lake.conftest import OpenSource
from tests.unit.sources.data_lake.fake_lake import FakeLake, Tokens, rule
from tests.unit.sources.data_lake.test_source import JOANA

TREAT = PurposeOfUse.TREATMENT
NUMBER = JOANA["patnr"]
VAULT = "/data_vault/encrypted"
OpenLake = Callable[..., FakeLake]


@pytest.fixture
def lake(open_lake: OpenLake) -> FakeLake:
    lake = open_lake("FCRB")
    lake.people = [JOANA]
    lake.rules = [rule("ALLOW", "medication", "diagnostic", "patient_address")]
    lake.answers = {
        "medication": {"medication": [{"patnr": NUMBER, "motx": "ENALAPRIL"}]},
        "diagnostic": {"diagnostic": [{"patnr": NUMBER, "dkey1": "E11.9"}]},
        "patient_address": {"patient_address": [{"patnr": NUMBER, "pstlz": "08005"}]},
    }
    return lake


def joana(source: DataLakeSource) -> PatientAtSource:
    found = source.patient(f"82-{NUMBER}", TREAT, CancelToken())
    assert found is not None
    return found


def read(source: DataLakeSource) -> list[Received]:
    return [item for page in source.read(joana(source), TREAT, CancelToken()) for item in page]


def kinds(received: list[Received]) -> list[str]:
    return sorted(item.resource_type for item in received)


def test_each_tag_is_asked_for_alone_with_a_key_of_its_own(lake: FakeLake, open_source: OpenSource) -> None:
    read(open_source(lake))

    assert sorted(lake.tags_asked) == [["diagnostic"], ["medication"], ["patient_address"]]
    assert len(set(lake.public_keys)) == 3


def test_without_a_vault_the_tables_are_asked(lake: FakeLake, open_source: OpenSource) -> None:
    with_vault = read(open_source(lake))
    lake.instead[VAULT] = (404, "application/json", b'{"detail":"Not Found"}')

    without = read(open_source(lake))

    assert kinds(without) == kinds(with_vault) == ["Condition", "MedicationStatement", "patient_address"]


def test_a_bare_nan_is_nothing(lake: FakeLake, open_source: OpenSource) -> None:
    lake.instead[VAULT] = (500, "application/json", b'{"data":null,"key":null}')
    lake.answers["medication"]["medication"][0]["mostx"] = float("nan")

    received = read(open_source(lake))

    medicine = next(item for item in received if item.resource_type == "MedicationStatement")
    assert medicine.entry is not None
    assert medicine.entry.title == "ENALAPRIL"
    assert b"mostx" not in medicine.raw


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((200, "application/json", b"null"), SourceFault.NOT_FHIR),
        ((200, "application/json", b'{"data":"x","key":"eA=="}'), SourceFault.NOT_FHIR),
        ((500, "application/json", b'{"message":"Unable to create SPHR"}'), SourceFault.SERVER_ERROR),
        ((500, "text/plain", b"Internal Server Error"), SourceFault.SERVER_ERROR),
        ((403, "application/json", b'{"detail":"Invalid token"}'), SourceFault.UNAUTHORISED),
        ((503, "text/plain", b""), SourceFault.SERVER_ERROR),
    ],
)
def test_answers_that_are_none_are_an_error_and_not_an_empty_record(
    lake: FakeLake, open_source: OpenSource, answer: tuple[int, str, bytes], kind: SourceFault
) -> None:
    lake.instead[VAULT] = lake.instead["/smart_patient_health_record/encrypted"] = answer

    with pytest.raises(SourceError) as caught:
        read(open_source(lake, limits=Limits(retry_budget_s=0.0)))

    assert (caught.value.kind, caught.value.kept) == (kind, 0)


def test_what_the_other_tags_brought_is_kept_when_one_fails(lake: FakeLake, open_source: OpenSource) -> None:
    source = open_source(lake)
    patient = joana(source)
    lake.answers["medication"]["medication"][0]["motx"] = {"no": "cell"}
    received: list[Received] = []

    def keep() -> None:
        for page in source.read(patient, TREAT, CancelToken()):
            received.extend(page)

    with pytest.raises(SourceError) as caught:
        keep()

    assert kinds(received) == ["Condition", "patient_address"]
    assert (caught.value.kind, caught.value.kept) == (SourceFault.NOT_FHIR, 2)


def test_an_answer_beyond_its_size_is_not_taken(lake: FakeLake, open_source: OpenSource) -> None:
    with pytest.raises(SourceError) as caught:
        read(open_source(lake, limits=Limits(answer_bytes=600)))

    assert caught.value.kind is SourceFault.TOO_LARGE


def test_another_persons_rows_are_counted_and_not_kept(lake: FakeLake, open_source: OpenSource) -> None:
    lake.answers["medication"]["medication"] += [
        {"patnr": None, "motx": "SOMEBODY'S"},
        {"patnr": NUMBER + 1, "motx": "SOMEBODY ELSE'S"},
    ]

    received = read(open_source(lake))

    strangers = [item for item in received if item.disposition is Disposition.QUARANTINED]
    assert [(item.reason, item.raw) for item in strangers] == [(Reason.OTHER_PATIENT, b"")] * 2
    assert not [item for item in received if b"SOMEBODY" in item.raw]


def test_an_answer_that_describes_somebody_else_does_not_join(
    lake: FakeLake, open_source: OpenSource
) -> None:
    lake.rules = [rule("ALLOW", "all")]
    lake.answers["all"] = {
        "patient": [{"patnr": NUMBER, "nname": "Soler", "vname": "Joana", "gbdat": "01/01/1990 00:00:00"}],
        "medication": [{"patnr": NUMBER, "motx": "SOMEBODY'S"}],
    }

    received = read(open_source(lake))

    assert {item.reason for item in received} == {Reason.OTHER_PATIENT}
    assert len(received) == 2


def test_who_is_not_registered_has_no_record(lake: FakeLake, open_source: OpenSource) -> None:
    source = open_source(lake)
    patient = joana(source)
    lake.people = [JOANA | {"serums_id": None}]

    assert list(source.read(patient, TREAT, CancelToken())) == []
    assert lake.tags_asked == []


def test_a_tag_that_is_kept_back_all_the_same_is_made_up_for_by_others(
    lake: FakeLake, open_source: OpenSource
) -> None:
    lake.rules = [rule("ALLOW", "all", "medication", "diagnostic")]

    received = read(open_source(lake))

    assert lake.tags_asked[0] == ["all"]
    assert kinds(received) == ["Condition", "MedicationStatement"]


def test_tables_nobody_knows_are_kept_as_they_come(lake: FakeLake, open_source: OpenSource) -> None:
    lake.rules = [rule("ALLOW", "medication", "new_tag")]
    lake.listed = [*lake.listed, "new_tag"]
    lake.answers["new_tag"] = {"new_table": [{"patnr": NUMBER, "new_column": "words"}]}

    received = read(open_source(lake))

    other = [item for item in received if item.disposition is Disposition.OTHER]
    assert [(item.resource_type, item.raw.count(b"words")) for item in other] == [("fcrb_sat_new_table", 1)]
    lake.rules.append(rule("DENY", "documents"))
    assert not [item for item in read(open_source(lake)) if b"words" in item.raw]


def test_a_record_with_a_denial_is_the_record_without_those_rows(
    lake: FakeLake, open_source: OpenSource
) -> None:
    lake.rules = [rule("ALLOW", "all")]
    lake.answers["all"] = lake.answers["medication"] | lake.answers["diagnostic"]
    source = open_source(lake)
    lake.rules.append(rule("DENY", "medication", "documents", "additional_information"))
    denied = read(source)
    lake.rules.pop()
    lake.answers["all"] = lake.answers["diagnostic"]

    assert denied == read(source)


def test_a_lock_ends_it_at_once(lake: FakeLake, open_source: OpenSource) -> None:
    source, cancel = open_source(lake), CancelToken()
    patient = joana(source)
    asked, answer = threading.Event(), threading.Event()
    routed = lake._routed

    def slowly(path: str, content: object) -> tuple[int, str, bytes]:
        if path == VAULT:
            asked.set()
            answer.wait(20)
        return routed(path, content)

    lake._routed = slowly  # type: ignore[method-assign]  # a service that takes its time

    def lock() -> None:
        asked.wait(20)
        cancel.cancel()
        answer.set()

    locking = threading.Thread(target=lock)
    locking.start()
    with pytest.raises(Cancelled):
        list(source.read(patient, TREAT, cancel))
    locking.join()


def test_the_log_knows_neither_who_nor_what_nor_by_whom(
    lake: FakeLake, open_source: OpenSource, caplog: pytest.LogCaptureFixture
) -> None:
    tokens = Tokens()
    source = open_source(lake, tokens)
    with caplog.at_level(logging.DEBUG):
        read(source)
        lake.instead[VAULT] = (500, "text/plain", b"Internal Server Error")
        read(source)

    for secret in (
        tokens.value,
        "Soler",
        "Joana",
        "ENALAPRIL",
        "E11.9",
        str(NUMBER),
        "medication",
        "diagnostic",
    ):
        assert secret not in caplog.text
