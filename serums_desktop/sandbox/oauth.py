"""What the parts of an OpenID provider share: its words, its refusals, and what serves only once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.scopes import ResourceScope

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUTHORIZATION_CODE = "authorization_code"
REFRESH_TOKEN = "refresh_token"  # noqa: S105 - a grant's name
CLIENT_CREDENTIALS = "client_credentials"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - a grant's name

ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
LOA_SUBSTANTIAL = "http://eidas.europa.eu/LoA/substantial"
LOA_HIGH = "http://eidas.europa.eu/LoA/high"
LEVELS = ("http://eidas.europa.eu/LoA/low", LOA_SUBSTANTIAL, LOA_HIGH)

CLOCK_TOLERANCE_S = 30
LONGEST_ASSERTION_S = 300
_SORTED_OUT_EVERY_S = 10


class OAuthRefusal(Exception):
    """A request that is answered with an error of RFC 6749 §5.2 (or of §4.1.2.1, in the browser)."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(code)
        self.code = code
        self.description = description


class BearerRefusal(Exception):
    """An access token that opens nothing: missing, not ours, revoked, expired, or without its key.

    `scheme` and `code` are those of the challenge that answers it (RFC 6750 §3, RFC 9449 §7.1).
    """

    def __init__(self, scheme: str = "Bearer", code: str = "invalid_token") -> None:
        super().__init__(code)
        self.scheme = scheme
        self.code = code


class StaffMember(msgspec.Struct, frozen=True):
    """Who a card, an account or a home provider says the person is."""

    staff_id: str
    name: str
    role: str


class Authentication(msgspec.Struct, frozen=True):
    """That a person was there: when (UTC epoch seconds), and how sure that is (an eIDAS level)."""

    staff: StaffMember
    acr: str
    at_s: int


class AccessGrant(msgspec.Struct, frozen=True):
    """What a valid access token allows. A workstation's names no member of staff and no purpose."""

    staff_id: str
    client_id: str
    purpose: str
    scopes: tuple[ResourceScope, ...]

    @property
    def is_workstation(self) -> bool:
        """Whether a workstation asks for itself, whoever is signed in there."""
        return not self.staff_id


class UsedOnce:
    """Remembers what was used until it could no longer be used anyway. Safe from any thread."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._until_s: dict[tuple[str, str], float] = {}
        self._sorted_out_s = 0.0
        self._guard = threading.Lock()

    def spend(self, owner: str, name: str, until_s: float) -> bool:
        """Use a name up; False when it was used before."""
        now_s = self._now_s()
        with self._guard:
            if abs(now_s - self._sorted_out_s) > _SORTED_OUT_EVERY_S:
                self._until_s = {key: until for key, until in self._until_s.items() if until > now_s}
                self._sorted_out_s = now_s
            if self._until_s.get((owner, name), now_s) > now_s:
                return False
            self._until_s[owner, name] = until_s
            return True


def reached_level(level: str, wanted: Sequence[str]) -> str:
    """The eIDAS level to state of an authentication that reached `level`.

    It is the most wanted one of those that are reached (OpenID Connect Core §3.1.2.1, acr_values), else what
    was reached.
    """
    reached = LEVELS[: LEVELS.index(level) + 1]
    return next((each for each in wanted if each in reached), level)


def purpose_extension(purpose: PurposeOfUse) -> dict[str, Any]:
    """The `extensions` claim that carries a purpose of use (IHE IUA)."""
    return {"ihe_iua": {"purpose_of_use": [{"system": ACT_REASON, "code": purpose.value}]}}


def stated_purpose(claims: dict[str, Any]) -> PurposeOfUse:
    """The purpose of use in claims (IHE IUA): a list of codings, or one coding; TREAT when none is given.

    Raises `OAuthRefusal`.
    """
    stated = claims.get("extensions", {})
    for key in ("ihe_iua", "purpose_of_use"):
        stated = stated.get(key, {}) if isinstance(stated, dict) else {}
    codings = stated if isinstance(stated, list) else [stated] if stated else []
    if not codings:
        return PurposeOfUse.TREATMENT
    first = codings[0]
    if len(codings) != 1 or not isinstance(first, dict):
        raise OAuthRefusal("invalid_scope", "one purpose of use, as a coding")
    return accepted_purpose(first.get("system"), first.get("code"))


def accepted_purpose(system: object, code: object) -> PurposeOfUse:
    """The purpose that a coding names. Raises `OAuthRefusal` for one that is not accepted."""
    for purpose in PurposeOfUse:
        if (system, code) == (ACT_REASON, purpose.value):
            return purpose
    raise OAuthRefusal("invalid_scope", "this purpose of use is not accepted here")
