"""Whether private files are for their owner alone, and others cannot change whom the program trusts."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from serums_desktop.diagnosis.examination import Ground, fail, ok, skipped
from serums_desktop.domain.diagnosis import Finding

CHECK: Final = "private-files"
TRUSTED: Final = "trusted-files"

_BY_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def look(ground: Ground) -> Iterator[Finding]:
    """The directories that are made for one account alone, and the files directly in that of the keys."""
    if sys.platform == "win32":
        # What the system's access lists say has no short answer; installers set them.
        yield skipped(CHECK, "other-system")
        return
    profile = ground.profile
    directories = [profile.keys, profile.cache, profile.evidence, profile.logs, profile.runtime]
    present = [one for one in directories if one.is_dir()]
    for directory in present:
        if directory.stat().st_uid != os.geteuid():
            yield fail(CHECK, "other-owner", path=directory)
            return
        if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
            yield fail(CHECK, "not-writable", path=directory)
            return
    keys = sorted(profile.keys.iterdir()) if profile.keys.is_dir() else []
    open_to_others = [one for one in [*present, *keys] if _mode(one) & _BY_OTHERS]
    if open_to_others:
        yield fail(CHECK, "open-to-others", path=open_to_others[0], count=len(open_to_others))
    else:
        yield ok(CHECK, "private", count=len(present))


def look_at_trusted(ground: Ground) -> Iterator[Finding]:
    """The files that decide whom the program trusts: whoever may change them decides it."""
    if sys.platform == "win32":
        yield skipped(TRUSTED, "other-system")
        return
    configuration = ground.configuration
    trust, module = configuration.trust, configuration.card.module
    files = [ground.profile.configuration, trust.tls_anchors, trust.card_anchors, *trust.card_crls]
    present = [one for one in [*files, *([module] if module else [])] if one.exists()]
    for path in present:
        # A directory that others may write to lets them put another file in its place, unless it is sticky.
        if _mode(path) & stat.S_IWOTH or _mode(path.parent) & (stat.S_IWOTH | stat.S_ISVTX) == stat.S_IWOTH:
            yield fail(TRUSTED, "changeable", path=path)
            return
    yield ok(TRUSTED, "guarded", count=len(present))


def _mode(path: Path) -> int:
    return path.stat().st_mode
