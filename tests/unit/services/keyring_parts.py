"""The parts around a sign-in by keyring, in memory: what they were asked is written down in order."""

from __future__ import annotations

from types import SimpleNamespace

from serums_desktop.domain.evidence import Deed, Receipt
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.domain.stored import Integrity, StoredRecord

ISOBEL = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")


class Key:
    def __init__(self) -> None:
        self.data_key = bytearray(b"k" * 32)
        self.vault_id = "0" * 32

    def wipe(self) -> None:
        self.data_key[:] = bytes(32)


class Parts:
    """Keys, store, tokens, evidence and clock in one. `raising[name]` is raised by the step of that name."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.raising: dict[str, Exception] = {}
        self.integrity = Integrity.SOUND
        self.deeds: list[Deed] = []
        self.key = Key()
        self.at_s = 100_000.0
        self.is_forgotten = False
        self.confirmed_at_s: float | None = None
        self.kept: list[StoredRecord] = []
        self.credential = SimpleNamespace(
            holder=ISOBEL, refresh_token=None, close=lambda: self.step("credential closed")
        )

    def step(self, name: str) -> None:
        self.steps.append(name)
        if name in self.raising:
            raise self.raising[name]

    def check(self, passphrase: bytearray) -> None:
        assert any(passphrase)
        self.step("check")

    def known_staff(self) -> tuple[Staff, ...]:
        return (ISOBEL,)

    def unlock(self, staff_id: str, passphrase: bytearray) -> tuple[object, Key]:
        self.step("unlock")
        assert (staff_id, passphrase) == ("S-2071", b"correct horse")
        return self.credential, self.key

    def enrol(self, staff: Staff, passphrase: bytearray, refresh_token: str) -> tuple[object, Key]:
        self.step("enrol")
        assert (staff, passphrase, refresh_token) == (ISOBEL, b"correct horse", "refresh-1")
        return self.credential, self.key

    def open(self, key: Key) -> None:
        self.step("store opened")
        assert any(key.data_key)

    def close(self) -> None:
        self.step("store closed")

    def confirmed_s(self) -> float | None:
        return self.confirmed_at_s

    def keep_confirmed(self, at_s: float) -> None:
        self.confirmed_at_s = at_s

    def records(self) -> list[StoredRecord]:
        return self.kept

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        assert (purpose, refused) == (PurposeOfUse.TREATMENT, "token")
        self.step(f"renewed token of {source_id}")
        return "token-2"

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        assert purpose is PurposeOfUse.TREATMENT
        self.step(f"token of {source_id}")
        return "token"

    def forget(self) -> None:
        self.is_forgotten = True

    def keep(self, deed: Deed) -> Receipt:
        self.step("evidence")
        self.deeds.append(deed)
        return Receipt(0, 0.0)

    def now_s(self) -> float:
        return self.at_s
