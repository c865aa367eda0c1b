"""Whatever was written and has gone again: the parts of a record are those of its whole timeline."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from serums_desktop.domain.conflicts import Contradiction, contradictions
from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Entry, RangeFlag, Severity, Standing
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.domain.stored import Month, Overview
from serums_desktop.domain.summary import summarise
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.store.schema import WORDS
from serums_desktop.store.vault import Vault
from serums_desktop.store.words import words_of
from tests.unit.store.synthetic import answered

SOURCES = ("fcrb", "zmc")
LANE_OF = {
    "AllergyIntolerance": Lane.PROBLEMS,
    "Condition": Lane.PROBLEMS,
    "Device": Lane.PROCEDURES,
    "DiagnosticReport": Lane.LABS,
    "Encounter": Lane.ENCOUNTERS,
    "Flag": Lane.PROBLEMS,
    "Immunization": Lane.PROCEDURES,
    "MedicationDispense": Lane.MEDICINES,
    "MedicationRequest": Lane.MEDICINES,
    "MedicationStatement": Lane.MEDICINES,
    "Observation": Lane.LABS,
    "Procedure": Lane.PROCEDURES,
}
OFTEN = ("Observation", "Condition", "MedicationRequest") * 5
# A substance, two results, ABO and a blood group, a decision and what leaves it open, and denials.
CODES = (
    Coding("http://www.whocc.no/atc", "J01CA04"),
    Coding("http://loinc.org", "15074-8"),
    Coding("http://loinc.org", "2160-0"),
    Coding("http://loinc.org", "883-9"),
    Coding("http://snomed.info/sct", "278149003"),
    Coding("http://snomed.info/sct", "304253006"),
    Coding("http://snomed.info/sct", "304251008"),
    Coding("http://snomed.info/sct", "716186003"),
    Coding("http://snomed.info/sct", "160245001"),
)
TITLES = ("Amoxicillin 500 mg", "Amoxicil\N{LATIN SMALL LETTER I WITH ACUTE}lina", "Glucose", "A positive")
DATES = ("", "2026", "2026-03", "2026-03-01T08:00:00Z", "2026-03-01T08:00:30Z", "1969-12-31", "1902-05")
ISSUED = ((), *[(Identifier("urn:example:lab", number),) for number in "12"])


MANY_YEARS_AGO_S = -1e10
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LOOKED_FOR: dict[str, Callable[[TimelineItem], bool]] = {
    "2160-0": lambda item: "2160-0" in item.codes,
    "GLUC": lambda item: "Glucose" in (item.title, *item.title.split(" / "), *item.other_titles),
}


def parsed(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


@st.composite
def resources(draw: st.DrawFn) -> Received:
    """Few resources, few codes and few days, so that facts meet, part and change what they are."""
    source_id = draw(st.sampled_from(SOURCES))
    resource_type = draw(st.sampled_from([*OFTEN, *sorted(LANE_OF)]))
    resource_id = str(draw(st.integers(0, 2)))
    number = draw(st.sampled_from(["", "5.4", "7"]))
    entry = Entry(
        entry_id=f"{source_id}/{resource_type}/{resource_id}",
        source_id=source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        lane=LANE_OF[resource_type],
        title=draw(st.sampled_from(TITLES)),
        when=Span(parsed(draw(st.sampled_from(DATES))), parsed(draw(st.sampled_from(["", "2026-04"])))),
        codes=tuple(draw(st.lists(st.sampled_from(CODES), max_size=2, unique=True))),
        identifiers=draw(st.sampled_from(ISSUED)),
        standing=draw(st.sampled_from(Standing)),
        negated=draw(st.booleans()),
        severity=draw(st.sampled_from(Severity)),
        flag=draw(st.sampled_from(RangeFlag)),
        value=Quantity(Decimal(number), number, "mmol/L") if number else None,
        value_text="" if number else draw(st.sampled_from(["", "A positive"])),
    )
    return Received(
        source_id=source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        raw=b"{}",
        disposition=draw(st.sampled_from([Disposition.SHOWN] * 5 + [Disposition.RETRACTED])),
        entry=entry,
    )


class Asking(msgspec.Struct, frozen=True):
    """Pages of a source, and whether that was all of it; a source may be dropped before it is asked."""

    source_id: str
    pages: list[list[Received]]
    complete: bool
    dropped: bool


@st.composite
def askings(draw: st.DrawFn) -> Asking:
    source_id = draw(st.sampled_from(SOURCES))
    pages = draw(st.lists(st.lists(resources(), max_size=8), max_size=2))
    mine = [[one for one in page if one.source_id == source_id] for page in pages]
    return Asking(source_id, mine, draw(st.booleans()), draw(st.sampled_from([False, False, True])))


@settings(max_examples=40, deadline=None)
@given(st.lists(askings(), max_size=4), st.integers(1, 4))
def test_parts_are_those_of_the_whole(history: list[Asking], most: int) -> None:
    with TemporaryDirectory() as directory:
        vault = Vault(Path(directory) / "one.vault", bytes(32), lambda _copied_s: None)
        for asking in history:
            if asking.dropped:
                vault.drop_source(asking.source_id)
            run = vault.begin(asking.source_id)
            for page in asking.pages:
                vault.write(run, page, 1.0)
            vault.finish(run, answered(asking.source_id), complete=asking.complete)
            timeline = vault.timeline()
            assert vault.overview() == overview(timeline)
            assert whole(vault, most) == timeline
            assert_reads_first(vault.safety(), timeline)
            assert_parts_of_lanes(vault, timeline)
            assert_stands_between(vault, timeline)
            assert_finds(vault, timeline, most)
            assert_holds_no_other_words(vault, timeline)
        vault.close()


@settings(max_examples=20, deadline=None)
@given(st.lists(resources(), max_size=12, unique_by=lambda one: one.key), st.randoms(use_true_random=False))
def test_the_order_of_writing_does_not_matter(page: list[Received], shuffler: Random) -> None:
    shuffled = list(page)
    shuffler.shuffle(shuffled)
    with TemporaryDirectory() as directory:
        read = []
        for name, order in (("one", page), ("other", shuffled)):
            vault = Vault(Path(directory) / name, bytes(32), lambda _copied_s: None)
            for one in order:
                vault.write(vault.begin(one.source_id), [one], 1.0)
            found = [vault.find(words, 3) for words in ("amoxicil", "2160-0", "a")]
            read.append((vault.overview(), vault.safety(), vault.undated(), vault.window(None, 3), found))
            vault.close()
        assert read[0] == read[1]


def overview(timeline: Timeline) -> Overview:
    """By lane and month, reckoned from the calendar."""
    lanes = list(Lane)
    counted: Counter[tuple[int, int]] = Counter()
    flagged: Counter[tuple[int, int]] = Counter()
    undated = 0
    for item in timeline.items:
        at_s = item.start_s if item.start_s is not None else item.end_s
        if at_s is None:
            undated += 1
            continue
        day = EPOCH + dt.timedelta(seconds=at_s)
        place = (lanes.index(item.lane), (day.year - 1970) * 12 + day.month - 1)
        counted[place] += 1
        flagged[place] += item.flag is not RangeFlag.NONE or item.severity >= Severity.HIGH
    months = [
        Month(lanes[lane], month, items, flagged[lane, month])
        for (lane, month), items in sorted(counted.items())
    ]
    return Overview(tuple(months), len(timeline.items), undated)


def whole(vault: Vault, most: int) -> Timeline:
    """All windows, from the newest to the oldest, and what has no date."""
    newest_first: list[TimelineItem] = []
    before_s = None
    while True:
        window = vault.window(before_s, most)
        newest_first += window.items
        if window.earliest_s is None:
            return Timeline((*reversed(newest_first), *vault.undated().items))
        assert len(window.items) >= most
        assert starts(window.items[-1]) == window.earliest_s
        before_s = window.earliest_s


def assert_parts_of_lanes(vault: Vault, timeline: Timeline) -> None:
    """A span of everything is everything that has a date, and so are the counts and the rows of a table."""
    dated = tuple(item for item in timeline.items if starts(item) is not None)
    assert vault.span(-math.inf, math.inf, LANE_ORDER).items == dated
    for lane in LANE_ORDER:
        of_lane = tuple(item for item in dated if item.lane is lane)
        assert vault.span(-math.inf, math.inf, [lane]).items == of_lane
    counted = vault.counts(MANY_YEARS_AGO_S, 1e11, 1e6, LANE_ORDER)
    assert sum(bucket.items for bucket in counted.buckets) == len(dated)
    assert sum(bucket.flagged for bucket in counted.buckets) == sum(
        month.flagged for month in vault.overview().months
    )
    rows = vault.rows(0, len(timeline.items))
    assert {item.item_id for item in rows} == {item.item_id for item in timeline.items}
    begun = [at_s for item in rows if (at_s := starts(item)) is not None]
    assert begun == sorted(begun, reverse=True)
    assert all(starts(item) is None for item in rows[len(begun) :])
    assert vault.rows(1, 2) == rows[1:3]


def assert_stands_between(vault: Vault, timeline: Timeline) -> None:
    """Each item of a lane but the first comes after another, and each entry leads to its item."""
    for item in timeline.items:
        assert all(vault.item(member) == item for member in item.members)
        beside = vault.beside(item.item_id)
        if starts(item) is None:
            assert beside is None
            continue
        assert beside is not None
        lane = [one for one in timeline.items if one.lane is item.lane and starts(one) is not None]
        assert beside.total == len(lane)
        assert (beside.before is None) == (beside.place == 1)
        assert (beside.after is None) == (beside.place == beside.total)
        if beside.after is not None:
            back = vault.beside(beside.after.item_id)
            assert back is not None
            assert (back.before, back.place) == (item, beside.place + 1)


def starts(item: TimelineItem) -> float | None:
    return item.start_s if item.start_s is not None else item.end_s


def assert_reads_first(safety: Timeline, timeline: Timeline) -> None:
    assert summarise(safety) == summarise(timeline)
    assert loud(contradictions(safety)) == loud(contradictions(timeline))
    assert set(safety.items) <= set(timeline.items)


def loud(found: Sequence[Contradiction]) -> list[Contradiction]:
    return [one for one in found if one.severity > Severity.NOTICE]


def assert_finds(vault: Vault, timeline: Timeline, most: int) -> None:
    """Of what has one title or one code the newest; looked for without its accents, and without its end."""
    for words, is_meant in LOOKED_FOR.items():
        meant = [item for item in timeline.items if is_meant(item)]
        dated = [item for item in meant if starts(item) is not None]
        undated = [item for item in meant if starts(item) is None]
        assert vault.find(words, most) == [*reversed(dated), *undated][:most]


def assert_holds_no_other_words(vault: Vault, timeline: Timeline) -> None:
    """How many items have each word, against a table that was filled at once."""
    at_once = dbapi2.connect(":memory:")
    at_once.execute(WORDS[0])
    said = [(number, words_of(item)) for number, item in enumerate(timeline.items)]
    at_once.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", said)
    kept = vault._file._connection
    assert kept is not None
    assert vocabulary(kept) == vocabulary(at_once)
    at_once.close()


def vocabulary(connection: dbapi2.Connection) -> list[tuple[str, int, int]]:
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.said USING fts5vocab(main, words, row)")
    return list(connection.execute("SELECT term, doc, cnt FROM temp.said"))
