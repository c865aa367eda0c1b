"""The import rules hold, and the check that says so can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LINTER = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command(sys.argv[1:])"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINTER, "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return settings["tool"]["importlinter"]["contracts"]


def breach(contract: dict[str, Any]) -> tuple[str, str]:
    """A module, and what it must not import, under this contract."""
    if contract["type"] == "layers":
        return contract["layers"][-1], contract["layers"][0]
    return contract["source_modules"][0], contract["forbidden_modules"][0]


def test_every_contract_holds() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_can_break(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "serums_desktop", tmp_path / "serums_desktop")
    for module, forbidden in map(breach, contracts()):
        place = tmp_path.joinpath(*module.split("."))
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        file.write_text(file.read_text("utf-8") + f"\nimport {forbidden}\n", "utf-8")

    done = lint(tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
    flat = " ".join(done.stdout.split())
    kept = [contract["name"] for contract in contracts() if f"{contract['name']} BROKEN" not in flat]
    assert kept == []
