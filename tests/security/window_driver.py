"""Drives the window that runs as a process of its own (tests/functional/window_process.py), and its card."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from serums_desktop.commands.demo import PRACTICE_PIN
from serums_desktop.host.configuration import load
from serums_desktop.host.profile import Profile
from serums_desktop.identity.key_release import KeyVault, ReleasedKey
from serums_desktop.identity.smartcard import Smartcard
from tests.functional.window_process import masked

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90.0
JOANA = "soler vila joana 14/3/1935 99881135R"


class WindowEnded(Exception):
    """The window's process is gone."""


class WindowProcess:
    """A window with the files of `profile`. Leaving the block ends it as its person would, unless killed."""

    def __init__(self, profile: Profile) -> None:
        module = "tests.functional.window_process"
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, str(profile.configuration), str(profile.cache.parent)],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        # What the window has said on its own so far.
        self.shown = 0
        self.entries: list[int] = []
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="window")
        self._listener.start()
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._listener.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def tell(self, line: str) -> str:
        """Have one thing done; returns ``done`` or ``refused``. Raises WindowEnded."""
        if self._process.stdin is None:
            raise WindowEnded
        try:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise WindowEnded from None
        return self._answer()

    def sign_in(self, pin: str = PRACTICE_PIN) -> None:
        """By card and PIN."""
        self.tell(f"sign-in {masked(pin)}")

    def find(self) -> None:
        """The patient of the story is the first match."""
        self.tell(f"search {JOANA}")

    def kill(self) -> None:
        """End it as a power cut would, and wait until it is gone with everything it has said."""
        self._process.kill()
        self._process.wait()
        self._listener.join()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, _, number = line.strip().partition(" ")
            match word:
                case "shown":
                    self.shown = int(number)
                case "entry":
                    self.entries.append(int(number))
                case _:
                    self._answers.put(word)
        self._answers.put("")

    def _answer(self) -> str:
        said = self._answers.get(timeout=PATIENCE_S)
        if not said:
            raise WindowEnded
        return said


@contextmanager
def released_key(profile: Profile, pin: str = PRACTICE_PIN) -> Iterator[ReleasedKey]:
    """The key of the cache, as the same card releases it to whoever knows the PIN."""
    configuration = load(profile.configuration)
    anchors = configuration.trust.card_anchors.read_bytes()
    card = Smartcard(configuration.card.module, configuration.card.token_label, anchors)
    unlocked = card.unlock(bytearray(pin, "ascii"))
    try:
        key = KeyVault(profile.keys).release(unlocked)
    finally:
        unlocked.close()
    yield key
    key.wipe()
