"""The words of a document in Rich Text Format 1.9.1; pictures, objects and fields' instructions stay shut."""

from __future__ import annotations

import codecs
import re
from typing import Final

import msgspec

_TOKEN: Final = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\",
    re.IGNORECASE | re.DOTALL,
)
# Destinations that hold no words of the letter. One that is marked \* is skipped where it is not known.
_WORDLESS: Final = frozenset(
    "fonttbl colortbl stylesheet info pict object objdata fldinst themedata colorschememapping datastore "
    "latentstyles listtable listoverridetable rsidtbl generator xmlnstbl filetbl revtbl bkmkstart bkmkend "
    "nonshppict shpinst sp sn sv mmathPr private1 template wgrffmtfilter pgdsctbl".lower().split()
)
_MARKED_WITH_WORDS: Final = frozenset({"shppict", "shptxt", "footnote", "annotation"})
_WRITTEN: Final = {
    "par": "\n", "line": "\n", "sect": "\n\n", "page": "\n\n", "row": "\n", "cell": "\t", "tab": "\t",
    "emdash": "\N{EM DASH}", "endash": "\N{EN DASH}", "bullet": "\N{BULLET}",
    "lquote": "\N{LEFT SINGLE QUOTATION MARK}", "rquote": "\N{RIGHT SINGLE QUOTATION MARK}",
    "ldblquote": "\N{LEFT DOUBLE QUOTATION MARK}", "rdblquote": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "emspace": "\N{EM SPACE}", "enspace": "\N{EN SPACE}",
}  # fmt: skip
_SYMBOLS: Final = {
    b"~": "\N{NO-BREAK SPACE}", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n",
}  # fmt: skip
# The character sets of fonts (\fcharset) that are not the document's own.
_CHARSETS: Final = {
    128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
_DEEPEST: Final = 500


class _Group(msgspec.Struct):
    """What holds between two braces."""

    is_silent: bool = False
    is_font_table: bool = False
    is_hidden: bool = False
    font: int = -1
    stand_in: int = 1


def words(content: bytes) -> str:
    """The words, paragraphs on lines of their own, cells apart by tabs. Damage ends it where it is."""
    return _Reader().read(content)


class _Reader:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._group = _Group()
        self._outer: list[_Group] = []
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._skip = 0
        self._is_marked = False

    def read(self, content: bytes) -> str:
        for token in _TOKEN.finditer(content):
            word, number, byte, symbol, brace, plain = token.groups()
            if brace:
                self._brace(brace)
            elif word:
                self._word(word.decode("ascii").lower(), int(number) if number else None)
            elif byte:
                self._take(bytes.fromhex(byte.decode("ascii")))
            elif plain:
                self._take(plain)
            elif symbol == b"*":
                self._is_marked = True
                continue
            elif symbol in _SYMBOLS:
                self._write(_SYMBOLS[symbol])
            self._is_marked = False
        self._flush()
        # Characters beyond the first 65,536 are written as two halves.
        return "".join(self._parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{" and len(self._outer) < _DEEPEST:
            self._outer.append(self._group)
            self._group = msgspec.structs.replace(self._group)
        elif brace == b"}" and self._outer:
            self._group = self._outer.pop()

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        if word in _WORDLESS or (self._is_marked and word not in _MARKED_WITH_WORDS):
            self._flush()
            group.is_silent = True
            group.is_font_table = word == "fonttbl"
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word == "uc":
            group.stand_in = max(0, number or 0)
        elif word == "v":
            self._flush()
            group.is_hidden = number != 0
        elif word == "plain":
            self._flush()
            group.is_hidden = False
        elif word == "ansicpg" and number:
            self._code_page = _known(f"cp{number}", "cp1252")
        elif word == "mac":
            self._code_page = "mac-roman"
        elif word == "pc":
            self._code_page = "cp437"
        elif word == "f" and number is not None:
            self._flush()
            group.font = number
        elif word == "fcharset" and group.is_font_table and number in _CHARSETS:
            self._fonts[group.font] = _CHARSETS[number]
        elif word in _WRITTEN:
            self._write(_WRITTEN[word])

    def _unicode(self, number: int) -> None:
        """A character by its number, signed in 16 bits, with stand-ins for older readers behind it."""
        unit = number % 0x10000 if number < 0x10000 else number
        self._write(chr(unit) if unit <= 0x10FFFF else "")
        self._skip = self._group.stand_in

    def _take(self, content: bytes) -> None:
        skipped = min(self._skip, len(content))
        self._skip -= skipped
        if not self._is_mute:
            self._bytes += content[skipped:]

    def _write(self, text: str) -> None:
        self._flush()
        self._skip = 0
        if not self._is_mute:
            self._parts.append(text)

    @property
    def _is_mute(self) -> bool:
        return self._group.is_silent or self._group.is_hidden

    def _flush(self) -> None:
        """Bytes become characters together: in some fonts two are one."""
        if self._bytes:
            code_page = self._fonts.get(self._group.font, self._code_page)
            self._parts.append(self._bytes.decode(code_page, "replace"))
            self._bytes.clear()


def _known(name: str, otherwise: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise
