"""The doctor as a command: what it prints for a person and for a program, and its exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from serums_desktop.__main__ import build_parser, main
from serums_desktop.commands.doctor import NOTHING_FAILED, SOMETHING_FAILED, as_json, is_coloured, lines
from serums_desktop.domain.diagnosis import Finding, Verdict

MISSING = Finding("card-module", Verdict.FAIL, "missing", {"path": "/usr/lib/a-long-name/opensc-pkcs11.so"})


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_configuration_that_alone_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--profile", str(tmp_path), "--json", "--no-network"]) == SOMETHING_FAILED
    told = json.loads(capsys.readouterr().out)
    assert told["version"] == 1
    assert {tuple(one) for one in told["checks"]} == {("check", "verdict", "code", "facts", "said", "cure")}
    failed = [one for one in told["checks"] if one["verdict"] == "fail"]
    assert [(one["check"], one["code"]) for one in failed] == [("configuration", "missing")]
    assert str(tmp_path) in failed[0]["said"]


def test_the_profile_may_be_named_before_the_command(tmp_path: Path) -> None:
    parsed = build_parser().parse_args(["--profile", str(tmp_path), "doctor"])
    assert parsed.profile == tmp_path


def test_the_text_for_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--profile", str(tmp_path), "doctor", "--no-network"]) == SOMETHING_FAILED
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("serums-desktop ")
    assert told[2].startswith("fail     configuration      There is no configuration at")
    assert told[-1].startswith("Failed: 1. ")
    assert not any("\x1b" in line for line in told)


def test_columns_and_a_path_that_stays_whole() -> None:
    found = list(lines(MISSING, 70, coloured=False))
    assert found[0] == "fail     card-module        The card software is missing:"
    assert found[1] == " " * 28 + "/usr/lib/a-long-name/opensc-pkcs11.so."
    assert found[2].startswith(" " * 28 + "Cure: Install it")
    assert all(len(line) <= 70 for line in found)


def test_words_of_others_do_not_steer_the_terminal() -> None:
    found = Finding(
        "issuer", Verdict.FAIL, "other-issuer", {"title": "A", "found": "\x1b[2Jx", "expected": "y"}
    )
    assert "calls itself ?[2Jx; y is" in " ".join(lines(found, 110, coloured=False))


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert is_coloured(Terminal())
    assert not is_coloured(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not is_coloured(Terminal())
    assert next(lines(MISSING, 70, coloured=True)).startswith("\x1b[31;1mfail    \x1b[0m card-module")


def test_json_is_ascii_and_keeps_what_was_found() -> None:
    document = as_json([Finding("tls", Verdict.OK, "trusted", {"title": "Hôpital", "host": "h.example"})])
    assert document.isascii()
    (check,) = json.loads(document)["checks"]
    assert check["said"] == "Hôpital: the certificate is trusted."
    assert check["cure"] == ""


def test_one_check_alone_in_this_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the doctor starts itself for software that may crash."""
    assert main(["--profile", str(tmp_path), "doctor", "--alone", "enrolments"]) == NOTHING_FAILED
    assert json.loads(capsys.readouterr().out)["code"] == "nobody"


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doctor", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Exit code 0: nothing failed. 1: something did." in told
    assert "--alone" not in told
