"""The cache as an administrator sees it: random names, sizes and times, and what is done about them."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from serums_desktop.__main__ import main
from serums_desktop.audit.journal import Journal
from serums_desktop.commands import cache, cached, rekeying
from serums_desktop.domain.errors import NoCard, StoreUnreadable
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.staff import Staff
from serums_desktop.domain.stored import Integrity
from serums_desktop.host import configuration
from serums_desktop.host.instance import Instance
from serums_desktop.host.profile import Profile, profile_in
from serums_desktop.identity import keyring_release
from serums_desktop.identity.key_release import KeyVault, ReleasedKey
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.services.lost_device import keep_confirmed
from serums_desktop.services.retention import STILL_THERE_S
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.audit.keeping import write_configuration
from tests.unit.identity.memory_keyring import backend_named, keyring_on
from tests.unit.services.one_copy_parts import SoftCard, quick_key
from tests.unit.store.synthetic import answered, glucose
from tests.unit.store.synthetic import person as known_as

ISOBEL = Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
PASSPHRASE = "four quiet herons stand"
MARKER = "marker-soler"
AGES_AGO_S = 1_500_000_000.0

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    write_configuration(tmp_path / "serums-desktop.toml")
    (tmp_path / "anchors.pem").touch()
    return profile_in(tmp_path)


@pytest.fixture
def run(profile: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command and returns its exit code and what it said; nothing of it is clinical."""

    def run_it(*words: str, typed: str = PASSPHRASE) -> tuple[int, str, str]:
        # Lines of what is piped in: a passphrase, a PIN.
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        code = main(["--profile", str(profile.cache.parent), "cache", *words])
        said = capsys.readouterr()
        for canary in (MARKER, "Example", "Anna", "1980", "glucose", PASSPHRASE):
            assert canary.casefold() not in (said.out + said.err).casefold()
        return code, said.out, said.err

    return run_it


@pytest.fixture
def enrolled(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> EncryptedRecordStore:
    """A person with a passphrase; their cache, closed, has a record that was opened and one that was not."""
    monkeypatch.setattr(keyring_release, "key_encryption_key", quick_key)
    vault = KeyringVault(profile.keys, keyring_on(backend_named()), "WS-1")
    monkeypatch.setattr(cached, "keyring_vault", lambda *_: vault)
    credential, released = vault.enrol(ISOBEL, bytearray(PASSPHRASE, "utf-8"), "refresh-1")
    credential.close()
    store = EncryptedRecordStore(profile.cache)
    store.open(released)
    for number, opened_s in ((1, AGES_AGO_S), (2, 0.0)):
        record_id = store.remember(known_as(("ustan", f"{MARKER}-{number}")), opened_s)
        kept = store.vault(record_id)
        run = kept.begin("ustan")
        kept.write(run, [glucose(number, source_id="ustan", marker=MARKER)], AGES_AGO_S)
        kept.finish(run, answered("ustan", AGES_AGO_S), complete=True)
    store.end_episode(record_id, STILL_THERE_S)
    store.close()
    released.wipe()
    return store


def copies(profile: Profile, name: str = "aa") -> Path:
    """A person's directory with files nobody reads."""
    directory = profile.cache / name
    directory.mkdir(parents=True)
    for file in ("index.db", "1.vault", "1.vault-wal", "2.vault", "3.vault.damaged"):
        (directory / file).write_bytes(bytes(1000))
    return directory


def acts(profile: Profile) -> list[Act]:
    """What was put on record, by the keeper's own journal."""
    with Journal(profile.evidence, now_s=lambda: AGES_AGO_S) as journal:
        return [kept.deed.act for kept in journal.kept(0, 100)]


def test_anybody_may_see_how_much_is_here_and_since_when(profile: Profile, run: Run) -> None:
    keep_confirmed(copies(profile), AGES_AGO_S)
    code, said, _ = run("list")
    assert code == cache.DONE
    assert said.splitlines()[:3] == ["aa", "    2 records, 0.0 MB", "    1 damaged file set aside"]
    assert "last confirmed 2017-07-14T02:40:00Z" in said
    code, said, _ = run("list", "--json")
    (one,) = json.loads(said)["people"]
    assert one.pop("changed") is not None
    assert one == {
        "id": "aa",
        "bytes": 5011,
        "records": 2,
        "set_aside": 1,
        "confirmed": "2017-07-14T02:40:00Z",
    }


def test_nothing_here(run: Run) -> None:
    assert run("list") == (cache.DONE, "Nothing is copied here.\n", "")
    assert run("forget", "--everything")[:2] == (cache.DONE, "0 copies are forgotten.\n")


def test_a_persons_copies_are_forgotten_without_a_key(profile: Profile, run: Run) -> None:
    copies(profile)
    copies(profile, "bb")
    assert run("forget", "cc")[0] == cache.CANNOT
    assert run("forget", "aa")[:2] == (cache.DONE, "1 copy is forgotten.\n")
    assert [one.name for one in profile.cache.iterdir()] == ["bb"]
    code, said, _ = run("forget", "--everything", "--json")
    assert (code, json.loads(said)) == (cache.DONE, {"version": 1, "forgotten": ["bb"]})
    assert list(profile.cache.iterdir()) == []
    assert acts(profile) == [Act.WIPE, Act.WIPE]


def test_a_name_is_no_way_out_of_the_cache(profile: Profile, run: Run, tmp_path: Path) -> None:
    copies(profile)
    (tmp_path / "elsewhere").mkdir()
    for name in ("../elsewhere", "..", ".", ""):
        assert run("forget", name)[0] == cache.CANNOT
    assert (tmp_path / "elsewhere").exists()


def test_what_cannot_be_put_on_record_stays(profile: Profile, run: Run) -> None:
    directory = copies(profile)
    profile.evidence.write_text("no directory")
    code, _, complaint = run("forget", "aa")
    assert (code, complaint) == (cache.CANNOT, "It could not be put on record. Nothing was forgotten.\n")
    assert directory.exists()


def give_key(profile: Profile, name: str) -> None:
    """Have somebody's card open the copies in the directory of this name."""
    card: Any = SoftCard(profile.keys.parent)
    card.holder = msgspec.structs.replace(card.holder, staff_id=name)
    KeyVault(profile.keys).rekey(card, bytearray(32), name)()


def test_what_expired_goes_and_says_how_many(profile: Profile, run: Run) -> None:
    expired, kept = "aa" * 16, "bb" * 16
    keep_confirmed(copies(profile, expired), AGES_AGO_S)
    copies(profile, kept)
    for name in (expired, kept):
        give_key(profile, name)
    code, said, _ = run("expire", "--json")
    assert (code, json.loads(said)) == (cache.DONE, {"version": 1, "expired": 1})
    assert [one.name for one in profile.cache.iterdir()] == [kept]
    assert run("expire")[1] == "The copies of 0 people had expired and are gone.\n"
    log = (profile.logs / "serums-desktop.log").read_text()
    assert acts(profile) == [Act.WIPE]
    assert '"copies-wiped"' in log
    assert expired not in [word for line in log.splitlines() for word in json.loads(line).values()]


def test_what_no_key_opens_goes_too(profile: Profile, run: Run) -> None:
    opened = "bb" * 16
    copies(profile, opened)
    copies(profile, "cc" * 16)
    give_key(profile, opened)
    assert run("expire")[1] == "The copies of 1 person had expired and are gone.\n"
    assert [one.name for one in profile.cache.iterdir()] == [opened]
    assert acts(profile) == [Act.WIPE]


def test_nothing_is_touched_while_the_window_is_open(profile: Profile, run: Run) -> None:
    directory = copies(profile)
    window = Instance.claim(profile.runtime, lambda _request: None)
    assert window is not None
    try:
        for words in (("forget", "aa"), ("expire",), ("check",), ("list", "--unlock")):
            code, said, complaint = run(*words)
            assert (code, said) == (cache.CANNOT, "")
            assert "The window of this profile is open" in complaint
    finally:
        window.close()
    assert directory.exists()


def test_without_a_configuration_nothing_is_forgotten(profile: Profile, run: Run) -> None:
    directory = copies(profile)
    profile.configuration.unlink()
    assert run("expire")[0] == cache.CANNOT
    assert run("forget", "aa")[0] == cache.CANNOT
    assert directory.exists()


def test_a_directory_that_cannot_be_used_is_told_in_words(profile: Profile, run: Run) -> None:
    copies(profile)
    profile.runtime.write_text("no directory")
    code, said, complaint = run("expire")
    assert (code, said) == (cache.CANNOT, "")
    assert complaint.startswith("The files cannot be used: ")


# -- with a passphrase -----------------------------------------------------------------------------


def test_each_record_with_its_passphrase(enrolled: EncryptedRecordStore, run: Run) -> None:
    code, said, _ = run("list", "--unlock", "--json")
    opened, prefetched = json.loads(said)["records"]
    assert code == cache.DONE
    assert opened["opened"] == "2017-07-14T02:40:00Z"
    assert (opened["on_ward"], opened["left_ward"], opened["prefetched"]) == (False, None, False)
    assert (prefetched["opened"], prefetched["copied"]) == (None, "2017-07-14T02:40:00Z")
    assert (prefetched["on_ward"], prefetched["left_ward"], prefetched["prefetched"]) == (True, None, True)
    assert opened["bytes"] > 0
    said = run("list", "--unlock")[1]
    assert opened["id"] in said
    assert "opened never" in said


def test_one_record_is_forgotten_and_its_file_gone(
    enrolled: EncryptedRecordStore, profile: Profile, run: Run
) -> None:
    first, second = json.loads(run("list", "--unlock", "--json")[1])["records"]
    assert run("forget", first["id"])[0] == cache.CANNOT
    assert run("forget", "nobody", "--unlock")[0] == cache.CANNOT
    assert run("forget", first["id"], "--unlock")[:2] == (cache.DONE, "1 copy is forgotten.\n")
    (left,) = json.loads(run("list", "--unlock", "--json")[1])["records"]
    assert left == second
    assert [one.name for one in profile.cache.glob("*/*.vault")] == [second["file"]]
    assert run("forget", "--everything", "--unlock")[1] == "1 copy is forgotten.\n"
    assert list(profile.cache.glob("*/*.vault")) == []
    assert acts(profile) == [Act.FORGET, Act.FORGET]


def test_every_record_is_read_to_its_end(enrolled: EncryptedRecordStore, profile: Profile, run: Run) -> None:
    assert run("check")[1].endswith("2 records read.\n")
    code, said, _ = run("check", "--json")
    assert (code, {one["state"] for one in json.loads(said)["records"]}) == (cache.DONE, {"sound"})
    file = next(profile.cache.glob("*/*.vault"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    code, said, _ = run("check")
    assert code == cache.NOT_SOUND
    assert "damaged" in said


def test_who_it_is_must_be_known_and_their_passphrase_right(enrolled: EncryptedRecordStore, run: Run) -> None:
    code, _, complaint = run("list", "--unlock", typed="four loud herons")
    assert (code, complaint.startswith("Wrong passphrase.")) == (cache.CANNOT, True)
    assert run("list", "--unlock", "--staff", "S-1")[0] == cache.CANNOT
    assert run("list", "--unlock", typed="")[2] == "Nothing was typed. No try was spent.\n"


def test_whoever_has_a_card_is_told_the_way(
    profile: Profile, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = KeyringVault(profile.keys, keyring_on(backend_named()), "WS-1")
    monkeypatch.setattr(cached, "keyring_vault", lambda *_: vault)
    code, _, complaint = run("check")
    assert code == cache.CANNOT
    assert "Whoever signs in with a card forgets copies in the window." in complaint
    for number in range(2):
        staff = Staff(f"Nurse {number}", f"S-{number}", "Nurse")
        credential, released = vault.enrol(staff, bytearray(PASSPHRASE, "utf-8"), "refresh-1")
        credential.close()
        released.wipe()
    code, _, complaint = run("check")
    assert (code, complaint.endswith("Name one with --staff: S-0, S-1.\n")) == (cache.CANNOT, True)


def test_every_state_has_its_words() -> None:
    assert set(cache._STATES) == {state.value for state in Integrity}


# -- other keys ------------------------------------------------------------------------------------

PIN = "123456"


class Reader:
    """A reader with Isobel's card in it, or none."""

    def __init__(self, directory: Path) -> None:
        self.card: SoftCard | None = SoftCard(directory)

    def look(self) -> SimpleNamespace:
        if self.card is None:
            raise NoCard
        return SimpleNamespace(holder=self.card.holder)

    def unlock(self, pin: bytearray) -> SoftCard:
        assert pin == PIN.encode()
        if self.card is None:
            raise NoCard
        return self.card


@dataclasses.dataclass
class Two:
    """One copy that a card and a passphrase open, and what opened it before anything was rekeyed."""

    reader: Reader
    cards: KeyVault
    people: KeyringVault
    former: ReleasedKey
    cache: Path

    def finds(self, key: ReleasedKey) -> int:
        """How many whole records whoever has this key finds; -1 who opens nothing."""
        store = EncryptedRecordStore(self.cache)
        try:
            store.open(key)
            assert not store.was_rebuilt
            return sum(store.check(one.record_id) is not Integrity.DAMAGED for one in store.records())
        except StoreUnreadable:
            return -1
        finally:
            store.close()

    def by_card(self) -> int:
        card: Any = self.reader.card
        return self.finds(self.cards.release(card))

    def by_passphrase(self) -> int:
        return self.finds(self.people.unlock("S-2071", bytearray(PASSPHRASE, "utf-8"))[1])


@pytest.fixture
def two(
    profile: Profile, enrolled: EncryptedRecordStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Two:
    people = cached.keyring_vault(profile, configuration.load(profile.configuration))
    reader, cards = Reader(tmp_path), KeyVault(profile.keys)
    monkeypatch.setattr(rekeying, "card_way", lambda *_: (reader, cards))
    _, former = people.unlock("S-2071", bytearray(PASSPHRASE, "utf-8"))
    card: Any = reader.card
    cards.rekey(card, former.data_key, former.vault_id)()
    return Two(reader, cards, people, former, profile.cache)


def test_a_record_gets_another_key_and_file(two: Two, profile: Profile, run: Run) -> None:
    files = {path.name for path in profile.cache.glob("*/*.vault")}
    record_id = json.loads(run("list", "--unlock", "--json")[1])["records"][0]["id"]
    assert run("rekey", record_id) == (cache.DONE, "1 record has another key.\n", "")
    assert len(files - {path.name for path in profile.cache.glob("*/*.vault")}) == 1
    assert (two.by_card(), two.by_passphrase(), two.finds(two.former)) == (2, 2, 2)
    assert acts(profile) == [Act.REKEY]
    code, _, complaint = run("rekey", "no-such-record")
    assert (code, complaint) == (cache.CANNOT, "There is no such copy here. Nothing was changed.\n")


@pytest.mark.parametrize("by", ["card", "passphrase"])
def test_both_ways_get_the_key_that_opens_everything(two: Two, profile: Profile, run: Run, by: str) -> None:
    files = {path.name for path in profile.cache.glob("*/*.vault")}
    typed = (PIN, PASSPHRASE) if by == "card" else (PASSPHRASE, PIN)
    words = ("--card",) if by == "card" else ()
    code, said, complaint = run("rekey", "--all", *words, typed="\n".join(typed))
    assert (code, said, complaint) == (cache.DONE, "2 records have another key.\n", "")
    assert files.isdisjoint(path.name for path in profile.cache.glob("*/*.vault"))
    assert (two.by_card(), two.by_passphrase(), two.finds(two.former)) == (2, 2, -1)
    assert acts(profile) == [Act.REKEY] * 3


def test_a_card_that_is_away_is_shut_out_by_nobodys_oversight(two: Two, profile: Profile, run: Run) -> None:
    card, two.reader.card = two.reader.card, None
    code, _, complaint = run("rekey", "--all")
    assert code == cache.CANNOT
    assert "A card opens these copies too and is not in the reader." in complaint
    assert (two.finds(two.former), acts(profile)) == (2, [])
    assert run("rekey", "--all", "--this-way-alone", "--json")[0] == cache.DONE
    assert (two.by_passphrase(), two.finds(two.former)) == (2, -1)
    two.reader.card = card
    assert two.by_card() == 0


def test_a_passphrase_may_be_shut_out(two: Two, run: Run) -> None:
    assert run("rekey", "--all", "--card", "--this-way-alone", typed=PIN)[0] == cache.DONE
    assert (two.by_card(), two.finds(two.former)) == (2, -1)
    assert two.people.known_staff() == ()


def test_a_wrong_passphrase_changes_nothing(two: Two, run: Run) -> None:
    code, _, complaint = run("rekey", "--all", "--card", typed=f"{PIN}\nfour loud herons")
    assert (code, complaint.startswith("Wrong passphrase.")) == (cache.CANNOT, True)
    assert (two.by_card(), two.by_passphrase(), two.finds(two.former)) == (2, 2, 2)
