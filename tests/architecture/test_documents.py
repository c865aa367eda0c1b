"""What the documents point at exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest
from development import house_rules

from serums_desktop.host.configuration import Configuration

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`((?:tests|serums_desktop|packaging|docs|ui|resources)/[\w./-]+)`")
LINKED = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")

DOCUMENTS = sorted(str(path) for path in house_rules.tracked_files(ROOT) if path.suffix == ".md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_in_a_document_exists(document: str) -> None:
    place = ROOT / document
    text = place.read_text("utf-8")
    named = [ROOT / name for name in NAMED.findall(text)]
    linked = [place.parent / target for target in LINKED.findall(text)]
    assert [str(path) for path in (*named, *linked) if not path.exists()] == []


def test_every_key_of_the_configuration_is_explained() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    explained = set(re.findall(r"`([a-z_]+)`", text))
    tables = [kind for kind in _structs(Configuration) if kind is not Configuration]
    assert {field.name for kind in tables for field in msgspec.structs.fields(kind)} <= explained
    named = set(re.findall(r"^## `\[+([a-z]+)\]+`", text, re.MULTILINE))
    assert named == {field.name for field in msgspec.structs.fields(Configuration)}


def _structs(kind: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """A struct and every struct that its fields hold."""
    found = [kind]
    for hint in get_type_hints(kind).values():
        for one in (hint, *get_args(hint)):
            if isinstance(one, type) and issubclass(one, msgspec.Struct):
                found += _structs(one)
    return found
