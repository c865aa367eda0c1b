"""A clinical document as a tree of elements that remember which bytes they were."""

from __future__ import annotations

import re
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it comes without types
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]  # the same

from serums_desktop.domain.errors import FileNotTaken, FileRefusal

HL7: Final = "{urn:hl7-org:v3}"
EXTENSION: Final = "{urn:hl7-org:sdtc}"
TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"

_DEEPEST: Final = 200
_CHUNK_BYTES: Final = 1 << 20
# What a statement may stand in, and the parts that are kept by themselves.
_REMEMBERED: Final = frozenset(
    f"{HL7}{name}" for name in ("recordTarget", "entry", "component", "entryRelationship", "section")
)
# Marks of how secret something is, and of what is held back, are used by programs and never kept or shown.
_MASK: Final = re.compile(rb"""nullFlavor\s*=\s*(["'])MSK\1""")
_LABEL: Final = re.compile(
    rb"<(?:\w+:)?confidentialityCode\b[^>]*?(?:/>|>.*?</(?:\w+:)?confidentialityCode\s*>)", re.DOTALL
)


class ClinicalDocument:
    """A parsed document. `root` is its element ``ClinicalDocument``."""

    def __init__(self, text: bytes, encoding: str | None = None) -> None:
        """`encoding` is what the text is in, whatever it says of itself.

        Raises FileNotTaken: NOT_WHAT_IT_SAYS, also for a document type or entities of its own.
        """
        self._text = text
        tree = _Tree()
        # Without a document type nothing can be defined, expanded or fetched.
        parser = DefusedXMLParser(target=tree, encoding=encoding, forbid_dtd=True)
        tree.expat = parser.parser
        try:
            for start in range(0, len(text), _CHUNK_BYTES):
                parser.feed(text[start : start + _CHUNK_BYTES])
            parser.close()
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
        if tree.root is None or tree.root.tag != f"{HL7}ClinicalDocument":
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        self.root = tree.root
        self._spans = tree.spans
        self._narrative = {
            name: element for element in self.root.iter() if (name := element.get("ID")) is not None
        }

    def raw(self, element: Element) -> bytes:
        """The bytes of an element that is kept by itself, without marks of confidentiality."""
        start, end_tag = self._spans[element]
        end = self._text.index(b">", end_tag) + 1
        return _unmarked(self._text[start:end])

    def header(self) -> bytes:
        """The bytes before the body."""
        body = self.root.find(f"{HL7}component")
        end = self._spans[body][0] if body is not None else len(self._text)
        return _unmarked(self._text[:end])

    def narrative(self, reference: str) -> str:
        """The text that a statement refers to ("#id"); "" where there is none."""
        element = self._narrative.get(reference.removeprefix("#"))
        return plain_text(element) if element is not None else ""


def _unmarked(raw: bytes) -> bytes:
    return _MASK.sub(b'nullFlavor="NI"', _LABEL.sub(b"", raw))


def child(element: Element | None, path: str) -> Element | None:
    """The first descendant along a path of names of HL7's."""
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(f"{HL7}{name}")
    return element


def children(element: Element | None, path: str) -> list[Element]:
    """Every descendant along a path of names of HL7's."""
    found = [element] if element is not None else []
    for name in path.split("/"):
        found = [each for one in found for each in one.findall(f"{HL7}{name}")]
    return found


_LINE_ENDS: Final = frozenset(
    f"{HL7}{name}" for name in ("br", "paragraph", "item", "tr", "list", "caption", "title")
)
_CELLS: Final = frozenset((f"{HL7}td", f"{HL7}th"))


def plain_text(element: Element | None) -> str:
    """The words of a narrative, its lines kept and its cells apart."""
    if element is None:
        return ""
    pieces: list[str] = []
    _gather(element, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    return "\n".join(line.strip(" |") for line in lines if line.strip(" |"))


def _gather(element: Element, pieces: list[str]) -> None:
    # The parser bounds the depth.
    pieces.append(element.text or "")
    for each in element:
        _gather(each, pieces)
        if each.tag in _LINE_ENDS:
            pieces.append("\0")
        elif each.tag in _CELLS:
            pieces.append(" | ")
        pieces.append(each.tail or "")


class _Tree:
    """What the parser tells of: builds elements and notes where the kept ones begin and end."""

    def __init__(self) -> None:
        self.expat: Any = None
        self.root: Element | None = None
        self.spans: dict[Element, tuple[int, int]] = {}
        self._builder = TreeBuilder()
        self._open: list[tuple[Element, int]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        if len(self._open) >= _DEEPEST:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        element = self._builder.start(tag, attributes)
        self.root = element if self.root is None else self.root
        self._open.append((element, self.expat.CurrentByteIndex))
        return element

    def end(self, tag: str) -> None:
        self._builder.end(tag)
        element, start = self._open.pop()
        if tag in _REMEMBERED:
            self.spans[element] = (start, self.expat.CurrentByteIndex)

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()
