"""One copy that a card and a passphrase open, in the real window with a real card and a real keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from serums_desktop.app import Program
from serums_desktop.commands.demo import browser_of
from serums_desktop.commands.practice_keyring import is_possible
from serums_desktop.host import log
from serums_desktop.host.profile import Profile
from serums_desktop.qtbridge.language import install_language
from serums_desktop.views.passphrase_entry import SignInWay

from .conftest import Person, absent
from .test_keyring import PASSPHRASE
from .test_path import JOANA

# Whose practice card it is.
CARD_STAFF = "S-1042"


@pytest.fixture
def doctor(qtbot: QtBot, qapp: QApplication, profile: Profile) -> Iterator[Person]:
    """Somebody with a card and a browser, where policy lets a passphrase open what the card opens."""
    if not is_possible():
        absent("gnome-keyring or dbus-daemon is not installed")
    path = profile.configuration.with_name("one-copy.toml")
    said = profile.configuration.read_text("utf-8")
    path.write_text(f"{said}\n[keyring]\nopens_card_copy = true\n", "utf-8")
    profile = replace(profile, configuration=path)
    install_language(qapp, QLocale("en_GB"))
    log.start(profile.logs)
    open_browser: Callable[[str], bool] = browser_of(profile, CARD_STAFF)
    program = Program(qapp, profile, open_browser)
    program.start()
    yield Person(qtbot, program)
    program.close()
    log.stop()
    path.unlink()


def offers(person: Person, words: str) -> bool:
    button = person.shell.window.status_bar.other_way
    return button.isVisible() and button.text() == words


def sign_in_by_passphrase(person: Person) -> None:
    view = person.shell.sign_in_view
    person.shell.sign_in.other_requested.emit()
    view.way_chosen.emit(SignInWay.KEYRING.value)
    person.until(lambda: view.keyring.passphrase.isVisible() and view.keyring.passphrase.isEnabled())
    person.qtbot.keyClicks(view.keyring.passphrase, PASSPHRASE)
    person.qtbot.keyClick(view.keyring.passphrase, Qt.Key.Key_Return)
    person.until(lambda: person.shell.window.page in {"patients", "record"})


def lock(person: Person) -> None:
    person.press_lock()
    person.until(person.shell.is_closed)


def test_a_passphrase_joins_the_cards_copy_and_leaves_it(doctor: Person, profile: Profile) -> None:
    shell = doctor.shell
    doctor.sign_in()
    doctor.search(JOANA)
    doctor.open_first()
    doctor.until(lambda: offers(doctor, "Add a passphrase"))
    doctor.qtbot.mouseClick(shell.window.status_bar.other_way, Qt.MouseButton.LeftButton)
    for field in (shell.one_copy_view.new.first, shell.one_copy_view.new.second):
        doctor.qtbot.keyClicks(field, PASSPHRASE)
    doctor.qtbot.keyClick(shell.one_copy_view.new.second, Qt.Key.Key_Return)
    doctor.until(lambda: offers(doctor, "Remove the passphrase"))
    assert not shell.one_copy_view.isVisible()
    lock(doctor)

    # The same copy, by the passphrase; it leaves, and the copy stays the card's.
    sign_in_by_passphrase(doctor)
    doctor.until(lambda: offers(doctor, "Remove the card"))
    assert len(list(profile.cache.glob("*/*.vault"))) == 1
    doctor.qtbot.mouseClick(shell.window.status_bar.leave, Qt.MouseButton.LeftButton)
    doctor.qtbot.mouseClick(shell.window.notice_bar.action, Qt.MouseButton.LeftButton)
    doctor.until(lambda: shell.window.page == "sign-in")
    doctor.until(shell.is_closed)
    assert len(list(profile.cache.glob("*/*.vault"))) == 1
    assert list(profile.keys.glob("*.rekey"))

    # The next sign-in by card gives it another key.
    shell.sign_in_view.way_chosen.emit(SignInWay.CARD.value)
    doctor.sign_in()
    doctor.until(lambda: offers(doctor, "Add a passphrase"))
    assert not list(profile.keys.glob("*.rekey"))
    assert not shell.window.notice_bar.isVisible()
    assert len(_records(doctor)) == 1
    lock(doctor)


def _records(person: Person) -> list[object]:
    workplace = person.shell._workplace
    assert workplace is not None
    return list(workplace.database_lane.submit(workplace.store.records).result())
