"""One origin over HTTP: its FHIR R4 interface and its OpenID provider as an ASGI application."""

from __future__ import annotations

import datetime as dt
import email.utils
import uuid
from urllib.parse import parse_qsl

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from serums_desktop.sandbox import search
from serums_desktop.sandbox.bundles import FHIR_JSON, outcome, searchset
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.provider import AccessGrant, BearerRefusal, OAuthRefusal, Provider
from serums_desktop.sandbox.repository import Repository, Stored

_LARGEST_BODY = 1 << 20

RESOURCE_TYPES = (
    "AllergyIntolerance", "AuditEvent", "CarePlan", "CareTeam", "Claim", "Communication", "Composition",
    "Condition", "Consent", "Coverage", "Device", "DeviceUseStatement", "DiagnosticReport",
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
    """The routes of one origin."""

    def __init__(
        self, provider: Provider, repository: Repository, habits: Habits, resource_types: frozenset[str]
    ) -> None:
        self._provider = provider
        self._repository = repository
        self._habits = habits
        self._types = resource_types
        self._base = provider.fhir_base

    def application(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/jwks", self._key_set),
                Route("/token", self._token, methods=["POST"]),
                Route("/fhir/.well-known/smart-configuration", self._discovery),
                Route("/fhir/metadata", self._metadata),
                Route("/fhir", self._continue),
                Route("/fhir/AuditEvent", self._create_audit_event, methods=["POST"]),
                Route("/fhir/Patient/{id}/$everything", self._everything),
                Route("/fhir/{type}/_search", self._search, methods=["POST"]),
                Route("/fhir/{type}/{id}", self._read),
                Route("/fhir/{type}", self._search),
            ],
            middleware=[Middleware(GZipMiddleware, minimum_size=1024, compresslevel=1)],
            exception_handlers={Refused: _refusal, search.SearchRefusal: _search_refusal},
        )

    # -- who is asking ---------------------------------------------------------------------------

    async def _discovery(self, _request: Request) -> Response:
        return JSONResponse(self._provider.discovery())

    async def _key_set(self, _request: Request) -> Response:
        return JSONResponse(self._provider.key_set())

    async def _token(self, request: Request) -> Response:
        # RFC 6749 §5.1: neither a token nor a refusal may be kept by a cache.
        unkept = {"Cache-Control": "no-store", "Pragma": "no-cache"}
        try:
            form = await _form(request)
            return JSONResponse(self._provider.grant(dict(form)), headers=unkept)
        except OAuthRefusal as refusal:
            problem = {"error": refusal.code, "error_description": refusal.description}
            return JSONResponse(problem, 400, headers=unkept)
        except ValueError:
            return JSONResponse({"error": "invalid_request"}, 400, headers=unkept)

    def _granted(self, request: Request) -> AccessGrant:
        try:
            return self._provider.check_bearer(request.headers.get("authorization"))
        except BearerRefusal as refusal:
            challenge = 'Bearer error="invalid_token"' if "authorization" in request.headers else "Bearer"
            raise Refused(401, "login", challenge=challenge) from refusal

    def _granted_for(self, request: Request, resource_type: str, verb: str) -> AccessGrant:
        grant = self._granted(request)
        if resource_type not in self._types:
            raise Refused(404, "not-supported", f"{resource_type} is not kept here")
        if not any(scope.permits(resource_type, verb) for scope in grant.scopes):
            raise Refused(403, "forbidden", challenge='Bearer error="insufficient_scope"')
        return grant

    # -- FHIR ------------------------------------------------------------------------------------

    async def _metadata(self, _request: Request) -> Response:
        return _fhir(msgspec.json.encode(_capability_statement(self._base, self._types)))

    async def _search(self, request: Request) -> Response:
        resource_type = request.path_params["type"]
        grant = self._granted_for(request, resource_type, "s")
        parameters = list(request.query_params.multi_items())
        if request.method == "POST":
            try:
                parameters += await _form(request)
            except ValueError as error:
                raise Refused(400, "structure") from error
        query = search.read_query(resource_type, parameters, **self._counts())
        return self._page(query, grant, str(request.url.query))

    async def _everything(self, request: Request) -> Response:
        grant = self._granted_for(request, "Patient", "r")
        patient = request.path_params["id"]
        if self._repository.read("Patient", patient, grant.purpose) is None:
            raise Refused(404, "not-found")
        query = search.read_everything(patient, request.query_params.multi_items(), **self._counts())
        return self._page(query, grant, str(request.url.query), f"Patient/{patient}/$everything")

    async def _continue(self, request: Request) -> Response:
        query = search.Query.from_token(request.query_params.get("_page", ""))
        grant = self._granted_for(request, query.type or "Patient", "s" if query.type else "r")
        return self._page(query, grant, str(request.url.query), "")

    def _page(
        self, query: search.Query, grant: AccessGrant, asked: str, operation: str | None = None
    ) -> Response:
        if not query.type:
            readable = [name for name in self._types if any(s.permits(name, "r") for s in grant.scopes)]
            query = msgspec.structs.replace(query, types=tuple(sorted(readable)))
        page = self._repository.search(query, grant.purpose)
        path = query.type if operation is None else operation
        links = {"self": "?".join(filter(None, (f"{self._base}/{path}".rstrip("/"), asked)))}
        reached = query.offset + len(page.resources)
        if reached < page.total:
            following = msgspec.structs.replace(query, offset=reached, types=()).token()
            here = "/fhir" if self._habits.relative_links else self._base
            links["next"] = f"{here}?_page={following}"
        return _fhir(searchset(page, self._base, links, with_total=self._habits.with_total))

    async def _read(self, request: Request) -> Response:
        resource_type = request.path_params["type"]
        grant = self._granted_for(request, resource_type, "r")
        found = self._repository.read(resource_type, request.path_params["id"], grant.purpose)
        if found is None:
            raise Refused(404, "not-found")
        return _fhir(found.body, headers=_version_headers(found))

    async def _create_audit_event(self, request: Request) -> Response:
        self._granted_for(request, "AuditEvent", "c")
        body = await _body(request)
        try:
            content = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
            if msgspec.json.decode(content["resourceType"]) != "AuditEvent":
                raise Refused(400, "invalid", "resourceType")
            required = ("type", "recorded", "agent", "source")
            missing = [name for name in required if name not in content]
        except (msgspec.DecodeError, KeyError) as error:
            raise Refused(400, "structure") from error
        if missing:
            raise Refused(422, "required", ", ".join(missing))
        given = uuid.uuid4().hex
        recorded = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        content["id"] = msgspec.Raw(msgspec.json.encode(given))
        content["meta"] = msgspec.Raw(msgspec.json.encode({"versionId": "1", "lastUpdated": recorded}))
        stored = Authored("AuditEvent", given, msgspec.json.encode(content))
        self._repository.add(stored)
        location = {"Location": f"{self._base}/AuditEvent/{given}/_history/1", "ETag": 'W/"1"'}
        return _fhir(stored.body, 201, location)

    def _counts(self) -> dict[str, int]:
        return {"default_count": self._habits.default_count, "most": self._habits.most_per_page}


async def _body(request: Request) -> bytes:
    kept = bytearray()
    async for chunk in request.stream():
        kept += chunk
        if len(kept) > _LARGEST_BODY:
            raise Refused(413, "too-long")
    return bytes(kept)


async def _form(request: Request) -> list[tuple[str, str]]:
    """The fields of a form. Raises ValueError for one that is not UTF-8 or has far too many fields."""
    return parse_qsl((await _body(request)).decode("utf-8"), keep_blank_values=True, max_num_fields=100)


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


def _capability_statement(fhir_base: str, types: frozenset[str]) -> dict[str, object]:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-01",
        "kind": "instance",
        "software": {"name": "Serums Desktop sandbox"},
        "implementation": {"description": "Model hospital with invented people", "url": fhir_base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": {"service": [{"coding": [_SMART_SERVICE], "text": "OAuth2 with SMART-on-FHIR"}]},
                "resource": [_capability(name) for name in sorted(types)],
            }
        ],
    }


_SMART_SERVICE = {
    "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
    "code": "SMART-on-FHIR",
}


def _capability(resource_type: str) -> dict[str, object]:
    is_patient = resource_type == "Patient"
    kinds = {
        "_lastUpdated": "date",
        "birthdate": "date",
        "family": "string",
        "given": "string",
        "name": "string",
    }
    kinds |= {"patient": "reference", "subject": "reference"}
    names = ["_id", "_lastUpdated"]
    names += search.PATIENT_PARAMETERS if is_patient else search.COMPARTMENT_PARAMETERS
    verbs = ["read", "search-type"] + (["create"] if resource_type == "AuditEvent" else [])
    described: dict[str, object] = {
        "type": resource_type,
        "interaction": [{"code": verb} for verb in verbs],
        "searchParam": [{"name": name, "type": kinds.get(name, "token")} for name in names],
    }
    if is_patient:
        everything = "http://hl7.org/fhir/OperationDefinition/Patient-everything"
        described["operation"] = [{"name": "everything", "definition": everything}]
    return described
