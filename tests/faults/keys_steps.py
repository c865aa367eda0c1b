"""What opens a copy is added and removed, and copies go, while the program is killed: jobs as in `steps`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from serums_desktop.domain.errors import NotEnrolled, WrongPassphrase
from serums_desktop.identity import key_files
from serums_desktop.identity.key_release import ReleasedKey
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from tests.faults.steps import Step, fill
from tests.unit.services.one_copy_parts import ISOBEL, PASSPHRASE, Place, quickly
from tests.unit.store.synthetic import person

FORMER_PASSPHRASE = b"another horse battery"


class _KeysJob:
    """A job of somebody who has signed in, with what a card and a passphrase open."""

    # Records in the copies of each: nobody takes one for the other.
    OF_CARD, OF_PASSPHRASE = 1, 2

    def __init__(self, directory: Path) -> None:
        self._stack = ExitStack()
        self._stack.enter_context(quickly())
        self._place = Place(directory)
        self._ways = self._stack.enter_context(self._place.ways())
        self._session = self._begin()
        self.steps: tuple[Step, ...] = (self._act, self._stack.close)

    def _begin(self) -> Session:
        return self._place.by_card()

    def _act(self) -> None:
        raise NotImplementedError

    @classmethod
    def _fill(cls, place: Place, records: int) -> None:
        for number in range(records):
            place.on_database(
                lambda number=number: fill(
                    place.store.vault(place.store.remember(person(("fcrb", str(number))), 1.0)), "fcrb"
                )
            )

    @staticmethod
    def by_card(place: Place) -> int:
        """What a card finds."""
        return place.records(place.cards.release(place.card))

    @staticmethod
    def by_passphrase(place: Place, passphrase: bytes = PASSPHRASE) -> int:
        """What a passphrase finds, -1 where it opens nothing; without the delay after a wrong one."""
        for tries in place.keys.glob("*.tries"):
            tries.unlink()
        try:
            return place.records(place.people.unlock(ISOBEL.staff_id, bytearray(passphrase))[1])
        except (NotEnrolled, WrongPassphrase):
            return -1

    @staticmethod
    def sweep(place: Place) -> None:
        """The next start: what no key opens goes, and what a write that was cut short has left."""
        key_files.sweep(place.keys)
        (place.keys.parent / "keyring.part").unlink(missing_ok=True)
        place.device.expire()
        named = key_files.named_vaults(place.keys)
        assert named is not None
        assert {one.name for one in place.cache.iterdir()} <= named


class _TwoCopies(_KeysJob):
    """A card and a passphrase open a copy each."""

    @classmethod
    def prepare(cls, directory: Path) -> None:
        """Both copies, of different sizes."""
        place = Place(directory)
        with quickly(), place.ways():
            place.by_card()
            cls._fill(place, cls.OF_CARD)
            place.people.enrol(ISOBEL, bytearray(FORMER_PASSPHRASE), "refresh-1")
            place.by_passphrase(FORMER_PASSPHRASE)
            cls._fill(place, cls.OF_PASSPHRASE)


class AddPassphrase(_TwoCopies):
    """A passphrase joins the card's copy."""

    def _act(self) -> None:
        self._ways.add_passphrase(self._session, bytearray(PASSPHRASE), CancelToken())

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """Either passphrase opens what is its own, and the card what it opened."""
        with quickly():
            place = Place(directory)
            cls.sweep(place)
            former = cls.by_passphrase(place, FORMER_PASSPHRASE)
            joined = cls.by_passphrase(place)
            assert (former, joined) in {(cls.OF_PASSPHRASE, -1), (-1, cls.OF_CARD)}
            assert done == 0 or joined == cls.OF_CARD
            assert cls.by_card(place) == cls.OF_CARD


class AddCard(_TwoCopies):
    """A card joins the passphrase's copy."""

    def _begin(self) -> Session:
        return self._place.by_passphrase(FORMER_PASSPHRASE)

    def _act(self) -> None:
        self._ways.add_card(self._session, bytearray(b"123456"))

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """The card opens one copy or the other, the passphrase what it opened."""
        with quickly():
            place = Place(directory)
            cls.sweep(place)
            found = cls.by_card(place)
            assert found in {cls.OF_CARD, cls.OF_PASSPHRASE}
            assert done == 0 or found == cls.OF_PASSPHRASE
            assert cls.by_passphrase(place, FORMER_PASSPHRASE) == cls.OF_PASSPHRASE


class _OneCopy(_KeysJob):
    """A card and a passphrase open one copy."""

    @classmethod
    def prepare(cls, directory: Path) -> None:
        """The copy."""
        place = Place(directory)
        with quickly(), place.ways() as ways:
            session = place.by_card()
            cls._fill(place, cls.OF_CARD)
            ways.add_passphrase(session, bytearray(PASSPHRASE), CancelToken())
            (directory / "former").write_text(session.key.data_key.hex())

    @staticmethod
    def by_former_key(directory: Path) -> int:
        """What the key finds that opened the copy before."""
        place = Place(directory)
        (copy,) = place.cache.iterdir()
        data_key = bytearray.fromhex((directory / "former").read_text())
        return place.records(ReleasedKey(data_key, copy.name))


class RemovePassphrase(_OneCopy):
    """The passphrase opens the copy no more, and the copy gets another key."""

    def _act(self) -> None:
        self._ways.remove_passphrase(self._session)

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """The card opens the copy; what opened it before does so no more, at latest from the next sign-in."""
        with quickly():
            place = Place(directory)
            cls.sweep(place)
            assert cls.by_passphrase(place) in ({-1} if done else {-1, cls.OF_CARD})
            assert cls.by_card(place) == cls.OF_CARD
            with place.ways() as ways:
                ways.rekey_if_due(place.by_card())
            assert cls.by_card(place) == cls.OF_CARD
            is_left = bool(place.people.known_staff())
            assert (cls.by_former_key(directory), cls.by_passphrase(place)) in (
                {(cls.OF_CARD, cls.OF_CARD)} if is_left else {(-1, -1)}
            )


class RemoveCard(_OneCopy):
    """The card opens the copy no more, and the copy gets another key."""

    def _begin(self) -> Session:
        return self._place.by_passphrase()

    def _act(self) -> None:
        self._ways.remove_card(self._session, bytearray(PASSPHRASE))

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """The passphrase opens the copy; the card opens it too, or nothing."""
        with quickly():
            place = Place(directory)
            cls.sweep(place)
            assert cls.by_passphrase(place) == cls.OF_CARD
            assert cls.by_former_key(directory) == (-1 if done else cls.by_former_key(directory))
            assert cls.by_card(place) in ({0} if done else {0, cls.OF_CARD})


class Leave(_OneCopy):
    """The passphrase leaves, the card's copy stays."""

    def _begin(self) -> Session:
        return self._place.by_passphrase()

    def _act(self) -> None:
        self._place.leave(self._ways)(self._session)

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """The card opens the copy, and shuts out what once opened it."""
        RemovePassphrase.check(directory, done)


class Destroy(_KeysJob):
    """Somebody who has a passphrase alone leaves, and the copy with them."""

    def _begin(self) -> Session:
        return self._place.by_passphrase()

    def _act(self) -> None:
        self._place.leave(self._ways)(self._session)

    @classmethod
    def prepare(cls, directory: Path) -> None:
        """The copy of a passphrase, and that of somebody's card."""
        place = Place(directory)
        with quickly(), place.ways():
            place.people.enrol(ISOBEL, bytearray(PASSPHRASE), "refresh-1")
            place.by_passphrase()
            cls._fill(place, cls.OF_PASSPHRASE)

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """It is whole for whom it was made, or gone with all of its files."""
        with quickly():
            place = Place(directory)
            cls.sweep(place)
            found = cls.by_passphrase(place)
            assert found in ({-1} if done else {-1, cls.OF_PASSPHRASE})
            assert len(list(place.cache.iterdir())) == (0 if found == -1 else 1)


class Wipe(_TwoCopies):
    """A workstation is found that nobody was confirmed on for long: everybody's copies go."""

    def __init__(self, directory: Path) -> None:
        self._place = Place(directory)
        self._place.clock.now += 1e9
        self.steps = (lambda: None, self._act)

    def _act(self) -> None:
        self._place.device.expire()

    @classmethod
    def prepare(cls, directory: Path) -> None:
        """Both copies, each with the time of a confirmation."""
        super().prepare(directory)
        place = Place(directory)
        assert place.device.expire() == 0

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """Each is whole or begun anew; the next start ends what was begun."""
        with quickly():
            place = Place(directory)
            cls.sweep(place)
            left = len(list(place.cache.iterdir()))
            assert left == 0 or done < 2
            assert cls.by_card(place) in {0, cls.OF_CARD}
            assert cls.by_passphrase(place, FORMER_PASSPHRASE) in {0, cls.OF_PASSPHRASE}
            place.clock.now += 1e9
            place.device.expire()
            place.clock.now += 1e9
            place.device.expire()
            assert list(place.cache.iterdir()) == []


JOBS: dict[str, type[_KeysJob]] = {
    "add passphrase": AddPassphrase,
    "add card": AddCard,
    "remove passphrase": RemovePassphrase,
    "remove card": RemoveCard,
    "leave": Leave,
    "destroy": Destroy,
    "wipe": Wipe,
}
