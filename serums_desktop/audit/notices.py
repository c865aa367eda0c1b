"""Who is told of an emergency access: the patient in words, the privacy officer by a reference alone."""

from __future__ import annotations

import datetime as dt

from serums_desktop.audit.audit_event import ACT_REASON, Resource, Workplace, instant
from serums_desktop.audit.journal import KeptDeed
from serums_desktop.domain.emergency import EmergencyReason
from serums_desktop.messages.translation import translate

_CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category"


def patient_notice(kept: KeptDeed, workplace: Workplace) -> Resource | None:
    """The notice to the patient: who, when, how long and why, and nothing of the record.

    EHDS Art. 9: the patient learns who saw their data, and when. None where the audit repository does not
    know the patient, for it could not reach them.
    """
    deed = kept.deed
    known = next((one for one in deed.patients if one.source_id == workplace.repository), None)
    if known is None:
        return None
    patient = workplace.patient(known)
    return {
        **_communication(kept, "notification"),
        "subject": patient,
        "recipient": [patient],
        "payload": [{"contentString": _words(kept, workplace)}],
    }


def officer_alert(kept: KeptDeed, audit_event: Resource) -> Resource:
    """The alert to the privacy officer. `audit_event` is the reference where all else stands."""
    return {
        **_communication(kept, "alert"),
        "priority": "urgent",
        "about": [audit_event],
        "recipient": [{"display": "Privacy officer"}],
    }


def _communication(kept: KeptDeed, category: str) -> Resource:
    return {
        "resourceType": "Communication",
        # It has not reached its reader yet: that is for the repository to do.
        "status": "in-progress",
        "category": [{"coding": [{"system": _CATEGORY, "code": category}]}],
        "sent": instant(kept.kept_s),
        "reasonCode": [{"coding": [{"system": ACT_REASON, "code": kept.deed.purpose.value}]}],
    }


def _words(kept: KeptDeed, workplace: Workplace) -> str:
    deed = kept.deed
    began = dt.datetime.fromtimestamp(deed.occurred_s, dt.UTC)
    place = ", ".join(part for part in (workplace.organisation, workplace.department) if part)
    sentences = [
        translate(
            "notices", "On {date} at {time} (UTC) {name}, {role}, opened your health record in an emergency."
        ).format(
            date=began.date().isoformat(), time=f"{began:%H:%M}", name=deed.agent.name, role=deed.agent.role
        )
    ]
    if place:
        sentences.append(translate("notices", "Place: {place}.").format(place=place))
    if deed.reason is not None:
        sentences.append(translate("notices", "Reason given: {reason}.").format(reason=_reason(deed.reason)))
    sentences.append(
        translate("notices", "The access ends by itself and is reviewed. You may ask the hospital about it.")
    )
    return " ".join(sentences)


def _reason(reason: EmergencyReason) -> str:
    match reason:
        case EmergencyReason.UNCONSCIOUS:
            return translate("notices", "you were unconscious")
        case EmergencyReason.LACKS_CAPACITY:
            return translate("notices", "you could not decide for yourself")
        case EmergencyReason.THREAT_TO_LIFE:
            return translate("notices", "your life was in danger")
        case EmergencyReason.CANNOT_COMMUNICATE:
            return translate("notices", "you could not be understood")
        case EmergencyReason.OTHER:
            return translate("notices", "another reason, kept for the review")
