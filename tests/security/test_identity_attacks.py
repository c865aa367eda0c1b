"""Attacks on a sign-in that was overheard, copied or answered by somebody else, at real model hospitals.

Each ends in a refusal that can be told in words, and none of what was overheard is in anything that a person,
a log or another process of this machine could read.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import logging
import shutil
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from msgspec import structs

from serums_desktop.domain.errors import (
    BrowserSignInFailed,
    NotEnrolled,
    SerumsError,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.host import log
from serums_desktop.identity.browser_sign_in import BrowserIdentity, BrowserSignIn
from serums_desktop.identity.dpop import ProofKey, Proofs
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.keyring_release import KeyringCredential, KeyringVault
from serums_desktop.identity.loopback import LoopbackListener
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import StaffMember
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.messages.errors import notice
from serums_desktop.work.cancel import CancelToken
from tests.security.overhearing import TIMEOUT_S, Overheard, Place, base64url, form_of, parts_of, run_place
from tests.unit.identity.memory_keyring import backend_named, keyring_on

DOCTOR = StaffMember("Dr Ailsa Fraser", "S-1042", "Emergency Medicine", "ailsa.fraser@ustan.example")
NURSE = "S-2071"
PASSPHRASE = b"four quiet herons stand"
TREAT = PurposeOfUse.TREATMENT
HOME = "USTAN Edinburgh"
NOT_ACCEPTED = f"{HOME} no longer accepts your sign-in."
ANOTHER_SIGN_IN = "The browser brought the answer to another sign-in than this one."
REVOKED = "You have no passphrase on this workstation, or it was revoked."

Watch = Callable[..., None]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    yield from run_place(tmp_path_factory.mktemp("hospitals"))


@pytest.fixture
def wire(place: Place) -> Iterator[Overheard]:
    """What the program says and hears."""
    with Overheard(place.anchors) as overheard:
        yield overheard


@pytest.fixture
def attacker(place: Place) -> Iterator[Overheard]:
    with Overheard(place.anchors) as session:
        yield session


@pytest.fixture(autouse=True)
def watched(
    place: Place,
    wire: Overheard,
    attacker: Overheard,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Watch]:
    """Takes note of objects and errors; in the end neither they nor a log or a command line tell a secret."""
    log.start(tmp_path / "logs")
    # More than the program asks of any library.
    caplog.set_level(logging.DEBUG)
    texts: list[str] = []

    def watch(*things: object) -> None:
        for thing in things:
            texts.extend([repr(thing), str(thing), repr(getattr(thing, "args", ""))])
            if isinstance(thing, BaseException):
                texts.extend(
                    [*traceback.format_exception(thing), repr(vars(thing)), str(notice(thing, HOME))]
                )
                log.event("sign-in-failed", error=type(thing).__name__)

    yield watch
    log.stop()
    texts += [record.getMessage() for phase in ("setup", "call") for record in caplog.get_records(phase)]
    texts += capfd.readouterr()
    texts += [path.read_text("utf-8") for path in (tmp_path / "logs").rglob("*.log")]
    texts += [_read(path) for path in Path("/proc").glob("[0-9]*/cmdline")]
    secrets = wire.secrets | attacker.secrets | place.passwords | {PASSPHRASE.decode()}
    assert len(secrets) > 3
    text = "\n".join(texts)
    assert not [part for secret in secrets for part in parts_of(secret) if part in text]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        # A process of somebody else's that has ended meanwhile.
        return ""


def words(error: SerumsError) -> str:
    return notice(error, HOME).happened


def sign_in_by_browser(
    place: Place,
    wire: Overheard,
    open_browser: Callable[[str], bool] | None = None,
    *,
    home: ProtectedSource | None = None,
) -> BrowserIdentity:
    def shown(address: str) -> bool:
        wire.showed(address)
        return (open_browser or place.browser(NURSE))(address)

    return BrowserSignIn(wire, home or place.home, shown, timeout_s=TIMEOUT_S)(CancelToken())


# -- what was overheard, sent again ----------------------------------------------------------------


def test_a_cards_assertion_serves_once_and_at_one_place(
    place: Place, wire: Overheard, attacker: Overheard, watched: Watch
) -> None:
    tokens = place.tokens(wire, DOCTOR)
    tokens.token("fcrb", TREAT)
    (request,) = wire.forms("jwt-bearer")
    endpoint, form = str(request.url), form_of(request)

    whole = attacker.post(endpoint, form, headers={"DPoP": request.headers["DPoP"]})
    assert (whole.status_code, whole.json()["error"]) == (400, "invalid_dpop_proof")
    for more in ({}, {"DPoP": _proof(endpoint)}):
        again = attacker.post(endpoint, form, headers=more)
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    elsewhere = attacker.post(place.origin("gp") + urlsplit(endpoint).path, form)
    assert elsewhere.json()["error"] == "invalid_grant"

    # The program itself, with an assertion that somebody has used before it.
    replayed = AccessTokens(
        wire, [place.sources["fcrb"]], DOCTOR.staff_id, lambda _audience, _purpose: form["assertion"]
    )
    with pytest.raises(SignInRefused) as refused:
        replayed.token("fcrb", TREAT)
    assert words(refused.value) == NOT_ACCEPTED
    watched(refused.value, tokens, replayed)


def test_a_code_that_is_redeemed_again_ends_the_sign_in_it_came_from(
    place: Place, wire: Overheard, attacker: Overheard, watched: Watch, tmp_path: Path
) -> None:
    vouched_for = sign_in_by_browser(place, wire)
    nurse, credential = _enrolled(tmp_path, wire, place, vouched_for)
    token = nurse.token("gp", TREAT)
    (redeemed,) = wire.forms("authorization_code")

    again = attacker.post(str(redeemed.url), form_of(redeemed))
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")

    nurse.discard(TREAT)
    with pytest.raises(NotEnrolled) as refused:
        nurse.token("gp", TREAT)
    assert words(refused.value) == REVOKED
    assert not list(tmp_path.rglob("*.refresh"))
    assert token
    watched(refused.value, nurse, credential, vouched_for)
    credential.close()


def test_two_copies_of_a_profile_end_each_others_sign_in(
    place: Place, wire: Overheard, watched: Watch, tmp_path: Path
) -> None:
    backend = backend_named()
    vaults = [KeyringVault(tmp_path / name, keyring_on(backend), "ward-12") for name in ("mine", "copy")]
    vouched_for = sign_in_by_browser(place, wire)
    credential, key = vaults[0].enrol(vouched_for.staff, bytearray(PASSPHRASE), vouched_for.refresh_token)
    credential.close()
    key.wipe()
    shutil.copytree(tmp_path / "mine", tmp_path / "copy")
    opened = [vault.unlock(NURSE, bytearray(PASSPHRASE)) for vault in vaults]
    told: list[SignInRefused] = []
    mine, copy = (
        AccessTokens(
            wire,
            place.sources.values(),
            NURSE,
            HomeSignIn(wire, place.home, credential.refresh_token).assertion,
            on_refused=told.append,
            home_source_id="ustan",
        )
        for credential, _ in opened
    )

    assert mine.token("ustan", TREAT)
    for tokens in (copy, mine):
        tokens.discard(TREAT)
        with pytest.raises(NotEnrolled) as refused:
            tokens.token("ustan", TREAT)
        assert words(refused.value) == REVOKED
        watched(refused.value, tokens)
    assert [refusal.code for refusal in told] == ["invalid_grant", "invalid_grant"]
    assert not list(tmp_path.rglob("*.refresh"))
    for credential, key in opened:
        watched(credential, key)
        credential.close()
        key.wipe()


# -- tokens in other hands -------------------------------------------------------------------------


def test_a_bound_token_is_of_no_use_to_whoever_took_it(
    place: Place, wire: Overheard, attacker: Overheard, watched: Watch
) -> None:
    tokens = place.tokens(wire, DOCTOR)
    token = tokens.token("fcrb", TREAT)
    address = f"{place.sources['fcrb'].fhir_base}/Patient?_count=1"
    headers = tokens.headers("fcrb", token, "GET", address)
    assert wire.get(address, headers=headers).status_code == 200

    stolen = [
        {"Authorization": f"Bearer {token}"},
        {"Authorization": f"DPoP {token}"},
        # The proof that was overheard: used, and of another address.
        headers,
        {"Authorization": f"DPoP {token}", "DPoP": _proof(address, "GET", token)},
        {**tokens.headers("fcrb", token, "POST", address)},
        {**tokens.headers("fcrb", token, "GET", address.replace("Patient", "Observation"))},
    ]
    for taken in stolen:
        answer = attacker.get(address, headers=taken)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("DPoP")
    # The owner reads on, each time with a proof of its own.
    again = tokens.headers("fcrb", token, "GET", address)
    assert wire.get(address, headers=again).status_code == 200
    watched(tokens)


def test_a_sign_in_that_lasts_is_of_no_use_without_its_key(
    place: Place, wire: Overheard, attacker: Overheard, watched: Watch, tmp_path: Path
) -> None:
    home = structs.replace(place.home, dpop="required")
    for line in ("dpop ustan required", "dpop-nonce ustan on"):
        place.command(line)
    try:
        vouched_for = sign_in_by_browser(place, wire, home=home)
        nurse, credential = _enrolled(tmp_path, wire, place, vouched_for, home)
        assert nurse.token("ustan", TREAT)
        assert nurse.token("gp", TREAT)
        wire.secrets |= set(credential.refresh_token.read().split())
        refresh_token = credential.refresh_token.read().split()[0]

        endpoint = f"{place.origin('ustan')}/token"
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": home.client_id}
        own = Proofs(ProofKey(), time.time)
        own.heard(attacker.post(endpoint, form, headers=_header(own, endpoint)).headers["DPoP-Nonce"])
        for more, code in (({}, "invalid_dpop_proof"), (_header(own, endpoint), "invalid_grant")):
            assert attacker.post(endpoint, form, headers=more).json()["error"] == code
        # An assertion about the person is not to be had with the access token either.
        exchange = form_of(wire.forms("token-exchange")[-1])
        assert attacker.post(endpoint, exchange, headers=_header(own, endpoint)).status_code == 400

        # None of this has cost the person the sign-in.
        again = AccessTokens(
            wire,
            place.sources.values(),
            NURSE,
            HomeSignIn(wire, home, credential.refresh_token).assertion,
        )
        assert again.token("fcrb", TREAT)
        wire.secrets |= set(credential.refresh_token.read().split())
        watched(vouched_for, nurse, again, credential, credential.refresh_token)
        credential.close()
    finally:
        for line in ("dpop ustan offered", "dpop-nonce ustan off"):
            place.command(line)


@pytest.mark.parametrize("dpop", ["offered", "off"])
def test_a_token_opens_one_source(
    place: Place, wire: Overheard, attacker: Overheard, watched: Watch, dpop: str
) -> None:
    for source in ("fcrb", "zmc"):
        place.command(f"dpop {source} {dpop}")
    try:
        tokens = place.tokens(wire, DOCTOR)
        token = tokens.token("fcrb", TREAT)
        address = f"{place.sources['zmc'].fhir_base}/Patient?_count=1"
        with pytest.raises(SourceError) as refused:
            tokens.headers("fcrb", token, "GET", address)
        assert refused.value.kind is SourceFault.FOREIGN_LINK
        # Whoever sends it all the same: not this source's.
        taken = {"Authorization": f"{'Bearer' if dpop == 'off' else 'DPoP'} {token}"}
        for proof in ({}, {"DPoP": _proof(address, "GET", token)}):
            assert attacker.get(address, headers=taken | proof).status_code == 401
        watched(refused.value, tokens)
    finally:
        for source in ("fcrb", "zmc"):
            place.command(f"dpop {source} offered")


def test_a_home_that_speaks_of_somebody_else_is_not_believed(
    place: Place, wire: Overheard, watched: Watch, tmp_path: Path
) -> None:
    vouched_for = sign_in_by_browser(place, wire)
    nurse, credential = _enrolled(tmp_path, wire, place, vouched_for)
    doctor = place.tokens(wire, DOCTOR)
    place.command("fault ustan id-token-subject")
    try:
        for tokens in (nurse, doctor):
            with pytest.raises(SignInRefused) as refused:
                tokens.token("ustan", TREAT)
            assert words(refused.value) == f"{HOME} signed in somebody else."
            watched(refused.value, tokens)
    finally:
        place.command("fault ustan none")
    assert nurse.token("ustan", TREAT)
    assert doctor.token("ustan", TREAT)
    credential.close()


# -- other programs on this computer ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"state": "guessed"}, "state_mismatch", "The browser brought the answer to another sign-in"),
        ({"iss": "https://127.0.0.1:9"}, "issuer_mismatch", "The sign-in came from another provider than"),
        ({"iss": ""}, "issuer_mismatch", "The sign-in came from another provider than"),
        ({"code": ""}, "no_code", "The browser brought the answer to another sign-in"),
        # All of it right, but for a code of the program's own making.
        ({}, "invalid_grant", ANOTHER_SIGN_IN),
    ],
)
def test_another_program_answers_for_the_browser(
    place: Place, wire: Overheard, watched: Watch, changed: dict[str, str], code: str, said: str
) -> None:
    sent: list[threading.Thread] = []

    def answer(address: str) -> bool:
        asked = dict(parse_qsl(urlsplit(address).query))
        forged = {
            "state": asked["state"],
            "iss": place.origin("ustan"),
            "code": "a-code-of-its-own",
            **changed,
        }
        sent.append(_in_background(_get, f"{asked['redirect_uri']}?{urlencode(forged)}"))
        return True

    with pytest.raises(BrowserSignInFailed) as refused:
        sign_in_by_browser(place, wire, answer)
    sent[0].join()
    assert refused.value.code == code
    assert words(refused.value).startswith(said)
    watched(refused.value)


def test_a_code_that_was_given_to_somebody_else_is_not_redeemed(
    place: Place, wire: Overheard, watched: Watch
) -> None:
    """Put into this sign-in, it would let the person at the keyboard go on as whoever it was given to."""
    sent: list[threading.Thread] = []

    def sign_in_and_inject(address: str) -> None:
        endpoint, _, query = address.partition("?")
        asked = dict(parse_qsl(query))
        with LoopbackListener() as listener:
            challenge = base64url(hashlib.sha256(b"a verifier of the attacker's own, long enough").digest())
            own = {**asked, "redirect_uri": listener.redirect_uri, "code_challenge": challenge}
            place.browser(DOCTOR.staff_id)(f"{endpoint}?{urlencode(own)}")
            answer = listener.wait(CancelToken(), TIMEOUT_S)
        wire.secrets.add(answer["code"])
        _get(f"{asked['redirect_uri']}?{urlencode(answer)}")

    def inject(address: str) -> bool:
        sent.append(_in_background(sign_in_and_inject, address))
        return True

    with pytest.raises(BrowserSignInFailed) as refused:
        sign_in_by_browser(place, wire, inject)
    sent[0].join()
    assert refused.value.code == "invalid_grant"
    watched(refused.value)


def test_a_page_elsewhere_cannot_reach_in_and_nobody_answers_twice(
    place: Place, wire: Overheard, watched: Watch
) -> None:
    answers: list[int] = []
    steps: list[threading.Thread] = []
    redirect_uris: list[str] = []

    def first_others(address: str) -> bool:
        asked = dict(parse_qsl(urlsplit(address).query))
        redirect_uri = asked["redirect_uri"]
        redirect_uris.append(redirect_uri)
        forged = urlencode({"state": asked["state"], "code": "x" * 32})

        def try_first() -> None:
            port = urlsplit(redirect_uri).port
            hosts = ("localhost", f"localhost:{port}", "attacker.example", "127.0.0.1")
            answers.extend(_get(f"{redirect_uri}?{forged}", host) for host in hosts)
            answers.append(_get(f"{redirect_uri}/../elsewhere?{forged}"))
            place.browser(NURSE)(address)

        steps.append(_in_background(try_first))
        return True

    vouched_for = sign_in_by_browser(place, wire, first_others)
    steps[0].join()
    assert answers == [404] * 5
    assert vouched_for.staff.staff_id == NURSE
    with pytest.raises(ConnectionError):
        _get(f"{redirect_uris[0]}?state=x&code=y")
    watched(vouched_for)


# -- parts -----------------------------------------------------------------------------------------


def _enrolled(
    directory: Path,
    wire: Overheard,
    place: Place,
    vouched_for: BrowserIdentity,
    home: ProtectedSource | None = None,
) -> tuple[AccessTokens, KeyringCredential]:
    """Somebody's tokens after a browser sign-in, their refresh token sealed under `directory`."""
    vault = KeyringVault(directory / "keys", keyring_on(backend_named()), "ward-12")
    credential, key = vault.enrol(vouched_for.staff, bytearray(PASSPHRASE), vouched_for.refresh_token)
    key.wipe()
    assert credential.holder == Staff("Nurse Isobel Reid", NURSE, "Emergency Medicine, charge nurse")
    lasting = HomeSignIn(wire, home or place.home, credential.refresh_token)
    return AccessTokens(wire, place.sources.values(), NURSE, lasting.assertion), credential


def _proof(address: str, method: str = "POST", token: str = "") -> str:
    """A proof by a key of the attacker's own."""
    return Proofs(ProofKey(), time.time).proof(method, address, token)


def _header(proofs: Proofs, address: str) -> dict[str, str]:
    return {"DPoP": proofs.proof("POST", address)}


def _in_background(target: Callable[..., object], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, name="another program")
    thread.start()
    return thread


def _get(address: str, host: str = "") -> int:
    """What a request of another program on this computer is answered."""
    target = urlsplit(address)
    # Not by the program's own library: what another program logs is its own.
    connection = http.client.HTTPConnection(str(target.hostname), target.port, timeout=TIMEOUT_S)
    with contextlib.closing(connection):
        headers = {"Host": host} if host else {}
        connection.request("GET", f"{target.path}?{target.query}", headers=headers)
        return connection.getresponse().status
