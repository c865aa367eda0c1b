from __future__ import annotations

from types import SimpleNamespace

import pytest

from serums_desktop.domain.errors import (
    BrowserSignInFailed,
    DiskFull,
    KeyringRefusal,
    KeyringUnusable,
    SerumsError,
    SharedAccount,
    SourceError,
    SourceFault,
    WeakPassphrase,
)
from serums_desktop.services.enrol_by_browser import EnrolByBrowser
from serums_desktop.services.sign_in_by_keyring import SignInByKeyring
from serums_desktop.work.cancel import CancelToken
from tests.unit.services.keyring_parts import ISOBEL, Parts


@pytest.fixture
def enrol(parts: Parts, sign_in_by_keyring: SignInByKeyring) -> EnrolByBrowser:
    def browser(cancel: CancelToken) -> SimpleNamespace:
        parts.step("browser")
        cancel.raise_if_cancelled()
        return SimpleNamespace(staff=ISOBEL, refresh_token="refresh-1")

    def give_back(refresh_token: str) -> None:
        parts.step(f"{refresh_token} given back")

    return EnrolByBrowser(
        sign_in_by_browser=browser, give_back=give_back, keys=parts, sign_in=sign_in_by_keyring
    )


def test_the_person_the_provider_vouched_for_is_signed_in(enrol: EnrolByBrowser, parts: Parts) -> None:
    passphrase = bytearray(b"correct horse")

    session = enrol(passphrase, CancelToken())

    assert session.holder == ISOBEL
    assert session.authenticated_by == "keyring"
    assert passphrase == bytes(len(passphrase))
    assert parts.steps == ["check", "browser", "enrol", "store opened", "token of ustan", "evidence"]


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("check", WeakPassphrase(12)),
        ("check", KeyringUnusable(KeyringRefusal.LOCKED)),
        ("browser", BrowserSignInFailed("access_denied")),
    ],
)
def test_a_failure_ends_it_there(enrol: EnrolByBrowser, parts: Parts, step: str, error: SerumsError) -> None:
    parts.raising[step] = error
    passphrase = bytearray(b"correct horse")

    with pytest.raises(type(error)):
        enrol(passphrase, CancelToken())

    assert parts.steps[-1] == step
    assert passphrase == bytes(len(passphrase))


@pytest.mark.parametrize("told", [None, SourceError("ustan", SourceFault.UNREACHABLE)])
@pytest.mark.parametrize(
    "error", [KeyringUnusable(KeyringRefusal.DISCARDING), SharedAccount("desk", "enrolled"), DiskFull()]
)
def test_a_sign_in_that_nobody_could_be_enrolled_with_is_given_back(
    enrol: EnrolByBrowser, parts: Parts, error: SerumsError, told: SerumsError | None
) -> None:
    parts.raising["enrol"] = error
    if told is not None:
        parts.raising["refresh-1 given back"] = told

    with pytest.raises(type(error)):
        enrol(bytearray(b"correct horse"), CancelToken())

    assert parts.steps == ["check", "browser", "enrol", "refresh-1 given back"]
