from __future__ import annotations

import datetime as dt
import json
import os
import stat
from pathlib import Path

import pytest

from serums_desktop.domain.staff import CardHolder
from serums_desktop.identity.card_choices import CardChoices


def _holder(token_serial: str, certificate: str) -> CardHolder:
    return CardHolder("Dr Ailsa Fraser", "S-1042", "", certificate * 32, dt.date(2030, 1, 1), token_serial)


NORTH, SOUTH, OTHER = _holder("A042", "aa"), _holder("A042", "bb"), _holder("A077", "cc")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "card-choices.json"


def test_a_choice_outlives_the_program(path: Path) -> None:
    CardChoices(path).remember(SOUTH)

    assert CardChoices(path).remembered([NORTH, SOUTH]) == SOUTH


def test_nobody_is_remembered_who_was_not_chosen_or_is_not_here(path: Path) -> None:
    choices = CardChoices(path)
    assert choices.remembered([NORTH, SOUTH]) is None

    choices.remember(SOUTH)

    assert choices.remembered([NORTH, OTHER]) is None
    assert choices.remembered([]) is None


def test_a_card_remembers_one_choice_and_the_last_chosen_card_goes_first(path: Path) -> None:
    choices = CardChoices(path)
    for chosen in (SOUTH, OTHER, NORTH):
        choices.remember(chosen)

    assert choices.remembered([OTHER, SOUTH, NORTH]) == NORTH
    assert choices.remembered([OTHER, SOUTH]) == OTHER
    assert choices.remembered([SOUTH]) is None


def test_a_file_of_a_shared_workstation_stays_small_and_names_nobody(path: Path) -> None:
    cards = [_holder(f"{number:04}", "aa") for number in range(100)]
    path.parent.mkdir()
    kept = [{"token_serial": one.token_serial, "certificate_sha256": one.certificate_sha256} for one in cards]
    path.write_text(json.dumps(kept), "utf-8")

    CardChoices(path).remember(NORTH)

    assert CardChoices(path).remembered(cards[:1] + cards[-1:]) == cards[0]
    assert CardChoices(path).remembered(cards[-1:]) is None, "the one chosen longest ago is forgotten"
    assert b"Ailsa" not in path.read_bytes()
    assert b"S-1042" not in path.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_only_the_owner_reads_it(path: Path) -> None:
    CardChoices(path).remember(NORTH)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b'[{"token_serial": 1}]', b"\xff"])
def test_a_file_that_cannot_be_read_costs_one_choice(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    choices = CardChoices(path)

    assert choices.remembered([NORTH, SOUTH]) is None
    choices.remember(SOUTH)
    assert CardChoices(path).remembered([NORTH, SOUTH]) == SOUTH


def test_where_nothing_can_be_kept_a_choice_lasts_as_long_as_the_program(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "in the way").touch()
    choices = CardChoices(path)

    choices.remember(SOUTH)

    assert choices.remembered([NORTH, SOUTH]) == SOUTH
