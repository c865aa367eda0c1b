"""A vault keeps every resource once, and nothing a source has stopped sending."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import AccountingBroken, StoreLocked
from serums_desktop.domain.merge import merge
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Accounting, Disposition, Reason, Received
from serums_desktop.domain.stored import Unread
from serums_desktop.services.ports import RecordVault
from serums_desktop.store import pages
from serums_desktop.store.packs import read_raws
from serums_desktop.store.schema import asking, item, resource
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, failed, glucose, sensor_day, without_entry


def fill(vault: Vault, page: list[Received], source_id: str = "fcrb", received_s: float = 10.0) -> int:
    run = vault.begin(source_id)
    vault.write(run, page, received_s)
    return run


def shown_ids(vault: Vault) -> list[str]:
    return [member for one in vault.timeline().items for member in one.members]


def test_a_vault_is_what_the_use_cases_ask_for(vault: Vault) -> None:
    port: RecordVault = vault
    assert port.timeline().items == ()
    assert port.accounting() == Accounting()
    assert port.coverage() == ()
    assert port.series() == []


def test_timeline_is_the_merge_of_what_was_written(vault: Vault) -> None:
    page = [glucose(number, at=f"20{number:02}-01-01") for number in (5, 3, 9)]
    fill(vault, page)
    assert vault.timeline() == merge(one.entry for one in page if one.entry)


def test_undated_items_come_last(vault: Vault) -> None:
    dated = glucose(1)
    assert dated.entry is not None
    undated = msgspec.structs.replace(
        glucose(0), entry=msgspec.structs.replace(glucose(0).entry, when=type(dated.entry.when)())
    )
    fill(vault, [undated, dated])
    assert shown_ids(vault) == [dated.key, undated.key]


def test_writing_a_page_again_changes_nothing(vault: Vault) -> None:
    page = [glucose(1), glucose(2), without_entry("", Disposition.QUARANTINED, Reason.NO_ID)]
    run = fill(vault, page)
    before = (vault.timeline(), vault.accounting())
    vault.write(run, page, 11.0)
    vault.write(vault.begin("fcrb"), page, 12.0)
    assert (vault.timeline(), vault.accounting()) == before


def test_raw_resources_come_back_byte_for_byte_in_the_order_asked(vault: Vault) -> None:
    odd = msgspec.structs.replace(
        glucose(1), raw=b'{ "resourceType":\t"Observation",\r\n"x": 72.50 }\xc3\xa9'
    )
    fill(vault, [odd, glucose(2)])
    second, first = vault.entries([glucose(2).key, "fcrb/Observation/never", odd.key])
    assert first.raw == odd.raw
    assert first.entry == odd.entry
    assert second.entry == glucose(2).entry
    assert first.received_s == 10.0


def test_a_changed_value_replaces_the_old_one(vault: Vault) -> None:
    fill(vault, [glucose(1, text="5.40")])
    fill(vault, [glucose(1, text="5.4")], received_s=20.0)
    (only,) = vault.timeline().items
    assert only.value_text == "5.4"
    assert vault.entries([glucose(1).key])[0].received_s == 20.0


def test_a_repeated_resource_is_as_young_as_its_last_coming(vault: Vault) -> None:
    fill(vault, [glucose(1)])
    fill(vault, [glucose(1)], received_s=20.0)
    assert vault.entries([glucose(1).key])[0].received_s == 20.0


def test_a_retracted_resource_leaves_the_timeline_and_its_samples(vault: Vault) -> None:
    day = sensor_day(1, source_id="fcrb")
    fill(vault, [day, glucose(2)])
    gone = msgspec.structs.replace(day, disposition=Disposition.RETRACTED, reason=Reason.ENTERED_IN_ERROR)
    fill(vault, [gone])
    assert shown_ids(vault) == [glucose(2).key]
    assert vault.series() == []
    assert vault.accounting() == Accounting(received=2, shown=1, retracted=1)


def test_a_fact_of_two_sources_is_one_item_until_one_of_them_withdraws_it(vault: Vault) -> None:
    here, there = glucose(1, issuer_number="7"), glucose(1, issuer_number="7", source_id="zmc")
    fill(vault, [here])
    run = fill(vault, [there], "zmc")
    (only,) = vault.timeline().items
    assert set(only.sources) == {"fcrb", "zmc"}
    assert vault.accounting() == Accounting(received=2, shown=1, folded=1)
    vault.finish(run + 1, answered("zmc"), complete=True)  # nobody began this run
    assert vault.accounting().received == 2
    vault.finish(vault.begin("zmc"), answered("zmc"), complete=True)
    assert vault.timeline() == merge([here.entry] if here.entry else [])
    assert vault.accounting() == Accounting(received=1, shown=1)


def test_every_fate_is_counted_once(vault: Vault) -> None:
    page = [
        glucose(1, issuer_number="7"),
        glucose(2, issuer_number="7"),
        glucose(3),
        without_entry("p1", Disposition.SHOWN, resource_type="Patient"),
        without_entry("o1", Disposition.OTHER, Reason.UNLISTED_TYPE, resource_type="Basic"),
        without_entry("f1", Disposition.FOLDED, Reason.SAME_FACT),
        without_entry("r1", Disposition.RETRACTED, Reason.REFUTED),
        without_entry("q1", Disposition.QUARANTINED, Reason.WRONG_SHAPE),
        without_entry("", Disposition.QUARANTINED, Reason.NO_ID, raw=b"{1}"),
        without_entry("", Disposition.QUARANTINED, Reason.NO_ID, raw=b"{2}"),
    ]
    fill(vault, page)
    assert vault.accounting() == Accounting(
        received=10, shown=3, folded=2, other=1, retracted=1, quarantined=3
    )


def test_counts_that_do_not_add_up_are_an_error_of_the_program(vault: Vault) -> None:
    fill(vault, [glucose(1), glucose(2)])
    with vault._file.writing() as transaction:
        transaction.execute(item.delete().where(item.c.id == 1))
    with pytest.raises(AccountingBroken) as caught:
        vault.accounting()
    assert (caught.value.received, caught.value.accounted) == (2, 1)


def test_a_run_for_some_types_deletes_among_these_alone(vault: Vault) -> None:
    flags = [
        without_entry(name, Disposition.OTHER, Reason.UNLISTED_TYPE, resource_type="Flag") for name in "ab"
    ]
    fill(vault, [glucose(1), *flags])
    run = fill(vault, flags[:1])
    vault.finish(run, answered("fcrb"), complete=True, types=frozenset({"Flag", "Device"}))
    assert shown_ids(vault) == [glucose(1).key]
    assert vault.accounting() == Accounting(received=2, shown=1, other=1)
    vault.finish(vault.begin("fcrb"), answered("fcrb"), complete=True)
    assert vault.accounting().received == 0


def test_a_complete_run_deletes_what_the_source_no_longer_sends(vault: Vault) -> None:
    fill(vault, [glucose(1), glucose(2)])
    fill(vault, [glucose(3, source_id="zmc")], "zmc")
    run = fill(vault, [glucose(2)])
    vault.finish(run, answered("fcrb"), complete=True)
    assert shown_ids(vault) == [glucose(2).key, glucose(3, source_id="zmc").key]
    assert vault.accounting().received == 2


def test_a_broken_run_deletes_nothing_and_keeps_the_age_of_the_copy(vault: Vault) -> None:
    vault.finish(fill(vault, [glucose(1)]), answered("fcrb", 50.0), complete=True)
    vault.finish(fill(vault, [glucose(2)]), failed("fcrb"), complete=False)
    assert shown_ids(vault) == [glucose(1).key, glucose(2).key]
    (only,) = vault.coverage()
    assert (only.state, only.as_of_s) == (SourceState.FAILED, 50.0)


def test_a_run_that_was_overtaken_neither_deletes_nor_overwrites(vault: Vault) -> None:
    slow = vault.begin("fcrb")
    fast = fill(vault, [glucose(1, text="6.10")])
    vault.write(slow, [glucose(1, text="5.40"), glucose(2)], 11.0)
    vault.finish(fast, answered("fcrb"), complete=True)
    vault.write(slow, [glucose(3)], 12.0)
    vault.finish(slow, failed("fcrb"), complete=True)
    (only,) = vault.timeline().items
    assert only.value_text == "6.10"
    assert vault.coverage() == (answered("fcrb"),)


def test_pages_of_another_source_are_refused_whole(vault: Vault) -> None:
    run = vault.begin("fcrb")
    with pytest.raises(ValueError, match="another source"):
        vault.write(run, [glucose(1), glucose(2, source_id="zmc")], 1.0)
    with pytest.raises(ValueError, match="another source"):
        vault.finish(run, answered("zmc"), complete=True)
    assert vault.accounting().received == 0


def test_an_entry_goes_by_its_resources_name(vault: Vault) -> None:
    stranger = msgspec.structs.replace(glucose(1), resource_id="another")
    with pytest.raises(ValueError, match="name"):
        vault.write(vault.begin("fcrb"), [stranger], 1.0)


def test_series_and_samples_of_a_span(vault: Vault) -> None:
    days = [sensor_day(day) for day in (3, 1, 2)]
    fill(vault, days, "cgm")
    (info,) = vault.series()
    assert (info.samples, info.unit, info.device) == (3 * 288, "mmol/L", "sensor")
    first, second, third = (sensor_day(day).samples[0] for day in (1, 2, 3))
    assert (info.start_s, info.end_s) == (first.start_s, third.end_s)
    assert vault.samples("105272-9", first.start_s, third.end_s) == [first, second, third]
    assert vault.samples("105272-9", second.start_s, second.end_s) == [second]
    assert vault.samples("105272-9", second.start_s + 1, second.start_s + 2) == [second]
    assert vault.samples("8867-4", first.start_s, third.end_s) == []


def test_dropping_a_source_leaves_the_others_and_silences_its_runs(vault: Vault) -> None:
    fill(vault, [glucose(3, source_id="zmc")], "zmc")
    run = fill(vault, [glucose(1)])
    vault.drop_source("fcrb")
    vault.write(run, [glucose(2)], 11.0)
    vault.finish(run, answered("fcrb"), complete=False)
    assert shown_ids(vault) == [glucose(3, source_id="zmc").key]
    assert vault.coverage() == ()


def test_a_closed_vault_is_locked(vault: Vault) -> None:
    vault.close()
    vault.close()
    with pytest.raises(StoreLocked):
        vault.timeline()
    with pytest.raises(StoreLocked):
        vault.begin("fcrb")


def test_ten_thousand_entries_in_one_page(vault: Vault) -> None:
    page = [
        glucose(number, at=f"20{half % 26:02}-0{half % 9 + 1}-01", issuer_number=str(half))
        for half in range(5_000)
        for number in (2 * half, 2 * half + 1)
    ]
    fill(vault, page)
    timeline = vault.timeline()
    assert len(timeline.items) == 5_000
    assert timeline == merge(one.entry for one in page if one.entry)
    assert vault.accounting() == Accounting(received=10_000, shown=5_000, folded=5_000)
    assert len(vault.entries([one.key for one in page])) == 10_000
    vault.finish(vault.begin("fcrb"), answered("fcrb"), complete=True)
    assert vault.timeline().items == ()


def test_another_patients_resource_is_counted_and_its_content_not_kept(vault: Vault) -> None:
    stray = without_entry("o1", Disposition.QUARANTINED, Reason.OTHER_PATIENT, raw=b'{"family": "Stranger"}')
    fill(vault, [stray])
    assert vault.accounting() == Accounting(received=1, quarantined=1)
    with vault._file.reading() as view:
        assert read_raws(view, [(1, 0)]) == {(1, 0): b""}


def test_a_vault_that_cannot_be_opened_to_the_end_is_closed_again(tmp_path: Path) -> None:
    def locked(_copied_s: float | None) -> None:
        raise StoreLocked

    path = tmp_path / "one.vault"
    with pytest.raises(StoreLocked):
        Vault(path, bytes(32), locked)
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_what_could_not_be_read_is_listed(vault: Vault) -> None:
    misshapen = msgspec.structs.replace(
        without_entry("o/1", Disposition.QUARANTINED, Reason.WRONG_SHAPE), problem="$.code"
    )
    fill(vault, [misshapen, glucose(1), without_entry("b", Disposition.QUARANTINED, Reason.OTHER_PATIENT)])
    assert vault.unread() == [
        Unread("fcrb", "Observation", "b", Reason.OTHER_PATIENT, ""),
        Unread("fcrb", "Observation", "o/1", Reason.WRONG_SHAPE, "$.code"),
    ]


def generation(vault: Vault) -> int:
    with vault._file.reading() as view:
        return pages.generation(view)


def test_whatever_is_written_raises_the_generation_and_nothing_else_does(vault: Vault) -> None:
    seen = [generation(vault)]
    run = vault.begin("fcrb")
    seen.append(generation(vault))
    vault.write(run, [glucose(1)], 1.0)
    seen.append(generation(vault))
    vault.finish(run, answered("fcrb"), complete=True)
    seen.append(generation(vault))
    vault.drop_source("fcrb")
    seen.append(generation(vault))
    assert seen == sorted(set(seen))
    vault.timeline()
    vault.held("fcrb")
    vault.accounting()
    assert generation(vault) == seen[-1]


def test_only_the_copy_of_an_emergency_keeps_what_was_asked_for_one(vault: Vault, tmp_path: Path) -> None:
    for purpose in (PurposeOfUse.BREAK_GLASS, PurposeOfUse.EMERGENCY_TREATMENT):
        with pytest.raises(ValueError, match="emergency"):
            vault.begin("fcrb", purpose)
    copy = Vault(tmp_path / "copy.vault", bytes(32), lambda _copied_s: None, is_emergency=True)
    copy.write(copy.begin("fcrb", PurposeOfUse.BREAK_GLASS), [glucose(1)], 1.0)
    copy.write(copy.begin("zmc"), [glucose(2, source_id="zmc")], 1.0)
    of_rows = select(resource.c.key, asking.c.purpose).join(asking, asking.c.run == resource.c.run)
    with copy._file.reading() as view:
        assert {(key.split("/")[0], purpose) for key, purpose in view.execute(of_rows)} == {
            ("fcrb", pages.PURPOSES[PurposeOfUse.BREAK_GLASS]),
            ("zmc", pages.PURPOSES[PurposeOfUse.TREATMENT]),
        }
    copy.close()
