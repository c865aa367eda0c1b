"""What the documents point at exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from development import house_rules

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
