"""Bundles and resources from files that nobody here wrote: all of them, and nothing else.

Resources keep their exact text. Only what a server has to decide is written anew: an id where there is
none or where it is taken, and references to what was given another address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from serums_desktop.sandbox.compartments import Authored

_REFERENCE = re.compile(rb'("reference"\s*:\s*")([^"]+)(")')
_SUFFIXES = {".json", ".ndjson", ".jsonl"}


class Loaded(msgspec.Struct, frozen=True):
    """What the files held. `unreadable` names the files (with a line for NDJSON) that are not FHIR JSON."""

    resources: tuple[Authored, ...]
    unreadable: tuple[str, ...]


class _Entry(msgspec.Struct, rename="camel"):
    full_url: str = ""
    resource: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Found(msgspec.Struct):
    """A resource in its document: the exact text of its members, and its address there."""

    type: str
    id: str
    full_url: str
    members: dict[str, msgspec.Raw]


def load(directory: Path) -> Loaded:
    """Read every JSON and NDJSON file below a directory, in the order of their paths.

    What a bundle with exactly one Patient holds belongs to that patient.
    """
    taken: set[str] = set()
    resources: list[Authored] = []
    unreadable: list[str] = []
    for path in sorted(item for item in directory.rglob("*") if item.suffix.lower() in _SUFFIXES):
        name = path.relative_to(directory).as_posix()
        for place, text in _documents(path):
            try:
                resources += _settled(_resources(text), path.stem, taken)
            except (msgspec.DecodeError, KeyError) as error:
                unreadable.append(f"{name}{place}: {type(error).__name__}")
    return Loaded(tuple(resources), tuple(unreadable))


def _documents(path: Path) -> Iterator[tuple[str, bytes]]:
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if path.suffix.lower() == ".json":
        yield "", content
        return
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            yield f":{number}", line


def _resources(text: bytes) -> list[_Found]:
    members = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    if msgspec.json.decode(members["resourceType"], type=str) != "Bundle":
        return [_found(text, "")]
    entries = msgspec.json.decode(members.get("entry", b"[]"), type=list[_Entry])
    return [
        _found(entry.resource, entry.full_url)
        for entry in entries
        if not isinstance(entry.resource, msgspec.UnsetType)
    ]


def _found(text: bytes | msgspec.Raw, full_url: str) -> _Found:
    members = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    resource_type = msgspec.json.decode(members["resourceType"], type=str)
    resource_id = msgspec.json.decode(members["id"], type=str) if "id" in members else ""
    return _Found(resource_type, resource_id, full_url, members)


def _settled(found: list[_Found], stem: str, taken: set[str]) -> list[Authored]:
    """Give every resource of a document an id of its own, and carry the document's references along."""
    addressed: dict[str, str] = {}
    for item in found:
        first = item.id or _id_in(item.full_url) or _digest(*map(bytes, item.members.values()))
        former = f"{item.type}/{item.id}"
        item.id = first
        copies = 0
        while f"{item.type}/{item.id}" in taken:
            copies += 1
            item.id = _prefixed(stem if copies == 1 else f"{stem}-{copies}", first)
        reference = f"{item.type}/{item.id}"
        taken.add(reference)
        for address in (item.full_url, former):
            addressed.setdefault(address, reference)
        item.members["id"] = msgspec.Raw(msgspec.json.encode(item.id))

    def carried(match: re.Match[bytes]) -> bytes:
        here = addressed.get(match[2].decode("utf-8", "replace"))
        return match[0] if here is None else match[1] + here.encode("ascii") + match[3]

    patients = [item.id for item in found if item.type == "Patient"]
    return [
        Authored(
            item.type,
            item.id,
            _REFERENCE.sub(carried, msgspec.json.encode(item.members)),
            (patients[0],) if len(patients) == 1 else (),
        )
        for item in found
    ]


def _id_in(full_url: str) -> str:
    """The id at the end of a ``urn:uuid:`` or ``…/Type/id`` address, where it can be one."""
    last = re.split(r"[:/]", full_url)[-1]
    return last if re.fullmatch(r"[A-Za-z0-9.\-]{1,64}", last) else ""


def _prefixed(stem: str, resource_id: str) -> str:
    prefixed = re.sub(r"[^A-Za-z0-9.\-]+", "-", f"{stem}-{resource_id}").strip("-")
    return prefixed if len(prefixed) <= 64 else _digest(prefixed.encode("ascii"))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\x1f".join(parts)).hexdigest()[:32]
