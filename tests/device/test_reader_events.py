"""What the PC/SC daemon tells of its readers, and a watcher that hears it."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serums_desktop.domain.errors import CardError, CardRemoved, NoCard, NoReader
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity import pcsc
from serums_desktop.identity.card_module import CardModule
from serums_desktop.identity.card_watcher import CardWatcher
from serums_desktop.identity.pcsc import CardService
from serums_desktop.identity.practice_card import StaffMember
from serums_desktop.identity.reader_watch import ReaderChange, ReaderWatch
from serums_desktop.identity.smartcard import Smartcard
from tests.device.conftest import PIN, Changes, Daemon
from tests.device.piv_applet import PivApplet
from tests.device.virtual_piv_card import VirtualReader

Personalise = Callable[..., PivApplet]
MARC = StaffMember("Dr Marc Puig", "S-2077", "Geriatrics", "marc.puig@fcrb.example")
READER = frozenset({"Virtual PCD 00 00"})
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def watch(daemon: Daemon) -> Iterator[ReaderWatch]:
    with contextlib.closing(ReaderWatch()) as watch:
        yield watch


def _next(watch: ReaderWatch) -> ReaderChange:
    while (change := watch.wait()) is None:
        pass
    return change


@pytest.fixture
def rare_changes(smartcard: Smartcard) -> Iterator[Changes]:
    """A watcher that, after its first poll, looks only when it hears something."""
    changes = Changes()
    watcher = CardWatcher(smartcard, changes.report, poll_interval_s=3600.0)
    watcher.start()
    yield changes
    watcher.stop()


def test_the_daemon_names_its_readers(reader: VirtualReader) -> None:
    named = pcsc.readers()

    assert named is not None
    assert set(named) >= READER


def test_a_card_comes_and_goes(watch: ReaderWatch, reader: VirtualReader, personalise: Personalise) -> None:
    reader.insert(personalise())
    assert _next(watch) == ReaderChange(NOBODY, READER)

    reader.remove()
    assert _next(watch) == ReaderChange(READER, NOBODY)


def test_a_card_that_came_back_while_nobody_waited_has_left(
    watch: ReaderWatch, reader: VirtualReader, personalise: Personalise
) -> None:
    applet = personalise()
    reader.insert(applet)
    _next(watch)
    with contextlib.closing(ReaderWatch()) as another:
        _next(another)
        reader.remove()
        _next(another)
        reader.insert(applet)
        _next(another)

    assert _next(watch) == ReaderChange(READER, READER)


def test_a_wait_is_cancelled_from_another_thread(daemon: Daemon) -> None:
    watch, ended = ReaderWatch(), threading.Event()

    def wait() -> None:
        with contextlib.closing(watch):
            while not ended.is_set():
                watch.wait()

    waiting = threading.Thread(target=wait, name="waiting")
    waiting.start()
    ended.set()
    while waiting.is_alive():
        watch.cancel()
        waiting.join(0.01)


def test_a_card_in_use_takes_no_transaction_of_ours_away(
    watch: ReaderWatch, reader: VirtualReader, personalise: Personalise
) -> None:
    reader.insert(personalise())
    _next(watch)

    with CardService() as service, service.transaction(*READER) as transmit:
        assert transmit(bytes.fromhex("00200080")) == bytes.fromhex("63c3")
        reader.remove()
        assert _next(watch) == ReaderChange(READER, NOBODY)
        with pytest.raises(CardError):
            transmit(bytes.fromhex("00200080"))


def test_watchers_that_come_and_go_leave_nothing_behind(smartcard: Smartcard, daemon: Daemon) -> None:
    def kept() -> tuple[int, int]:
        return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))

    with contextlib.suppress(NoCard):
        smartcard.look()
    before = kept()
    for _ in range(20):
        changes = Changes()
        watcher = CardWatcher(smartcard, changes.report, poll_interval_s=0.001)
        watcher.start()
        assert isinstance(changes.next(), NoCard)
        watcher.stop()

    assert kept() == before


def test_a_pull_is_told_while_the_module_is_busy(
    rare_changes: Changes, opensc: Path, reader: VirtualReader, personalise: Personalise
) -> None:
    assert isinstance(rare_changes.next(), NoCard)
    reader.insert(personalise())
    assert isinstance(rare_changes.next(), CardPresence)

    with CardModule(opensc).exclusively():
        reader.remove()
        assert isinstance(rare_changes.next(), CardRemoved)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_daemon_that_ends_takes_the_card_along_and_one_that_comes_back_is_found(
    how: signal.Signals,
    daemon: Daemon,
    changes: Changes,
    smartcard: Smartcard,
    reader: VirtualReader,
    personalise: Personalise,
) -> None:
    applet = personalise()
    assert isinstance(changes.next(), NoCard)
    reader.insert(applet)
    assert isinstance(changes.next(), CardPresence)
    card = smartcard.unlock(bytearray(PIN))

    daemon.stop(how)
    try:
        assert isinstance(changes.next(), CardRemoved)
        assert pcsc.readers() is None
        with pytest.raises(CardRemoved):
            card.sign(b"message")
    finally:
        reader.remove()
        daemon.start()
    card.close()

    reader.insert(applet)
    while not isinstance(seen := changes.next(), CardPresence):
        assert isinstance(seen, NoReader | NoCard)
    with pytest.raises(CardRemoved):
        card.sign(b"message")
    with smartcard.unlock(bytearray(PIN)) as again:
        assert again.verify(b"message", again.sign(b"message"))


def test_of_two_cards_only_the_attended_ones_pull_is_a_removal(
    changes: Changes, reader: VirtualReader, second_reader: VirtualReader, personalise: Personalise
) -> None:
    assert isinstance(changes.next(), NoCard)
    reader.insert(personalise())
    assert _staff(changes.next()) == ("S-1042", {"S-1042"})
    second_reader.insert(personalise(MARC))
    assert _staff(changes.next()) == ("S-1042", {"S-1042", "S-2077"})
    second_reader.remove()
    assert _staff(changes.next()) == ("S-1042", {"S-1042"})
    second_reader.insert(personalise(MARC))
    assert _staff(changes.next()) == ("S-1042", {"S-1042", "S-2077"})

    reader.remove()

    assert isinstance(changes.next(), CardRemoved)
    assert _staff(changes.next()) == ("S-2077", {"S-2077"})


def test_a_choice_made_for_another_reader_makes_that_readers_card_the_attended_one(
    changes: Changes,
    smartcard: Smartcard,
    reader: VirtualReader,
    second_reader: VirtualReader,
    personalise: Personalise,
) -> None:
    assert isinstance(changes.next(), NoCard)
    reader.insert(personalise())
    assert isinstance(changes.next(), CardPresence)
    second_reader.insert(personalise(MARC))
    seen = changes.next()
    assert isinstance(seen, CardPresence)

    smartcard.choose(next(one for one in seen.choices if one.staff_id == "S-2077"))
    assert _staff(changes.next()) == ("S-2077", {"S-1042", "S-2077"})
    reader.remove()
    assert _staff(changes.next()) == ("S-2077", {"S-2077"})
    second_reader.remove()
    assert isinstance(changes.next(), CardRemoved)


def _staff(seen: CardPresence | CardError) -> tuple[str, set[str]]:
    """Whose card is attended, and who could sign in."""
    assert isinstance(seen, CardPresence)
    return seen.holder.staff_id, {one.staff_id for one in seen.choices}
