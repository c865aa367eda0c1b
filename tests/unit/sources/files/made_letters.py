"""Letters of nobody, written by hand: PDF object by object, pictures chunk by chunk."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue. The table of places is right."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        content = body.encode("latin-1") if isinstance(body, str) else body
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010} 00000 n \n".encode()
    out += (
        f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def stream(content: str, entries: str = "") -> str:
    """A stream object."""
    return f"<< /Length {len(content)} {entries}>>\nstream\n{content}\nendstream"


def letter(
    *texts: str, catalogue: str = "", page: str = "", box: str = "0 0 595 842", more: Sequence[str] = ()
) -> bytes:
    """A PDF with one page a text, written at the top; `more` objects follow, numbered from 4 + 2 a text."""
    objects = [f"<< /Type /Catalog /Pages 2 0 R {catalogue}>>", "", FONT]
    kids = []
    for text in texts or ("",):
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {len(objects) + 2} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> {page}>>"
        )
        objects.append(stream(f"BT /F1 18 Tf 60 780 Td ({text}) Tj ET"))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return pdf(*objects, *more)


def png(width: int, height: int, pixel: bytes = b"\xff\0\0", *, rows: int | None = None) -> bytes:
    """A PNG of one colour; with `rows`, one that promises more than it has."""
    row = b"\0" + pixel * width if rows is None or rows else b""
    packed = zlib.compress(row * (height if rows is None else rows))
    header = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[len(pixel)], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
