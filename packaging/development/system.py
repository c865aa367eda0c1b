"""What the operating system has to bring: Qt's libraries, a software card, fonts, a display for tests."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable

from development.terminal import Refusal, run, say

RUNTIME = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libglib2.0-0",
    "libdbus-1-3",
    "libgssapi-krb5-2",
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "softhsm2",
    "dbus",
    "gnome-keyring",
    "fonts-inter",
    "fonts-noto-core",
)
TEST = (
    "xvfb",
    "openbox",
    "xdotool",
    "opensc",
    "opensc-pkcs11",
    "pcscd",
    "vsmartcard-vpcd",
    "swtpm",
    "libtpm2-pkcs11-1",
    "gcc",
    "libc6-dev",
)

# Packages of other names that bring the same: Debian 13 renamed libraries for 64-bit time.
RENAMED_SUFFIXES = ("", "t64")


def base_packages() -> tuple[str, ...]:
    """What a virtual environment itself needs. Debian's own Python comes without ensurepip."""
    return () if importlib.util.find_spec("ensurepip") else ("python3-venv",)


def is_debian() -> bool:
    """Debian, Ubuntu or a relative."""
    return bool(shutil.which("dpkg-query") and shutil.which("apt-get"))


def installed_names(report: str) -> set[str]:
    """Names that `dpkg-query -W -f '${Package} ${db:Status-Status}\\n'` reports as installed."""
    lines = (line.split() for line in report.splitlines())
    return {words[0] for words in lines if len(words) == 2 and words[1] == "installed"}


def missing_packages(wanted: Iterable[str], installed: set[str]) -> list[str]:
    """Those of `wanted` that are there under none of their names."""
    return [name for name in wanted if not any(name + suffix in installed for suffix in RENAMED_SUFFIXES)]


def query(names: Iterable[str]) -> set[str]:
    """Ask dpkg which of these are installed."""
    candidates = [name + suffix for name in names for suffix in RENAMED_SUFFIXES]
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *candidates],
        capture_output=True,
        text=True,
        check=False,  # exits 1 when a name is unknown, which is an answer
    )
    return installed_names(done.stdout)


def apt_prefix() -> list[str] | None:
    """How this user may run apt-get: as is, through sudo without a password, or (None) not at all."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install_line(names: Iterable[str]) -> str:
    """The one command a person would type."""
    packages = shlex.join(names)
    return f"sudo apt-get update && sudo apt-get install --no-install-recommends -y {packages}"


def ensure(wanted: Iterable[str]) -> None:
    """Have these Debian packages, installing them where that is allowed.

    Raises Refusal (exit code 2) with the command to run where it is not, and on other systems under CI.
    """
    names = [*base_packages(), *wanted]
    if not is_debian():
        _tell_other_systems(names)
        return
    missing = missing_packages(names, query(names))
    if not missing:
        return
    prefix = apt_prefix()
    if prefix is None:
        raise Refusal(
            f"System packages are missing. Run this once, then try again:\n\n  {install_line(missing)}\n"
        )
    say(f"installing system packages: {' '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run([*prefix, "apt-get", "update", "-q"], quiet)
    run([*prefix, "apt-get", "install", "--no-install-recommends", "-y", "-q", *missing], quiet)
    missing = missing_packages(names, query(names))
    if missing:
        raise Refusal(f"apt-get did not bring: {' '.join(missing)}")


def ensure_command(name: str, packages: Iterable[str]) -> None:
    """Have a command on the PATH, from whoever brought it or else from these packages. Raises Refusal."""
    if shutil.which(name):
        return
    ensure(packages)
    if not shutil.which(name):
        raise Refusal(f"{name} is not on the PATH")


def _tell_other_systems(names: list[str]) -> None:
    # macOS and Windows bring Qt's libraries with the wheel; neither has been tried with this script.
    if not sys.platform.startswith("linux"):
        if not shutil.which("softhsm2-util"):
            say("the demo's card needs SoftHSM 2 (softhsm2-util on the PATH)")
        return
    absent = [tool for tool in ("softhsm2-util", "Xvfb") if not shutil.which(tool)]
    if absent and os.environ.get("CI"):
        raise Refusal(f"missing on this machine: {' '.join(absent)}")
    say(f"not a Debian system; the counterparts of these packages are needed: {' '.join(names)}")
