"""Rows out of both forms of answers."""

from __future__ import annotations

import pytest

from serums_desktop.sources.data_lake.definitions import HOSPITALS
from serums_desktop.sources.data_lake.rows import Row, date, from_tables, from_vault, merged
from serums_desktop.sources.data_lake.sealed import NotAnAnswer, NumberText, read_json

FCRB = HOSPITALS["FCRB"]


def test_numbers_that_nobody_wrote_are_no_text() -> None:
    text = b"""{"FCRB": {"fcrb.patient": {"0": {"pstlz": 8005.0, "telf1": 988392719.0, "nname": NaN,
      "gschl": 2.0, "vname": "None", "gbdat": "NaT", "ort": "Barcelona", "patnr": 48213}}}}"""
    [row] = from_tables(read_json(text), FCRB)["patient"]

    assert [row.text(name) for name in ("pstlz", "telf1", "nname", "vname", "gbdat")] == [""] * 5
    assert (row.whole("gschl"), row.whole("patnr"), row.text("ort")) == (2, 48213, "Barcelona")
    assert b'"pstlz":8005.0' in row.raw
    assert row.date("gbdat") is None


def test_the_vault_is_joined_by_the_value_of_a_hubs_id() -> None:
    vault = {
        "satellites": {
            "fcrb_sat_time_vital_signs": [{"erdat": "04/03/2020 08:15:00", "hub_time_id": NumberText("7")}],
            "fcrb_sat_event_vital_signs": [{"vwert": "08", "hub_event_id": NumberText("2")}],
        },
        "hubs": {
            "hub_time": {"id": [NumberText("7"), NumberText("7")], "patnr": [NumberText("48213"), None]},
            "hub_event": {
                "id": [NumberText("1"), NumberText("2")],
                "vppid": ["PULSIOX", "GLIC_CAPIL"],
                "patnr": [NumberText("1"), NumberText("48213")],
            },
        },
        "links": {},
    }

    assert from_vault(vault, FCRB) == {
        "vital_signs": [
            Row(
                "vital_signs",
                {"patnr": "48213", "erdat": "04/03/2020 08:15:00", "vppid": "GLIC_CAPIL", "vwert": "08"},
                is_exact=True,
            )
        ]
    }


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {"satellites": {}},
        {"satellites": {"s": {}}, "hubs": {}},
        {"satellites": {"s": [1]}, "hubs": {}},
        {"satellites": {"s": [{"a": {}}]}, "hubs": {}},
        {
            "satellites": {"fcrb_sat_time_vital_signs": [{}], "fcrb_sat_event_vital_signs": []},
            "hubs": {"hub_time": {"id": []}},
        },
    ],
)
def test_what_is_no_vault_is_not_taken_for_one(answer: object) -> None:
    with pytest.raises(NotAnAnswer):
        from_vault(answer, FCRB)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31/12/2019 08:30:00", "2019-12-31T08:30:00"),
        ("31/12/2019 00:00:00", "2019-12-31"),
        ("2019-12-31", "2019-12-31"),
        ("2019-12-31 08:30:00.000000", "2019-12-31T08:30:00"),
        ("31/02/2019 00:00:00", None),
        ("12/31/2019", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_in_both_ways_of_writing_them(written: str, read: str | None) -> None:
    found = date(written)

    assert (found.text if found else None) == read


@pytest.mark.parametrize("text", [b'{"nname": "Soler', b"\xff", b"[" * 100_000, b""])
def test_a_text_that_cannot_be_read_is_not_carried_along(text: bytes) -> None:
    with pytest.raises(NotAnAnswer) as caught:
        read_json(text)

    assert caught.value.__cause__ is caught.value.__context__ is None


def row(**cells: str) -> Row:
    return Row("vital_signs", cells, is_exact=True)


def test_two_views_of_a_table_meet_where_they_name_one_row() -> None:
    dated = [row(kind="A", value="1", on="Mon"), row(kind="B", value="2", on="Tue")]
    numbered = [row(kind="B", value="2", id="20"), row(kind="A", value="1", id="10")]

    rows, strays = merged([dated, numbered])

    assert rows == [
        row(kind="A", value="1", id="10", on="Mon"),
        row(kind="B", value="2", id="20", on="Tue"),
    ]
    assert strays == []


def test_rows_that_could_be_several_are_not_put_together() -> None:
    dated = [row(kind="A", value="1", on="Mon"), row(kind="A", value="1", on="Tue")]
    numbered = [row(kind="A", value="1", id="10"), row(kind="A", value="1", id="11")]

    rows, strays = merged([dated, numbered])

    assert rows == dated
    assert strays == numbered


def test_a_view_that_adds_nothing_is_the_same_rows_again() -> None:
    dated = [row(kind="A", on="Mon")]

    assert merged([dated, [row(kind="A")]]) == (dated, [])
    assert merged([[row(kind="A")], dated]) == (dated, [])
    assert merged([[], dated]) == (dated, [])
    assert merged([]) == ([], [])
