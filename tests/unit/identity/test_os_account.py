from __future__ import annotations

import os
import subprocess
import sys

import pytest

from serums_desktop.domain.errors import SharedAccount
from serums_desktop.identity.os_account import account_name, check, is_shared

PATTERNS = ("guest*", "ward*", "HOSPITAL\\kiosk-??")


@pytest.mark.parametrize(
    ("account", "shared"),
    [
        ("guest", True),
        ("Guest-7", True),
        ("WARD12", True),
        ("HOSPITAL\\ward12", True),
        ("ward12@hospital.example", True),
        ("hospital\\Kiosk-03", True),
        ("CLINIC\\kiosk-03", False),
        ("kiosk-03", False),
        ("forward", False),
        ("afraser", False),
        ("WARD\\afraser", False),
        ("GUEST\\", False),
        ("", False),
    ],
)
def test_an_account_is_matched_with_its_domain_and_without(account: str, shared: bool) -> None:
    assert is_shared(account, PATTERNS) == shared


def test_the_account_is_the_systems_and_not_a_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    pwd = pytest.importorskip("pwd")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")

    assert account_name() == pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root becomes somebody else")
def test_an_account_without_a_name_is_its_number() -> None:
    program = """if True:
        import os
        from serums_desktop.identity.os_account import account_name
        os.setuid(54321)
        print(account_name())
    """

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

    assert said.stdout.strip() == "54321"


def test_windows_names_the_domain_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "getlogin", lambda: "kiosk-03")
    monkeypatch.setenv("USERDOMAIN", "HOSPITAL")
    assert account_name() == "HOSPITAL\\kiosk-03"

    monkeypatch.delenv("USERDOMAIN")
    assert account_name() == "kiosk-03"


def test_policy_comes_before_who_is_enrolled() -> None:
    with pytest.raises(SharedAccount) as caught:
        check(PATTERNS, enrolled_others=True, one_person=True, account="ward12")

    assert (caught.value.account, caught.value.because) == ("ward12", "policy")


def test_a_second_person_makes_an_account_shared_where_that_is_the_rule() -> None:
    with pytest.raises(SharedAccount) as caught:
        check(PATTERNS, enrolled_others=True, one_person=True, account="afraser")

    assert (caught.value.account, caught.value.because) == ("afraser", "enrolled")
    check(PATTERNS, enrolled_others=True, one_person=False, account="afraser")
    check(PATTERNS, enrolled_others=False, one_person=True, account="afraser")


def test_this_account_is_meant_unless_another_is_named() -> None:
    with pytest.raises(SharedAccount) as caught:
        check(("*",), enrolled_others=False, one_person=False)

    assert caught.value.account == account_name()
