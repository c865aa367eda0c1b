"""A browser of the tests' own."""

from __future__ import annotations

import threading

import requests

from tests.unit.identity.home_provider import HomeProvider


class Browser:
    """Signs in wherever it is sent, and comes back."""

    def __init__(self, home: HomeProvider) -> None:
        self._home = home
        self._threads: list[threading.Thread] = []

    def open(self, address: str) -> bool:
        answer = self._home.authorise(address)
        thread = threading.Thread(target=self._come_back, args=(answer,), name="browser")
        thread.start()
        self._threads.append(thread)
        return True

    def close(self) -> None:
        for thread in self._threads:
            thread.join()

    def _come_back(self, answer: dict[str, str]) -> None:
        with requests.Session() as session:
            session.trust_env = False
            session.get(self._home.asked_for()["redirect_uri"], params=answer, timeout=20)
