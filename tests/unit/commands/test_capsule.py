"""What the command says and returns, with a real keeper and sources that do not answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from serums_desktop.__main__ import main
from serums_desktop.commands.capsule import DONE, NOT_POSSIBLE, NOT_WHOLE, _tell_filled
from serums_desktop.host.profile import profile_in
from serums_desktop.services.fill_capsule import Filled
from tests.unit.audit.capsules import CardIssuer
from tests.unit.audit.keeping import write_configuration

POLICY = '[capsule]\nallowed = true\nlawful_basis = "An invented law"\n'


def place(directory: Path, policy: str) -> Path:
    profile = profile_in(directory)
    path = profile.configuration
    path.parent.mkdir(parents=True, exist_ok=True)
    text = write_configuration(path).read_text("utf-8")
    path.write_text(text.replace("[trust]", 'ward = "Location/w-1"\n[trust]') + policy, "utf-8")
    (path.parent / "cards.pem").write_bytes(CardIssuer().pem)
    (path.parent / "anchors.pem").write_bytes(CardIssuer().pem)
    return directory


def test_one_that_is_not_allowed_is_not_filled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--profile", str(place(tmp_path, "")), "capsule", "fill"]) == NOT_POSSIBLE
    assert "capsule.allowed" in capsys.readouterr().err


def test_before_the_first_filling_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--profile", str(place(tmp_path, POLICY)), "capsule", "state", "--json"]) == NOT_WHOLE
    assert json.loads(capsys.readouterr().out) == {"format": 1, "filled_s": None, "needs_second_card": False}


def test_a_home_source_that_does_not_answer_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--profile", str(place(tmp_path, POLICY)), "capsule", "fill"]) == NOT_POSSIBLE
    assert capsys.readouterr().err.startswith("Model hospital cannot be reached.")


def test_a_source_that_was_missing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert _tell_filled(Filled(2, {"a": 2}, {"a": 0}), as_json=False) == DONE
    assert _tell_filled(Filled(2, {"a": 1}, {"a": 1}), as_json=False) == NOT_WHOLE
    assert "a is missing for 1 of them." in capsys.readouterr().out
