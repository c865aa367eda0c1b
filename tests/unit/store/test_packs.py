"""Resources are packed together, and who leaves a pack leaves nothing in it."""

from __future__ import annotations

from sqlalchemy import select

from serums_desktop.store import packing, packs
from serums_desktop.store.received_row import received_page, rows_of
from serums_desktop.store.schema import pack
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, glucose


def raws_in(vault: Vault) -> list[bytes]:
    """Every resource that any pack still holds."""
    with vault._file.reading() as view:
        bodies = view.execute(select(pack.c.raws, pack.c.entries).order_by(pack.c.id)).all()
    unpacker = packing.Unpacker()
    for body in bodies:
        # An entry is there as long as its resource is.
        assert list(map(bool, unpacker.entries(body.entries))) == list(map(bool, unpacker.raws(body.raws)))
    return [raw for body in bodies for raw in unpacker.raws(body.raws) if raw]


def test_a_page_is_packed_in_its_order() -> None:
    page = [glucose(number) for number in range(packs.PLACES + 3)]
    received = received_page(page)
    assert [(row.pack, row.place) for row in received.rows] == [
        divmod(number, packs.PLACES) for number in range(len(page))
    ]
    unpacker = packing.Unpacker()
    assert [raw for one in received.packs for raw in unpacker.raws(one.raws)] == [one.raw for one in page]
    assert [one.held for one in received.packs] == [packs.PLACES, 3]


def test_a_page_of_nothing_has_no_packs() -> None:
    assert rows_of([]).packs == []


def test_an_emptied_place_holds_nothing_and_the_others_stay() -> None:
    (whole,) = received_page([glucose(number) for number in range(3)]).packs
    left = whole.without([1])
    unpacker = packing.Unpacker()
    before, after = unpacker.raws(whole.raws), unpacker.raws(left.raws)
    assert (left.held, after) == (2, [before[0], b"", before[2]])
    assert [bool(body) for body in unpacker.entries(left.entries)] == [True, False, True]


def test_a_changed_resource_leaves_its_former_bytes_nowhere(vault: Vault) -> None:
    page = [glucose(number) for number in range(packs.PLACES)]
    vault.write(vault.begin("fcrb"), page, 1.0)
    page[3] = glucose(3, text="9.90")
    vault.write(vault.begin("fcrb"), page, 2.0)
    assert sorted(raws_in(vault)) == sorted(one.raw for one in page)
    assert [one.raw for one in vault.entries([one.key for one in page])] == [one.raw for one in page]


def test_a_repeated_page_brings_no_packs(vault: Vault) -> None:
    page = [glucose(number) for number in range(packs.PLACES)]
    for at_s in (1.0, 2.0):
        vault.write(vault.begin("fcrb"), page, at_s)
    assert raws_in(vault) == [one.raw for one in page]


def test_of_several_with_one_name_in_a_page_the_last_alone_is_kept(vault: Vault) -> None:
    page = [glucose(1), glucose(2), glucose(1, text="9.90")]
    vault.write(vault.begin("fcrb"), page, 1.0)
    assert raws_in(vault) == [one.raw for one in page[1:]]


def test_a_pack_goes_with_its_last_resource(vault: Vault) -> None:
    page = [glucose(number) for number in range(4)]
    run = vault.begin("fcrb")
    vault.write(run, page, 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    run = vault.begin("fcrb")
    vault.write(run, page[:1], 2.0)
    vault.finish(run, answered("fcrb"), complete=True)
    assert raws_in(vault) == [page[0].raw]
    vault.drop_source("fcrb")
    with vault._file.reading() as view:
        assert view.execute(select(pack)).all() == []
