"""A provider's word that is forged, old, or meant for others: refused in words, in the real window.

Whoever tampers with a sign-in gets nobody in, and leaves nothing open; whoever was refused goes on at once.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, SignalInstance
from pytestqt.qtbot import QtBot

from serums_desktop.app import Program
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.commands.demo import PRACTICE_PIN, PRACTICE_STAFF, ModelHospitals, browser_of
from serums_desktop.commands.practice_keyring import is_possible
from serums_desktop.domain.errors import SourceError, SourceFault, StoreLocked
from serums_desktop.host.profile import Profile
from serums_desktop.services.session import Session
from serums_desktop.views.passphrase_entry import SignInWay

from .conftest import Person, absent
from .test_keyring import PASSPHRASE, enrol, unlock

DOCTOR = "S-1042"
HOME = "USTAN Edinburgh"
SUBSTANTIAL, HIGH = (f"http://eidas.europa.eu/LoA/{level}" for level in ("substantial", "high"))
LOW = "http://eidas.europa.eu/LoA/low"


class Wrong(NamedTuple):
    """Control lines that spoil a provider's word and mend it, and what the page then says."""

    spoil: str
    mend: str
    happened: str
    cure: str = ""


def fault(kind: str, happened: str, cure: str = "") -> Wrong:
    return Wrong(f"fault ustan {kind}", "fault ustan none", happened, cure)


OVER = f"{HOME} sent a sign-in that is already over."
TO_COME = f"{HOME} sent a sign-in from the future."
ANOTHER_PROVIDER = f"The sign-in came from another provider than {HOME}."
ANOTHER_PROGRAM = f"{HOME} sent a sign-in that is meant for another program."
NOT_SIGNED = f"The sign-in that came is not signed by {HOME}."
WEAKER = f"{HOME} offers a sign-in that is weaker than is needed here."
LESS_SURELY = f"{HOME} signed you in less surely than is needed here."
NOT_ACCEPTED = f"{HOME} no longer accepts your sign-in."
EARLIER = f"{HOME} used an earlier sign-in instead of asking you."
ANOTHER_SIGN_IN = "The browser brought the answer to another sign-in than this one."
CLOSE_THE_BROWSER = "Close the browser and sign in again."

OF_EVERY_WAY = (
    fault("id-token-expired", OVER),
    fault("id-token-future", TO_COME),
    fault("id-token-issuer", ANOTHER_PROVIDER),
    fault("id-token-audience", ANOTHER_PROGRAM),
    fault("id-token-azp", ANOTHER_PROGRAM),
    fault("id-token-signature", NOT_SIGNED),
    fault("discovery-issuer", ANOTHER_PROVIDER),
    Wrong(f"acr ustan {LOW}", "acr ustan earned", LESS_SURELY, "with your card or second factor"),
)
BY_CARD = (
    *OF_EVERY_WAY,
    fault("id-token-subject", f"{HOME} signed in somebody else."),
    fault("token-bearer", WEAKER),
    Wrong(f"leave {DOCTOR}", f"return {DOCTOR}", NOT_ACCEPTED, "whether your staff account is active"),
    # Past the tolerance of an assertion, then of a proof too: the clock is what the page names.
    Wrong("clock ustan -45", "clock ustan 0", NOT_ACCEPTED, "This computer's clock is 1 min fast"),
    Wrong("clock ustan 600", "clock ustan 0", HOME, "This computer's clock is 10 min slow"),
)
BY_BROWSER = (
    *OF_EVERY_WAY,
    fault("discovery-no-s256", WEAKER),
    fault("discovery-foreign", f"{HOME} pointed to another server, which was not followed."),
    fault("answer-issuer", ANOTHER_PROVIDER),
    fault("answer-no-issuer", ANOTHER_PROVIDER),
    fault("answer-state", ANOTHER_SIGN_IN, CLOSE_THE_BROWSER),
    fault("id-token-nonce", ANOTHER_SIGN_IN, CLOSE_THE_BROWSER),
    fault("id-token-no-auth-time", EARLIER, CLOSE_THE_BROWSER),
    fault("id-token-old-auth-time", EARLIER, CLOSE_THE_BROWSER),
    fault("refresh-missing", f"{HOME} does not keep sign-ins, which a passphrase needs."),
)


def _strict(text: str) -> str:
    """A workstation that asks of its home source all that can be asked."""
    (home,) = (one for one in tomllib.loads(text)["source"] if one["home"])
    rules = {
        "issuer": home["fhir_base"].removesuffix("/fhir"),
        "dpop": "required",
        "acr_values": [SUBSTANTIAL, HIGH],
    }
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in rules.items())
    return text.replace("home = true\n", f"home = true\n{lines}")


def _of_another_authority(text: str) -> str:
    """A workstation that trusts the authority of the staff cards alone, for servers too."""
    return text.replace("tls-ca.pem", "staff-ca.pem")


BY_PASSPHRASE = (
    *OF_EVERY_WAY,
    fault("id-token-subject", f"{HOME} signed in somebody else."),
    fault("token-bearer", WEAKER),
    # Nobody's card is there to sign for the program.
    Wrong(
        "client-auth ustan private_key_jwt", "client-auth ustan none", f"{HOME} does not know this program."
    ),
)


@pytest.fixture
def profile(profile: Profile, request: pytest.FixtureRequest) -> Profile:
    """The profile with another configuration beside the common one, strict unless a test asks otherwise."""
    changed = getattr(request, "param", _strict)
    text = profile.configuration.read_text("utf-8")
    assert changed(text) != text
    path = profile.configuration.with_name(f"{changed.__name__}.toml")
    path.write_text(changed(text), "utf-8")
    return replace(profile, configuration=path)


@pytest.fixture
def nurse(qtbot: QtBot, open_program: Callable[..., Program], profile: Profile) -> Person:
    if not is_possible():
        absent("gnome-keyring or dbus-daemon is not installed")
    return Person(qtbot, open_program(browser_of(profile, PRACTICE_STAFF)))


@pytest.fixture
def spoilt(hospitals: ModelHospitals) -> Iterator[Callable[[Wrong], None]]:
    """Spoils a provider's word; whatever was spoilt is mended in the end."""
    mends = set()

    def spoil(wrong: Wrong) -> None:
        mends.add(wrong.mend)
        assert hospitals.command(wrong.spoil).startswith("ok"), wrong.spoil

    yield spoil
    for mend in mends:
        hospitals.command(mend)


def _entries(profile: Profile) -> int:
    keeper = EvidenceKeeperClient(profile.evidence)
    try:
        return keeper.status().entries
    finally:
        keeper.close()


def _assert_nothing_is_open(person: Person, wrong: Wrong, secret: bytearray) -> None:
    shell = person.shell
    said = shell.sign_in.message()
    assert said.startswith(wrong.happened), (wrong.spoil, said)
    assert "Nothing was opened" in said or "not followed" in said
    assert wrong.cure in said, (wrong.spoil, said)
    assert shell.window.page in {"sign-in", "lock"}
    assert shell._session is None
    assert shell.is_closed()
    assert secret
    assert not any(secret), wrong.spoil
    workplace = shell._workplace
    assert workplace is not None
    with pytest.raises(StoreLocked):
        workplace.database_lane.submit(workplace.store.confirmed_s).result()


def _submitted(signal: SignalInstance) -> list[bytearray]:
    """The secrets that leave a page from now on, in the buffers that their receiver wipes."""
    secrets: list[bytearray] = []
    signal.connect(secrets.append)
    return secrets


def test_a_card_gets_nobody_in_on_a_word_that_cannot_be_believed(
    person: Person, hospitals: ModelHospitals, spoilt: Callable[[Wrong], None], profile: Profile
) -> None:
    shell = person.shell
    secrets = _submitted(shell.sign_in_view.pin_submitted)
    for wrong in BY_CARD:
        spoilt(wrong)
        person.enter_pin()
        person.until(lambda: bool(shell.sign_in.message()))
        _assert_nothing_is_open(person, wrong, secrets[-1])
        assert not shell.sign_in_view.pin.text()
        assert shell.sign_in_view.pin.isEnabled()
        hospitals.command(wrong.mend)
    assert len(secrets) == len(BY_CARD)
    assert not _entries(profile)

    person.sign_in()
    assert isinstance(shell._session, Session)
    assert shell._session.offline_because is None
    assert _entries(profile)

    # The lock page is no way around: the same word is refused there, and the same person then let in.
    person.press_lock()
    person.until(shell.is_closed)
    secrets = _submitted(shell.lock_view.pin_submitted)
    spoilt(BY_CARD[0])
    person.enter_pin()
    person.until(lambda: bool(shell.sign_in.message()))
    _assert_nothing_is_open(person, BY_CARD[0], secrets[-1])
    hospitals.command(BY_CARD[0].mend)
    person.sign_in()
    _assert_log_keeps_secrets(profile, PRACTICE_PIN)


def test_a_browser_gets_nobody_in_on_a_word_that_cannot_be_believed(
    nurse: Person, hospitals: ModelHospitals, spoilt: Callable[[Wrong], None], profile: Profile
) -> None:
    shell = nurse.shell
    view = shell.sign_in_view
    secrets = _submitted(view.enrol_requested)
    nurse.until(view.pin.isEnabled)
    view.way_chosen.emit(SignInWay.KEYRING.value)
    nurse.until(view.keyring.isVisible)
    for wrong in BY_BROWSER:
        spoilt(wrong)
        _choose_passphrase(nurse)
        nurse.until(lambda: bool(shell.sign_in.message()))
        _assert_nothing_is_open(nurse, wrong, secrets[-1])
        assert not [*profile.keys.glob("*.person"), *profile.keys.glob("*.refresh")]
        assert not view.keyring.new.first.text() + view.keyring.new.second.text()
        assert view.keyring.first_time.isVisible()
        hospitals.command(wrong.mend)
    assert len(secrets) == len(BY_BROWSER)
    assert not _entries(profile)

    _choose_passphrase(nurse)
    nurse.until(lambda: shell.window.page == "patients")
    assert _entries(profile)
    assert shell._session is not None
    assert shell._session.holder.staff_id == PRACTICE_STAFF
    _assert_log_keeps_secrets(profile, PASSPHRASE)


def test_a_passphrase_gets_nobody_in_on_a_word_that_cannot_be_believed(
    nurse: Person, hospitals: ModelHospitals, spoilt: Callable[[Wrong], None], profile: Profile
) -> None:
    shell = nurse.shell
    enrol(nurse)
    _lock(nurse)
    passphrases = _submitted(shell.lock_view.passphrase.pin_submitted)
    for wrong in BY_PASSPHRASE:
        spoilt(wrong)
        unlock(nurse)
        nurse.until(lambda: bool(shell.sign_in.message()))
        _assert_nothing_is_open(nurse, wrong, passphrases[-1])
        assert not shell.lock_view.passphrase.text()
        hospitals.command(wrong.mend)
    assert len(passphrases) == len(BY_PASSPHRASE)

    # A refusal costs nobody the sign-in that is kept here.
    unlock(nurse)
    nurse.until(lambda: shell.window.page == "patients")
    assert shell._session is not None
    assert shell._session.offline_because is None
    _assert_log_keeps_secrets(profile, PASSPHRASE)


def test_a_home_source_that_binds_every_token_to_a_key_keeps_the_way_by_passphrase(
    nurse: Person, spoilt: Callable[[Wrong], None]
) -> None:
    spoilt(Wrong("dpop ustan required", "dpop ustan offered", ""))
    spoilt(Wrong("dpop-nonce ustan on", "dpop-nonce ustan off", ""))
    enrol(nurse)
    _lock(nurse)
    unlock(nurse)
    nurse.until(lambda: nurse.shell.window.page == "patients")
    assert nurse.shell._session is not None
    assert nurse.shell._session.offline_because is None


def test_a_sign_in_that_two_have_used_lets_neither_in_until_the_browser_asks_again(
    nurse: Person, profile: Profile
) -> None:
    shell = nurse.shell
    enrol(nurse)
    (kept,) = profile.keys.glob("*.refresh")
    copied = kept.read_bytes()
    _lock(nurse)
    unlock(nurse)
    nurse.until(lambda: shell.window.page == "patients")
    _lock(nurse)

    # A copy of the profile, as a backup or a thief has it: its token was spent by the person meanwhile.
    assert kept.read_bytes() != copied
    kept.write_bytes(copied)
    passphrases = _submitted(shell.lock_view.passphrase.pin_submitted)
    for _ in range(2):
        unlock(nurse)
        nurse.until(lambda: bool(shell.sign_in.message()))
        revoked = Wrong("a copy", "", "You have no passphrase on this workstation, or it was revoked.", "")
        _assert_nothing_is_open(nurse, revoked, passphrases[-1])
        assert not kept.exists()

    nurse.qtbot.mouseClick(shell.lock_view.other, Qt.MouseButton.LeftButton)
    _choose_passphrase(nurse)
    nurse.until(lambda: shell.window.page == "patients")
    assert kept.exists()


@pytest.mark.parametrize("profile", [_of_another_authority], indirect=True)
def test_a_home_source_of_an_unknown_authority_is_told_nothing(nurse: Person, profile: Profile) -> None:
    shell, view = nurse.shell, nurse.shell.sign_in_view
    nurse.until(view.pin.isEnabled)
    view.way_chosen.emit(SignInWay.KEYRING.value)
    nurse.until(view.keyring.isVisible)
    _choose_passphrase(nurse)
    nurse.until(lambda: bool(shell.sign_in.message()))
    assert shell.sign_in.message().startswith(f"{HOME} could not prove who it is, so nothing was sent to it.")
    assert not [*profile.keys.glob("*.person")]

    # A card opens what is kept here, as without a network, and no token was asked for.
    view.way_chosen.emit(SignInWay.CARD.value)
    nurse.sign_in()
    assert isinstance(shell._session, Session)
    assert isinstance(shell._session.offline_because, SourceError)
    assert shell._session.offline_because.kind is SourceFault.TLS
    assert shell.window.notice_bar.accessibleName()


def _lock(person: Person) -> None:
    person.press_lock()
    person.until(person.shell.is_closed)


def _choose_passphrase(nurse: Person) -> None:
    new = nurse.shell.sign_in_view.keyring.new
    nurse.shell.sign_in_view.keyring.first_time.click()
    nurse.qtbot.keyClicks(new.first, PASSPHRASE)
    nurse.qtbot.keyClicks(new.second, PASSPHRASE)
    nurse.qtbot.keyClick(new.second, Qt.Key.Key_Return)


def _assert_log_keeps_secrets(profile: Profile, *secrets: str) -> None:
    written = b"".join(path.read_bytes() for path in profile.logs.rglob("*") if path.is_file())
    assert b"sign-in-failed" in written
    for marker in (*secrets, "eyJ", "code=", "state="):
        assert marker.encode() not in written, marker
