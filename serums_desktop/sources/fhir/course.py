"""In which order a whole record is asked for, and how far it has come: warnings, the newest, the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from serums_desktop.domain.emergency import RESOURCE_TYPES, Stage
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.sources.fhir.bundles import BundleEntry, Page
from serums_desktop.sources.fhir.by_type import (
    BUSY,
    LinkGone,
    Question,
    about,
    devices,
    going_on,
    questions,
    type_by_type,
)
from serums_desktop.sources.fhir.conversation import (
    NOT_OFFERED,
    OF_THE_SERVER,
    PAGE_COUNT,
    Conversation,
)
from serums_desktop.sources.fhir.page_reading import PageReading

# What is recent, and by which parameter of a search it is found (FHIR R4). Orders come whole, with what is
# warned of.
_RECENT_DAYS: Final = 90
_DATED: Final = {
    "Observation": "date",
    "Encounter": "date",
    "DiagnosticReport": "date",
    "MedicationAdministration": "effective-time",
}
_SAFETY: Final = RESOURCE_TYPES[Stage.SAFETY_SUMMARY] or frozenset()
_IDS_PER_QUESTION: Final = 50
_WHOLE: Final = "$everything"


class Place(msgspec.Struct, array_like=True):
    """How far a reading has come.

    `done` are questions that were answered to their end, `open` those of which a part has come, with the
    address of the next page. `whole`: the record is asked for by one question. `in_order`: what is warned of
    and what is recent is asked for before the rest.
    """

    patient_id: str
    fhir_base: str
    whole: bool
    in_order: bool
    done: list[str] = []
    open: dict[str, str] = {}


class Fetched(NamedTuple):
    """Records, and where a reading goes on after them.

    What is `urgent` is wanted before what it refers to has come: at the latest when it `settles`.
    """

    records: list[BundleEntry]
    place: bytes = b""
    urgent: bool = False
    settles: bool = False


_places = msgspec.msgpack.Decoder(Place)
_encoder = msgspec.msgpack.Encoder()


def place_of(packed: bytes) -> Place:
    """A place as it was packed. Raises msgspec.DecodeError for anything else."""
    return _places.decode(packed)


class Course:
    """One reading of a whole record.

    A server that gives the record by one question is asked that first: most records are there with one page.
    Of a longer one, what is warned of and what is recent is asked for before the next page.
    """

    def __init__(
        self,
        talk: Conversation,
        patient_id: str,
        reading: PageReading,
        parallel: int,
        now_s: float,
        place: Place,
    ) -> None:
        self._talk = talk
        self.patient_id = patient_id
        self._reading = reading
        self._parallel = parallel
        self._now_s = now_s
        self._place = place
        self._inherited = dict(place.open)
        self._incomplete: list[SourceError] = []
        self._refused: set[str] = set()

    def pages(self) -> Iterator[Fetched]:
        """The pages of the record. Raises LinkGone, SourceError, SignInRefused, CardError, Cancelled."""
        if self._place.whole:
            try:
                yield from self._whole()
            except LinkGone as gone:
                if self._inherited or gone.error.kind is SourceFault.FOREIGN_LINK:
                    raise
                # Pages that cannot be had one after another may still be had type by type.
            except SourceError as error:
                if error.http_status not in NOT_OFFERED:
                    # The operation may be refused to everybody, and the types still be open.
                    self._talk.raise_unless_empty(error, "Patient")
                elif error.http_status != 404:
                    # Not found may be the patient; any other answer is about the operation.
                    self._talk.habits.refused_whole()
            else:
                if _named("safety", "Device") not in self._place.done:
                    for page in devices(self._talk, self.patient_id):
                        yield Fetched(page.records)
                return
            self._place = msgspec.structs.replace(self._place, whole=False, done=[], open={})
        yield from self._by_type()

    # -- by one question ---------------------------------------------------------------------------

    def _whole(self) -> Iterator[Fetched]:
        place = self._place
        if _WHOLE in place.done:
            return
        if _WHOLE in place.open:
            yield from self._first()
        address = f"Patient/{self.patient_id}/{_WHOLE}"
        pages = going_on(self._talk, address, {"_count": PAGE_COUNT}, place.open.get(_WHOLE, ""))
        for page in pages:
            is_first = _WHOLE not in place.open
            yield self._fetched(_WHOLE, page)
            if is_first and page.next_url:
                yield from self._first()

    def _first(self) -> Iterator[Fetched]:
        """What is to come before the rest, where that is offered: what is refused comes with the rest."""
        if not self._place.in_order:
            return
        # The person is on the first page, and their devices are not in the rest.
        warned_of = {
            _named("safety", one.kind): one
            for one in self._asked_for(_SAFETY)
            if one.promised and one.kind != "Patient"
        }
        for some in (warned_of, self._recent(_DATED)):
            try:
                yield from self._answered(some)
            except SourceError as error:
                if error.kind in OF_THE_SERVER:
                    raise
            if some:
                yield from self._settled(next(iter(some)).partition("/")[0])

    # -- type by type ------------------------------------------------------------------------------

    def _by_type(self) -> Iterator[Fetched]:
        everything = {_named("all", one.kind): one for one in self._asked_for(None)}
        if self._place.in_order:
            warned_of = {_named("safety", one.kind): one for one in self._asked_for(_SAFETY)}
            yield from self._collected(warned_of)
            yield from self._settled("safety")
            # Of other types what was asked for is no more than a part.
            everything = {
                name: one for name, one in everything.items() if one.kind not in {"Patient", *_SAFETY}
            }
            begun = {
                name: msgspec.structs.replace(one, most=1)
                for name, one in everything.items()
                if name not in self._place.open
            }
            yield from self._collected(begun)
            longer = {one.kind for name, one in everything.items() if name in self._place.open}
            if longer:
                yield from self._collected(self._recent(longer))
                yield from self._settled("recent")
        yield from self._collected(everything)
        if self._incomplete:
            first = self._incomplete[0]
            missing = dict.fromkeys(kind for error in self._incomplete for kind in error.missing)
            raise SourceError(
                self._talk.http.source_id, first.kind, http_status=first.http_status, missing=tuple(missing)
            ) from first

    def _collected(self, asked: dict[str, Question]) -> Iterator[Fetched]:
        """The answers; what could not be given does not keep the rest from being asked for."""
        try:
            yield from self._answered(asked)
        except SourceError as error:
            if error.kind in OF_THE_SERVER or error.http_status in BUSY:
                raise
            self._incomplete.append(error)

    # -- both --------------------------------------------------------------------------------------

    def _asked_for(self, types: frozenset[str] | None) -> Iterator[Question]:
        return questions(self.patient_id, self._talk.capabilities, types)

    def _recent(self, kinds: Iterable[str]) -> dict[str, Question]:
        """The questions for what is recent of some types, where the server knows its date."""
        since = dt.datetime.fromtimestamp(self._now_s, dt.UTC).date() - dt.timedelta(days=_RECENT_DAYS)
        capabilities = self._talk.capabilities
        return {
            _named("recent", kind): Question(
                kind, {**about(kind, self.patient_id, capabilities), by: f"ge{since.isoformat()}"}, True
            )
            for kind, by in _DATED.items()
            if kind in kinds and by in capabilities.parameters.get(kind, ())
        }

    def _answered(self, asked: dict[str, Question]) -> Iterator[Fetched]:
        """The pages of questions that are not answered yet, each from where it stands."""
        place = self._place
        names = {
            one.kind: name
            for name, one in asked.items()
            if name not in place.done and name not in self._refused
        }
        wanted = []
        for name in names.values():
            link = place.open.get(name, "")
            inherits = bool(link) and link == self._inherited.get(name)
            wanted.append(msgspec.structs.replace(asked[name], link=link, inherits=inherits))
        try:
            for kind, page in type_by_type(self._talk, wanted, self._parallel):
                yield self._fetched(names[kind], page)
        finally:
            # Asked once: the answer would be the same.
            self._refused.update(name for name in names.values() if name not in {*place.done, *place.open})

    def _settled(self, step: str) -> Iterator[Fetched]:
        """After a step, the products that what came so far names, and with them all of it as it is; once."""
        name = _named(step, "settled")
        if name in self._place.done:
            return
        missing = self._reading.missing_products()
        if "Medication" in self._talk.capabilities.parameters:
            for first in range(0, len(missing), _IDS_PER_QUESTION):
                ids = ",".join(key.partition("/")[2] for key in missing[first : first + _IDS_PER_QUESTION])
                try:
                    for page in self._talk.pages("Medication", {"_id": ids, "_count": PAGE_COUNT}):
                        yield Fetched(page.records)
                except SourceError as error:
                    if error.http_status not in NOT_OFFERED and error.kind is not SourceFault.FORBIDDEN:
                        raise
        self._place.done.append(name)
        yield Fetched([], _encoder.encode(self._place), settles=True)

    def _fetched(self, name: str, page: Page) -> Fetched:
        """A page, with the place after it, unless the record is on this one page."""
        place = self._place
        is_all = name == _WHOLE and not page.next_url and _WHOLE not in place.open
        if page.next_url:
            place.open[name] = page.next_url
        else:
            place.open.pop(name, None)
            place.done.append(name)
        is_urgent = name.partition("/")[0] in {"safety", "recent"}
        return Fetched(page.records, b"" if is_all else _encoder.encode(place), is_urgent)


def _named(step: str, kind: str) -> str:
    return f"{step}/{kind}"
