"""Whom to sign in as is shown only where there is a choice, and chosen by the menu."""

from __future__ import annotations

import datetime as dt

from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.staff import CardHolder
from serums_desktop.views.identity_button import IdentityButton


def holder(role: str, organisation: str, name: str = "Dr Ailsa Fraser") -> CardHolder:
    return CardHolder(name, "S-1042", role, f"{role}{organisation}", dt.date(2030, 1, 1), "1", organisation)


WARD = holder("Consultant", "St Andrews")
CLINIC = holder("Visiting surgeon", "ZMC Zaandam")


def test_one_identity_is_nothing_to_choose_from(theme: Theme, qtbot: QtBot) -> None:
    button = IdentityButton(theme)
    qtbot.addWidget(button)
    button.render_choices(WARD, (WARD,))
    assert button.isHidden()


def test_the_menu_names_role_and_employer_and_marks_the_one_in_use(theme: Theme, qtbot: QtBot) -> None:
    button = IdentityButton(theme)
    qtbot.addWidget(button)
    button.render_choices(CLINIC, (WARD, CLINIC))
    assert not button.isHidden()
    assert button.accessibleName() == "Signing in as ZMC Zaandam"
    offered = [(action.text(), action.isChecked()) for action in button.actions_offered()]
    assert offered == [
        ("Dr Ailsa Fraser, Consultant, St Andrews", False),
        ("Dr Ailsa Fraser, Visiting surgeon, ZMC Zaandam", True),
    ]


def test_what_does_not_fit_is_elided_and_whole_in_the_menu(theme: Theme, qtbot: QtBot) -> None:
    long = holder("Consultant", "A University Hospital with a Name that nobody could ever fit on a button")
    button = IdentityButton(theme)
    qtbot.addWidget(button)
    button.resize(240, 40)
    button.render_choices(long, (WARD, long))
    assert button.text().endswith("\N{HORIZONTAL ELLIPSIS}")
    assert long.organisation in button.actions_offered()[1].text()


def test_choosing_another_tells_which(theme: Theme, qtbot: QtBot) -> None:
    button = IdentityButton(theme)
    qtbot.addWidget(button)
    button.render_choices(WARD, (WARD, CLINIC))
    with qtbot.waitSignal(button.identity_chosen) as told:
        button.actions_offered()[1].trigger()
    assert told.args == [CLINIC]


def test_cards_of_two_people_are_told_apart_by_name(theme: Theme, qtbot: QtBot) -> None:
    colleague = holder("Consultant", "St Andrews", "Nurse Isobel Reid")
    button = IdentityButton(theme)
    qtbot.addWidget(button)
    button.render_choices(WARD, (WARD, colleague))
    assert button.accessibleName() == "Signing in as Dr Ailsa Fraser"
