"""The laws of merging: a function of the set of entries, in which every entry has one place."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Detail, Entry, Label, RangeFlag, Severity, Standing
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.medicine_names import read_product
from serums_desktop.domain.merge import fold_keys, merge, merge_group, timeline_order
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.summary import summarise
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.domain.written_amounts import dose

dates = st.sampled_from(
    [None, "2019", "2026-03", "2026-03-01", "2026-03-01T08:00:00+01:00", "2026-03-01T07:00:10Z"]
).map(lambda text: PartialDate.parse(text) if text else None)
kinds = st.sampled_from(
    [
        ("AllergyIntolerance", Lane.PROBLEMS),
        ("Condition", Lane.PROBLEMS),
        ("MedicationRequest", Lane.MEDICINES),
        ("Observation", Lane.LABS),
        ("DiagnosticReport", Lane.LABS),
        ("Procedure", Lane.PROCEDURES),
        ("Encounter", Lane.ENCOUNTERS),
    ]
)
codes = st.sampled_from(
    [
        (),
        (Coding("urn:a", "1"),),
        (Coding("urn:a", "2"),),
        (Coding("http://snomed.info/sct", "1"),),
        (Coding("http://snomed.info/sct", "2"),),
        (Coding("http://snomed.info/sct", "1"), Coding("urn:a", "1")),
        (Coding("urn:c", "3", "Metformin"),),
    ]
)
numbers = st.lists(st.builds(Identifier, st.just("urn:n"), st.sampled_from("12")), max_size=2, unique=True)
# Separators and quotes in a text must not turn one key into another.
titles = st.sampled_from(
    [
        "",
        "Metformin",
        "metformina 500 mg",
        "Metformin 500 mg retard",
        "Metformin succinate",
        "a|b",
        "a",
        "'), ('",
    ]
)
details = st.sampled_from(
    [
        (),
        (Detail(Label.DOSE, "500 mg"),),
        (Detail(Label.DOSE, "500 MG"),),
        (Detail(Label.DOSE, "1,000 mg"),),
        (Detail(Label.BODY_SITE, "left"),),
        (Detail(Label.REACTION, "rash; shock"), Detail(Label.CRITICALITY, "high")),
    ]
)
amounts = st.none() | st.sampled_from(["5.4", "5.40", "7"]).map(
    lambda text: Quantity(Decimal(text), text, "mmol/L")
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    kind, lane = draw(kinds)
    source_id = draw(st.sampled_from(["fcrb", "ustan", "zmc"]))
    resource_id = draw(st.sampled_from("abcdefgh"))
    return Entry(
        entry_id=f"{source_id}/{kind}/{resource_id}",
        source_id=source_id,
        resource_type=kind,
        resource_id=resource_id,
        lane=lane,
        title=draw(titles),
        when=Span(draw(dates), draw(dates)),
        codes=draw(codes),
        identifiers=tuple(draw(numbers)),
        status=draw(st.sampled_from(["", "active", "resolved"])),
        standing=draw(st.sampled_from(Standing)),
        negated=draw(st.booleans()),
        severity=draw(st.sampled_from(Severity)),
        flag=draw(st.sampled_from(RangeFlag)),
        value=draw(amounts),
        details=draw(details),
        recorded=draw(dates),
    )


records = st.lists(entries(), max_size=25, unique_by=lambda entry: entry.entry_id)


@given(records, st.randoms(use_true_random=False))
def test_order_does_not_matter(record: list[Entry], shuffler: Random) -> None:
    shuffled = list(record)
    shuffler.shuffle(shuffled)
    assert merge(shuffled) == merge(record)


class Kept:
    """Items kept while entries come and go, as a store would: only what shares a key is merged anew."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.items: dict[str, TimelineItem] = {}
        self.holders: defaultdict[str, set[str]] = defaultdict(set)

    def put(self, entry: Entry) -> None:
        self.remove(entry.entry_id)
        self.entries[entry.entry_id] = entry
        for key in fold_keys(entry):
            self.holders[key].add(entry.entry_id)
        self._merge_anew({entry.entry_id})

    def remove(self, entry_id: str) -> None:
        if (entry := self.entries.get(entry_id)) is None:
            return
        touched = self._reached(entry_id)
        del self.entries[entry_id]
        for key in fold_keys(entry):
            self.holders[key].discard(entry_id)
        self._forget(touched)
        self._merge_anew(touched - {entry_id})

    def _merge_anew(self, entry_ids: set[str]) -> None:
        while entry_ids:
            group = self._reached(next(iter(entry_ids)))
            self._forget(group)
            item = merge_group([self.entries[entry_id] for entry_id in group])
            self.items[item.item_id] = item
            entry_ids = entry_ids - group

    def _forget(self, entry_ids: set[str]) -> None:
        for entry_id in entry_ids:
            self.items.pop(entry_id, None)

    def _reached(self, entry_id: str) -> set[str]:
        reached, waiting = {entry_id}, [entry_id]
        while waiting:
            for key in fold_keys(self.entries[waiting.pop()]):
                new = self.holders[key] - reached
                reached |= new
                waiting += new
        return reached


@given(st.lists(st.tuples(entries(), st.booleans()), max_size=30))
def test_item_by_item_is_as_all_at_once(happenings: list[tuple[Entry, bool]]) -> None:
    kept = Kept()
    for entry, is_removed in happenings:
        if is_removed:
            kept.remove(entry.entry_id)
        else:
            kept.put(entry)
    assert tuple(sorted(kept.items.values(), key=timeline_order)) == merge(kept.entries.values()).items


@given(records)
def test_repeats_change_nothing(record: list[Entry]) -> None:
    assert merge(record + record) == merge(record)


@given(records)
def test_every_entry_is_in_exactly_one_item(record: list[Entry]) -> None:
    items = merge(record).items
    places = Counter(member for item in items for member in item.members)
    assert places == Counter(entry.entry_id for entry in record)
    assert len({item.item_id for item in items}) == len(items)
    assert all(item.item_id in item.members for item in items)


@given(records, entries())
def test_one_more_entry_touches_the_items_it_joins_alone(record: list[Entry], more: Entry) -> None:
    record = [entry for entry in record if entry.entry_id != more.entry_id]
    before, after = set(merge(record).items), set(merge([*record, more]).items)
    (joined,) = after - before
    gone = {member for item in before - after for member in item.members}
    assert set(joined.members) == gone | {more.entry_id}


@given(records)
def test_the_timeline_is_in_one_order(record: list[Entry]) -> None:
    items = merge(record).items
    assert list(items) == sorted(items, key=timeline_order)
    dated = [item.start_s is not None or item.end_s is not None for item in items]
    assert dated == sorted(dated, reverse=True)


@given(records)
def test_a_fold_hides_nothing_that_must_be_seen(record: list[Entry]) -> None:
    known = {entry.entry_id: entry for entry in record}
    for item in merge(record).items:
        members = [known[member] for member in item.members]
        assert {entry.negated for entry in members} == {item.negated}
        assert {entry.resource_type for entry in members} == {item.resource_type}
        assert item.severity == max(entry.severity for entry in members)
        assert (item.flag is RangeFlag.NONE) == all(entry.flag is RangeFlag.NONE for entry in members)
        assert (item.standing is Standing.CURRENT) == any(
            entry.standing is Standing.CURRENT for entry in members
        )
        assert item.conflict or len({entry.status for entry in members if entry.status}) <= 1
        assert set(item.sources) == {entry.source_id for entry in members}


@given(records)
def test_different_codes_never_meet(record: list[Entry]) -> None:
    known = {entry.entry_id: entry for entry in record}
    for item in merge(record).items:
        # One product has a code for every size of its pack, so medicines meet by their words too, and so
        # does what a code's own display calls as others do.
        members = [known[member] for member in item.members]
        bare = [set(entry.codes) for entry in members if not any(code.display for code in entry.codes)]
        if item.lane is not Lane.MEDICINES and bare:
            first, *others = bare
            assert all(first & other or first == other for other in others)


@given(entries(), entries())
def test_the_key_depends_on_one_entry_alone(one: Entry, other: Entry) -> None:
    moved = msgspec.structs.replace(one, title=one.title, version_id="2", recorded=other.recorded)
    assert fold_keys(moved) == fold_keys(one)
    assert merge_group([one]).members == (one.entry_id,)


@given(records)
def test_no_chain_joins_what_differs_in_safety(record: list[Entry]) -> None:
    known = {entry.entry_id: entry for entry in record}
    for item in merge(record).items:
        members = [known[member] for member in item.members]
        if item.lane is Lane.MEDICINES:
            assert len({dose(entry.detail(Label.DOSE)) for entry in members}) == 1
            assert len({read_product(entry.title).salts for entry in members}) == 1
            assert len({read_product(entry.title).releases for entry in members}) == 1
            assert len({read_product(entry.title).strengths for entry in members}) == 1
        if item.lane is Lane.LABS:
            assert len({entry.value for entry in members}) == 1
            assert len({entry.when.start and entry.when.start.start_s // 60 for entry in members}) == 1


@given(records, records)
def test_an_active_allergy_never_disappears(record: list[Entry], others: list[Entry]) -> None:
    later = {entry.entry_id: entry for entry in [*others, *record]}
    shown = {member: item for item in summarise(merge(later.values())).allergies for member in item.members}
    for entry in record:
        is_active = entry.standing in {Standing.CURRENT, Standing.UNKNOWN} and not entry.negated
        if entry.resource_type == "AllergyIntolerance" and is_active:
            item = shown[entry.entry_id]
            assert item.severity >= entry.severity
            assert not item.negated
            assert set(entry.detail(Label.REACTION).split("; ")) <= set(item.note.split("; ")) | {""}


@given(st.text())
def test_any_words_are_read_and_case_and_accents_do_not_matter(words: str) -> None:
    read = read_product(words)
    if words.isascii():
        assert read_product(words.swapcase()) == read
    assert read_product(f" {words}  ") == read


@given(records)
def test_a_fold_says_why_it_is_one(record: list[Entry]) -> None:
    for item in merge(record).items:
        assert bool(item.folds) == (len(item.members) > 1)
        assert item.conflict == bool(item.conflicts)
