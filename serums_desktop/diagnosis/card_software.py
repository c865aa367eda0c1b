"""Whether the card software can be loaded by this program, and if not, why the system's loader refuses it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from serums_desktop.diagnosis.examination import Ground, fail, ok
from serums_desktop.diagnosis.shared_library import kind_of, of_this_process
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.domain.errors import CardError, CardFailed
from serums_desktop.identity.card_module import CardModule
from serums_desktop.identity.opensc import find_opensc

CHECK: Final = "card-module"

# The one function that every PKCS#11 module gives away by name (PKCS#11 v2.40 §5.4).
_ENTRANCE: Final = "C_GetFunctionList"
# How glibc and musl name a library that the one to be loaded needs and that is not there.
_NEEDED: Final = re.compile(
    r"(?:Error loading shared library )?([^\s:]+): (?:cannot open shared|No such file)"
)


def look(ground: Ground) -> Iterator[Finding]:
    """Load the module and ask for its slots. No card is touched."""
    path = module_path(ground)
    if path is None:
        yield fail(CHECK, "none-found")
        return
    yield _unfit_file(path) or _unfit_library(path) or _asked(path)


def module_path(ground: Ground) -> Path | None:
    """The configured module, else OpenSC's, None where that is not installed."""
    return ground.configuration.card.module or find_opensc(environment=ground.environment)


def _unfit_file(path: Path) -> Finding | None:
    """What the file's first bytes tell, before anything in it runs."""
    try:
        found = kind_of(path)
    except FileNotFoundError:
        return fail(CHECK, "missing", path=path)
    except OSError:
        return fail(CHECK, "unreadable", path=path)
    here = of_this_process()
    if found is None:
        return fail(CHECK, "not-a-library", path=path)
    if found.system != here.system:
        return fail(CHECK, "other-system", path=path, found=found.system, needed=here.system)
    if not found.machines & here.machines:
        machines = {"found": _listed(found.machines), "needed": _listed(here.machines)}
        return fail(CHECK, "other-processor", path=path, **machines)
    return None


def _unfit_library(path: Path) -> Finding | None:
    """What the system's loader says of it."""
    try:
        library = ctypes.CDLL(str(path))
    except OSError as error:
        needed = _NEEDED.search(str(error))
        if needed and needed[1] != str(path):
            return fail(CHECK, "needs-another", path=path, library=needed[1])
        return fail(CHECK, "refused-by-loader", path=path)
    return None if hasattr(library, _ENTRANCE) else fail(CHECK, "not-pkcs11", path=path)


def _asked(path: Path) -> Finding:
    try:
        CardModule(path).has_slots()
    except CardFailed as error:
        return fail(CHECK, "does-not-start", path=path, answer=error.code)
    except CardError as error:
        return fail(CHECK, "does-not-start", path=path, answer=type(error).__name__)
    return ok(CHECK, "loads", path=path)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
