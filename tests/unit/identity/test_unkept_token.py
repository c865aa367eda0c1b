from __future__ import annotations

import pytest

from serums_desktop.domain.errors import NotEnrolled
from serums_desktop.identity.unkept_token import UnkeptRefreshToken


def test_it_is_read_until_it_is_given_back_and_signs_nobody_in() -> None:
    token = UnkeptRefreshToken("refresh-1")
    assert token.read() == "refresh-1"
    with pytest.raises(NotEnrolled):
        token.spend(lambda text: (text, None))
    token.remove()
    with pytest.raises(NotEnrolled):
        token.read()


def test_it_does_not_show() -> None:
    assert "refresh-1" not in repr(UnkeptRefreshToken("refresh-1"))
