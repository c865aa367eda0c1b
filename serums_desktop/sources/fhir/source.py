"""A FHIR server as a source of records."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import msgspec
import requests

from serums_desktop.domain.errors import Cancelled, SerumsError, SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Received
from serums_desktop.domain.summary import RESUSCITATION_CODES
from serums_desktop.domain.ward import Ward
from serums_desktop.sources.fhir import ward
from serums_desktop.sources.fhir.bundles import BundleEntry, Page, read_page
from serums_desktop.sources.fhir.capabilities import Capabilities, read_capabilities
from serums_desktop.sources.fhir.http import AccessTokens, FhirHttp, Limits, Parameters
from serums_desktop.sources.fhir.listed import DECODERS
from serums_desktop.sources.fhir.patients import patient as read_patient
from serums_desktop.sources.fhir.reading import RunReader, in_pages
from serums_desktop.sources.fhir.retraction import has_unknown_modifier
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.structs_problems import Patient
from serums_desktop.work.cancel import CancelToken

# Asked for one after another where a server has no $everything. Devices come before what is named by them.
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

_PAGE_COUNT = "500"
_PAGE_SIZE = 500
_MOST_PAGES = 5_000
_MOST_SEARCH_PAGES = 5
_MOST_PRODUCTS = 200
_IDS_PER_QUESTION = 50
_SNOMED = "http://snomed.info/sct"

# The answers of a server that does not know what it was asked for, or has nothing there.
_NOT_OFFERED = {400, 404, 405, 410, 501}

# An id that no patient has: the question to it is as allowed as the one that was refused, and reveals nobody.
_NOBODY = "nobody-0"


class FhirSource:
    """One FHIR R4 or R4B server. Safe from any thread; one call is one conversation.

    `http` carries the trust anchors; `timeout_s` is how long the server may be silent. Raises
    ConfigurationError for a base that is not HTTPS.
    """

    def __init__(
        self,
        *,
        source_id: str,
        fhir_base: str,
        http: requests.Session,
        tokens: AccessTokens,
        timeout_s: float,
        limits: Limits | None = None,
    ) -> None:
        self._source_id = source_id
        limits = msgspec.structs.replace(limits or Limits(), read_timeout_s=timeout_s)
        self._http = FhirHttp(source_id, fhir_base, http, tokens, limits)
        self._guard = threading.Lock()
        self._capabilities: Capabilities | None = None

    @property
    def source_id(self) -> str:
        """The configuration's name for it."""
        return self._source_id

    def search(
        self, query: PatientQuery, purpose: PurposeOfUse, cancel: CancelToken
    ) -> list[PatientAtSource]:
        """Patients that may match: by each identifier, and by name with the birth date, together.

        A name is asked for word by word, because which words are surnames only the source knows.
        Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        questions: list[Parameters] = [
            {"identifier": f"{number.system}|{number.value}"} for number in query.identifiers
        ]
        if query.words:
            by_name: dict[str, str | list[str]] = {"name": list(query.words)}
            if query.birth_date is not None:
                by_name["birthdate"] = query.birth_date.isoformat()
            questions.append(by_name)
        self._known_capabilities(purpose, cancel)
        found: dict[str, PatientAtSource] = {}
        for question in questions:
            try:
                for page in self._pages("Patient", question, purpose, cancel, _MOST_SEARCH_PAGES):
                    found |= {patient.patient_id: patient for patient in self._patients(page)}
            except SourceError as error:
                self._raise_unless_empty(error, "Patient", purpose, cancel)
        return list(found.values())

    def patient(self, patient_id: str, purpose: PurposeOfUse, cancel: CancelToken) -> PatientAtSource | None:
        """The patient of this id, None where the source serves none.

        Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        try:
            return self._by_id([patient_id], purpose, cancel).get(patient_id)
        except SourceError as error:
            self._raise_unless_empty(error, "Patient", purpose, cancel)
            return None

    def read(
        self,
        patient: PatientAtSource,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None = None,
    ) -> Iterator[list[Received]]:
        """Everything the source releases for this patient and purpose, in pages of at most 500.

        With `types`, only those and the patient are asked for, each by itself.
        Raises SourceError (its `kept` says how much came before), SignInRefused, CardError, Cancelled.
        A return without an error means that the source was read to its end.
        """
        reader = RunReader(self._source_id, patient.patient_id, self._http.fhir_base, types)
        kept = 0
        broken: SerumsError | None = None
        try:
            for page in self._conversation(patient.patient_id, reader, purpose, cancel, types):
                for received in in_pages(reader.page(page.records), _PAGE_SIZE):
                    kept += len(received)
                    yield received
        except Cancelled:
            raise
        except SerumsError as error:
            broken = error
        for received in in_pages(reader.finish(complete=broken is None), _PAGE_SIZE):
            kept += len(received)
            yield received
        if isinstance(broken, SourceError):
            raise SourceError(
                self._source_id,
                broken.kind,
                http_status=broken.http_status,
                kept=kept,
                retry_after_s=broken.retry_after_s,
            ) from broken
        if broken is not None:
            raise broken

    def ward(self, location: str, purpose: PurposeOfUse, cancel: CancelToken) -> Ward:
        """Who lies at a Location ("Location/id") now.

        Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        here = ward.read_location(self._http.get(location, purpose, cancel).body)
        question: Parameters = {"location": location, "status": "in-progress", "_count": _PAGE_COUNT}
        pages = self._pages("Encounter", question, purpose, cancel, _MOST_SEARCH_PAGES)
        stays = [stay for page in pages for stay in ward.encounters(page.records)]
        ids = list(dict.fromkeys(filter(None, map(ward.patient_id, stays))))
        return Ward(here, tuple(ward.inpatients(stays, self._by_id(ids, purpose, cancel), location)))

    def close(self) -> None:
        """Close idle connections."""
        self._http.close()

    def _by_id(
        self, ids: Sequence[str], purpose: PurposeOfUse, cancel: CancelToken
    ) -> dict[str, PatientAtSource]:
        """The patients of these ids that the source serves."""
        found: dict[str, PatientAtSource] = {}
        for first in range(0, len(ids), _IDS_PER_QUESTION):
            some: Parameters = {
                "_id": ",".join(ids[first : first + _IDS_PER_QUESTION]),
                "_count": _PAGE_COUNT,
            }
            for page in self._pages("Patient", some, purpose, cancel, _MOST_SEARCH_PAGES):
                found |= {patient.patient_id: patient for patient in self._patients(page)}
        return found

    # -- the conversation --------------------------------------------------------------------------

    def _conversation(
        self,
        patient_id: str,
        reader: RunReader,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None,
    ) -> Iterator[Page]:
        capabilities = self._known_capabilities(purpose, cancel)
        # Few servers understand _type of $everything: what is asked in part is asked type by type.
        offered = types is None and (capabilities.everything or not capabilities.parameters)
        if offered:
            try:
                address = f"Patient/{patient_id}/$everything"
                yield from self._pages(address, {"_count": _PAGE_COUNT}, purpose, cancel, _MOST_PAGES)
            except SourceError as error:
                if error.http_status not in _NOT_OFFERED:
                    self._raise_unless_empty(error, "Patient", purpose, cancel)
                # The operation may be refused to everybody, and the types still be open.
                offered = False
        if not offered:
            yield from self._type_by_type(patient_id, capabilities, purpose, cancel, types)
        yield from self._products(reader, purpose, cancel)

    def _type_by_type(
        self,
        patient_id: str,
        capabilities: Capabilities,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None,
    ) -> Iterator[Page]:
        """Search each type. One that fails for everybody does not keep the others from being read."""
        incomplete: SourceError | None = None
        for kind, narrower in _questions(types):
            parameters = capabilities.parameters.get(kind)
            if capabilities.parameters and (parameters is None or not narrower.keys() <= parameters):
                continue
            question = {**_by_patient(kind, patient_id, parameters), **narrower}
            try:
                yield from self._pages(kind, question, purpose, cancel, _MOST_PAGES)
            except SourceError as error:
                if error.http_status in _NOT_OFFERED:
                    # A type that the server says it serves and then does not is a gap that must show.
                    incomplete = error if parameters is not None else incomplete
                    continue
                try:
                    self._raise_unless_empty(error, kind, purpose, cancel)
                except SourceError as lasting:
                    if lasting.kind is not SourceFault.FORBIDDEN:
                        raise
                    incomplete = lasting
        if incomplete is not None:
            raise incomplete

    def _products(self, reader: RunReader, purpose: PurposeOfUse, cancel: CancelToken) -> Iterator[Page]:
        """Medicines' names that are resources of their own and did not come along."""
        for address in reader.missing_products()[:_MOST_PRODUCTS]:
            try:
                answer = self._http.get(address, purpose, cancel)
            except SourceError as error:
                if error.http_status in _NOT_OFFERED or error.kind is SourceFault.FORBIDDEN:
                    continue
                raise
            yield Page(entry=[BundleEntry(resource=msgspec.Raw(answer.body))])

    def _pages(
        self, address: str, question: Parameters, purpose: PurposeOfUse, cancel: CancelToken, most: int
    ) -> Iterator[Page]:
        """A bundle and those its next links lead to. Raises SourceError(TOO_LARGE) beyond `most` pages."""
        answer = self._http.get(address, purpose, cancel, question)
        visited = {answer.url}
        while True:
            page = read_page(answer.body, self._source_id)
            yield page
            if not page.next_url:
                return
            url = self._http.within_origin(page.next_url, answer.url)
            if url in visited or len(visited) >= most:
                raise SourceError(self._source_id, SourceFault.TOO_LARGE)
            visited.add(url)
            answer = self._http.get(url, purpose, cancel)

    def _raise_unless_empty(
        self, error: SourceError, kind: str, purpose: PurposeOfUse, cancel: CancelToken
    ) -> None:
        """Tell a refusal that concerns one patient from one that concerns the token.

        A patient-level refusal is an empty answer: that there is something to refuse must not be
        visible (Regulation (EU) 2025/327, Article 8). The same question about nobody tells which it is.
        Raises the error, or what the question about nobody met with.
        """
        if error.kind is not SourceFault.FORBIDDEN:
            raise error
        self._http.get(kind, purpose, cancel, {"_id": _NOBODY, "_count": "1"})

    def _known_capabilities(self, purpose: PurposeOfUse, cancel: CancelToken) -> Capabilities:
        with self._guard:
            known = self._capabilities
        if known is None:
            try:
                known = read_capabilities(self._http.get("metadata", purpose, cancel).body, self._source_id)
            except SourceError as error:
                if error.http_status not in _NOT_OFFERED:
                    raise
                known = Capabilities()
            with self._guard:
                self._capabilities = known
        return known

    def _patients(self, page: Page) -> Iterator[PatientAtSource]:
        for entry in page.records:
            raw = bytes(entry.resource)
            try:
                resource = DECODERS["Patient"].decode(raw)
                if isinstance(resource, Patient) and resource.id and not has_unknown_modifier(resource, raw):
                    yield read_patient(resource, self._source_id)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, WrongShape):
                # Not a patient that could be recognised, so not one that could be chosen.
                continue


def _questions(types: frozenset[str] | None) -> Iterator[tuple[str, Parameters]]:
    """The types to search, each with what narrows it; all of them where `types` is None.

    Some sources state a resuscitation decision as an observation: that much of them is asked for even where
    observations are not.
    """
    yield "Patient", {}
    for kind in _SEARCHED_BY_PATIENT:
        if types is None or kind in types:
            yield kind, {}
        elif kind == "Observation":
            yield kind, {"code": ",".join(f"{_SNOMED}|{code}" for code in sorted(RESUSCITATION_CODES))}


def _by_patient(kind: str, patient_id: str, parameters: frozenset[str] | None) -> Parameters:
    if kind == "Patient":
        return {"_id": patient_id}
    if parameters is not None and "patient" not in parameters and "subject" in parameters:
        return {"subject": f"Patient/{patient_id}", "_count": _PAGE_COUNT}
    return {"patient": patient_id, "_count": _PAGE_COUNT}
