"""Readers and cards by PC/SC, the operating system's own interface, called through its C library.

One interface (PC/SC Workgroup, part 5) is served by pcsc-lite on Linux, the PCSC framework on macOS and
WinSCard on Windows; its integers and structures have widths of their own on each. Tried on Linux alone: the
layouts for macOS and Windows follow their headers and have met no reader yet.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from serums_desktop.domain.errors import CardError, CardFailed, CardRemoved, NoReader

Transmit = Callable[[bytes], bytes]

_SUCCESS: Final = 0
_CANCELLED: Final = 0x80100002
_TOO_SMALL: Final = 0x80100008
_UNKNOWN_READER: Final = 0x80100009
_TIMED_OUT: Final = 0x8010000A
_NO_READERS: Final = 0x8010002E
# Not running, stopped, or no longer the one that the conversation began with.
_AWAY: Final = frozenset({0x8010001D, 0x8010001E, 0x80100003, 0x80100013})
# No card or no reader (any more), a card without power, or one that somebody else has reset.
_GONE: Final = frozenset({0x8010000C, _UNKNOWN_READER, 0x80100017, 0x80100067, 0x80100068, 0x80100069})

_SCOPE_SYSTEM: Final = 2
_SHARED: Final = 2
_T0_OR_T1: Final = 3
_LEAVE_CARD: Final = 0

_CHANGED: Final = 0x02
# Stands for readers that are still to come. The Mac knows no such name; there the list is read again instead.
_READERS_TO_COME: Final = b"" if sys.platform == "darwin" else rb"\\?PnP?\Notification"

_LONGEST_RESPONSE: Final = 258
_LONGEST_SLOT_NAME: Final = 64


class ServiceAway(CardFailed):
    """No PC/SC service answers, or the one that did has gone."""

    def __init__(self) -> None:
        super().__init__("no-card-service")


@dataclass(frozen=True)
class Abi:
    """How one system's library is called: its file, its integers, its structures, its names."""

    library: str
    dword: type[Any]
    handle: type[Any]
    longest_atr: int
    suffix: str = ""
    packed: bool = False

    @functools.cached_property
    def reader_state(self) -> type[Any]:
        """SCARD_READERSTATE."""
        return self._structure(
            reader=ctypes.c_char_p,
            user_data=ctypes.c_void_p,
            current=self.dword,
            event=self.dword,
            atr_bytes=self.dword,
            atr=ctypes.c_ubyte * self.longest_atr,
        )

    @functools.cached_property
    def io_request(self) -> type[Any]:
        """SCARD_IO_REQUEST."""
        return self._structure(protocol=self.dword, size=self.dword)

    def _structure(self, **fields: type[Any]) -> type[Any]:
        layout: dict[str, Any] = {"_pack_": 1} if self.packed else {}
        return type("Structure", (ctypes.Structure,), layout | {"_fields_": list(fields.items())})


LINUX: Final = Abi("libpcsclite.so.1", ctypes.c_ulong, ctypes.c_long, 33)
MACOS: Final = Abi(
    "/System/Library/Frameworks/PCSC.framework/PCSC", ctypes.c_uint32, ctypes.c_int32, 33, packed=True
)
WINDOWS: Final = Abi("winscard.dll", ctypes.c_uint32, ctypes.c_size_t, 36, suffix="A")
_ABI: Final = {"darwin": MACOS, "win32": WINDOWS}.get(sys.platform, LINUX)
_ENCODING: Final = "mbcs" if sys.platform == "win32" else "utf-8"

_FUNCTIONS: Final = (
    "SCardEstablishContext",
    "SCardReleaseContext",
    "SCardListReaders",
    "SCardGetStatusChange",
    "SCardCancel",
    "SCardConnect",
    "SCardDisconnect",
    "SCardBeginTransaction",
    "SCardEndTransaction",
    "SCardTransmit",
)
_WITH_TEXT: Final = frozenset({"SCardListReaders", "SCardGetStatusChange", "SCardConnect"})


class CardService:
    """One conversation with the PC/SC service, for one thread at a time; `cancel` is for any other."""

    def __init__(self) -> None:
        """Raises ServiceAway."""
        self._context = _ABI.handle()
        _call("SCardEstablishContext", _dword(_SCOPE_SYSTEM), None, None, ctypes.byref(self._context))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def readers(self) -> tuple[str, ...]:
        """The names of all readers, with a card or without. Raises ServiceAway."""
        size, names = _dword(0), None
        while True:
            arguments = self._context, None, names, ctypes.byref(size)
            code = _call("SCardListReaders", *arguments, expected={_NO_READERS, _TOO_SMALL})
            if code == _NO_READERS:
                return ()
            if code == _SUCCESS and names is not None:
                listed = names.raw[: size.value].split(b"\0")
                return tuple(name.decode(_ENCODING, "surrogateescape") for name in listed if name)
            # The first question, or a reader came since: the service has said how much room it needs.
            names = ctypes.create_string_buffer(size.value)

    def wait_for_change(
        self, known: Mapping[str, int], timeout_s: float, cancelled: threading.Event
    ) -> dict[str, int] | None:
        """Wait until a reader's state differs from what is `known` of it, or a reader came or went.

        Returns the state of each reader (SCARD_STATE_*, a count of changes in the upper half) to be known the
        next time; None when the time is up or the wait was cancelled, for which somebody sets `cancelled` and
        calls `cancel`. Raises ServiceAway.
        """
        readers = self.readers()
        if known.keys() - set(readers):
            return {reader: known[reader] for reader in readers if reader in known}
        watched = [(_encoded(name), known.get(name, 0)) for name in readers]
        if _READERS_TO_COME:
            watched.append((_READERS_TO_COME, len(readers) << 16))
        if not watched:
            cancelled.wait(timeout_s)
            return None
        states = (_ABI.reader_state * len(watched))()
        for state, (reader, current) in zip(states, watched, strict=True):
            state.reader, state.current = reader, current
        arguments = _dword(round(timeout_s * 1000)), states, _dword(len(watched))
        expected = {_CANCELLED, _TIMED_OUT, _UNKNOWN_READER}
        if _call("SCardGetStatusChange", self._context, *arguments, expected=expected) != _SUCCESS:
            return None
        return {reader: state.event & ~_CHANGED for reader, state in zip(readers, states, strict=False)}

    def cancel(self) -> None:
        """End a wait that is going on; a wait that has not begun yet is not prevented by it."""
        with contextlib.suppress(CardError):
            _call("SCardCancel", self._context)

    @contextlib.contextmanager
    def transaction(self, reader: str) -> Iterator[Transmit]:
        """Speak to the card in a reader that others use too, while they wait; the card is not reset.

        What is yielded takes a command APDU and returns the response. Made for questions that hold no secret:
        no buffer is wiped. Raises CardRemoved, CardFailed, ServiceAway.
        """
        card, protocol = _ABI.handle(), _dword(0)
        given = ctypes.byref(card), ctypes.byref(protocol)
        _call("SCardConnect", self._context, _encoded(reader), _dword(_SHARED), _dword(_T0_OR_T1), *given)
        try:
            _call("SCardBeginTransaction", card)
            try:
                yield functools.partial(_transmit, card, protocol.value)
            finally:
                with contextlib.suppress(CardError):
                    _call("SCardEndTransaction", card, _dword(_LEAVE_CARD))
        finally:
            with contextlib.suppress(CardError):
                _call("SCardDisconnect", card, _dword(_LEAVE_CARD))

    def close(self) -> None:
        """End the conversation. Harmless when the service has gone."""
        with contextlib.suppress(CardError):
            _call("SCardReleaseContext", self._context)


def readers() -> tuple[str, ...] | None:
    """The names of all readers now, None where no PC/SC service answers.

    Raises CardFailed where one does and refuses, as Linux may for a session that is not the active one.
    """
    try:
        with CardService() as service:
            return service.readers()
    except ServiceAway:
        return None


@contextlib.contextmanager
def card_in_slot(slot: str) -> Iterator[Transmit]:
    """Speak to the card in the reader that PKCS#11 calls `slot`, as `CardService.transaction` does.

    Raises NoReader where no reader, or more than one, answers to that name, and what the transaction raises.
    """
    with CardService() as service:
        named = [reader for reader in service.readers() if slot_name(reader) == slot]
        if len(named) != 1:
            raise NoReader
        with service.transaction(named[0]) as transmit:
            yield transmit


def slot_name(reader: str) -> str:
    """What PKCS#11 calls the slot of a reader: its name, cut at 64 bytes (v2.40, CK_SLOT_INFO)."""
    return reader.encode("utf-8", "replace")[:_LONGEST_SLOT_NAME].decode("utf-8", "replace").rstrip()


def _transmit(card: object, protocol: int, command: bytes) -> bytes:
    sending = _ABI.io_request(protocol, ctypes.sizeof(_ABI.io_request))
    response, size = ctypes.create_string_buffer(_LONGEST_RESPONSE), _dword(_LONGEST_RESPONSE)
    arguments = command, _dword(len(command)), None, response, ctypes.byref(size)
    _call("SCardTransmit", card, ctypes.byref(sending), *arguments)
    return response.raw[: size.value]


def _call(function: str, *arguments: object, expected: frozenset[int] | set[int] = frozenset()) -> int:
    """The return code, if it is success or expected. Raises ServiceAway, CardRemoved, CardFailed."""
    library = _library()
    if library is None:
        raise ServiceAway
    code = int(getattr(library, _name(function))(*arguments)) & 0xFFFFFFFF
    if code == _SUCCESS or code in expected:
        return code
    if code in _AWAY:
        raise ServiceAway
    raise CardRemoved if code in _GONE else CardFailed(f"SCARD_{code:08X}")


@functools.cache
def _library() -> ctypes.CDLL | None:
    """The system's PC/SC library; None where it is not installed."""
    try:
        if sys.platform == "win32":
            library: ctypes.CDLL = ctypes.WinDLL(_ABI.library)
        else:
            library = ctypes.CDLL(_ABI.library)
    except OSError:
        return None
    for function in _FUNCTIONS:
        getattr(library, _name(function)).restype = _ABI.dword
    return library


def _name(function: str) -> str:
    return function + (_ABI.suffix if function in _WITH_TEXT else "")


def _dword(value: int) -> Any:
    return _ABI.dword(value)


def _encoded(reader: str) -> bytes:
    return reader.encode(_ENCODING, "surrogateescape")
