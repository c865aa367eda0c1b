#!/usr/bin/env python3
"""Every chore of the project, from a fresh clone on: `python3 packaging/dev.py <command> [arguments]`.

Needs Python 3.11 or newer and nothing else. The first command makes `.venv` from the lock beside this file
and, on Debian and its relatives, installs the system libraries where it may; later runs find them in place.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence

OLDEST_PYTHON = (3, 11)


def usage(commands: dict[str, Callable[[Sequence[str]], int]]) -> str:
    """One line a command, from its own description."""
    lines = [f"  {name:<10}{(chore.__doc__ or '').splitlines()[0]}" for name, chore in commands.items()]
    return "\n".join(["usage: python3 packaging/dev.py <command> [arguments]", "", *lines])


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 2 where something has to be installed first."""
    if sys.version_info < OLDEST_PYTHON:
        print("Serums Desktop needs Python 3.11 or newer; this is", sys.version.split()[0], file=sys.stderr)
        return 2
    from development import chores
    from development.terminal import Refusal

    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "demo": chores.demo,
        "test": chores.test,
        "lint": chores.lint,
        "bench": chores.bench,
        "shots": chores.shots,
        "interop": chores.interop,
        "package": chores.package,
        "translate": chores.translate,
        "lock": chores.lock,
        "clean": chores.clean,
    }
    name = arguments[0] if arguments else ""
    if name not in commands:
        asked = name in {"-h", "--help", "help"}
        print(usage(commands), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a display it started ends with it
    try:
        return commands[name](arguments[1:])
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.exit_code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
