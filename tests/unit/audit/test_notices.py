"""Who is told of an emergency access, and of what."""

from __future__ import annotations

import json

import pytest

from serums_desktop.audit.audit_event import Workplace
from serums_desktop.audit.journal import KeptDeed
from serums_desktop.audit.notices import officer_alert, patient_notice
from serums_desktop.domain.emergency import EmergencyReason
from serums_desktop.domain.evidence import Deed, PatientReference
from tests.unit.audit.keeping import WORDS_MARKER, emergency

WORKPLACE = Workplace(
    workstation="WS-1",
    repository="ustan",
    fhir_bases={"ustan": "https://ustan.example/fhir", "zmc": "https://zmc.example/fhir"},
    organisation="Model hospital",
    department="Emergency Department",
)
TWO_PLACES = (PatientReference("zmc", "2"), PatientReference("ustan", "1"))


def _kept(deed: Deed) -> KeptDeed:
    return KeptDeed(0, deed, b"{}", deed.occurred_s + 1, is_erased=False)


@pytest.mark.parametrize("reason", EmergencyReason)
def test_the_patient_learns_who_when_and_why(reason: EmergencyReason) -> None:
    notice = patient_notice(_kept(emergency(patients=TWO_PLACES, reason=reason)), WORKPLACE)
    assert notice is not None
    assert notice["subject"] == notice["recipient"][0] == {"reference": "Patient/1"}
    text = notice["payload"][0]["contentString"]
    for part in ("2027-01-15", "08:00", "Dr Ailsa Fraser", "Model hospital, Emergency Department"):
        assert part in text
    assert WORDS_MARKER not in json.dumps(notice)


def test_a_patient_whom_the_repository_does_not_know_gets_no_notice() -> None:
    assert patient_notice(_kept(emergency(patients=TWO_PLACES[:1])), WORKPLACE) is None


def test_the_officers_alert_is_a_reference_only() -> None:
    alert = officer_alert(_kept(emergency()), {"reference": "AuditEvent/7"})
    assert alert["about"] == [{"reference": "AuditEvent/7"}]
    text = json.dumps(alert)
    for absent in (WORDS_MARKER, "Fraser", "Patient/", "unconscious"):
        assert absent not in text
