"""The inspection of files as a command: what it prints, how it counts, and its exit code."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.__main__ import main
from serums_desktop.commands.inspect import NOT_TAKEN, READ, SOME_UNREADABLE
from serums_desktop.host import hardening

SUBJECT = {"reference": "Patient/p1"}


@pytest.fixture(autouse=True)
def core_dumps_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs in the tests' own process, which stays as it is."""
    monkeypatch.setattr(hardening, "forbid_core_dumps", lambda: False)


def write(folder: Path, *resources: dict[str, Any], name: str = "record.json") -> Path:
    path = folder / name
    entries = [{"resource": one} for one in resources]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), "utf-8")
    return path


def patient(patient_id: str = "p1", family: str = "Tester") -> dict[str, Any]:
    names = [{"family": family, "given": ["Ada"]}]
    return {"resourceType": "Patient", "id": patient_id, "name": names, "birthDate": "1970-01-02"}


def condition(resource_id: str, text: str, **elements: Any) -> dict[str, Any]:
    code = {"text": text}
    return {"resourceType": "Condition", "id": resource_id, "subject": SUBJECT, "code": code} | elements


def everything() -> list[dict[str, Any]]:
    """One resource of each fate, and two that say the same."""
    in_error = {"coding": [{"code": "entered-in-error"}]}
    return [
        patient(),
        condition("c1", "Asthma", onsetDateTime="2015-03"),
        condition("c2", "asthma", onsetDateTime="2015-03"),
        condition("c3", "Gout", verificationStatus=in_error),
        {"resourceType": "Organization", "id": "o1"},
        condition("c4", "Broken", onsetDateTime="soon"),
        {"resourceType": "AllergyIntolerance", "id": "a1", "code": {"text": "Nuts"}, "patient": SUBJECT},
    ]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The one file of a report for a program."""
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == 1
    (only,) = report["files"]
    return dict(only)


def test_every_fate_is_counted_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "--json", str(write(tmp_path, *everything()))]) == SOME_UNREADABLE
    file = told(capsys)
    assert file["counts"] == {
        "received": 7,
        "shown": 3,
        "folded": 1,
        "other": 1,
        "retracted": 1,
        "quarantined": 1,
    }
    assert file["reasons"] == [
        {"fate": "folded", "reason": "same-fact", "count": 1},
        {"fate": "other", "reason": "unlisted-type", "count": 1},
        {"fate": "quarantined", "reason": "wrong-shape", "count": 1},
        {"fate": "retracted", "reason": "entered-in-error", "count": 1},
    ]
    (problem,) = file["problems"]
    assert (problem["key"].rpartition("/")[2], problem["place"]) == ("c4", "$.onsetDateTime")
    assert file["patients"][0]["name"] == {"family": "Tester", "given": "Ada"}
    folded = next(entry for entry in file["entries"] if len(entry["members"]) == 2)
    assert [said["title"] for said in folded["said"]] in (["Asthma", "asthma"], ["asthma", "Asthma"])


def test_the_text_for_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(write(tmp_path, *everything()))]) == SOME_UNREADABLE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("record.json: fhir-json, ")
    assert lines[1] == "  names  TESTER, Ada, born 1970-01-02, unknown, --patient p1"
    assert lines[2].startswith("  2015-03     Condition            ")
    assert "AllergyIntolerance   Nuts" in lines[3]
    assert lines[4] == "  received 7 = shown 3 + folded 1 + other 1 + retracted 1 + quarantined 1"
    assert "    1 folded: the same fact as another entry" in lines
    assert lines[-1].endswith("/Condition/c4 at $.onsetDateTime")


def test_everything_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, patient(), condition("c1", "Asthma"))
    assert main(["inspect", str(path), str(path)]) == READ
    assert capsys.readouterr().out.count("received 2 = shown 2") == 2


def test_several_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, patient(), patient("p2", "Other"), condition("c1", "Asthma"))
    assert main(["inspect", str(path)]) == NOT_TAKEN
    out = capsys.readouterr().out
    assert "--patient p1" in out
    assert "--patient p2" in out
    assert "Asthma" not in out
    assert main(["inspect", "--json", "--patient", "p2", str(path)]) == READ
    file = told(capsys)
    assert (file["patient"], file["counts"]["shown"], file["counts"]["quarantined"]) == ("p2", 1, 2)
    assert main(["inspect", "--patient", "p3", str(path)]) == NOT_TAKEN
    assert "somebody else" in capsys.readouterr().out


def test_one_file_that_is_not_taken_and_one_that_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"resourceType":"Bundle"', "utf-8")
    good = write(tmp_path, patient())
    assert main(["inspect", "--json", str(broken), str(good)]) == NOT_TAKEN
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert (first["refusal"], first["counts"], first["entries"]) == ("not-what-it-says", None, [])
    assert (second["refusal"], second["counts"]["received"]) == ("", 1)


def test_a_letter_has_no_entries(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7\n")
    assert main(["inspect", str(letter)]) == READ
    assert capsys.readouterr().out.splitlines() == [
        "letter.pdf: pdf, 9 bytes",
        "  names  nobody",
        "  To be read by people: it has no entries.",
    ]


def test_a_link_is_described_and_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    payload = {"url": "https://links.example/1", "key": "A" * 43, "flag": "P"}
    encoded = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode()
    path = tmp_path / "link.txt"
    path.write_text(f"shlink:/{encoded}".rstrip("="), "ascii")
    assert main(["inspect", str(path)]) == NOT_TAKEN
    out = capsys.readouterr().out
    assert "  leads to links.example, which wants a passcode" in out
    assert "It is a link, and no server is asked here." in out


def test_words_of_others_do_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["inspect", str(write(tmp_path, patient(), condition("c1", "\u001b[2JAsthma\u202e")))])
    out = capsys.readouterr().out
    assert "?[2JAsthma?" in out
    assert "\x1b" not in out


def test_no_profile_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    assert main(["inspect", str(write(tmp_path, patient()))]) == READ
    assert list(home.iterdir()) == []
