"""Every committed file keeps the rules of the house."""

from __future__ import annotations

from pathlib import Path

import pytest
from development import house_rules

ROOT = Path(__file__).resolve().parents[2]


def test_no_file_breaks_a_rule() -> None:
    if not house_rules.tracked_files(ROOT):
        pytest.skip("not a git checkout")
    assert [str(finding) for finding in house_rules.check_tree(ROOT)] == []
