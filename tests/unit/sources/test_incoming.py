"""From arrival to fate: which of two versions counts, and that a run accounts for every resource."""

from __future__ import annotations

from typing import Any

import pytest

from serums_desktop.domain.errors import AccountingBroken
from serums_desktop.domain.received import Accounting, Disposition, Reason
from serums_desktop.sources.fhir import reading
from serums_desktop.sources.fhir.withheld import references_in
from tests.unit.sources.resources import concept, entry_of, read, reader, resource


def stamped(words: str, moment: str) -> dict[str, Any]:
    return resource("Flag", code=concept(words), meta={"lastUpdated": moment})


def test_a_history_is_read_for_what_its_server_changed_last() -> None:
    newer, older = (
        stamped("new", "2024-01-02T00:00:00+02:00"),
        stamped("old", "2024-01-01T23:00:00+02:00"),
    )
    for contents in ((newer, older), (older, newer)):
        (item,) = read(*contents)
        assert item.entry is not None
        assert item.entry.title == "new"


def test_one_id_at_two_addresses_of_a_page_is_two_resources() -> None:
    first, second = (resource("Flag", code=concept(words)) for words in ("first", "second"))
    about = resource("Provenance", target=[{"reference": "https://b.example/Flag/r1"}])
    run = reader()
    items = run.page(
        [
            entry_of(first, "https://a.example/Flag/r1"),
            entry_of(second, "https://b.example/Flag/r1"),
            entry_of(about, "https://b.example/Provenance/r1"),
        ]
    )
    items += run.finish()
    assert [item.entry.title for item in items if item.entry is not None] == ["first", "second"]
    assert len({item.key for item in items}) == len(items) == 3
    assert items[2].disposition is Disposition.FOLDED


@pytest.mark.parametrize("address", ["", "https://a.example/Flag/r1/_history/2"])
def test_another_version_at_one_address_is_the_same_resource(address: str) -> None:
    first, second = (resource("Flag", code=concept(words)) for words in ("first", "second"))
    run = reader()
    items = run.page([entry_of(first, "https://a.example/Flag/r1"), entry_of(second, address)])
    assert [item.entry.title for item in items if item.entry is not None] == ["second"]


# -- the account -----------------------------------------------------------------------------------


def test_a_run_accounts_for_each_resource_by_its_latest_fate() -> None:
    run = reader()
    run.page(
        map(
            entry_of,
            (
                resource("Flag"),
                resource("Claim"),
                resource("Consent"),
                resource("Flag", id="f2", status="entered-in-error"),
                resource("Flag", id="f3", subject={"reference": "Patient/p2"}),
                resource("Medication"),
                resource("Provenance", target=[{"reference": "Flag/withheld"}]),
            ),
        )
    )
    run.page([entry_of(resource("Flag", status="entered-in-error"))])
    assert not run.accounting.balanced
    run.finish()
    assert run.accounting == Accounting(received=5, shown=0, folded=1, other=1, retracted=2, quarantined=1)


def test_a_nameless_resource_keeps_its_fate_when_it_loses_a_reference() -> None:
    content = resource("Procedure", encounter={"reference": "Encounter/x"})
    del content["id"]
    run = reader()
    assert run.page([entry_of(content)]) == []
    assert [item.reason for item in run.finish()] == [Reason.NO_ID]
    assert run.accounting.balanced


def test_a_run_that_lost_a_resource_does_not_end_as_if_it_had_not(monkeypatch: pytest.MonkeyPatch) -> None:
    run = reader()
    monkeypatch.setattr(run, "_released", lambda _: [])
    run.page([entry_of(resource("Procedure", encounter={"reference": "Encounter/e1"}))])
    run.page([entry_of(resource("Encounter", id="e1"))])
    monkeypatch.setattr(run, "_waiting", {})
    with pytest.raises(AccountingBroken):
        run.finish()


def test_a_list_of_many_references_is_not_looked_through_again_for_each_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_through: list[bytes] = []

    def counted(raw: bytes) -> list[bytes]:
        looked_through.append(raw)
        return references_in(raw)

    monkeypatch.setattr(reading, "references_in", counted)
    flags = [resource("Flag", id=f"f{number}") for number in range(50)]
    listing = resource("List", entry=[{"item": {"reference": f"Flag/{flag['id']}"}} for flag in flags])
    run = reader()
    assert run.page([entry_of(listing)]) == []
    received = run.page(map(entry_of, flags))
    assert len(received) == 51
    run.finish()
    assert looked_through.count(bytes(entry_of(listing).resource)) <= 2
