"""The doctor on workstations with one thing broken: it names that one, and says nothing against the rest."""

from __future__ import annotations

import base64
import datetime as dt
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from serums_desktop.audit.keeper_client import start_keeper
from serums_desktop.commands.demo import ModelHospitals
from serums_desktop.commands.practice_keyring import practice_keyring
from serums_desktop.domain.staff import Staff
from serums_desktop.host.profile import Profile
from serums_desktop.host.program import command_line
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.os_keyring import SERVICE, OsKeyring
from tests.unit.identity.secret_service import session_bus
from tests.unit.identity.staff_authority import make_authority

from .broken_setups import (
    PIN,
    Setup,
    revocation_list,
    set_pin_flag,
    sound_setup,
    staff_pair,
)
from .conftest import SOURCES, absent

YEAR = dt.timedelta(days=365)


@pytest.fixture
def setup(place: tuple[Profile, ModelHospitals], hospitals: ModelHospitals, tmp_path: Path) -> Setup:
    return sound_setup(place[0], tmp_path)


def test_nothing_is_said_against_a_sound_workstation(setup: Setup) -> None:
    report = setup.doctor()
    assert report.of("fail") == []
    assert report.of("warn") == []
    assert report.of("skipped") == [("evidence-keeper", "not-running")]
    assert report.exit_code == 0
    asked = [one.facts["source"] for one in report.checks if one.check == "issuer"]
    assert asked == list(SOURCES)


# -- configuration and files -----------------------------------------------------------------------


def _remove(setup: Setup) -> None:
    setup.profile.configuration.unlink()


@pytest.mark.parametrize(
    ("breaks", "code", "facts"),
    [
        (_remove, "missing", {}),
        (lambda setup: setup.change("[trust]", "[trust"), "not-toml", {"line": "11"}),
        (lambda setup: setup.add("[lock]", "idle = 3"), "unknown-key", {"key": "idle", "where": "lock"}),
        (lambda setup: setup.change("tls_anchors", "# tls_anchors"), "missing-key", {"key": "tls_anchors"}),
        (
            lambda setup: setup.change('fhir_base = "https:', 'fhir_base = "http:'),
            "not-https",
            {"where": "source[0].fhir_base"},
        ),
        (lambda setup: setup.set_key("idle_s", 3), "wrong-value", {"where": "lock"}),
    ],
)
def test_a_configuration_that_cannot_be_used(
    setup: Setup, breaks: Callable[[Setup], None], code: str, facts: dict[str, str]
) -> None:
    breaks(setup)
    report = setup.doctor()
    assert report.of("fail") == [("configuration", code)]
    assert report.exit_code == 1
    assert facts.items() <= report.told("configuration").facts.items()
    assert {one.facts["ground"] for one in report.checks if one.code == "ground-failed"} == {"configuration"}


def test_keys_that_others_can_read(setup: Setup) -> None:
    setup.profile.keys.mkdir(mode=0o700)
    key = setup.profile.keys / "a1.refresh"
    key.touch(mode=0o644)
    report = setup.doctor("--no-network")
    assert report.of("fail") == [("private-files", "open-to-others")]
    assert report.told("private-files").facts["path"] == str(key)


def test_a_key_file_that_cannot_be_read(setup: Setup) -> None:
    setup.profile.keys.mkdir(mode=0o700)
    (setup.profile.keys / "a1.person").touch(mode=0o600)
    assert setup.doctor("--no-network").of("fail") == [("enrolments", "broken")]


def test_trust_that_others_can_change(setup: Setup) -> None:
    setup.profile.configuration.chmod(0o666)
    assert setup.doctor("--no-network").of("fail") == [("trusted-files", "changeable")]


# -- card software ---------------------------------------------------------------------------------


def _elf_of_32_bits(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x01\x01\x01" + bytes(9) + b"\x03\x00\x03\x00" + bytes(100))


def _windows_library(path: Path) -> None:
    path.write_bytes(b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0\x64\x86" + bytes(100))


def _needs_another(path: Path) -> None:
    _compiled(path, "int serums_nowhere(void); int here(void) { return serums_nowhere(); }", needs="nowhere")


def _crashes(path: Path) -> None:
    _compiled(path, "__attribute__((constructor)) static void go(void) { *(volatile int *)0 = 1; }")


def _compiled(path: Path, code: str, needs: str = "") -> None:
    """A real library, made by the C compiler; `needs` is one that is gone when it is to be loaded."""
    if shutil.which("cc") is None:
        absent("a C compiler is not installed")
    options = []
    if needs:
        other = path.with_name(f"lib{needs}.so")
        _compiled(other, f"int serums_{needs}(void) {{ return 1; }}")
        options = [f"-L{path.parent}", f"-l{needs}"]
    command = ["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", str(path), "-Wl,--no-as-needed", *options]
    subprocess.run(command, input=code.encode(), check=True)
    if needs:
        other.unlink()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (Path.unlink, "missing"),
        (lambda path: path.write_text("module: opensc-pkcs11.so\n"), "not-a-library"),
        (_elf_of_32_bits, "other-processor"),
        (_windows_library, "other-system"),
        (lambda path: _compiled(path, "int here(void) { return 1; }"), "not-pkcs11"),
        (_needs_another, "needs-another"),
        (_crashes, "crashed"),
    ],
)
def test_card_software_that_does_not_load(setup: Setup, make: Callable[[Path], object], code: str) -> None:
    path = setup.directory / "module.so"
    path.touch()
    make(path)
    setup.set_key("module", str(path))
    report = setup.doctor("--no-network")
    assert report.of("fail") == [("card-module", code)]
    assert {one.facts["ground"] for one in report.checks if one.code == "ground-failed"} == {"card-module"}


# -- cards -----------------------------------------------------------------------------------------


def test_a_card_that_has_expired(setup: Setup) -> None:
    setup.insert(*staff_pair(setup.card_authority, dt.datetime.now(dt.UTC) - 2 * YEAR))
    assert setup.doctor("--no-network").of("fail") == [("certificates", "expired")]


def test_a_card_that_begins_tomorrow(setup: Setup) -> None:
    setup.insert(*staff_pair(setup.card_authority, dt.datetime.now(dt.UTC) + dt.timedelta(days=1)))
    assert setup.doctor("--no-network").of("fail") == [("certificates", "not-yet-valid")]


def test_a_card_that_ends_soon_is_a_warning(setup: Setup) -> None:
    setup.insert(*staff_pair(setup.card_authority, dt.datetime.now(dt.UTC) - YEAR + dt.timedelta(days=9.5)))
    report = setup.doctor("--no-network")
    assert report.of("warn") == [("certificates", "ends-soon")]
    assert report.of("fail") == []
    assert report.exit_code == 0


def test_a_card_of_somebody_elses_authority(setup: Setup) -> None:
    setup.insert(*staff_pair(make_authority("Somebody else's staff cards")))
    assert setup.doctor("--no-network").of("fail") == [("certificates", "untrusted")]


def test_a_card_that_was_revoked(setup: Setup) -> None:
    issuer = setup.card_authority
    pair = staff_pair(issuer)
    setup.insert(*pair)
    (setup.directory / "cards.crl").write_bytes(revocation_list(issuer, [pair[0][1]]))
    setup.set_key("card_crls", ["cards.crl"])
    assert setup.doctor("--no-network").of("fail") == [("certificates", "revoked")]


def test_a_card_with_nothing_on_it(setup: Setup) -> None:
    setup.insert()
    assert setup.doctor("--no-network").of("fail") == [("certificates", "none-found")]


def test_no_card_is_a_warning(setup: Setup) -> None:
    empty = setup.insert()
    shutil.rmtree(empty)
    report = setup.doctor("--no-network")
    assert report.of("warn") == [("card", "none")]
    assert report.of("fail") == []


def test_several_cards_are_a_warning(setup: Setup) -> None:
    setup.set_key("token_label", "")
    setup.insert(*staff_pair(setup.card_authority), label="one")
    setup.insert(*staff_pair(setup.card_authority), label="other")
    report = setup.doctor("--no-network")
    assert report.of("warn") == [("card", "several")]
    assert report.of("fail") == []


def test_a_blocked_card_and_one_at_its_last_try(setup: Setup) -> None:
    token = setup.insert(*staff_pair(setup.card_authority))
    as_made = (token / "token.object").read_bytes()
    set_pin_flag(token)
    assert setup.doctor("--no-network").of("fail") == [("pin", "blocked")]
    (token / "token.object").write_bytes(as_made)
    set_pin_flag(token, final_try=True)
    report = setup.doctor("--no-network")
    assert report.of("warn") == [("pin", "last-try")]
    assert report.of("fail") == []


def test_no_smartcard_service(setup: Setup) -> None:
    """OpenSC, which is found by itself, and nobody where the service is looked for."""
    setup.set_key("module", "")
    setup.change('module = ""\n', "")
    setup.environment["PCSCLITE_CSOCK_NAME"] = str(setup.directory / "nowhere")
    report = setup.doctor("--no-network")
    assert report.of("fail") == [("reader", "service-away")]
    assert report.told("card-module").facts["path"].endswith("opensc-pkcs11.so")


def test_card_authorities_that_are_missing_or_empty(setup: Setup) -> None:
    anchors = setup.directory / "anchors.pem"
    setup.set_key("card_anchors", str(anchors))
    assert setup.doctor("--no-network").of("fail") == [("card-anchors", "missing")]
    anchors.touch()
    assert setup.doctor("--no-network").of("fail") == [("card-anchors", "empty")]
    anchors.write_text("no certificate")
    assert setup.doctor("--no-network").of("fail") == [("card-anchors", "not-certificates")]


def test_revocation_lists_that_are_missing_broken_or_stale(setup: Setup) -> None:
    setup.add("[trust]", "crl_required = true")
    setup.set_key("card_crls", ["cards.crl"])
    crl = setup.directory / "cards.crl"
    assert setup.doctor("--no-network").of("fail") == [("revocation-lists", "missing")]
    crl.write_text("not a list")
    assert setup.doctor("--no-network").of("fail") == [("revocation-lists", "not-a-list")]
    hour = dt.timedelta(hours=1)
    crl.write_bytes(revocation_list(setup.card_authority, since=-3 * hour, until=-hour))
    assert setup.doctor("--no-network").of("fail") == [("revocation-lists", "stale")]
    crl.write_bytes(revocation_list(setup.card_authority))
    assert setup.doctor("--no-network").of("fail") == []


# -- keyring ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        ("keyring.backends.null.Keyring", "discarding"),
        ("keyring.backends.fail.Keyring", "none"),
        ("keyrings.alt.file.PlaintextKeyring", "plaintext"),
        ("somebody.elses.Keyring", "unknown-backend"),
    ],
)
def test_a_keyring_that_is_not_used(setup: Setup, backend: str, code: str) -> None:
    module, _, name = backend.rpartition(".")
    if not module.startswith("keyring."):
        _put_backend(setup.directory / "path", module, name)
        setup.environment["PYTHONPATH"] = str(setup.directory / "path")
    setup.environment["PYTHON_KEYRING_BACKEND"] = backend
    report = setup.doctor("--no-network")
    assert report.of("fail") == [("keyring", code)]
    assert report.told("keyring").facts["backend"] == backend


def test_a_keyring_that_is_named_and_not_there(setup: Setup) -> None:
    setup.environment["PYTHON_KEYRING_BACKEND"] = "nowhere.to.be.Found"
    assert setup.doctor("--no-network").of("fail") == [("keyring", "not-loaded")]


def _put_backend(directory: Path, module: str, name: str) -> None:
    """A package with a backend that keeps secrets in memory, under another's name."""
    place = directory.joinpath(*module.split("."))
    place.parent.mkdir(parents=True)
    lines = [
        "import keyring.backend",
        f"class {name}(keyring.backend.KeyringBackend):",
        "    priority = 1",
        "    kept = {}",
        "    def get_password(self, service, user): return self.kept.get((service, user))",
        "    def set_password(self, service, user, password): self.kept[service, user] = password",
        "    def delete_password(self, service, user): del self.kept[service, user]",
    ]
    place.with_suffix(".py").write_text("\n".join(lines), "utf-8")


def test_no_keyring_on_the_bus(setup: Setup, tmp_path_factory: pytest.TempPathFactory) -> None:
    with session_bus(tmp_path_factory.mktemp("bus")) as environment:
        setup.environment |= environment
        assert setup.doctor("--no-network").of("fail") == [("keyring", "none")]


def test_a_locked_keyring(setup: Setup, tmp_path_factory: pytest.TempPathFactory) -> None:
    with practice_keyring(tmp_path_factory.mktemp("keyring") / "private"):
        environment = os.environ | {}
        _lock(environment)
        setup.environment["DBUS_SESSION_BUS_ADDRESS"] = environment["DBUS_SESSION_BUS_ADDRESS"]
        assert setup.doctor("--no-network").of("fail") == [("keyring", "locked")]


def _lock(environment: dict[str, str]) -> None:
    """Lock the default collection, as signing out of the desktop does."""
    command = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets"]
    command += ["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock"]
    command += ["array:objpath:/org/freedesktop/secrets/aliases/default"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def test_an_account_that_several_people_use(setup: Setup) -> None:
    setup.add("[keyring]", 'shared_accounts = ["*"]')
    assert setup.doctor("--no-network").of("fail") == [("account", "shared")]


def test_a_port_that_somebody_else_has(setup: Setup) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        setup.change("home = true", f"home = true\nredirect_port = {port}")
        assert setup.doctor("--no-network").of("fail") == [("sign-in-port", "taken")]


def test_a_forbidden_keyring_is_not_looked_at(setup: Setup) -> None:
    setup.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    setup.add("[keyring]", "allowed = false")
    report = setup.doctor("--no-network")
    assert report.of("fail") == []
    assert ("keyring", "not-allowed") in report.of("skipped")


def test_a_keeper_of_evidence_that_runs(setup: Setup) -> None:
    with start_keeper(command_line(), setup.profile.evidence, setup.profile.configuration):
        report = setup.doctor("--no-network")
    assert report.told("evidence-keeper").code == "answers"
    assert report.of("fail") == []


# -- what never appears ----------------------------------------------------------------------------


def test_somebody_enrolled_is_found_and_nothing_of_theirs_is_told(setup: Setup) -> None:
    keys, passphrase, refresh_token = setup.profile.keys, "four quiet herons stand", "REFRESH-MARKER"
    keyring = OsKeyring(str(keys))
    vault = KeyringVault(keys, keyring, setup.configured("name"))
    for name, staff_id in (("Nurse Isobel Reid", "S-2071"), ("Dr Marc Puig", "S-2077")):
        staff = Staff(name, staff_id, "Ward 12")
        credential, key = vault.enrol(staff, bytearray(passphrase.encode()), refresh_token)
        credential.close()
        key.wipe()
    secret = keyring.read("S-2071")
    assert secret is not None
    report = setup.doctor()
    assert report.of("fail") == []
    assert report.of("warn") == [("account", "several-people")]
    assert report.told("enrolments").facts == {"cards": "0", "people": "2"}
    kept = base64.b64encode(secret).decode()
    for marker in (passphrase, refresh_token, kept, secret.hex(), "Reid", "S-2071"):
        assert marker not in report.output
    # Looking at the keyring left the person's own secret as it was.
    assert keyring.read("S-2071") == secret
    vault.forget("S-2071")
    vault.forget("S-2077")


def test_neither_secrets_nor_patients_appear(setup: Setup) -> None:
    setup.profile.keys.mkdir(mode=0o700)
    (setup.profile.keys / "a1.person").write_text("PATIENT-MARKER")
    (setup.profile.keys / "a1.person").chmod(0o600)
    setup.profile.configuration.write_text("PATIENT-MARKER = ")
    assert "PATIENT-MARKER" not in setup.doctor().output
    assert "PATIENT-MARKER" not in setup.doctor("--no-network").output


def test_the_pin_is_not_tried_and_the_keyring_keeps_nothing(setup: Setup) -> None:
    token = setup.insert(*staff_pair(setup.card_authority))
    card, keyring = _content(token), _items(setup)
    report = setup.doctor("--no-network")
    assert (_content(token), _items(setup)) == (card, keyring)
    assert PIN not in report.output


def _content(token: Path) -> dict[str, bytes]:
    """All that a card of SoftHSM's keeps, its counters included."""
    return {file.name: file.read_bytes() for file in token.glob("*.object")}


def _items(setup: Setup) -> str:
    """The paths of the program's items in the keyring."""
    command = ["dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.secrets"]
    command += ["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.SearchItems"]
    command += [f"dict:string:string:service,{SERVICE}"]
    return subprocess.run(command, env=setup.environment, check=True, capture_output=True, text=True).stdout
