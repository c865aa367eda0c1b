"""The chip: an icon and a few words in a frame, for alerts, identifiers, sources and keys."""

from __future__ import annotations

import enum
import math

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.theme import Theme

_PADDING_PX = 8
_GAP_PX = 6


class Edge(enum.StrEnum):
    """How a chip's frame is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    BARE = "bare"


class Words(msgspec.Struct, frozen=True):
    """Some of a chip's text. `tone` is a colour token, empty for the chip's own; always plain text."""

    text: str
    strong: bool = False
    tone: str = ""
    identifier: bool = False


class ChipLook(msgspec.Struct, frozen=True):
    """Colour tokens of a chip and the shape of its frame. An empty token paints nothing."""

    fg: str = "text.primary"
    bg: str = "bg.surface"
    border: str = "border.default"
    edge: Edge = Edge.SOLID
    radius_px: float = 6.0
    icon_tone: str = ""
    thick: bool = False


class ChipContent(msgspec.Struct, frozen=True):
    """What a chip says. `lead` stands apart at the front (a country); `mark` is an icon at the end."""

    words: tuple[Words, ...]
    icon: str = ""
    lead: str = ""
    mark: str = ""
    mark_tone: str = ""

    def plain(self) -> str:
        """The chip's text as it is read aloud."""
        return " ".join(filter(None, (self.lead, *(part.text for part in self.words))))


class Chip(QAbstractButton):
    """A chip that never clips: its text wraps where its row is too narrow.

    It takes the focus only while it is `active`, and emits `clicked` then.
    """

    def __init__(
        self,
        theme: Theme,
        content: ChipContent,
        look: ChipLook,
        parent: QWidget | None = None,
        *,
        active: bool = False,
        height_px: int = 28,
        role: str = "body",
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._content = content
        self._look = look
        self._height_px = height_px
        self._role = role
        self._active = active
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if active else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, active)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(content.plain())
        # Asked for many times in one layout of a page, and laid out anew each time it would be.
        self._heights_px: dict[int, int] = {}
        theme.changed.connect(self._forget_heights)
        theme.changed.connect(self.update)

    @property
    def content(self) -> ChipContent:
        """What the chip says."""
        return self._content

    def set_content(self, content: ChipContent, look: ChipLook) -> None:
        """Say something else."""
        if (content, look) == (self._content, self._look):
            return
        self._content, self._look = content, look
        self.setAccessibleName(content.plain())
        self._forget_heights()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._chrome_px() + self._text_width(), self._height_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._height_px)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        if width not in self._heights_px:
            layout = self._laid_out(width - self._chrome_px())
            needed = round(layout.boundingRect().height()) + self._height_px - self._line()
            self._heights_px[width] = max(self._height_px, needed)
        return self._heights_px[width]

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        height = float(self.height())

        def across(left: float, width: float) -> QRectF:
            return QRectF(self.width() - left - width if mirrored else left, 0, width, height)

        x = float(self._padding_px())
        colour = self._theme.colour
        if self._content.lead:
            width = self._metrics(strong=True).horizontalAdvance(self._content.lead)
            painter.setFont(self._font(strong=True))
            painter.setPen(colour("text.secondary"))
            painter.drawText(across(x, width), Qt.AlignmentFlag.AlignCenter, self._content.lead)
            x += width + self._padding_px()
            if self._look.border:
                line = across(x, 0).left()
                painter.setPen(colour(self._look.border))
                painter.drawLine(QPointF(line, 1), QPointF(line, height - 1))
            x += _GAP_PX
        if self._content.icon:
            tone = self._look.icon_tone or self._look.fg
            paint_icon(painter, across(x, 16), self._content.icon, colour(tone))
            x += 16 + _GAP_PX
        text_width = self.width() - self._chrome_px()
        layout = self._laid_out(text_width)
        painter.setPen(colour(self._look.fg))
        layout.draw(
            painter,
            QPointF(across(x, text_width).left(), round((height - layout.boundingRect().height()) / 2)),
        )
        if self._content.mark:
            paint_icon(
                painter,
                across(self.width() - self._padding_px() - 14, 14),
                self._content.mark,
                colour(self._content.mark_tone),
            )
        painter.end()

    def enterEvent(self, event: QEnterEvent, /) -> None:
        super().enterEvent(event)
        self.update()

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.EnabledChange}:
            self._forget_heights()
            self.updateGeometry()
            self.update()

    def _forget_heights(self) -> None:
        self._heights_px.clear()

    def _paint_frame(self, painter: QPainter) -> None:
        look = self._look
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = min(look.radius_px, self._height_px / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if look.bg:
            hovered = self._active and self.underMouse()
            painter.setBrush(self._theme.colour("bg.hover" if hovered else look.bg))
            painter.drawRoundedRect(frame, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus.ring"), 2))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        elif look.border and look.edge is not Edge.BARE:
            pen = QPen(self._theme.colour(look.border), 1.5 if look.thick else 1)
            if look.edge is Edge.DASHED:
                pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(frame, radius, radius)

    def _font(self, *, strong: bool = False, identifier: bool = False) -> QFont:
        font = self._theme.font(self._role, identifier=identifier)
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _metrics(self, *, strong: bool = False) -> QFontMetrics:
        return QFontMetrics(self._font(strong=strong))

    def _line(self) -> int:
        return self._metrics().height()

    def _padding_px(self) -> int:
        return 0 if self._look.edge is Edge.BARE else _PADDING_PX

    def _chrome_px(self) -> int:
        """Everything but the text: padding, the part in front, the icon and the mark."""
        width = 2 * self._padding_px()
        if self._content.lead:
            width += (
                self._metrics(strong=True).horizontalAdvance(self._content.lead)
                + self._padding_px()
                + _GAP_PX
            )
        if self._content.icon:
            width += 16 + _GAP_PX
        if self._content.mark:
            width += 14 + _GAP_PX
        return width

    def _text_width(self) -> int:
        layout = self._laid_out(10_000)
        lines = (layout.lineAt(index) for index in range(layout.lineCount()))
        return math.ceil(max((line.naturalTextWidth() for line in lines), default=0.0))

    def _laid_out(self, width: float) -> QTextLayout:
        text, formats = "", []
        for part in self._content.words:
            piece = f" {part.text}" if text else part.text
            span = QTextLayout.FormatRange()
            span.start, span.length = len(text.encode("utf-16-le")) // 2, len(piece.encode("utf-16-le")) // 2
            style = QTextCharFormat()
            style.setFont(self._font(strong=part.strong, identifier=part.identifier))
            style.setForeground(self._theme.colour(part.tone or self._look.fg))
            span.format = style
            formats.append(span)
            text += piece
        layout = QTextLayout(text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A record keeps the direction of its own words, whatever the language of the program.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 24.0))
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout


def key_chip(theme: Theme, keys: str, parent: QWidget | None = None) -> Chip:
    """The small framed name of a key, such as "Ctrl L"."""
    look = ChipLook(fg="text.tertiary", bg="", border="border.default", radius_px=4.0)
    return Chip(theme, ChipContent((Words(keys),)), look, parent, height_px=20, role="caption")
