"""The authorization code grant for a program on the same machine: PKCE, a loopback redirect, one use.

RFC 6749 §4.1, RFC 7636, RFC 8252 §7.3, RFC 9207, RFC 9449 §10, OpenID Connect Core §3.1, SMART App
Launch 2.2.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Callable
from urllib.parse import urlencode

import msgspec

from serums_desktop.sandbox import scopes
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.identity_faults import spoilt_answer
from serums_desktop.sandbox.launches import Launch, Launches
from serums_desktop.sandbox.oauth import (
    LOA_SUBSTANTIAL,
    Authentication,
    OAuthRefusal,
    StaffMember,
    reached_level,
)
from serums_desktop.sandbox.refresh import SignIn

CLIENT_ID = "serums-desktop"
CODE_LIFETIME_S = 60
REQUEST_LIFETIME_S = 600

# Any port, as RFC 8252 wants it; nothing that a browser and a server could read differently.
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:(?P<port>[1-9][0-9]{0,4})/[A-Za-z0-9._~/-]*")
# RFC 7636 §4.1 and §4.2: the challenge is a SHA-256 in base64url.
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_MOST_REQUESTS = 1000
# How long a used code is remembered, to notice that somebody else has it too.
_MEMORY_S = 3600


class UntrustedRequest(Exception):
    """A request whose sender is not known well enough to be sent anywhere; `problem` says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class AuthorisationRequest(msgspec.Struct, frozen=True):
    """A request that waits for somebody to sign in.

    `launch` is the EHR's that it follows, and `knows_person` says that its session is enough: no page is
    shown. `levels` are the acr_values, the most wanted first. `key_thumbprint` is the dpop_jkt.
    """

    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    granted: tuple[str, ...]
    launch: Launch | None = None
    knows_person: bool = False
    levels: tuple[str, ...] = ()
    key_thumbprint: str = ""


class RedirectedRefusal(Exception):
    """A refusal that the client is told of: the browser is sent to `location`."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location


class _Code(msgspec.Struct):
    request: AuthorisationRequest
    sign_in: SignIn
    given_s: float
    is_used: bool = False


class AuthorisationCodes:
    """Requests that wait and codes that were given. Safe from any thread.

    `has_page` says whether people can sign in here; else they come by a launch.
    """

    def __init__(
        self,
        circumstances: Circumstances,
        launches: Launches,
        end_sign_in: Callable[[str], None],
        *,
        has_page: bool = True,
    ) -> None:
        self._circumstances = circumstances
        self._launches = launches
        self._end_sign_in = end_sign_in
        self._has_page = has_page
        self._now_s = circumstances.clock
        self._waiting: dict[str, tuple[AuthorisationRequest, float]] = {}
        self._codes: dict[str, _Code] = {}
        self._guard = threading.Lock()

    # -- in the browser --------------------------------------------------------------------------

    def begin(self, parameters: list[tuple[str, str]]) -> str:
        """Read an authorization request; returns the name under which it waits for a sign-in.

        Raises `UntrustedRequest` where nothing may be redirected (RFC 6749 §4.1.2.1), else
        `RedirectedRefusal`.
        """
        given = dict(parameters)
        redirect_uri = given.get("redirect_uri", "")
        if given.get("client_id") != CLIENT_ID:
            raise UntrustedRequest("The program that asks is not known here.")
        found = _LOOPBACK.fullmatch(redirect_uri)
        if found is None or int(found["port"]) > 65535:
            raise UntrustedRequest("The program that asks is not on this computer.")
        if self._circumstances.habits.redirect_port not in {0, int(found["port"])}:
            raise UntrustedRequest("The program that asks is not at the address that is registered for it.")
        if len({name for name, _ in parameters}) != len(parameters):
            # Which of two values counts is not for us to choose, the redirect address included.
            raise UntrustedRequest("The request says something twice.")
        try:
            request = self._read(given, redirect_uri)
        except OAuthRefusal as refusal:
            answer = {"error": refusal.code, "error_description": refusal.description}
            raise RedirectedRefusal(self._location(redirect_uri, given.get("state", ""), answer)) from refusal
        name = secrets.token_urlsafe(24)
        now_s = self._now_s()
        with self._guard:
            self._waiting = {key: one for key, one in self._waiting.items() if one[1] > now_s}
            while len(self._waiting) >= _MOST_REQUESTS:
                self._waiting.pop(next(iter(self._waiting)))
            self._waiting[name] = (request, now_s + REQUEST_LIFETIME_S)
        return name

    def _read(self, given: dict[str, str], redirect_uri: str) -> AuthorisationRequest:
        if given.get("response_type") != "code":
            raise OAuthRefusal("unsupported_response_type", "only code")
        if given.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(
            given.get("code_challenge", "")
        ):
            raise OAuthRefusal("invalid_request", "a code_challenge with S256 is required")
        if "request" in given or "request_uri" in given:
            raise OAuthRefusal("request_not_supported", "no request objects")
        fhir_base = self._circumstances.fhir_base
        if given.get("aud", fhir_base).rstrip("/") != fhir_base:
            raise OAuthRefusal("invalid_request", "aud is not served here")
        is_launched = "launch" in given
        # What a launch opens ends with the EHR's session: nothing is given for later.
        granted = scopes.granted(
            given.get("scope", "").split(), offline=not is_launched, launched=is_launched
        )
        if not granted:
            raise OAuthRefusal("invalid_scope", "none of the requested scopes can be granted")
        if is_launched and "launch" not in granted:
            raise OAuthRefusal("invalid_scope", "a launch needs the scope launch")
        prompts = given.get("prompt", "").split()
        knows_person = is_launched and not {"login", "select_account"} & set(prompts)
        # Whoever was here before is never remembered, so there is nobody without a sign-in or a launch.
        if not knows_person and ("none" in prompts or not self._has_page):
            raise OAuthRefusal("login_required", "nobody is signed in")
        launch = self._launches.follow(given["launch"]) if is_launched else None
        if is_launched and launch is None:
            raise OAuthRefusal("invalid_request", "this launch is not known, or no more")
        return AuthorisationRequest(
            redirect_uri,
            given.get("state", ""),
            given.get("nonce", ""),
            given["code_challenge"],
            tuple(granted),
            launch,
            knows_person,
            tuple(given.get("acr_values", "").split()),
            given.get("dpop_jkt", ""),
        )

    def waiting(self, name: str) -> AuthorisationRequest | None:
        """The request that waits under a name; None when it was answered, or waited too long."""
        with self._guard:
            request, until_s = self._waiting.get(name, (None, 0.0))
        return request if until_s > self._now_s() else None

    def launched(self, name: str) -> str | None:
        """Answer a waiting request for the person whom the EHR's session knows: where to send the browser.

        None where it has to be asked who is there, or nobody waits any more.
        """
        request = self.waiting(name)
        if request is None or request.launch is None or not request.knows_person:
            return None
        return self.signed_in(name, request.launch.staff, request.launch.at_s)

    def signed_in(self, name: str, staff: StaffMember, at_s: float | None = None) -> str | None:
        """Answer a waiting request: where to send the browser, with a code. None when it waits no more.

        The person proved who they are `at_s`, now where it is None. Another than the one whom the EHR
        launched, or one who has left, is refused.
        """
        request = self.waiting(name)
        with self._guard:
            if request is None or self._waiting.pop(name, None) is None:
                return None
            is_other = request.launch is not None and request.launch.staff.staff_id != staff.staff_id
            if is_other or staff.staff_id in self._circumstances.leavers:
                refusal = {"error": "access_denied", "error_description": "not for this person"}
                return self._location(request.redirect_uri, request.state, refusal)
            now_s = self._now_s()
            level = reached_level(LOA_SUBSTANTIAL, request.levels)
            authentication = Authentication(staff, level, int(now_s if at_s is None else at_s))
            sign_in = SignIn(secrets.token_urlsafe(16), authentication, CLIENT_ID, request.granted)
            self._codes = {key: one for key, one in self._codes.items() if one.given_s > now_s - _MEMORY_S}
            code = secrets.token_urlsafe(32)
            self._codes[code] = _Code(request, sign_in, now_s)
        return self._location(request.redirect_uri, request.state, {"code": code})

    def _location(self, redirect_uri: str, state: str, answer: dict[str, str]) -> str:
        # RFC 9207: who answers is part of the answer.
        stated = {**answer, **({"state": state} if state else {}), "iss": self._circumstances.issuer}
        return f"{redirect_uri}?{urlencode(spoilt_answer(self._circumstances.habits.fault, stated))}"

    # -- at the token endpoint -------------------------------------------------------------------

    def redeem(self, form: dict[str, str], key_thumbprint: str = "") -> tuple[SignIn, AuthorisationRequest]:
        """Trade a code for its sign-in and its request. Raises `OAuthRefusal`.

        Any try uses the code up. A second one ends the sign-in: the code is in two hands (RFC 6749 §4.1.2).
        """
        with self._guard:
            found = self._codes.get(form.get("code", ""))
            if found is None:
                raise OAuthRefusal("invalid_grant", "the code is not known")
            was_used, found.is_used = found.is_used, True
        if was_used:
            self._end_sign_in(found.sign_in.family)
            raise OAuthRefusal("invalid_grant", "the code was used before")
        if self._now_s() > found.given_s + CODE_LIFETIME_S:
            raise OAuthRefusal("invalid_grant", "the code is too old")
        if form.get("client_id") != found.sign_in.client_id:
            raise OAuthRefusal("invalid_grant", "the code was given to another client")
        if form.get("redirect_uri") != found.request.redirect_uri:
            raise OAuthRefusal("invalid_grant", "the code was sent to another address")
        verifier = form.get("code_verifier", "")
        if not _VERIFIER.fullmatch(verifier) or not hmac.compare_digest(
            _challenge(verifier), found.request.challenge
        ):
            raise OAuthRefusal("invalid_grant", "the code_verifier is not the one that was announced")
        if found.request.key_thumbprint and found.request.key_thumbprint != key_thumbprint:
            raise OAuthRefusal("invalid_grant", "the code is bound to another key")
        return found.sign_in, found.request


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
