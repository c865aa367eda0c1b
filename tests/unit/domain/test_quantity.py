"""Numbers are read as the source wrote them."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from serums_desktop.domain.quantity import Quantity


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(Decimal("72.50"), "72.50", "kg"), "72.50 kg"),
        (Quantity(Decimal("5"), "5", "", "mmol/L", "<"), "<5 mmol/L"),
        (Quantity(Decimal("5"), "5", "per dag", "/d"), "5 per dag"),
        (Quantity(Decimal("1"), "1.0"), "1.0"),
    ],
)
def test_as_written(quantity: Quantity, text: str) -> None:
    assert str(quantity) == text


def test_two_ways_to_write_a_number_are_two_quantities() -> None:
    assert Quantity(Decimal("72.50"), "72.50", "kg") != Quantity(Decimal("72.5"), "72.5", "kg")


@pytest.mark.parametrize("text", ["72.50", "0.10", "1E+3", "123456789012345678901234567890.12"])
def test_it_is_exact_after_a_journey_through_bytes(text: str) -> None:
    quantity = Quantity(Decimal(text), text)
    back = msgspec.msgpack.decode(msgspec.msgpack.encode(quantity), type=Quantity)
    assert back == quantity
    assert str(back.value) == text
