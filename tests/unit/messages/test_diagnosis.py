"""Whatever the doctor finds has its sentence, and whatever does not work has its cure."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import serums_desktop.diagnosis
from serums_desktop.diagnosis.contact import VERIFY_CODES
from serums_desktop.domain.diagnosis import Finding, Verdict
from serums_desktop.domain.errors import CertificateRefusal, KeyringRefusal
from serums_desktop.messages.diagnosis import MISSING, count_words, verdict_word, words

ROOM = Path(serums_desktop.diagnosis.__file__).parent
VERDICTS = {
    "ok": Verdict.OK,
    "warn": Verdict.WARN,
    "fail": Verdict.FAIL,
    "skipped": Verdict.SKIPPED,
    "verdict": Verdict.FAIL,
}
CONTACT_CHECKS = {"proxy": "proxy", "connection": "connection", "tls": "tls", "answer": "issuer"}
Given = tuple[str, Verdict, str]


def given_by(path: Path) -> Iterator[Given]:
    """Check, verdict and code of every finding whose check and code the module names."""
    module = importlib.import_module(f"serums_desktop.diagnosis.{path.stem}")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        match node.func.id, node.args:
            case verdict, [ast.Name(id=name), ast.Constant(value=str(code)), *_] if verdict in VERDICTS:
                # Where the check is handed in, it is one of the two kinds of trusted authorities.
                for check in [getattr(module, name)] if name.isupper() else ["tls-anchors", "card-anchors"]:
                    yield check, VERDICTS[verdict], code
            case "Failure", [ast.Constant(value=str(step)), ast.Constant(value=str(code))]:
                yield CONTACT_CHECKS[step], Verdict.FAIL, code


def everything_given() -> list[Given]:
    found = {one for path in ROOM.glob("*.py") if path.stem != "examination" for one in given_by(path)}
    found |= {("certificates", Verdict.FAIL, reason.value) for reason in CertificateRefusal}
    found |= {("keyring", Verdict.FAIL, reason.value) for reason in KeyringRefusal}
    found |= {("tls", Verdict.FAIL, code) for code in VERIFY_CODES.values()}
    found |= {("tls", Verdict.FAIL, code) for code in ("not-tls", "old-version", "asks-certificate")}
    found |= {("proxy", Verdict.FAIL, code) for code in ("unknown-name", "refused", "silent", "unreachable")}
    found |= {("certificates", Verdict.WARN, "ends-soon"), ("certificates", Verdict.OK, "usable")}
    found |= {("tls", Verdict.WARN, "ends-soon"), ("tls", Verdict.OK, "trusted")}
    found |= {("clock", Verdict.FAIL, "ahead"), ("clock", Verdict.FAIL, "behind")}
    found |= {
        ("card-module", Verdict.FAIL, code) for code in ("crashed", "hung", "not-looked", "check-broke")
    }
    return sorted(found)


def test_enough_was_found_to_mean_something() -> None:
    assert len(everything_given()) > 110


@pytest.mark.parametrize(("check", "verdict", "code"), everything_given())
def test_every_finding_has_its_sentence(check: str, verdict: Verdict, code: str) -> None:
    said = words(Finding(check, verdict, code))
    assert "This was found" not in said.happened
    assert said.happened.endswith(".")
    if verdict in {Verdict.WARN, Verdict.FAIL}:
        assert said.cure.endswith(".")


def test_a_code_that_nobody_foresaw_is_shown_as_it_is() -> None:
    assert words(Finding("card", Verdict.FAIL, "melted")).happened == "This was found: melted."


def test_a_missing_fact_does_not_cost_the_sentence() -> None:
    assert words(Finding("card-module", Verdict.FAIL, "missing")).happened.endswith(f"{MISSING}.")


def test_verdicts_and_counts() -> None:
    assert [verdict_word(one) for one in Verdict] == ["ok", "warn", "fail", "skipped"]
    some = [Verdict.OK, Verdict.FAIL, Verdict.FAIL, Verdict.SKIPPED]
    assert count_words(some) == "Failed: 2. To look at: 0. Skipped: 1."
