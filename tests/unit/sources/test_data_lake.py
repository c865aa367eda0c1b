"""The adapter against the practice data lake, which answers as the project's own did: one test a trap."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.analytics.toxicity import by_cycle
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Entry, Label, RangeFlag
from serums_desktop.domain.errors import Cancelled, SignInRefused, SourceError, SourceFault
from serums_desktop.domain.merge import merge
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import understand
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.summary import summarise
from serums_desktop.host.configuration import DataLake
from serums_desktop.identity.serums_accounts import SerumsAccounts
from serums_desktop.sandbox.accounts import FILE_NAME
from serums_desktop.sandbox.cluster import Cluster
from serums_desktop.sandbox.data_lake.origin import LakeOrigin
from serums_desktop.sandbox.data_lake.rules import Party
from serums_desktop.sandbox.data_lake.tokens import Member
from serums_desktop.sandbox.story.data_lake import data_lake
from serums_desktop.sandbox.story.data_lake.people import EILIDH, HUBERTINA, JOANA, NAN, THREE_PEOPLE
from serums_desktop.sources.data_lake.source import DataLakeSource
from serums_desktop.sources.data_lake.wire import LakeTokens, Limits
from serums_desktop.store.vault import Vault
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.data_lake.fake_lake import Tokens
from tests.unit.sources.small_server import trusting
from tests.unit.store.synthetic import answered

TREAT = PurposeOfUse.TREATMENT
STORY = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
FRASER = Member(
    301, "s-1042@ustan.example", ("MEDICAL_STAFF",), "USTAN", "Ailsa Fraser", 1042, 1, "EMERGENCY"
)
EMERGENCY = Party("DEPARTMENT", "1", "USTAN")
UNTIL = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
NAMES = {
    (JOANA, "FCRB"): "soler vila joana",
    (JOANA, "ZMC"): "soler vila joana",
    (EILIDH, "USTAN"): "eilidh drummond 7/6/1968",
    (HUBERTINA, "ZMC"): "hubertina smeets",
    (THREE_PEOPLE, "FCRB"): "ferrer puig tomàs",
    (THREE_PEOPLE, "USTAN"): "agnes mair",
    (THREE_PEOPLE, "ZMC"): "pieter jansen",
}


class Reading:
    """What the adapter makes of one practice data lake."""

    def __init__(self, cluster: Cluster) -> None:
        assert cluster.lake is not None
        self.lake: LakeOrigin = cluster.lake
        self.control = cluster.control
        self._anchors = cluster.directory / "tls-ca.pem"
        self._opened: list[DataLakeSource] = []

    def source(
        self, hospital: str, member: Member = FRASER, tokens: LakeTokens | None = None, **claims: object
    ) -> DataLakeSource:
        """A hospital, asked by a member of staff."""
        token = self.lake.tokens.sign(self.lake.tokens.claims(member, "access", 3600) | claims)
        self._opened.append(
            DataLakeSource(
                source_id=f"lake-{hospital.lower()}",
                lake=DataLake(
                    base=self.lake.base,
                    authentication=self.lake.authentication_base,
                    rules=self.lake.rules_base,
                    hospital=hospital,  # type: ignore[arg-type]  # one of the three
                    interface=self.lake.lake.interface,
                ),
                http=trusting(self._anchors),
                tokens=tokens or Tokens(token),
                timeout_s=10.0,
                limits=Limits(retry_budget_s=0.0),
            )
        )
        return self._opened[-1]

    def find(self, patient: int, hospital: str) -> PatientAtSource:
        """One patient of the story at one hospital."""
        found = self.source(hospital).search(understand(NAMES[patient, hospital]), TREAT, CancelToken())
        assert len(found) == 1
        return found[0]

    def read(self, patient: int, hospital: str) -> list[Received]:
        """Everything that a hospital gives of them."""
        pages = self.source(hospital).read(self.find(patient, hospital), TREAT, CancelToken())
        return [item for page in pages for item in page]

    def entries(self, patient: int, hospital: str, kind: str = "") -> list[Entry]:
        """What of it stands on the timeline."""
        return [
            item.entry
            for item in self.read(patient, hospital)
            if item.entry is not None and kind in {"", item.resource_type}
        ]

    def rules(self, patient: int, *decided: tuple[str, str], grantee: Party = EMERGENCY) -> None:
        """Have a patient decide this and nothing else."""
        self.lake.ledger.forget(patient)
        for action, tag in decided:
            self.lake.ledger.add(patient, action, (tag,), grantee, UNTIL)  # type: ignore[arg-type]  # two words

    def data_requests(self) -> int:
        """How many requests for data were made since this was last asked."""
        return sum("/encrypted" in line for line in self.lake.requests.take())

    def close(self) -> None:
        """Close what was opened, and have the story's rules again."""
        for source in self._opened:
            source.close()
        self.lake.ledger.reset()
        self.lake.ledger.is_down = False


@pytest.fixture(scope="module", name="lake_cluster")
def _lake_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("lake"), [], data_lake=data_lake(STORY, 1))
    cluster.start()
    yield cluster
    cluster.close()


@pytest.fixture
def reading(lake_cluster: Cluster) -> Iterator[Reading]:
    opened = Reading(lake_cluster)
    yield opened
    opened.close()


def said(entries: list[Entry]) -> list[tuple[str, str]]:
    return sorted((entry.resource_type, entry.title) for entry in entries)


def test_trap_1_tags_that_share_a_table_lose_nothing(reading: Reading) -> None:
    reading.rules(JOANA, ("ALLOW", "patient_details"), ("ALLOW", "wearable"), ("ALLOW", "medication"))

    entries = reading.entries(JOANA, "FCRB")

    glucose = [entry for entry in entries if entry.title == "GLIC_CAPIL" and entry.value]
    assert all(entry.when.start for entry in glucose), "the date comes from the one tag"
    assert {entry.resource_type for entry in entries} >= {"MedicationStatement", "Goal", "Observation"}
    assert all(
        entry.title != "medication" for entry in entries if entry.resource_type == "MedicationStatement"
    )


def test_trap_2_strings_stay_strings_and_numbers_keep_their_digits(reading: Reading) -> None:
    received = reading.read(JOANA, "FCRB")

    address = next(item for item in received if item.resource_type == "patient_address")
    cells = msgspec.json.decode(address.raw)["patient_address"]
    assert (cells["pstlz"], cells["adrnr"]) == ("08005", "1E3")
    assert b"934870112" in next(item.raw for item in received if item.resource_type == "Patient")
    eilidh = reading.find(EILIDH, "USTAN")
    assert eilidh.identifiers[0].value == "0706687523"
    surname = PatientAtSource("lake-fcrb", f"{NAN}-60218", PersonName("Nan", "Li"), None, Sex.FEMALE)
    pages = reading.source("FCRB").read(surname, TREAT, CancelToken())
    nan = next(item for page in pages for item in page if item.resource_type == "Patient")
    assert msgspec.json.decode(nan.raw)["patient"]["nname"] == "Nan"
    wearable = [entry for entry in reading.entries(HUBERTINA, "ZMC") if entry.title == "nr_sst"]
    assert wearable
    assert all(entry.when.is_undated for entry in wearable), "a day's number is no date"


def test_trap_3_denied_undefined_and_empty_cannot_be_told_apart(reading: Reading) -> None:
    undisclosed = [
        (("ALLOW", "patient_address"),),
        (("ALLOW", "drugs_and_alcohol"), ("DENY", "drugs_and_alcohol")),
        (("DENY", "all"),),
        (),
    ]
    outcomes = []
    for rules in undisclosed:
        reading.rules(JOANA, *rules)
        outcomes.append(reading.read(JOANA, "ZMC"))

    assert outcomes == [[], [], [], []]


def test_trap_4_a_denied_table_stays_denied_under_another_tag(reading: Reading) -> None:
    with_stays = reading.entries(EILIDH, "USTAN")
    reading.rules(EILIDH, ("ALLOW", "all"), ("DENY", "inpatient"))
    without = reading.read(EILIDH, "USTAN")
    reading.rules(EILIDH, ("DENY", "inpatient"))
    denied_alone = reading.read(EILIDH, "USTAN")

    assert "Encounter" in {kind for kind, _ in said(with_stays)}
    assert "Encounter" not in {item.resource_type for item in without}
    assert not [item for item in without if b"admission_date" in item.raw or b'"smr01"' in item.raw]
    assert denied_alone == []
    rest = [one for one in said(with_stays) if one[0] != "Encounter"]
    assert said([item.entry for item in without if item.entry]) == rest


def test_trap_4_a_denied_column_stays_denied_in_a_table_that_is_allowed(reading: Reading) -> None:
    reading.rules(EILIDH, ("ALLOW", "all"), ("DENY", "treatment_outcome"))

    received = reading.read(EILIDH, "USTAN")

    assert not [item for item in received if b"nausea" in item.raw or item.resource_id.endswith("nausea")]
    assert not [item for item in received if item.entry and item.entry.title == "nausea"]


@pytest.mark.parametrize(
    "grantee",
    [
        Party("DEPARTMENT", "1", "FCRB"),
        Party("INDIVIDUAL", "1", "USTAN"),
        Party("DEPARTMENT", "301", "USTAN"),
    ],
)
def test_trap_5_a_rule_about_somebody_else_of_the_same_number_is_not_ours(
    reading: Reading, grantee: Party
) -> None:
    reading.rules(JOANA, ("ALLOW", "all"), grantee=grantee)

    assert reading.read(JOANA, "FCRB") == []


def test_trap_5_nor_is_a_denial(reading: Reading) -> None:
    reading.lake.ledger.add(JOANA, "DENY", ("documents",), Party("DEPARTMENT", "1", "ZMC"), UNTIL)

    assert [entry for entry in reading.entries(JOANA, "ZMC") if entry.title == "Pacemaker"]


def test_trap_6_a_pacemaker_comes_first_and_whatever_all_leaves_out_comes_too(reading: Reading) -> None:
    pages = list(reading.source("ZMC").read(reading.find(JOANA, "ZMC"), TREAT, CancelToken()))
    received = [item for page in pages for item in page]

    assert "Pacemaker" in {item.entry.title for item in pages[0] if item.entry is not None}
    assert {"gewct", "lengt", "bmi"} <= {item.entry.title for item in received if item.entry is not None}
    timeline = merge([item.entry for item in received if item.entry is not None])
    assert "Pacemaker" in {alert.title for alert in summarise(timeline).alerts}
    reading.rules(JOANA, ("ALLOW", "operations"))
    assert [entry.title for entry in reading.entries(JOANA, "ZMC", "Flag")].count("Pacemaker") == 1


def test_trap_7_one_serums_id_names_three_people_and_each_stays_with_their_hospital(reading: Reading) -> None:
    people = [reading.find(THREE_PEOPLE, hospital) for hospital in ("FCRB", "USTAN", "ZMC")]
    assert len({person.patient_id for person in people}) == 3
    assert len({person.identifiers for person in people}) == 3

    another = msgspec.structs.replace(people[0], name=PersonName("Mair", "Agnes"))
    pages = reading.source("FCRB").read(another, TREAT, CancelToken())

    assert [(item.reason, item.raw) for page in pages for item in page] == [(Reason.OTHER_PATIENT, b"")]


def test_trap_7_rows_without_a_number_are_nobodys(reading: Reading) -> None:
    stranger = PatientAtSource(
        "lake-fcrb",
        "9999-48213",
        PersonName("Soler Vila", "Joana"),
        PartialDate.parse("1935-03-14"),
        Sex.FEMALE,
    )
    reading.lake.ledger.add(9999, "ALLOW", ("all", "medication"), EMERGENCY, UNTIL)

    assert list(reading.source("FCRB").read(stranger, TREAT, CancelToken())) == []
    answers = reading.source("FCRB")._client.answer(9999, "medication", CancelToken())
    assert [row.cells.get("motx") for row in answers["medication"]] == ["Acenocumarol 4 mg comprimits"]


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ({"exp": 1_700_000_000}, SourceFault.UNAUTHORISED),
        ({"aud": "https://elsewhere.example/"}, SourceFault.UNAUTHORISED),
        ({"groupIDs": ["HOSPITAL_ADMIN"]}, SourceFault.FORBIDDEN),
        ({"groupIDs": ["EMERGENCY"]}, SourceFault.FORBIDDEN),
        ({"groupIDs": []}, SourceFault.FORBIDDEN),
    ],
)
def test_trap_8_what_would_be_a_500_without_a_word_is_known_before_asking(
    reading: Reading, claims: dict[str, object], kind: SourceFault
) -> None:
    with pytest.raises(SourceError) as caught:
        reading.source("FCRB", FRASER, None, **claims).search(understand("soler joana"), TREAT, CancelToken())

    assert (caught.value.kind, caught.value.http_status) == (kind, None)


def test_trap_8_a_rules_service_that_is_down_is_an_error_and_nobody_found_is_none(reading: Reading) -> None:
    assert reading.source("USTAN").search(understand("nobody here"), TREAT, CancelToken()) == []
    patient = reading.find(JOANA, "FCRB")
    reading.lake.ledger.is_down = True

    with pytest.raises(SourceError) as caught:
        list(reading.source("FCRB").read(patient, TREAT, CancelToken()))

    assert caught.value.kind is SourceFault.SERVER_ERROR


def test_trap_9_a_refresh_token_is_not_sent_although_it_would_be_taken(reading: Reading) -> None:
    with pytest.raises(SourceError) as caught:
        reading.source("FCRB", token_type="refresh").patient("1183-48213", TREAT, CancelToken())

    assert caught.value.kind is SourceFault.UNAUTHORISED


@pytest.mark.parametrize(
    ("hospital", "words", "found"),
    [
        ("USTAN", "Drummond Eilidh 7/6/1968", "1185-0706687523"),
        ("USTAN", "drummond eilidh 6/7/1968", "2204-0607686340"),
        ("USTAN", "0706687523", "1185-0706687523"),
        ("FCRB", "JOANA SOLER VILA 14/3/1935", "1183-48213"),
        ("FCRB", "solé joana", "2201-39640"),
        ("ZMC", "anneke de wit", "2205-590233"),
    ],
)
def test_trap_10_people_are_found_in_either_order_and_by_the_right_day(
    reading: Reading, hospital: str, words: str, found: str
) -> None:
    hits = reading.source(hospital).search(understand(words), TREAT, CancelToken())

    assert [hit.patient_id for hit in hits] == [found]
    assert hits[0].sex is Sex.FEMALE


def test_trap_11_what_is_on_no_scale_stands_as_written(reading: Reading) -> None:
    received = reading.read(EILIDH, "USTAN")
    flagged = {item.problem: item.entry for item in received if item.problem}
    table = by_cycle(merge([item.entry for item in received if item.entry is not None]).items)

    neurotoxicity = next(symptom for symptom in table.symptoms if symptom.title == "neurotoxicity")
    assert [report.text for report in neurotoxicity.cells[4].not_grades] == ["6"]
    assert len(table.cycles) == 6
    assert flagged["$.neurotoxicity"] is not None
    performance = flagged["$.p_ps"]
    assert performance is not None
    assert (performance.value, performance.value_text) == (None, "-1")


def test_trap_11_dosage_is_told_as_it_is_and_oximetry_has_no_limits(reading: Reading) -> None:
    oximetry = [entry for entry in reading.entries(JOANA, "FCRB") if entry.title == "PULSIOX"]
    assert oximetry
    assert all(not entry.ranges and entry.flag is RangeFlag.NONE for entry in oximetry)
    reading.rules(JOANA, ("ALLOW", "documents"))

    medicines = reading.entries(JOANA, "FCRB", "MedicationStatement")

    assert medicines
    assert all(entry.title == entry.detail(Label.DOSE) for entry in medicines)


def test_trap_12_few_requests_bring_everything(reading: Reading) -> None:
    patient = reading.find(JOANA, "ZMC")
    source = reading.source("ZMC")

    reading.data_requests()

    list(source.read(patient, TREAT, CancelToken()))

    assert 0 < reading.data_requests() <= 4


def test_every_row_is_accounted_for_once(reading: Reading) -> None:
    for patient, hospital in NAMES:
        received = reading.read(patient, hospital)
        assert len({item.key for item in received}) == len(received)
        for item in received:
            assert (item.disposition is Disposition.SHOWN) == (
                item.entry is not None or item.patient is not None
            )
            assert item.raw or item.disposition is Disposition.QUARANTINED


def test_a_sign_in_with_name_and_password_opens_the_record(reading: Reading, lake_cluster: Cluster) -> None:
    password = json.loads((lake_cluster.directory / FILE_NAME).read_text())["S-1042"]["password"]
    session = trusting(lake_cluster.directory / "tls-ca.pem")
    accounts = SerumsAccounts(session, {"lake-fcrb": reading.lake.authentication_base})
    with pytest.raises(SignInRefused):
        accounts.sign_in("lake-fcrb", "S-1042", bytearray(b"wrong"))

    accounts.sign_in("lake-fcrb", "S-1042", bytearray(password.encode()))

    source = reading.source("FCRB", tokens=accounts)
    found = source.search(understand(NAMES[JOANA, "FCRB"]), TREAT, CancelToken())
    assert [hit.patient_id for hit in found] == ["1183-48213"]
    accounts.forget()
    with pytest.raises(Cancelled):
        source.search(understand(NAMES[JOANA, "FCRB"]), TREAT, CancelToken())
    session.close()


def test_the_fourth_version_of_the_interface_gives_the_same_record(reading: Reading, tmp_path: Path) -> None:
    cluster = Cluster(tmp_path, [], data_lake=data_lake(STORY, 1, 4))
    cluster.start()
    fourth = Reading(cluster)

    received = fourth.read(EILIDH, "USTAN")

    fourth.close()
    cluster.close()
    assert received == reading.read(EILIDH, "USTAN")


def test_what_is_kept_of_it_adds_up_and_reading_it_again_changes_nothing(
    reading: Reading, tmp_path: Path
) -> None:
    for number, (patient, hospital) in enumerate(NAMES):
        vault = Vault(tmp_path / f"{number}.vault", bytes(32), lambda _copied_s: None)
        source_id = f"lake-{hospital.lower()}"
        kept = []
        for _ in range(2):
            received = reading.read(patient, hospital)
            run = vault.begin(source_id)
            vault.write(run, received, 1.0)
            vault.finish(run, answered(source_id), complete=True)
            kept.append((vault.timeline(), vault.accounting()))
        vault.close()

        assert kept[0] == kept[1]
        assert kept[0][1].balanced
        assert kept[0][1].received == len(received)
