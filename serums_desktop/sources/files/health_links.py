"""SMART Health Links: a link with the key in it, to encrypted files that a server keeps.

SMART Health Links, HL7 Smart Health Cards and Links 1.0. What a link says can be read without a network, what
it leads to cannot: `open_link` asks through what it is given, and `inspect` gives it nothing.
"""

from __future__ import annotations

import base64
import binascii
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.received import Received
from serums_desktop.sources.files.content import Part

# Asks a URL and returns what it answers: with a body, a POST of JSON; without, a GET. Raises LinkRefused.
Fetch = Callable[[str, bytes | None], bytes]

FHIR: Final = "application/fhir+json"
HEALTH_CARD: Final = "application/smart-health-card"

_LINK: Final = re.compile(r"shlink:/([A-Za-z0-9_\-]+)")
_LONGEST: Final = 16_384
_MOST_FILES: Final = 100
_KEY_BYTES: Final = 32
_VERSION: Final = 1


class LinkRefused(Exception):
    """A server answered a link's question with an error: its HTTP status and its body."""

    def __init__(self, status: int, body: bytes = b"") -> None:
        super().__init__(status)
        self.status = status
        self.body = body


class HealthLink(msgspec.Struct, frozen=True):
    """What a link says. `key` opens its files; it is never sent. `exp_s` is in UTC epoch seconds."""

    url: str
    key: str
    exp_s: float | None = msgspec.field(default=None, name="exp")
    flag: str = ""
    label: str = ""
    v: int = _VERSION

    def __repr__(self) -> str:
        return f"HealthLink({self.host!r})"

    @property
    def host(self) -> str:
        """The server that would be asked."""
        return urlsplit(self.url).hostname or ""

    @property
    def needs_passcode(self) -> bool:
        """Whether the server wants a passcode beside the link."""
        return "P" in self.flag

    @property
    def is_single_file(self) -> bool:
        """Whether the address is the file itself and not a list of files."""
        return "U" in self.flag


class LinkedFile(msgspec.Struct, frozen=True):
    """One file that a link led to, decrypted."""

    content_type: str
    content: bytes


class _ManifestFile(msgspec.Struct, rename="camel"):
    content_type: str = ""
    embedded: str = ""
    location: str = ""


class _Manifest(msgspec.Struct):
    files: list[_ManifestFile]


class _Remaining(msgspec.Struct, rename="camel"):
    remaining_attempts: int | None = None


def parse_link(text: str) -> HealthLink:
    """The link in a text, with or without a viewer's address before it.

    Raises FileNotTaken: NOT_WHAT_IT_SAYS, UNSUPPORTED_VERSION.
    """
    found = _LINK.search(text)
    if found is None:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    try:
        link = msgspec.json.decode(_unpadded(found[1]), type=HealthLink)
        key = _unpadded(link.key)
        is_usable = len(key) == _KEY_BYTES and urlsplit(link.url).scheme == "https" and bool(link.host)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
    if link.v != _VERSION:
        raise FileNotTaken(FileRefusal.UNSUPPORTED_VERSION)
    if not is_usable or (link.needs_passcode and link.is_single_file):
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    return link


def open_link(link: HealthLink, *, passcode: str, recipient: str, fetch: Fetch) -> Iterator[LinkedFile]:
    """Every file that a link leads to, one after another.

    `recipient` says to the link's owner who asks. Raises FileNotTaken: LINK_EXPIRED, PASSCODE_NEEDED,
    PASSCODE_WRONG with the tries that are left, NEEDS_NETWORK where the server does not serve it, and
    NOT_WHAT_IT_SAYS; and what `fetch` raises.
    """
    if link.exp_s is not None and link.exp_s <= time.time():
        raise FileNotTaken(FileRefusal.LINK_EXPIRED)
    if link.needs_passcode and not passcode:
        raise FileNotTaken(FileRefusal.PASSCODE_NEEDED)
    if link.is_single_file:
        mark = "&" if urlsplit(link.url).query else "?"
        address = f"{link.url}{mark}recipient={quote(recipient, safe='')}"
        yield _decrypted(_asked(fetch, address, None), link)
        return
    question = {"recipient": recipient} | ({"passcode": passcode} if link.needs_passcode else {})
    try:
        body = _asked(fetch, link.url, msgspec.json.encode(question))
        manifest = msgspec.json.decode(body, type=_Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
    if len(manifest.files) > _MOST_FILES:
        raise FileNotTaken(FileRefusal.TOO_LARGE)
    for file in manifest.files:
        sealed = file.embedded.encode() or _asked(fetch, _location(link, file), None)
        opened = _decrypted(sealed, link)
        yield msgspec.structs.replace(opened, content_type=file.content_type or opened.content_type)


def _location(link: HealthLink, file: _ManifestFile) -> str:
    address = urljoin(link.url, file.location) if file.location else ""
    if urlsplit(address).scheme != "https":
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    return address


def _asked(fetch: Fetch, url: str, body: bytes | None) -> bytes:
    try:
        return fetch(url, body)
    except LinkRefused as refused:
        if refused.status == 401:
            raise FileNotTaken(FileRefusal.PASSCODE_WRONG, _tries_left(refused.body)) from refused
        # The specification's answer for a link that is no longer active.
        gone = refused.status in {404, 410}
        raise FileNotTaken(FileRefusal.LINK_EXPIRED if gone else FileRefusal.NEEDS_NETWORK) from refused


def _tries_left(body: bytes) -> int | None:
    try:
        return msgspec.json.decode(body, type=_Remaining).remaining_attempts
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _decrypted(sealed: bytes, link: HealthLink) -> LinkedFile:
    # The library is needed by whoever opens a link, and by nobody else.
    from serums_desktop.sources.files.sealed_files import unseal  # noqa: PLC0415

    content_type, content = unseal(sealed, _unpadded(link.key))
    return LinkedFile(content_type, content)


def _unpadded(text: str) -> bytes:
    """Base64url without its padding. Raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError from error


# -- as a format -----------------------------------------------------------------------------------


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is a link, as text, or the list of files that a link's server answered with."""
    text = part.text_head
    if len(text) < _LONGEST and _LINK.search(text) is not None:
        return FileFormat.SMART_HEALTH_LINK
    is_list = text.startswith("{") and '"files"' in text and ('"embedded"' in text or '"location"' in text)
    return FileFormat.SMART_HEALTH_LINK if is_list and _is_manifest(part) else None


def _is_manifest(part: Part) -> bool:
    try:
        return bool(msgspec.json.decode(part.text(), type=_Manifest).files)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def link_in(part: Part) -> HealthLink:
    """The link that a document is. Raises FileNotTaken; UNREADABLE for a list of files without its key."""
    if part.text_head.startswith("{"):
        raise FileNotTaken(FileRefusal.UNREADABLE)
    return parse_link(part.text_head)


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:  # noqa: ARG001  Format's
    """Nobody yet: whom the files behind it name, they say themselves."""
    return ()


def read(
    parts: Sequence[Part],
    source_id: str,  # noqa: ARG001  Format's
    patient_id: str,  # noqa: ARG001  Format's
) -> Iterator[Iterable[Received]]:
    """Never anything. Raises FileNotTaken: NEEDS_NETWORK, LINK_EXPIRED, or what is wrong with the link."""
    for part in parts:
        link = link_in(part)
        if link.exp_s is not None and link.exp_s <= time.time():
            raise FileNotTaken(FileRefusal.LINK_EXPIRED)
    raise FileNotTaken(FileRefusal.NEEDS_NETWORK)
    yield ()
