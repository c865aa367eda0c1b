"""A sign-in that lasts, bound to a key that is kept with it, at a certified OpenID provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.work.cancel import CancelToken
from tests.interop.certified_provider import ISOBEL, PASSWORD
from tests.interop.kept_sign_in import KeptSignIn
from tests.interop.person_at_browser import PersonAtBrowser

pytestmark = pytest.mark.interop


# The second of them wants its nonce in every proof.
@pytest.fixture(params=["origin", "strict_origin"])
def home(request: pytest.FixtureRequest) -> ProtectedSource:
    origin = request.getfixturevalue(request.param)
    return ProtectedSource("ustan", f"{origin}/fhir", 10.0, dpop="required")


@pytest.fixture
def isobel(anchors: Path) -> Iterator[PersonAtBrowser]:
    person = PersonAtBrowser(anchors, ISOBEL.staff_id, PASSWORD)
    yield person
    person.close()


def test_a_refresh_token_serves_with_its_key_alone(
    http: requests.Session,
    home: ProtectedSource,
    isobel: PersonAtBrowser,
    keep: Callable[..., KeptSignIn],
) -> None:
    signed_in = BrowserSignIn(http, home, isobel.open, timeout_s=20)(CancelToken())
    kept = keep(signed_in.refresh_token, home)
    token, key = kept.token().split()
    assert keep(token, home).is_over()

    seen = {token}
    for _ in range(2):
        assert kept.assertion()
        newer, same_key = kept.token().split()
        assert same_key == key
        seen.add(newer)
    assert len(seen) == 3
