"""`serums-desktop doctor`: what is wrong with this workstation, and the cure."""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from serums_desktop import __version__

if TYPE_CHECKING:
    from serums_desktop.domain.diagnosis import Finding

NOTHING_FAILED: Final = 0
SOMETHING_FAILED: Final = 1

_FORMAT: Final = 1
_COLOURS: Final = {"ok": "32", "warn": "33", "fail": "31;1", "skipped": "2"}
_INDENT: Final = " " * 28
_NARROWEST: Final = 70
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
    findings = _tell_program(found) if arguments.json else _tell_person(found)
    has_failed = any(finding.verdict is Verdict.FAIL for finding in findings)
    return SOMETHING_FAILED if has_failed else NOTHING_FAILED


def _tell_program(found: Iterable[Finding]) -> list[Finding]:
    findings = list(found)
    print(as_json(findings))
    return findings


def _tell_person(found: Iterable[Finding]) -> list[Finding]:
    """Each finding as soon as it is there."""
    from serums_desktop.messages.diagnosis import count_words

    if isinstance(sys.stdout, io.TextIOWrapper):
        # A sign that this terminal cannot show must not end the report.
        sys.stdout.reconfigure(errors="replace")
    print(f"serums-desktop {__version__}\n")
    width, coloured = _width(), is_coloured(sys.stdout)
    findings = []
    for finding in found:
        findings.append(finding)
        print("\n".join(lines(finding, width, coloured=coloured)), flush=True)
    print(f"\n{count_words([finding.verdict for finding in findings])}")
    return findings


def as_json(findings: Sequence[Finding]) -> str:
    """The findings with their sentences. Keys stay as they are as long as `version` does."""
    from serums_desktop.messages.diagnosis import words

    checks = []
    for finding in findings:
        said = words(finding)
        checks.append(
            {
                "check": finding.check,
                "verdict": finding.verdict.value,
                "code": finding.code,
                "facts": dict(finding.facts),
                "said": said.happened,
                "cure": said.cure,
            }
        )
    # ASCII: it reads the same whatever a terminal or a pipe takes text to be.
    return json.dumps({"version": _FORMAT, "program": __version__, "checks": checks}, indent=2)


def lines(finding: Finding, width: int, *, coloured: bool) -> Iterator[str]:
    """One finding as text: verdict, check and sentence in columns, the cure below."""
    from serums_desktop.messages.diagnosis import cure_line, verdict_word, words

    said = words(finding)
    verdict = f"{verdict_word(finding.verdict):8}"
    if coloured:
        verdict = f"\x1b[{_COLOURS[finding.verdict.value]}m{verdict}\x1b[0m"
    first, *others = _wrapped(said.happened, width)
    yield f"{verdict} {finding.check:18} {first}"
    if said.cure:
        others += _wrapped(cure_line(said.cure), width)
    yield from (f"{_INDENT}{line}" for line in others)


def is_coloured(stream: TextIO) -> bool:
    """Whether colour is welcome: on a terminal, unless NO_COLOR says no."""
    # https://no-color.org: any value but the empty one.
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines beside the columns. A path stays whole, to be copied.

    Servers and card software give some of the words: no sign of theirs may steer the terminal.
    """
    room = width - len(_INDENT)
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return textwrap.wrap(shown, room, break_long_words=False, break_on_hyphens=False) or [""]


def _for_some(profile: Path | None) -> list[str]:
    """This command for some checks alone."""
    from serums_desktop.host.program import command_line

    where = ["--profile", str(profile)] if profile else []
    return [*command_line(), *where, "doctor", "--alone"]


def _width() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
