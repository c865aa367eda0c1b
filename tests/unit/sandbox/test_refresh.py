from __future__ import annotations

import pytest

from serums_desktop.sandbox.circumstances import Circumstances, OriginClock
from serums_desktop.sandbox.oauth import LOA_SUBSTANTIAL, Authentication, OAuthRefusal, StaffMember
from serums_desktop.sandbox.refresh import REFRESH_LIFETIME_S, RefreshTokens, SignIn

CLIENT = "serums-desktop"
EVERYTHING: frozenset[str] = frozenset()


def sign_in(family: str) -> SignIn:
    staff = StaffMember("S-2071", "Nurse Isobel Reid", "charge nurse")
    return SignIn(
        family,
        Authentication(staff, LOA_SUBSTANTIAL, 1000),
        CLIENT,
        ("openid", "offline_access", "user/*.rs"),
    )


class Run:
    """Refresh tokens on a clock of the test's own, and what they revoked."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.revoked: list[str] = []
        self.circumstances = Circumstances("https://127.0.0.1:4000", clock=OriginClock(lambda: self.now_s))
        self.tokens = RefreshTokens(self.circumstances, self.revoked.append)


@pytest.fixture
def run() -> Run:
    return Run()


def test_every_use_gives_the_next_one(run: Run) -> None:
    seen = [run.tokens.issue(sign_in("f"))]

    for _ in range(3):
        found, following = run.tokens.rotate(seen[-1], CLIENT, EVERYTHING)
        assert found == sign_in("f")
        seen.append(following)

    assert len(set(seen)) == 4
    assert run.revoked == []


def test_a_second_use_ends_the_whole_sign_in(run: Run) -> None:
    first = run.tokens.issue(sign_in("f"))
    bystander = run.tokens.issue(sign_in("another"))
    _, second = run.tokens.rotate(first, CLIENT, EVERYTHING)

    for token in (first, second):
        with pytest.raises(OAuthRefusal) as refusal:
            run.tokens.rotate(token, CLIENT, EVERYTHING)
        assert refusal.value.code == "invalid_grant"

    assert run.revoked == ["f"]
    assert run.tokens.rotate(bystander, CLIENT, EVERYTHING)[0].family == "another"


@pytest.mark.parametrize(
    ("token", "client"), [("made-up", CLIENT), ("", CLIENT), (None, "another"), (None, "")]
)
def test_what_is_no_token_of_this_client_gives_nothing(run: Run, token: str | None, client: str) -> None:
    good = run.tokens.issue(sign_in("f"))

    with pytest.raises(OAuthRefusal) as refusal:
        run.tokens.rotate(good if token is None else token, client, EVERYTHING)

    assert refusal.value.code == "invalid_grant"
    assert run.tokens.rotate(good, CLIENT, EVERYTHING)


def test_it_does_not_live_for_ever(run: Run) -> None:
    token = run.tokens.issue(sign_in("f"))
    run.now_s += REFRESH_LIFETIME_S

    with pytest.raises(OAuthRefusal):
        run.tokens.rotate(token, CLIENT, EVERYTHING)


def test_more_than_was_granted_is_refused_and_leaves_the_token_good(run: Run) -> None:
    token = run.tokens.issue(sign_in("f"))

    with pytest.raises(OAuthRefusal) as refusal:
        run.tokens.rotate(token, CLIENT, frozenset({"user/AuditEvent.crs"}))

    assert refusal.value.code == "invalid_scope"
    assert run.tokens.rotate(token, CLIENT, frozenset({"user/*.rs"}))


def test_a_revoked_sign_in_is_over(run: Run) -> None:
    token = run.tokens.issue(sign_in("f"))

    assert not run.tokens.revoke(token, "another")
    assert not run.tokens.revoke("made-up", CLIENT)
    assert run.tokens.revoke(token, CLIENT)

    assert run.revoked == ["f"]
    with pytest.raises(OAuthRefusal):
        run.tokens.rotate(token, CLIENT, EVERYTHING)
