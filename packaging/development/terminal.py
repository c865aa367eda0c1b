"""Say what happens, run programs, stop with a reason."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]

# Set by a caller for its own interpreter; inside the project's environments they would only mislead.
FOREIGN_VARIABLES = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


class Refusal(Exception):
    """A chore that cannot go on; `str()` is what to tell the person."""

    def __init__(self, text: str, exit_code: int = 2) -> None:
        super().__init__(text)
        self.exit_code = exit_code


def say(text: str) -> None:
    """One line of progress, kept apart from what the programs print."""
    print(f"» {text}", file=sys.stderr, flush=True)


def environment_with(extra: Mapping[str, str | None]) -> dict[str, str]:
    """This process's variables without foreign ones; a None in `extra` removes a name."""
    merged: dict[str, str | None] = {**os.environ, **dict.fromkeys(FOREIGN_VARIABLES), **extra}
    return {name: value for name, value in merged.items() if value is not None}


def run(command: Sequence[str | Path], variables: Mapping[str, str | None] | None = None) -> int:
    """Run a program in the checkout, its output untouched. Returns its exit code, 128 + n for a signal n."""
    with started(command, variables) as program:
        return end_of(program)


@contextlib.contextmanager
def started(
    command: Sequence[str | Path],
    variables: Mapping[str, str | None] | None = None,
    output: IO[bytes] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A program in the checkout, ended if what goes on meanwhile breaks off; `output` takes what it says."""
    errors = subprocess.STDOUT if output is not None else None
    words = [str(word) for word in command]
    environment = environment_with(variables or {})
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=output, stderr=errors) as program:
        try:
            yield program
        except BaseException:
            program.terminate()
            raise


def end_of(program: subprocess.Popen[bytes]) -> int:
    """Wait for a program. Returns its exit code, 128 + n for a signal n."""
    while True:
        try:
            code = program.wait()
        except KeyboardInterrupt:
            continue  # the program was interrupted too, and ends as it sees fit
        return code if code >= 0 else 128 - code


def must(command: Sequence[str | Path], variables: Mapping[str, str | None] | None = None) -> None:
    """Run a program that has to succeed. Raises Refusal with its own exit code."""
    code = run(command, variables)
    if code != 0:
        raise Refusal(f"failed ({code}): {shlex.join(str(word) for word in command)}", code)


def output_of(command: Sequence[str | Path]) -> str:
    """What a program prints, empty if it fails or is not there."""
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""
