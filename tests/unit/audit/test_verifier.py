from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from serums_desktop.audit.bundle import Bundle, BundledEntry, NotABundle
from serums_desktop.audit.checkpoint import Checkpoint
from serums_desktop.audit.commitments import Opening
from serums_desktop.audit.findings import EvidenceRefused, Finding
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.leaf import Openings
from serums_desktop.audit.verifier import Verified, verify
from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.domain.evidence import Deed
from tests.unit.audit.synthetic import (
    START_S,
    Breaking,
    exported,
    open_journal,
    open_record,
    search,
    sign_in,
    whole_day,
)


def found(content: bytes, *, key: str | None = None, checkpoint: str | None = None) -> tuple[Finding, object]:
    with pytest.raises(EvidenceRefused) as refused:
        verify(content, key=key, checkpoint=checkpoint)
    return refused.value.finding, refused.value.first


def changed(content: bytes, **changes: object) -> bytes:
    return msgspec.structs.replace(Bundle.decode(content), **changes).encode()


def test_a_whole_day(tmp_path: Path) -> None:
    content = exported(tmp_path, whole_day())
    assert verify(content) == Verified(
        key=Bundle.decode(content).key,
        is_key_given=False,
        is_checkpoint_given=False,
        entries=12,
        checkpoints=10,
        emergencies=1,
        unfinished=0,
        late=0,
        clock_set_back=0,
        opened=10,
        withheld=0,
        erased=0,
        first_kept_ms=1_790_000_000_000,
        last_kept_ms=1_790_000_008_000,
    )


def test_nothing_is_disclosed_unless_asked(tmp_path: Path) -> None:
    content = exported(tmp_path, whole_day(), disclose=False)
    verified = verify(content)
    assert (verified.opened, verified.withheld) == (0, 10)
    for value in ("p-77", "Größe-1", "Müller", "floor"):
        assert value.encode() not in content


def test_an_empty_journal(tmp_path: Path) -> None:
    verified = verify(exported(tmp_path, []))
    assert (verified.entries, verified.checkpoints, verified.last_kept_ms) == (0, 1, None)


def test_erased_values_leave_the_proof_valid(tmp_path: Path) -> None:
    exported(tmp_path, whole_day())
    with open_journal(tmp_path / "journal") as journal:
        journal.erase(4)
        journal.export(tmp_path / "bundle.txt", disclose=True)
    content = (tmp_path / "bundle.txt").read_bytes()
    assert (verify(content).opened, verify(content).erased) == (9, 1)
    assert b"no relatives" not in content


def test_key_and_checkpoint_from_elsewhere(tmp_path: Path) -> None:
    exported(tmp_path, whole_day())
    with open_journal(tmp_path / "journal") as journal:
        older, key = journal.checkpoint(), str(journal.verification_key)
        journal.append([search()])
        journal.export(tmp_path / "bundle.txt")
    verified = verify((tmp_path / "bundle.txt").read_bytes(), key=key, checkpoint=older)
    assert verified.is_key_given
    assert verified.is_checkpoint_given


def test_another_journals_key_and_checkpoint(tmp_path: Path) -> None:
    content = exported(tmp_path, whole_day())
    with open_journal(tmp_path / "other") as other:
        other.append([search()])
        assert found(content, key=str(other.verification_key)) == (Finding.OTHER_KEY, None)
        refused = (Finding.OLDER_CHECKPOINT_NOT_SIGNED, None)
        assert found(content, checkpoint=other.checkpoint()) == refused


def test_a_journal_that_was_put_back(tmp_path: Path) -> None:
    content = exported(tmp_path, whole_day())
    with open_journal(tmp_path / "journal") as journal:
        journal.append([search()])
        newer = journal.checkpoint()
    assert verify(content).entries == 12
    assert found(content, checkpoint=newer) == (Finding.ENTRIES_MISSING, 12)


def test_a_forked_journal(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal") as journal:
        journal.append([search(), search()])
        key = journal._key
        journal.export(tmp_path / "bundle.txt")
    other = Checkpoint(key.verification_key.name, 2, bytes(32)).sign(key)
    content = (tmp_path / "bundle.txt").read_bytes()
    assert found(content, checkpoint=other) == (Finding.OLDER_CHECKPOINT_DIFFERS, 0)


@pytest.mark.parametrize("content", [b"", b"{}", b"serums-desktop evidence 2\n"])
def test_something_else(content: bytes) -> None:
    with pytest.raises(NotABundle):
        verify(content)


class TestTree:
    @pytest.fixture
    def content(self, tmp_path: Path) -> bytes:
        return exported(tmp_path, whole_day())

    def test_a_changed_entry(self, content: bytes) -> None:
        entries = list(Bundle.decode(content).entries)
        staff = msgspec.structs.replace(entries[7].leaf.staff, staff_id="S-1")
        entries[7] = msgspec.structs.replace(
            entries[7], leaf=msgspec.structs.replace(entries[7].leaf, staff=staff)
        )
        assert found(changed(content, entries=tuple(entries))) == (Finding.ENTRIES_CHANGED, 6)

    def test_another_workstations_entry(self, content: bytes) -> None:
        entries = list(Bundle.decode(content).entries)
        leaf = msgspec.structs.replace(entries[2].leaf, workstation="elsewhere")
        entries[2] = msgspec.structs.replace(entries[2], leaf=leaf)
        assert found(changed(content, entries=tuple(entries))) == (Finding.OTHER_WORKSTATION, 2)

    def test_a_tail_without_checkpoint(self, content: bytes) -> None:
        checkpoints = Bundle.decode(content).checkpoints
        assert found(changed(content, checkpoints=checkpoints[:-1])) == (Finding.ENTRIES_NOT_SIGNED, 11)
        assert found(changed(content, checkpoints=())) == (Finding.ENTRIES_NOT_SIGNED, 0)

    def test_checkpoints_in_another_order(self, content: bytes) -> None:
        checkpoints = Bundle.decode(content).checkpoints
        twice = (*checkpoints, checkpoints[-1])
        assert found(changed(content, checkpoints=twice))[0] is Finding.CHECKPOINT_OUT_OF_ORDER

    def test_a_checkpoint_in_a_strangers_name(self, content: bytes, tmp_path: Path) -> None:
        with open_journal(tmp_path / "other") as other:
            checkpoints = (*Bundle.decode(content).checkpoints[:-1], other.checkpoint())
        assert found(changed(content, checkpoints=checkpoints))[0] is Finding.CHECKPOINT_NOT_SIGNED

    def test_a_key_that_is_none(self, content: bytes) -> None:
        assert found(changed(content, key="a+b+c")) == (Finding.BAD_KEY, None)


def with_openings(content: bytes, number: int, openings: Openings | None, contents: str = "") -> bytes:
    entries = list(Bundle.decode(content).entries)
    entry = entries[number]
    entries[number] = BundledEntry(
        entry.leaf, type(entry.contents)(contents) if contents else entry.contents, openings
    )
    return changed(content, entries=tuple(entries))


class TestOpenings:
    @pytest.fixture
    def content(self, tmp_path: Path) -> bytes:
        return exported(
            tmp_path, [[sign_in()], [search()], [open_record()], [Breaking().start("a sentence")]]
        )

    def openings(self, content: bytes, number: int) -> Openings:
        openings = Bundle.decode(content).entries[number].openings
        assert openings is not None
        return openings

    def test_another_value(self, content: bytes) -> None:
        query = self.openings(content, 1).query
        assert query is not None
        other = Openings(query=Opening(query.nonce, "somebody else"))
        assert found(with_openings(content, 1, other)) == (Finding.OPENED_VALUE_DIFFERS, 1)

    def test_a_value_left_out(self, content: bytes) -> None:
        assert found(with_openings(content, 2, Openings())) == (Finding.OPENED_VALUE_DIFFERS, 2)

    def test_values_of_an_entry_that_has_none(self, content: bytes) -> None:
        entry = with_openings(content, 0, None, "erased")
        assert found(entry) == (Finding.OPENED_VALUE_DIFFERS, 0)

    def test_nothing_where_there_was_something(self, content: bytes) -> None:
        assert found(with_openings(content, 2, None, "nothing")) == (Finding.OPENED_VALUE_DIFFERS, 2)

    def test_the_nonce_of_the_signed_commitment(self, content: bytes) -> None:
        other = msgspec.structs.replace(self.openings(content, 3), patient_nonce=bytes(32))
        assert found(with_openings(content, 3, other)) == (Finding.PATIENT_DIFFERS, 3)


class TestEmergencies:
    """What the keeper was told and signed for, but what no honest program tells."""

    @pytest.fixture
    def breaking(self) -> Breaking:
        return Breaking()

    def verdict(self, tmp_path: Path, *deeds: Deed) -> tuple[Finding, object]:
        return found(exported(tmp_path, [list(deeds)]))

    def test_no_end_is_said(self, tmp_path: Path, breaking: Breaking) -> None:
        content = exported(tmp_path, [[breaking.start(), breaking.stage(Stage.EVERYTHING)]])
        assert (verify(content).emergencies, verify(content).unfinished) == (1, 1)

    def test_a_stage_after_the_expiry_and_a_clock_set_back_are_said(
        self, tmp_path: Path, breaking: Breaking
    ) -> None:
        times = iter([START_S, START_S + 3601, START_S + 10])
        with Journal(tmp_path / "journal", now_s=lambda: next(times)) as journal:
            for deed in (breaking.start(), breaking.stage(Stage.MEDICINES), breaking.end()):
                journal.append([deed])
            journal.export(tmp_path / "bundle.txt")
        verified = verify((tmp_path / "bundle.txt").read_bytes())
        assert (verified.late, verified.clock_set_back) == (1, 1)

    def test_two_at_once(self, tmp_path: Path, breaking: Breaking) -> None:
        other = Breaking()
        first = [breaking.start(), other.start(), breaking.stage(Stage.MEDICINES)]
        content = exported(
            tmp_path, [first, [other.stage(Stage.SAFETY_SUMMARY), breaking.end(), other.end()]]
        )
        assert (verify(content).emergencies, verify(content).unfinished) == (2, 0)

    def test_a_stage_before_the_start(self, tmp_path: Path, breaking: Breaking) -> None:
        start, stage = breaking.start(), breaking.stage(Stage.SAFETY_SUMMARY)
        assert self.verdict(tmp_path, stage, start) == (Finding.NOT_STARTED, 0)

    def test_a_stage_after_the_end(self, tmp_path: Path, breaking: Breaking) -> None:
        deeds = (breaking.start(), breaking.end(), breaking.stage(Stage.MEDICINES))
        assert self.verdict(tmp_path, *deeds) == (Finding.ALREADY_ENDED, 2)

    def test_opening_in_its_name_after_the_end(self, tmp_path: Path, breaking: Breaking) -> None:
        start = breaking.start()
        opening = msgspec.structs.replace(open_record(), emergency_id=start.emergency_id)
        verdict = self.verdict(tmp_path, start, opening, breaking.end(), opening)
        assert verdict == (Finding.ALREADY_ENDED, 3)

    def test_a_stage_again(self, tmp_path: Path, breaking: Breaking) -> None:
        deeds = (breaking.start(), breaking.stage(Stage.MEDICINES), breaking.stage(Stage.SAFETY_SUMMARY))
        assert self.verdict(tmp_path, *deeds) == (Finding.STAGE_OUT_OF_ORDER, 2)

    def test_another_stage_than_signed(self, tmp_path: Path, breaking: Breaking) -> None:
        start, stage = breaking.start(), breaking.stage(Stage.SAFETY_SUMMARY)
        stage = msgspec.structs.replace(stage, stage=Stage.EVERYTHING)
        assert self.verdict(tmp_path, start, stage) == (Finding.STAGE_DIFFERS, 1)

    def test_a_stage_that_lasts_longer(self, tmp_path: Path, breaking: Breaking) -> None:
        start, stage = breaking.start(), breaking.stage(Stage.SAFETY_SUMMARY)
        stage = msgspec.structs.replace(stage, expires_s=start.occurred_s + 9000)
        assert self.verdict(tmp_path, start, stage) == (Finding.STAGE_DIFFERS, 1)

    def test_a_strangers_stage(self, tmp_path: Path, breaking: Breaking) -> None:
        start, stage = breaking.start(), Breaking().stage(Stage.SAFETY_SUMMARY)
        stage = msgspec.structs.replace(stage, emergency_id=start.emergency_id)
        assert self.verdict(tmp_path, start, stage) == (Finding.STAGE_NOT_SIGNED, 1)

    def test_another_patient_at_a_later_stage(self, tmp_path: Path, breaking: Breaking) -> None:
        start, stage = breaking.start(), breaking.stage(Stage.SAFETY_SUMMARY)
        stage = msgspec.structs.replace(stage, patients=open_record("p-78").patients)
        assert self.verdict(tmp_path, start, stage) == (Finding.PATIENT_DIFFERS, 1)

    def test_no_confirmation(self, tmp_path: Path, breaking: Breaking) -> None:
        start = msgspec.structs.replace(breaking.start(), confirmation=None)
        assert self.verdict(tmp_path, start) == (Finding.NOT_CONFIRMED, 0)

    def test_another_reason_than_confirmed(self, tmp_path: Path, breaking: Breaking) -> None:
        start = msgspec.structs.replace(breaking.start(), reason=EmergencyReason.THREAT_TO_LIFE)
        assert self.verdict(tmp_path, start) == (Finding.CONFIRMATION_DIFFERS, 0)

    @pytest.mark.parametrize(
        ("field", "finding"),
        [
            ("signature", Finding.CONFIRMATION_NOT_SIGNED),
            ("public_key_der", Finding.CONFIRMATION_NOT_SIGNED),
            ("certificate_der", Finding.CERTIFICATE_DIFFERS),
        ],
    )
    def test_somebody_elses_confirmation(
        self, tmp_path: Path, breaking: Breaking, field: str, finding: Finding
    ) -> None:
        start, other = breaking.start(), Breaking().start()
        assert start.confirmation is not None
        confirmation = msgspec.structs.replace(
            start.confirmation, **{field: getattr(other.confirmation, field)}
        )
        start = msgspec.structs.replace(start, confirmation=confirmation)
        assert self.verdict(tmp_path, start) == (finding, 0)

    def test_begun_twice(self, tmp_path: Path, breaking: Breaking) -> None:
        start = breaking.start()
        assert self.verdict(tmp_path, start, start) == (Finding.STARTED_TWICE, 1)
