"""Whether a source answers at all, before anybody has signed in."""

from __future__ import annotations

import requests

_TIMEOUT_S = 3.0


def reaches(http: requests.Session, url: str) -> bool:
    """Ask for what needs no token; any answer but an error counts. Blocks."""
    try:
        with http.get(url, timeout=_TIMEOUT_S, stream=True, allow_redirects=False) as answer:
            return answer.ok
    except requests.RequestException:
        return False
