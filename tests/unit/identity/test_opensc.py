from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from serums_desktop.identity.opensc import find_opensc

_TRIPLET = sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu"


def _put(root: Path, place: str, content: str = "") -> Path:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("linux", "usr/lib64/pkcs11/opensc-pkcs11.so"),
        ("linux", "usr/lib64/opensc-pkcs11.so"),
        ("linux", "usr/lib/pkcs11/opensc-pkcs11.so"),
        ("linux", "usr/local/lib/opensc-pkcs11.so"),
        ("darwin", "Library/OpenSC/lib/opensc-pkcs11.so"),
        ("darwin", "opt/homebrew/lib/opensc-pkcs11.so"),
        ("win32", "OpenSC Project/OpenSC/pkcs11/opensc-pkcs11.dll"),
    ],
)
def test_opensc_is_found_where_it_is_installed_to(tmp_path: Path, system: str, place: str) -> None:
    module = _put(tmp_path, place)

    assert find_opensc(system, tmp_path, {"ProgramFiles": str(tmp_path)}) == module


def test_the_systems_own_comes_before_one_built_here(tmp_path: Path) -> None:
    _put(tmp_path, "usr/local/lib/opensc-pkcs11.so")
    own = _put(tmp_path, f"usr/lib/{_TRIPLET}/opensc-pkcs11.so")

    assert find_opensc("linux", tmp_path) == own


@pytest.mark.parametrize("name", ["opensc-pkcs11.module", "opensc.module"])
@pytest.mark.parametrize("is_absolute", [False, True])
def test_p11_kit_knows_of_other_places(tmp_path: Path, name: str, is_absolute: bool) -> None:
    module = _put(tmp_path, "opt/opensc/module.so" if is_absolute else "usr/lib64/pkcs11/odd-name.so")
    told = str(module) if is_absolute else module.name
    _put(tmp_path, f"usr/share/p11-kit/modules/{name}", f"# OpenSC\nmodule : {told}\nmanaged: yes\n")

    assert find_opensc("linux", tmp_path) == module


def test_a_p11_kit_file_of_a_module_that_is_gone_finds_nothing(tmp_path: Path) -> None:
    _put(tmp_path, "usr/share/p11-kit/modules/opensc.module", "module: /nowhere/opensc-pkcs11.so\n")
    (tmp_path / "usr/share/p11-kit/modules/opensc-pkcs11.module").write_bytes(b"\xff\xfe")

    assert find_opensc("linux", tmp_path) is None


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_nowhere_is_nowhere(tmp_path: Path, system: str) -> None:
    assert find_opensc(system, tmp_path, {"ProgramFiles": str(tmp_path)}) is None
