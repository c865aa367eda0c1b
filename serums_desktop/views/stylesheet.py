"""The style sheet and the palette, made from the tokens of the theme in use; switching is live."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from serums_desktop.charts.theme import Theme

# A label says what it is by two dynamic properties: `type` (a type role of the tokens) and `tone`.
_TYPE_ROLES: Final = (
    "caption",
    "body",
    "body-strong",
    "label",
    "title",
    "patient-name",
    "display",
    "reading",
)
_TONES: Final = {
    "primary": "text.primary",
    "secondary": "text.secondary",
    "tertiary": "text.tertiary",
    "accent": "accent.default",
    "caution": "caution.fg",
    "high": "high.fg",
    "danger": "danger.fg",
    "success": "success.fg",
    "appbar": "appbar.fg",
    "appbar-muted": "appbar.fg-muted",
    "training": "training.on",
    "emergency": "emergency.on",
}
_SURFACES: Final = {
    "canvas": "bg.canvas",
    "surface": "bg.surface",
    "sunken": "bg.sunken",
    "raised": "bg.raised",
    "appbar": "appbar.bg",
    "training": "training.bg",
    "emergency": "emergency.bg",
}
_TOKEN: Final = re.compile(r"\$([a-z]+\.[a-z-]+)")
_EDGES: Final = ("top", "right", "bottom", "left")

# `$token` stands for the colour of that token.
_SHEET: Final = """
QMainWindow, QWidget[surface="canvas"] { background: $bg.canvas; }
QToolTip {
    color: $text.primary; background: $bg.raised; border: 1px solid $border.default; padding: 4px 8px; }
QLabel { color: $text.primary; background: transparent; }
QFrame[card="true"] {
    background: $bg.surface; border: 1px solid $border.default; border-radius: 8px; }
QFrame[card="match-chosen"] {
    background: $bg.surface; border: 2px solid $accent.default; border-radius: 8px; }
QFrame[card="page"] {
    background: $bg.surface; border: 1px solid $border.default; border-radius: 16px; }
QFrame[card="aside"] {
    background: $bg.sunken; border: none; border-left: 1px solid $border.subtle;
    border-top-right-radius: 15px; border-bottom-right-radius: 15px; }
QFrame[card="inset"] {
    background: $bg.sunken; border: 1px solid $border.subtle; border-radius: 6px; }
QFrame[card="quote"] { background: $bg.sunken; border: none; border-left: 3px solid $border.default; }
QFrame[card="caution"] {
    background: $caution.bg; border: 1px solid $caution.border; border-radius: 6px; }
QFrame[card="info"] { background: $info.bg; border: 1px solid $info.border; border-radius: 6px; }
QFrame[bar="caution"] { background: $caution.bg; border: none; border-bottom: 1px solid $caution.border; }
QFrame[bar="info"] { background: $info.bg; border: none; border-bottom: 1px solid $info.border; }
QFrame[card="dialog"] { background: $bg.surface; border: 1px solid $border.control; }
QFrame[card="dashed"] {
    background: transparent; border: 1px dashed $border.control; border-radius: 8px; }
QFrame[tile="critical"] { background: $danger.fg; border: 1px solid $danger.fg; border-radius: 6px; }
QFrame[tile="critical"] QLabel { color: $bg.surface; }
QFrame[tile="high"] { background: $high.bg; border: 1px solid $high.border; border-radius: 6px; }
QFrame[tile="high"] QLabel { color: $high.fg; }
QFrame[tile="notice"] { background: $caution.bg; border: 1px solid $caution.border; border-radius: 6px; }
QFrame[tile="notice"] QLabel { color: $caution.fg; }
QFrame[tile="plain"] { background: $bg.surface; border: 1px solid $border.control; border-radius: 6px; }
QFrame[tile="stated"] { background: $bg.surface; border: 2px solid $text.primary; border-radius: 6px; }
QFrame[card="choice"] {
    background: $bg.surface; border: 1px solid $border.control; border-radius: 6px; }
QFrame[card="chosen"] {
    background: $bg.surface; border: 1px solid $accent.default; border-radius: 6px; }
QFrame[rule="true"] { background: $border.subtle; border: none; max-height: 1px; min-height: 1px; }

QLineEdit {
    color: $text.primary; background: $bg.surface; border: 1px solid $border.control;
    border-radius: 6px; padding: 0 11px; min-height: 30px;
    selection-color: $text.on-accent; selection-background-color: $accent.default; }
QLineEdit:focus { border: 2px solid $focus.ring; padding: 0 10px; }
QLineEdit:disabled { color: $text.tertiary; background: $bg.sunken; border-color: $border.default; }
QLineEdit[large="true"] { min-height: 46px; font-size: 16px; }
QLineEdit[look="caution"] { border: 2px solid $caution.fg; padding: 0 10px; }

QPushButton, QToolButton {
    color: $text.primary; background: $bg.surface; border: 1px solid $border.control;
    border-radius: 6px; padding: 0 11px; min-height: 26px; font-weight: 500; }
QPushButton:hover, QToolButton:hover { background: $bg.hover; }
QPushButton:pressed, QToolButton:pressed { background: $bg.selected; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus.ring; padding: 0 10px; min-height: 24px; }
QPushButton:disabled, QToolButton:disabled { color: $text.tertiary; border-color: $border.default; }
QPushButton:checked, QToolButton:checked {
    color: $accent.default; background: $accent.subtle; border-color: $accent.default; }
QPushButton[look="primary"] {
    color: $text.on-accent; background: $accent.default; border: 1px solid $accent.default;
    font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed {
    background: $accent.strong; border-color: $accent.strong; }
QPushButton[look="primary"]:focus { border: 2px solid $text.primary; }
QPushButton[look="primary"]:disabled {
    color: $text.tertiary; background: $bg.hover; border: 1px solid $border.default; }
QPushButton[extent="large"] { min-height: 46px; font-size: 14px; }
QPushButton[extent="large"]:focus { min-height: 44px; }
QPushButton[extent="tall"] { min-height: 38px; }
QPushButton[extent="tall"]:focus { min-height: 36px; }
QPushButton[look="emergency"] {
    color: $emergency.on; background: $emergency.bg; border: 1px solid $emergency.on; font-weight: 600; }
QPushButton[look="emergency"]:hover { border: 2px solid $emergency.on; padding: 0 10px; }
QPushButton[look="emergency"]:focus { border: 3px solid $emergency.on; padding: 0 9px; }
QPushButton[look="emergency"]:disabled {
    color: $text.tertiary; background: $bg.hover; border: 1px solid $border.default; }
QPushButton[look="emergency-end"] {
    color: $emergency.bg; background: $emergency.on; border: 1px solid $emergency.on; font-weight: 600; }
QPushButton[look="emergency-end"]:focus {
    color: $emergency.on; background: $emergency.bg; border: 3px solid $emergency.on; padding: 0 9px; }
QPushButton[look="stage"] { border: 2px solid $border.control; }
QPushButton[look="status"] {
    background: transparent; border: 1px solid transparent; border-radius: 4px; color: $text.secondary;
    padding: 0 5px; min-height: 20px; font-size: 12px; font-weight: 400; }
QPushButton[look="status"]:hover { background: $bg.hover; }
QPushButton[look="status"]:focus { border: 2px solid $focus.ring; padding: 0 4px; min-height: 18px; }
QPushButton[look="status"]:disabled { color: $text.tertiary; border-color: transparent; }
QPushButton[look="link"], QToolButton[look="bare"] {
    background: transparent; border: 1px solid transparent; color: $accent.default; padding: 0 4px; }
QPushButton[look="link"]:hover { color: $accent.strong; background: $bg.hover; }
QToolButton[look="bare"] { color: $text.secondary; padding: 0; min-width: 26px; }
QToolButton[look="bare"]:hover { background: $bg.hover; }
QPushButton[look="link"]:focus, QToolButton[look="bare"]:focus {
    border: 2px solid $focus.ring; padding: 0 3px; }
QToolButton[look="bare"]:focus { padding: 0; min-width: 24px; }

QToolButton[segment] {
    border-radius: 0; border: 1px solid $border.default; border-right: none;
    min-height: 26px; padding: 0 11px; }
QToolButton[segment="first"], QToolButton[segment="only"] {
    border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QToolButton[segment="last"], QToolButton[segment="only"] {
    border-right: 1px solid $border.default; border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QToolButton[segment]:checked { color: $accent.default; background: $accent.subtle; font-weight: 600; }
QToolButton[segment]:focus { border: 2px solid $focus.ring; min-height: 24px; padding: 0 10px; }

QFrame#appBar QToolButton, QFrame#appBar QPushButton {
    color: $appbar.fg-muted; background: transparent; border: 1px solid transparent; border-radius: 0;
    padding: 0 12px; min-height: 36px; }
QFrame#appBar QToolButton:hover, QFrame#appBar QPushButton:hover {
    color: $appbar.fg; background: $appbar.border; }
QFrame#appBar QPushButton[look="tab"]:checked {
    color: $appbar.fg; border-bottom: 3px solid $appbar.fg; min-height: 34px; }
QFrame#appBar QToolButton:focus, QFrame#appBar QPushButton:focus {
    border: 2px solid $appbar.fg; padding: 0 11px; min-height: 34px; }
QFrame#appBar QToolButton[segment] { border: 1px solid $appbar.border; min-height: 24px; padding: 0 8px; }
QFrame#appBar QToolButton[segment]:checked { color: $appbar.fg; background: $appbar.border; }
QFrame#statusBar QLabel { color: $text.secondary; }

QAbstractScrollArea { background: $bg.surface; border: none; color: $text.primary; }
QScrollArea[surface="canvas"], QScrollArea[surface="canvas"] > QWidget > QWidget#scrollBody {
    background: $bg.canvas; }
QListView, QTableView, QPlainTextEdit, QTreeView {
    background: $bg.surface; color: $text.primary; border: none; outline: none;
    selection-background-color: $bg.selected; selection-color: $text.primary; }
QScrollArea:focus, QListView:focus, QTableView:focus, QPlainTextEdit:focus { border: 2px solid $focus.ring; }
QPlainTextEdit[look="field"] {
    border: 1px solid $border.control; border-radius: 6px; padding: 5px 8px; }
QPlainTextEdit[look="field"]:focus { border: 2px solid $focus.ring; padding: 4px 7px; }
QPlainTextEdit[look="field"]:disabled { color: $text.tertiary; background: $bg.sunken; }
QPlainTextEdit[look="inset"] {
    background: $bg.sunken; border: 1px solid $border.subtle; border-radius: 6px; padding: 6px; }
QTableView::item { padding: 0 12px; }
QTableView::item:selected { background: $bg.selected; color: $text.primary; }
QTableView { gridline-color: $border.subtle; alternate-background-color: $bg.sunken; }
QHeaderView::section {
    color: $text.secondary; background: $bg.sunken; border: none; border-bottom: 1px solid $border.default;
    padding: 6px 14px; font-weight: 600; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle {
    background: $border.control; border-radius: 3px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $bg.raised; color: $text.primary; border: 1px solid $border.default; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: $bg.selected; }
"""


def style_sheet(theme: Theme) -> str:
    """The application's style sheet in the theme's colours."""
    rules = [_TOKEN.sub(lambda found: theme.hex(found[1]), _SHEET)]
    for role in _TYPE_ROLES:
        font = theme.font(role)
        size_px, weight = font.pixelSize(), font.weight().value
        rules.append(f'QLabel[type="{role}"] {{ font-size: {size_px}px; font-weight: {weight}; }}')
    for tone, token in _TONES.items():
        rules.append(f'QLabel[tone="{tone}"] {{ color: {theme.hex(token)}; }}')
    line = theme.hex("border.default")
    for surface, token in _SURFACES.items():
        frame = f'QFrame[surface="{surface}"]'
        rules.append(f"{frame} {{ background: {theme.hex(token)}; border: none; }}")
        rules += [f'{frame}[edge="{edge}"] {{ border-{edge}: 1px solid {line}; }}' for edge in _EDGES]
    return "\n".join(rules)


def palette(theme: Theme) -> QPalette:
    """The palette for what no style sheet reaches: text cursors, place-holders, native parts."""
    made = QPalette()
    role = QPalette.ColorRole
    for colour_role, token in (
        (role.Window, "bg.canvas"),
        (role.Base, "bg.surface"),
        (role.AlternateBase, "bg.sunken"),
        (role.Button, "bg.surface"),
        (role.ToolTipBase, "bg.raised"),
        (role.WindowText, "text.primary"),
        (role.Text, "text.primary"),
        (role.ButtonText, "text.primary"),
        (role.ToolTipText, "text.primary"),
        (role.PlaceholderText, "text.tertiary"),
        (role.Highlight, "accent.default"),
        (role.HighlightedText, "text.on-accent"),
        (role.Link, "accent.default"),
    ):
        made.setColor(colour_role, theme.colour(token))
    return made


class Appearance(QObject):
    """Dresses the application in a theme, and again whenever the theme changes."""

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._app = app
        self._theme = theme
        theme.changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Set font, palette and style sheet from the theme's tokens."""
        self._app.setFont(self._theme.font("body"))
        self._app.setPalette(palette(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme))
