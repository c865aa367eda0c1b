"""Deeds, configurations and keepers for tests. All people are invented."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.domain.emergency import EmergencyReason
from serums_desktop.domain.evidence import Act, Agent, Deed, PatientReference
from serums_desktop.domain.purpose import PurposeOfUse

PROGRAM = (sys.executable, "-m", "serums_desktop")
NOWHERE = "https://127.0.0.1:9/fhir"
AGENT = Agent("S-1042", "Dr Ailsa Fraser", "Emergency Medicine, consultant", "card")
PATIENT_MARKER, QUERY_MARKER, WORDS_MARKER = "marker-patient-5521", "marker-query-soler", "marker-words-found"


def deed(act: Act = Act.OPEN_RECORD, number: int = 0, **fields: Any) -> Deed:
    """A deed about an invented patient; `number` makes it like no other."""
    return Deed(
        **{
            "act": act,
            "occurred_s": 1_800_000_000.0 + number,
            "agent": AGENT,
            "purpose": PurposeOfUse.TREATMENT,
            "patients": (PatientReference("ustan", f"{PATIENT_MARKER}-{number}"),),
            "source_ids": ("ustan",),
            **fields,
        }
    )


def emergency(act: Act = Act.EMERGENCY_START, **fields: Any) -> Deed:
    """A deed of an emergency access."""
    return deed(
        act,
        **{
            "purpose": PurposeOfUse.BREAK_GLASS,
            "emergency_id": "e-1",
            "reason": EmergencyReason.UNCONSCIOUS,
            "words": WORDS_MARKER,
            "expires_s": 1_800_003_600.0,
            **fields,
        },
    )


def write_configuration(
    path: Path, fhir_base: str = NOWHERE, tls_anchors: str = "anchors.pem", seal_to: str = ""
) -> Path:
    """A workstation whose home source, and so its audit repository, is at `fhir_base`.

    `seal_to` is the repository's public key, relative to the file; "" for none.
    """
    sealed = f'seal_to = "{seal_to}"' if seal_to else ""
    path.write_text(
        f"""
[workstation]
name = "WS-1"
organisation = "Model hospital"
department = "Emergency Department"
[trust]
tls_anchors = "{tls_anchors}"
card_anchors = "cards.pem"
[card]
module = "none.so"
[evidence]
{sealed}
[[source]]
id = "ustan"
title = "Model hospital"
country = "GB"
fhir_base = "{fhir_base}"
home = true
timeout_s = 5.0
""",
        "utf-8",
    )
    return path


@contextmanager
def running_keeper(directory: Path) -> Iterator[tuple[RunningKeeper, EvidenceKeeperClient]]:
    """A real keeper process with its client; its audit repository cannot be reached."""
    configuration = write_configuration(directory / "serums-desktop.toml")
    (directory / "anchors.pem").touch()
    keeper = RunningKeeper(PROGRAM, directory / "evidence", configuration)
    client = EvidenceKeeperClient(directory / "evidence", start=keeper.start)
    try:
        keeper.start()
        yield keeper, client
    finally:
        client.close()
        keeper.close()
