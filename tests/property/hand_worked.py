"""A workstation whose threads work when a test says so: workers in turn, a card, a network, a clock."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from serums_desktop.domain.errors import (
    CardError,
    CardRemoved,
    NoCard,
    SignInRefused,
    SourceError,
    SourceFault,
    TriesHint,
    WrongPin,
)
from serums_desktop.domain.evidence import Deed, KeeperStatus, Receipt
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import CardHolder, CardPresence
from serums_desktop.domain.stored import Integrity
from serums_desktop.domain.workstation import HostEvent
from serums_desktop.host.configuration import Configuration, SourceConfiguration, Trust, Workstation
from serums_desktop.services.begin_session import BeginSession
from serums_desktop.services.home_contact import HomeContact
from serums_desktop.services.session import OpenSources, Session
from serums_desktop.services.sign_in import SignIn
from serums_desktop.services.workplace import Workplace

PIN = b"1234"
STEPS = ("unlock", "release", "store", "token", "evidence")
HOME = "ustan"


def holder(name: str, number: str) -> CardHolder:
    return CardHolder(name, number, "Consultant", number * 8, dt.date(2030, 1, 1), number)


AILSA = holder("Dr Ailsa Fraser", "S-1042")
ISOBEL = holder("Nurse Isobel Reid", "S-2071")


class Turns:
    """Jobs in the order they came. What a job itself submits is done within it, as by another lane."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Callable[[], Any], Future[Any]]] = deque()
        self._is_working = False

    def submit(self, job: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        if self._is_working:
            _do(job, future)
        else:
            self.waiting.append((job, future))
        return future

    def run(self, job: Callable[[], Any]) -> Any:
        return job()

    def renew(self) -> Future[None]:
        return self.submit(lambda: None)

    def work(self) -> bool:
        """Do the next job; False where there is none."""
        if not self.waiting:
            return False
        self._is_working = True
        try:
            _do(*self.waiting.popleft())
        finally:
            self._is_working = False
        return True

    @contextmanager
    def somebody_else(self) -> Iterator[None]:
        """In the middle of a job, something happens on another thread."""
        was, self._is_working = self._is_working, False
        try:
            yield
        finally:
            self._is_working = was


def _do(job: Callable[[], Any], future: Future[Any]) -> None:
    try:
        result = job()
    except BaseException as error:  # noqa: BLE001  it is the future's
        future.set_exception(error)
    else:
        future.set_result(result)


class OpenCard:
    """A session with a card, which its removal ends for good."""

    algorithm = "ES256"
    certificate_chain_der = (b"",)

    def __init__(self, place: HandWorked, card: CardHolder) -> None:
        self.holder = card
        self.is_closed = False
        self._place = place
        self._stay = place.stay

    @property
    def is_alive(self) -> bool:
        return not self.is_closed and self._place.card is not None and self._place.stay == self._stay

    def check(self) -> None:
        if not self.is_alive:
            raise CardRemoved

    def close(self) -> None:
        self.is_closed = True


class Key:
    begun_anew = False

    def __init__(self) -> None:
        self.data_key = bytearray(b"k" * 32)
        self.vault_id = "0" * 32

    @property
    def is_wiped(self) -> bool:
        return not any(self.data_key)

    def wipe(self) -> None:
        self.data_key[:] = bytes(32)


class Tokens:
    def __init__(self, place: HandWorked, card: OpenCard) -> None:
        self._place = place
        self._card = card
        self.is_forgotten = False

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        assert (source_id, purpose) == (HOME, PurposeOfUse.TREATMENT)
        self._place.reach("token")
        if not self._place.network_is_up:
            raise SourceError(HOME, SourceFault.UNREACHABLE)
        self._card.check()
        if self._card.holder in self._place.withdrawn:
            raise SignInRefused(HOME, "invalid_grant")
        return "token"

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        assert refused == "token"
        return self.token(source_id, purpose)

    def discard(self, purpose: PurposeOfUse) -> None:
        assert purpose is PurposeOfUse.BREAK_GLASS

    def forget(self) -> None:
        self.is_forgotten = True


class Watch:
    """The watch over the card, or over the system's session."""

    def __init__(self, report: Callable[[Any], None]) -> None:
        self.report = report

    def start(self) -> None:
        """Nothing runs by itself here."""

    def stop(self) -> None:
        """Nothing runs by itself here."""


class HandWorked:
    """Card reader, keys, store, home source, evidence and clock in one, and the workplace made of them.

    `interrupt` makes something happen on another thread when a sign-in reaches a step.
    """

    was_rebuilt = False
    integrity = Integrity.SOUND

    def __init__(self) -> None:
        self.turns = Turns()
        self.card: CardHolder | None = None
        self.stay = 0
        self.network_is_up = True
        self.withdrawn: set[CardHolder] = set()
        self.at_s = 1_000_000.0
        self.confirmed_at_s: float | None = None
        self.store_is_open = False
        self.cards: list[OpenCard] = []
        self.keys: list[Key] = []
        self.tokens: list[Tokens] = []
        self.deeds: list[Deed] = []
        self.card_watch: Watch | None = None
        self.host_watch: Watch | None = None
        self._interruption: tuple[str, Callable[[], None]] | None = None

    def begin(self) -> None:
        """As after the start of the program: no card, a network, nobody withdrawn."""
        self.remove()
        self.forget_interruption()
        self.network_is_up = True
        self.withdrawn.clear()
        self.confirmed_at_s = None
        for made in (self.cards, self.keys, self.tokens, self.deeds):
            made.clear()

    # -- what happens around the program -----------------------------------------------------------

    def insert(self, card: CardHolder) -> None:
        self.card = card
        self.stay += 1
        self._report(CardPresence(card, TriesHint.MANY, choices=(card,)))

    def remove(self) -> None:
        self.card = None
        self.stay += 1
        self._report(CardRemoved())

    def interrupt(self, step: str, happening: Callable[[], None]) -> None:
        self._interruption = (step, happening)

    def reach(self, step: str) -> None:
        """A sign-in is at this step."""
        if self._interruption is not None and self._interruption[0] == step:
            _, happening = self._interruption
            self._interruption = None
            with self.turns.somebody_else():
                happening()

    def forget_interruption(self) -> None:
        self._interruption = None

    def _report(self, seen: CardPresence | CardError) -> None:
        if self.card_watch is not None:
            self.card_watch.report(seen)

    # -- the parts ---------------------------------------------------------------------------------

    def look(self) -> CardPresence:
        if self.card is None:
            raise NoCard
        return CardPresence(self.card, TriesHint.MANY)

    def choose(self, chosen: CardHolder) -> CardPresence:
        assert chosen == self.card
        return self.look()

    def unlock(self, pin: bytearray) -> OpenCard:
        if self.card is None:
            raise NoCard
        card = OpenCard(self, self.card)
        self.reach("unlock")
        card.check()
        if pin != PIN:
            raise WrongPin(TriesHint.FEW)
        self.cards.append(card)
        return card

    def release(self, card: OpenCard) -> Key:
        self.reach("release")
        card.check()
        self.keys.append(Key())
        return self.keys[-1]

    def open_tokens(self, card: OpenCard) -> Tokens:
        self.tokens.append(Tokens(self, card))
        return self.tokens[-1]

    def open(self, key: Key) -> None:
        self.reach("store")
        assert not key.is_wiped
        self.store_is_open = True

    def close(self) -> None:
        self.store_is_open = False

    def confirmed_s(self) -> float | None:
        return self.confirmed_at_s

    def keep_confirmed(self, at_s: float) -> None:
        self.confirmed_at_s = at_s

    def records(self) -> list[Any]:
        return []

    def sizes(self) -> list[Any]:
        return []

    def keep(self, deed: Deed) -> Receipt:
        self.reach("evidence")
        self.deeds.append(deed)
        return Receipt(len(self.deeds), self.at_s)

    def status(self) -> KeeperStatus:
        return KeeperStatus(len(self.deeds), 0, is_same_user=True)

    def capsule(self) -> None:
        """Policy allows none."""

    def now_s(self) -> float:
        return self.at_s

    def elapsed_s(self) -> float:
        return self.at_s

    def workplace(self) -> Workplace:
        """The real use cases on these parts."""
        parts: Any = self
        lane: Any = self.turns
        contact = HomeContact(
            store=parts, database_lane=lane, home_source_id=HOME, longest_s=3600.0, clock=parts
        )
        begin_session = BeginSession(
            store=parts,
            open_sources=lambda _tokens: OpenSources({}),
            home_contact=contact,
            database_lane=lane,
            evidence=parts,
            clock=parts,
        )
        unused: Any = None
        return Workplace(
            configuration=CONFIGURATION,
            clock=parts,
            card=parts,
            store=parts,
            sign_in=SignIn(
                card=parts,
                keys=parts,
                open_tokens=parts.open_tokens,
                begin_session=begin_session,
                card_lane=lane,
            ),
            sign_in_by_keyring=_Nobody(),
            enrol_by_browser=unused,
            open_watch=self._open_card_watch,
            open_host_watch=self._open_host_watch,
            home_contact=contact,
            prepare_sign_in=lambda: None,
            launch=unused,
            leave_workstation=unused,
            one_copy=SimpleNamespace(is_shared=lambda _session: False, can_share=lambda _session: False),
            card_lane=lane,
            database_lane=lane,
            network=lane,
            background=lane,
            conditions=parts,
            evidence=parts,
            reaches=lambda _source: self.network_is_up,
            files=unused,
            links=unused,
            letters=SimpleNamespace(attached=lambda _raw: ()),
        )

    def _open_card_watch(self, report: Callable[[CardPresence | CardError], None]) -> Watch:
        self.card_watch = Watch(report)
        return self.card_watch

    def _open_host_watch(self, report: Callable[[HostEvent], None]) -> Watch:
        self.host_watch = Watch(report)
        return self.host_watch


class _Nobody:
    """Nobody has a passphrase here."""

    def known_staff(self) -> tuple[()]:
        return ()


CONFIGURATION = Configuration(
    workstation=Workstation("ward-12-desk-1"),
    trust=Trust(Path("tls.pem"), Path("cards.pem")),
    source=(SourceConfiguration(HOME, "St Andrews", "GB", "https://ustan.example/fhir", home=True),),
)


def all_over(place: HandWorked, session: Session | None) -> Iterable[tuple[str, bool]]:
    """Whether everything that is not this session's is gone, part by part."""
    mine = (session.credential, session.key, session.tokens) if session is not None else ()
    yield "cards closed", all(one.is_closed for one in place.cards if one not in mine)
    yield "keys wiped", all(one.is_wiped for one in place.keys if one not in mine)
    yield "tokens forgotten", all(one.is_forgotten for one in place.tokens if one not in mine)
    yield "store closed", place.store_is_open == (session is not None)
