"""How far a device's own clock was ahead, where its gateway wrote both times down.

IEEE 11073-20601 and the HL7 Personal Health Device guide: an observation of MDC_ATTR_TIME_ABS whose value is
the device's time and whose effective time is the gateway's, the same moment.
"""

from __future__ import annotations

from serums_desktop.domain.dates import PartialDate, Precision
from serums_desktop.sources.fhir import structs_results as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.datatypes import CodeableConcept

MDC = "urn:iso:std:iso:11073:10101"
_ABSOLUTE_TIME = "67975"


def clock_offset_s(resource: fhir.Observation) -> float | None:
    """Seconds by which the device was ahead; None for any other observation, or where a time is vague."""
    if not says_device_time(resource.code):
        return None
    ours = _moment(resource.effective_date_time or resource.effective_instant)
    theirs = _moment(resource.value_date_time)
    if ours is None or theirs is None:
        return None
    return theirs.start_s - ours.start_s


def says_device_time(code: CodeableConcept | None) -> bool:
    """Whether an observation of this code is about the clock of its device."""
    return any(coding.code == _ABSOLUTE_TIME and coding.system == MDC for coding in terms.codings(code))


def _moment(text: str | None) -> PartialDate | None:
    try:
        moment = PartialDate.parse(text or "")
    except ValueError:
        # The reading of the observation itself says so.
        return None
    return moment if moment.precision is Precision.SECOND and moment.has_zone else None
