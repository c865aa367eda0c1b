"""Whom to sign in as, where a card names its holder more than once or several readers hold cards."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.staff import CardHolder
from serums_desktop.views.controls import KeyButton


class IdentityButton(KeyButton):
    """Says which identity is used; its menu names the others. `chosen` carries a CardHolder.

    Hidden where there is nothing to choose.
    """

    identity_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", icon_name="card", parent=parent)
        self._choices: tuple[CardHolder, ...] = ()
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self.setMenu(self._menu)
        self.setToolTip(self.tr("Sign in as another of the identities that were found"))
        self._group.triggered.connect(self._triggered)
        self.hide()

    def render_choices(self, holder: CardHolder | None, choices: tuple[CardHolder, ...]) -> None:
        """Show whom the next PIN signs in, among these."""
        self.setVisible(holder is not None and len(choices) > 1)
        if holder is None or (choices == self._choices and self._checked() == holder):
            return
        self._choices = choices
        names_differ = len({one.name for one in choices}) > 1
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self._menu.clear()
        for one in choices:
            action = QAction(_words(one, with_name=names_differ), self._menu)
            action.setCheckable(True)
            action.setData(one)
            self._group.addAction(action)
            self._menu.addAction(action)
            action.setChecked(one == holder)
        self.setText(self.tr("Signing in as {identity}").format(identity=_words(holder, with_name=False)))

    def actions_offered(self) -> list[QAction]:
        """One action an identity, in their order."""
        return self._group.actions()

    def _checked(self) -> object:
        action = self._group.checkedAction()
        return action.data() if action is not None else None

    def _triggered(self, action: QAction) -> None:
        self.identity_chosen.emit(action.data())


def _words(holder: CardHolder, *, with_name: bool) -> str:
    """Role and employer, which is where one person's identities differ."""
    parts = [holder.name if with_name else "", holder.role, holder.organisation]
    return ", ".join(filter(None, parts)) or holder.name
