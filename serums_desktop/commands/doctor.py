"""`serums-desktop doctor`: what is wrong with this workstation, and the cure."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from serums_desktop.domain.diagnosis import Finding

NOTHING_FAILED: Final = 0
SOMETHING_FAILED: Final = 1

_FORMAT: Final = 1
_COLOURS: Final = {"ok": "32", "warn": "33", "fail": "31;1", "skipped": "2"}
_NARROWEST: Final = 60
_WIDEST: Final = 110


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Looks at everything that signing in needs. Spends no PIN try, signs nobody in, changes nothing. "
        "Exit code 0: nothing failed. 1: something did."
    )
    parser.add_argument("--json", action="store_true", help="tell it to a program")
    parser.add_argument("--no-network", action="store_true", help="ask nothing of any server")
    parser.add_argument(
        "--profile", type=Path, default=argparse.SUPPRESS, help="look at the files under this directory"
    )
    # For the processes that the doctor starts: look at these checks and write findings line by line.
    parser.add_argument("--alone", default="", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Look, and say in plain words what was found; returns the exit code."""
    from serums_desktop.diagnosis.apart import line_of
    from serums_desktop.diagnosis.examination import Ground, examine
    from serums_desktop.diagnosis.groups import EVERY, examine_workstation
    from serums_desktop.domain.diagnosis import Verdict
    from serums_desktop.host.profile import default_profile, profile_in

    profile = profile_in(arguments.profile) if arguments.profile else default_profile()
    ground = Ground(profile, os.environ)
    if arguments.alone:
        names = arguments.alone.split(",")
        for finding in examine([check for check in EVERY if check.name in names], ground):
            print(line_of(finding), flush=True)
        return NOTHING_FAILED
    found = examine_workstation(ground, _for_some(arguments.profile), network=not arguments.no_network)
    if arguments.json:
        findings = list(found)
        print(as_json(findings))
    else:
        findings = []
        for finding in found:
            findings.append(finding)
            print("\n".join(lines(finding, _width(), coloured=_is_coloured(sys.stdout))), flush=True)
        print(f"\n{summary(findings)}")
    has_failed = any(finding.verdict is Verdict.FAIL for finding in findings)
    return SOMETHING_FAILED if has_failed else NOTHING_FAILED


def as_json(findings: Sequence[Finding]) -> str:
    """The findings with their sentences. Keys stay as they are as long as `version` does."""
    import msgspec

    from serums_desktop.messages.diagnosis import words

    checks = [
        {
            "check": finding.check,
            "verdict": finding.verdict,
            "code": finding.code,
            "facts": dict(finding.facts),
            "said": words(finding).happened,
            "cure": words(finding).cure,
        }
        for finding in findings
    ]
    document = msgspec.json.encode({"version": _FORMAT, "checks": checks})
    return msgspec.json.format(document, indent=2).decode("utf-8")


def lines(finding: Finding, width: int, *, coloured: bool) -> Iterator[str]:
    """One finding as text: verdict, check and sentence in columns, the cure below."""
    from serums_desktop.messages.diagnosis import verdict_word, words

    said = words(finding)
    verdict = f"{verdict_word(finding.verdict):8}"
    if coloured:
        verdict = f"\x1b[{_COLOURS[finding.verdict.value]}m{verdict}\x1b[0m"
    indent = " " * 28
    paragraphs = [said.happened, *([said.cure] if said.cure else [])]
    wrapped = [
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(paragraph, width, initial_indent=indent, subsequent_indent=indent)
    ]
    first, *others = wrapped or [indent]
    yield f"{verdict} {finding.check:18} {first.removeprefix(indent)}"
    yield from others


def summary(findings: Iterable[Finding]) -> str:
    """How many failed, and how many want a look."""
    from serums_desktop.messages.diagnosis import count_words

    return count_words([finding.verdict for finding in findings])


def _for_some(profile: Path | None) -> list[str]:
    """This command for some checks alone."""
    from serums_desktop.host.program import command_line

    where = ["--profile", str(profile)] if profile else []
    return [*command_line(), *where, "doctor", "--alone"]


def _width() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))


def _is_coloured(stream: TextIO) -> bool:
    # https://no-color.org: any value but the empty one.
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
