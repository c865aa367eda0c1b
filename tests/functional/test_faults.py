"""Bad input gets a sentence, what was kept and what to do; the window neither freezes nor closes."""

import pytest

from serums_desktop.commands.demo import ModelHospitals
from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import SourceFault
from serums_desktop.messages.errors import source_notice
from tests.functional.conftest import Person
from tests.functional.test_path import JOANA

FAULTS = {
    "401": SourceFault.UNAUTHORISED,
    "403": SourceFault.FORBIDDEN,
    "429": SourceFault.TOO_MANY_REQUESTS,
    "500": SourceFault.SERVER_ERROR,
    "html": SourceFault.NOT_FHIR,
    "truncated": SourceFault.TRUNCATED,
    "half-way": SourceFault.INTERRUPTED,
}


@pytest.mark.parametrize("kind", FAULTS)
def test_one_source_fails_and_the_others_are_shown(
    person: Person, hospitals: ModelHospitals, kind: str
) -> None:
    shell = person.shell
    person.sign_in()
    person.search(JOANA)
    assert hospitals.command(f"fault zmc {kind}").startswith("ok")
    person.open_first()
    states = {source.source_id: source for source in shell.record.coverage().sources}
    assert states["zmc"].state in {SourceState.FAILED, SourceState.PARTIAL}
    assert states["zmc"].fault is FAULTS[kind]
    assert states["fcrb"].state is SourceState.ANSWERED
    told = source_notice(FAULTS[kind], "ZMC Heerlen")
    assert told.happened in shell.window.notice_bar.accessibleName()
    assert shell.record.opened_summary().allergies
    assert shell.window.isVisible()

    # Mended, and asked again: the source is whole.
    hospitals.command("fault zmc none")
    shell.record_view.retry_requested.emit("zmc")
    person.until(lambda: shell.record.coverage_of("zmc").state is SourceState.ANSWERED)


def test_a_resource_of_the_wrong_shape_is_quarantined_and_counted(
    person: Person, hospitals: ModelHospitals
) -> None:
    person.sign_in()
    person.search(JOANA)
    assert hospitals.command("fault zmc wrong-shape").startswith("ok")
    person.open_first()
    opened = person.shell.record.opened()
    assert opened is not None
    assert opened.accounting.quarantined > 0
    assert opened.accounting.balanced
    assert len(opened.unread) == opened.accounting.quarantined
    assert {unread.source_id for unread in opened.unread} == {"zmc"}


def test_an_outage_before_sign_in_leaves_the_card_and_the_copy(
    person: Person, hospitals: ModelHospitals
) -> None:
    for source in ("ustan", "fcrb", "zmc", "gp", "device-cloud"):
        hospitals.command(f"stop {source}")
    person.sign_in()
    assert "cannot be reached" in person.shell.window.notice_bar.accessibleName()
    person.search(JOANA)
    assert not person.shell.patients_view.cards()


def test_idle_time_locks_and_asks_nothing(person: Person) -> None:
    person.sign_in()
    assert person.shell._limits is not None
    person.shell._limits._idle.idle.emit()
    assert person.shell.window.page == "lock"
    assert not person.shell.window.notice_bar.isVisible()
