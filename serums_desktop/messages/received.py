"""Why a resource is not shown, in words a clinician reads."""

from __future__ import annotations

from serums_desktop.domain.received import Reason
from serums_desktop.messages.translation import translate


def reason(why: Reason) -> str:
    """A short phrase for a reason; it names no value of the resource."""
    return {
        Reason.NONE: "",
        Reason.UNLISTED_TYPE: translate("received", "a kind this program does not show"),
        Reason.ENTERED_IN_ERROR: translate("received", "entered in error, says the source"),
        Reason.REFUTED: translate("received", "refuted, says the source"),
        Reason.NOT_TAKEN: translate("received", "not taken, says the source"),
        Reason.DO_NOT_PERFORM: translate("received", "an order not to do something"),
        Reason.UNKNOWN_MODIFIER: translate("received", "changed by a rule not known here"),
        Reason.WRONG_SHAPE: translate("received", "not in the shape the standard asks for"),
        Reason.NO_ID: translate("received", "sent without a number of its own"),
        Reason.OTHER_PATIENT: translate("received", "names another patient"),
        Reason.NAMED_BY_ANOTHER: translate("received", "told by the entry that names it"),
        Reason.SAME_FACT: translate("received", "the same fact as another entry"),
    }[why]
