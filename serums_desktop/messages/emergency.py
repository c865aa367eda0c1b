"""The words of an emergency access: its reasons, its stages, its end."""

from __future__ import annotations

from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.messages.notices import Notice
from serums_desktop.messages.translation import translate


def reason(why: EmergencyReason) -> str:
    """A reason as it stands on its key and in the bar."""
    return {
        EmergencyReason.UNCONSCIOUS: translate("emergency", "Unconscious"),
        EmergencyReason.LACKS_CAPACITY: translate("emergency", "Lacks capacity"),
        EmergencyReason.THREAT_TO_LIFE: translate("emergency", "Immediate threat to life"),
        EmergencyReason.CANNOT_COMMUNICATE: translate("emergency", "Communication impossible"),
        EmergencyReason.OTHER: translate("emergency", "Other, in words"),
    }[why]


def stage(which: Stage) -> str:
    """The name of a stage."""
    return {
        Stage.SAFETY_SUMMARY: translate("emergency", "Safety summary"),
        Stage.MEDICINES: translate("emergency", "Medicines history"),
        Stage.EVERYTHING: translate("emergency", "Everything"),
    }[which]


def stage_holds(which: Stage) -> str:
    """What a stage asks the sources for."""
    return {
        Stage.SAFETY_SUMMARY: translate(
            "emergency", "allergies, alerts, implants, current medicines, problems, resuscitation"
        ),
        Stage.MEDICINES: translate("emergency", "what was given and dispensed, and when"),
        Stage.EVERYTHING: translate("emergency", "timeline, results, documents, device charts"),
    }[which]


def not_asked_yet() -> str:
    """Why a place is empty that an emergency access has not come to. That is not "nothing recorded"."""
    return translate("emergency", "Not asked for at this stage.")


def minutes(duration_s: int) -> str:
    """A duration in minutes, or in hours from two on: "60 min", "2 h"."""
    if duration_s >= 7200 and duration_s % 3600 == 0:
        return translate("emergency", "{n} h").format(n=duration_s // 3600)
    return translate("emergency", "{n} min").format(n=duration_s // 60)


def ending_soon(remaining_s: float) -> str:
    """The warning that stands from five minutes and from one minute before the end on; empty before."""
    if remaining_s <= 60:
        return translate("emergency", "Less than 1 minute left")
    if remaining_s <= 300:
        return translate("emergency", "Less than 5 minutes left")
    return ""


def ended(time: str) -> Notice:
    """What is said at the end; `time` is the time of day, ready to read."""
    return Notice(
        translate("emergency", "Emergency access ended at {time}.").format(time=time),
        translate("emergency", "What it showed has left this screen and this computer."),
        translate("emergency", "It can be asked for again, with a new entry."),
    )


def lasts(time: str) -> Notice:
    """Why no other record opens now; `time` is the time of day at which it ends, ready to read."""
    return Notice(
        translate("emergency", "An emergency access lasts until {time}.").format(time=time),
        translate("emergency", "It is for one patient."),
        translate("emergency", "End it before you open another record."),
    )
