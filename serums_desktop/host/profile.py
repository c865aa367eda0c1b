"""Where this person's operating system account keeps the program's files."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import platformdirs


class Profile(msgspec.Struct, frozen=True):
    """The directories of one installation; each is made for its owner alone."""

    configuration: Path
    keys: Path
    cache: Path
    logs: Path
    evidence: Path
    runtime: Path


def default_profile() -> Profile:
    """The directories the operating system gives to programs."""
    places = platformdirs.PlatformDirs("serums-desktop", appauthor=False)
    return Profile(
        configuration=places.user_config_path / "serums-desktop.toml",
        keys=places.user_data_path / "keys",
        cache=places.user_data_path / "cache",
        logs=places.user_log_path,
        evidence=places.user_data_path / "evidence",
        runtime=places.user_runtime_path,
    )


def profile_in(directory: Path) -> Profile:
    """A profile of its own under a directory, as the demonstration and the tests use."""
    return Profile(
        configuration=directory / "serums-desktop.toml",
        keys=directory / "keys",
        cache=directory / "cache",
        logs=directory / "logs",
        evidence=directory / "evidence",
        runtime=directory / "runtime",
    )


def make_private(directory: Path) -> Path:
    """Make a directory that only its owner may enter, and return it."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        directory.chmod(0o700)
    return directory
