from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest

from serums_desktop.sandbox.authorisation_code import (
    AuthorisationCodes,
    RedirectedRefusal,
    UntrustedRequest,
)
from serums_desktop.sandbox.circumstances import Circumstances, OriginClock
from serums_desktop.sandbox.launches import Launches
from serums_desktop.sandbox.oauth import LOA_SUBSTANTIAL, OAuthRefusal, StaffMember

ISSUER = "https://127.0.0.1:4000"
REDIRECT = "http://127.0.0.1:53211/answer"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ISOBEL = StaffMember("S-2071", "Nurse Isobel Reid", "charge nurse")


def request(**changes: str | None) -> list[tuple[str, str]]:
    """A proper authorization request; `changes` replace or (None) leave out."""
    proper = {
        "response_type": "code", "client_id": "serums-desktop", "redirect_uri": REDIRECT, "state": "st&te",
        "scope": "openid fhirUser offline_access user/*.rs", "nonce": "n", "code_challenge": CHALLENGE,
        "code_challenge_method": "S256", "prompt": "login", "aud": f"{ISSUER}/fhir",
    }  # fmt: skip
    return [(name, value) for name, value in (proper | changes).items() if value is not None]


def form(given: str, **changes: str | None) -> dict[str, str]:
    proper = {
        "grant_type": "authorization_code", "code": given, "redirect_uri": REDIRECT,
        "client_id": "serums-desktop", "code_verifier": VERIFIER,
    }  # fmt: skip
    return {name: value for name, value in (proper | changes).items() if value is not None}


class Run:
    """Codes on a clock of the test's own, and the sign-ins they ended."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.ended: list[str] = []
        self.circumstances = Circumstances(ISSUER, clock=OriginClock(lambda: self.now_s))
        self.launches = Launches(self.circumstances.clock)
        self.codes = AuthorisationCodes(self.circumstances, self.launches, self.ended.append)

    def code(self) -> str:
        location = self.codes.signed_in(self.codes.begin(request()), ISOBEL)
        assert location is not None
        return parse_qs(urlsplit(location).query)["code"][0]


@pytest.fixture
def run() -> Run:
    return Run()


def test_a_sign_in_sends_the_browser_back_with_a_code(run: Run) -> None:
    location = run.codes.signed_in(run.codes.begin(request()), ISOBEL)

    assert location is not None
    assert location.startswith(f"{REDIRECT}?")
    answer = parse_qs(urlsplit(location).query)
    assert (answer["state"], answer["iss"]) == (["st&te"], [ISSUER])
    sign_in, asked = run.codes.redeem(form(answer["code"][0]))
    assert (sign_in.authentication.staff, sign_in.authentication.acr) == (ISOBEL, LOA_SUBSTANTIAL)
    assert (sign_in.authentication.at_s, asked.nonce) == (1000, "n")
    assert sign_in.granted == ("openid", "fhirUser", "offline_access", "user/*.rs")


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "another"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "https://127.0.0.1:53211/answer"},
        {"redirect_uri": "http://localhost:53211/answer"},
        {"redirect_uri": "http://127.0.0.1/answer"},
        {"redirect_uri": "http://127.0.0.1:53211"},
        {"redirect_uri": "http://127.0.0.1:70000/answer"},
        {"redirect_uri": "http://127.0.0.1:53211@evil.example/answer"},
        {"redirect_uri": "http://127.0.0.1:53211\\@evil.example/"},
        {"redirect_uri": "http://127.0.0.1.evil.example:53211/answer"},
        {"redirect_uri": "http://127.0.0.1:53211/answer?to=https://evil.example"},
        {"redirect_uri": "http://127.0.0.1:53211/answer#part"},
        {"redirect_uri": "http://127.0.0.1:53211/answer\r\nSet-Cookie: a"},
    ],
)
def test_who_is_not_known_is_sent_nowhere(run: Run, changes: dict[str, str | None]) -> None:
    with pytest.raises(UntrustedRequest):
        run.codes.begin(request(**changes))


def test_what_is_said_twice_is_not_believed(run: Run) -> None:
    with pytest.raises(UntrustedRequest):
        run.codes.begin([*request(), ("redirect_uri", "http://127.0.0.1:1/other")])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"scope": "system/*.rs"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"aud": "https://127.0.0.1:4001/fhir"}, "invalid_request"),
        ({"request_uri": "urn:x"}, "request_not_supported"),
    ],
)
def test_the_program_is_told_what_is_wrong(run: Run, changes: dict[str, str | None], code: str) -> None:
    with pytest.raises(RedirectedRefusal) as refusal:
        run.codes.begin(request(**changes))

    assert refusal.value.location.startswith(f"{REDIRECT}?")
    answer = parse_qs(urlsplit(refusal.value.location).query)
    assert (answer["error"], answer["state"], answer["iss"]) == ([code], ["st&te"], [ISSUER])


def test_a_request_is_answered_once_and_does_not_wait_for_ever(run: Run) -> None:
    answered, forgotten = run.codes.begin(request()), run.codes.begin(request())
    run.codes.signed_in(answered, ISOBEL)
    run.now_s += 600

    for name in (answered, forgotten, "made-up"):
        assert run.codes.waiting(name) is None
        assert run.codes.signed_in(name, ISOBEL) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "made-up"},
        {"code": None},
        {"redirect_uri": "http://127.0.0.1:53212/answer"},
        {"redirect_uri": None},
        {"client_id": "another"},
        {"client_id": None},
        {"code_verifier": "w" * 43},
        {"code_verifier": "v" * 42},
        {"code_verifier": "é" * 43},
        {"code_verifier": CHALLENGE},
        {"code_verifier": None},
    ],
)
def test_a_code_serves_only_who_asked_for_it(run: Run, changes: dict[str, str | None]) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        run.codes.redeem(form(run.code(), **changes))

    assert refusal.value.code == "invalid_grant"


def test_a_code_serves_for_a_minute(run: Run) -> None:
    in_time, too_late = run.code(), run.code()

    run.now_s += 60
    run.codes.redeem(form(in_time))
    run.now_s += 1
    with pytest.raises(OAuthRefusal):
        run.codes.redeem(form(too_late))


def test_a_code_used_twice_ends_the_sign_in(run: Run) -> None:
    code = run.code()
    sign_in, _ = run.codes.redeem(form(code))

    with pytest.raises(OAuthRefusal) as refusal:
        run.codes.redeem(form(code))

    assert refusal.value.code == "invalid_grant"
    assert run.ended == [sign_in.family]
