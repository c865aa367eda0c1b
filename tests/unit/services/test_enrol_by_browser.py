from __future__ import annotations

from types import SimpleNamespace

import pytest

from serums_desktop.domain.errors import (
    BrowserSignInFailed,
    KeyringRefusal,
    KeyringUnusable,
    SerumsError,
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

    return EnrolByBrowser(sign_in_by_browser=browser, keys=parts, sign_in=sign_in_by_keyring)


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
        ("enrol", KeyringUnusable(KeyringRefusal.DISCARDING)),
    ],
)
def test_a_failure_ends_it_there(enrol: EnrolByBrowser, parts: Parts, step: str, error: SerumsError) -> None:
    parts.raising[step] = error
    passphrase = bytearray(b"correct horse")

    with pytest.raises(type(error)):
        enrol(passphrase, CancelToken())

    assert parts.steps[-1] == step
    assert passphrase == bytes(len(passphrase))
