"""Cards that come and go, readers that tell of it late and modules that are asked late, in every order."""

from __future__ import annotations

import datetime as dt
import enum
from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import CardError, CardRemoved, NoCard, TriesHint
from serums_desktop.domain.staff import CardHolder, CardPresence
from serums_desktop.identity.card_watcher import CardWatcher
from serums_desktop.identity.reader_watch import ReaderChange

READER, OTHER_READER = "Reader 00 00", "Reader 01 00"
NONE: frozenset[str] = frozenset()
HOLDER = CardHolder("Dr Ailsa Fraser", "S-1042", "Emergency Medicine", "ab" * 32, dt.date(2030, 1, 1), "1")
PRESENCE = CardPresence(HOLDER, TriesHint.MANY)


class Step(enum.Enum):
    """What can happen next. An event is heard in its turn, however late, or lost."""

    INSERT = enum.auto()
    PULL = enum.auto()
    PULL_FOR_A_MOMENT = enum.auto()
    POLL = enum.auto()
    PULL_WHILE_ASKED = enum.auto()
    HEAR = enum.auto()
    LOSE = enum.auto()
    HEAR_OF_ANOTHER = enum.auto()


class Desk:
    """A reader, its module and the events on their way; the watcher's two threads take turns as told."""

    def __init__(self) -> None:
        self.insertion = 0
        self.is_in = False
        self.story: list[CardPresence | CardError | None] = []
        self._is_pulled_while_asked = False
        self._on_their_way: deque[ReaderChange] = deque()
        self._is_known_gone = False
        self._watcher = CardWatcher(self, self._report, open_events=lambda: self)

    def attend(self) -> Attendance:
        if not self.is_in:
            raise NoCard
        attendance = Attendance(self)
        self.time_passes()
        return attendance

    def time_passes(self) -> None:
        """Between the module's answer and what is made of it."""
        if self._is_pulled_while_asked:
            self._is_pulled_while_asked = False
            self.go_on(Step.PULL)
            self._hear_all()

    def go_on(self, step: Step) -> None:
        """A pull stands in the story as None."""
        reader = frozenset({READER})
        if step is Step.INSERT and not self.is_in:
            self.is_in, self._is_known_gone, self.insertion = True, False, self.insertion + 1
            self._on_their_way.append(ReaderChange(NONE, reader))
        elif step is Step.PULL and self.is_in:
            self.is_in = False
            self._on_their_way.append(ReaderChange(reader, NONE))
            self.story.append(None)
        elif step is Step.PULL_FOR_A_MOMENT and self.is_in:
            self.insertion += 1
            self._on_their_way.append(ReaderChange(reader, reader))
            self.story.append(None)
        elif step is Step.POLL:
            self._watcher._poll()
        elif step is Step.HEAR and self._on_their_way:
            change = self._on_their_way.popleft()
            self._is_known_gone = not self.is_in and bool(change.emptied) and not self._on_their_way
            self._watcher._heard(change)
        elif step is Step.PULL_WHILE_ASKED:
            self._is_pulled_while_asked = True
        elif step is Step.LOSE and self._on_their_way:
            self._on_their_way.popleft()
        elif step is Step.HEAR_OF_ANOTHER:
            self._watcher._heard(ReaderChange(frozenset({OTHER_READER}), NONE))

    def come_to_rest(self) -> None:
        self._is_pulled_while_asked = False
        self._hear_all()
        self.go_on(Step.POLL)

    def _report(self, seen: CardPresence | CardError) -> None:
        assert not (seen == PRESENCE and self._is_known_gone)
        self.story.append(seen)

    def _hear_all(self) -> None:
        while self._on_their_way:
            self.go_on(Step.HEAR)


class Attendance:
    presence = PRESENCE
    slot = READER

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._insertion = desk.insertion

    def lasts(self) -> bool:
        answer = self._desk.is_in and self._desk.insertion == self._insertion
        self._desk.time_passes()
        return answer

    def close(self) -> None:
        """There is no session to end."""


@given(steps=st.lists(st.sampled_from(Step), max_size=40))
@settings(max_examples=1000, deadline=None)
def test_whatever_was_reported_before_a_pull_a_removal_follows_it(steps: Sequence[Step]) -> None:
    desk = Desk()
    for step in steps:
        desk.go_on(step)
    desk.come_to_rest()

    reported = [seen for seen in desk.story if seen is not None]
    believed_in = [seen == PRESENCE for seen in reported]
    assert believed_in[-1] == desk.is_in
    assert all(before != after for before, after in pairwise(believed_in))
    assert all(isinstance(seen, NoCard | CardRemoved) or seen == PRESENCE for seen in reported)
    assert None in desk.story or not any(isinstance(seen, CardRemoved) for seen in reported)
    last = None
    for seen, following in pairwise(desk.story):
        last = seen or last
        if seen is None and last == PRESENCE:
            assert following is None or isinstance(following, CardRemoved)


@given(steps=st.lists(st.sampled_from(Step), max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_removal_is_told_with_the_event_and_waits_for_no_poll(steps: Sequence[Step]) -> None:
    desk = Desk()
    for step in (*steps, Step.INSERT, Step.HEAR):
        desk.go_on(step)
    desk.come_to_rest()
    assert desk.story[-1] == PRESENCE

    desk.go_on(Step.PULL)
    desk.go_on(Step.HEAR)

    assert isinstance(desk.story[-1], CardRemoved)
