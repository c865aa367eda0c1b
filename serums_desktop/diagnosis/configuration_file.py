"""Whether the configuration file can be used, and if not, which line or key is to blame."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final

from serums_desktop.diagnosis.examination import Ground, fail, ok
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.domain.errors import ConfigurationError

CHECK: Final = "configuration"

# What tomllib and msgspec say, by which causes are told apart.
_LINE: Final = re.compile(r"at line (\d+)")
_FIELD: Final = re.compile(r"(unknown|required) field `([^`]{1,80})`")


def look(ground: Ground) -> Iterator[Finding]:
    """Read the file as the program does."""
    path = ground.profile.configuration
    try:
        configuration = ground.configuration
    except ConfigurationError as error:
        yield _refused(error, str(path))
    else:
        asked, home = configuration.asked, configuration.home
        yield ok(CHECK, "usable", path=path, sources=len(asked), home=home.title)


def _refused(error: ConfigurationError, path: str) -> Finding:
    match error.problem, error.__cause__:
        case "unreadable", FileNotFoundError():
            return fail(CHECK, "missing", path=path)
        case "unreadable", _:
            return fail(CHECK, "unreadable", path=path)
        case "not-toml", tomllib.TOMLDecodeError() as cause:
            line = _LINE.search(str(cause))
            return fail(CHECK, "not-toml", path=path, line=line[1] if line else "?")
        case "not-toml", _:
            return fail(CHECK, "not-text", path=path)
        case "must begin with https://", _:
            return fail(CHECK, "not-https", path=path, where=error.where)
    if field := _FIELD.search(error.problem):
        code = "unknown-key" if field[1] == "unknown" else "missing-key"
        return fail(CHECK, code, path=path, where=error.where, key=field[2])
    return fail(CHECK, "wrong-value", path=path, where=error.where, problem=error.problem)
