"""What was reviewed of the examples, and the numbers of a resource, each with its element and its text."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from serums_desktop.domain.received import Received

REVIEWED: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("official_examples.toml").read_text("utf-8")
)

# Characters of private use stand around a number while it is a text.
_PLACEHOLDER = re.compile('"\ue000([^\ue001]*)\ue001"')


class Number(str):
    """A JSON number as it was written."""


def parsed(raw: bytes) -> Any:
    """JSON whose numbers are `Number`."""
    return json.loads(raw, parse_int=Number, parse_float=Number)


def unparsed(node: Any) -> bytes:
    """JSON with every `Number` as it is."""
    quoted = json.dumps(_quoted(node), ensure_ascii=False)
    return _PLACEHOLDER.sub(r"\1", quoted).encode()


def _quoted(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _quoted(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_quoted(value) for value in node]
    return f"\ue000{node}\ue001" if isinstance(node, Number) else node


def numbers(node: Any, element: str) -> Iterator[tuple[str, Number]]:
    """Every number with the element it is in; extensions are not this program's to read."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name != "extension":
                yield from numbers(value, f"{element}.{name}")
    elif isinstance(node, list):
        for value in node:
            yield from numbers(value, element)
    elif isinstance(node, Number):
        yield element, node


def made_unique(node: Any) -> Any:
    """The same resource, each of its numbers a different one, decimals with a nought at their end."""
    counter = iter(range(7_000_001, 8_000_000))

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            # Samples are scaled by their numbers: other ones would make other samples.
            return {
                name: each if name == "valueSampledData" else changed(each) for name, each in value.items()
            }
        if isinstance(value, list):
            return [changed(each) for each in value]
        if isinstance(value, Number):
            return Number(f"{next(counter)}{'.50' if '.' in value else ''}")
        return value

    return changed(node)


def is_told(number: Number, said: str) -> bool:
    """Whether a text has exactly this number."""
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", said) is not None


def texts_of(received: Received) -> str:
    """Every text of an entry, its amounts as they are rendered."""
    return "\n".join(_texts(msgspec.to_builtins(received.entry)))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)
    elif isinstance(node, str):
        yield node
