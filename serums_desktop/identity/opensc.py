"""Where OpenSC's PKCS#11 module is, for workstations whose configuration names none."""

from __future__ import annotations

import os
import platform
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_MODULE: Final = "opensc-pkcs11.so"
# Debian and Fedora name the file differently; p11-kit reads every one (pkcs11.conf(5)).
_P11_KIT_FILES: Final = ("opensc-pkcs11.module", "opensc.module")


def find_opensc(
    system: str = sys.platform, root: Path = Path("/"), environment: Mapping[str, str] = os.environ
) -> Path | None:
    """OpenSC's module where its installers and the distributions put it, None where it is in none of these.

    `system` is named as `sys.platform` names it; `root` is where its files begin. Only Linux was tried.
    """
    match system:
        case "win32":
            places = _windows_places(environment)
        case "darwin":
            places = _macos_places(root)
        case _:
            places = _linux_places(root)
    return next((place for place in places if place.is_file()), None)


def _linux_places(root: Path) -> Iterator[Path]:
    triplet = sysconfig.get_config_var("MULTIARCH") or f"{platform.machine()}-linux-gnu"
    # Debian's, then Fedora's and openSUSE's, Arch's and Alpine's, what was built here.
    for directory in (f"usr/lib/{triplet}", "usr/lib64", "usr/lib", "usr/local/lib64", "usr/local/lib"):
        yield root / directory / _MODULE
        yield root / directory / "pkcs11" / _MODULE
    yield from _named_to_p11_kit(root, [root / "usr/lib" / triplet / "pkcs11", root / "usr/lib64/pkcs11"])


def _named_to_p11_kit(root: Path, directories: list[Path]) -> Iterator[Path]:
    """What p11-kit was told of OpenSC. A relative name is in p11-kit's own directory."""
    for name in _P11_KIT_FILES:
        try:
            lines = (root / "usr/share/p11-kit/modules" / name).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for key, _, value in (line.partition(":") for line in lines):
            if key.strip() == "module" and value.strip():
                yield from (directory / value.strip() for directory in directories)


def _macos_places(root: Path) -> Iterator[Path]:
    yield root / "Library/OpenSC/lib" / _MODULE
    for prefix in ("opt/homebrew", "usr/local", "opt/local"):
        yield root / prefix / "lib" / _MODULE
        yield root / prefix / "lib/pkcs11" / _MODULE


def _windows_places(environment: Mapping[str, str]) -> Iterator[Path]:
    # A 32-bit process finds the 64-bit programs under ProgramW6432; it could not load their modules.
    programs = Path(environment.get("ProgramFiles", r"C:\Program Files"))
    yield programs / "OpenSC Project" / "OpenSC" / "pkcs11" / "opensc-pkcs11.dll"
