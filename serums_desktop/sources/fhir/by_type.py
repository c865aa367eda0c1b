"""A patient's record asked for type by type, and which types a server could not give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.summary import RESUSCITATION_CODES
from serums_desktop.sources.fhir.bundles import Page
from serums_desktop.sources.fhir.capabilities import Capabilities
from serums_desktop.sources.fhir.conversation import (
    NOBODY,
    NOT_OFFERED,
    OF_THE_SERVER,
    PAGE_COUNT,
    Conversation,
)
from serums_desktop.sources.fhir.http import Parameters
from serums_desktop.sources.fhir.read_ahead import ReadAhead
from serums_desktop.work.cancel import CancelToken

# Asked for where a server has no $everything. Devices come before what is named by them.
_SEARCHED_BY_PATIENT = (
    "Device",
    "AllergyIntolerance",
    "Flag",
    "Condition",
    "MedicationRequest",
    "MedicationStatement",
    "MedicationDispense",
    "MedicationAdministration",
    "Immunization",
    "Encounter",
    "Procedure",
    "Observation",
    "DiagnosticReport",
    "ImagingStudy",
    "DeviceUseStatement",
    "CarePlan",
    "Goal",
    "FamilyMemberHistory",
    "DocumentReference",
    "Composition",
    "Provenance",
)
_SNOMED = "http://snomed.info/sct"

BUSY = {502, 503, 504}


class Question(msgspec.Struct, frozen=True):
    """One search. `promised` says whether the server itself says that it answers it.

    With `link`, it is one of whose answer a part has come, and goes on there; `inherits` where an earlier
    reading was given that link. `most` is how many pages of the answer are wanted, None for all.
    """

    kind: str
    parameters: Parameters
    promised: bool
    link: str = ""
    inherits: bool = False
    most: int | None = None


class LinkGone(Exception):
    """The server does not know the link at which a question was to go on; `error` is what it says."""

    def __init__(self, error: SourceError) -> None:
        super().__init__()
        self.error = error


def questions(
    patient_id: str, capabilities: Capabilities, types: frozenset[str] | None = None
) -> Iterator[Question]:
    """The searches that bring a patient's record, or of it only `types`, from a server of these capabilities.

    Some sources state a resuscitation decision as an observation: that much of them is asked for even where
    observations are not.
    """
    for kind in ("Patient", *_SEARCHED_BY_PATIENT):
        narrower: Parameters = {}
        if types is not None and kind != "Patient" and kind not in types:
            if kind != "Observation":
                continue
            narrower = {"code": ",".join(f"{_SNOMED}|{code}" for code in sorted(RESUSCITATION_CODES))}
        known = capabilities.parameters.get(kind)
        if capabilities.parameters and (known is None or not narrower.keys() <= known):
            continue
        yield Question(kind, {**about(kind, patient_id, capabilities), **narrower}, known is not None)


def devices(talk: Conversation, patient_id: str, **narrowed: str) -> Iterator[Page]:
    """A patient's devices, beside $everything: R4's patient compartment has none (FHIR R4 §2.22).

    Raises SourceError, SignInRefused, CardError, Cancelled.
    """
    if "Device" not in talk.capabilities.parameters:
        return
    try:
        yield from talk.pages("Device", {**about("Device", patient_id, talk.capabilities), **narrowed})
    except SourceError as error:
        if error.http_status not in NOT_OFFERED:
            talk.raise_unless_empty(error, "Device")


def about(kind: str, patient_id: str, capabilities: Capabilities) -> Parameters:
    """What narrows a search of a type to one patient."""
    known = capabilities.parameters.get(kind)
    if kind == "Patient":
        return {"_id": patient_id}
    if known is not None and "patient" not in known and "subject" in known:
        return {"subject": f"Patient/{patient_id}", "_count": PAGE_COUNT}
    return {"patient": patient_id, "_count": PAGE_COUNT}


def type_by_type(talk: Conversation, asked: list[Question], parallel: int) -> Iterator[tuple[str, Page]]:
    """The pages of each search with its type, in the order asked; `parallel` searches at once.

    One that fails does not keep the others from being read: the error comes last. Its `missing` are types
    that are refused to everybody, and no type that is refused to this patient. Raises LinkGone for a link
    that was inherited.
    """
    incomplete: SourceError | None = None
    missing: list[str] = []
    with ReadAhead([partial(_pages, talk, question) for question in asked], parallel, talk.cancel) as ahead:
        for question, pages in zip(asked, ahead, strict=True):
            try:
                for page in pages:
                    yield question.kind, page
            except LinkGone as gone:
                if question.inherits:
                    raise
                incomplete = incomplete or gone.error
            except SourceError as error:
                if error.kind in OF_THE_SERVER or error.http_status in BUSY:
                    raise
                lasting = _lasting(talk, question, error)
                if lasting is None:
                    continue
                incomplete = incomplete or lasting
                if lasting.missing and question.kind not in missing:
                    missing.append(question.kind)
    if incomplete is not None:
        raise SourceError(
            talk.http.source_id,
            incomplete.kind,
            http_status=incomplete.http_status,
            missing=tuple(missing),
        ) from incomplete


def going_on(
    talk: Conversation, address: str, parameters: Parameters, link: str, wanted: int | None = None
) -> Iterator[Page]:
    """The pages of an answer from `link` on, or from the first where there is none; so many of them.

    Raises LinkGone where nothing is at a link any more: that is no answer, and no refusal either. Raises what
    `Conversation.pages` raises.
    """
    pages = talk.pages(address, parameters, link=link)
    came = 0
    while came != wanted:
        try:
            page = next(pages, None)
        except SourceError as error:
            if (came or link) and (
                error.http_status in NOT_OFFERED or error.kind is SourceFault.FOREIGN_LINK
            ):
                raise LinkGone(error) from error
            raise
        if page is None:
            return
        came += 1
        yield page


def _pages(talk: Conversation, question: Question, cancel: CancelToken) -> Iterator[Page]:
    return going_on(talk.until(cancel), question.kind, question.parameters, question.link, question.most)


def _lasting(talk: Conversation, question: Question, error: SourceError) -> SourceError | None:
    """What is left of a failed search: None where it says nothing, or nothing that may be told.

    The error names the type as `missing` where the same question about nobody fails in the same way.
    """
    if error.http_status in NOT_OFFERED and not question.promised:
        return None
    if error.http_status is None or error.http_status < 400:
        # An answer that came and could not be read.
        return error
    met = _about_nobody(talk, question, error)
    if met is None:
        # A server in disorder is a gap that must show; a refusal of one patient is an empty answer.
        return error if error.http_status >= 500 else None
    return SourceError(talk.http.source_id, met.kind, http_status=met.http_status, missing=(question.kind,))


def _about_nobody(talk: Conversation, question: Question, error: SourceError) -> SourceError | None:
    """What the question meets with when it is about nobody; None where it is answered."""
    if error.kind is SourceFault.FORBIDDEN:
        nobody: Parameters = {"_id": NOBODY, "_count": "1"}
    else:
        nobody = {
            name: "Patient/" * (name == "subject") + NOBODY
            if name in {"_id", "patient", "subject"}
            else value
            for name, value in question.parameters.items()
        }
    try:
        talk.get(question.kind, nobody)
    except SourceError as met:
        if met.kind in OF_THE_SERVER or met.http_status in BUSY:
            raise
        return met
    return None
