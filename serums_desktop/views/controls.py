"""Small controls: icons that follow the theme, elided labels, buttons with a key, segmented choices."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from serums_desktop.charts.icons import icon, paint_icon
from serums_desktop.charts.theme import Theme


class IconLabel(QWidget):
    """An icon beside words that say the same, so it has no name of its own."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        tone: str = "text.secondary",
        *,
        size_px: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._tone = tone
        self.setFixedSize(size_px, size_px)
        theme.changed.connect(self.update)

    def set_icon(self, name: str, tone: str) -> None:
        """Show another icon in the colour of a token."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        paint_icon(painter, self.rect().toRectF(), self._name, self._theme.colour(self._tone))
        painter.end()


class ElidedLabel(QLabel):
    """One line of plain text; what does not fit is elided and shown whole in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        """The text before eliding."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Show a text, as much of it as fits."""
        if text != self._full:
            self._full = " ".join(text.split())
            self.setAccessibleName(self._full)
            self.updateGeometry()
            self._elide()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(plain_tooltip(self._full) if shown != self._full else "")


class KeyButton(QPushButton):
    """A push button with an icon at its front and the name of its key, framed, at its end."""

    def __init__(
        self, theme: Theme, text: str, *, icon_name: str = "", keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon_name
        self._keys = keys
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        extra = (24 if self._icon_name else 0) + (self._keys_width() + 10 if self._keys else 0)
        return QSize(hint.width() + extra, hint.height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_content(painter, self._ink())
        painter.end()

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        colour = self._theme.colour(ink)
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        total = words + (24 if self._icon_name else 0) + (self._keys_width() + 10 if self._keys else 0)
        x = (self.width() - total) // 2

        def across(width: int) -> QRect:
            return QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(x, 0, width, self.height()))

        if self._icon_name:
            paint_icon(painter, across(16).toRectF(), self._icon_name, colour)
            x += 24
        painter.setPen(colour)
        painter.drawText(
            across(words), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text()
        )
        x += words + 10
        if self._keys:
            frame = across(self._keys_width()).adjusted(
                0, (self.height() - 20) // 2, 0, -(self.height() - 20) // 2
            )
            pen = QPen(colour)
            pen.setWidthF(1.0)
            painter.setPen(pen)
            painter.drawRoundedRect(frame.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setFont(self._theme.font("caption"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text.tertiary"
        match self.property("look"):
            case "primary":
                return "text.on-accent"
            case "link":
                return "accent.default"
            case "appbar":
                return "appbar.fg"
            case "emergency":
                return "emergency.on"
            case "emergency-end":
                return "emergency.on" if self.hasFocus() else "emergency.bg"
            case "status":
                return "text.secondary"
            case "tab":
                return "appbar.fg" if self.isChecked() or self.underMouse() else "appbar.fg-muted"
        return "accent.default" if self.isChecked() else "text.primary"

    def _keys_width(self) -> int:
        return QFontMetrics(self._theme.font("caption")).horizontalAdvance(self._keys) + 12


class SegmentedControl(QWidget):
    """A row of choices of which one holds. `chosen` carries the key of what a person chose."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[str, str, str]],
        *,
        name: str,
        parent: QWidget | None = None,
        tone: str = "text.secondary",
        tone_chosen: str = "accent.default",
    ) -> None:
        """`choices` are (key, text, icon name); one with an icon shows the icon and is named by its text."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for place, (key, text, icon_name) in enumerate(choices):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setAccessibleName(text)
            if icon_name:
                button.setToolTip(text)
                follow_theme(theme, button, icon_name, tone, tone_chosen)
            else:
                button.setText(text)
            button.setProperty("segment", _segment(place, len(choices)))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button

    @property
    def current(self) -> str:
        """The key of the choice that holds, or nothing."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def select(self, key: str) -> None:
        """Let a choice hold without telling anybody. Raises KeyError for an unknown key."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> QToolButton:
        """The button of a choice. Raises KeyError for an unknown key."""
        return self._buttons[key]


class _ThemedIcon(QObject):
    """Lives as long as its button, and renews the button's icon when the theme changes."""

    def __init__(self, theme: Theme, button: QAbstractButton, name: str, tone: str, tone_on: str) -> None:
        super().__init__(button)
        self._theme, self._button = theme, button
        self._name, self._tone, self._tone_on = name, tone, tone_on
        theme.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        made = icon(self._name, self._theme.colour(self._tone))
        if self._tone_on:
            lit = icon(self._name, self._theme.colour(self._tone_on))
            made.addPixmap(lit.pixmap(16, 16), QIcon.Mode.Normal, QIcon.State.On)
        self._button.setIcon(made)


def follow_theme(
    theme: Theme, button: QAbstractButton, name: str, tone: str = "text.secondary", tone_on: str = ""
) -> None:
    """Give a button an icon in the colour of a token, now and after every change of the theme."""
    _ThemedIcon(theme, button, name, tone, tone_on)


def _segment(place: int, total: int) -> str:
    if total == 1:
        return "only"
    if place == 0:
        return "first"
    return "last" if place == total - 1 else "middle"


def plain_tooltip(text: str) -> str:
    """Text for a tooltip, which would otherwise guess whether it is rich text."""
    escaped = html.escape(text, quote=False).replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


def plain_label(text: str = "", *, role: str = "body", tone: str = "primary", wrap: bool = False) -> QLabel:
    """A label that shows text as it is, never as markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setProperty("type", role)
    label.setProperty("tone", tone)
    label.setWordWrap(wrap)
    return label
