"""Counters in a TPM (NV indices): they only go up, whatever becomes of files or of other counters.

The owner of a TPM may remove an index. One that is defined anew goes on above the highest value that any
counter of that TPM ever had (part 3, TPM2_NV_Increment), so that removing it turns nothing back either.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final, NamedTuple

from serums_desktop.audit import tpm_commands
from serums_desktop.audit.tpm_commands import Command, Reader, TpmFault, TpmRefusal
from serums_desktop.audit.tpm_device import Channel
from serums_desktop.audit.tpm_session import OWNER, Entity, authorized, plain, storage_key

# TCG registry of reserved TPM 2.0 handles: NV indices for the owner's use.
_FIRST_INDEX: Final = 0x01800000
_INDICES: Final = 0x00400000
# How many indices are looked at where the first is somebody else's.
_PLACES: Final = 8


class _Place(NamedTuple):
    """The handle of an index that is ours, or free; `value` is None before the first increment."""

    handle: int
    entity: Entity | None
    value: int | None


class Counter:
    """One counter. Its index follows from its name, so that nothing about it has to be stored.

    Whoever does not know the password (32 bytes) neither reads nor increments it, and answers in its place
    are noticed.
    """

    def __init__(
        self, open_channel: Callable[[], AbstractContextManager[Channel]], name: str, password: bytes
    ) -> None:
        self._open_channel = open_channel
        self._name = name
        self._password = password

    def value(self) -> int | None:
        """How far it is; None before the first increment, and of one that is not there. Raises TpmRefusal."""
        with self._open_channel() as channel:
            return self._find(channel).value

    def increment(self) -> int:
        """Count one up, and return how far it is now; begins it where it is not there. Raises TpmRefusal."""
        with self._open_channel() as channel:
            place = self._find(channel)
            if place.entity is None:
                self._define(channel, place.handle)
                place = self._find(channel)
            if place.entity is None:
                raise TpmRefusal(TpmFault.NV_ABSENT)
            authorized(channel, Command.NV_INCREMENT, (place.entity, place.entity))
            # The first increment marked it as written, which is part of its Name.
            value = self._find(channel).value
        if value is None:
            raise TpmRefusal(TpmFault.NV_UNWRITTEN)
        return value

    def is_begun(self) -> bool:
        """Whether it is there, incremented or not. Raises TpmRefusal."""
        with self._open_channel() as channel:
            return self._find(channel).entity is not None

    def begin(self) -> None:
        """Make room for it where it is not there. Raises TpmRefusal: NV_FULL."""
        with self._open_channel() as channel:
            place = self._find(channel)
            if place.entity is None:
                self._define(channel, place.handle)

    def remove(self) -> None:
        """Give its room back, where it is there. Raises TpmRefusal."""
        with self._open_channel() as channel:
            entity = self._find(channel).entity
            if entity is not None:
                authorized(channel, Command.NV_UNDEFINE_SPACE, (OWNER, entity))

    def _define(self, channel: Channel, index: int) -> None:
        parameters = tpm_commands.define_counter(index, self._password)
        with storage_key(channel) as key:
            authorized(
                channel,
                Command.NV_DEFINE_SPACE,
                (OWNER,),
                parameters,
                salted_by=key,
                hides_command=True,
            )

    def _find(self, channel: Channel) -> _Place:
        """The first index that is ours or nobody's. Raises TpmRefusal: NV_TAKEN."""
        for number in range(_PLACES):
            index = self._index(number)
            try:
                public_area = Reader(plain(channel, Command.NV_READ_PUBLIC, (index,))).sized()
            except TpmRefusal as refused:
                if refused.reason is not TpmFault.NV_ABSENT:
                    raise
                return _Place(index, None, None)
            entity = Entity(index, tpm_commands.name_of(public_area), self._password)
            if public_area == tpm_commands.counter_public(index) and self._is_ours(channel, entity):
                return _Place(index, entity, None)
            if public_area == tpm_commands.counter_public(index, is_written=True):
                value = self._read(channel, entity)
                if value is not None:
                    return _Place(index, entity, value)
        raise TpmRefusal(TpmFault.NV_TAKEN)

    def _is_ours(self, channel: Channel, entity: Entity) -> bool:
        """Whether an index without a value knows our password: the TPM looks at that first."""
        try:
            authorized(channel, Command.NV_READ, (entity, entity), tpm_commands.read_counter())
        except TpmRefusal as refused:
            if refused.reason not in {TpmFault.NV_UNWRITTEN, TpmFault.NOT_AUTHORIZED}:
                raise
            return refused.reason is TpmFault.NV_UNWRITTEN
        return False

    def _read(self, channel: Channel, entity: Entity) -> int | None:
        """The value; None of an index that does not know our password."""
        try:
            answer = authorized(channel, Command.NV_READ, (entity, entity), tpm_commands.read_counter())
        except TpmRefusal as refused:
            if refused.reason is not TpmFault.NOT_AUTHORIZED:
                raise
            return None
        return int.from_bytes(Reader(answer.parameters).sized(), "big")

    def _index(self, number: int) -> int:
        digest = hashlib.sha256(struct.pack(">I", number) + self._name.encode()).digest()
        return _FIRST_INDEX + int.from_bytes(digest[:4], "big") % _INDICES
