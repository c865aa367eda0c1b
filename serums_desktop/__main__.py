"""Parse the command line and hand over."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from serums_desktop import __version__

# What each command is for; its module is loaded when it is asked for, not before the window.
_COMMANDS = {
    "demo": "open the window on model hospitals",
    "open": "open a patient in the running window",
    "sandbox": "run the model hospitals",
    "keeper": "keep evidence of access",
    "audit": "export evidence and check it",
    "deliver": "have evidence delivered that waits",
    "capsule": "fill the downtime capsule of the ward, and say how it stands",
    "cache": "list, check and forget what is copied to this workstation",
    "inspect": "say what files hold, without a window or a network",
    "doctor": "say what is wrong with this workstation, and the cure",
    "read-file": "read one file for this program, in a process that can do nothing else",
    "read-pages": "read what servers send for this program, in a process that can do nothing else",
}
_WITH_A_WINDOW = {"demo", "open"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; without one, open the window. Returns the exit code."""
    parsed = build_parser().parse_args(arguments)
    if parsed.command is None:
        from serums_desktop.host.profile import default_profile, profile_in  # noqa: PLC0415

        return _open_window(profile_in(parsed.profile) if parsed.profile else default_profile())
    run: Callable[..., int] = _module(parsed.command).run
    if parsed.command not in _WITH_A_WINDOW:
        return run(parsed)
    return run(parsed, _open_window)


def _open_window(*arguments: Any, **options: Any) -> int:
    from serums_desktop.app import open_window  # noqa: PLC0415  only where a window is opened, Qt is loaded

    return open_window(*arguments, **options)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(prog="serums-desktop", description="One patient record, many sources.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--profile", type=Path, help="keep all files under this directory")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_CommandParser)
    for name, purpose in _COMMANDS.items():
        commands.add_parser(name, help=purpose).command = name
    return parser


class _CommandParser(argparse.ArgumentParser):
    """The options of one command, added when the command line names it. Its actions' parsers name none."""

    command = ""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        command, self.command = self.command, ""
        if command:
            _module(command).add_arguments(self)
        return super().parse_known_args(args, namespace)


def _module(command: str) -> Any:
    return importlib.import_module(f"serums_desktop.commands.{command.replace('-', '_')}")


if __name__ == "__main__":
    sys.exit(main())
