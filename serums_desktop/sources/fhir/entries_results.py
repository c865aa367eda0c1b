"""Observations, reports and imaging studies."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Component, Entry, Label, RangeFlag, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.domain.series import Samples
from serums_desktop.domain.stated_codes import says_none
from serums_desktop.sources.fhir import structs_results as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.datatypes import Reference
from serums_desktop.sources.fhir.flags import range_flag
from serums_desktop.sources.fhir.ranges import ranges_of
from serums_desktop.sources.fhir.retraction import retracted
from serums_desktop.sources.fhir.samples import samples
from serums_desktop.sources.fhir.shape import date
from serums_desktop.sources.fhir.terms import Origin, words

# Observations are most of a record, and looking a member of an enumeration up takes longer than a call.
_CATEGORY, _PERFORMER, _BODY_SITE, _METHOD = Label.CATEGORY, Label.PERFORMER, Label.BODY_SITE, Label.METHOD
_DEVICE, _CLOCK_OFFSET, _NOTE = Label.DEVICE, Label.CLOCK_OFFSET, Label.NOTE
_PAST, _UNKNOWN, _PROBLEMS, _VITALS, _LABS = (
    Standing.PAST, Standing.UNKNOWN, Lane.PROBLEMS, Lane.VITALS, Lane.LABS
)  # fmt: skip

# CodeSystem observation-category, with the two codes that home devices are sent under.
_CATEGORY_LANES = {
    "vital-signs": Lane.VITALS,
    "activity": Lane.VITALS,
    "exam": Lane.VITALS,
    "device": Lane.VITALS,
    "personal-health-device": Lane.VITALS,
    "social-history": Lane.PROBLEMS,
    "imaging": Lane.IMAGING,
    "laboratory": Lane.LABS,
}

# LOINC codes of vital signs, activity, continuous glucose and ECG, whatever category they come under.
_VITAL_SIGNS = frozenset(
    {
        "85354-9", "8480-6", "8462-4", "8478-0", "55284-4", "8867-4", "9279-1", "59408-5", "2708-6",
        "8310-5", "29463-7", "3141-9", "8302-2", "8306-3", "39156-5", "9843-4", "8287-5", "85353-1",
        "41950-7", "55423-8", "99504-3", "105272-9", "97507-8", "105273-7", "97506-0", "97510-2", "11524-6",
    }
)  # fmt: skip

# LOINC codes of ways of life and pregnancy, which many senders give no category.
_CIRCUMSTANCES = frozenset({"72166-2", "74013-4", "11367-0", "82810-3", "11778-8"})

# HL7 v2 table 0074 (diagnostic service sections) and the LOINC part that mean pictures.
_IMAGING_SECTIONS = frozenset(
    {"RAD", "IMG", "CT", "NMR", "NMS", "RUS", "OUS", "VUS", "CUS", "RX", "XRC", "LP29684-5"}
)

# CodeSystems diagnostic-report-status and imagingstudy-status: what was asked for and what was given up.
_REPORTS = {"registered": Standing.PLANNED, "cancelled": Standing.PAST}

# LOINC document types that some senders put into a report's category: notes, not results.
_NOTE_TYPES = frozenset({"34117-2", "51847-2", "11506-3", "18842-5", "34133-9", "11488-4", "34111-5"})


def observation(resource: fhir.Observation, origin: Origin) -> tuple[Entry, tuple[Samples, ...]] | Reason:
    """A measurement or finding, and the series of samples it carries."""
    status = resource.status
    if status == "entered-in-error":
        return Reason.ENTERED_IN_ERROR
    when = _effective(resource)
    device = terms.name(resource.device)
    performers = terms.names(resource.performer)
    series: tuple[Samples, ...] = ()
    if (run := samples(resource, origin, when.start, device, "$")) is not None:
        series = (run,)
    components: tuple[Component, ...] = ()
    if resource.component:
        components, runs = _components(resource, origin, when.start, device)
        series += runs
    coded = terms.coded(resource.code)
    lane = _observation_lane(resource, coded, bool(series))
    value = terms.quantity(resource.value_quantity, "$.valueQuantity")
    ranges = ranges_of(resource.reference_range, "$")
    said = terms.entry(
        resource,
        origin,
        words(resource.code),
        lane=lane,
        codes=coded,
        when=when,
        status=status,
        standing=_standing(status, lane),
        negated=says_none(coded),
        flag=range_flag(resource.interpretation, value, resource.reference_range, ranges),
        value=value,
        value_text=_value_text(resource, "$"),
        components=components,
        ranges=ranges,
        details=terms.details(
            (_CATEGORY, terms.all_words(resource.category)),
            (_PERFORMER, performers),
            (_BODY_SITE, words(resource.body_site)),
            (_METHOD, words(resource.method)),
            (_METHOD, terms.name(resource.specimen)),
            (_DEVICE, device),
            (_CLOCK_OFFSET, "" if origin.clock_offset_s is None else f"{origin.clock_offset_s:+g} s"),
            (_NOTE, _about(resource.focus) if resource.focus else ""),
            (_NOTE, words(resource.data_absent_reason)),
            (_NOTE, terms.notes(resource.note)),
        ),
        author=performers,
        recorded=date(resource.issued, "$.issued"),
        has_samples=bool(series),
    )
    if status == "cancelled":
        return _not_measured(said), ()
    return said, series


def _components(
    resource: fhir.Observation, origin: Origin, start: PartialDate | None, device: str
) -> tuple[tuple[Component, ...], tuple[Samples, ...]]:
    """The parts of an observation, and the series of samples they carry."""
    components, runs = [], []
    for index, part in enumerate(resource.component):
        path = f"$.component[{index}]"
        if (run := samples(part, origin, start, device, path)) is not None:
            runs.append(run)
        components.append(_component(part, path))
    return tuple(components), tuple(runs)


def _about(focus: tuple[Reference, ...]) -> str:
    """A finding about a fetus, a donor or an implant is none about the patient: it must be seen."""
    return ", ".join(filter(None, (each.display or each.reference for each in focus)))


def _not_measured(said: Entry) -> Entry:
    """The measurement was not started or not completed (CodeSystem observation-status): it has no result.

    What it says all the same is kept as words.
    """
    rest = [str(said.value or said.value_text)]
    rest += [f"{part.title}: {part.value or part.value_text}" for part in said.components]
    return msgspec.structs.replace(
        said,
        standing=Standing.PAST,
        negated=True,
        flag=RangeFlag.NONE,
        value=None,
        value_text="",
        components=(),
        details=(*said.details, *terms.details((Label.NOTE, "\n".join(filter(None, rest))))),
        has_samples=False,
    )


def _effective(resource: fhir.Observation) -> Span:
    if resource.effective_date_time is not None:
        return terms.moment(resource.effective_date_time, "$.effectiveDateTime")
    if resource.effective_instant is not None:
        return terms.moment(resource.effective_instant, "$.effectiveInstant")
    if resource.effective_timing is not None:
        first = next(filter(None, resource.effective_timing.event), None)
        return terms.moment(first, "$.effectiveTiming.event")
    return terms.span(resource.effective_period, "$.effectivePeriod")


def _standing(status: str, lane: Lane) -> Standing:
    if status == "registered":
        return Standing.PLANNED
    # A way of life was so when it was asked; whether it still is, nobody said.
    return _PAST if lane is _PROBLEMS else _UNKNOWN


def _observation_lane(resource: fhir.Observation, coded: tuple[Coding, ...], is_series: bool) -> Lane:
    codes = [coding.code for coding in coded]
    if is_series or not _VITAL_SIGNS.isdisjoint(codes):
        return _VITALS
    for category in resource.category:
        for coding in category.coding:
            if (lane := _CATEGORY_LANES.get(coding.code)) is not None:
                return lane
    return _LABS if _CIRCUMSTANCES.isdisjoint(codes) else _PROBLEMS


def _component(part: fhir.ObservationComponent, path: str) -> Component:
    value = terms.quantity(part.value_quantity, f"{path}.valueQuantity")
    ranges = ranges_of(part.reference_range, path)
    return Component(
        words(part.code),
        terms.coded(part.code),
        value,
        _value_text(part, path) or ("" if value else words(part.data_absent_reason)),
        ranges,
        range_flag(part.interpretation, value, part.reference_range, ranges),
    )


def _value_text(part: fhir.Observation | fhir.ObservationComponent, path: str) -> str:
    """The value where it is not an amount, as the source wrote it."""
    if part.value_codeable_concept is not None:
        return words(part.value_codeable_concept)
    if part.value_string is not None:
        return part.value_string
    if part.value_boolean is not None:
        return "true" if part.value_boolean else "false"
    if part.value_integer is not None:
        return str(part.value_integer)
    if part.value_period is not None:
        return terms.period_text(part.value_period, f"{path}.valuePeriod")
    if part.value_range is not None and (text := terms.range_text(part.value_range, f"{path}.valueRange")):
        return text
    if part.value_ratio is not None and (text := terms.ratio_text(part.value_ratio, f"{path}.valueRatio")):
        return text
    return part.value_time or part.value_date_time or ""


def report(resource: fhir.DiagnosticReport, origin: Origin) -> Entry | Reason:
    """A report: its conclusion, and its text where that came with it."""
    if reason := retracted(resource.status):
        return reason
    when = (
        terms.moment(resource.effective_date_time, "$.effectiveDateTime")
        if resource.effective_date_time is not None
        else terms.span(resource.effective_period, "$.effectivePeriod")
    )
    issued = date(resource.issued, "$.issued")
    people = [*resource.performer, *resource.results_interpreter]
    texts = [
        terms.attached_text(form, f"$.presentedForm[{index}]")
        for index, form in enumerate(resource.presented_form)
    ]
    return terms.entry(
        resource,
        origin,
        words(resource.code),
        lane=_report_lane(resource),
        codes=terms.codings(resource.code),
        when=when if not when.is_undated else Span(issued),
        status=resource.status,
        standing=_REPORTS.get(resource.status, Standing.UNKNOWN),
        negated=resource.status == "cancelled",
        details=terms.details(
            (Label.CONCLUSION, resource.conclusion),
            (Label.CONCLUSION, terms.all_words(resource.conclusion_code)),
            (Label.CATEGORY, terms.all_words(resource.category)),
            (Label.METHOD, terms.names(resource.specimen)),
            (Label.PERFORMER, terms.names(people)),
            (Label.TEXT, "\n\n".join(filter(None, texts))),
            (Label.TEXT, "\n".join(filter(None, (form.title for form in resource.presented_form)))),
            (Label.NOTE, "\n".join(filter(None, (media.comment for media in resource.media)))),
        ),
        author=terms.names(people),
        recorded=issued,
    )


def _report_lane(resource: fhir.DiagnosticReport) -> Lane:
    sections = {coding.code for category in resource.category for coding in category.coding}
    if sections & _IMAGING_SECTIONS:
        return Lane.IMAGING
    return Lane.DOCUMENTS if sections & _NOTE_TYPES else Lane.LABS


def imaging_study(resource: fhir.ImagingStudy, origin: Origin) -> Entry | Reason:
    """A study of pictures: what was done, not the pictures."""
    if reason := retracted(resource.status):
        return reason
    modalities = [*resource.modality, *(series.modality for series in resource.series if series.modality)]
    modality = ", ".join(dict.fromkeys(item.display or item.code for item in modalities))
    sites = [side for series in resource.series for side in (series.body_site, series.laterality) if side]
    return terms.entry(
        resource,
        origin,
        resource.description or terms.all_words(resource.procedure_code) or modality,
        lane=Lane.IMAGING,
        codes=terms.codings(*resource.procedure_code),
        when=terms.moment(resource.started, "$.started"),
        status=resource.status,
        standing=_REPORTS.get(resource.status, Standing.UNKNOWN),
        # It was not started or not completed (CodeSystem imagingstudy-status).
        negated=resource.status == "cancelled",
        details=terms.details(
            (Label.METHOD, modality),
            (Label.BODY_SITE, ", ".join(dict.fromkeys(site.display or site.code for site in sites))),
            (
                Label.REASON,
                ", ".join(
                    filter(
                        None, (terms.all_words(resource.reason_code), terms.names(resource.reason_reference))
                    )
                ),
            ),
            (Label.PLACE, terms.name(resource.location)),
            (Label.PERFORMER, terms.names(resource.interpreter)),
            (Label.TEXT, "\n".join(series.description for series in resource.series if series.description)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.referrer),
    )
