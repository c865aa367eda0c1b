"""A person at a browser: opens an address, types the password where a page asks, follows where it leads."""

from __future__ import annotations

import html.parser
import threading
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import requests

_MOST_PAGES = 6
_TIMEOUT_S = 20.0


class PersonAtBrowser:
    """Signs in wherever `open` sends them. One browser: its cookies stay from one sign-in to the next.

    `addresses` are those it was sent to, `typed` counts the passwords typed.
    """

    def __init__(self, anchors: Path, username: str, password: str) -> None:
        self.addresses: list[str] = []
        self.typed = 0
        self._fields = {"text": username, "password": password}
        self._threads: list[threading.Thread] = []
        self._failures: list[Exception] = []
        self._browser = requests.Session()
        self._browser.verify = str(anchors)
        self._browser.trust_env = False

    def open(self, address: str) -> bool:
        """Begin to sign in there, while whoever asked goes on."""
        self.addresses.append(address)
        thread = threading.Thread(target=self._visit, args=(address,), name="browser")
        thread.start()
        self._threads.append(thread)
        return True

    def close(self) -> None:
        """Wait until every page is done. Raises what went wrong on one."""
        for thread in self._threads:
            thread.join()
        self._browser.close()
        if self._failures:
            raise self._failures[0]

    def _visit(self, address: str) -> None:
        try:
            redirect_uri = parse_qs(urlsplit(address).query)["redirect_uri"][0]
            page = self._browser.get(address, timeout=_TIMEOUT_S)
            for _ in range(_MOST_PAGES):
                if page.url.startswith(redirect_uri):
                    return
                form = _Form()
                form.feed(page.text)
                if not form.action:
                    break
                page = self._browser.post(
                    urljoin(page.url, form.action), data=self._filled(form), timeout=_TIMEOUT_S
                )
            raise AssertionError(f"stayed at {page.url} ({page.status_code}): {' '.join(form.words)}")
        except (AssertionError, requests.RequestException) as failure:
            self._failures.append(failure)

    def _filled(self, form: _Form) -> dict[str, str]:
        self.typed += "password" in form.inputs.values()
        typed = {name: self._fields[kind] for name, kind in form.inputs.items() if kind in self._fields}
        return {**form.hidden, **typed}


class _Form(html.parser.HTMLParser):
    """What a page asks for: the target of its form, the kind of each field. Its words tell which it is."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.inputs: dict[str, str] = {}
        self.hidden: dict[str, str] = {}
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.action = self.action or found.get("action", "")
        elif tag == "input" and "name" in found:
            kind = found.get("type", "text")
            self.inputs[found["name"]] = kind
            if kind == "hidden":
                self.hidden[found["name"]] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        self.words += data.split()[:40]
