"""The keeper process delivers to a model hospital's audit repository over HTTPS, as its workstation."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from serums_desktop.audit.audit_event import request_id
from serums_desktop.audit.journal import Journal
from serums_desktop.commands import deliver
from serums_desktop.domain.evidence import Act, Anchor, PatientReference
from tests.security.evidence_hospital import TIMEOUT_S, Hospital
from tests.unit.audit.keeping import PATIENT_MARKER, WORDS_MARKER, deed, emergency

KILLS = 40


@pytest.fixture(params=[False, True], ids=["open", "sealed"])
def hospital(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hospital]:
    made = Hospital(tmp_path, monkeypatch, is_sealed=request.param)
    yield made
    made.close()


@pytest.fixture
def sealing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hospital]:
    made = Hospital(tmp_path, monkeypatch, is_sealed=True)
    yield made
    made.close()


def test_an_emergency_arrives_with_its_notices(hospital: Hospital) -> None:
    hospital.enrol()
    hospital.client.keep(emergency(patients=(PatientReference("ustan", "1"), PatientReference("zmc", "2"))))
    hospital.arrivals.wait_for(3)
    (event,) = hospital.stored("AuditEvent")
    alert, notice = hospital.stored("Communication")
    is_sealed = hospital.arrivals.types == ["Binary"] * 3
    assert is_sealed or hospital.arrivals.types == ["AuditEvent", "Communication", "Communication"]
    assert alert["about"] == [{"reference": f"AuditEvent/{event['id']}"}]
    assert notice["subject"] == {"reference": "Patient/1"}
    assert WORDS_MARKER not in str((event, alert, notice))


def test_an_outage_ends_and_everything_arrives_once_and_in_order(hospital: Hospital) -> None:
    hospital.enrol()
    hospital.client.keep(deed(Act.SIGN_IN))
    hospital.arrivals.wait_for(1)
    assert hospital.cluster.control("stop ustan") == "ok stop ustan"
    for _ in range(10):
        hospital.client.keep(deed(Act.SEARCH, patients=()))
    assert hospital.client.status().undelivered >= 10
    assert hospital.cluster.control("start ustan") == "ok start ustan"
    hospital.arrivals.wait_for(10)
    assert hospital.entries() == [str(entry) for entry in range(11)]


def test_what_is_sent_twice_is_there_once(hospital: Hospital) -> None:
    hospital.enrol()
    for _ in range(3):
        hospital.client.keep(emergency())
    hospital.arrivals.wait_for(9)
    hospital.client.close()
    hospital.keeper.close()
    with Journal(hospital.evidence_directory, now_s=lambda: 1.0) as journal:
        # As if the keeper had been killed before it noted what arrived.
        journal.mark_delivered(0)
    hospital.keeper.start()
    hospital.arrivals.wait_for(9)
    assert hospital.entries() == ["0", "1", "2"]
    assert len(hospital.stored("Communication")) == 6
    sent = hospital.stored("AuditEvent")[0]["entity"][-1]["what"]["identifier"]["value"]
    assert sent == request_id(hospital.client.identity().origin, 0, 0)


def test_a_keeper_killed_while_it_delivers_loses_nothing_and_sends_nothing_twice_in_effect(
    sealing: Hospital,
) -> None:
    chosen = random.Random(40)
    sealing.enrol()
    sealing.keeper.start()
    assert sealing.cluster.control("stop ustan") == "ok stop ustan"
    plain, emergencies = 200, 40
    acknowledged = [sealing.client.keep(deed(number=number)).entry for number in range(plain)]
    # Each of these is three resources: a kill can fall between them.
    patients = (PatientReference("ustan", "1"),)
    acknowledged += [
        sealing.client.keep(emergency(patients=patients, emergency_id=f"e-{number}")).entry
        for number in range(emergencies)
    ]
    moments = [("before", "after", "any")[kill % 3] for kill in range(KILLS)]
    chosen.shuffle(moments)
    assert sealing.cluster.control("start ustan") == "ok start ustan"
    for moment in moments:
        _kill_once(sealing, chosen.randint(1, 4), moment)
        sealing.client.close()
        sealing.keeper.start()
    # At its end a keeper delivers what is left while the repository answers.
    assert sealing.client.deliver().left == 0
    assert sealing.entries() == [str(entry) for entry in acknowledged]
    assert len(sealing.stored("Communication")) == 2 * emergencies
    assert set(sealing.arrivals.types) == {"Binary"}


def _kill_once(hospital: Hospital, arrival: int, moment: str) -> None:
    """SIGKILL before the n-th resource from now is stored, before it is answered, or just after that."""
    pid = hospital.keeper.pid
    assert pid is not None
    countdown = iter(range(arrival))
    dead = threading.Event()

    def kill_in_time() -> None:
        if next(countdown, None) == arrival - 1:
            os.kill(pid, signal.SIGKILL)
            dead.set()

    if moment == "any":
        hospital.arrivals.forget()
        hospital.arrivals.wait_for(arrival)
        os.kill(pid, signal.SIGKILL)
        return
    setattr(hospital.arrivals, moment, kill_in_time)
    assert dead.wait(TIMEOUT_S)
    setattr(hospital.arrivals, moment, lambda: None)


def test_a_workstation_that_is_not_known_yet_waits(hospital: Hospital) -> None:
    hospital.client.keep(deed(Act.SIGN_IN))
    assert hospital.client.status().undelivered == 1
    hospital.enrol()
    hospital.arrivals.wait_for(1)
    assert hospital.entries() == ["0"]


def test_a_journal_that_was_put_back_cannot_deliver_other_deeds_under_old_numbers(
    hospital: Hospital, tmp_path: Path
) -> None:
    hospital.enrol()
    hospital.client.keep(deed())
    assert hospital.client.deliver().left == 0
    yesterday = tmp_path / "yesterday"

    def stop() -> None:
        hospital.client.close()
        hospital.keeper.close()

    stop()
    shutil.copytree(hospital.evidence_directory, yesterday, ignore=shutil.ignore_patterns("*.sock"))
    hospital.client.keep(emergency())
    assert hospital.client.deliver().left == 0
    stop()
    shutil.rmtree(hospital.evidence_directory)
    shutil.copytree(yesterday, hospital.evidence_directory)
    assert hospital.client.keep(deed()).entry == 1
    done = hospital.client.deliver()
    assert (done.set_aside, done.left) == (1, 1)
    assert "journal-set-back" in (hospital.evidence_directory / "logs" / "serums-desktop.log").read_text()
    assert hospital.entries() == ["0", "1"]


def _deliver(directory: Path) -> int:
    parser = argparse.ArgumentParser()
    parser.set_defaults(profile=None)
    deliver.add_arguments(parser)
    return deliver.run(parser.parse_args(["--json", "--profile", str(directory)]))


def test_the_command_asks_the_running_keeper_and_starts_one_where_none_runs(
    hospital: Hospital, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hospital.keeper.start()
    assert hospital.cluster.control("stop ustan") == "ok stop ustan"
    for number in range(5):
        hospital.client.keep(deed(number=number))
    assert _deliver(tmp_path) == deliver.SOME_LEFT
    said = json.loads(capsys.readouterr().out)
    assert (said["waiting"], said["delivered"], said["left"]) == (5, 0, 5)
    assert said["hindrance"] == {"kind": "source", "code": "unreachable", "http_status": None}

    assert hospital.cluster.control("start ustan") == "ok start ustan"
    assert _deliver(tmp_path) == deliver.SOME_LEFT
    # As the workstation that the hospital does not know yet.
    assert json.loads(capsys.readouterr().out)["hindrance"]["code"] == "invalid_client"

    hospital.enrol()
    hospital.client.close()
    hospital.keeper.close()
    assert _deliver(tmp_path) == deliver.NOTHING_LEFT
    output = capsys.readouterr().out
    assert json.loads(output)["left"] == 0
    assert PATIENT_MARKER not in output
    assert hospital.entries() == ["0", "1", "2", "3", "4"]


def test_nothing_leaves_open_while_the_sealing_key_is_missing(sealing: Hospital, tmp_path: Path) -> None:
    sealing.enrol()
    key = sealing.origin.sealing_key
    content = key.read_bytes()
    key.unlink()
    sealing.client.keep(deed())
    left = sealing.client.deliver()
    assert left.hindrance is not None
    assert (left.left, left.hindrance.code) == (1, "evidence.seal_to: unreadable")
    assert sealing.arrivals.types == []
    key.write_bytes(content)
    assert sealing.client.deliver().left == 0
    assert sealing.arrivals.types == ["Binary"]


def test_what_is_sealed_to_another_key_is_set_aside_and_taken_once_the_key_is_right(
    sealing: Hospital,
) -> None:
    sealing.enrol()
    key = sealing.origin.sealing_key
    content = key.read_bytes()
    other = X25519PrivateKey.generate().public_key()
    key.write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    sealing.client.keep(deed())
    done = sealing.client.deliver()
    assert (done.waiting, done.set_aside, sealing.entries()) == (1, 1, [])
    key.write_bytes(content)
    assert sealing.client.deliver().left == 0
    assert sealing.entries() == ["0"]


def test_the_repository_knows_how_far_the_anchors_had_come(hospital: Hospital) -> None:
    hospital.enrol()
    hospital.keeper.start()
    told = []
    for generation in range(2):
        hospital.client.advance(Anchor("cache", generation))
        hospital.client.keep(deed())
        hospital.client.deliver()
        details = hospital.stored("AuditEvent")[-1]["entity"][-1]["detail"]
        told += [detail["valueString"] for detail in details if detail["type"] == "anchors"]
    assert [text.partition(" ")[0] for text in told] == ["1", "2"]
