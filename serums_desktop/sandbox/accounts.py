"""Staff who sign in with a name and a password, at the home source alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from serums_desktop.sandbox.authority import write_private
from serums_desktop.sandbox.oauth import StaffMember

FILE_NAME = "staff-accounts.json"
FREE_TRIES = 5
FIRST_DELAY_S = 30.0
LONGEST_DELAY_S = 900.0

STAFF = (
    StaffMember("S-2071", "Nurse Isobel Reid", "Emergency Medicine, charge nurse"),
    StaffMember("S-1042", "Dr Ailsa Fraser", "Emergency Medicine, consultant"),
)

_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - none that look alike
_MOST_NAMES = 1000


class TooManyTries(Exception):
    """No password is looked at for this name before `wait_s` seconds have passed."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


class _Account(msgspec.Struct, frozen=True):
    staff: StaffMember
    salt: bytes
    digest: bytes


class _Tries(msgspec.Struct):
    wrong: int = 0
    next_s: float = 0.0


class StaffAccounts:
    """The accounts of one run, their passwords as scrypt digests. Safe from any thread.

    `elapsed_s` is seconds on a clock nobody sets.
    """

    def __init__(
        self, passwords: Iterable[tuple[StaffMember, str]], elapsed_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._accounts = {staff.staff_id: _account(staff, password) for staff, password in passwords}
        # For names that nobody has: checking one takes as long as checking a colleague's.
        self._nobody = _Account(StaffMember("", "", ""), secrets.token_bytes(16), b"")
        self._elapsed_s = elapsed_s
        self._tries: dict[str, _Tries] = {}
        self._guard = threading.Lock()

    @classmethod
    def for_run(cls, directory: Path) -> StaffAccounts:
        """Make the staff's accounts with new passwords, and write them to a private file of the run."""
        passwords = [(staff, _readable_password()) for staff in STAFF]
        listed = {
            staff.staff_id: {"name": staff.name, "role": staff.role, "password": password}
            for staff, password in passwords
        }
        write_private(directory / FILE_NAME, msgspec.json.format(msgspec.json.encode(listed), indent=2))
        return cls(passwords)

    def signed_in(self, name: str, password: str) -> StaffMember | None:
        """Who has this name and password; None when nobody has. Raises `TooManyTries`.

        The answer to a name that nobody has is the answer to a wrong password.
        """
        staff_id = name.strip().upper()
        with self._guard:
            tries = self._tries.get(staff_id, _Tries())
            wait_s = tries.next_s - self._elapsed_s()
            if wait_s > 0:
                raise TooManyTries(wait_s)
            # Counted before it is looked at: tries side by side count as well.
            tries.wrong += 1
            if tries.wrong >= FREE_TRIES:
                delay_s = min(FIRST_DELAY_S * 2 ** (tries.wrong - FREE_TRIES), LONGEST_DELAY_S)
                tries.next_s = self._elapsed_s() + delay_s
            self._tries[staff_id] = tries
            while len(self._tries) > _MOST_NAMES:
                self._tries.pop(next(iter(self._tries)))
        account = self._accounts.get(staff_id, self._nobody)
        is_right = hmac.compare_digest(_digest(password, account.salt), account.digest)
        if not is_right or account is self._nobody:
            return None
        with self._guard:
            self._tries.pop(staff_id, None)
        return account.staff


def staff_member(staff_id: str) -> StaffMember:
    """A member of staff by number; one who has no account is known by the number alone."""
    return next((one for one in STAFF if one.staff_id == staff_id), StaffMember(staff_id, staff_id, "Staff"))


def _account(staff: StaffMember, password: str) -> _Account:
    salt = secrets.token_bytes(16)
    return _Account(staff, salt, _digest(password, salt))


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=2**14, r=8, p=1)


def _readable_password() -> str:
    """About 79 bits in four groups that can be read out and typed."""
    return "-".join("".join(secrets.choice(_PASSWORD_LETTERS) for _ in range(4)) for _ in range(4))
