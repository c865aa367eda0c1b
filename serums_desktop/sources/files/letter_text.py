"""Letters that are text: plain, rich text and XHTML, each as its own words and nothing else."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from typing import Final

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.sources.files import rich_text

MOST_CHARACTERS: Final = 2_000_000
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)
# What a document says of its own characters, in an XML declaration or a meta element.
_DECLARED: Final = re.compile(rb"""<(?:\?xml|meta)\b[^>]*?(?:encoding|charset)\s*=\s*["']?([\w.:-]+)""", re.I)
_HEAD_BYTES: Final = 1024
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_MARKUP: Final = re.compile(r"\s*<(?:[!?]|[A-Za-z])")

# Elements of XHTML, and of the narrative of clinical documents, that begin a line of their own.
_BREAKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "item", "li", "list",
        "main", "nav", "ol", "p", "paragraph", "pre", "section", "table", "tbody", "tfoot", "thead", "title",
        "tr", "ul",
    }
)  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_SILENT: Final = frozenset({"script", "style", "template", "head"})


def is_text(content: bytes) -> bool:
    """Whether a document begins as text does."""
    head = content[:_HEAD_BYTES]
    if not head.strip():
        return False
    if any(content.startswith(mark) for mark, _ in _MARKS):
        return True
    return _CONTROL.search(head.decode("iso-8859-1")) is None


def words(content: bytes, media_type: str = "") -> str:
    """Its words, lines apart. Raises FileNotTaken: TOO_LARGE where they are more than anybody reads."""
    if content.lstrip()[:5] == b"{\\rtf":
        text = rich_text.words(content)
    else:
        text = decoded(content, media_type)
        if _MARKUP.match(text):
            text = _marked_up(text)
    if len(text) > MOST_CHARACTERS:
        raise FileNotTaken(FileRefusal.TOO_LARGE)
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


def decoded(content: bytes, media_type: str = "") -> str:
    """Its characters: as it is marked, as it was said, as it says itself; else UTF-8, or one byte each."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    said = _CHARSET.search(media_type)
    declared = _DECLARED.search(content[:_HEAD_BYTES])
    names = (said[1] if said else "", declared[1].decode("ascii") if declared else "", "utf-8", "cp1252")
    for name in filter(None, names):
        try:
            return content.decode(codecs.lookup(name).name)
        except (LookupError, UnicodeError):
            continue
    return content.decode("iso-8859-1")


def _marked_up(text: str) -> str:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return reader.text()


class _Words(HTMLParser):
    """Keeps what a browser would show as text; fetches and runs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent: list[str] = []
        self._kept_as_written = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if name == "body":
            # A head need not be closed.
            self._silent.clear()
        if name in _SILENT:
            self._silent.append(name)
        if name == "pre":
            self._kept_as_written += 1
        if name == "img" and (words := dict(attrs).get("alt")):
            self._parts.append(f"{words} ")
        self._part(name)
        if name in {"li", "item"}:
            self._parts.append("\N{BULLET} ")

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self._silent and self._silent[-1] == name:
            self._silent.pop()
        if name == "pre":
            self._kept_as_written = max(0, self._kept_as_written - 1)
        if name in _CELLS:
            self._parts.append("\t")
        elif name != "br":
            self._part(name)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._kept_as_written:
            self._parts.append(data)
        else:
            text = re.sub(r"\s+", " ", data)
            self._parts += filter(None, [text.lstrip() if self._at_start else text])

    def text(self) -> str:
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines))

    @property
    def _at_start(self) -> bool:
        return not self._parts or self._parts[-1].endswith("\n")

    def _part(self, name: str) -> None:
        if name == "br" or (name in _BREAKS and not self._at_start):
            self._parts.append("\n")
