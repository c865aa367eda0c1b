"""A PIV card on a wire: the applet behind the virtual reader's protocol, put in and pulled at will.

The reader driver (vpcd, of vsmartcard) listens, and a card in the reader is a connection: two bytes of
length, then a message. One byte is a signal of the contacts; anything longer is a command APDU.
"""

from __future__ import annotations

import contextlib
import secrets
import socket
import struct
import threading
from dataclasses import dataclass

from serums_desktop.identity.practice_card import (
    AUTHENTICATION_ID,
    KEY_MANAGEMENT_ID,
    Issuer,
    StaffMember,
    staff_certificate,
)
from tests.device.piv_applet import AUTHENTICATION_KEY, KEY_MANAGEMENT_KEY, KeySlot, PivApplet, PrivateKey

# Historical bytes 80 F9 and the PIV application: without them OpenSC offers no elliptic curves.
ANSWER_TO_RESET = bytes.fromhex("3b8b800180f9a00000030800001000c8")

_POWER_OFF, _POWER_ON, _RESET, _GET_ATR = 0, 1, 2, 4


def make_applet(
    issuer: Issuer, member: StaffMember, pin: bytes, authentication: PrivateKey, key_management: PrivateKey
) -> PivApplet:
    """A personalised card of one staff member."""
    slots = {
        number: KeySlot(key, staff_certificate(key.public_key(), key_id, issuer, member))
        for number, key_id, key in (
            (AUTHENTICATION_KEY, AUTHENTICATION_ID, authentication),
            (KEY_MANAGEMENT_KEY, KEY_MANAGEMENT_ID, key_management),
        )
    }
    return PivApplet(secrets.token_bytes(16), slots, pin)


class VirtualReader:
    """The slot of the reader whose driver listens at a loopback port: at most one card is in it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._pull: _Pull | None = None

    def insert(self, applet: PivApplet) -> None:
        """Put a card in; the driver notices within its own polling time, a quarter of a second or so.

        A card put in before the driver saw the last one leave looks to it like one that stayed.
        """
        self._connection = socket.create_connection(("127.0.0.1", self._port))
        self._thread = threading.Thread(
            target=self._converse, args=(self._connection, applet), name="virtual-card"
        )
        self._thread.start()

    def remove(self) -> None:
        """Pull the card. Harmless when none is in."""
        if self._connection is not None and self._thread is not None:
            # A side that the driver has already closed cannot be shut down, and need not be.
            with contextlib.suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
            self._thread.join()
        self._connection = self._thread = None

    def pull_at(self, instruction: int, *, passing: int = 0, done: bool = False) -> None:
        """Pull the card in the middle of the next command with this instruction byte, now in or put in next.

        `passing` lets so many of them pass first. With `done` the card has carried the command out, and only
        its answer is lost.
        """
        self._pull = _Pull(instruction, passing, done)

    def _converse(self, connection: socket.socket, applet: PivApplet) -> None:
        with connection, contextlib.suppress(ConnectionError), applet.powered():
            while (message := _receive(connection)) is not None:
                if len(message) > 1:
                    if (pull := self._pull) is not None and pull.meets(message):
                        self._pull = None
                        if pull.done:
                            applet.answer(message)
                        return
                    response = applet.answer(message)
                elif message[0] == _GET_ATR:
                    response = ANSWER_TO_RESET
                else:
                    assert message[0] in {_POWER_OFF, _POWER_ON, _RESET}
                    applet.reset()
                    continue
                connection.sendall(struct.pack(">H", len(response)) + response)


@dataclass
class _Pull:
    """Where in a conversation the card is pulled."""

    instruction: int
    passing: int
    done: bool

    def meets(self, command: bytes) -> bool:
        if command[1] != self.instruction:
            return False
        self.passing -= 1
        return self.passing < 0


def _receive(connection: socket.socket) -> bytes | None:
    header = _exactly(connection, 2)
    return None if header is None else _exactly(connection, struct.unpack(">H", header)[0])


def _exactly(connection: socket.socket, count: int) -> bytes | None:
    received = b""
    while len(received) < count:
        # Without an acknowledgement at once each command waits 40 ms for the kernel's delayed one.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = connection.recv(count - len(received))
        if not part:
            return None
        received += part
    return received
