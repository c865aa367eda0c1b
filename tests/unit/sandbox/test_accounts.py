from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from serums_desktop.sandbox.accounts import FILE_NAME, StaffAccounts, TooManyTries
from serums_desktop.sandbox.oauth import StaffMember

ISOBEL = StaffMember("S-2071", "Nurse Isobel Reid", "Emergency Medicine, charge nurse")


class Clock:
    elapsed_s = 1000.0

    def __call__(self) -> float:
        return self.elapsed_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(clock: Clock) -> StaffAccounts:
    return StaffAccounts([(ISOBEL, "right")], clock)


@pytest.mark.parametrize("name", ["S-2071", " s-2071 "])
def test_name_and_password_say_who_it_is(accounts: StaffAccounts, name: str) -> None:
    assert accounts.signed_in(name, "right") == ISOBEL


@pytest.mark.parametrize(
    ("name", "password"), [("S-2071", "wrong"), ("S-2071", ""), ("S-9999", "right"), ("", "")]
)
def test_anything_else_says_nobody(accounts: StaffAccounts, name: str, password: str) -> None:
    assert accounts.signed_in(name, password) is None


@pytest.mark.parametrize("name", ["S-2071", "S-9999"])
def test_after_five_wrong_passwords_none_is_looked_at_for_a_while(
    accounts: StaffAccounts, clock: Clock, name: str
) -> None:
    for _ in range(5):
        assert accounts.signed_in(name, "wrong") is None

    with pytest.raises(TooManyTries) as refusal:
        accounts.signed_in(name, "right")

    assert refusal.value.wait_s == 30
    clock.elapsed_s += 30
    assert accounts.signed_in(name, "wrong") is None
    with pytest.raises(TooManyTries) as longer:
        accounts.signed_in(name, "right")
    assert longer.value.wait_s == 60


def test_the_right_password_ends_the_counting(accounts: StaffAccounts) -> None:
    for _ in range(3):
        for _ in range(4):
            accounts.signed_in("S-2071", "wrong")
        assert accounts.signed_in("S-2071", "right") == ISOBEL


def test_a_run_has_passwords_of_its_own_that_only_its_owner_can_read(tmp_path: Path) -> None:
    passwords = []
    for _ in range(2):
        accounts = StaffAccounts.for_run(tmp_path)
        listed = json.loads((tmp_path / FILE_NAME).read_text())
        for staff_id, entry in listed.items():
            member = StaffMember(staff_id, entry["name"], entry["role"])
            assert accounts.signed_in(staff_id, entry["password"]) == member
            passwords.append(entry["password"])

    assert listed["S-2071"]["name"] == "Nurse Isobel Reid"
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert len(set(passwords)) == 4
