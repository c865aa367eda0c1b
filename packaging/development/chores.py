"""One function a command of `dev.py`: takes the arguments that follow it, returns an exit code."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from development import checks, environment, foreign_data, foreign_servers, system, test_runs, translations
from development.display import private_display
from development.environment import FOREIGN_DATA, PROJECT
from development.terminal import ROOT, Refusal, must, output_of, run, say

CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache")


def set_up(*, for_tests: bool = False) -> None:
    """The system's libraries and the project's environment."""
    system.ensure((*system.RUNTIME, *system.TEST) if for_tests else system.RUNTIME)
    environment.ensure_project()


def demo(rest: Sequence[str]) -> int:
    """Open Serums Desktop on model hospitals."""
    set_up()
    return run([PROJECT.program("serums-desktop"), "demo", *rest])


def test(rest: Sequence[str]) -> int:
    """Check and test everything; with arguments, hand them to pytest and test only."""
    set_up(for_tests=True)
    if not rest:
        checks.lint()
        return test_runs.everything()
    return test_runs.of("not interop", rest)


def lint(rest: Sequence[str]) -> int:
    """Format, lint, types, import rules and house rules."""
    _no_arguments("lint", rest)
    set_up()
    checks.lint()
    return 0


def interop(rest: Sequence[str]) -> int:
    """Fetch records and servers nobody here wrote and run the tests that meet them."""
    set_up(for_tests=True)
    folder = foreign_data.prepare()
    foreign_servers.prepare()
    return test_runs.of("interop", rest, {"SERUMS_INTEROP_DATA": str(folder)})


def bench(rest: Sequence[str]) -> int:
    """Measure: [--only NAME] [--json FILE]."""
    set_up(for_tests=True)
    with private_display() as display:
        return run([PROJECT.python, "-m", "tests.benchmarks.run", *rest], display)


def shots(rest: Sequence[str]) -> int:
    """Write a picture of every step, in both themes, to docs/shots (or as told)."""
    set_up(for_tests=True)
    target: list[str | Path] = [] if "--shots" in rest else ["--shots", ROOT / "docs" / "shots"]
    with private_display() as display:
        return run([PROJECT.program("serums-desktop"), "demo", *target, *rest], display)


def translate(rest: Sequence[str]) -> int:
    """Collect new sentences into translations/*.ts; names of languages begin new ones."""
    set_up()
    translations.translate(rest)
    return 0


def package(rest: Sequence[str]) -> int:
    """Build the onedir bundle into dist/ and say how large it is."""
    set_up()
    moment = output_of(["git", "log", "-1", "--format=%ct"]).strip() or "0"
    build: list[str | Path] = [
        "--noconfirm",
        "--clean",
        "--distpath",
        ROOT / "dist",
        "--workpath",
        ROOT / "build" / "pyinstaller",
    ]
    must(
        [PROJECT.python, "-m", "PyInstaller", *build, *rest, ROOT / "packaging" / "serums-desktop.spec"],
        {"SOURCE_DATE_EPOCH": moment, "PYTHONHASHSEED": "1"},
    )
    bundle = ROOT / "dist" / "serums-desktop"
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"{bundle.relative_to(ROOT)}: {size / 1e6:.0f} MB")
    return 0


def lock(rest: Sequence[str]) -> int:
    """Resolve the dependencies anew (needs uv): arguments such as --upgrade-package NAME go to uv."""
    uv = shutil.which("uv")
    if uv is None:
        raise Refusal("lock needs the program uv on the PATH")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    options += ["--custom-compile-command", "python3 packaging/dev.py lock"]
    must(
        [
            uv,
            "pip",
            "compile",
            *options,
            "--extra",
            "sandbox",
            "--extra",
            "dev",
            *rest,
            "pyproject.toml",
            "-o",
            PROJECT.lock,
        ]
    )
    must(
        [uv, "pip", "compile", *options, *rest, FOREIGN_DATA.lock.with_suffix(".in"), "-o", FOREIGN_DATA.lock]
    )
    return 0


def clean(rest: Sequence[str]) -> int:
    """Remove everything that the other commands made."""
    _no_arguments("clean", rest)
    made = [
        PROJECT.home,
        FOREIGN_DATA.home,
        ROOT / "build",
        ROOT / "dist",
        ROOT / "serums_desktop" / "_generated",
    ]
    made += [ROOT / name for name in CACHES]
    for folder in ("serums_desktop", "packaging", "tests"):
        made += sorted((ROOT / folder).rglob("__pycache__"))
    for path in made:
        _remove(path)
    return 0


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)


def _no_arguments(name: str, rest: Sequence[str]) -> None:
    if rest:
        raise Refusal(f"{name} takes no arguments: {' '.join(rest)}")
