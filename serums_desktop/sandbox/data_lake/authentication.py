"""The authentication service, below /ua: a name and a password become tokens."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from serums_desktop.sandbox.accounts import StaffAccounts, TooManyTries
from serums_desktop.sandbox.bodies import body_of
from serums_desktop.sandbox.circumstances import Leavers
from serums_desktop.sandbox.data_lake.failures import Refusal
from serums_desktop.sandbox.data_lake.lake import Lake
from serums_desktop.sandbox.data_lake.tokens import MEDICAL_STAFF, Member, NoToken, Tokens, UnforeseenToken
from serums_desktop.sandbox.oauth import StaffMember

BASE = "/ua"


class _SignIn(msgspec.Struct, frozen=True):
    username: str
    password: str
    login_type: str


class _Refresh(msgspec.Struct, frozen=True):
    refresh: str


class Authentication:
    """Signs the practice clinicians in who work in one of the lake's hospitals."""

    def __init__(self, lake: Lake, tokens: Tokens, accounts: StaffAccounts, leavers: Leavers) -> None:
        self._lake = lake
        self._tokens = tokens
        self._accounts = accounts
        self._leavers = leavers

    def routes(self) -> list[Route]:
        """The service's routes."""
        return [
            Route(f"{BASE}/create_jwt/", self._create, methods=["POST"]),
            Route(f"{BASE}/refresh_jwt/", self._refresh, methods=["POST"]),
            Route(f"{BASE}/verify_jwt/", self._verify, methods=["POST"]),
        ]

    def member(self, staff: StaffMember) -> Member | None:
        """Who somebody is at the hospital at which they sign in; None for who has left or is not known."""
        home = self._lake.users.get(staff.staff_id)
        if home is None or staff.staff_id in self._leavers:
            return None
        number = int(staff.staff_id.rpartition("-")[2])
        department = next((one for one in self._lake.hospitals[home].staff if one.staff_id == number), None)
        if department is None:
            return None
        return Member(
            department.serums_id,
            f"{staff.staff_id.lower()}@{home.lower()}.example",
            (MEDICAL_STAFF,),
            home,
            department.name,
            department.staff_id,
            department.department_id,
            department.department_name,
        )

    async def _create(self, request: Request) -> Response:
        asked = msgspec.json.decode(await body_of(request), type=_SignIn)
        try:
            staff = self._accounts.signed_in(asked.username, asked.password)
        except TooManyTries as error:
            raise Refusal(429, "Too many attempts") from error
        member = self.member(staff) if staff is not None and asked.login_type == "TEXT" else None
        if member is None:
            raise Refusal(401, "No active account found with the given credentials")
        return JSONResponse({"resource_name": "JWT", "resource_obj": self._tokens.pair(member)}, 201)

    async def _refresh(self, request: Request) -> Response:
        asked = msgspec.json.decode(await body_of(request), type=_Refresh)
        try:
            claims = self._tokens.read(asked.refresh)
        except (NoToken, UnforeseenToken) as error:
            raise Refusal(401, "Token is invalid or expired") from error
        is_refresh = claims.get("token_type") == "refresh"
        member = self.member(StaffMember(f"S-{claims.get('staffID')}", "", "")) if is_refresh else None
        if member is None:
            raise Refusal(401, "Token is invalid or expired")
        return JSONResponse({"resource_name": "JWT", "resource_obj": self._tokens.pair(member)}, 201)

    async def _verify(self, request: Request) -> Response:
        try:
            _, _, token = request.headers.get("authorization", "").partition(" ")
            claims = self._tokens.read(token)
        except (NoToken, UnforeseenToken) as error:
            raise Refusal(401, "Token is invalid or expired") from error
        return JSONResponse({"resource_name": "JWT", "resource_obj": claims})
