"""What the command that delivers evidence says, and what it leaves out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.audit.keeper_protocol import Delivered, Hindrance, HindranceKind
from serums_desktop.commands import deliver
from serums_desktop.domain.errors import EvidenceNotKept
from serums_desktop.host import configuration
from serums_desktop.host.profile import profile_in
from tests.unit.audit.keeping import (
    PATIENT_MARKER,
    QUERY_MARKER,
    WORDS_MARKER,
    deed,
    emergency,
    running_keeper,
    write_configuration,
)


def run(directory: Path, *options: str) -> int:
    parser = argparse.ArgumentParser()
    parser.set_defaults(profile=None)
    deliver.add_arguments(parser)
    return deliver.run(parser.parse_args(["--profile", str(directory), *options]))


def test_nothing_waits_and_the_keeper_that_was_started_has_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_configuration(tmp_path / "serums-desktop.toml")
    (tmp_path / "anchors.pem").touch()
    assert run(tmp_path) == deliver.NOTHING_LEFT
    assert capsys.readouterr().out == "Nothing waits for Model hospital.\n"
    with pytest.raises(EvidenceNotKept):
        EvidenceKeeperClient(tmp_path / "evidence").status()


def test_an_outage_is_told_without_a_word_of_patients(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running_keeper(tmp_path) as (_, client):
        client.keep(deed(query=QUERY_MARKER))
        client.keep(emergency())
        (tmp_path / "anchors.pem").unlink()
        assert run(tmp_path) == deliver.SOME_LEFT
        said = capsys.readouterr().out
        assert "2 entries waited; 0 delivered to Model hospital." in said
        assert "2 still to be delivered." in said
        assert "Model hospital could not prove who it is" in said
        assert run(tmp_path, "--json") == deliver.SOME_LEFT
        told = capsys.readouterr().out
        assert json.loads(told) == {
            "format": 1,
            "waiting": 2,
            "delivered": 0,
            "set_aside": 0,
            "left": 2,
            "hindrance": {"kind": "source", "code": "tls", "http_status": None},
        }
        for marker in (PATIENT_MARKER, QUERY_MARKER, WORDS_MARKER):
            assert marker not in said + told
        # The keeper that ran before goes on.
        assert client.status().undelivered == 2


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (Delivered(1, 1, 0), ["1 entry waited; 1 delivered"]),
        (Delivered(3, 1, 2), ["3 entries waited; 1 delivered", "2 set aside"]),
        (
            Delivered(3, 1, 0, Hindrance(HindranceKind.SOURCE, "server-error", 503)),
            ["2 still", "a failure of its own. (HTTP status 503)"],
        ),
        (Delivered(1, 0, 0, Hindrance(HindranceKind.SIGN_IN, "invalid_client")), ["(invalid_client)"]),
        (Delivered(1, 0, 0, Hindrance(HindranceKind.EVIDENCE, "disk-full")), ["the disk is full"]),
        (
            Delivered(1, 0, 0, Hindrance(HindranceKind.CONFIGURATION, "evidence.seal_to: unreadable")),
            ["evidence.seal_to: unreadable"],
        ),
        (Delivered(9, 4, 0, Hindrance(HindranceKind.UNFINISHED)), ["The delivery goes on."]),
    ],
)
def test_the_words(tmp_path: Path, done: Delivered, words: list[str]) -> None:
    found = configuration.load(write_configuration(tmp_path / "serums-desktop.toml"))
    said = "\n".join(deliver.report(done, found, profile_in(tmp_path)))
    assert [word for word in words if word not in said] == []


def test_there_is_nothing_to_deliver_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == deliver.NOT_POSSIBLE
    assert "configuration" in capsys.readouterr().err
    write_configuration(tmp_path / "serums-desktop.toml")
    (tmp_path / "evidence" / "keys").mkdir(parents=True)
    assert run(tmp_path) == deliver.NOT_POSSIBLE
    assert "is damaged" in capsys.readouterr().err
    assert run(tmp_path, "--json") == deliver.NOT_POSSIBLE
    assert json.loads(capsys.readouterr().out) == {"format": 1, "not_possible": "journal-damaged"}
