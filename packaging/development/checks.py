"""Everything that judges the code without running it."""

from __future__ import annotations

from pathlib import Path

from development import house_rules
from development.environment import PROJECT
from development.terminal import ROOT, Refusal, run, say

PACKAGING_SOURCES = (
    "packaging/dev.py",
    "packaging/generate.py",
    "packaging/build_hook.py",
    "packaging/development",
)


def lint() -> None:
    """Format, lint, types, import rules, house rules: all of them, then one verdict. Raises Refusal (1)."""
    commands: dict[str, list[str | Path]] = {
        "ruff format": [PROJECT.program("ruff"), "format", "--check", "--quiet", "."],
        "ruff check": [PROJECT.program("ruff"), "check", "--quiet", "."],
        "mypy": [PROJECT.program("mypy"), "--no-error-summary"],
        "mypy packaging": [PROJECT.program("mypy"), "--no-error-summary", *PACKAGING_SOURCES],
        "import rules": [PROJECT.program("lint-imports"), "--no-logo"],
    }
    failed = []
    for name, command in commands.items():
        say(name)
        if run(command) != 0:
            failed.append(name)
    say("house rules")
    findings = house_rules.check_tree(ROOT)
    for finding in findings:
        print(finding, flush=True)
    if findings:
        failed.append("house rules")
    if failed:
        raise Refusal(f"lint: {', '.join(failed)}", 1)
