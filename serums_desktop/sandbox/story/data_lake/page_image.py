"""Pictures for documents: a page whose words are bars, as a scan too coarse to be read."""

from __future__ import annotations

import base64
import random
import struct
import zlib

_WIDTH, _HEIGHT = 248, 351  # A4 at 30 dots an inch
_DARKER = [bytes(max(0, level - by) for level in range(256)) for by in range(_HEIGHT // 4 + 1)]
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


def film(grain: random.Random) -> str:
    """A greyscale PNG that darkens from its middle outwards, large for its grain, in base64."""
    width, height = 2 * _WIDTH, 2 * _HEIGHT
    across = bytes(max(16, 230 - abs(x - width // 2) // 2) for x in range(width))
    low_bits = int.from_bytes(b"\x07" * width)
    lines = []
    for y in range(height):
        darker = abs(y - height // 2) // 4
        line = across.translate(_DARKER[darker])
        lines.append(
            bytearray((int.from_bytes(line) ^ (grain.getrandbits(8 * width) & low_bits)).to_bytes(width))
        )
    return base64.b64encode(_png(lines)).decode()


def _png(lines: list[bytearray]) -> bytes:
    header = struct.pack(">IIBBBBB", len(lines[0]), len(lines), 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\x00" + line for line in lines))
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
