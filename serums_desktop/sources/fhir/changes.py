"""What a copy lacks of what a server has, and the questions that bring it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

import msgspec

from serums_desktop.domain.coverage import Held
from serums_desktop.domain.errors import SourceError
from serums_desktop.sources.fhir.bundles import Page
from serums_desktop.sources.fhir.by_type import about, devices, questions, type_by_type
from serums_desktop.sources.fhir.capabilities import Capabilities
from serums_desktop.sources.fhir.conversation import NOT_OFFERED, OF_THE_SERVER, PAGE_COUNT, Conversation
from serums_desktop.sources.fhir.http import Parameters
from serums_desktop.sources.fhir.listing import LISTING, LISTING_COUNT, CannotList, Listed, Listing

# A copy is dated by the end of its reading; what was changed while it was read must not be missed, nor what a
# server's several clocks disagree about.
_OVERLAP_S = 600.0
_IDS_PER_QUESTION = 50

# From so many on, one question for all that changed since costs less than one for each fifty ids.
_MANY = 50


class _Identity(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    id: str = ""


_IDENTITIES = msgspec.json.Decoder(_Identity)


class Changes(msgspec.Struct, frozen=True):
    """What a server has (`served`) and what of it the copy lacks (`wanted`), all ``Type/id``.

    `gone`: the copy has something that the server no longer has. What is left may refer to it, and only
    reading it all anew leaves no such trace.
    """

    served: frozenset[str]
    wanted: frozenset[str]
    recent: frozenset[str]
    gone: bool
    since_s: float


def find_changes(talk: Conversation, patient_id: str, held: Held, parallel: int) -> Changes | None:
    """Have the server list what it has, and compare. None where it cannot, or where most has changed.

    Raises SourceError, SignInRefused, CardError, Cancelled for what any other question would meet too.
    """
    listing = Listing(talk.http.fhir_base)
    try:
        for page in _listed(talk, patient_id, parallel):
            listing.add(page.records)
    except CannotList:
        talk.habits.refused_listing()
        return None
    except SourceError as error:
        if error.kind in OF_THE_SERVER:
            raise
        if error.http_status in NOT_OFFERED:
            talk.habits.refused_listing()
        return None
    listing.close()
    found = compare(listing.found, held, talk.http.clock_ahead_s or 0.0)
    return found if 2 * len(found.wanted) <= len(found.served) else None


def compare(listed: dict[str, Listed], held: Held, clock_ahead_s: float) -> Changes:
    """What the copy lacks. Of versions that are not known, the time of the last change decides.

    `clock_ahead_s`: how far the server's clock is ahead of the one that dated the copy.
    """
    since_s = held.as_of_s + clock_ahead_s - _OVERLAP_S
    recent = {key for key, item in listed.items() if item.updated_s is None or item.updated_s >= since_s}
    wanted = set()
    for key, item in listed.items():
        version_id = held.versions.get(key)
        if version_id and item.version_id:
            changed = version_id != item.version_id
        else:
            changed = version_id is None or key in recent
        if changed:
            wanted.add(key)
    if wanted:
        wanted |= {key for key, item in listed.items() if item.naming}
    # A product may have been fetched by its address: no list of the record has it, and it stays with the
    # orders that name it.
    unlisted = held.versions.keys() - listed.keys()
    products = {key for key in unlisted if key.startswith("Medication/")}
    return Changes(
        served=frozenset(listed.keys() | products),
        wanted=frozenset(wanted),
        recent=frozenset(recent),
        gone=bool(unlisted - products),
        since_s=since_s,
    )


def read_changes(talk: Conversation, patient_id: str, changes: Changes) -> Iterator[Page]:
    """The pages with what is wanted, and what else changed since.

    Raises CannotList where something that was listed was not sent; SourceError, SignInRefused, CardError,
    Cancelled.
    """
    wanted = set(changes.wanted)
    instant = dt.datetime.fromtimestamp(changes.since_s, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if talk.reads_whole:
        if len(wanted & changes.recent) > _MANY:
            address = f"Patient/{patient_id}/$everything"
            for page in _if_offered(talk, address, {"_since": instant, "_count": PAGE_COUNT}):
                wanted.difference_update(_keys(page))
                yield page
    else:
        for question in questions(patient_id, talk.capabilities):
            own = {key for key in wanted & changes.recent if key.startswith(f"{question.kind}/")}
            if len(own) > _MANY:
                narrowed = {**question.parameters, "_lastUpdated": f"ge{instant}"}
                for page in _if_offered(talk, question.kind, narrowed):
                    wanted.difference_update(_keys(page))
                    yield page
    unsent = set(wanted)
    for kind in sorted({key.partition("/")[0] for key in wanted}):
        ids = sorted(key.partition("/")[2] for key in wanted if key.startswith(f"{kind}/"))
        narrower = about(kind, patient_id, talk.capabilities) if _is_searched(kind, talk.capabilities) else {}
        for first in range(0, len(ids), _IDS_PER_QUESTION):
            some = {"_id": ",".join(ids[first : first + _IDS_PER_QUESTION])}
            for page in talk.pages(kind, {"_count": PAGE_COUNT, **narrower, **some}):
                unsent.difference_update(_keys(page))
                yield page
    if unsent:
        raise CannotList


def _listed(talk: Conversation, patient_id: str, parallel: int) -> Iterator[Page]:
    narrowed = {**LISTING, "_count": LISTING_COUNT}
    if talk.reads_whole:
        yield from talk.pages(f"Patient/{patient_id}/$everything", narrowed)
        yield from devices(talk, patient_id, **narrowed)
        return
    asked = [
        msgspec.structs.replace(question, parameters={**question.parameters, **narrowed})
        for question in questions(patient_id, talk.capabilities)
    ]
    for _, page in type_by_type(talk, asked, parallel):
        yield page


def _if_offered(talk: Conversation, address: str, question: Parameters) -> Iterator[Page]:
    try:
        yield from talk.pages(address, question)
    except SourceError as error:
        if error.http_status not in NOT_OFFERED:
            raise


def _is_searched(kind: str, capabilities: Capabilities) -> bool:
    """Whether a type is one that a server searches by patient: it may want to be told whose."""
    return not {"patient", "subject"}.isdisjoint(capabilities.parameters.get(kind, ()))


def _keys(page: Page) -> Iterator[str]:
    for entry in page.records:
        # What cannot be read here is asked for by its id, and counted when it comes.
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            known = _IDENTITIES.decode(entry.resource)
            yield f"{known.resource_type}/{known.id}"
