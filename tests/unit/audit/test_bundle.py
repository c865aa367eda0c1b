from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.audit.bundle import Bundle, BundleBroken, NotABundle
from serums_desktop.audit.findings import EvidenceRefused
from serums_desktop.audit.verifier import verify
from tests.unit.audit.synthetic import exported, search, sign_in

LINES = 4 + 2 * 2 + 2 * 5 + 1


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return exported(tmp_path, [[sign_in(), search()]])


def test_there_and_back(content: bytes) -> None:
    bundle = Bundle.decode(content)
    assert [entry.contents.value for entry in bundle.entries] == ["nothing", "opened"]
    assert len(bundle.checkpoints) == 2
    assert bundle.encode() == content
    assert content.count(b"\n") == LINES


def test_nothing_of_a_patient_stands_in_a_text(content: bytes) -> None:
    assert "Müller" in content.decode()
    assert "Müller" not in repr(Bundle.decode(content))


@pytest.mark.parametrize("line", range(1, LINES + 1))
def test_a_line_that_is_missing_doubled_or_longer(content: bytes, line: int) -> None:
    lines = content.splitlines(keepends=True)
    before, own, after = b"".join(lines[: line - 1]), lines[line - 1], b"".join(lines[line:])
    for changed in (b"", own + own, own.replace(b"\n", b" \n"), own.replace(b"\n", b"\r\n")):
        with pytest.raises((NotABundle, EvidenceRefused)):
            verify(before + changed + after)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (b"entries 2", b"entries 3", 8),
        (b"entries 2", b"entries 02", 3),
        (b"entries 2", b"entries -2", 3),
        (b"entries 2", b"entries 99999", 3),
        (b"nothing", b"nothing ", 5),
        (b"nothing", b"something", 5),
        (b"nothing", b"opened", 5),
        (b"opened {", b"opened  {", 7),
        (b'{"act":"sign-in"', b'{ "act":"sign-in"', 4),
        (b"Ailsa", b"Ail\xffsa", 4),
        (b"end\n", b"end", 20),
        (b"end\n", b"end\n\n", 21),
        (b"end\n", b"", 19),
    ],
)
def test_the_line_is_named(content: bytes, old: bytes, new: bytes, line: int) -> None:
    assert old in content
    with pytest.raises(BundleBroken) as error:
        Bundle.decode(content.replace(old, new, 1))
    assert error.value.line == line
