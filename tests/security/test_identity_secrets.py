"""PINs, tokens, assertions and keys stay out of everything that may be shown, logged or reported."""

from __future__ import annotations

import base64
import logging
import re
import secrets
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pkcs11
import pytest
import requests

from serums_desktop.domain.errors import (
    BrowserSignInFailed,
    KeyNotReleased,
    KeyringUnusable,
    NotEnrolled,
    SerumsError,
    SignInRefused,
    SourceError,
    WeakPassphrase,
    WrongPassphrase,
    WrongPin,
)
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.assertion import AssertingIdentity, card_assertions
from serums_desktop.identity.authorisation_server import Grant
from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import Issuer, PracticeCard, StaffMember, create_practice_card
from serums_desktop.identity.smartcard import Smartcard
from serums_desktop.identity.tokens import AccessToken, AccessTokens
from serums_desktop.work.cancel import CancelToken
from tests.security.keyring_session import PASSPHRASE_BYTES
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.memory_keyring import backend_named, keyring_on
from tests.unit.identity.staff_authority import anchors_of, make_authority
from tests.unit.identity.token_server import TOKEN, TokenServer, as_json

PIN = "739152"
WRONG_PIN = "640817"
MEMBER = StaffMember("Dr Ailsa Fraser", "S-1042", "Emergency Medicine", "ailsa.fraser@ustan.example")
NURSE = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
PASSPHRASE = b"correct horse battery"
WRONG_PASSPHRASE = b"another sentence"
REFRESH_TOKEN = "kept-refresh-token-7391"
TREAT = PurposeOfUse.TREATMENT


@pytest.fixture
def authority() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture
def practice_card(
    tmp_path: Path, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PracticeCard]:
    card = create_practice_card(tmp_path / "card", authority, MEMBER, PIN)
    for name, value in card.environment.items():
        monkeypatch.setenv(name, value)
    library = pkcs11.lib(str(card.module))
    library.reinitialize()
    yield card
    library.finalize()


@pytest.fixture
def smartcard(practice_card: PracticeCard, authority: Issuer) -> Smartcard:
    return Smartcard(practice_card.module, practice_card.token_label, anchors_of(authority))


@pytest.fixture
def open_card(smartcard: Smartcard) -> Iterator[OpenCard]:
    with smartcard.unlock(bytearray(PIN.encode())) as card:
        yield card


@pytest.fixture
def token_server(tmp_path: Path) -> Iterator[tuple[TokenServer, requests.Session]]:
    web = make_authority("Web servers")
    anchors = tmp_path / "tls-ca.pem"
    anchors.write_bytes(anchors_of(web))
    with TokenServer(tmp_path, web) as server, requests.Session() as http:
        http.verify = str(anchors)
        http.trust_env = False
        yield server, http


@pytest.fixture
def shown(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Everything a person or a log might see of these objects and errors, and of what went before."""
    caplog.set_level(logging.DEBUG)

    def collect(*things: object) -> str:
        texts = [caplog.text, *capfd.readouterr()]
        for thing in things:
            texts += [repr(thing), str(thing), f"{thing}", repr(getattr(thing, "args", ""))]
            if isinstance(thing, BaseException):
                texts += traceback.format_exception(thing)
                texts.append(repr(vars(thing)))
        return "\n".join(texts)

    return collect


def _forms(secret: bytes) -> list[str]:
    """How bytes look when something prints them."""
    return [
        secret.decode("latin-1"),
        repr(secret)[2:-1],
        secret.hex(),
        base64.b64encode(secret).decode().rstrip("="),
        base64.urlsafe_b64encode(secret).decode().rstrip("="),
    ]


def _holds(text: str, *secrets: str | bytes) -> list[str]:
    """The secrets that a text gives away."""
    wanted = [form for one in secrets for form in (_forms(one) if isinstance(one, bytes) else [one])]
    return [form for form in wanted if form in text]


def test_the_search_finds_what_it_looks_for() -> None:
    key = bytes(range(32))

    assert _holds(f"PIN {PIN}", PIN)
    assert _holds(f"key {key!r}", key)
    assert _holds(f"key {key.hex()}", key)
    assert not _holds("nothing", PIN, key)


def test_no_pin_is_shown(
    smartcard: Smartcard, practice_card: PracticeCard, shown: Callable[..., str]
) -> None:
    with pytest.raises(WrongPin) as wrong:
        smartcard.unlock(bytearray(WRONG_PIN.encode()))
    with smartcard.unlock(bytearray(PIN.encode())) as card:
        text = shown(smartcard, card, practice_card, smartcard.look(), wrong.value)

    assert not _holds(text, PIN, WRONG_PIN)


def test_no_cache_key_is_shown(open_card: OpenCard, tmp_path: Path, shown: Callable[..., str]) -> None:
    vault = KeyVault(tmp_path / "keys")
    released = vault.release(open_card)
    data_key = bytes(released.data_key)
    (key_file,) = (tmp_path / "keys").iterdir()
    key_file.write_bytes(key_file.read_bytes().replace(b'"signature":"', b'"signature":"AAAA'))
    with pytest.raises(KeyNotReleased) as refused:
        vault.release(open_card)

    assert not _holds(shown(vault, released, refused.value, open_card), data_key)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert data_key not in on_disk


def test_no_token_or_assertion_is_shown(
    open_card: OpenCard,
    token_server: tuple[TokenServer, requests.Session],
    shown: Callable[..., str],
) -> None:
    server, http = token_server
    identity = AssertingIdentity(
        open_card.holder.staff_id, open_card.algorithm, open_card.certificate_chain_der
    )
    source = ProtectedSource("ustan", server.fhir_base, 5.0)
    tokens = AccessTokens(http, [source], identity.staff_id, card_assertions(identity, open_card.sign))
    token = tokens.token("ustan", TREAT)
    errors: list[SerumsError] = []
    for answer in (
        as_json({"error": "invalid_grant", "error_description": token}, 400),
        as_json({"access_token": token, "token_type": "Bearer"}),
        as_json({"access_token": token}),
        (200, {}, f'{{"access_token": "{token}'.encode()),
        (200, {"Content-Length": "9999"}, token.encode()),
    ):
        server.instead[TOKEN] = lambda answer=answer: answer
        with pytest.raises((SourceError, SignInRefused)) as caught:
            tokens.renew("ustan", TREAT, refused=token)
        errors.append(caught.value)

    text = shown(tokens, AccessToken(token, 1.0), Grant(token, 1.0), *errors)

    assert not _holds(text, token)
    assert not re.search(r"eyJ[\w-]{20,}", text), "a JWT"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[tuple[HomeProvider, requests.Session]]:
    web = make_authority("Web servers")
    anchors = tmp_path / "tls-ca.pem"
    anchors.write_bytes(anchors_of(web))
    with HomeProvider(tmp_path, web) as provider, requests.Session() as http:
        http.verify = str(anchors)
        http.trust_env = False
        yield provider, http


def test_no_passphrase_keyring_secret_or_key_is_shown(tmp_path: Path, shown: Callable[..., str]) -> None:
    backend = backend_named()
    keyring = keyring_on(backend)
    vault = KeyringVault(tmp_path / "keys", keyring, "ward-12")
    credential, key = vault.enrol(NURSE, bytearray(PASSPHRASE), REFRESH_TOKEN)
    data_key = bytes(key.data_key)
    errors: list[SerumsError] = []
    for _ in range(4):
        with pytest.raises(WrongPassphrase) as wrong:
            vault.unlock(NURSE.staff_id, bytearray(WRONG_PASSPHRASE))
        errors.append(wrong.value)
    with pytest.raises(WeakPassphrase) as weak:
        vault.check(bytearray(WRONG_PASSPHRASE[:11]))
    backend.keeps = False
    with pytest.raises(KeyringUnusable) as discarded:
        keyring.make(NURSE.staff_id)

    text = shown(
        vault, credential, credential.refresh_token, key, keyring, weak.value, discarded.value, *errors
    )

    (kept,) = backend.kept.values()
    kept_bytes = base64.b64decode(kept)
    assert not _holds(text, PASSPHRASE, WRONG_PASSPHRASE, data_key, REFRESH_TOKEN, kept, kept_bytes)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (PASSPHRASE, data_key, REFRESH_TOKEN.encode(), kept.encode()):
        assert secret not in on_disk


def test_passphrase_and_cache_key_are_wiped_with_the_session(tmp_path: Path) -> None:
    vault = KeyringVault(tmp_path / "keys", keyring_on(backend_named()), "ward-12")
    passphrase = bytearray(PASSPHRASE)
    credential, key = vault.enrol(NURSE, bytearray(PASSPHRASE), REFRESH_TOKEN)
    credential.confirm(passphrase, b"statement")

    credential.close()
    key.wipe()

    assert not any(passphrase)
    assert not any(key.data_key)


def test_nothing_of_a_browser_sign_in_is_shown(
    home: tuple[HomeProvider, requests.Session], shown: Callable[..., str]
) -> None:
    provider, http = home
    source = ProtectedSource("ustan", provider.fhir_base, 5.0)
    answers: list[threading.Thread] = []

    def browse(address: str) -> bool:
        answer = provider.authorise(address)
        target = provider.asked_for()["redirect_uri"]
        answers.append(threading.Thread(target=requests.get, args=(target, answer), kwargs={"timeout": 20}))
        answers[-1].start()
        return True

    sign_in = BrowserSignIn(http, source, browse, timeout_s=20)
    vouched_for = sign_in(CancelToken())
    provider.id_token_changes = {"nonce": "another"}
    with pytest.raises(BrowserSignInFailed) as refused:
        sign_in(CancelToken())
    for one in answers:
        one.join()

    # The test's own browser writes its address into the log; the program's part of it must not.
    text = re.sub(r"GET /signed-in\?\S+", "", shown(sign_in, vouched_for, refused.value))
    asked = provider.asked_for()
    verifiers = [form["code_verifier"] for form in provider.forms]
    assert not _holds(text, vouched_for.refresh_token, asked["state"], asked["nonce"], *verifiers)
    assert not _holds(text, *provider.access_tokens)
    assert not re.search(r"eyJ[\w-]{20,}", text), "a JWT"


def test_no_token_of_the_home_provider_is_shown(
    home: tuple[HomeProvider, requests.Session], tmp_path: Path, shown: Callable[..., str]
) -> None:
    provider, http = home
    provider.refresh_token = REFRESH_TOKEN
    vault = KeyringVault(tmp_path / "keys", keyring_on(backend_named()), "ward-12")
    credential, _ = vault.enrol(NURSE, bytearray(PASSPHRASE), REFRESH_TOKEN)
    source = ProtectedSource("ustan", provider.fhir_base, 5.0)
    home_sign_in = HomeSignIn(http, source, credential.refresh_token)
    tokens = AccessTokens(http, [source], NURSE.staff_id, home_sign_in.assertion)
    tokens.token("ustan", TREAT)
    errors: list[SerumsError] = []
    for changes in ({"access_token": "no JWT"}, {"issued_token_type": provider.refresh_token}):
        provider.grant_changes = changes
        with pytest.raises(SignInRefused) as caught:
            tokens.token("ustan", PurposeOfUse.BREAK_GLASS)
        errors.append(caught.value)
    provider.grant_changes = {}
    provider.access_tokens.append("ended")
    provider.refresh_token = "ended as well"
    with pytest.raises(NotEnrolled) as ended:
        tokens.token("ustan", PurposeOfUse.BREAK_GLASS)

    text = shown(home_sign_in, tokens, credential, ended.value, *errors)

    assert not _holds(text, REFRESH_TOKEN, "home-refresh-1", "home-access-1", "secret-token-")
    assert not re.search(r"eyJ[\w-]{20,}", text), "a JWT"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into another process through /proc")
def test_no_key_is_left_in_memory_after_the_session(tmp_path: Path) -> None:
    passphrase = secrets.token_hex(PASSPHRASE_BYTES // 2).encode()
    command = [sys.executable, "-m", "tests.security.keyring_session", str(tmp_path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as session:
        assert session.stdin is not None
        assert session.stdout is not None
        session.stdin.write(passphrase)
        keys = [bytes.fromhex(key) for key in session.stdout.readline().decode().split()]
        session.stdin.write(passphrase)
        assert session.stdout.readline() == b"ended\n"

        memory = _memory_of(session.pid)
        assert b"Nurse Isobel Reid" in memory, "the memory was read"
        assert len(keys) == 2
        for key in keys:
            assert key not in memory
        session.stdin.write(b".")


def _memory_of(pid: int) -> bytes:
    """Everything a process could write, as it is now."""
    parts = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("ascii").splitlines():
            span, access, *_ = line.split()
            start, end = (int(one, 16) for one in span.split("-"))
            if access.startswith("rw"):
                memory.seek(start)
                parts.append(memory.read(end - start))
    return b"".join(parts)
