"""`serums-desktop sandbox`: run the model hospitals until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serums_desktop.sandbox.cluster import Source
    from serums_desktop.sandbox.data_lake.lake import Lake


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.epilog = (
        "Names and passwords, for the sign-in page and the data lake, are in staff-accounts.json in the run "
        "directory."
    )
    parser.add_argument(
        "--dir", type=Path, help="run directory (default: a temporary one, removed at the end)"
    )
    parser.add_argument("--load", type=Path, metavar="DIR", help="serve the FHIR JSON files below DIR")
    parser.add_argument("--source", action="append", metavar="ID", help="serve this source only; repeatable")
    parser.add_argument("--seed", type=int, default=1, help="seed of the story's noise (default: 1)")
    parser.add_argument(
        "--now", type=_moment, metavar="ISO", help="moment of the emergency (default: the present)"
    )
    parser.add_argument(
        "--data-lake",
        type=int,
        nargs="?",
        choices=(3, 4),
        const=3,
        metavar="VERSION",
        help="serve a SERUMS data lake too, with this version of its interface, 3 or 4 (default: 3)",
    )
    parser.add_argument(
        "--lake-hospital",
        action="append",
        default=[],
        choices=("FCRB", "USTAN", "ZMC"),
        help="of the data lake configure this hospital only; repeatable",
    )
    parser.add_argument("--port-base", type=int, default=0, help="first port (default: any free ones)")
    parser.add_argument("--ready-file", type=Path, help="written, as JSON, when every origin answers")
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="stop when standard input ends, with its parent"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT, SIGTERM or, where asked for, the end of standard input."""
    import msgspec

    from serums_desktop.sandbox.cluster import Cluster
    from serums_desktop.sandbox.configuration import write_configuration

    try:
        sources = _sources(arguments)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    stopped = threading.Event()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_stop_signals(stopped))
        if arguments.dir is None:
            directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="serums-sandbox-")))
        else:
            directory = arguments.dir.resolve()
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            directory.chmod(0o700)
        try:
            cluster = Cluster(directory, sources, arguments.port_base, data_lake=_data_lake(arguments))
        except OSError as error:
            print(f"cannot serve: {error.strerror}", file=sys.stderr)
            return 1
        stack.callback(cluster.close)
        cluster.start()
        configuration = write_configuration(
            directory, cluster.origins.values(), cluster.lake, arguments.lake_hospital
        )
        for origin in cluster.origins.values():
            held, patients, without_patient = origin.repository.counts()
            print(f"{origin.source.id} {origin.fhir_base} {patients} patients, {held} resources")
            if arguments.load is not None:
                print(f"without patient: {without_patient}")
        if cluster.lake is not None:
            print(f"data-lake {cluster.lake.base}")
        print(f"configuration {configuration}")
        if arguments.load is None and not arguments.source:
            from serums_desktop.sandbox.story import brought_files

            now = arguments.now or dt.datetime.now(dt.UTC)
            print(f"files {brought_files.write(directory, now, arguments.seed)}")
        if arguments.ready_file is not None:
            ready = {
                "configuration": str(configuration),
                "pid": os.getpid(),
                "sources": {name: origin.fhir_base for name, origin in cluster.origins.items()},
            }
            if cluster.lake is not None:
                ready["data_lake"] = cluster.lake.base
            if cluster.staff_accounts is not None:
                ready["staff_accounts"] = str(cluster.staff_accounts)
            unfinished = arguments.ready_file.with_suffix(".part")
            unfinished.write_bytes(msgspec.json.encode(ready))
            unfinished.replace(arguments.ready_file)
        print("ready", flush=True)
        # A daemon: a read from standard input cannot be interrupted from here.
        threading.Thread(
            target=_obey_standard_input,
            args=(cluster.control, stopped if arguments.until_stdin_closes else None),
            name="control",
            daemon=True,
        ).start()
        stopped.wait()
    return 0


def _sources(arguments: argparse.Namespace) -> list[Source]:
    import msgspec

    from serums_desktop.sandbox.cluster import Source
    from serums_desktop.sandbox.identity_habits import OF_THE_STORIES, IdentityHabits

    sources: list[Source] = []
    if arguments.load is None or arguments.source:
        from serums_desktop.sandbox.story import hospitals

        sources = [
            msgspec.structs.replace(source, identity=OF_THE_STORIES.get(source.id, source.identity))
            for source in hospitals(arguments.now or dt.datetime.now(dt.UTC), arguments.seed)
        ]
    if arguments.source:
        known = {source.id: source for source in sources}
        unknown = [name for name in arguments.source if name not in known]
        if unknown:
            raise ValueError(f"unknown source {unknown[0]}; there are {', '.join(known)}")
        sources = [known[name] for name in arguments.source]
    if arguments.load is not None:
        from serums_desktop.sandbox.loading import load

        if not arguments.load.is_dir():
            raise ValueError(f"no directory {arguments.load}")
        loaded = load(arguments.load)
        for name in loaded.unreadable:
            print(f"not FHIR JSON: {name}", file=sys.stderr)
        home = not any(source.home for source in sources)
        identity = IdentityHabits(launches=home)
        sources.append(Source("loaded", "Loaded files", "GB", loaded.resources, home=home, identity=identity))
    return sources


def _data_lake(arguments: argparse.Namespace) -> Lake | None:
    if arguments.data_lake is None:
        return None
    from serums_desktop.sandbox.story.data_lake import data_lake

    return data_lake(arguments.now or dt.datetime.now(dt.UTC), arguments.seed, arguments.data_lake)


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _obey_standard_input(control: Callable[[str], str], at_end: threading.Event | None) -> None:
    # Read from the descriptor: a thread that waits inside sys.stdin would hold its lock at exit.
    pending = b""
    while chunk := os.read(0, 4096):
        *lines, pending = (pending + chunk).split(b"\n")
        for line in lines:
            if line.strip():
                print(control(line.decode("utf-8", "replace")), flush=True)
    if at_end is not None:
        at_end.set()


@contextlib.contextmanager
def _stop_signals(stopped: threading.Event) -> Iterator[None]:
    former = {
        number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
