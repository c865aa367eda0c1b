"""Run the benchmarks: `python -m tests.benchmarks.run [--only NAME] [--json FILE]`.

Every other module of this folder is one, tests aside: it has a `NAME` and a `measure() -> list[Row]`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import msgspec

from tests.benchmarks.row import Row, ratio

COLUMNS = "{:<14}{:<48}{:>10}{:>10}{:>6}{:>9}{:>10}"


def benchmarks() -> dict[str, ModuleType]:
    """Every benchmark by its name."""
    package = __package__ or "tests.benchmarks"
    found = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name in {"run", "row"} or module.name.startswith("test_"):
            continue
        loaded = importlib.import_module(f"{package}.{module.name}")
        found[loaded.NAME] = loaded
    return found


def table(results: Mapping[str, Sequence[Row]]) -> str:
    """The results for a reader."""
    lines = [COLUMNS.format("benchmark", "what", "median ms", "p95 ms", "runs", "ratio", "target ms")]
    for name, rows in results.items():
        for row in rows:
            compared = ratio(row, rows)
            lines.append(
                COLUMNS.format(
                    name,
                    row.what,
                    f"{row.median_ms:.1f}",
                    f"{row.p95_ms:.1f}",
                    len(row.samples_ms),
                    f"{compared:.2f}" if compared else "",
                    f"{row.target_ms:.0f}" if row.target_ms else "",
                )
            )
    return "\n".join(lines)


def report(results: Mapping[str, Sequence[Row]]) -> bytes:
    """The results for a program, with the machine they belong to."""
    machine = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
    }
    figures = {
        name: [
            {
                **msgspec.to_builtins(row),
                "median_ms": row.median_ms,
                "p95_ms": row.p95_ms,
                "ratio": ratio(row, rows),
            }
            for row in rows
        ]
        for name, rows in results.items()
    }
    return msgspec.json.format(msgspec.json.encode({"machine": machine, "benchmarks": figures}))


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 2 for a name that is no benchmark."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    known = benchmarks()
    if options.only is not None and options.only not in known:
        parser.error(f"no benchmark {options.only}; there are: {', '.join(sorted(known))}")
    chosen = [options.only] if options.only else sorted(known)
    results = {name: known[name].measure() for name in chosen}
    sys.stdout.write(table(results) + "\n")
    if options.json:
        options.json.write_bytes(report(results) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
