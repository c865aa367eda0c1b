"""`serums-desktop read-file`: the process that parses a file. Only this program starts it, over pipes."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: what is asked comes over standard input, and so does which file."""
    parser.description = "Started by this program itself. Started by hand it waits for a question and ends."


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  every command's
    """Answer one question; returns the exit code."""
    from serums_desktop.sources.files import child

    return child.main()
