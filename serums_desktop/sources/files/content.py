"""What is inside a file: its bytes, or those of what was packed into it. Nothing is unpacked to disk."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from serums_desktop.domain.errors import FileNotTaken, FileRefusal

# A document that has to be in memory at once, what a packed file may grow to, and how many parts it may have.
_MOST_AT_ONCE: Final = 256 << 20
_MOST_UNPACKED: Final = 4 << 30
_MOST_PARTS: Final = 5_000
_HEAD_BYTES: Final = 1 << 16

# The 32-bit marks begin like the 16-bit ones, so they come first.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DAMAGE: Final = (OSError, EOFError, zlib.error, zipfile.BadZipFile, struct.error, ValueError)
# A member that is packed in a way that this Python does not know.
_SEALED: Final = (RuntimeError, NotImplementedError)
# ZIP file format specification (APPNOTE), 4.4.4: the first bit of the general purpose flags.
_ENCRYPTED: Final = 1


class Part:
    """One document: a file of its own, or a member of an archive. `name` is for telling apart, never a path.

    `open_stream` gives its bytes anew each time, unpacked. `whole` are they where they are in memory: then it
    `is_packed` in nothing.
    """

    def __init__(
        self, name: str, open_stream: Callable[[], BinaryIO], whole: memoryview | None = None
    ) -> None:
        self.name = name
        self._open_stream = open_stream
        self._whole = whole
        self.is_packed = whole is None
        self._head: bytes | None = None

    @property
    def head(self) -> bytes:
        """Its first 64 KiB. Raises FileNotTaken."""
        if self._head is None:
            if self._whole is not None:
                self._head = bytes(self._whole[:_HEAD_BYTES])
            else:
                with self.stream() as stream:
                    self._head = stream.read(_HEAD_BYTES)
        return self._head

    def stream(self) -> BinaryIO:
        """Its bytes from the beginning, to be closed. Reading raises FileNotTaken for damage and bombs."""
        return io.BufferedReader(_Bounded(self._open_stream, _MOST_UNPACKED), _HEAD_BYTES)

    def lines(self) -> Iterator[bytes]:
        """Its lines, without a byte order mark. Raises FileNotTaken, also for a line too long to be read."""
        with self.stream() as stream:
            first = True
            while line := stream.readline(_MOST_AT_ONCE + 1):
                if len(line) > _MOST_AT_ONCE:
                    raise FileNotTaken(FileRefusal.TOO_LARGE)
                yield line.removeprefix(codecs.BOM_UTF8) if first else line
                first = False

    def read(self) -> memoryview:
        """All of it at once. Raises FileNotTaken: TOO_LARGE, NOT_WHAT_IT_SAYS."""
        if self._whole is None:
            with self.stream() as stream:
                self._whole = memoryview(stream.read(_MOST_AT_ONCE + 1))
        if len(self._whole) > _MOST_AT_ONCE:
            raise FileNotTaken(FileRefusal.TOO_LARGE)
        return self._whole

    def text(self) -> memoryview:
        """All of it as UTF-8 without a byte order mark. Raises FileNotTaken."""
        content = self.read()
        for mark, encoding in _MARKS:
            if content[: len(mark)] == mark:
                if encoding == "utf-8":
                    return content[len(mark) :]
                try:
                    return memoryview(bytes(content).decode(encoding).encode())
                except UnicodeError as error:
                    raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
        return content

    @property
    def is_marked(self) -> bool:
        """Whether it begins with a byte order mark, so that `text` may be another encoding than it names."""
        return self.head.startswith(tuple(mark for mark, _ in _MARKS))

    @property
    def text_head(self) -> str:
        """The beginning of its text, without leading blanks; "" where it is no text. Raises FileNotTaken."""
        head = self.head
        encoding = next((named for mark, named in _MARKS if head.startswith(mark)), "utf-8")
        try:
            # Not the whole of it, so the last character may be cut in two.
            text = codecs.getincrementaldecoder(encoding)("strict").decode(head).removeprefix("\ufeff")
        except UnicodeError:
            # Older programs write one byte a character; other files read so have control characters.
            text = head.decode("iso-8859-1")
        return "" if _CONTROL.search(text) is not None else text.lstrip()


def parts_of(name: str, file: BinaryIO, whole: memoryview) -> list[Part]:
    """The documents in a file: itself, what is compressed in it, or the members of an archive.

    An archive in an archive stays closed. Raises FileNotTaken: TOO_LARGE, NOT_WHAT_IT_SAYS.
    """
    start = bytes(whole[:4])
    if start[:2] == b"\x1f\x8b":

        def unpacked() -> BinaryIO:
            return gzip.GzipFile(fileobj=io.BytesIO(whole), mode="rb")  # type: ignore[return-value]  # reads like one

        return [Part(name, unpacked)]
    if start in {b"PK\x03\x04", b"PK\x05\x06"}:
        return list(_members(file))
    return [Part(name, lambda: io.BufferedReader(_Mapped(whole)), whole)]


def _members(file: BinaryIO) -> Iterator[Part]:
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (*_DAMAGE, *_SEALED) as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
    if len(members) > _MOST_PARTS:
        raise FileNotTaken(FileRefusal.TOO_LARGE)
    for member in members:
        if not member.is_dir():
            yield Part(member.filename, _opener(archive, member))


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        if member.flag_bits & _ENCRYPTED:
            raise FileNotTaken(FileRefusal.PASSCODE_NEEDED)
        return archive.open(member)  # type: ignore[return-value]  # typed as IO[bytes], which is the same

    return opened


class _Mapped(io.RawIOBase):
    """Bytes that are mapped into memory, read piece by piece and never copied as a whole."""

    def __init__(self, whole: memoryview) -> None:
        self._whole = whole
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base takes any buffer
        piece = self._whole[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class _Bounded(io.RawIOBase):
    """Bytes as they are unpacked, up to a bound that counts what came out and not what a header promises."""

    def __init__(self, open_stream: Callable[[], BinaryIO], most: int) -> None:
        try:
            self._stream = open_stream()
        except (*_DAMAGE, *_SEALED) as error:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base takes any buffer
        try:
            content = self._stream.read(len(buffer))
        except (*_DAMAGE, *_SEALED) as error:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
        self._left -= len(content)
        if self._left < 0:
            raise FileNotTaken(FileRefusal.TOO_LARGE)
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
