"""A resource between its arrival and its fate: decoded as far as it can be, and given its identity."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from serums_desktop.domain.dates import PartialDate
from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.listed import DECODERS
from serums_desktop.sources.fhir.references import RESOURCE_ID
from serums_desktop.sources.fhir.retraction import MODIFIER
from serums_desktop.sources.fhir.shape import NO_VALUE, WrongShape, mended
from serums_desktop.sources.fhir.withheld import HINTS, hints_in, is_withheld, may_hint, without_labels

# Nearly every server writes the type first; where it does not, the whole resource is looked through.
_LEADING_TYPE = re.compile(rb'\s*\{\s*"resourceType"\s*:\s*"([A-Za-z]{1,64})"')
_ANY_TYPE = re.compile(rb'"resourceType"\s*:\s*"([A-Za-z]{1,64})"')
_PLACE = re.compile(r"`(\$[^`]*)`$")


class _Peek(msgspec.Struct, rename="camel"):
    resource_type: str = ""


class _Unread(msgspec.Struct):
    """What is looked at in a resource that is not read: nothing is required of it."""

    id: Any = ""
    subject: msgspec.Raw = NO_VALUE
    patient: msgspec.Raw = NO_VALUE


class Words(NamedTuple):
    """Which of the words that decide about a resource stand anywhere in its page.

    Looking for a word costs a tenth of reading a resource. Hardly any page has one, and what a page does not
    have none of its resources has.
    """

    hints: tuple[bytes, ...] = HINTS
    modifier: bool = True

    @classmethod
    def of(cls, page: bytes) -> Words:
        """The words in a page's resources."""
        return cls(hints_in(page), MODIFIER in page)


class Incoming(msgspec.Struct, gc=False):
    """A received resource.

    `resource` is None for a type that is not listed, and for a wrong shape, which `problem` names.
    `subjects` are whom it speaks of. A resource without a usable id is known by its bytes. `may_hint` is
    whether it may have something masked; see `is_left_out`. `may_modify` is whether it may have an extension
    that modifies it; see `retraction`.
    """

    kind: str
    raw: bytes
    resource_id: str = ""
    has_id: bool = True
    resource: fhir.Resource | None = None
    problem: str = ""
    subjects: tuple[fhir.Reference, ...] = ()
    may_hint: bool = True
    may_modify: bool = True

    @property
    def is_left_out(self) -> bool:
        """Whether it does no more than hint at a restriction; see `withheld`."""
        return self.kind == "Consent" or (self.may_hint and is_withheld(self.kind, self.raw))

    @property
    def key(self) -> str:
        """``Type/id``."""
        return f"{self.kind}/{self.resource_id}"


_DECODE = {kind: decoder.decode for kind, decoder in DECODERS.items()}
_DECODE_PEEK = msgspec.json.Decoder(_Peek).decode
_DECODE_UNREAD = msgspec.json.Decoder(_Unread).decode
_DECODE_REFERENCE = msgspec.json.Decoder(fhir.Reference).decode
_ANY_WORDS = Words()


def arrivals(entries: Iterable[BundleEntry]) -> list[tuple[BundleEntry, Incoming]]:
    """Every entry of a page with what comes of it."""
    page = list(entries)
    words = Words.of(b"".join([entry.resource for entry in page]))
    return [(entry, arrive(entry, words)) for entry in page]


def arrive(entry: BundleEntry, words: Words = _ANY_WORDS) -> Incoming:
    """Decode an entry's resource, of whose page the `words` are. Whatever it is, something comes of it."""
    raw = bytes(entry.resource)
    hints, may_modify = words
    hinted = bool(hints) and may_hint(raw, hints)
    if hinted:
        raw = without_labels(raw)
    # What is written anew no longer escapes what its page may have escaped.
    item = Incoming("Resource", raw, may_hint=hinted, may_modify=may_modify or hinted)
    try:
        kind = item.kind = _kind(raw)
        decode = _DECODE.get(kind)
        if decode is None:
            _recognise(item)
        else:
            resource = item.resource = decode(raw)
            item.resource_id = resource.id
            if isinstance(resource, fhir.DomainResource):
                item.subjects = _subjects(resource)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        item.problem = place[1] if place is not None else "$"
        _recognise(item)
    except WrongShape as error:
        item.problem = error.path
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        if (whole := mended(raw)) != raw:
            return arrive(BundleEntry(entry.full_url, msgspec.Raw(whole)))
        item.problem = "$"
        item.kind = _kind_at_least(item)
    if RESOURCE_ID.fullmatch(item.resource_id) is None:
        _identify(item, entry.full_url)
    return item


def _kind(raw: bytes) -> str:
    """The type a resource names. Raises WrongShape and what decoding raises."""
    leading = _LEADING_TYPE.match(raw)
    if leading is not None:
        return leading[1].decode()
    kind = _DECODE_PEEK(raw).resource_type
    if not (kind.isascii() and kind.isalpha()):
        raise WrongShape("$.resourceType")
    return kind


def _subjects(resource: fhir.DomainResource) -> tuple[fhir.Reference, ...]:
    subject, patient = resource.subject, resource.patient
    if patient is None:
        return () if subject is None else (subject,)
    return (patient,) if subject is None else (subject, patient)


def keep_apart(item: Incoming, other: Incoming, address: str) -> None:
    """Give a resource an id of its own where another of its page has its id at another address.

    A bundle of several servers' resources knows them by their addresses (FHIR R4, Bundle.entry.fullUrl): one
    id at two servers is two things.
    """
    if item.has_id and item.raw != other.raw:
        item.resource_id = f"sha256-{hashlib.sha256(address.encode()).hexdigest()[:48]}"
        if item.resource is not None:
            item.resource.id = item.resource_id


def later(earlier: Incoming, item: Incoming) -> Incoming:
    """Of two versions of a resource the one its server changed last; the second where either does not say.

    A history begins with the newest (FHIR R4, RESTful API, history).
    """
    before, after = _changed_s(earlier), _changed_s(item)
    return earlier if before is not None and after is not None and before > after else item


def _changed_s(item: Incoming) -> float | None:
    meta = item.resource.meta if item.resource is not None else None
    try:
        return PartialDate.parse((meta.last_updated if meta is not None else None) or "").end_s
    except ValueError:
        return None


def _kind_at_least(item: Incoming) -> str:
    """The type of what cannot be decoded, where it names one only: an allergy must be missed by name."""
    if item.kind != "Resource":
        return item.kind
    named = {found[1].decode() for found in _ANY_TYPE.finditer(item.raw)}
    return named.pop() if len(named) == 1 else item.kind


def _recognise(item: Incoming) -> None:
    """Note the id and the subjects of a resource that is not read, as far as they are there."""
    try:
        known = _DECODE_UNREAD(item.raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        item.problem = item.problem or "$"
        return
    item.resource_id = known.id if isinstance(known.id, str) else ""
    subjects = []
    for raw in (known.subject, known.patient):
        if raw is NO_VALUE:
            continue
        try:
            subjects.append(_DECODE_REFERENCE(raw))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # In some unlisted types this is a list or a concept: it names no single patient.
            continue
    item.subjects = tuple(subjects)


def _identify(item: Incoming, full_url: str) -> None:
    """Give an entry without an id the one its address ends with, else one made of its bytes."""
    if not item.resource_id and full_url:
        item.resource_id = re.split("[/:]", full_url)[-1]
    if RESOURCE_ID.fullmatch(item.resource_id) is None:
        item.has_id = False
        item.resource_id = f"sha256-{hashlib.sha256(item.raw).hexdigest()[:48]}"
    if item.resource is not None:
        item.resource.id = item.resource_id
