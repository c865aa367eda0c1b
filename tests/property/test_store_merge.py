"""The timeline a vault keeps while it is written equals the merge of all it holds, whatever happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.store.packing import Unpacker
from serums_desktop.store.schema import pack
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, glucose

SOURCES = ("fcrb", "zmc")

TYPES = ("Observation", "Condition")


def typed(received: Received, resource_type: str) -> Received:
    """The same resource under another type's name."""
    assert received.entry is not None
    entry_id = f"{received.source_id}/{resource_type}/{received.resource_id}"
    entry = msgspec.structs.replace(received.entry, resource_type=resource_type, entry_id=entry_id)
    return msgspec.structs.replace(received, resource_type=resource_type, entry=entry)


def numbered(received: Received, numbers: list[str]) -> Received:
    """The same resource with several numbers, through each of which it meets others."""
    assert received.entry is not None
    own = tuple(Identifier("urn:example:lab", number) for number in numbers)
    entry = msgspec.structs.replace(received.entry, identifiers=own)
    return msgspec.structs.replace(received, entry=entry)


# Few resources, few numbers and few days: so that facts meet, part and meet again, also in chains.
ids = st.integers(0, 4)
observations = st.builds(
    glucose,
    ids,
    source_id=st.sampled_from(SOURCES),
    text=st.sampled_from(["5.4", "5.40", "7"]),
    at=st.sampled_from(["2026", "2026-03", "2026-03-01T08:00:00Z", "2025-12-31"]),
    issuer_number=st.just(""),
)
numbers = st.lists(st.sampled_from(["1", "2", "3", "4"]), max_size=3)
resources = st.builds(typed, st.builds(numbered, observations, numbers), st.sampled_from(TYPES))
fates = st.sampled_from([Disposition.SHOWN] * 4 + [Disposition.RETRACTED, Disposition.OTHER])


@st.composite
def received(draw: st.DrawFn) -> Received:
    fate = draw(fates)
    reason = Reason.ENTERED_IN_ERROR if fate is Disposition.RETRACTED else Reason.NONE
    return msgspec.structs.replace(draw(resources), disposition=fate, reason=reason)


class Asking(msgspec.Struct, frozen=True):
    """One asking of a source: its pages, whether it came to its end, for which types it was (or all).

    `served` are resources that it names as still there, where it sent changes alone.
    """

    source_id: str
    pages: list[list[Received]]
    complete: bool
    types: frozenset[str] | None
    served: frozenset[str] | None


@st.composite
def askings(draw: st.DrawFn) -> Asking:
    source_id = draw(st.sampled_from(SOURCES))
    pages = draw(st.lists(st.lists(received(), max_size=5), max_size=3))
    mine = [[one for one in page if one.source_id == source_id] for page in pages]
    types = draw(st.none() | st.frozensets(st.sampled_from(TYPES)))
    served = draw(st.none() | st.frozensets(st.builds("{}/glucose-{}".format, st.sampled_from(TYPES), ids)))
    return Asking(source_id, mine, draw(st.booleans()), types, served)


def raws_in(vault: Vault) -> list[bytes]:
    """Every resource of which any byte is kept."""
    with vault._file.reading() as view:
        packed = view.scalars(select(pack.c.raws)).all()
    unpacker = Unpacker()
    return [raw for body in packed for raw in unpacker.raws(body) if raw]


class Model:
    """A vault as a dictionary: the last word on every resource."""

    def __init__(self) -> None:
        self.kept: dict[str, Received] = {}

    def take(self, asking: Asking) -> None:
        seen = {one.key: one for page in asking.pages for one in page}
        if asking.complete:
            self.kept = {key: one for key, one in self.kept.items() if not self.was_asked(one, asking)}
        self.kept |= seen

    def was_asked(self, one: Received, asking: Asking) -> bool:
        is_of_type = asking.types is None or one.resource_type in asking.types
        is_served = asking.served is not None and one.key.partition("/")[2] in asking.served
        return is_of_type and one.source_id == asking.source_id and not is_served

    def shown(self) -> list[Received]:
        return [one for one in self.kept.values() if one.disposition is Disposition.SHOWN]


@contextmanager
def new_vault() -> Iterator[Vault]:
    with TemporaryDirectory() as directory:
        vault = Vault(Path(directory) / "one.vault", bytes(32), lambda _copied_s: None)
        yield vault
        vault.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(askings(), max_size=6))
def test_incremental_equals_batch(history: list[Asking]) -> None:
    model = Model()
    with new_vault() as vault:
        for asking in history:
            run = vault.begin(asking.source_id)
            for page in asking.pages:
                vault.write(run, page, 1.0)
            vault.finish(
                run,
                answered(asking.source_id),
                complete=asking.complete,
                types=asking.types,
                served=asking.served,
            )
            model.take(asking)
            timeline = vault.timeline()
            assert timeline == merge(one.entry for one in model.shown() if one.entry)
            assert sorted(raws_in(vault)) == sorted(one.raw for one in model.kept.values())
            account = vault.accounting()
        if history:
            assert account.received == len(model.kept)
            assert account.shown == len(timeline.items)
            assert account.shown + account.folded == len(model.shown())


@settings(max_examples=20, deadline=None)
@given(st.lists(resources, max_size=12, unique_by=lambda one: one.key), st.randoms(use_true_random=False))
def test_order_and_paging_do_not_matter(page: list[Received], shuffler: Random) -> None:
    shuffled = list(page)
    shuffler.shuffle(shuffled)
    with new_vault() as at_once, new_vault() as one_by_one:
        for source_id in SOURCES:
            run = at_once.begin(source_id)
            at_once.write(run, [one for one in page if one.source_id == source_id], 1.0)
        for one in shuffled:
            one_by_one.write(one_by_one.begin(one.source_id), [one], 1.0)
        assert at_once.timeline() == one_by_one.timeline()
        assert at_once.accounting() == one_by_one.accounting()
