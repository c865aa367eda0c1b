"""Providers that run, the authorities behind servers and staff cards, and a client that trusts the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from tests.interop.certified_provider import Card, provider_settings, started
from tests.interop.foreign_server import fetched
from tests.interop.kept_sign_in import KeptSignIn
from tests.unit.identity.staff_authority import anchors_of, make_authority


@pytest.fixture(scope="session")
def web_authority() -> Issuer:
    return make_authority("Web servers")


@pytest.fixture(scope="session")
def anchors(tmp_path_factory: pytest.TempPathFactory, web_authority: Issuer) -> Path:
    """The one authority that clients here trust, as a PEM file."""
    file = tmp_path_factory.mktemp("anchors") / "tls-ca.pem"
    file.write_bytes(anchors_of(web_authority))
    return file


@pytest.fixture
def http(anchors: Path) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.verify = str(anchors)
        session.trust_env = False
        yield session


@pytest.fixture(scope="session")
def logs() -> Path:
    folder = fetched("logs")
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def staff_authority() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="session")
def card(staff_authority: Issuer) -> Card:
    return Card(staff_authority)


@pytest.fixture(scope="session")
def settings(
    tmp_path_factory: pytest.TempPathFactory, web_authority: Issuer, staff_authority: Issuer, card: Card
) -> dict[str, object]:
    return provider_settings(tmp_path_factory.mktemp("provider"), web_authority, staff_authority, card)


@pytest.fixture(scope="session")
def origin(
    settings: dict[str, object], logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the provider listens."""
    folder = tmp_path_factory.mktemp("openid-provider")
    with started(settings, folder, logs / "openid-provider.log") as server:
        yield server.listening[1]


@pytest.fixture(scope="session")
def strict_origin(
    settings: dict[str, object], logs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where one listens that authenticates clients, wants nonces and tells no name in an id_token."""
    folder = tmp_path_factory.mktemp("strict-openid-provider")
    strict = {
        **settings,
        "capabilities": ["client-confidential-asymmetric"],
        "claimsParameter": False,
        "nonces": True,
    }
    with started(strict, folder, logs / "strict-openid-provider.log") as server:
        yield server.listening[1]


@pytest.fixture
def keep(
    http: requests.Session, home: ProtectedSource, tmp_path: Path
) -> Iterator[Callable[..., KeptSignIn]]:
    """Keeps a refresh token of `home`, or of another provider."""
    kept: list[KeptSignIn] = []

    def one(token: str, provider: ProtectedSource = home) -> KeptSignIn:
        kept.append(KeptSignIn(http, provider, tmp_path, token))
        return kept[-1]

    yield one
    for sign_in in kept:
        sign_in.close()
