"""A process in which files fail: it has everything loaded once, and forks for each thing it is to do.

``python -m tests.faults.faulty_process`` reads orders from its standard input, one JSON object a line, and
answers each with lines of its own: what was done, what was refused, how many calls there were, how it ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from serums_desktop.domain.errors import SerumsError
from serums_desktop.messages.errors import notice
from tests.faults import keys_steps, steps
from tests.faults.shim import Fault, FaultLayer

ROOT = Path(__file__).parents[2]
JOBS = {**steps.JOBS, **keys_steps.JOBS}
_UNFORESEEN = notice(Exception()).happened


class Order(msgspec.Struct, frozen=True):
    """A job, the directory it works in and what fails there.

    Who does not give up tries a step that was refused again, without the fault.
    """

    job: str
    directory: str
    fault: Fault
    gives_up: bool


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of an answer.

    A step that is `done`; an error of ours with words for people (`refused`) or anything else (`broken`);
    the number of `calls`, once the job is done; the wait status of the process when it `ended`.
    """

    done: int = 0
    refused: str = ""
    broken: str = ""
    calls: int = 0
    ended: int | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What became of an order: how many steps were acknowledged, what was refused, and the signal, if any."""

    done: int
    refused: tuple[str, ...]
    broken: tuple[str, ...]
    calls: int
    signal: int


class FaultyProcess:
    """The process, as the test has it: the one of `module`. Leaving the block ends it."""

    def __init__(self, library: Path, module: str = "tests.faults.faulty_process") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=os.environ | {"LD_PRELOAD": str(library), "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def run(self, job: str, directory: Path, fault: Fault, *, gives_up: bool = False) -> Outcome:
        """Have one job done, whatever happens to it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(Order(job, str(directory), fault, gives_up)) + b"\n")
        self._process.stdin.flush()
        heard: list[Said] = []
        while not heard or heard[-1].ended is None:
            line = self._process.stdout.readline()
            assert line, "the process is gone"
            heard.append(msgspec.json.decode(line, type=Said))
        status = heard[-1].ended or 0
        return Outcome(
            done=max(said.done for said in heard),
            refused=tuple(said.refused for said in heard if said.refused),
            broken=tuple(said.broken for said in heard if said.broken),
            calls=max(said.calls for said in heard),
            signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        )


def _say(said: Said) -> None:
    # One write: lines of a process that is killed are whole or absent.
    os.write(1, msgspec.json.encode(said) + b"\n")


def _do(order: Order) -> None:
    """The job, step by step."""
    threading.excepthook = lambda failure: _say(Said(broken=failure.exc_type.__name__))
    layer = FaultLayer(Path(order.directory))
    job = JOBS[order.job](Path(order.directory))
    layer.begin(order.fault)
    calls = 0
    for number, step in enumerate(job.steps, 1):
        try:
            step()
        except SerumsError as error:
            calls += layer.end()
            words = notice(error).happened
            is_foreseen = bool(words) and words != _UNFORESEEN
            _say(Said(refused=type(error).__name__) if is_foreseen else Said(broken=type(error).__name__))
            if order.gives_up:
                return
            step()
        _say(Said(done=number))
    _say(Said(calls=calls + layer.end()))


def main() -> None:
    """Answer orders until standard input ends."""
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        child = os.fork()
        if child == 0:
            try:
                _do(order)
            except BaseException as error:  # noqa: BLE001  it is told, and the process ends here
                _say(Said(broken=f"{type(error).__name__}: {error}"))
            os._exit(0)
        _say(Said(ended=os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
