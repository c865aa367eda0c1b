"""What a PIV card tells without its PIN (NIST SP 800-73-4)."""

from __future__ import annotations

from typing import Final

from serums_desktop.identity.pcsc import Transmit

_DISCOVERY_OBJECT: Final = bytes.fromhex("00CB3FFF035C017E00")
_CARD_HOLDER_ID: Final = bytes.fromhex("00CB3FFF055C035FC10200")
_PIV: Final = bytes.fromhex("A000000308")
_PIN_POLICY: Final = bytes.fromhex("5F2F02")
_CARD_PIN: Final = 0x80
_GLOBAL_PIN: Final = 0x00
_BLOCKED: Final = 0x6983


def pin_tries_left(transmit: Transmit) -> int | None:
    """How many tries the PIN has left; None for other cards, and once the card has accepted its PIN.

    It takes two reads and VERIFY without a PIN, which spends no try and changes no state (part 2, §3.2.1);
    OpenSC sends the same before each login. No application is selected: that could end a login. Where another
    one than PIV is selected it does not know PIV's objects, and is asked nothing about its PIN.
    """
    reference = _pin_reference(transmit)
    if reference is None:
        return None
    _, status = _exchange(transmit, bytes([0x00, 0x20, 0x00, reference]))
    if status == _BLOCKED:
        return 0
    return status & 0x0F if status & 0xFFF0 == 0x63C0 else None


def forget_pin(transmit: Transmit) -> None:
    """Have the card forget that it accepted its PIN (part 2, §3.2.1); other cards are asked nothing.

    Cards from before SP 800-73-4 do not know the command, and forget when they are pulled or reset.
    """
    reference = _pin_reference(transmit)
    if reference is not None:
        _exchange(transmit, bytes([0x00, 0x20, 0xFF, reference]))


def _pin_reference(transmit: Transmit) -> int | None:
    """Which PIN the card prefers, by its discovery object (part 1, §3.3.2); None when PIV is not selected."""
    found, _ = _exchange(transmit, _DISCOVERY_OBJECT)
    if found[:1] == b"\x7e" and _PIV in found:
        _, _, policy = found.partition(_PIN_POLICY)
        is_global = len(policy) >= 2 and bool(policy[0] & 0x20) and policy[1] == 0x20
        return _GLOBAL_PIN if is_global else _CARD_PIN
    # Cards with one PIN need no discovery object; this one all of them have.
    found, _ = _exchange(transmit, _CARD_HOLDER_ID)
    return _CARD_PIN if found[:1] == b"\x53" else None


def _exchange(transmit: Transmit, command: bytes) -> tuple[bytes, int]:
    """The beginning of a response and its status, also where T=0 has it fetched (ISO 7816-3, §12.2.1)."""
    response = transmit(command)
    if len(response) == 2 and response[0] == 0x61:
        response = transmit(b"\x00\xc0\x00\x00" + response[1:])
    elif len(response) == 2 and response[0] == 0x6C:
        response = transmit(command[:-1] + response[1:])
    return response[:-2], int.from_bytes(response[-2:], "big")
