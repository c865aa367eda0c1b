"""What a SMART Health Link leads to, fetched over HTTPS into memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import requests

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileContent
from serums_desktop.sources.files.health_links import LinkRefused, open_link, parse_link
from serums_desktop.work.cancel import CancelToken

_LONGEST_LINK_BYTES: Final = 16_384
_MOST_BYTES: Final = 64 << 20
_CHUNK_BYTES: Final = 1 << 16
_CONNECT_TIMEOUT_S: Final = 10.0
_READ_TIMEOUT_S: Final = 30.0
_ANSWER_TIMEOUT_S: Final = 120.0


class LinkedFiles:
    """Opens links. `http` makes a session that trusts a link's server; `recipient` says who asks."""

    def __init__(self, http: Callable[[], requests.Session], recipient: str) -> None:
        self._http = http
        self._recipient = recipient

    def open(self, path: Path, passcode: str, cancel: CancelToken) -> list[FileContent]:
        """Every file that the link in a text file leads to.

        Raises FileNotTaken: UNREADABLE, and what `open_link` raises; NEEDS_NETWORK where its server cannot be
        reached or sends anywhere else; TOO_LARGE; Cancelled.
        """
        try:
            with path.open("rb") as file:
                text = file.read(_LONGEST_LINK_BYTES).decode("utf-8", "replace")
        except OSError as error:
            raise FileNotTaken(FileRefusal.UNREADABLE) from error
        link = parse_link(text)
        name = link.label or path.name
        with self._http() as http:

            def fetch(url: str, body: bytes | None) -> bytes:
                return _fetch(http, url, body, cancel)

            opened = open_link(link, passcode=passcode, recipient=self._recipient, fetch=fetch)
            return [FileContent(name, file.content) for file in opened]


def _fetch(http: requests.Session, url: str, body: bytes | None, cancel: CancelToken) -> bytes:
    cancel.raise_if_cancelled()
    headers = {"Accept": "application/json, application/jose, */*;q=0.1"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    try:
        with http.request(
            "GET" if body is None else "POST",
            url,
            data=body,
            headers=headers,
            stream=True,
            timeout=(_CONNECT_TIMEOUT_S, _READ_TIMEOUT_S),
            # A passcode goes to the server that the link names and to no other.
            allow_redirects=False,
        ) as response:
            content = b"".join(_chunks(response, cancel))
            if response.status_code != requests.codes.ok:
                raise LinkRefused(response.status_code, content)
            return content
    except requests.RequestException as error:
        raise FileNotTaken(FileRefusal.NEEDS_NETWORK) from error


def _chunks(response: requests.Response, cancel: CancelToken) -> Iterator[bytes]:
    deadline_s = time.monotonic() + _ANSWER_TIMEOUT_S
    size = 0
    for chunk in response.iter_content(_CHUNK_BYTES):
        cancel.raise_if_cancelled()
        size += len(chunk)
        if size > _MOST_BYTES:
            raise FileNotTaken(FileRefusal.TOO_LARGE)
        if time.monotonic() > deadline_s:
            raise FileNotTaken(FileRefusal.NEEDS_NETWORK)
        yield chunk
