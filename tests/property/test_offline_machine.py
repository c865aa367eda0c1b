"""Cache, synchronising and delivery against plain dictionaries, through changes, kills and turned clocks.

Sources change and lose resources, askings begin, break off, go on, end and overtake each other, sources are
dropped and patients forgotten, clocks jump, the repository fails, and the program is closed or killed: then
only what was on disk at that moment is left, and is opened as it is.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from serums_desktop.audit.audit_event import request_id
from serums_desktop.audit.journal import Journal
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.vault import Vault
from tests.unit.audit.keeping import deed
from tests.unit.store.synthetic import answered, failed, glucose, key, person, sensor_day, without_entry

PATIENTS = ("1", "2")
SOURCES = ("fcrb", "zmc")
MOST_AT_ONCE = 3

patients = st.sampled_from(PATIENTS)
sources = st.sampled_from(SOURCES)


@st.composite
def resources(draw: st.DrawFn, source_id: str) -> Received:
    """One of few resources, so that facts meet, part and are replaced."""
    number = draw(st.integers(0, 4))
    match draw(st.sampled_from(["result", "result", "result", "shared", "sensor", "retracted"])):
        case "shared":
            return glucose(number, source_id=source_id, issuer_number=draw(st.sampled_from("12")))
        case "sensor":
            return sensor_day(1 + number, source_id=source_id, samples=8)
        case "retracted":
            name = f"glucose-{number}"
            reason = Reason.ENTERED_IN_ERROR
            return without_entry(name, Disposition.RETRACTED, reason, source_id=source_id)
        case _:
            return glucose(number, source_id=source_id, text=draw(st.sampled_from(["5.4", "5.40", "7"])))


class Asking:
    """One asking of a source, as the model has it."""

    def __init__(self, run: int, source_id: str) -> None:
        self.run = run
        self.source_id = source_id
        self.counts = True
        self.may_go_on = True
        self.cursor: bytes | None = None


class Record:
    """One patient's record as dictionaries: the last word on every resource, and who asked for it."""

    def __init__(self, record_id: str) -> None:
        self.record_id = record_id
        self.kept: dict[str, tuple[Received, int]] = {}
        self.askings: list[Asking] = []
        self.covered: set[str] = set()

    def write(self, asking: Asking, page: list[Received]) -> None:
        if asking.counts:
            for one in page:
                if one.key not in self.kept or self.kept[one.key][1] <= asking.run:
                    self.kept[one.key] = one, asking.run

    def begin(self, asking: Asking) -> None:
        self._go_on_no_more(asking.source_id)
        self.askings.append(asking)

    def unfinished(self, source_id: str) -> Asking | None:
        """The one asking of a source that can go on."""
        found = [one for one in self.askings if one.source_id == source_id and one.cursor is not None]
        assert len(found) <= 1
        return found[0] if found else None

    def _go_on_no_more(self, source_id: str) -> None:
        for asking in self.askings:
            if asking.source_id == source_id:
                asking.may_go_on, asking.cursor = False, None

    def end(
        self,
        asking: Asking,
        *,
        complete: bool,
        served: frozenset[str] = frozenset(),
        goes_on: bool = False,
    ) -> None:
        if not asking.counts:
            return
        if not goes_on:
            asking.may_go_on, asking.cursor = False, None
        self.covered.add(asking.source_id)
        if complete:
            self.kept = {
                name: (one, run)
                for name, (one, run) in self.kept.items()
                if one.source_id != asking.source_id or run >= asking.run or name.partition("/")[2] in served
            }
        self._overtake(asking.source_id, asking.run)

    def drop(self, source_id: str) -> None:
        self.kept = {name: kept for name, kept in self.kept.items() if kept[0].source_id != source_id}
        self.covered.discard(source_id)
        self._go_on_no_more(source_id)
        self._overtake(source_id, 1 << 60)

    def _overtake(self, source_id: str, run: int) -> None:
        for asking in self.askings:
            if asking.source_id == source_id and asking.run < run:
                asking.counts = asking.may_go_on = False
                asking.cursor = None


class OfflineMachine(RuleBasedStateMachine):
    """One person's cache and the journal of a workstation, on one disk."""

    @initialize()
    def begin(self) -> None:
        self.disks = tempfile.TemporaryDirectory()
        self.numbers = itertools.count()
        self.disk = Path(self.disks.name) / "disk-0"
        self.disk.joinpath("evidence").mkdir(parents=True)
        self.now_s = 1_800_000_000.0
        self.records: dict[str, Record] = {}
        self.deeds = 0
        self.arrived: dict[str, int] = {}
        self._open()

    def teardown(self) -> None:
        if hasattr(self, "disks"):
            self._close()
            self.disks.cleanup()

    def _open(self) -> None:
        self.store = EncryptedRecordStore(self.disk / "cache")
        self.store.open(key())
        self.journal = Journal(self.disk / "evidence", now_s=lambda: self.now_s)

    def _close(self) -> None:
        self.store.close()
        self.journal.close()

    def _vault(self, patient_id: str) -> Vault:
        return self.store.vault(self.records[patient_id].record_id)

    # -- the record --------------------------------------------------------------------------------

    @rule(patient_id=patients)
    def open_record(self, patient_id: str) -> None:
        """On record first, then kept."""
        self.journal.append([deed(Act.OPEN_RECORD, self.deeds)])
        self.deeds += 1
        record_id = self.store.remember(person(("fcrb", patient_id)), self.now_s)
        if patient_id in self.records:
            assert record_id == self.records[patient_id].record_id
        else:
            self.records[patient_id] = Record(record_id)

    @precondition(lambda self: self.records)
    @rule(data=st.data(), source_id=sources)
    def ask(self, data: st.DataObject, source_id: str) -> None:
        patient_id = data.draw(st.sampled_from(sorted(self.records)))
        run = self._vault(patient_id).begin(source_id, began_s=self.now_s)
        assert all(asking.run < run for asking in self.records[patient_id].askings)
        self.records[patient_id].begin(Asking(run, source_id))

    @precondition(lambda self: self.records)
    @rule(data=st.data(), source_id=sources)
    def go_on(self, data: st.DataObject, source_id: str) -> None:
        """What broke off goes on by its cursor, in a run that has all that was kept of it."""
        patient_id = data.draw(st.sampled_from(sorted(self.records)))
        record, found = self.records[patient_id], self._vault(patient_id).unfinished(source_id)
        expected = record.unfinished(source_id)
        if found is None or expected is None:
            assert found is expected
            return
        assert (found.run, found.cursor) == (expected.run, expected.cursor)
        assert found.keys == {
            name.partition("/")[2] for name, (_, run) in record.kept.items() if run == found.run
        }

    @precondition(lambda self: any(record.askings for record in self.records.values()))
    @rule(data=st.data(), cursor=st.none() | st.binary(min_size=1, max_size=3))
    def receive(self, data: st.DataObject, cursor: bytes | None) -> None:
        patient_id, asking = self._some_asking(data)
        page = data.draw(st.lists(resources(asking.source_id), max_size=4))
        self._vault(patient_id).write(asking.run, page, self.now_s, cursor)
        self.records[patient_id].write(asking, page)
        if cursor is not None and asking.may_go_on:
            asking.cursor = cursor

    @precondition(lambda self: any(record.askings for record in self.records.values()))
    @rule(data=st.data(), outcome=st.sampled_from(["all", "changes", "failed", "cut off"]))
    def end(self, data: st.DataObject, outcome: str) -> None:
        patient_id, asking = self._some_asking(data)
        record, vault = self.records[patient_id], self._vault(patient_id)
        if outcome in {"failed", "cut off"}:
            goes_on = outcome == "cut off"
            vault.finish(asking.run, failed(asking.source_id), complete=False, goes_on=goes_on)
            record.end(asking, complete=False, goes_on=goes_on)
            return
        names = sorted(name.partition("/")[2] for name in record.kept if name.startswith(asking.source_id))
        still = names if outcome == "changes" else []
        served = frozenset(data.draw(st.lists(st.sampled_from(still)))) if still else frozenset()
        vault.finish(
            asking.run,
            answered(asking.source_id, self.now_s),
            complete=True,
            served=served if outcome == "changes" else None,
        )
        record.end(asking, complete=True, served=served)

    @precondition(lambda self: self.records)
    @rule(data=st.data(), source_id=sources)
    def drop(self, data: st.DataObject, source_id: str) -> None:
        patient_id = data.draw(st.sampled_from(sorted(self.records)))
        self._vault(patient_id).drop_source(source_id)
        self.records[patient_id].drop(source_id)

    @precondition(lambda self: self.records)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        patient_id = data.draw(st.sampled_from(sorted(self.records)))
        self.store.forget(self.records.pop(patient_id).record_id)

    def _some_asking(self, data: st.DataObject) -> tuple[str, Asking]:
        open_ones = [
            (patient_id, asking)
            for patient_id, record in sorted(self.records.items())
            for asking in record.askings
        ]
        return data.draw(st.sampled_from(open_ones))

    # -- evidence ----------------------------------------------------------------------------------

    @rule(fails_after=st.integers(0, MOST_AT_ONCE), is_noted=st.booleans())
    def deliver(self, fails_after: int, is_noted: bool) -> None:
        """In order; the repository may fail, and what was sent last may not be noted any more."""
        for number, kept in enumerate(self.journal.kept(self.journal.delivered(), MOST_AT_ONCE)):
            if number == fails_after:
                return
            self.arrived.setdefault(request_id(self.journal.origin, kept.entry, 0), kept.entry)
            if is_noted or number + 1 < fails_after:
                self.journal.mark_delivered(kept.entry + 1)
            else:
                return

    # -- the world ---------------------------------------------------------------------------------

    @rule(jump_s=st.sampled_from([1.0, 3_600.0, -86_400.0, 40_000_000.0, -40_000_000.0]))
    def turn_the_clock(self, jump_s: float) -> None:
        self.now_s += jump_s

    @rule()
    def close_and_open(self) -> None:
        self._close()
        self._open()

    @rule()
    def be_killed(self) -> None:
        """All that is left is what is on the disk; nobody closes anything there."""
        left = self.disk.with_name(f"disk-{next(self.numbers) + 1}")
        shutil.copytree(self.disk, left)
        self._close()
        shutil.rmtree(self.disk)
        self.disk = left
        self._open()

    # -- what always holds -------------------------------------------------------------------------

    @invariant()
    def the_cache_is_what_the_model_is(self) -> None:
        if not hasattr(self, "store"):
            return
        assert not self.store.was_rebuilt
        assert {one.record_id for one in self.store.records()} == {
            record.record_id for record in self.records.values()
        }
        for patient_id, record in self.records.items():
            vault = self._vault(patient_id)
            shown = [one for one, _run in record.kept.values() if one.entry is not None]
            assert vault.timeline() == merge(one.entry for one in shown if one.entry is not None)
            account = vault.accounting()
            assert account.received == len(record.kept)
            assert account.retracted == len(record.kept) - len(shown)
            assert {one.source_id for one in vault.coverage()} == record.covered
            kept_runs = sorted(vault.samples("105272-9", 0.0, 1e12), key=repr)
            assert kept_runs == sorted((run for one in shown for run in one.samples), key=repr)

    @invariant()
    def evidence_is_complete_and_delivered_in_order(self) -> None:
        if not hasattr(self, "journal"):
            return
        assert self.journal.size() == self.deeds
        entries = list(self.arrived.values())
        assert entries == list(range(len(entries)))
        assert self.journal.delivered() <= len(entries) <= self.deeds


OfflineMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestOfflineMachine = OfflineMachine.TestCase
