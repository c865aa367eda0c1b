"""Pictures for documents: a page whose words are bars, as a scan too coarse to be read."""

from __future__ import annotations

import base64
import struct
import zlib

_WIDTH, _HEIGHT = 248, 351  # A4 at 30 dots an inch
_MARGIN, _LINE, _BAR, _LETTER = 20, 9, 4, 2


def page(words: str) -> str:
    """A greyscale PNG of a page of these words, in base64."""
    lines = [bytearray(b"\xff" * _WIDTH) for _ in range(_HEIGHT)]
    left, top = _MARGIN, _MARGIN
    for word in words.split():
        width = _LETTER * len(word)
        if left + width > _WIDTH - _MARGIN:
            left, top = _MARGIN, top + _LINE
        if top + _BAR > _HEIGHT - _MARGIN:
            break
        for line in lines[top : top + _BAR]:
            line[left : left + width] = b"\x40" * width
        left += width + 2 * _LETTER
    return base64.b64encode(_png(lines)).decode()


def shade() -> str:
    """A greyscale PNG that darkens from its middle outwards, in base64."""
    lines = [
        bytearray(max(0, 230 - abs(x - _WIDTH // 2) - abs(y - _HEIGHT // 2) // 2) for x in range(_WIDTH))
        for y in range(_HEIGHT)
    ]
    return base64.b64encode(_png(lines)).decode()


def _png(lines: list[bytearray]) -> bytes:
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\x00" + line for line in lines))
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
