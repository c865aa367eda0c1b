"""Two runs of tests at a time, told one after the other."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from development import test_runs

# Says that it is there, and passes its first line only while the other is there too.
MEETING = """
import os, select

def test_{name}():
    print("{name} was here")
    os.write(os.open({there!r}, os.O_RDWR), b".")
    assert select.select([os.open({here!r}, os.O_RDWR)], [], [], 60)[0]
    {last}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="meets in a named pipe")
@pytest.mark.parametrize("failing", ["shown", "beside"])
def test_both_run_at_once_and_either_can_fail(
    failing: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pipes = {name: str(tmp_path / name) for name in ("shown", "beside")}
    for pipe in pipes.values():
        os.mkfifo(pipe)
    held = [os.open(pipe, os.O_RDWR) for pipe in pipes.values()]

    def run_of(name: str, other: str) -> list[str]:
        path = tmp_path / f"test_{name}.py"
        last = "assert False" if name == failing else ""
        path.write_text(MEETING.format(name=name, here=pipes[name], there=pipes[other], last=last), "utf-8")
        return ["-p", "no:cacheprovider", "-rA", str(path)]

    try:
        code = test_runs.side_by_side(run_of("shown", "beside"), run_of("beside", "shown"))
    finally:
        for pipe in held:
            os.close(pipe)
    assert code == 1
    said = capfd.readouterr().out
    assert 0 < said.index("shown was here") < said.index("beside was here")
