from __future__ import annotations

import signal
import sys

import pytest
from development import terminal


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("raise SystemExit(5)", 5),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 143),
    ],
)
def test_the_exit_code_passes_through(program: str, code: int) -> None:
    assert terminal.run([sys.executable, "-c", program]) == code
    with pytest.raises(terminal.Refusal) as caught:
        terminal.must([sys.executable, "-c", program])
    assert caught.value.exit_code == code


@pytest.mark.skipif(sys.platform == "win32", reason="there, programs do not wait for signals")
def test_a_program_ends_with_what_it_was_started_for() -> None:
    with (
        pytest.raises(SystemExit),
        terminal.started([sys.executable, "-c", "import signal; signal.pause()"]) as program,
    ):
        raise SystemExit
    assert program.returncode == -signal.SIGTERM


def test_programs_do_not_inherit_another_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    variables = terminal.environment_with({"DISPLAY": ":7", "WAYLAND_DISPLAY": None})
    assert variables["DISPLAY"] == ":7"
    assert not {"PYTHONPATH", "WAYLAND_DISPLAY"} & variables.keys()


def test_a_program_that_is_not_there_prints_nothing() -> None:
    assert terminal.output_of(["no-such-program"]) == ""
