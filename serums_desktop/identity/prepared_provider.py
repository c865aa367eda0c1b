"""The home provider, asked what it is while a PIN is still being typed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import requests

from serums_desktop.domain.errors import SerumsError
from serums_desktop.host import log
from serums_desktop.identity.json_over_https import JsonClient
from serums_desktop.identity.openid_provider import OpenIdProvider, ProtectedSource

# What was learnt earlier is not relied upon: a key that was withdrawn would be trusted for as long.
_LONGEST_S = 60.0
# A sign-in waits this long for what is being asked; a provider that is slower it asks itself.
_PATIENCE_S = 2.0


@dataclass(frozen=True)
class PreparedProvider:
    """A provider that has said what it is and which keys it signs with, over a connection that is open."""

    http: requests.Session
    provider: OpenIdProvider
    learnt_s: float


class Preparation:
    """Prepares one sign-in at a time. Nothing that is asked concerns a person. Safe from any thread.

    `elapsed_s` gives seconds on a clock nobody sets, `now_s` UTC epoch seconds.
    """

    def __init__(
        self,
        home: ProtectedSource,
        open_http: Callable[[], requests.Session],
        *,
        now_s: Callable[[], float] = time.time,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._home = home
        self._open_http = open_http
        self._now_s = now_s
        self._elapsed_s = elapsed_s
        self._guard = threading.Condition()
        self._is_asking = False
        self._prepared: PreparedProvider | None = None

    def prepare(self) -> None:
        """Ask now, unless that was done a moment ago. Raises nothing: the sign-in asks again what failed."""
        with self._guard:
            if self._is_asking or self._is_new(self._prepared):
                return
            self._is_asking = True
        http = self._open_http()
        prepared = None
        try:
            json = JsonClient(http, self._home.source_id, self._home.timeout_s, self._now_s)
            provider = OpenIdProvider(self._home, json, self._now_s)
            provider.learn()
            prepared = PreparedProvider(http, provider, self._elapsed_s())
        except SerumsError as error:
            log.event("not-prepared", source=self._home.source_id, error=type(error).__name__)
        finally:
            if prepared is None:
                http.close()
            with self._guard:
                former, self._prepared = self._prepared, prepared
                self._is_asking = False
                self._guard.notify_all()
            if former is not None:
                former.http.close()

    def take(self) -> PreparedProvider | None:
        """What was prepared, for one sign-in alone; None where there is nothing or it is no longer new.

        What is just being asked is waited for, as an answer is nearer than one that is yet to be asked for.
        """
        with self._guard:
            self._guard.wait_for(lambda: not self._is_asking, _PATIENCE_S)
            prepared, self._prepared = self._prepared, None
        if self._is_new(prepared):
            return prepared
        if prepared is not None:
            prepared.http.close()
        return None

    def close(self) -> None:
        """The program ends: no connection stays open."""
        prepared = self.take()
        if prepared is not None:
            prepared.http.close()

    def _is_new(self, prepared: PreparedProvider | None) -> bool:
        return prepared is not None and self._elapsed_s() - prepared.learnt_s < _LONGEST_S
