"""What somebody looks for is found, whatever they type; what has gone has left no word."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from serums_desktop.domain.dates import Span
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Received
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.store.vault import Vault
from serums_desktop.store.words import pattern, words_of
from tests.unit.store.synthetic import answered, glucose

MARKER = b"quartzmarker"
PAGE_BYTES = 4096
RESERVED_BYTES = 80

# What means something to the table that is asked: none of it does when somebody types it.
OPERATORS = (
    *(
        '"',
        '""',
        '" OR "',
        "NOT glucose",
        "glucose OR",
        "OR glucose",
        "text:glucose",
        "^glucose",
        "NEAR(a b)",
    ),
    *("(", ")", "*", "+", "{text}: a", "- text : a", "-", "\0", "a\0b", ";--", "\N{GRINNING FACE}", "\ud800"),
)


def fill(vault: Vault, *page: Received) -> None:
    vault.write(vault.begin("fcrb"), page, 1.0)


def titled(number: int, title: str, text: str = "5.40") -> Received:
    received = glucose(number, text=text)
    assert received.entry is not None
    return msgspec.structs.replace(received, entry=msgspec.structs.replace(received.entry, title=title))


def found(vault: Vault, typed: str, most: int = 500) -> list[str]:
    return [item.title for item in vault.find(typed, most)]


def test_everything_an_item_says_is_among_its_words() -> None:
    item = TimelineItem(
        item_id="fcrb/MedicationRequest/1",
        lane=Lane.MEDICINES,
        resource_type="MedicationRequest",
        title="Amoxicillin 500 mg",
        other_titles=("Amoxicilina",),
        codes=("J01CA04",),
        note="1-0-1",
        value_text="7.5",
        names=("http://www.whocc.no/atc|J01CA04", "amoxicillin"),
    )
    assert words_of(item) == "Amoxicillin 500 mg Amoxicilina J01CA04 1-0-1 7.5 J01CA04 amoxicillin"


def test_all_words_are_needed_and_the_last_may_be_begun(vault: Vault) -> None:
    fill(vault, titled(1, "Glucose in serum"), titled(2, "Glucose in urine"), titled(3, "Glycerol"))
    assert found(vault, "glucose") == ["Glucose in urine", "Glucose in serum"]
    assert found(vault, "serum gl") == ["Glucose in serum"]
    assert found(vault, "gl") == ["Glycerol", "Glucose in urine", "Glucose in serum"]
    assert found(vault, "gl serum") == []


def test_case_and_accents_do_not_matter(vault: Vault) -> None:
    fill(vault, titled(1, "Càncer de còlon"), titled(2, "COLONOSCÒPIA"))
    assert found(vault, "colon") == ["COLONOSCÒPIA", "Càncer de còlon"]
    assert found(vault, "CÀNCER") == found(vault, "cancer") == ["Càncer de còlon"]


def test_a_number_and_a_code_are_found_as_they_are_written(vault: Vault) -> None:
    fill(vault, titled(1, "First", "5.40"), titled(2, "Second", "40.5"))
    assert found(vault, "5.40") == ["First"]
    assert found(vault, "15074-8 40.5") == ["Second"]
    assert found(vault, "8-15074") == []


@pytest.mark.parametrize("typed", OPERATORS)
def test_nothing_that_is_typed_is_an_operator(vault: Vault, typed: str) -> None:
    fill(vault, titled(1, "Potassium"))
    assert found(vault, typed) == []


def test_a_mark_between_words_is_passed_over(vault: Vault) -> None:
    fill(vault, titled(1, "Potassium"))
    assert found(vault, "potas - ") == []
    assert found(vault, 'potassium " *') == found(vault, "- potas") == ["Potassium"]
    assert pattern("  ") == ""


def test_the_newest_come_first_and_the_undated_last(vault: Vault) -> None:
    undated = titled(9, "Undated")
    assert undated.entry is not None
    undated = msgspec.structs.replace(undated, entry=msgspec.structs.replace(undated.entry, when=Span()))
    fill(vault, undated, *[titled(number, f"Number {number}") for number in (2, 3, 1)])
    assert found(vault, "15074") == ["Number 3", "Number 2", "Number 1", "Undated"]
    assert found(vault, "15074", 2) == ["Number 3", "Number 2"]


def test_which_of_many_at_one_time_are_found_does_not_depend_on_their_order(tmp_path: Path) -> None:
    page = [glucose(number, at="2026-03-01", issuer_number=f"{number}") for number in range(9)]
    results = []
    for name, order in (("one", page), ("other", page[::-1])):
        vault = Vault(tmp_path / name, bytes(32), lambda _copied_s: None)
        for received in order:
            fill(vault, received)
        results.append([item.item_id for item in vault.find("glucose", 2)])
        vault.close()
    assert results[0] == results[1]
    assert len(results[0]) == 2


@pytest.mark.parametrize("many", [2, 400])
def test_no_word_of_what_has_gone_is_left_in_any_page(tmp_path: Path, many: int) -> None:
    """One item's words are overwritten where they stand, those of many when the asking ends."""
    path, key = tmp_path / "one.vault", bytes(range(32))
    vault = Vault(path, key, lambda _copied_s: None)
    gone = [titled(number, f"{MARKER.decode().upper()}{number}", f"{number}.25") for number in range(many)]
    kept = [titled(number, f"Kept {number}") for number in range(1000, 1100)]
    vault.finish(_written(vault, [*gone, *kept]), answered("fcrb"), complete=True)
    assert MARKER in _decrypted(path, key)
    changed = [titled(number, "Something else") for number in range(many // 2)]
    vault.finish(_written(vault, [*changed, *kept]), answered("fcrb"), complete=True)
    assert MARKER not in _decrypted(path, key)
    assert found(vault, MARKER.decode()) == []
    assert len(found(vault, "kept")) == 100
    vault.drop_source("fcrb")
    assert b"kept" not in _decrypted(path, key)
    vault.close()


def test_what_was_put_off_is_done_when_any_source_was_read(tmp_path: Path) -> None:
    """A program that was killed before the asking ended has overwritten nothing."""
    path, key = tmp_path / "one.vault", bytes(range(32))
    vault = Vault(path, key, lambda _copied_s: None)
    gone = [titled(number, MARKER.decode().upper()) for number in range(100)]
    vault.finish(_written(vault, gone), answered("fcrb"), complete=True)
    _written(vault, [titled(number, "Something else") for number in range(100)])
    vault.close()
    vault = Vault(path, key, lambda _copied_s: None)
    vault.finish(vault.begin("zmc"), answered("zmc"), complete=True)
    assert MARKER not in _decrypted(path, key)
    assert len(found(vault, "something")) == 100
    vault.close()


def _written(vault: Vault, page: list[Received]) -> int:
    run = vault.begin("fcrb")
    vault.write(run, page, 1.0)
    return run


def _decrypted(path: Path, key: bytes) -> bytes:
    """Every page of the file, free ones too, as SQLCipher 4 encrypts them: AES-256-CBC, each under an IV of
    its own that stands after it, before the 64 bytes that authenticate it. The write-ahead log is empty.
    """
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0
    raw, plain = path.read_bytes(), bytearray()
    for start in range(0, len(raw), PAGE_BYTES):
        page = raw[start : start + PAGE_BYTES]
        content, vector = page[:-RESERVED_BYTES], page[-RESERVED_BYTES:][:16]
        # The first 16 bytes of all are the salt.
        body = content if start else content[16:]
        decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
        plain += decryptor.update(body) + decryptor.finalize()
    return bytes(plain)
