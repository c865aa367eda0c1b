"""What holds of a data lake whatever its rules, its tags and its rows are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.received import Disposition
from serums_desktop.sources.data_lake.definitions import HOSPITALS
from serums_desktop.sources.data_lake.permissions import (
    Access,
    Grantee,
    Party,
    Permission,
    Rule,
    permission,
)
from serums_desktop.sources.data_lake.plan import Step, steps
from serums_desktop.sources.data_lake.reading import HospitalReader
from serums_desktop.sources.data_lake.rows import Row, from_tables, from_vault, merged
from serums_desktop.sources.data_lake.sealed import NotAnAnswer, NumberText, read_json

US = Grantee("DEPARTMENT", 1, "USTAN")
NUMBER = "706687523"
NOW_S = dt.datetime(2026, 11, 22, tzinfo=dt.UTC).timestamp()

names = st.sampled_from(sorted(HOSPITALS))
tags = st.sampled_from(sorted({tag for hospital in HOSPITALS.values() for tag in hospital.tags}))
parties = st.builds(
    Party,
    type=st.sampled_from(["DEPARTMENT", "INDIVIDUAL", ""]),
    id=st.sampled_from(["1", 1, "2", ""]),
    org_id=st.sampled_from(["USTAN", "FCRB", ""]),
)
rules = st.builds(
    Rule,
    action=st.sampled_from(["ALLOW", "DENY"]),
    access=st.lists(st.builds(Access, tags), max_size=3).map(tuple),
    grantor=st.just(Party("INDIVIDUAL", "82")),
    grantee=st.one_of(st.just(Party("DEPARTMENT", "1", "USTAN")), parties),
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.sampled_from(["0", "-1", "6", "2.0", "72.50", "1E3", "08005", "-0.0", "1" * 30]).map(NumberText)
written = st.sampled_from(
    ["31/12/2019 08:30:00", "01/01/0001 00:00:00", "31/12/9999 23:59:59", "<40", "None"]
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip()
)
cells = st.one_of(texts, numbers, written, st.booleans())
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=20,
)


def decide(name: str, said: list[Rule]) -> Permission:
    return permission(HOSPITALS[name], said, 82, [US], NOW_S)


@given(names, st.lists(rules, max_size=6))
def test_the_order_of_rules_makes_no_difference(name: str, said: list[Rule]) -> None:
    assert decide(name, said) == decide(name, said[::-1])


@given(names, st.lists(rules, max_size=6), rules)
def test_a_denial_never_shows_more(name: str, said: list[Rule], more: Rule) -> None:
    before = decide(name, said)
    after = decide(name, [*said, msgspec.structs.replace(more, action="DENY")])

    assert after.tags <= before.tags
    for table, columns in after.columns.items():
        assert columns <= before.columns[table]


@given(names, st.lists(rules, max_size=6))
def test_no_column_of_a_tag_that_is_denied_is_seen(name: str, said: list[Rule]) -> None:
    hospital = HOSPITALS[name]
    found = decide(name, said)

    for one in said:
        if one.action == "DENY" and one.grantee == Party("DEPARTMENT", "1", "USTAN"):
            for access in one.access:
                for table, columns in hospital.governed.get(access.name, {}).items():
                    assert not columns & found.columns.get(table, frozenset())


@given(names, st.data())
def test_a_plan_brings_all_that_its_tags_have_and_asks_for_none_twice(name: str, data: st.DataObject) -> None:
    hospital = HOSPITALS[name]
    allowed = data.draw(st.sets(st.sampled_from(sorted(hospital.tags))))
    wanted = {
        table: frozenset(data.draw(st.sets(st.sampled_from(sorted(columns)))))
        for table, columns in hospital.tables.items()
    }

    planned = steps(hospital, allowed, wanted)

    brought = {
        (table, column)
        for step in planned
        for table in step.tables
        for column in hospital.tags[step.tag][table] & wanted[table]
    }
    offered = {
        (table, column)
        for tag in allowed
        for table, columns in hospital.tags[tag].items()
        for column in columns & wanted[table]
    }
    assert brought == offered
    assert len({step.tag for step in planned}) == len(planned)


@given(names, json_values)
def test_any_json_is_rows_or_no_answer(name: str, content: object) -> None:
    hospital = HOSPITALS[name]
    read = read_json(json.dumps(content).encode())
    for form in (from_tables, from_vault):
        for answer in (read, {hospital.name: read}, {"satellites": read, "hubs": read}):
            try:
                form(answer, hospital)
            except NotAnAnswer:
                continue


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), words, min_size=1), max_size=4), st.data())
def test_views_of_one_table_lose_no_row_and_make_up_none(
    table: list[dict[str, str]], data: st.DataObject
) -> None:
    seen = [data.draw(st.sets(st.sampled_from("abcd"), min_size=1)) for _ in range(3)]
    views = [[Row("t", dict(cells), is_exact=True).only(columns) for cells in table] for columns in seen]

    rows, strays = merged(views)

    assert len(rows) == len(table)
    # Each view is taken in the same order, so a row has no cell of another's, unless they are alike.
    for row in [*rows, *strays]:
        for column, cell in row.cells.items():
            assert any(cells.get(column) == cell for cells in table)


@given(names, st.data())
def test_every_row_is_read_once_in_its_own_digits(name: str, data: st.DataObject) -> None:
    hospital = HOSPITALS[name]
    patient = PatientAtSource(
        "lake",
        f"82-0{NUMBER}" if hospital.key == "chi" else f"82-{NUMBER}",
        PersonName("", ""),
        None,
        Sex.UNKNOWN,
    )
    table = data.draw(st.sampled_from(sorted(hospital.tables)))
    columns = sorted(hospital.tables[table] - {hospital.key, "name", "nname", "nnams", "vname", "gbnam"})
    answer: Mapping[str, list[Row]] = {
        table: [
            Row(table, {hospital.key: NumberText(NUMBER), **more}, is_exact=data.draw(st.booleans()))
            for more in data.draw(
                st.lists(st.dictionaries(st.sampled_from(columns), cells, min_size=1), max_size=3)
            )
        ]
    }
    everything = Permission(frozenset(hospital.tags), hospital.tables, is_narrowed=False)
    reader = HospitalReader(hospital, "lake", patient, everything, None, NOW_S)

    received = reader.take(Step("all", frozenset({table})), answer) + reader.read(frozenset())

    assert len({item.key for item in received}) == len(received)
    if all(item.disposition is not Disposition.QUARANTINED for item in received) and table != "general":
        assert {item.raw for item in received} == {row.raw for row in answer[table]}
    texts = {cell for row in answer[table] for cell in row.cells.values() if isinstance(cell, str)}
    for item in received:
        if item.entry is not None and item.entry.value is not None:
            assert any(item.entry.value.text in text for text in texts)


@given(st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31)))  # noqa: DTZ001  # columns have no zone
def test_a_date_of_the_vault_is_the_day_and_time_it_was(moment: dt.datetime) -> None:
    text = f"{moment:%d/%m/}{moment.year:04d}{moment: %H:%M:%S}"

    found = Row("t", {"on": text}, is_exact=True).date("on")

    assert isinstance(found, PartialDate)
    assert dt.datetime.fromisoformat(found.text) == moment.replace(microsecond=0)
