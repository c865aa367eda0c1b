"""An authority for the servers' certificates, a client that trusts it, and a place for the servers' logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from tests.interop.foreign_server import fetched
from tests.interop.kept_sign_in import KeptSignIn
from tests.unit.identity.staff_authority import anchors_of, make_authority


@pytest.fixture(scope="module")
def web_authority() -> Issuer:
    return make_authority("Web servers")


@pytest.fixture(scope="module")
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
