"""The lock files hold what pyproject.toml asks for, each with hashes, and name no place to get it from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "packaging").glob("*.lock"))
PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?P<rest>[^\n]*\\\n(?:    --hash=[^\n]*\n)+)?", re.MULTILINE
)


def pins(lock: Path) -> list[re.Match[str]]:
    return list(PIN.finditer(lock.read_text("utf-8")))


def test_the_lock_satisfies_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    locked = {
        canonicalize_name(pin["name"]): pin["version"] for pin in pins(ROOT / "packaging/requirements.lock")
    }
    wanted = map(Requirement, [*project["dependencies"], *extras["sandbox"], *extras["dev"]])
    unmet = [
        str(asked)
        for asked in wanted
        if not asked.specifier.contains(locked.get(canonicalize_name(asked.name), "0"), prereleases=True)
    ]
    assert unmet == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_hashes(lock: Path) -> None:
    found = pins(lock)
    assert found
    assert [pin["name"] for pin in found if pin["rest"] is None] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_index(lock: Path) -> None:
    assert re.search(r"https?:|^--", lock.read_text("utf-8"), re.MULTILINE) is None
