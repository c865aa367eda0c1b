"""What is left of a session in the memory of the window's process once it has locked."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from serums_desktop.commands.demo import PRACTICE_PIN, enrol_workstation, practice_place
from serums_desktop.host.configuration import load
from serums_desktop.host.profile import Profile, profile_in
from serums_desktop.store.index import RecordIndex
from tests.functional.conftest import absent
from tests.functional.window_process import masked
from tests.security.window_driver import WindowProcess, released_key

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/PID/mem")

# No text of the program holds these digits by chance.
PIN = "84619375"
# Words of the record that nobody typed into the search.
WORDS = ("Apixaban", "Penicil\u00b7lina", "Joana Soler Vila", "MedicationRequest/fcrb-apixaban")
ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-32-le")
TOKEN = re.compile(rb"eyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{60,}")
# Freed text that no allocator overwrites (see SECURITY.md) may be left, one in so many.
LEFT = 20
PAGE = 4096
EMPTY_PAGE = bytes(PAGE)


def test_what_is_left_after_the_lock(tmp_path: Path) -> None:
    if shutil.which("softhsm2-util") is None or shutil.which("pkcs11-tool") is None:
        absent("SoftHSM or OpenSC is not installed")
    with practice_place() as (shared, hospitals):
        profile = replace(profile_in(tmp_path), configuration=shared.configuration)
        enrol_workstation(profile, hospitals)
        change_pin(profile)
        with WindowProcess(profile) as window:
            before = Memory(window.pid)
            assert not before.count_words()
            window.sign_in(PIN)
            window.find()
            for line in ("open", "explain", "charts"):
                window.tell(line)
            keys = keys_of(profile)
            opened = Memory(window.pid)
            tokens = opened.tokens()
            # The search finds what is there; without that it would prove nothing.
            assert opened.holds(keys)
            assert tokens
            words = opened.count_words()
            assert set(words) == set(WORDS)

            # What reads pages holds some of the record too.
            assert readers_of(window.pid)
            window.tell("lock")
            assert not readers_of(window.pid)
            check(Memory(window.pid), [*keys, *tokens], words.total())

            window.sign_in(PIN)
            window.find()
            assert window.tell(f"emergency {masked(PIN)}") == "done"
            in_emergency = Memory(window.pid)
            tokens |= in_emergency.tokens()
            window.tell("lock")
            check(Memory(window.pid), [*keys, *tokens], in_emergency.count_words().total())


def readers_of(process_id: int) -> list[str]:
    """The processes that read pages for another one."""
    started = Path(f"/proc/{process_id}/task").glob("*/children")
    children = [child for path in started for child in path.read_text("ascii").split()]
    commands = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children]
    return [child for child, command in zip(children, commands, strict=True) if b"read-pages" in command]


class Memory:
    """All that a process could read at one moment."""

    def __init__(self, process_id: int) -> None:
        parts = []
        with memory_of(process_id) as memory:
            for line in Path(f"/proc/{process_id}/maps").read_text("ascii").splitlines():
                span, rights, *_others = line.split()
                start, end = (int(bound, 16) for bound in span.split("-"))
                # What the kernel lends every process, what lies beyond the end of a mapped file, and what
                # was given back since the list was made cannot be read, and holds nothing.
                if rights.startswith("r") and not line.endswith("[vsyscall]"):
                    memory.seek(start)
                    with suppress(OSError):
                        parts += not_empty(memory.read(end - start))
        self._content = b"".join(parts)

    def holds(self, secrets: list[bytes]) -> list[bytes]:
        """Which of these stand in it."""
        return [secret for secret in secrets if secret in self._content]

    def count_words(self) -> Counter[str]:
        """How often each of the record's words stands in it, in any encoding."""
        found: Counter[str] = Counter()
        for word in WORDS:
            for encoded in {word.encode(encoding) for encoding in ENCODINGS}:
                found[word] += self._content.count(encoded)
        return +found

    def tokens(self) -> set[bytes]:
        """Everything that looks like a signed token."""
        return set(TOKEN.findall(self._content))


def not_empty(content: bytes) -> list[bytes]:
    """The pages that hold anything."""
    pages = (content[start : start + PAGE] for start in range(0, len(content), PAGE))
    return [page for page in pages if page != EMPTY_PAGE]


def check(memory: Memory, secrets: list[bytes], words_before: int) -> None:
    """No key, PIN or token is left, and of the record's words hardly one."""
    assert not memory.holds([*secrets, *(PIN.encode(encoding) for encoding in ENCODINGS)])
    assert not memory.tokens()
    assert memory.count_words().total() * LEFT <= words_before


def keys_of(profile: Profile) -> list[bytes]:
    """The key of the cache and of the one record in it, as bytes and as they are given to SQLCipher."""
    with released_key(profile, PIN) as key:
        (path,) = profile.cache.glob("*/index.db")
        index = RecordIndex(path, key.data_key)
        (record,) = index.records()
        place = index.place(record.record_id)
        index.close()
        assert place is not None
        keys = [bytes(key.data_key), place.vault_key]
    return [*keys, *(one.hex().encode() for one in keys)]


def change_pin(profile: Profile) -> None:
    """Give the practice card the PIN of this test."""
    card = load(profile.configuration).card
    command = ["pkcs11-tool", "--module", str(card.module), "--token-label", card.token_label, "--login"]
    pins = ["--pin", PRACTICE_PIN, "--change-pin", "--new-pin", PIN]
    subprocess.run([*command, *pins], check=True, capture_output=True)


def memory_of(process_id: int) -> io.FileIO:
    try:
        return io.FileIO(f"/proc/{process_id}/mem")
    except PermissionError:
        said = "reading another process's memory takes root or CAP_SYS_PTRACE"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
