"""Checks in a process of their own: what it says, and what is said when it ends or says nothing."""

from __future__ import annotations

import os
import sys

import pytest

from serums_desktop.diagnosis.apart import Apart, line_of
from serums_desktop.diagnosis.examination import Check, Unfit, fail, ok
from serums_desktop.domain.diagnosis import Finding

CHECKS = [
    Check("module", lambda ground: []),
    Check("reader", lambda ground: [], ("module",)),
    Check("sources", lambda ground: [], gives=("connection", "tls")),
]
LOADS = line_of(ok("module", "loads", path="/usr/lib/módulo.so"))


def found_by(code: str, unfit: Unfit | None = None, timeout_s: float = 20.0) -> list[Finding]:
    """What comes of a process that runs this Python code; the names of its checks are its argument."""
    with Apart([sys.executable, "-c", code], CHECKS, unfit or Unfit(), timeout_s) as apart:
        return list(apart.findings())


def seen(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.check, one.code) for one in found]


def test_the_findings_of_a_process_come_back_among_other_lines() -> None:
    lines = [
        line_of(ok("reader", "seen")),
        line_of(fail("connection", "refused")),
        line_of(ok("tls", "trusted")),
    ]
    code = f"print('module 4.2 loaded'); print({LOADS!r}); print({{}}); print({chr(10).join(lines)!r})"
    found = found_by(code)
    assert seen(found) == [
        ("module", "loads"),
        ("reader", "seen"),
        ("connection", "refused"),
        ("tls", "trusted"),
    ]
    assert found[0].facts == {"path": "/usr/lib/módulo.so"}


def test_a_process_that_ends_in_mid_check_failed_at_that_check() -> None:
    found = found_by(f"import os; print({LOADS!r}, flush=True); os.abort()")
    assert seen(found) == [
        ("module", "loads"),
        ("reader", "crashed"),
        ("connection", "ground-failed"),
        ("tls", "ground-failed"),
    ]
    assert found[2].facts == {"ground": "reader"}


def test_a_process_that_never_came_to_look_is_no_fault_of_what_it_looks_at() -> None:
    assert seen(found_by("raise ImportError"))[0] == ("module", "not-looked")


def test_a_process_that_does_not_end_is_ended() -> None:
    code = f"import signal; print({LOADS!r}, flush=True); signal.sigwait([signal.SIGUSR1])"
    assert seen(found_by(code, timeout_s=3.0))[1] == ("reader", "hung")


def test_checks_without_their_ground_are_not_asked() -> None:
    unfit = Unfit()
    unfit.note(fail("module", "missing"))
    told = line_of(ok("connection", "reached"))
    code = (
        f"import sys; assert sys.argv[1:] == ['module,sources'], sys.argv; print({LOADS!r}); print({told!r})"
    )
    assert seen(found_by(code, unfit)) == [
        ("module", "loads"),
        ("connection", "reached"),
        ("reader", "ground-failed"),
    ]


def test_a_process_nobody_waits_for_is_gone() -> None:
    with Apart([sys.executable, "-c", "import signal; signal.pause()"], CHECKS, Unfit(), 20.0) as apart:
        assert apart._process is not None
        pid = apart._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
