"""`serums-desktop read-pages`: the process that reads what servers send. Only this program starts it."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: what is to be read comes over standard input."""
    parser.description = "Started by this program itself. Started by hand it waits for questions."


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  every command's
    """Answer questions until there are no more; returns the exit code."""
    from serums_desktop.sources.fhir.reading_process import serve
    from serums_desktop.store.received_row import prepared_page

    return serve(prepared_page)
