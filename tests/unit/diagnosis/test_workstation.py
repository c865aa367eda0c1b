"""Keys written to a file, and a keeper that is not there."""

from __future__ import annotations

import pytest

from serums_desktop.diagnosis import workstation
from serums_desktop.diagnosis.examination import Ground
from serums_desktop.diagnosis.workstation import look_at_keeper, look_at_key_log
from serums_desktop.domain.diagnosis import Verdict
from serums_desktop.domain.evidence import KeeperStatus


def test_a_key_log_that_somebody_wants_is_told(ground: Ground) -> None:
    (found,) = look_at_key_log(ground)
    assert found.verdict is Verdict.OK
    (found,) = look_at_key_log(Ground(ground.profile, {"SSLKEYLOGFILE": "/var/log/keys.log"}))
    assert (found.verdict, found.facts) == (Verdict.WARN, {"path": "/var/log/keys.log"})


def test_no_keeper_runs(ground: Ground) -> None:
    (found,) = look_at_keeper(ground)
    assert (found.verdict, found.code) == (Verdict.SKIPPED, "not-running")


class Keeper:
    """Answers for a keeper that is bound to a TPM."""

    is_rolled_back = False

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def status(self) -> KeeperStatus:
        return KeeperStatus(7, 1, is_same_user=True, is_tpm_bound=True, is_rolled_back=self.is_rolled_back)

    def close(self) -> None:
        pass


def test_a_keeper_tells_what_its_tpm_noticed(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workstation, "EvidenceKeeperClient", Keeper)
    assert [each.code for each in look_at_keeper(ground)] == ["answers-bound"]
    monkeypatch.setattr(Keeper, "is_rolled_back", True)
    found = list(look_at_keeper(ground))
    assert [(each.verdict, each.code) for each in found] == [
        (Verdict.OK, "answers-bound"),
        (Verdict.FAIL, "rolled-back"),
    ]
