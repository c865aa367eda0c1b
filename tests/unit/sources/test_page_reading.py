"""What is given ahead of what it refers to, and what a reader has to know to go on with another one's run."""

from __future__ import annotations

from typing import Any

import msgspec

from serums_desktop.domain.received import Progress, Reason
from serums_desktop.sources.fhir.page_reading import ReadingHere, Run, cursor_of
from serums_desktop.sources.fhir.reading import ReaderState, RunReader
from tests.unit.sources.resources import BASE, concept, entry_of, reader, resource

WARFARIN = resource("Medication", id="w", code=concept("Warfarin"))


def order(product: str) -> dict[str, Any]:
    return resource("MedicationRequest", id="r1", medicationReference={"reference": product})


def of_encounter(number: int) -> dict[str, Any]:
    return resource(
        "Condition",
        id=f"c{number}",
        code=concept("Asthma"),
        encounter={"reference": f"Encounter/e{number}"},
    )


def test_what_is_urgent_is_given_without_what_it_refers_to_and_once_more_with_it() -> None:
    run = reader()
    assert run.page([entry_of(of_encounter(1))], urgent=True) == []
    assert run.page([entry_of(of_encounter(2))]) == []
    (early,) = run.release()
    assert early.resource_id == "c1"
    assert early.entry is not None
    assert b"Encounter" not in early.raw
    assert run.release() == []
    came = run.page([entry_of(resource("Encounter", id="e1"))])
    (late,) = [item for item in came if item.resource_id == "c1"]
    assert b"Encounter/e1" in late.raw
    assert [item.resource_id for item in run.finish()] == ["c2"]
    assert run.accounting.balanced
    assert run.accounting.received == 3


def test_another_reader_goes_on_where_one_stood() -> None:
    pump = resource("Device", id="d", deviceName=[{"name": "Pump"}])
    first = [entry_of(pump), entry_of(order("Medication/w")), entry_of(of_encounter(1))]
    second = [
        entry_of(WARFARIN),
        entry_of(resource("Encounter", id="e1"), full_url="urn:uuid:e1"),
        entry_of(resource("Observation", id="o", code=concept("Glucose"), device={"reference": "Device/d"})),
    ]
    whole = reader()
    expected = {item.key: item for page in (first, second) for item in whole.page(page)}
    expected |= {item.key: item for item in whole.finish()}

    one = reader()
    came = {item.key: item for item in one.page(first)}
    held = frozenset(f"{item.resource_type}/{item.resource_id}" for item in came.values())
    other = RunReader("zmc", "p1", BASE, held=held)
    other.go_on(msgspec.msgpack.decode(msgspec.msgpack.encode(one.state()), type=ReaderState))
    came |= {item.key: item for item in other.page(second)}
    came |= {item.key: item for item in other.finish()}
    assert came == expected
    assert other.accounting.balanced


def test_what_has_no_id_of_its_own_is_known_again() -> None:
    nameless = of_encounter(1)
    del nameless["id"]
    one = reader()
    one.page([entry_of(nameless)])
    other = reader()
    other.go_on(one.state())
    (expected,) = one.finish()
    (found,) = other.finish()
    assert found == expected
    assert found.reason is Reason.NO_ID


def test_a_place_comes_back_with_what_the_reader_knows_there() -> None:
    reading = ReadingHere(Run("zmc", "p1", BASE))
    flag = entry_of(resource("Flag", id="f"))
    progress, page = reading.page([entry_of(of_encounter(1)), flag], b"here")
    assert isinstance(progress, Progress)
    assert isinstance(page, list)
    cursor = cursor_of(progress.cursor)
    assert cursor.place == b"here"
    assert [one.resource_id for one in cursor.state.waiting] == ["c1"]
    # Where all has to wait, the place comes by itself.
    progress, page = reading.page([entry_of(of_encounter(2))], b"there")
    assert isinstance(progress, Progress)
    assert page == []
    assert list(reading.page([flag])) == []


def test_much_that_waits_is_kept_seldom() -> None:
    reading = ReadingHere(Run("zmc", "p1", BASE))
    places = 0
    for number in range(40):
        waiting = of_encounter(number) | {"note": [{"text": "x" * 50_000}]}
        parts = reading.page([entry_of(waiting), entry_of(resource("Flag", id=f"f{number}"))], b"here")
        places += any(isinstance(part, Progress) for part in parts)
    # Each costs no more than what came since the one before.
    assert 5 <= places <= 20
