"""Signing in by card, stage by stage: each beside the bare library call, and the whole beside their sum."""

from __future__ import annotations

import hashlib
import json
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pkcs11
import requests
import sqlcipher3.dbapi2 as sqlcipher
from cryptography import x509
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec.structs import replace
from pkcs11.types import DeriveMixin, SignMixin
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from serums_desktop.app import Program
from serums_desktop.commands.demo import PRACTICE_PIN, enrol_workstation, practice_place
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import configuration
from serums_desktop.host.profile import Profile
from serums_desktop.identity.assertion import AssertingIdentity, card_assertions
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.smartcard import Smartcard
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.benchmarks.row import Row

NAME = "sign-in"
RUNS = 15
PATIENCE_MS = 30_000

# A module is loaded once for each process, so each loading is a process of its own.
LOAD_BARE = """
import sys, time, pkcs11
began = time.perf_counter()
pkcs11.lib(sys.argv[1]).get_slots(token_present=True)
print((time.perf_counter() - began) * 1000)
"""
LOAD_OURS = """
import sys, time
from pathlib import Path
from serums_desktop.identity.smartcard import Smartcard
anchors = Path(sys.argv[2]).read_bytes()
began = time.perf_counter()
Smartcard(Path(sys.argv[1]), "", anchors).look()
print((time.perf_counter() - began) * 1000)
"""
BARE = {
    "load": "module loaded, slots listed: PKCS#11 alone",
    "PIN": "PIN: C_Login alone",
    "sign": "sign: C_Sign alone",
    "unwrap": "unwrap: C_DeriveKey, HKDF, AES-KWP alone",
    "token": "token: three HTTPS requests alone",
    "open": "open: SQLCipher alone",
}
OURS = {
    "load": "module loaded and whose card it is",
    "PIN": "PIN: certificates chosen and checked, card opened",
    "sign": "sign: through the open card",
    "unwrap": "unwrap: key file verified and opened",
    "token": "token: discovered, asked for, checked",
    "open": "open: the cache and its index",
}
SUM = "the bare calls together, module to open"


def measure() -> list[Row]:
    """Each stage in turns; the first turn warms files and connections and does not count."""
    with practice_place() as (profile, hospitals):
        enrol_workstation(profile, hospitals)
        samples: dict[str, list[float]] = {}
        _load(profile, samples)
        _stages(profile, samples)
        whole = _whole(profile)
    sums = [sum(times) for times in zip(*(samples[bare] for bare in BARE.values()), strict=True)]
    rows = []
    for stage, bare in BARE.items():
        rows += [Row(bare, tuple(samples[bare])), Row(OURS[stage], tuple(samples[OURS[stage]]), bare)]
    return [*rows, Row(SUM, tuple(sums)), Row("PIN entered to patients page painted", tuple(whole), SUM)]


def _load(profile: Profile, samples: dict[str, list[float]]) -> None:
    settings = configuration.load(profile.configuration)
    for turn in range(RUNS + 1):
        for what, program in ((BARE["load"], LOAD_BARE), (OURS["load"], LOAD_OURS)):
            command = [sys.executable, "-c", program, str(settings.card.module)]
            done = subprocess.run(
                [*command, str(settings.trust.card_anchors)], capture_output=True, text=True, check=True
            )
            if turn:
                samples.setdefault(what, []).append(float(done.stdout))


def _stages(profile: Profile, samples: dict[str, list[float]]) -> None:
    settings = configuration.load(profile.configuration)
    assert settings.card.module is not None
    smartcard = Smartcard(settings.card.module, "", settings.trust.card_anchors.read_bytes())
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        bare = Bare(settings.card.module, place)
        keys, store = KeyVault(place / "keys"), EncryptedRecordStore(place / "cache")
        for turn in range(RUNS + 1):
            taken = _turn(settings, smartcard, keys, store) | bare.turn()
            if turn:
                for what, ms in taken.items():
                    samples.setdefault(what, []).append(ms)


def _turn(
    settings: configuration.Configuration, smartcard: Smartcard, keys: KeyVault, store: EncryptedRecordStore
) -> dict[str, float]:
    """Each stage of ours once."""
    opened: list[OpenCard] = []
    taken = {OURS["PIN"]: _ms(lambda: opened.append(smartcard.unlock(_pin())))}
    (card,) = opened
    taken[OURS["sign"]] = _ms(lambda: card.sign(b"statement"))
    taken[OURS["unwrap"]] = _ms(lambda: keys.release(card))
    released = keys.release(card)
    taken[OURS["open"]] = _ms(lambda: store.open(released))
    store.close()
    taken[OURS["token"]] = _ms(lambda: _token(settings, card))
    taken[BARE["token"]] = _bare_token(settings, card)
    card.close()
    return taken


class Bare:
    """The same calls by the libraries alone, without a check of anything."""

    def __init__(self, module: Path, place: Path) -> None:
        self._token = pkcs11.lib(str(module.resolve())).get_slots(token_present=True)[0].get_token()
        self._database = place / "bare.db"
        self._key = bytearray(secrets.token_bytes(32))
        with self._token.open() as session:
            found = {
                bytes(one[pkcs11.Attribute.ID]): x509.load_der_x509_certificate(
                    bytes(one[pkcs11.Attribute.VALUE])
                )
                for one in list(session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}))
            }
        usages = {
            key_id: certificate.extensions.get_extension_for_class(x509.KeyUsage).value
            for key_id, certificate in found.items()
        }
        self._signing = next(key_id for key_id, usage in usages.items() if usage.digital_signature)
        self._agreeing = next(key_id for key_id, usage in usages.items() if usage.key_agreement)
        public_key = found[self._agreeing].public_key()
        assert isinstance(public_key, ec.EllipticCurvePublicKey)
        ephemeral = ec.generate_private_key(public_key.curve)
        self._point = ephemeral.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        secret = ephemeral.exchange(ec.ECDH(), public_key)
        self._wrapped = keywrap.aes_key_wrap_with_padding(self._kek(secret), bytes(self._key))
        self._open()

    def turn(self) -> dict[str, float]:
        """Each call once."""
        sessions: list[pkcs11.Session] = []
        taken = {BARE["PIN"]: _ms(lambda: sessions.append(self._token.open(user_pin=PRACTICE_PIN)))}
        (session,) = sessions
        signing = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=self._signing)
        assert isinstance(signing, SignMixin)
        digest = hashlib.sha256(b"statement").digest()
        taken[BARE["sign"]] = _ms(lambda: signing.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
        agreeing = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=self._agreeing)
        assert isinstance(agreeing, DeriveMixin)
        taken[BARE["unwrap"]] = _ms(lambda: self._unwrap(agreeing))
        session.close()
        taken[BARE["open"]] = _ms(self._open)
        return taken

    def _unwrap(self, key: DeriveMixin) -> bytes:
        shared = key.derive_key(
            pkcs11.KeyType.GENERIC_SECRET,
            256,
            mechanism=pkcs11.Mechanism.ECDH1_DERIVE,
            mechanism_param=(pkcs11.KDF.NULL, None, self._point),
            template={
                pkcs11.Attribute.TOKEN: False,
                pkcs11.Attribute.SENSITIVE: False,
                pkcs11.Attribute.EXTRACTABLE: True,
            },
        )
        return keywrap.aes_key_unwrap_with_padding(
            self._kek(bytes(shared[pkcs11.Attribute.VALUE])), self._wrapped
        )

    def _kek(self, secret: bytes) -> bytes:
        return HKDF(hashes.SHA256(), length=32, salt=None, info=self._point).derive(secret)

    def _open(self) -> None:
        connection = sqlcipher.connect(str(self._database))
        connection.set_key(bytearray(b"x'" + self._key.hex().encode() + b"'"))
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("CREATE TABLE IF NOT EXISTS record (record_id TEXT PRIMARY KEY)")
        connection.execute("SELECT * FROM record").fetchall()
        connection.close()


def _token(settings: configuration.Configuration, card: OpenCard) -> None:
    home = settings.home
    source = ProtectedSource(home.id, home.fhir_base)
    with _http(settings) as http:
        tokens = AccessTokens(http, [source], card.holder.staff_id, _assertions(card))
        tokens.token(home.id, PurposeOfUse.TREATMENT)
        tokens.forget()


def _bare_token(settings: configuration.Configuration, card: OpenCard) -> float:
    """The assertion is made before: signing has a row of its own. Milliseconds."""
    base = settings.home.fhir_base.rstrip("/")
    with _http(settings) as warm:
        known = warm.get(f"{base}/.well-known/smart-configuration", timeout=20).json()
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": _assertions(card)(known["token_endpoint"], PurposeOfUse.TREATMENT),
        "scope": "openid fhirUser user/*.rs",
        "client_id": "serums-desktop",
    }

    def ask() -> None:
        with _http(settings) as http:
            http.get(f"{base}/.well-known/smart-configuration", timeout=20)
            answer = http.post(known["token_endpoint"], data=form, timeout=20)
            http.get(known["jwks_uri"], timeout=20)
        assert "access_token" in json.loads(answer.content)

    return _ms(ask)


def _http(settings: configuration.Configuration) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.verify = str(settings.trust.tls_anchors)
    return session


def _assertions(card: OpenCard) -> Callable[[str, PurposeOfUse], str]:
    identity = AssertingIdentity(card.holder.staff_id, card.algorithm, card.certificate_chain_der)
    return card_assertions(identity, card.sign)


def _whole(profile: Profile) -> list[float]:
    """The real window: the PIN is entered, and the patients page is on the screen."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    program = Program(application, replace(profile, cache=profile.cache / "whole"))
    program.start()
    shell = program.shell
    taken = []
    for turn in range(RUNS + 1):
        view = shell.lock_view if turn else shell.sign_in_view
        _until(view.pin.isEnabled)
        # A person types for longer than the home provider takes to say what it is.
        _prepared(program)
        QTest.keyClicks(view.pin, PRACTICE_PIN)
        began = time.perf_counter()
        view.pin.submit()
        _until(lambda: shell.window.page == "patients")
        shell.window.repaint()
        if turn:
            taken.append((time.perf_counter() - began) * 1000)
        shell.window.lock_requested.emit()
        _until(shell.is_closed)
    program.close()
    application.processEvents()
    return taken


def _prepared(program: Program) -> None:
    """What the first key begins has come to its end."""
    workplace = program.shell._workplace
    assert workplace is not None
    workplace.network.submit(workplace.prepare_sign_in).result()


def _until(holds: Callable[[], bool]) -> None:
    """Let the program run until it does; every event of its own is a chance."""
    loop = QEventLoop()
    patience = QTimer(singleShot=True)
    patience.timeout.connect(loop.quit)
    patience.start(PATIENCE_MS)
    while not holds():
        if not patience.isActive():
            raise TimeoutError
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _pin() -> bytearray:
    return bytearray(PRACTICE_PIN, "ascii")


def _ms(part: Callable[[], object]) -> float:
    began = time.perf_counter()
    part()
    return (time.perf_counter() - began) * 1000
