from __future__ import annotations

import pytest

from serums_desktop.identity.piv import forget_pin, pin_tries_left

DISCOVERY, CARD_HOLDER_ID = "00cb3fff035c017e00", "00cb3fff055c035fc10200"
AID = "4f0ba000000308000010000100"
NOT_FOUND, OK = "6a82", "9000"


class ScriptedCard:
    """Answers commands as listed, and knows no others."""

    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def __call__(self, command: bytes) -> bytes:
        self.asked.append(command.hex())
        return bytes.fromhex(self._answers.get(command.hex(), "6d00"))


def _discovery(policy: str) -> str:
    return f"7e12{AID}5f2f02{policy}{OK}"


@pytest.mark.parametrize(
    ("status", "left"),
    [("63c3", 3), ("63cf", 15), ("63c1", 1), ("63c0", 0), ("6983", 0), ("9000", None), ("6982", None)],
)
def test_the_cards_answer_is_the_number(status: str, left: int | None) -> None:
    assert pin_tries_left(ScriptedCard({DISCOVERY: _discovery("4000"), "00200080": status})) == left


def test_the_pin_asked_about_is_the_one_the_card_prefers() -> None:
    both = {"00200080": "63c5", "00200000": "63c7"}

    assert pin_tries_left(ScriptedCard(both | {DISCOVERY: _discovery("6010")})) == 5
    assert pin_tries_left(ScriptedCard(both | {DISCOVERY: _discovery("6020")})) == 7


def test_a_card_without_a_discovery_object_is_known_by_its_holders_number() -> None:
    card = ScriptedCard({DISCOVERY: NOT_FOUND, CARD_HOLDER_ID: "5302ee00" + OK, "00200080": "63c2"})

    assert pin_tries_left(card) == 2


def test_an_answer_that_has_to_be_fetched_is_fetched() -> None:
    fetched = {DISCOVERY: "6114", "00c0000014": _discovery("4000"), "00200080": "63c3"}
    another_length = {DISCOVERY: "6c14", "00cb3fff035c017e14": _discovery("4000"), "00200080": "63c3"}

    assert pin_tries_left(ScriptedCard(fetched)) == 3
    assert pin_tries_left(ScriptedCard(another_length)) == 3


@pytest.mark.parametrize(
    "answers", [{}, {DISCOVERY: NOT_FOUND, CARD_HOLDER_ID: NOT_FOUND}, {CARD_HOLDER_ID: "9000"}]
)
def test_another_card_is_asked_nothing_about_a_pin(answers: dict[str, str]) -> None:
    card = ScriptedCard(answers | {"00200080": "63c3"})

    assert pin_tries_left(card) is None
    assert all(command.startswith("00cb") for command in card.asked)


def test_a_card_forgets_the_pin_it_prefers_and_another_card_is_told_nothing() -> None:
    piv, another = ScriptedCard({DISCOVERY: _discovery("6020")}), ScriptedCard({})

    forget_pin(piv)
    forget_pin(another)

    assert piv.asked[-1] == "0020ff00"
    assert all(command.startswith("00cb") for command in another.asked)
