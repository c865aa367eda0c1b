"""Letters that resources hold or point to: DocumentReference, DiagnosticReport, Binary and Composition."""

from __future__ import annotations

import base64
import binascii
import html
from typing import Final

import msgspec

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.errors import FileNotTaken, FileRefusal, SourceError, SourceFault
from serums_desktop.domain.letters import AttachedLetter
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sources.fhir.http import FhirHttp
from serums_desktop.work.cancel import CancelToken

_UNDECODABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_XHTML: Final = "application/xhtml+xml"
# What is kept from somebody and what is not there look the same, so they are told the same.
_NOT_GIVEN: Final = frozenset({400, 401, 403, 404, 405, 406, 410, 451})


class _Attachment(msgspec.Struct, rename="camel"):
    content_type: str = ""
    data: str | None = None
    url: str = ""
    title: str = ""
    creation: str = ""
    size: int | None = None
    hash: str = ""


class _Content(msgspec.Struct):
    attachment: _Attachment | None = None


class _Narrative(msgspec.Struct):
    div: str = ""


class _Section(msgspec.Struct):
    title: str = ""
    text: _Narrative | None = None
    section: list[_Section] = []


class _Holder(msgspec.Struct, rename="camel"):
    """The elements of the four types that a letter may stand in."""

    resource_type: str = ""
    title: str = ""
    content: list[_Content] = []
    presented_form: list[_Attachment] = []
    content_type: str = ""
    data: str | None = None
    text: _Narrative | None = None
    section: list[_Section] = []


_HOLDER: Final = msgspec.json.Decoder(_Holder)


def attached(raw: bytes) -> tuple[AttachedLetter, ...]:
    """The letters of a resource as received, in its order; none where it is not one that can be read."""
    return tuple(map(_described, _attachments(raw)))


def inline(raw: bytes, index: int) -> bytes:
    """The bytes of one letter that came along with its resource, empty where it is elsewhere.

    Raises FileNotTaken: NOT_WHAT_IT_SAYS.
    """
    found = _attachments(raw)
    if not 0 <= index < len(found):
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    return _from_base64(found[index].data or "")


def fetch(http: FhirHttp, url: str, purpose: PurposeOfUse, cancel: CancelToken) -> bytes:
    """A letter that is at its source: a Binary, or a file as it is. Nothing leaves the source's origin.

    Raises FileNotTaken (NEEDS_NETWORK where the server has none for us, NOT_WHAT_IT_SAYS), SourceError,
    SignInRefused, CardError, Cancelled.
    """
    try:
        body = http.get(url, purpose, cancel).body
    except SourceError as error:
        if error.http_status in _NOT_GIVEN or error.kind is SourceFault.FORBIDDEN:
            raise FileNotTaken(FileRefusal.NEEDS_NETWORK) from error
        raise
    try:
        holder = _HOLDER.decode(body)
    except _UNDECODABLE:
        return body
    return _from_base64(holder.data or "") if holder.resource_type == "Binary" else body


def _attachments(raw: bytes) -> list[_Attachment]:
    try:
        holder = _HOLDER.decode(raw)
    except _UNDECODABLE:
        return []
    match holder.resource_type:
        case "DocumentReference":
            found = [content.attachment for content in holder.content if content.attachment is not None]
        case "DiagnosticReport":
            found = holder.presented_form
        case "Binary":
            found = [_Attachment(holder.content_type, holder.data)]
        case "Composition":
            found = [_narrative(holder)]
        case _:
            found = []
    return [each for each in found if each.data or each.url]


def _narrative(holder: _Holder) -> _Attachment:
    """The words of a document, which its sections hold one by one, as one page of XHTML."""
    parts = [_division(holder.text), *(part for section in holder.section for part in _section(section))]
    if not any(parts):
        return _Attachment()
    title = f"<h1>{html.escape(holder.title)}</h1>" if holder.title else ""
    page = f"<div>{title}{''.join(parts)}</div>"
    data = base64.b64encode(page.encode()).decode("ascii")
    return _Attachment(f"{_XHTML}; charset=utf-8", data, title=holder.title)


def _section(section: _Section) -> list[str]:
    title = f"<h2>{html.escape(section.title)}</h2>" if section.title else ""
    inner = [part for each in section.section for part in _section(each)]
    return [title + _division(section.text), *inner] if title or section.text or inner else []


def _division(narrative: _Narrative | None) -> str:
    return narrative.div if narrative is not None else ""


def _described(attachment: _Attachment) -> AttachedLetter:
    try:
        written = PartialDate.parse(attachment.creation) if attachment.creation else None
    except ValueError:
        written = None
    try:
        sha1 = _from_base64(attachment.hash)
    except FileNotTaken:
        # A checksum that is none says nothing of the letter.
        sha1 = b""
    url = "" if attachment.data else attachment.url
    return AttachedLetter(
        attachment.title,
        attachment.content_type,
        url,
        written,
        attachment.size,
        sha1 if len(sha1) == 20 else b"",
    )


def _from_base64(text: str) -> bytes:
    """Base64 with or without line breaks. Raises FileNotTaken: NOT_WHAT_IT_SAYS."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
