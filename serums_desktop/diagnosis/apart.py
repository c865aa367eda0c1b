"""Checks in a process of their own: software that crashes or hangs ends that process and not the doctor."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Final, Self

import msgspec

from serums_desktop.diagnosis.examination import Check, Unfit, fail, skipped
from serums_desktop.domain.diagnosis import Finding

_DECODER: Final = msgspec.json.Decoder(Finding)


class Apart:
    """Some checks, running from here on.

    `command` starts this program so that it looks at the checks whose names are appended, separated by
    commas, and writes each finding as a line as soon as it has it. Checks that need one in `unfit` are
    not started.
    """

    def __init__(
        self, command: Sequence[str], checks: Sequence[Check], unfit: Unfit, timeout_s: float
    ) -> None:
        self._timeout_s = timeout_s
        self._skipped: list[Finding] = []
        self._checks: list[Check] = []
        for check in checks:
            if not_looked_at := unfit.skip(check):
                self._skipped += not_looked_at
            else:
                self._checks.append(check)
        names = ",".join(check.name for check in self._checks)
        self._process = (
            subprocess.Popen(  # noqa: S603  our own program and our own arguments
                [*command, names],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            if self._checks
            else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def findings(self) -> Iterator[Finding]:
        """Wait for the end, and tell what was found; the check that ended or held the process has failed."""
        if self._process is not None:
            try:
                output, _ = self._process.communicate(timeout=self._timeout_s)
                # What Python itself ends with is our own mistake, anything else came from below it.
                end = "not-looked" if self._process.returncode in {0, 1, 2} else "crashed"
            except subprocess.TimeoutExpired:
                self._process.kill()
                output, _ = self._process.communicate()
                end = "hung"
            found = list(_decoded(output))
            yield from found
            yield from self._unanswered(found, end, self._process.returncode)
        yield from self._skipped

    def _unanswered(self, found: Sequence[Finding], end: str, code: int) -> Iterator[Finding]:
        """The first check without a finding is the one that was at work."""
        told = {finding.check for finding in found}
        silent = [check for check in self._checks if not told & {check.name, *check.names}]
        if not silent:
            return
        at_work, *rest = silent
        yield fail(at_work.name, end, answer=code, seconds=round(self._timeout_s))
        for check in rest:
            for name in check.names:
                yield skipped(name, "ground-failed", ground=at_work.name)


def line_of(finding: Finding) -> str:
    """A finding as a line of ASCII for the process that waits for it."""
    return json.dumps(msgspec.to_builtins(finding))


def _decoded(output: bytes) -> Iterator[Finding]:
    """The findings among the lines: card software may write to the same place."""
    for line in output.splitlines():
        try:
            yield _DECODER.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
