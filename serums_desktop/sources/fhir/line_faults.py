"""What a failed exchange means, from the errors that three libraries wrap in each other."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import requests
import urllib3

from serums_desktop.domain.errors import SourceFault


def fault_of(error: Exception) -> SourceFault:
    """What a failed exchange means. The library's own classes do not tell a reset from a refusal."""
    causes = list(_causes(error))

    def caused_by(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if caused_by(ssl.SSLCertVerificationError):
        return SourceFault.TLS
    # A refused connection is a kind of timeout to urllib3, so it comes first.
    if caused_by(urllib3.exceptions.NewConnectionError):
        return SourceFault.UNREACHABLE
    if caused_by(requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError):
        return SourceFault.TIMEOUT
    if caused_by(ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionResetError, BrokenPipeError):
        return SourceFault.INTERRUPTED
    if caused_by(ssl.SSLError, requests.exceptions.SSLError, urllib3.exceptions.SSLError):
        return SourceFault.TLS
    return SourceFault.INTERRUPTED


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it stands for: chained, wrapped as a reason, or as an argument."""
    seen: set[int] = set()
    todo: list[object] = [error]
    while todo:
        current = todo.pop()
        # An ssl error's reason is a word; others wrap an exception there.
        if not isinstance(current, BaseException) or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        todo += [current.__cause__, current.__context__, getattr(current, "reason", None), *current.args]
