"""The list of entries that the audit repository refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.audit.set_aside import SetAside


def test_it_is_remembered_in_order_and_each_entry_once(tmp_path: Path) -> None:
    listed = SetAside(tmp_path)
    assert listed.entries == ()
    for entry in (7, 3, 7):
        listed.add(entry, 422)
    assert listed.entries == SetAside(tmp_path).entries == (3, 7)
    listed.remove(3)
    listed.remove(3)
    assert listed.entries == SetAside(tmp_path).entries == (7,)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": 1}', b"\xff"])
def test_a_list_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "set-aside.json").write_bytes(content)
    listed = SetAside(tmp_path)
    assert (listed.is_damaged, listed.entries) == (True, ())
    listed.clear()
    assert not listed.is_damaged
    assert not SetAside(tmp_path).is_damaged
