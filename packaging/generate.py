"""Compile what Qt Designer, the resource list and the translators wrote into `serums_desktop/_generated`.

    ui/<stem>.ui                 → ui_<stem>.py
    resources/resources.qrc      → resources_rc.py
    translations/<stem>.ts       → <stem>.qm

Runs inside the environment that has PySide6: by the build hook for wheels and editable installs, by `dev.py`
whenever an input changed. An output is made again only if its input or the tool changed, and removed once its
input is gone.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path

GENERATED = Path("serums_desktop/_generated")
MANIFEST = "inputs.json"
INIT = '"""Compiled from ui/, resources/ and translations/. Never edited, never committed."""\n'

# rcc writes the modification time of each input unless one is given for all, in seconds: here 1980-01-01.
FIXED_TIME = {"QT_RCC_SOURCE_DATE_OVERRIDE": "315532800"}


class ToolFailed(RuntimeError):
    """A Qt tool refused an input; `report` is what it printed."""

    def __init__(self, source: Path, report: str) -> None:
        super().__init__(f"{source}: {report}")
        self.source = source
        self.report = report


@dataclasses.dataclass(frozen=True, slots=True)
class Tools:
    """Command prefixes of the three compilers, and the version that takes part in every digest."""

    uic: Sequence[str]
    rcc: Sequence[str]
    lrelease: Sequence[str]
    version: str

    @classmethod
    def of_pyside(cls) -> Tools:
        """The tools inside the installed PySide6. Raises ModuleNotFoundError without it."""
        spec = importlib.util.find_spec("PySide6")
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError("PySide6")
        home = Path(spec.submodule_search_locations[0])
        on_windows = sys.platform == "win32"
        libexec = home if on_windows else home / "Qt" / "libexec"
        suffix = ".exe" if on_windows else ""
        return cls(
            uic=(str(libexec / f"uic{suffix}"), "-g", "python", "--from-imports"),
            rcc=(str(libexec / f"rcc{suffix}"), "-g", "python"),
            lrelease=(str(home / f"lrelease{suffix}"), "-silent"),
            version=importlib.metadata.version("PySide6-Essentials"),
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """One output and what it is made of. `output_flag` names the tool's option for its target."""

    source: Path
    output: str
    command: Sequence[str]
    output_flag: str
    inputs: Sequence[Path]

    def digest(self, version: str) -> str:
        """SHA-256 over the command, the tool's version and every input's bytes."""
        total = hashlib.sha256(f"{version}\0{self.command[1:]}\0".encode())
        for path in self.inputs:
            total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()

    def run(self, target: Path) -> None:
        """Write `target` in one step, so that a reader never sees half a file. Raises ToolFailed."""
        partial = target.with_name(f".{target.name}.{os.getpid()}")
        done = subprocess.run(
            [*self.command, str(self.source), self.output_flag, str(partial)],
            env={**os.environ, **FIXED_TIME},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0 or not partial.exists():
            partial.unlink(missing_ok=True)
            raise ToolFailed(self.source, (done.stderr or done.stdout).strip())
        partial.replace(target)


def listed_files(qrc: Path) -> list[Path]:
    """The files a resource list names, relative to the list itself."""
    return [qrc.parent / (node.text or "").strip() for node in ET.parse(qrc).iter("file")]  # noqa: S314 - our own file


def jobs(root: Path, tools: Tools) -> Iterator[Job]:
    """Every output this checkout asks for."""
    for source in sorted((root / "ui").glob("*.ui")):
        yield Job(source, f"ui_{source.stem}.py", tools.uic, "-o", [source])
    qrc = root / "resources" / "resources.qrc"
    if qrc.exists():
        yield Job(qrc, "resources_rc.py", tools.rcc, "-o", [qrc, *listed_files(qrc)])
    for source in sorted((root / "translations").glob("*.ts")):
        yield Job(source, f"{source.stem}.qm", tools.lrelease, "-qm", [source])


def compile_all(root: Path, tools: Tools | None = None) -> list[Path]:
    """Bring `_generated` up to date and return the outputs that were written.

    Raises ToolFailed for an input a tool refuses, FileNotFoundError for a resource listed and missing.
    """
    tools = tools or Tools.of_pyside()
    folder = root / GENERATED
    folder.mkdir(exist_ok=True)
    manifest = folder / MANIFEST
    known: dict[str, str] = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    wanted = list(jobs(root, tools))
    _remove_stale(folder, {job.output for job in wanted})

    init = folder / "__init__.py"
    if not init.exists() or init.read_text("utf-8") != INIT:
        init.write_text(INIT, "utf-8")

    written: list[Path] = []
    current: dict[str, str] = {}
    for job in wanted:
        digest = job.digest(tools.version)
        target = folder / job.output
        if known.get(job.output) != digest or not target.exists():
            job.run(target)
            written.append(target)
        current[job.output] = digest
    if current != known:
        manifest.write_text(json.dumps(current, indent=1) + "\n", "utf-8")
    return written


def _remove_stale(folder: Path, wanted: set[str]) -> None:
    for path in folder.iterdir():
        if path.suffix in {".py", ".qm"} and path.name != "__init__.py" and path.name not in wanted:
            path.unlink()


def main() -> int:
    """Compile the checkout this file stands in."""
    root = Path(__file__).resolve().parents[1]
    try:
        written = compile_all(root)
    except (ToolFailed, FileNotFoundError, ET.ParseError) as error:
        print(f"generate: {error}", file=sys.stderr)
        return 1
    for path in written:
        print(f"generated {path.relative_to(root)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
