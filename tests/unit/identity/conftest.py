"""Practice cards in a token directory of the tests' own, and a token server that takes them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pkcs11
import pytest
import requests

from serums_desktop.domain.errors import SignInRefused
from serums_desktop.identity.assertion import AssertingIdentity, card_assertions, card_client_assertions
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import (
    SOFTHSM_MODULES,
    Issuer,
    PracticeCard,
    StaffMember,
    create_practice_card,
)
from serums_desktop.identity.smartcard import Smartcard
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.browser import Browser
from tests.unit.identity.card_office import CardOffice
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.secret_service import missing_program, session_bus
from tests.unit.identity.staff_authority import anchors_of, make_authority
from tests.unit.identity.token_server import TokenServer

OpenTokens = Callable[..., AccessTokens]

AILSA = StaffMember(
    "Dr Ailsa Fraser", "S-1042", "Emergency Medicine, consultant", "ailsa.fraser@ustan.example"
)
MARC = StaffMember("Dr Marc Puig", "S-2077", "Geriatrics", "marc.puig@fcrb.example")


class TurnedClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture(scope="session")
def authority() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="session")
def stranger() -> Issuer:
    return make_authority("Somebody else's staff cards")


@pytest.fixture(scope="session")
def cards(
    tmp_path_factory: pytest.TempPathFactory, authority: Issuer, stranger: Issuer
) -> dict[str, PracticeCard]:
    if not any(module.exists() for module in SOFTHSM_MODULES):
        if os.environ.get("CI"):
            pytest.fail("SoftHSM is not installed")
        pytest.skip("SoftHSM is not installed")
    directory = tmp_path_factory.mktemp("softhsm")
    return {
        "ailsa": create_practice_card(directory, authority, AILSA, "123456", "ailsa"),
        "marc": create_practice_card(directory, authority, MARC, "654321", "marc"),
        "stranger": create_practice_card(directory, stranger, AILSA, "123456", "stranger"),
    }


@pytest.fixture
def softhsm(cards: dict[str, PracticeCard], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """SoftHSM freshly started on the tests' tokens, and ended again."""
    card = cards["ailsa"]
    for name, value in card.environment.items():
        monkeypatch.setenv(name, value)
    library = pkcs11.lib(str(card.module))
    library.reinitialize()
    yield card.module
    library.finalize()


@pytest.fixture
def smartcard(softhsm: Path, authority: Issuer) -> Smartcard:
    return Smartcard(softhsm, "ailsa", anchors_of(authority))


@pytest.fixture
def open_card(smartcard: Smartcard) -> Iterator[OpenCard]:
    with smartcard.unlock(bytearray(b"123456")) as card:
        yield card


@pytest.fixture
def other_card(softhsm: Path, authority: Issuer) -> Iterator[OpenCard]:
    with Smartcard(softhsm, "marc", anchors_of(authority)).unlock(bytearray(b"654321")) as card:
        yield card


@pytest.fixture
def office(softhsm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CardOffice]:
    """Issues further cards; the others are not in the reader then."""
    office = CardOffice(softhsm, tmp_path)
    monkeypatch.setenv("SOFTHSM2_CONF", str(office.configuration))
    yield office
    office.close()


@pytest.fixture
def elapsed() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def web_authority() -> Issuer:
    return make_authority("Web servers")


@pytest.fixture
def server(tmp_path: Path, web_authority: Issuer) -> Iterator[TokenServer]:
    with TokenServer(tmp_path, web_authority) as server:
        yield server


@pytest.fixture
def bus(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    """A session bus without a keyring, which this process uses from now on."""
    if (program := missing_program()) is not None:
        if os.environ.get("CI"):
            pytest.fail(f"{program} is not installed")
        pytest.skip(f"{program} is not installed")
    with session_bus(tmp_path_factory.mktemp("bus")) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield environment


@pytest.fixture
def home(tmp_path: Path, web_authority: Issuer) -> Iterator[HomeProvider]:
    with HomeProvider(tmp_path, web_authority) as home:
        yield home


@pytest.fixture
def browser(home: HomeProvider) -> Iterator[Browser]:
    browser = Browser(home)
    yield browser
    browser.close()


@pytest.fixture
def http(tmp_path: Path, web_authority: Issuer) -> Iterator[requests.Session]:
    """A session that trusts the authority of the test's server and nobody else."""
    anchors = tmp_path / "tls-ca.pem"
    anchors.write_bytes(anchors_of(web_authority))
    with requests.Session() as session:
        session.verify = str(anchors)
        session.trust_env = False
        yield session


@pytest.fixture
def open_tokens(
    http: requests.Session, server: TokenServer, open_card: OpenCard, elapsed: TurnedClock
) -> OpenTokens:
    """Makes the tokens of one source, the test's server unless another is given, on Dr Fraser's card."""

    def make(
        source: ProtectedSource | None = None,
        sign: Callable[[bytes], bytes] | None = None,
        on_refused: Callable[[SignInRefused], None] | None = None,
        home_source_id: str = "",
    ) -> AccessTokens:
        identity = AssertingIdentity(
            open_card.holder.staff_id, open_card.algorithm, open_card.certificate_chain_der
        )
        asked = source or ProtectedSource("ustan", server.fhir_base, 5.0)
        return AccessTokens(
            http,
            [asked],
            identity.staff_id,
            card_assertions(identity, sign or open_card.sign),
            client_assertion_for=card_client_assertions(identity, sign or open_card.sign),
            on_refused=on_refused,
            home_source_id=home_source_id,
            elapsed_s=elapsed,
        )

    return make


@pytest.fixture
def tokens(open_tokens: OpenTokens) -> AccessTokens:
    return open_tokens()
