from __future__ import annotations

import msgspec
import pytest

from serums_desktop.audit.canonical import NotCanonical, decode, encode


class Said(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Something to write down."""

    words: str
    content: bytes = b""
    at_ms: int = 0


def test_one_encoding() -> None:
    said = Said('Größe "1"\n', b"\xff", 3)
    written = '{"at_ms":3,"content":"/w==","words":"Größe \\"1\\"\\n"}'.encode()
    assert encode(said) == written
    assert decode(written, Said) == said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"words":1}',
        b'{"words": "a"}',
        b'{"words":"a"}\n',
        b'{"words":"a","at_ms":1}',
        b'{"at_ms":1,"words":"a","words":"a"}',
        b'{"at_ms":0,"words":"a"}',
        b'{"at_ms":1.0,"words":"a"}',
        b'{"at_ms":1e0,"words":"a"}',
        b'{"more":1,"words":"a"}',
        b'{"words":"\\u0061"}',
        b'{"words":"\xff"}',
        b'{"content":"/x==","words":"a"}',
        b'{"content":null,"words":"a"}',
    ],
)
def test_every_other_one_is_refused(content: bytes) -> None:
    with pytest.raises(NotCanonical):
        decode(content, Said)
