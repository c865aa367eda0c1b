"""A Secret Service of the tests' own: a private session bus with a real gnome-keyring on it."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")


def missing_program() -> str | None:
    """The first program that is not installed here."""
    return next((name for name in PROGRAMS if shutil.which(name) is None), None)


@contextlib.contextmanager
def session_bus(directory: Path) -> Iterator[dict[str, str]]:
    """A bus with nothing on it that lives in `directory`; yields the environment of its clients."""
    runtime = directory / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(directory),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(directory / "data"),
    }
    configuration = directory / "bus.conf"
    configuration.write_text(
        # No service directory: nothing of this machine is started on this bus.
        "<busconfig><type>session</type><keep_umask/>"
        f"<listen>unix:path={runtime}/bus</listen><auth>EXTERNAL</auth>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
        '<allow own="*"/></policy></busconfig>',
        "utf-8",
    )
    command = ["dbus-daemon", "--nofork", "--print-address", "--config-file", str(configuration)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        try:
            assert daemon.stdout is not None
            environment["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().strip()
            yield environment
        finally:
            daemon.terminate()


@contextlib.contextmanager
def unlocked_keyring(environment: dict[str, str]) -> Iterator[None]:
    """A gnome-keyring on the bus whose login collection is open."""
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as daemon:
        try:
            assert daemon.stdin is not None
            assert daemon.stdout is not None
            daemon.stdin.write(secrets.token_hex(16).encode())
            daemon.stdin.close()
            # It names its control socket once it is there.
            daemon.stdout.readline()
            yield
        finally:
            daemon.terminate()
