"""Parse the command line and hand over."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from serums_desktop import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; without one, open the window. Returns the exit code."""
    parsed = build_parser().parse_args(arguments)
    match parsed.command:
        case "sandbox":
            from serums_desktop.commands import sandbox  # noqa: PLC0415  each command loads only itself

            return sandbox.run(parsed)
        case "demo":
            from serums_desktop.app import open_window  # noqa: PLC0415
            from serums_desktop.commands import demo  # noqa: PLC0415

            return demo.run(parsed, open_window)
        case "audit":
            from serums_desktop.commands import audit  # noqa: PLC0415

            return audit.run(parsed)
        case "keeper":
            from serums_desktop.commands import keeper  # noqa: PLC0415

            return keeper.run(parsed)
        case _:
            from serums_desktop.app import open_window  # noqa: PLC0415
            from serums_desktop.host.profile import default_profile, profile_in  # noqa: PLC0415

            return open_window(profile_in(parsed.profile) if parsed.profile else default_profile())


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    from serums_desktop.commands import audit, demo, keeper, sandbox  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="serums-desktop", description="One patient record, many sources.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--profile", type=Path, help="keep all files under this directory")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo.add_arguments(commands.add_parser("demo", help="open the window on model hospitals"))
    sandbox.add_arguments(commands.add_parser("sandbox", help="run the model hospitals"))
    keeper.add_arguments(commands.add_parser("keeper", help="keep evidence of access"))
    audit.add_arguments(commands.add_parser("audit", help="export evidence and check it"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
