"""The data lake over HTTP, as its own server answered: its routes and its ways to fail."""

from __future__ import annotations

import asyncio
import json
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from serums_desktop.sandbox.bodies import TooLong, body_of
from serums_desktop.sandbox.data_lake.authentication import Authentication
from serums_desktop.sandbox.data_lake.encryption import encrypted
from serums_desktop.sandbox.data_lake.failures import Refusal, Unforeseen
from serums_desktop.sandbox.data_lake.frames import Frame, frame
from serums_desktop.sandbox.data_lake.lake import Lake
from serums_desktop.sandbox.data_lake.record import Records, Selection
from serums_desktop.sandbox.data_lake.rules import Ledger, RuleQuery
from serums_desktop.sandbox.data_lake.search import Query, search
from serums_desktop.sandbox.data_lake.tag_words import LISTED
from serums_desktop.sandbox.data_lake.tokens import NoToken, Requester, Tokens, UnforeseenToken
from serums_desktop.sandbox.data_lake.vault import Vault, data_vault

_T = TypeVar("_T")

RULES_BASE = "/v1/api"


class _OneHospital(msgspec.Struct, frozen=True):
    hospital_id: str


class _Hospitals(msgspec.Struct, frozen=True):
    hospital_ids: list[str]


class _Asked(msgspec.Struct, frozen=True):
    serums_id: int
    tags: list[str]
    hospital_ids: list[str]


class _AskedEncrypted(msgspec.Struct, frozen=True):
    serums_id: int
    tags: list[str]
    hospital_ids: list[str]
    public_key: str


class LakeServer:
    """The routes of the data lake, its rules service and its authentication service."""

    def __init__(self, lake: Lake, tokens: Tokens, ledger: Ledger, authentication: Authentication) -> None:
        self._lake = lake
        self._tokens = tokens
        self._ledger = ledger
        self._authentication = authentication
        self._records = Records(lake, ledger)

    def application(self) -> Starlette:
        """The ASGI application."""
        is_fourth = self._lake.interface == 4
        sphr = "/smart_patient_health_record"
        vault = "/data_vault/get_data_vault" if is_fourth else "/data_vault/data_vault"
        department = "/staff_tables/get_department_of_staff_member"
        return Starlette(
            routes=[
                Route("/hello/hello", _hello),
                Route("/staff_tables/departments", self._departments, methods=["POST"]),
                Route(department, self._department, methods=["POST" if is_fourth else "GET"]),
                Route("/tags_tables/tags", self._tags, methods=["POST"]),
                Route("/tags_tables/all_tags", self._all_tags, methods=["POST"]),
                Route("/search/serums_id", self._search, methods=["POST"]),
                Route(f"{sphr}/get_sphr", self._plain, methods=["POST"]),
                Route(vault, self._plain, methods=["POST"]),
                Route(f"{sphr}/encrypted", self._encrypted, methods=["POST"]),
                Route("/data_vault/encrypted", self._encrypted, methods=["POST"]),
                Route(f"{RULES_BASE}/getRules", self._rules, methods=["POST"]),
                *self._authentication.routes(),
            ],
            exception_handlers={
                NoToken: _no_token,
                Refusal: _refusal,
                Unforeseen: _unforeseen,
                UnforeseenToken: _unforeseen,
                TooLong: _too_long,
                msgspec.DecodeError: _unusable,
            },
        )

    # -- open to all -------------------------------------------------------------------------------

    async def _departments(self, request: Request) -> Response:
        asked = await _read(request, _OneHospital)
        hospital = self._lake.hospitals.get(asked.hospital_id.upper())
        if hospital is None:
            raise Unforeseen
        return JSONResponse([msgspec.to_builtins(one) for one in hospital.staff])

    async def _tags(self, request: Request) -> Response:
        return JSONResponse(_listed((await _read(request, _OneHospital)).hospital_id))

    async def _all_tags(self, request: Request) -> Response:
        asked = await _read(request, _Hospitals)
        return JSONResponse({name: _listed(name) for name in asked.hospital_ids})

    # -- with a token ------------------------------------------------------------------------------

    async def _department(self, request: Request) -> Response:
        requester = self._requester(request)
        hospital = self._lake.hospitals.get(requester.hospital)
        found = hospital.department_of(requester.serums_id) if hospital is not None else None
        if found is None:
            raise Unforeseen
        return JSONResponse(msgspec.to_builtins(found))

    async def _search(self, request: Request) -> Response:
        requester = self._requester(request)
        query = await _read(request, Query)
        if not requester.may_search:
            raise Refusal(401, "Must be either a medical staff or admin to search for users")
        return _plain_json(search(self._lake, query))

    async def _plain(self, request: Request) -> Response:
        requester = self._requester(request)
        asked = await _read(request, _Asked)
        try:
            return _plain_json(self._answer(request, requester, asked))
        except (Refusal, Unforeseen) as failure:
            if self._lake.interface == 4 and not _is_unauthorised(failure):
                return JSONResponse(None)
            raise

    async def _encrypted(self, request: Request) -> Response:
        requester = self._requester(request)
        asked = await _read(request, _AskedEncrypted)
        try:
            return JSONResponse(encrypted(self._answer(request, requester, asked), asked.public_key))
        except (Refusal, Unforeseen) as failure:
            if self._lake.interface == 4 and not _is_unauthorised(failure):
                return JSONResponse({"data": None, "key": None}, 500)
            raise

    async def _rules(self, request: Request) -> Response:
        self._requester(request)
        if self._ledger.is_down:
            return PlainTextResponse("Bad Gateway", 502)
        query = await _read(request, RuleQuery)
        return JSONResponse([msgspec.to_builtins(one) for one in self._ledger.find(query)])

    def _requester(self, request: Request) -> Requester:
        return self._tokens.requester(request.headers.get("authorization"))

    def _answer(
        self, request: Request, requester: Requester, asked: _Asked | _AskedEncrypted
    ) -> dict[str, dict[str, Frame]] | Vault:
        selected = self._records.select(requester, asked.serums_id, asked.tags, asked.hospital_ids)
        return data_vault(selected) if request.url.path.startswith("/data_vault/") else _frames(selected)


class Slowness:
    """ASGI middleware: the data lake takes its time, its authentication and rules services do not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.delay_s = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, later."""
        is_lake = scope["type"] == "http" and not scope["path"].startswith(("/ua/", f"{RULES_BASE}/"))
        if self.delay_s and is_lake:
            await asyncio.sleep(self.delay_s)
        await self._app(scope, receive, send)


async def _hello(_request: Request) -> Response:
    return JSONResponse({"hello": "Welcome to the API. The server is on"})


async def _read(request: Request, kind: type[_T]) -> _T:
    return msgspec.json.decode(await body_of(request), type=kind, strict=False)


def _listed(hospital_id: str) -> dict[str, Any]:
    words = LISTED.get(hospital_id.upper())
    if words is None:
        raise Unforeseen
    return {"tags": list(words), "translated": {tag: {"translation": word} for tag, word in words.items()}}


def _frames(selected: Selection) -> dict[str, dict[str, Frame]]:
    return {
        hospital: {table: frame(rows) for table, rows in tables.items()}
        for hospital, tables in selected.items()
    }


def _plain_json(content: Any) -> Response:
    """An answer as JSON. Raises Unforeseen for a number that JSON does not have."""
    try:
        body = json.dumps(content, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise Unforeseen from error
    return Response(body.encode(), media_type="application/json")


def _is_unauthorised(failure: Refusal | Unforeseen) -> bool:
    return isinstance(failure, Refusal) and failure.status == 401


async def _no_token(_request: Request, error: Exception) -> Response:
    return JSONResponse({"detail": error.detail if isinstance(error, NoToken) else ""}, 403)


async def _refusal(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    return JSONResponse({"message": error.message}, error.status)


async def _unforeseen(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("Internal Server Error", 500)


async def _unusable(_request: Request, error: Exception) -> Response:
    return JSONResponse({"detail": [{"loc": ["body"], "msg": str(error), "type": "value_error"}]}, 422)


async def _too_long(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("Payload Too Large", 413)
