"""A keyring of the demonstration's own: a private session bus with the system's Secret Service on it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
_BUS = "DBUS_SESSION_BUS_ADDRESS"

# No service directory: nothing else of this machine is started on this bus.
_CONFIGURATION = """\
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def is_possible() -> bool:
    """Whether this machine has what a private keyring takes (Linux with gnome-keyring)."""
    return all(shutil.which(program) for program in _PROGRAMS)


@contextmanager
def practice_keyring(directory: Path) -> Iterator[None]:
    """While the block lasts, this process and those it starts use a keyring that dies with it.

    The person's own keyring is neither asked nor changed.
    """
    directory.mkdir(mode=0o700)
    runtime = directory / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(directory),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(directory / "data"),
    }
    configuration = directory / "bus.conf"
    configuration.write_text(_CONFIGURATION.format(socket=runtime / "bus"), "utf-8")
    with _started(
        ["dbus-daemon", "--nofork", "--print-address", "--config-file", str(configuration)], environment
    ) as bus:
        environment[_BUS] = _first_line(bus)
        with _started(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], environment
        ) as keyring:
            if keyring.stdin is not None:
                keyring.stdin.write(secrets.token_hex(16))
                keyring.stdin.close()
            # It names its control socket once it is there.
            _first_line(keyring)
            former = os.environ.get(_BUS)
            os.environ[_BUS] = environment[_BUS]
            try:
                yield
            finally:
                if former is None:
                    del os.environ[_BUS]
                else:
                    os.environ[_BUS] = former


@contextmanager
def _started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(  # noqa: S603  programs of the system, by names of our own
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _first_line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline().strip() if process.stdout is not None else ""
