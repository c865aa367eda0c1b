"""What a copy holds, for asking only for changes, and what still served keeps of it."""

from __future__ import annotations

import msgspec
import pytest

from serums_desktop.domain.coverage import Held, SourceCoverage, Unfinished
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Disposition, Reason
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, failed, glucose, without_entry


def full(source_id: str, at_s: float) -> SourceCoverage:
    return msgspec.structs.replace(answered(source_id, at_s), full_s=at_s)


def test_nothing_is_held_of_a_source_that_was_never_read_to_its_end(vault: Vault) -> None:
    assert vault.held("fcrb") is None
    run = vault.begin("fcrb")
    vault.write(run, [glucose(1)], 1.0)
    vault.finish(run, failed("fcrb"), complete=False)
    assert vault.held("fcrb") is None


def test_every_resource_is_held_with_its_version(vault: Vault) -> None:
    page = [
        msgspec.structs.replace(glucose(1), version_id="3"),
        without_entry("o1", Disposition.OTHER, Reason.UNLISTED_TYPE, resource_type="Basic"),
        without_entry("sha256-0f", Disposition.QUARANTINED, Reason.NO_ID),
    ]
    run = vault.begin("fcrb")
    vault.write(run, page, 1.0)
    vault.finish(run, full("fcrb", 50.0), complete=True)
    versions = {f"Observation/{glucose(1).resource_id}": "3", "Basic/o1": ""}
    assert vault.held("fcrb") == Held(50.0, 50.0, versions)
    assert vault.held("zmc") is None


def test_what_is_still_served_stays_and_the_rest_goes(vault: Vault) -> None:
    nameless = without_entry("sha256-0f", Disposition.QUARANTINED, Reason.NO_ID)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(1), glucose(2), glucose(3), nameless], 1.0)
    vault.finish(run, full("fcrb", 50.0), complete=True)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(4)], 2.0)
    served = frozenset({f"Observation/{glucose(2).resource_id}"})
    vault.finish(run, answered("fcrb", 60.0), complete=True, served=served)
    held = vault.held("fcrb")
    assert held is not None
    assert (held.as_of_s, held.full_s) == (60.0, 50.0)
    assert sorted(held.versions) == sorted(f"Observation/{glucose(n).resource_id}" for n in (2, 4))
    assert vault.accounting().quarantined == 1
    vault.finish(vault.begin("fcrb"), full("fcrb", 70.0), complete=True)
    assert vault.accounting().received == 0


def test_a_failure_leaves_what_is_held_as_old_as_it_is(vault: Vault) -> None:
    run = vault.begin("fcrb")
    vault.finish(run, full("fcrb", 50.0), complete=True)
    vault.finish(vault.begin("fcrb"), failed("fcrb"), complete=False)
    assert vault.held("fcrb") == Held(50.0, 50.0, {})


def test_a_copy_renewed_in_part_is_no_beginning_for_changes(vault: Vault) -> None:
    vault.finish(vault.begin("fcrb"), full("fcrb", 50.0), complete=True)
    types = frozenset({"Condition"})
    vault.finish(vault.begin("fcrb"), answered("fcrb", 60.0), complete=True, types=types)
    assert vault.held("fcrb") is None


# -- going on --------------------------------------------------------------------------------------


def test_a_run_goes_on_at_its_last_cursor(vault: Vault) -> None:
    run = vault.begin("fcrb", began_s=5.0)
    assert vault.unfinished("fcrb") is None
    vault.write(run, [glucose(1)], 6.0, b"one")
    vault.write(run, [glucose(2)], 7.0, b"two")
    vault.write(run, [glucose(3)], 8.0)
    names = frozenset(f"Observation/{glucose(number).resource_id}" for number in (1, 2, 3))
    assert vault.unfinished("fcrb") == Unfinished(run, 5.0, b"two", names)
    assert vault.unfinished("zmc") is None
    assert vault.unfinished("fcrb", PurposeOfUse.BREAK_GLASS) is None
    assert vault.received(run) == (3, 0)


@pytest.mark.parametrize("complete", [True, False])
def test_a_run_that_ended_does_not_go_on(complete: bool, vault: Vault) -> None:
    run = vault.begin("fcrb", began_s=5.0)
    vault.write(run, [glucose(1)], 6.0, b"one")
    vault.finish(run, failed("fcrb"), complete=complete)
    assert vault.unfinished("fcrb") is None
    # What comes late of it is kept, and no cursor with it.
    vault.write(run, [glucose(2)], 6.0, b"two")
    assert vault.unfinished("fcrb") is None


def test_a_run_that_broke_off_goes_on_if_it_is_meant_to(vault: Vault) -> None:
    run = vault.begin("fcrb", began_s=5.0)
    vault.write(run, [glucose(1)], 6.0, b"one")
    vault.finish(run, failed("fcrb"), complete=False, goes_on=True)
    found = vault.unfinished("fcrb")
    assert found is not None
    assert found.run == run


def test_where_a_newer_run_began_no_older_one_goes_on(vault: Vault) -> None:
    older = vault.begin("fcrb", began_s=5.0)
    vault.write(older, [glucose(1)], 6.0, b"older")
    vault.begin("fcrb", began_s=7.0)
    vault.write(older, [glucose(2)], 8.0, b"later")
    assert vault.unfinished("fcrb") is None


def test_what_is_read_in_part_has_no_cursor(vault: Vault) -> None:
    run = vault.begin("fcrb")
    vault.write(run, [glucose(1)], 6.0, b"one")
    assert vault.unfinished("fcrb") is None
