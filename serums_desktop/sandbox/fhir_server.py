"""One origin over HTTP: its FHIR R4 interface and its OpenID provider as an ASGI application."""

from __future__ import annotations

import email.utils

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox import search
from serums_desktop.sandbox.access_log import OBSERVER, AccessLog, Served, patients_of
from serums_desktop.sandbox.bodies import TooLong, body_of, form_of
from serums_desktop.sandbox.bundles import FHIR_JSON, outcome, searchset
from serums_desktop.sandbox.capability import capability_statement
from serums_desktop.sandbox.dpop import ALGORITHM
from serums_desktop.sandbox.evidence_store import REQUIRED, SEALED, EvidenceStore, Unacceptable
from serums_desktop.sandbox.identity_routes import IdentityRoutes
from serums_desktop.sandbox.oauth import AccessGrant, BearerRefusal
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.repository import Page, Repository, Stored

RESOURCE_TYPES = (
    "AllergyIntolerance", "AuditEvent", "Binary", "CarePlan", "CareTeam", "Claim", "Communication",
    "Composition", "Condition", "Consent", "Coverage", "Device", "DeviceUseStatement", "DiagnosticReport",
    "DocumentReference", "Encounter", "EpisodeOfCare", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag",
    "Goal", "ImagingStudy", "Immunization", "List", "Location", "Media", "Medication",
    "MedicationAdministration", "MedicationDispense", "MedicationRequest", "MedicationStatement",
    "Observation", "Organization", "Patient", "Practitioner", "PractitionerRole", "Procedure", "Provenance",
    "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Specimen", "SupplyDelivery",
)  # fmt: skip


class Habits(msgspec.Struct, frozen=True):
    """How one source differs from another where FHIR lets it."""

    with_total: bool = True
    relative_links: bool = False
    default_count: int = 100
    most_per_page: int = 1000


class Refused(Exception):
    """A request answered with an OperationOutcome."""

    def __init__(self, status: int, code: str, diagnostics: str = "", challenge: str = "") -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code
        self.diagnostics = diagnostics
        self.challenge = challenge


class FhirServer:
    """The routes of one origin.

    Staff read the records of `repository`; workstations the evidence that they delivered and, by its own
    observer, what this server logged itself, and of the records what treatment may see of a safety summary.
    """

    def __init__(
        self,
        title: str,
        provider: Provider,
        repository: Repository,
        evidence: EvidenceStore,
        access_log: AccessLog,
        habits: Habits,
        resource_types: frozenset[str],
    ) -> None:
        self._title = title
        self._provider = provider
        self._repository = repository
        self._evidence = evidence
        self._access_log = access_log
        self._habits = habits
        self._types = resource_types
        self._base = provider.circumstances.fhir_base

    def application(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                *IdentityRoutes(self._provider, self._title).routes(),
                Route("/fhir/metadata", self._metadata),
                Route("/fhir", self._continue),
                *(Route(f"/fhir/{name}", self._create, methods=["POST"]) for name in (*REQUIRED, SEALED)),
                Route("/fhir/Patient/{id}/$everything", self._everything),
                Route("/fhir/{type}/_search", self._search, methods=["POST"]),
                Route("/fhir/{type}/{id}", self._read),
                Route("/fhir/{type}", self._search),
            ],
            middleware=[Middleware(GZipMiddleware, minimum_size=1024, compresslevel=1)],
            exception_handlers={
                Refused: _refusal,
                TooLong: _too_long,
                Unacceptable: _unacceptable,
                search.SearchRefusal: _search_refusal,
            },
        )

    # -- who is asking ---------------------------------------------------------------------------

    def _granted(self, request: Request) -> AccessGrant:
        headers = request.headers
        try:
            return self._provider.check_access(
                headers.get("authorization"), headers.getlist("dpop"), request.method, request.scope["path"]
            )
        except BearerRefusal as refusal:
            challenge = self._provider.challenge()
            if "authorization" in headers:
                algorithms = f', algs="{ALGORITHM}"' if refusal.scheme == "DPoP" else ""
                challenge = f'{refusal.scheme} error="{refusal.code}"{algorithms}'
            raise Refused(401, "login", challenge=challenge) from refusal

    def _granted_for(self, request: Request, resource_type: str, verb: str) -> AccessGrant:
        grant = self._granted(request)
        if resource_type not in self._types:
            raise Refused(404, "not-supported", f"{resource_type} is not kept here")
        if not any(scope.permits(resource_type, verb) for scope in grant.scopes):
            scheme = request.headers["authorization"].partition(" ")[0]
            raise Refused(403, "forbidden", challenge=f'{scheme} error="insufficient_scope"')
        return grant

    # -- FHIR ------------------------------------------------------------------------------------

    async def _metadata(self, _request: Request) -> Response:
        return _fhir(msgspec.json.encode(capability_statement(self._base, self._types)))

    async def _search(self, request: Request) -> Response:
        resource_type = request.path_params["type"]
        grant = self._granted_for(request, resource_type, "s")
        parameters = list(request.query_params.multi_items())
        if request.method == "POST":
            try:
                parameters += await form_of(request)
            except ValueError as error:
                raise Refused(400, "structure") from error
        query = search.read_query(resource_type, parameters, **self._counts())
        return self._page(query, grant, request)

    async def _everything(self, request: Request) -> Response:
        grant = self._granted_for(request, "Patient", "r")
        if grant.is_workstation:
            raise Refused(403, "forbidden")
        patient = request.path_params["id"]
        if self._repository.read("Patient", patient, grant.purpose) is None:
            raise Refused(404, "not-found")
        query = search.read_everything(patient, request.query_params.multi_items(), **self._counts())
        return self._page(query, grant, request, f"Patient/{patient}/$everything")

    async def _continue(self, request: Request) -> Response:
        query = search.Query.from_token(request.query_params.get("_page", ""))
        grant = self._granted_for(request, query.type or "Patient", "s" if query.type else "r")
        return self._page(query, grant, request, "")

    def _page(
        self, query: search.Query, grant: AccessGrant, request: Request, operation: str | None = None
    ) -> Response:
        if not query.type:
            readable = [name for name in self._types if any(s.permits(name, "r") for s in grant.scopes)]
            query = msgspec.structs.replace(query, types=tuple(sorted(readable)))
        page = self._found(query, grant)
        patients = {query.patient} if query.patient else patients_of(page.resources)
        self._log(request, grant, "search-type" if query.type else "operation", patients, query.type)
        path = query.type if operation is None else operation
        links = {"self": "?".join(filter(None, (f"{self._base}/{path}".rstrip("/"), request.url.query)))}
        reached = query.offset + len(page.resources)
        if reached < page.total:
            following = msgspec.structs.replace(query, offset=reached, types=()).token()
            here = "/fhir" if self._habits.relative_links else self._base
            links["next"] = f"{here}?_page={following}"
        return _fhir(searchset(page, self._base, links, with_total=self._habits.with_total))

    async def _read(self, request: Request) -> Response:
        resource_type = request.path_params["type"]
        grant = self._granted_for(request, resource_type, "r")
        resource_id = request.path_params["id"]
        if _is_about_evidence(grant, resource_type):
            found = self._evidence.read(resource_type, resource_id) or self._access_log.read(resource_id)
        else:
            found = self._repository.read(resource_type, resource_id, _purpose(grant))
        if found is None:
            raise Refused(404, "not-found")
        self._log(request, grant, "read", patients_of([found]), resource_type)
        return _fhir(found.body, headers=_version_headers(found))

    async def _create(self, request: Request) -> Response:
        resource_type = request.url.path.rpartition("/")[2]
        grant = self._granted_for(request, resource_type, "c")
        stored, is_new = self._evidence.keep(
            resource_type, await body_of(request), grant.client_id, request.headers.get("x-request-id", "")
        )
        # Of what came sealed, the address of what was in it.
        location = f"{self._base}/{stored.type}/{stored.id}/_history/{stored.version}"
        headers = {"Location": location, **_version_headers(stored)}
        return _fhir(stored.body, 201 if is_new else 200, headers)

    def _found(self, query: search.Query, grant: AccessGrant) -> Page:
        if not _is_about_evidence(grant, query.type):
            return self._repository.search(query, _purpose(grant))
        if not query.source:
            return self._evidence.search(query)
        if query.source != OBSERVER:
            raise search.SearchRefusal("source")
        return self._access_log.search(query)

    def _log(
        self, request: Request, grant: AccessGrant, interaction: str, patients: set[str], kind: str
    ) -> None:
        if not _is_about_evidence(grant, kind):
            asked = "?".join(filter(None, (request.url.path.removeprefix("/fhir/"), request.url.query)))
            served = Served(interaction, asked, request.headers.get("x-request-id", ""))
            self._access_log.record(grant, served, patients)

    def _counts(self) -> dict[str, int]:
        return {"default_count": self._habits.default_count, "most": self._habits.most_per_page}


def _is_about_evidence(grant: AccessGrant, resource_type: str) -> bool:
    return grant.is_workstation and resource_type in (*REQUIRED, SEALED)


def _purpose(grant: AccessGrant) -> str:
    """What records are asked for: a workstation reads what treatment may see."""
    return PurposeOfUse.TREATMENT if grant.is_workstation else grant.purpose


def _fhir(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, {"Cache-Control": "no-store", **(headers or {})}, FHIR_JSON)


def _version_headers(resource: Stored) -> dict[str, str]:
    modified = email.utils.formatdate(resource.last_updated_s, usegmt=True)
    return {"ETag": f'W/"{resource.version}"', "Last-Modified": modified}


async def _refusal(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    headers = {"WWW-Authenticate": error.challenge} if error.challenge else None
    return _fhir(outcome(error.code, error.diagnostics), error.status, headers)


async def _search_refusal(_request: Request, error: Exception) -> Response:
    if not isinstance(error, search.SearchRefusal):
        raise error
    return _fhir(outcome("not-supported", f"unknown or unusable parameter: {error.parameter}"), 400)


async def _too_long(_request: Request, _error: Exception) -> Response:
    return _fhir(outcome("too-long"), 413)


async def _unacceptable(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Unacceptable):
        raise error
    return _fhir(outcome(error.code, error.diagnostics), error.status)
