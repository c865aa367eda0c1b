"""Keys written to a file, and a keeper that is not there."""

from __future__ import annotations

from serums_desktop.diagnosis.examination import Ground
from serums_desktop.diagnosis.workstation import look_at_keeper, look_at_key_log
from serums_desktop.domain.diagnosis import Verdict


def test_a_key_log_that_somebody_wants_is_told(ground: Ground) -> None:
    (found,) = look_at_key_log(ground)
    assert found.verdict is Verdict.OK
    (found,) = look_at_key_log(Ground(ground.profile, {"SSLKEYLOGFILE": "/var/log/keys.log"}))
    assert (found.verdict, found.facts) == (Verdict.WARN, {"path": "/var/log/keys.log"})


def test_no_keeper_runs(ground: Ground) -> None:
    (found,) = look_at_keeper(ground)
    assert (found.verdict, found.code) == (Verdict.SKIPPED, "not-running")
