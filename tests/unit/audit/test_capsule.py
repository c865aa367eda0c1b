"""Who may open the capsule, what is on record of it, and which file is the capsule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.audit import capsule as capsules
from serums_desktop.audit import capsule_file
from serums_desktop.audit.verifier import verify
from serums_desktop.domain.capsule import CapsuleRequest
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault, EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Act, Agent, Deed, PatientReference
from serums_desktop.domain.purpose import PurposeOfUse
from tests.unit.audit.capsules import FILLED, POLICY, CardIssuer, Counter, Keeping, content
from tests.unit.audit.synthetic import AGENT, PATIENTS, START_S, Breaking

SECOND_CARD = msgspec.structs.replace(POLICY, without_tpm="second-card")


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[Keeping]:
    made = Keeping(tmp_path, counter=Counter())
    yield made
    made.journal.close()


def refused(keeping: Keeping, request: CapsuleRequest) -> CapsuleFault:
    """Why it stays closed; that it did is on record."""
    before = keeping.journal.size()
    with pytest.raises(CapsuleClosed) as closed:
        keeping.capsule.open(keeping.journal, request)
    assert keeping.journal.size() == before + 1
    assert keeping.newest().act is Act.CAPSULE_OPENED
    assert keeping.newest().outcome == closed.value.reason.value
    return closed.value.reason


def test_it_opens_in_an_emergency_is_counted_and_is_on_record(keeping: Keeping) -> None:
    keeping.fill(content(), content("p-78"))
    request = keeping.start()
    assert keeping.capsule.open(keeping.journal, request) == content()
    deed = keeping.newest()
    assert (deed.act, deed.agent, deed.counted, deed.outcome) == (Act.CAPSULE_OPENED, AGENT, 1, "")
    assert (deed.emergency_id, deed.patients) == (request.emergency_id, (PATIENTS[0],))
    assert keeping.capsule.state().filled_s == START_S


def test_the_evidence_of_an_opening_verifies(keeping: Keeping, tmp_path: Path) -> None:
    keeping.fill(content())
    breaking = Breaking()
    request = keeping.start(breaking)
    keeping.journal.append([breaking.stage(Stage.SAFETY_SUMMARY)])
    keeping.capsule.open(keeping.journal, request)
    keeping.journal.append([breaking.end()])
    assert refused(keeping, request) is CapsuleFault.NO_EMERGENCY
    keeping.journal.export(tmp_path / "evidence", disclose=True)
    assert verify((tmp_path / "evidence").read_bytes())


def test_without_an_emergency_it_stays_closed(keeping: Keeping) -> None:
    keeping.fill(content())
    request = keeping.start()
    others = [
        msgspec.structs.replace(request, entry=-1),
        msgspec.structs.replace(request, entry=10_000),
        msgspec.structs.replace(request, entry=0),
        msgspec.structs.replace(request, emergency_id="another"),
        msgspec.structs.replace(request, patient=PatientReference("fcrb", "p-78")),
    ]
    assert {refused(keeping, other) for other in others} == {CapsuleFault.NO_EMERGENCY}
    assert isinstance(keeping.counter, Counter)
    assert keeping.counter.counted == 0


def test_an_emergency_that_ran_out_opens_nothing_and_one_that_was_extended_does(keeping: Keeping) -> None:
    keeping.fill(content())
    breaking = Breaking()
    request = keeping.start(breaking)
    keeping.journal.append([breaking.extend()])
    keeping.now_s += 3700
    assert keeping.capsule.open(keeping.journal, request)
    keeping.now_s += 2000
    assert refused(keeping, request) is CapsuleFault.NO_EMERGENCY


def test_a_clock_that_was_put_back_opens_nothing(keeping: Keeping) -> None:
    keeping.fill(content())
    request = keeping.start()
    keeping.now_s -= 10
    assert refused(keeping, request) is CapsuleFault.NO_EMERGENCY


def test_only_the_card_of_who_acts_opens_it(keeping: Keeping) -> None:
    keeping.fill(content())
    assert refused(keeping, keeping.start(by="S-9")) is CapsuleFault.NO_EMERGENCY
    assert refused(keeping, keeping.start(confirmation=None)) is CapsuleFault.NO_EMERGENCY


def test_a_card_of_an_authority_nobody_trusts_opens_nothing(keeping: Keeping) -> None:
    keeping.fill(content())
    trusted, keeping.issuer = keeping.issuer, CardIssuer()
    request = keeping.start()
    keeping.issuer = trusted
    assert refused(keeping, request) is CapsuleFault.NO_EMERGENCY


def test_a_key_without_a_card_opens_nothing(keeping: Keeping) -> None:
    keeping.fill(content())
    deed = Breaking().start()
    assert deed.confirmation is not None
    bare = msgspec.structs.replace(deed.confirmation, certificate_der=b"")
    request = keeping.start(confirmation=bare)
    assert refused(keeping, request) is CapsuleFault.NO_EMERGENCY


def test_a_statement_about_another_patient_opens_nothing(keeping: Keeping) -> None:
    keeping.fill(content())
    assert refused(keeping, keeping.start(commitment_nonce=bytes(32))) is CapsuleFault.NO_EMERGENCY


def test_who_is_not_in_it_and_what_is_too_old_is_said(keeping: Keeping) -> None:
    assert refused(keeping, keeping.start()) is CapsuleFault.EMPTY
    keeping.fill(content("p-78"))
    assert refused(keeping, keeping.start()) is CapsuleFault.NOT_IN_IT
    keeping.now_s += 24 * 3600 + 1
    later = keeping.start(Breaking(at_s=keeping.now_s))
    assert refused(keeping, later) is CapsuleFault.TOO_OLD


def test_where_nothing_counts_policy_decides(tmp_path: Path) -> None:
    keeping = Keeping(tmp_path)
    keeping.fill(content())
    assert not keeping.capsule.state().needs_second_card
    assert refused(keeping, keeping.start(second="S-2")) is CapsuleFault.NO_COUNTER
    keeping.policy = SECOND_CARD
    keeping.restarted()
    assert keeping.capsule.state().needs_second_card
    assert refused(keeping, keeping.start()) is CapsuleFault.SECOND_CARD
    assert refused(keeping, keeping.start(second=AGENT.staff_id)) is CapsuleFault.SECOND_CARD
    assert keeping.capsule.open(keeping.journal, keeping.start(second="S-2")) == content()
    assert keeping.newest().counted is None
    keeping.journal.close()


def test_what_cannot_be_counted_is_not_opened(tmp_path: Path) -> None:
    class Broken:
        def count(self) -> int:
            raise EvidenceNotKept(EvidenceFault.NOT_DURABLE)

    keeping = Keeping(tmp_path, counter=Broken())
    keeping.fill(content())
    with pytest.raises(EvidenceNotKept):
        keeping.capsule.open(keeping.journal, keeping.start())
    keeping.journal.close()


# -- who is in it ----------------------------------------------------------------------------------


def sign_in(by: str = "card", outcome: str = "") -> Deed:
    agent = Agent("S-7", "Nurse", "Ward", by)
    return Deed(Act.SIGN_IN, START_S, agent, PurposeOfUse.TREATMENT, outcome=outcome)


def test_who_signed_in_by_card_in_this_run_learns_who_is_in_it(keeping: Keeping) -> None:
    keeping.fill(content())
    entry = keeping.journal.append([sign_in()])[0].entry
    assert keeping.capsule.patients(keeping.journal, entry) == (content().person,)
    others = keeping.journal.append([sign_in("keyring"), sign_in(outcome="WrongPin")])
    before_this_run = keeping.restarted()
    for number in (entry, -1, 10_000):
        with pytest.raises(CapsuleClosed):
            before_this_run.patients(keeping.journal, number)
    for other in others:
        with pytest.raises(CapsuleClosed):
            keeping.capsule.patients(keeping.journal, other.entry)


# -- the file --------------------------------------------------------------------------------------


def test_a_filling_takes_the_place_of_the_one_before(keeping: Keeping) -> None:
    keeping.fill(content(), name="one")
    keeping.fill(content("p-78"), name="two")
    assert refused(keeping, keeping.start()) is CapsuleFault.NOT_IN_IT
    keeping.capsule.commit(keeping.journal, "two", FILLED)
    assert keeping.newest().act is Act.CAPSULE_OPENED


def test_one_that_was_given_up_is_not_committed(keeping: Keeping) -> None:
    keeping.capsule.begin("one", "Location/w-1")
    keeping.capsule.begin("two", "Location/w-1")
    with pytest.raises(CapsuleClosed):
        keeping.capsule.add("one", content())
    with pytest.raises(CapsuleClosed):
        keeping.capsule.commit(keeping.journal, "one", FILLED)


def test_yesterdays_file_opens_nothing(keeping: Keeping) -> None:
    path = keeping.directory / "capsule"
    keeping.fill(content(), name="one")
    former, keys = path.read_bytes(), (keeping.directory / "capsule.keys").read_bytes()
    keeping.fill(content(), name="two")
    path.write_bytes(former)
    assert refused(keeping, keeping.start()) is CapsuleFault.DAMAGED
    # Not with its key put back beside it either.
    (keeping.directory / "capsule.keys").write_bytes(keys)
    keeping.restarted()
    assert refused(keeping, keeping.start()) is CapsuleFault.DAMAGED


def test_a_file_that_was_removed_is_missed(keeping: Keeping) -> None:
    keeping.fill(content())
    (keeping.directory / "capsule").unlink()
    assert refused(keeping, keeping.start()) is CapsuleFault.DAMAGED
    assert keeping.capsule.state().filled_s is None


@pytest.mark.parametrize("step", ["keys", "deed", "file", "anchor"])
def test_a_power_cut_leaves_the_old_one_or_the_new_one(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class PowerCutError(Exception):
        pass

    def cut(*_arguments: object, **_options: object) -> None:
        raise PowerCutError

    keeping.fill(content(), name="one")
    keeping.capsule.begin("two", "Location/w-1")
    keeping.capsule.add("two", content("p-77", b"new"))
    place: tuple[object, str] = {
        "keys": (capsule_file, "sealed"),
        "deed": (keeping.journal, "append"),
        "file": (capsules, "write_durably"),
        "anchor": (keeping.capsule._anchors, "advance"),
    }[step]
    with monkeypatch.context() as patched:
        patched.setattr(*place, cut)
        with pytest.raises(PowerCutError):
            keeping.capsule.commit(keeping.journal, "two", FILLED)
    keeping.restarted()
    held = keeping.capsule.open(keeping.journal, keeping.start())
    assert held.sources[0].resources == ((b"new",) if step == "anchor" else content().sources[0].resources)
    assert len(keeping.capsule._keys._keys.ward) == 1
