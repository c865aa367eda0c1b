"""A stolen disk says nothing: whatever the program wrote anywhere while a record was read, and as it died."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from serums_desktop.commands.demo import PRACTICE_PIN, enrol_workstation, practice_place
from serums_desktop.domain.errors import NotEnrolled, StoreError, WrongPassphrase
from serums_desktop.domain.staff import Staff
from serums_desktop.host.profile import Profile, profile_in
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.store.index import RecordIndex
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.vault import Vault
from tests.faults.steps import fill, opened
from tests.functional.conftest import absent
from tests.functional.window_process import masked
from tests.security.window_driver import WindowProcess, released_key
from tests.unit.identity.memory_keyring import backend_named, keyring_on
from tests.unit.store.synthetic import Key, key, person

# Words of the record and of the search for it, none of them anybody's else.
MARKERS = ("Soler Vila", "SOLER", "Apixaban", "Penicil·lina", "99881135R", "1935-03-14")
ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "utf-32-le")
KEY_BYTES = 32


def spellings(marker: str) -> set[bytes]:
    """A marker as it could stand in a file."""
    return {
        form.encode(encoding) for form in (marker, marker.upper(), marker.lower()) for encoding in ENCODINGS
    }


def key_spellings(secret: bytes) -> set[bytes]:
    """A key as it could stand in a file: raw, hexadecimal and base64 at any offset, 8 and 16 bits wide."""
    texts = {secret.hex(), secret.hex().upper()}
    for offset in range(3):
        # What does not depend on the bytes around it.
        encoded = base64.b64encode(bytes(offset) + secret).decode()
        texts.add(encoded[(0, 2, 3)[offset] : -4])
    texts |= {text.replace("+", "-").replace("/", "_") for text in texts}
    return {secret, *(text.encode(encoding) for text in texts for encoding in ("utf-8", "utf-16-le"))}


def holds(path: Path, secrets: set[bytes]) -> bool:
    """Whether any of these stands in a file, or in its name; one that is gone by now holds nothing."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    return any(secret in content or secret in os.fsencode(path.name) for secret in secrets)


def files_below(*directories: Path) -> list[Path]:
    """Every file there, links followed."""
    return [path for directory in directories for path in directory.rglob("*") if path.is_file()]


def keys_of(profile: Profile) -> list[bytes]:
    """The key of the cache, and of each record in it."""
    with released_key(profile) as released:
        (path,) = profile.cache.glob("*/index.db")
        index = RecordIndex(path, released.data_key)
        places = [index.place(record.record_id) for record in index.records()]
        index.close()
        return [bytes(released.data_key), *(bytes(place.vault_key) for place in places if place is not None)]


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    secret = bytes(range(100, 100 + KEY_BYTES))
    for number, content in enumerate(
        (
            b"x" + secret,
            secret.hex().encode("utf-16-le"),
            base64.b64encode(b"12" + secret),
            base64.urlsafe_b64encode(b"1" + secret + b"more"),
        )
    ):
        path = tmp_path / str(number)
        path.write_bytes(content)
        assert holds(path, key_spellings(secret))
        path.write_bytes(content[: len(content) // 2])
        assert not holds(path, key_spellings(secret))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/PID/limits")
def test_no_file_of_a_session_says_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("softhsm2-util") is None:
        absent("SoftHSM is not installed")
    temporary, at_home = tmp_path / "tmp", tmp_path / "home"
    temporary.mkdir()
    at_home.mkdir()
    secrets = {spelling for marker in MARKERS for spelling in spellings(marker)}
    with practice_place() as (shared, hospitals):
        profile = replace(profile_in(tmp_path / "profile"), configuration=shared.configuration)
        enrol_workstation(profile, hospitals)
        for variable in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(variable, str(temporary if variable == "TMPDIR" else at_home))
        places = (profile.cache.parent, temporary, at_home)
        with WindowProcess(profile) as window:
            window.sign_in()
            window.find()
            for line in ("open", "explain", "charts"):
                window.tell(line)
            for key_bytes in keys_of(profile):
                secrets |= key_spellings(key_bytes)
            # With side files, and with the copy of an emergency.
            assert [path for path in files_below(profile.cache) if path.name.endswith("-wal")]
            assert not [path for path in files_below(*places) if holds(path, secrets)]
            assert window.tell(f"emergency {masked(PRACTICE_PIN)}") == "done"
            assert [path for path in files_below(profile.cache) if ".emergency" in path.name]
            assert not [path for path in files_below(*places) if holds(path, secrets)]
            # It dies as programs die whose memory is dumped, and nothing is.
            assert all(may_not_dump(process_id) for process_id in (window.pid, *children_of(window.pid)))
            os.kill(window.pid, signal.SIGABRT)
            ended = os.waitid(os.P_PID, window.pid, os.WEXITED | os.WNOWAIT)
            assert ended is not None
            assert (ended.si_code, ended.si_status) == (os.CLD_KILLED, signal.SIGABRT)
        written = files_below(*places)
        assert not [path for path in written if holds(path, secrets)]
        assert {path.suffix for path in written} >= {".db", ".vault"}
        assert any(path.name.startswith("journal") for path in written)


def children_of(process_id: int) -> Iterator[int]:
    """The processes that a process started and that live."""
    for task in Path(f"/proc/{process_id}/task").glob("*/children"):
        for child in task.read_text("ascii").split():
            yield int(child)


def may_not_dump(process_id: int) -> bool:
    """Whether the system makes no core file of this process."""
    limits = Path(f"/proc/{process_id}/limits").read_text("ascii").splitlines()
    (core,) = (line for line in limits if line.startswith("Max core file size"))
    return core.split()[4] == "0"


def test_the_right_file_stays_shut_to_another_key(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        record_id = store.remember(person(("fcrb", "1")), 1.0)
        fill(store.vault(record_id), "fcrb")
    (path,) = tmp_path.glob("*/*.vault")
    content = path.read_bytes()
    for other in (bytes(KEY_BYTES), bytes(key().data_key)):
        with pytest.raises(StoreError):
            Vault(path, other, lambda _copied_s: None)
    assert path.read_bytes() == content
    # Another person at the same workstation: a part of their own, in which nobody is.
    store = EncryptedRecordStore(tmp_path)
    store.open(Key(bytearray(b"b" * KEY_BYTES), "6a" * 16))
    assert store.records() == []
    store.close()
    assert path.read_bytes() == content


def test_the_right_file_stays_shut_to_another_passphrase(tmp_path: Path) -> None:
    nurse = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
    vault = KeyringVault(tmp_path / "keys", keyring_on(backend_named()), "ward-12")
    credential, made = vault.enrol(nurse, bytearray(b"correct horse battery"), "refresh-1")
    credential.close()
    made.wipe()
    with pytest.raises(WrongPassphrase):
        vault.unlock(nurse.staff_id, bytearray(b"another horse battery"))
    # The right words without this workstation's keyring, as on a disk in another computer.
    stolen = KeyringVault(tmp_path / "keys", keyring_on(backend_named()), "ward-12")
    with pytest.raises(NotEnrolled):
        stolen.unlock(nurse.staff_id, bytearray(b"correct horse battery"))
