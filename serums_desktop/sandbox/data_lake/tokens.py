"""The JSON Web Tokens of the authentication service, and what the data lake makes of them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt
import msgspec

ISSUER = "SerumsAuthentication"
AUDIENCE = "https://shcs.serums.cs.st-andrews.ac.uk/"
ACCESS_S = 30 * 86_400
REFRESH_S = 60 * 86_400

MEDICAL_STAFF, PATIENT = "MEDICAL_STAFF", "PATIENT"
_ADMINISTRATORS = ("HOSPITAL_ADMIN", "SERUMS_ADMIN")


class NoToken(Exception):
    """A token that nobody here signed, or none: answered with 403."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class UnforeseenToken(Exception):
    """A token that the server did not reckon with: expired, for others, or without its groups."""


class Member(msgspec.Struct, frozen=True):
    """Who signs in. Patients have neither department nor staff number."""

    serums_id: int
    email: str
    groups: tuple[str, ...]
    hospital: str
    name: str | None = None
    staff_id: int | None = None
    department_id: int | None = None
    department_name: str | None = None


class Requester(msgspec.Struct, frozen=True):
    """What the data lake takes from a token."""

    serums_id: int
    hospital: str
    groups: tuple[str, ...]

    @property
    def may_search(self) -> bool:
        """Whether patients may be searched for."""
        return any(group in self.groups for group in (MEDICAL_STAFF, *_ADMINISTRATORS))


class Tokens:
    """Signs and reads HS256 tokens with the key of one run, as long as an HMAC key of RFC 7518 §3.2."""

    def __init__(self, now_s: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._now_s = now_s

    def pair(self, member: Member) -> dict[str, str]:
        """The `access` and the `refresh` token of a sign-in."""
        return {
            "access": self.sign(self.claims(member, "access", ACCESS_S)),
            "refresh": self.sign(self.claims(member, "refresh", REFRESH_S)),
        }

    def claims(self, member: Member, token_type: str, valid_s: int) -> dict[str, Any]:
        """Every claim of a token."""
        now = int(self._now_s())
        return {
            "token_type": token_type,
            "exp": now + valid_s,
            "jti": secrets.token_hex(16),
            "userID": member.serums_id,
            "iss": ISSUER,
            "iat": now,
            "sub": member.email,
            "groupIDs": list(member.groups),
            "orgID": member.hospital,
            "deptID": member.department_id,
            "deptName": member.department_name,
            "staffID": member.staff_id,
            "name": member.name,
            "aud": AUDIENCE,
        }

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A token with these claims, whatever they are."""
        return jwt.encode(dict(claims), self._key, algorithm="HS256")

    def read(self, token: str) -> dict[str, Any]:
        """The claims of a token of ours. Raises NoToken, UnforeseenToken.

        The type is not looked at, and a token without an expiry never ends.
        """
        try:
            return dict(jwt.decode(token, self._key, algorithms=["HS256"], audience=AUDIENCE))
        except jwt.DecodeError as error:
            raise NoToken("Invalid token or expired token.") from error
        except jwt.InvalidTokenError as error:
            raise UnforeseenToken from error

    def requester(self, authorization: str | None) -> Requester:
        """Who asks the data lake, by an ``Authorization`` header. Raises NoToken, UnforeseenToken."""
        scheme, _, token = (authorization or "").partition(" ")
        if not token:
            raise NoToken("Not authenticated")
        if scheme.lower() != "bearer":
            raise NoToken("Invalid authentication credentials")
        claims = self.read(token)
        try:
            return msgspec.convert(
                {
                    "serums_id": claims["userID"],
                    "hospital": claims["orgID"].upper(),
                    "groups": claims["groupIDs"],
                },
                Requester,
            )
        except (KeyError, AttributeError, msgspec.ValidationError) as error:
            raise UnforeseenToken from error
