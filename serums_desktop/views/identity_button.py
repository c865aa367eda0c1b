"""Whom to sign in as, where a card names its holder more than once or several readers hold cards."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.staff import CardHolder
from serums_desktop.views.controls import KeyButton

# The icon, the sign of a menu, and room at both ends.
_AROUND_WORDS_PX: Final = 72


class IdentityButton(KeyButton):
    """Says which identity is used; its menu names the others. `chosen` carries a CardHolder.

    Hidden where there is nothing to choose.
    """

    identity_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", icon_name="card", parent=parent)
        self._words = ""
        self._choices: tuple[CardHolder, ...] = ()
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self.setMenu(self._menu)
        self.setProperty("extent", "large")
        self.setToolTip(self.tr("Sign in as another of the identities that were found"))
        self._group.triggered.connect(self._triggered)
        self.hide()

    def render_choices(self, holder: CardHolder | None, choices: tuple[CardHolder, ...]) -> None:
        """Show whom the next PIN signs in, among these."""
        self.setVisible(holder is not None and len(choices) > 1)
        if holder is None or (choices == self._choices and self._checked() == holder):
            return
        self._choices = choices
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self._menu.clear()
        for one in choices:
            action = QAction(", ".join(filter(None, (one.name, one.role, one.organisation))), self._menu)
            action.setCheckable(True)
            action.setData(one)
            self._group.addAction(action)
            self._menu.addAction(action)
            action.setChecked(one == holder)
        self._words = _difference(holder, choices)
        self.setAccessibleName(self.tr("Signing in as {identity}").format(identity=self._words))
        self._elide()

    def actions_offered(self) -> list[QAction]:
        """One action an identity, in their order."""
        return self._group.actions()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """What does not fit is in the menu, whole."""
        room = max(0, self.width() - _AROUND_WORDS_PX)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def _checked(self) -> object:
        action = self._group.checkedAction()
        return action.data() if action is not None else None

    def _triggered(self, action: QAction) -> None:
        self.identity_chosen.emit(action.data())


def _difference(holder: CardHolder, choices: tuple[CardHolder, ...]) -> str:
    """What tells this identity from the others: a name, else an employer, else a role."""
    if len({one.name for one in choices}) > 1:
        return holder.name
    if len({one.organisation for one in choices}) > 1 and holder.organisation:
        return holder.organisation
    return holder.role or holder.name
