"""A browser that signs a practice account in by itself, where nobody is there to type."""

from __future__ import annotations

import html.parser
import json
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path


def practice_browser(anchors: Path, accounts: Path, staff_id: str) -> Callable[[str], bool]:
    """What opens an address as a person would: fills the form in, sends it, follows where it leads.

    `anchors` are the certificates it trusts, `accounts` the passwords of the practice accounts.
    """
    password = json.loads(accounts.read_text("utf-8"))[staff_id]["password"]

    def open_address(address: str) -> bool:
        threading.Thread(target=_sign_in, args=(address, anchors, staff_id, password), daemon=True).start()
        return True

    return open_address


def _sign_in(address: str, anchors: Path, staff_id: str, password: str) -> None:
    context = ssl.create_default_context(cafile=str(anchors))
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    with opener.open(address) as page:
        form = _Form()
        form.feed(page.read().decode("utf-8"))
    if not form.is_there:
        # The provider knew the person already, and sent the browser straight back.
        return
    filled = urllib.parse.urlencode({**form.hidden, "username": staff_id, "password": password})
    target = urllib.parse.urljoin(address, form.action)
    try:
        with opener.open(target, data=filled.encode("ascii")) as answer:
            answer.read()
    except urllib.error.URLError:
        # The program may have given up waiting: then nobody listens where the answer leads.
        return


class _Form(html.parser.HTMLParser):
    """The hidden fields and the target of a page's form."""

    def __init__(self) -> None:
        super().__init__()
        self.is_there = False
        self.action = ""
        self.hidden: dict[str, str] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.is_there = True
            self.action = found.get("action", "")
        elif tag == "input" and found.get("type") == "hidden":
            self.hidden[found.get("name", "")] = found.get("value", "")
