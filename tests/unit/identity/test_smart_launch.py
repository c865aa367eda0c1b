from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from serums_desktop.domain.errors import (
    BrowserSignInFailed,
    Cancelled,
    NotOpened,
    OpeningFault,
    SignInRefused,
    SourceError,
)
from serums_desktop.domain.opening import EhrLaunch
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.smart_launch import SmartLaunch
from serums_desktop.work.cancel import CancelToken
from tests.unit.identity.binding_server import checked_proof
from tests.unit.identity.browser import Browser
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.token_server import TOKEN, Answer, as_json

NURSE = "S-2071"
Launch = Callable[..., tuple[str, str]]


class Ehr(HomeProvider):
    """Has a patient open, and launches programs."""

    def __init__(self, directory: Path, tls_authority: Issuer) -> None:
        super().__init__(directory, tls_authority)
        self.discovery_changes = {"capabilities": ["launch-ehr", "context-ehr-patient"]}
        self.grant_changes = {"patient": "p-17", "need_patient_banner": True}
        self.nonce = ""

    def answer_grant(self, form: dict[str, str]) -> Answer:
        """With a nonce wanted, a proof has to carry it."""
        if self.nonce:
            claims, _ = checked_proof(self.proofs[-1], "POST", self.origin + TOKEN)
            if claims.get("nonce") != self.nonce:
                return as_json({"error": "use_dpop_nonce"}, 400, **{"DPoP-Nonce": self.nonce})
        return super().answer_grant(form)


@pytest.fixture
def home(tmp_path: Path, web_authority: Issuer) -> Iterator[Ehr]:
    with Ehr(tmp_path, web_authority) as ehr:
        yield ehr


@pytest.fixture
def source(home: Ehr) -> ProtectedSource:
    return ProtectedSource("ustan", home.fhir_base, 5.0, client_id="ward-desktop")


@pytest.fixture
def launch(http: requests.Session, home: Ehr, browser: Browser, source: ProtectedSource) -> Launch:
    elsewhere = ProtectedSource("zmc", "https://127.0.0.1:9/fhir", 5.0)

    def launch(iss: str = home.fhir_base, staff_id: str = NURSE, handed_over: str = "xyz") -> tuple[str, str]:
        smart = SmartLaunch(http, [elsewhere, source], browser.open, timeout_s=20)
        return smart(EhrLaunch(iss, handed_over), staff_id, CancelToken())

    return launch


def test_the_ehr_names_the_patient_it_has_open(launch: Launch, home: Ehr) -> None:
    assert launch() == ("ustan", "p-17")

    asked = home.asked_for()
    assert asked["scope"] == "launch openid fhirUser"
    assert (asked["launch"], asked["aud"]) == ("xyz", home.fhir_base)
    assert asked["client_id"] == "ward-desktop"
    challenge = hashlib.sha256(home.forms[-1]["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(challenge).decode().rstrip("=")
    assert not {"prompt", "max_age", "acr_values"} & set(asked)


def test_a_base_may_end_with_a_slash(launch: Launch, home: Ehr) -> None:
    assert launch(f"{home.fhir_base}/") == ("ustan", "p-17")
    assert home.asked_for()["aud"] == home.fhir_base


@pytest.mark.parametrize(
    "iss",
    [
        "https://elsewhere.example/fhir",
        "{base}/other",
        "{base}?x=1",
        "{base}#x",
        "{upper}",
        "http://127.0.0.1/fhir",
        "",
    ],
)
def test_nobody_but_a_configured_source_launches(launch: Launch, home: Ehr, iss: str) -> None:
    with pytest.raises(NotOpened) as caught:
        launch(iss.format(base=home.fhir_base, upper=home.fhir_base.upper()))

    assert caught.value.reason is OpeningFault.UNKNOWN_ISSUER
    assert home.asked == []


@pytest.mark.parametrize(
    "changes",
    [
        {"capabilities": ["launch-standalone"]},
        {"capabilities": []},
        {"capabilities": ["launch-ehr"], "authorization_endpoint": ""},
    ],
)
def test_a_source_that_launches_nothing_is_not_asked(
    launch: Launch, home: Ehr, changes: dict[str, object]
) -> None:
    home.discovery_changes = changes

    with pytest.raises(NotOpened) as caught:
        launch()

    assert caught.value.reason is OpeningFault.NOT_OFFERED
    assert not home.asked_for()


def test_a_launch_without_its_token_is_none(launch: Launch, home: Ehr) -> None:
    with pytest.raises(NotOpened) as caught:
        launch(handed_over="")

    assert caught.value.reason is OpeningFault.NOT_OFFERED
    assert not home.asked_for()


@pytest.mark.parametrize("patient", [None, "", "Patient/p-17", "p 17", "x" * 65, "../p", "p-17\n"])
def test_without_an_id_of_a_patient_nothing_is_opened(launch: Launch, home: Ehr, patient: str | None) -> None:
    home.grant_changes = {"patient": patient}

    with pytest.raises(NotOpened) as caught:
        launch()

    assert caught.value.reason is OpeningFault.NO_PATIENT


def test_an_ehr_where_somebody_else_is_signed_in_opens_nothing(launch: Launch) -> None:
    with pytest.raises(SignInRefused) as caught:
        launch(staff_id="S-1042")

    assert (caught.value.source_id, caught.value.code) == ("ustan", "other_person")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "another"}, "state_mismatch"),
        ({"iss": "https://elsewhere.example"}, "issuer_mismatch"),
        ({"iss": None}, "issuer_mismatch"),
        ({"code": None, "error": "invalid_request"}, "invalid_request"),
    ],
)
def test_an_answer_that_does_not_belong_here_is_refused(
    launch: Launch, home: Ehr, changes: dict[str, str | None], code: str
) -> None:
    home.answer_changes = changes

    with pytest.raises(SignInRefused) as caught:
        launch()

    assert caught.value.code == code
    assert not home.forms


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nonce": "another"}, "nonce_mismatch"),
        ({"iss": "https://elsewhere.example"}, "wrong_issuer"),
        ({"aud": "serums-desktop"}, "wrong_audience"),
        ({"exp": 1_000_000_000}, "id_token_expired"),
    ],
)
def test_an_id_token_must_be_of_this_launch(
    launch: Launch, home: Ehr, changes: dict[str, object], code: str
) -> None:
    home.id_token_changes = changes

    with pytest.raises(SignInRefused) as caught:
        launch()

    assert caught.value.code == code


def test_an_ehr_without_pkce_is_not_asked(launch: Launch, home: Ehr) -> None:
    home.discovery_changes = {**home.discovery_changes, "code_challenge_methods_supported": ["plain"]}

    with pytest.raises(SignInRefused) as caught:
        launch()

    assert caught.value.code == "no_pkce"
    assert not home.asked_for()


def test_an_earlier_sign_in_counts_at_the_ehr(launch: Launch, home: Ehr) -> None:
    home.id_token_changes = {"auth_time": 1_000_000_000}

    assert launch() == ("ustan", "p-17")


def test_where_the_ehr_binds_tokens_the_code_is_traded_with_a_proof(launch: Launch, home: Ehr) -> None:
    home.discovery_changes = {**home.discovery_changes, "dpop_signing_alg_values_supported": ["ES256"]}
    home.nonce = "n-1"

    assert launch() == ("ustan", "p-17")

    assert len(home.forms) == 2


def test_nobody_waits_for_an_ehr_that_is_away(launch: Launch) -> None:
    with pytest.raises(SourceError):
        launch("https://127.0.0.1:9/fhir")


def test_without_a_browser_nobody_waits(http: requests.Session, source: ProtectedSource) -> None:
    with pytest.raises(BrowserSignInFailed) as caught:
        SmartLaunch(http, [source], lambda address: False)(
            EhrLaunch(source.fhir_base, "x"), NURSE, CancelToken()
        )

    assert caught.value.code == "no_browser"


def test_whoever_cancels_is_not_waited_for(http: requests.Session, source: ProtectedSource) -> None:
    cancel = CancelToken()

    def open_and_cancel(_address: str) -> bool:
        cancel.cancel()
        return True

    with pytest.raises(Cancelled):
        SmartLaunch(http, [source], open_and_cancel)(EhrLaunch(source.fhir_base, "x"), NURSE, cancel)
