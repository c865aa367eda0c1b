"""What could carry secrets out of the program, and whether the keeper of evidence answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.diagnosis.examination import Ground, fail, ok, skipped, warn
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.host.hardening import KEY_LOG_VARIABLE, forbid_core_dumps

CORE_DUMPS: Final = "core-dumps"
KEEPER: Final = "evidence-keeper"
KEY_LOG: Final = "tls-key-log"

_KEEPER_TIMEOUT_S: Final = 3.0


def look_at_core_dumps(_ground: Ground) -> Iterator[Finding]:
    """Ask for this process what the program asks for itself."""
    if forbid_core_dumps():
        yield ok(CORE_DUMPS, "forbidden")
    else:
        yield warn(CORE_DUMPS, "not-forbidden")


def look_at_key_log(ground: Ground) -> Iterator[Finding]:
    """Whether a variable wants the keys of all TLS connections written to a file. The program drops it."""
    path = ground.environment.get(KEY_LOG_VARIABLE, "")
    yield warn(KEY_LOG, "wanted", path=path) if path else ok(KEY_LOG, "not-written")


def look_at_keeper(ground: Ground) -> Iterator[Finding]:
    """Ask a keeper that runs how the evidence stands. None is started: it comes with the window."""
    client = EvidenceKeeperClient(ground.profile.evidence, timeout_s=_KEEPER_TIMEOUT_S)
    try:
        status = client.status()
    except EvidenceNotKept as error:
        if error.reason is not EvidenceFault.UNREACHABLE:
            yield fail(KEEPER, "refused", reason=error.reason)
        elif isinstance(error.__cause__, OSError):
            yield skipped(KEEPER, "not-running")
        else:
            yield fail(KEEPER, "silent", seconds=round(_KEEPER_TIMEOUT_S))
    else:
        code = "answers-bound" if status.is_tpm_bound else "answers"
        yield ok(KEEPER, code, entries=status.entries, undelivered=status.undelivered)
        if status.is_rolled_back:
            yield fail(KEEPER, "rolled-back")
    finally:
        client.close()
