"""A page made ready elsewhere is the page made ready here, and what a row stands for tells it from others."""

from __future__ import annotations

import msgspec
import pytest

from serums_desktop.domain.received import Disposition, PreparedPage, Reason, Received
from serums_desktop.store import packing
from serums_desktop.store.received_row import prepared_page, received_page, rows_of
from tests.unit.store.synthetic import glucose, sensor_day, without_entry

PAGE = [
    glucose(1, issuer_number="7"),
    sensor_day(2, source_id="fcrb"),
    without_entry("q1", Disposition.QUARANTINED, Reason.WRONG_SHAPE),
    without_entry("o1", Disposition.QUARANTINED, Reason.OTHER_PATIENT, raw=b'{"family": "Stranger"}'),
]


def test_a_prepared_page_has_the_rows_of_the_page() -> None:
    prepared = prepared_page("fcrb", PAGE)
    assert prepared.names == tuple(f"{one.resource_type}/{one.resource_id}" for one in PAGE)
    assert prepared.quarantined == 2
    assert rows_of(prepared) == rows_of(PAGE) == received_page(PAGE)


def test_what_nobody_here_prepared_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        rows_of(PreparedPage("fcrb", (), 0, b"\x93"))


@pytest.mark.parametrize("place", [{"pack": 1}, {"place": 4}, {"place": -1}, {"place": 0}])
def test_rows_that_lie_in_no_place_of_their_own_are_refused(place: dict[str, int]) -> None:
    page = received_page(PAGE)
    page.rows[2] = msgspec.structs.replace(page.rows[2], **place)
    rows = msgspec.msgpack.encode(page)
    with pytest.raises(ValueError, match="packs"):
        rows_of(PreparedPage("fcrb", (), 0, rows))


def test_another_patients_bytes_are_in_no_pack() -> None:
    (packed,) = received_page(PAGE).packs
    assert packing.Unpacker().raws(packed.raws)[3] == b""


@pytest.mark.parametrize(
    "other",
    [
        glucose(1, text="5.41"),
        msgspec.structs.replace(glucose(1), version_id="2"),
        msgspec.structs.replace(glucose(1), raw=b"{}"),
        msgspec.structs.replace(
            glucose(1), disposition=Disposition.RETRACTED, reason=Reason.ENTERED_IN_ERROR
        ),
        msgspec.structs.replace(glucose(1), samples=sensor_day(1).samples),
    ],
)
def test_what_differs_has_another_digest(other: Received) -> None:
    (one,), (changed,) = received_page([glucose(1)]).rows, received_page([other]).rows
    assert one.key == changed.key
    assert one.digest != changed.digest


def test_a_neighbour_changes_no_digest() -> None:
    alone = received_page([glucose(1)]).rows[0]
    beside = received_page([glucose(2), glucose(1)]).rows[1]
    assert alone.digest == beside.digest


def test_an_entry_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="name"):
        received_page([msgspec.structs.replace(glucose(1), resource_id="another")])
