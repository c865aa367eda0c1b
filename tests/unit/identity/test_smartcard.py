from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from serums_desktop.domain.errors import (
    CardModuleMissing,
    CardRemoved,
    CertificateRefusal,
    ConfigurationError,
    NoCard,
    NoCardModule,
    NoReader,
    NoUsableCertificate,
    TriesHint,
    WrongPin,
)
from serums_desktop.domain.staff import CardHolder, CardPresence
from serums_desktop.identity import smartcard as smartcard_module
from serums_desktop.identity.card_module import CardModule, serial_text
from serums_desktop.identity.opensc import find_opensc
from serums_desktop.identity.practice_card import (
    AUTHENTICATION_ID,
    Issuer,
    StaffMember,
    add_certificate,
    create_practice_card,
)
from serums_desktop.identity.revocation import RevocationLists
from serums_desktop.identity.smartcard import Smartcard
from tests.unit.identity.staff_authority import (
    NOW,
    YEAR,
    anchors_of,
    authentication,
    make_revocation_list,
)

AILSA = StaffMember("Dr Ailsa Fraser", "S-1042", "Consultant", "ailsa.fraser@ustan.example")
PIN = b"123456"


def test_a_card_names_its_holder_before_any_pin(smartcard: Smartcard) -> None:
    presence = smartcard.look()

    assert presence.holder.name == "Dr Ailsa Fraser"
    assert presence.holder.staff_id == "S-1042"
    assert presence.holder.role == "Emergency Medicine, consultant"
    assert presence.holder.valid_until > dt.datetime.now(dt.UTC).date()
    assert presence.tries is TriesHint.MANY
    assert presence.tries_left is None


def test_the_pin_is_read_from_the_callers_buffer_and_nowhere_else(smartcard: Smartcard) -> None:
    pin = bytearray(b"123456")

    with smartcard.unlock(pin) as card:
        assert card.holder == smartcard.look().holder

    assert pin == b"123456", "the buffer belongs to the caller, who wipes it"


@pytest.mark.parametrize("pin", [b"111111", b"1", b"1234567", "12345é".encode()])
def test_a_wrong_pin_says_what_the_card_tells(smartcard: Smartcard, pin: bytes) -> None:
    with pytest.raises(WrongPin) as caught:
        smartcard.unlock(bytearray(pin))

    assert caught.value.tries is TriesHint.FEW
    with smartcard.unlock(bytearray(b"123456")):
        assert smartcard.look().tries is TriesHint.MANY


def test_a_closed_card_is_logged_out(smartcard: Smartcard, softhsm: Path) -> None:
    smartcard.unlock(bytearray(b"123456")).close()

    token = pkcs11.lib(str(softhsm)).get_token(token_label="ailsa")
    with token.open() as session:
        private = session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})
        assert list(private) == []


def test_no_token_of_that_label_is_no_card(softhsm: Path, authority: Issuer) -> None:
    with pytest.raises(NoCard):
        Smartcard(softhsm, "nobody", anchors_of(authority)).look()


def test_without_a_label_the_first_trusted_card_serves(softhsm: Path, stranger: Issuer) -> None:
    presence = Smartcard(softhsm, "", anchors_of(stranger)).look()

    assert presence.holder == Smartcard(softhsm, "stranger", anchors_of(stranger)).look().holder


def test_a_card_of_an_unknown_authority_is_refused(softhsm: Path, authority: Issuer) -> None:
    with pytest.raises(NoUsableCertificate) as caught:
        Smartcard(softhsm, "stranger", anchors_of(authority)).look()

    assert caught.value.reason is CertificateRefusal.UNTRUSTED


@pytest.mark.parametrize(
    ("days", "reason"), [(400, CertificateRefusal.EXPIRED), (-1, CertificateRefusal.NOT_YET_VALID)]
)
def test_validity_is_checked_against_the_clock(
    softhsm: Path, authority: Issuer, days: int, reason: CertificateRefusal
) -> None:
    then = dt.datetime.now(dt.UTC).timestamp() + days * 86_400

    with pytest.raises(NoUsableCertificate) as caught:
        Smartcard(softhsm, "ailsa", anchors_of(authority), clock_s=lambda: then).look()

    assert caught.value.reason is reason


def test_presence_means_the_very_same_card(smartcard: Smartcard) -> None:
    holder = smartcard.look().holder

    assert smartcard.is_present(holder)
    assert not smartcard.is_present(msgspec.structs.replace(holder, certificate_sha256="00" * 32))
    assert not smartcard.is_present(msgspec.structs.replace(holder, token_serial="other"))


@pytest.mark.parametrize("content", [None, b"not a library"])
def test_a_module_that_cannot_be_loaded_is_named(
    tmp_path: Path, authority: Issuer, content: bytes | None
) -> None:
    module = tmp_path / "module.so"
    if content is not None:
        module.write_bytes(content)

    with pytest.raises(CardModuleMissing) as caught:
        Smartcard(module, "", anchors_of(authority)).look()

    assert caught.value.module == str(module)


def test_anchors_must_be_certificates(softhsm: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Smartcard(softhsm, "", b"nothing of the kind")

    assert caught.value.where == "trust.card_anchors"


@pytest.fixture(scope="module")
def drawer(tmp_path_factory: pytest.TempPathFactory, authority: Issuer) -> dict[str, str]:
    """Cards of several kinds, and the environment in which SoftHSM finds them."""
    directory = tmp_path_factory.mktemp("drawer")
    kinds = {
        "two-employers": {},
        "only-signs": {"key_management": None},
        "rsa": {"key_management": pkcs11.KeyType.RSA},
    }
    cards = [
        create_practice_card(directory, authority, AILSA, PIN.decode(), label, **kind)
        for label, kind in kinds.items()
    ]
    return cards[0].environment


@pytest.fixture
def reader(drawer: dict[str, str], softhsm: Path, authority: Issuer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """SoftHSM with the cards of the drawer; the first has a second employer's certificate for its key."""
    for name, value in drawer.items():
        monkeypatch.setenv(name, value)
    library = pkcs11.lib(str(softhsm))
    library.reinitialize()
    token = library.get_token(token_label="two-employers")
    with token.open(rw=True, user_pin=PIN.decode()) as session:
        wanted = {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.ID: AUTHENTICATION_ID,
        }
        if len(found := list(session.get_objects(wanted))) == 1:
            first = x509.load_der_x509_certificate(bytes(found[0][pkcs11.Attribute.VALUE]))
            second = authentication(
                authority, organisation="South", role="Locum", public_key=first.public_key()
            )
            add_certificate(session, AUTHENTICATION_ID, second.certificate)
    return softhsm


Curtain = Callable[..., None]


@pytest.fixture
def behind_a_curtain(monkeypatch: pytest.MonkeyPatch) -> Curtain:
    """Hides the cards of these labels from then on: what a removal looks like before a session is asked."""
    tokens = CardModule.tokens
    hidden: set[str] = set()

    def hide(*labels: str) -> None:
        hidden.clear()
        hidden.update(labels)

    monkeypatch.setattr(
        CardModule, "tokens", lambda module: [one for one in tokens(module) if one.label not in hidden]
    )
    return hide


def _employers(presence: CardPresence) -> list[str]:
    return [one.organisation for one in presence.choices]


def _other(presence: CardPresence) -> CardHolder:
    return next(one for one in presence.choices if one != presence.holder)


def test_a_card_of_one_identity_leaves_no_choice(smartcard: Smartcard) -> None:
    presence = smartcard.look()

    assert presence.choices == (presence.holder,)
    assert not presence.has_pin_pad


def test_a_chosen_identity_is_remembered_by_the_workstation(
    reader: Path, authority: Issuer, tmp_path: Path
) -> None:
    def start() -> Smartcard:
        return Smartcard(reader, "two-employers", anchors_of(authority), remembered=tmp_path / "choices")

    card = start()
    before = card.look()
    assert sorted(_employers(before)) == ["", "South"]

    chosen = card.choose(_other(before))

    assert chosen.holder == _other(before)
    assert chosen.choices == before.choices, "the order of the choices does not jump"
    assert start().look() == chosen


def test_the_chosen_identity_is_the_one_that_signs(reader: Path, authority: Issuer) -> None:
    card = Smartcard(reader, "two-employers", anchors_of(authority))

    for holder in card.look().choices:
        card.choose(holder)
        with card.unlock(bytearray(PIN)) as opened:
            assert opened.holder == holder
            assert opened.verify(b"statement", opened.sign(b"statement"))


def test_cards_in_two_readers_are_all_choices(softhsm: Path, authority: Issuer, tmp_path: Path) -> None:
    card = Smartcard(softhsm, "", anchors_of(authority), remembered=tmp_path / "choices")
    presence = card.look()
    assert {one.name for one in presence.choices} >= {"Dr Ailsa Fraser", "Dr Marc Puig"}
    other = _other(presence)

    card.choose(other)

    again = Smartcard(softhsm, "", anchors_of(authority), remembered=tmp_path / "choices")
    assert again.look().holder == other
    assert again.look().choices == presence.choices


def test_a_choice_of_a_card_that_left_is_no_choice(
    softhsm: Path, authority: Issuer, behind_a_curtain: Curtain
) -> None:
    card = Smartcard(softhsm, "", anchors_of(authority))
    presence = card.look()
    marc = next(one for one in presence.choices if one.name == "Dr Marc Puig")

    behind_a_curtain("marc")
    with pytest.raises(CardRemoved):
        card.choose(marc)


def test_a_pin_typed_for_one_card_never_goes_to_another(
    softhsm: Path, authority: Issuer, behind_a_curtain: Curtain
) -> None:
    card = Smartcard(softhsm, "", anchors_of(authority))
    first, *_, shown = card.look().choices
    labels = {serial_text(token): token.label for token in CardModule(softhsm).tokens()}

    behind_a_curtain(labels[first.token_serial])
    assert card.look().holder == shown
    behind_a_curtain()
    assert card.look().holder == shown, "a card that came later does not push itself forward"

    behind_a_curtain(labels[shown.token_serial])
    with pytest.raises(CardRemoved):
        card.unlock(bytearray(b"no PIN of anybody's"))
    assert card.look().holder == first
    assert card.look().tries is TriesHint.MANY


def test_a_card_that_only_signs_is_taken_by_policy(reader: Path, authority: Issuer) -> None:
    with pytest.raises(NoUsableCertificate) as caught:
        Smartcard(reader, "only-signs", anchors_of(authority)).look()
    assert caught.value.reason is CertificateRefusal.NO_KEY_MANAGEMENT_KEY

    card = Smartcard(reader, "only-signs", anchors_of(authority), signing_suffices=True)
    assert card.look().holder.staff_id == "S-1042"


def test_an_rsa_key_is_taken_where_the_module_does_oaep(
    reader: Path, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Smartcard(reader, "rsa", anchors_of(authority))
    assert card.look().holder.staff_id == "S-1042"

    monkeypatch.setattr(smartcard_module, "unwraps_by_rsa", lambda token: False)
    with pytest.raises(NoUsableCertificate) as caught:
        card.look()
    assert caught.value.reason is CertificateRefusal.NO_OAEP


def test_a_card_is_refused_from_the_moment_a_list_names_it(
    softhsm: Path, authority: Issuer, tmp_path: Path
) -> None:
    lists = tmp_path / "staff.crl"
    lists.write_bytes(make_revocation_list(authority))
    card = Smartcard(
        softhsm, "ailsa", anchors_of(authority), revocation=RevocationLists([lists], required=True)
    )
    seen = card.look()
    token = pkcs11.lib(str(softhsm)).get_token(token_label="ailsa")
    with token.open() as session:
        wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
        ders = [bytes(one[pkcs11.Attribute.VALUE]) for one in session.get_objects(wanted)]
    certificates = [x509.load_der_x509_certificate(der) for der in ders]

    revoked = [
        one for one in certificates if one.fingerprint(SHA256()).hex() == seen.holder.certificate_sha256
    ]
    lists.write_bytes(make_revocation_list(authority, revoked))

    with pytest.raises(NoUsableCertificate) as caught:
        card.unlock(bytearray(PIN))
    assert caught.value.reason is CertificateRefusal.REVOKED


def test_of_several_refused_cards_the_persons_own_tells_why(softhsm: Path, authority: Issuer) -> None:
    later = (NOW + 2 * YEAR).timestamp()

    with pytest.raises(NoUsableCertificate) as caught:
        Smartcard(softhsm, "", anchors_of(authority), clock_s=lambda: later).look()

    assert caught.value.reason is CertificateRefusal.EXPIRED, (
        "and not the stranger's, which nobody vouches for"
    )


def test_an_attended_card_tells_of_others_that_come_and_go(
    softhsm: Path, authority: Issuer, behind_a_curtain: Curtain
) -> None:
    behind_a_curtain("marc")
    attended = Smartcard(softhsm, "", anchors_of(authority)).attend()
    alone = attended.presence

    behind_a_curtain()
    assert attended.lasts()
    together = attended.presence
    behind_a_curtain("marc")
    assert attended.lasts()

    assert together != alone
    assert together.holder == alone.holder
    assert {one.name for one in together.choices} - {one.name for one in alone.choices} == {"Dr Marc Puig"}
    assert attended.presence == alone
    attended.close()


def test_an_attended_card_follows_the_choice(
    softhsm: Path, authority: Issuer, behind_a_curtain: Curtain
) -> None:
    card = Smartcard(softhsm, "", anchors_of(authority))
    attended = card.attend()
    left, chosen = attended.presence.holder, _other(attended.presence)
    slot = attended.slot
    labels = {serial_text(token): token.label for token in CardModule(softhsm).tokens()}

    card.choose(chosen)
    assert attended.lasts()
    assert attended.presence.holder == chosen
    assert attended.slot != slot

    behind_a_curtain(labels[left.token_serial])
    assert attended.lasts(), "nobody attends the other card any more"
    behind_a_curtain(labels[chosen.token_serial])
    assert not attended.lasts()
    attended.close()


def test_a_card_that_cannot_be_read_stands_in_no_others_way(
    softhsm: Path, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = smartcard_module._certificates

    def read_all_but_ailsas(token: pkcs11.Token) -> object:
        if token.label == "ailsa":
            raise pkcs11.exceptions.DeviceError
        return read(token)

    monkeypatch.setattr(smartcard_module, "_certificates", read_all_but_ailsas)

    assert Smartcard(softhsm, "", anchors_of(authority)).look().holder.name == "Dr Marc Puig"


def test_without_a_named_module_opensc_is_found_when_it_is_there(
    softhsm: Path, authority: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smartcard_module, "find_opensc", lambda: None)
    card = Smartcard(None, "ailsa", anchors_of(authority))
    with pytest.raises(NoCardModule):
        card.look()

    monkeypatch.setattr(smartcard_module, "find_opensc", lambda: softhsm)
    assert card.look().holder.name == "Dr Ailsa Fraser"


_LOOK = """
import sys
from serums_desktop.domain.errors import CardError
from serums_desktop.identity.smartcard import Smartcard
try:
    Smartcard(None, "", sys.stdin.buffer.read()).look()
except CardError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the socket of pcscd")
def test_opensc_without_any_reader_is_told_from_an_empty_one(authority: Issuer, tmp_path: Path) -> None:
    if find_opensc() is None:
        if os.environ.get("CI"):
            pytest.fail("OpenSC is not installed")
        pytest.skip("OpenSC is not installed")

    # No reader service listens there, whatever else this machine runs.
    nowhere = os.environ | {"PCSCLITE_CSOCK_NAME": str(tmp_path / "nobody")}
    run = [sys.executable, "-c", _LOOK]
    done = subprocess.run(run, input=anchors_of(authority), env=nowhere, capture_output=True, check=True)

    assert done.stdout.decode().strip() == NoReader.__name__
