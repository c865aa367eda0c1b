"""The whole path: card in, PIN, find, one timeline, a device chart, network gone, lock."""

import re
from pathlib import Path

from serums_desktop.commands.demo import ModelHospitals
from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.entries import Severity
from serums_desktop.domain.lanes import Lane
from serums_desktop.host.profile import Profile

from .conftest import SOURCES, Person

JOANA = "soler vila joana 14/3/1935 99881135R"
MARKERS = ("SOLER", "APIXABAN", "99881135R", "PENICIL")


def test_the_whole_path(person: Person, hospitals: ModelHospitals, profile: Profile) -> None:
    shell = person.shell
    person.until(shell.sign_in_view.pin.isEnabled)
    assert not list(profile.cache.rglob("*.db"))

    # A wrong PIN is told in words and opens nothing.
    person.enter_pin("000000")
    person.until(lambda: "Wrong PIN" in shell.sign_in.message())
    assert shell.window.page == "sign-in"
    person.sign_in()

    # One person, known to five sources; namesakes stay apart.
    person.search(JOANA)
    cards = shell.patients_view.cards()
    assert len(cards[0].match.person.known_as) == 5
    assert len(cards) >= 1
    person.open_first()

    opened = shell.record.opened()
    assert opened is not None
    items = opened.timeline.items
    assert set(Lane) == {item.lane for item in items}
    assert {source for item in items for source in item.sources} == set(SOURCES)
    assert any(len(item.sources) > 1 for item in items), "nothing was folded"
    accounting = opened.accounting
    assert accounting.balanced
    assert accounting.folded > 0
    assert accounting.quarantined == 0
    assert all(
        source.state is (SourceState.ANSWERED if source.source_id in SOURCES else SourceState.NOT_ASKED)
        for source in opened.coverage.sources
    )
    allergies = opened.summary.allergies
    assert allergies[0].severity is Severity.CRITICAL
    assert "SOLER VILA, Joana" in shell.window.windowTitle()

    # Any entry explains itself: its source, its own words, its resource byte for byte.
    shell.record_view.item_selected.emit(allergies[0].item_id)
    person.until(lambda: shell.record.detail.item_id == allergies[0].item_id)

    # A year of glucose on a chart.
    shell.record_view.charts_requested.emit()
    person.until(shell.charts.is_filled)
    assert shell.window.page == "charts"

    # Nothing readable on the disk, not even while the record is open and side files are there.
    assert any(path.name.endswith("-wal") for path in profile.cache.rglob("*"))
    assert_nothing_readable(profile, *MARKERS)

    # The network goes; lock, come back with the card alone, and everything is still there.
    for source in SOURCES:
        assert hospitals.command(f"stop {source}").startswith("ok")
    person.press_lock()
    assert shell.window.page == "lock"
    assert shell.record.opened() is None
    person.sign_in()
    assert shell.window.page == "record"
    person.settle()
    again = shell.record.opened()
    assert again is not None
    assert again.timeline == opened.timeline
    assert all(
        source.state in {SourceState.FAILED, SourceState.NOT_ASKED}
        for source in shell.record.coverage().sources
    )
    assert all(source.as_of_s for source in shell.record.coverage().sources if source.source_id in SOURCES)

    person.press_lock()
    assert MARKERS[0] not in shell.window.windowTitle()
    person.until(shell.is_closed)
    assert_nothing_readable(profile, *MARKERS)


def assert_nothing_readable(profile: Profile, *markers: str) -> None:
    """No file that the program wrote holds a marker, in any of the encodings it could have."""
    files = [
        path
        for place in (profile.keys, profile.cache, profile.logs)
        for path in place.rglob("*")
        if path.is_file()
    ]
    assert any(path.suffix == ".db" or "vault" in path.name for path in files)
    for path in files:
        content = path.read_bytes()
        for marker in markers:
            for encoded in (marker.encode(), marker.encode("utf-16-le"), marker.title().encode()):
                assert not re.search(re.escape(encoded), content), f"{marker} in {Path(path).name}"
