from __future__ import annotations

import queue
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from serums_desktop.domain.errors import (
    CardError,
    CardFailed,
    CardModuleMissing,
    CardRemoved,
    CertificateRefusal,
    NoCard,
    NoUsableCertificate,
)
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity.card_watcher import CardWatcher
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.reader_watch import ReaderChange
from serums_desktop.identity.smartcard import Smartcard
from tests.unit.identity.staff_authority import anchors_of

Seen = CardPresence | CardError
READER = "Reader 00 00"


class ScriptedReader:
    """A reader in which things happen one poll after the other: a presence stays, None is a pull."""

    def __init__(self, *polls: Seen | RuntimeError | None) -> None:
        self._polls = list(polls)
        self.exhausted = threading.Event()

    def next(self) -> Seen | RuntimeError | None:
        if len(self._polls) == 1:
            self.exhausted.set()
            return self._polls[0]
        return self._polls.pop(0)

    def attend(self) -> ScriptedAttendance:
        seen = self.next()
        if isinstance(seen, CardPresence):
            return ScriptedAttendance(self, seen)
        raise seen if seen is not None else NoCard()


class ScriptedAttendance:
    slot = READER

    def __init__(self, reader: ScriptedReader, presence: CardPresence) -> None:
        self._reader = reader
        self.presence = presence

    def lasts(self) -> bool:
        seen = self._reader.next()
        if isinstance(seen, RuntimeError):
            raise seen
        if isinstance(seen, CardPresence):
            self.presence = seen
        return seen is not None

    def close(self) -> None:
        """There is no session to end."""


class BusyReader:
    """A card whose module answers nothing from the second question on, until the test lets it."""

    slot = READER

    def __init__(self, presence: CardPresence) -> None:
        self.presence = presence
        self.is_busy = threading.Event()
        self.may_answer = threading.Event()

    def attend(self) -> BusyReader:
        if self.may_answer.is_set():
            raise NoCard
        return self

    def lasts(self) -> bool:
        self.is_busy.set()
        assert self.may_answer.wait(20)
        return True

    def close(self) -> None:
        """There is no session to end."""


class ToldEvents:
    """Reader events that the test sends."""

    def __init__(self) -> None:
        self.happen: queue.Queue[ReaderChange | None] = queue.Queue()
        self.is_closed = False

    def wait(self) -> ReaderChange | None:
        return self.happen.get()

    def cancel(self) -> None:
        self.happen.put(None)

    def close(self) -> None:
        self.is_closed = True


def _pulled(reader: str) -> ReaderChange:
    return ReaderChange(frozenset({reader}), frozenset())


def _reports(reader: ScriptedReader) -> list[Seen]:
    reported: list[Seen] = []
    watcher = CardWatcher(reader, reported.append, poll_interval_s=0.001)
    watcher.start()
    assert reader.exhausted.wait(20)
    watcher.stop()
    return reported


@pytest.fixture
def presence(smartcard: Smartcard) -> CardPresence:
    return smartcard.look()


def test_the_first_state_is_reported_and_then_only_changes(presence: CardPresence) -> None:
    reader = ScriptedReader(NoCard(), NoCard(), presence, presence, presence, None, NoCard(), NoCard())

    assert [type(seen) for seen in _reports(reader)] == [NoCard, CardPresence, CardRemoved]


def test_a_card_that_was_out_between_two_polls_was_out(presence: CardPresence) -> None:
    reader = ScriptedReader(presence, presence, None, presence, presence)

    assert [type(seen) for seen in _reports(reader)] == [CardPresence, CardRemoved, CardPresence]


def test_a_card_being_powered_up_is_believed_the_second_time(presence: CardPresence) -> None:
    once = ScriptedReader(NoCard(), CardFailed("DeviceError"), presence, presence)
    twice = ScriptedReader(NoCard(), CardFailed("DeviceError"), CardFailed("DeviceError"), NoCard(), NoCard())

    assert [type(seen) for seen in _reports(once)] == [NoCard, CardPresence]
    assert [type(seen) for seen in _reports(twice)] == [NoCard, CardFailed, NoCard]


def test_what_nobody_foresaw_takes_the_card_for_gone_and_ends_no_watch(presence: CardPresence) -> None:
    first, failed, again = _reports(ScriptedReader(presence, RuntimeError(), presence))[:3]
    assert (first, again) == (presence, presence)
    assert isinstance(failed, CardFailed)


def test_each_refusal_is_reported_once() -> None:
    untrusted = NoUsableCertificate(CertificateRefusal.UNTRUSTED)
    expired = NoUsableCertificate(CertificateRefusal.EXPIRED)

    assert _reports(ScriptedReader(untrusted, untrusted, expired, expired)) == [untrusted, expired]


def test_a_real_token_is_seen_while_it_signs(smartcard: Smartcard, open_card: OpenCard) -> None:
    reported: queue.Queue[Seen] = queue.Queue()
    watcher = CardWatcher(smartcard, reported.put, poll_interval_s=0.001)
    watcher.start()

    seen = reported.get(timeout=20)
    for number in range(200):
        message = str(number).encode()
        assert open_card.verify(message, open_card.sign(message))
    watcher.stop()

    assert isinstance(seen, CardPresence)
    assert seen.holder == open_card.holder
    assert reported.empty()
    assert open_card.sign(b"the watcher's end is not the session's")


def test_a_missing_module_is_reported(tmp_path: Path, authority: Issuer) -> None:
    reported: queue.Queue[Seen] = queue.Queue()
    card = Smartcard(tmp_path / "none.so", "", anchors_of(authority))
    watcher = CardWatcher(card, reported.put)
    watcher.start()

    assert isinstance(reported.get(timeout=20), CardModuleMissing)
    watcher.stop()


def test_a_watcher_may_be_stopped_from_its_own_report_and_before_it_began(presence: CardPresence) -> None:
    stopped = threading.Event()

    def stop(_seen: Seen) -> None:
        watcher.stop()
        stopped.set()

    watcher = CardWatcher(ScriptedReader(presence), stop)
    watcher.start()
    assert stopped.wait(20)
    watcher.stop()

    CardWatcher(ScriptedReader(presence), stop).stop()


def test_a_pull_is_reported_while_the_module_is_busy(presence: CardPresence) -> None:
    reader, events = BusyReader(presence), ToldEvents()
    reported: queue.Queue[Seen] = queue.Queue()
    watcher = CardWatcher(reader, reported.put, poll_interval_s=0.001, open_events=lambda: events)
    watcher.start()
    assert reported.get(timeout=20) == presence
    assert reader.is_busy.wait(20)

    events.happen.put(_pulled("Reader 01 00"))
    events.happen.put(_pulled(READER))

    assert isinstance(reported.get(timeout=20), CardRemoved)
    # What the module knew before the pull is not believed any more.
    reader.may_answer.set()
    watcher.stop()
    assert reported.empty()
    assert events.is_closed


def test_an_event_brings_the_next_poll_forward(presence: CardPresence) -> None:
    reader, events = ScriptedReader(NoCard(), presence), ToldEvents()
    reported: queue.Queue[Seen] = queue.Queue()
    watcher = CardWatcher(reader, reported.put, poll_interval_s=3600.0, open_events=lambda: events)
    watcher.start()
    assert isinstance(reported.get(timeout=20), NoCard)

    events.happen.put(ReaderChange(frozenset(), frozenset({READER})))

    assert reported.get(timeout=20) == presence
    watcher.stop()


def test_a_pull_that_only_the_reader_saw_is_a_removal_and_the_card_is_read_anew(
    presence: CardPresence,
) -> None:
    reader, events = ScriptedReader(presence), ToldEvents()
    reported: queue.Queue[Seen] = queue.Queue()
    watcher = CardWatcher(reader, reported.put, poll_interval_s=3600.0, open_events=lambda: events)
    watcher.start()
    assert reported.get(timeout=20) == presence

    events.happen.put(_pulled(READER))

    assert isinstance(reported.get(timeout=20), CardRemoved)
    assert reported.get(timeout=20) == presence
    watcher.stop()


def test_another_choice_is_a_change_and_no_removal(presence: CardPresence) -> None:
    colleague = replace(presence.holder, staff_id="S-2077")
    joined = replace(presence, choices=(presence.holder, colleague))
    chosen = replace(joined, holder=colleague)

    assert _reports(ScriptedReader(presence, joined, joined, chosen, chosen)) == [presence, joined, chosen]
