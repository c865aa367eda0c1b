"""Time in range: the consensus bands as one bar, with the figures that may be given."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from serums_desktop.analytics.cgm import Band, CgmFigures, GlucoseUnit, converted_mean
from serums_desktop.charts import glucose_words as words
from serums_desktop.charts.lettering import Lettering
from serums_desktop.charts.theme import Theme

_TOP, _BAR_LEFT, _BAR_WIDTH, _LABEL_PX = 50.0, 16.0, 48.0, 36.0
_LEAST_PX = 4.0
_SUMMARY_PX = 64.0


class TimeInRangeChart(QWidget):
    """The five bands, highest on top, each with its name, limits and share.

    Limits are those of the unit the device reported, because readings are classified in it.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lettering = Lettering(theme)
        self._figures: CgmFigures | None = None
        self._unit: GlucoseUnit | None = None
        self._why_none = words.no_samples()
        self.setMinimumSize(280, 320)
        self.setAccessibleName(words.translate("Glucose", "Time in range"))
        theme.changed.connect(self.update)

    def set_figures(
        self, figures: CgmFigures | None, unit: GlucoseUnit | str | None = None, why_none: str = ""
    ) -> None:
        """Show figures, or why there are none; `unit` is for the mean alone."""
        self._figures = figures
        self._why_none = why_none or words.no_samples()
        self._unit = GlucoseUnit(unit) if unit is not None else None
        self.setAccessibleDescription(", ".join(self.sentences()))
        self.update()

    def sentences(self) -> list[str]:
        """Everything the picture says, in words."""
        if self._figures is None or not self._figures.readings:
            return [self._why_none]
        bands = [
            f"{words.band(band)} {words.band_limits(band, self._figures.unit)}: "
            f"{words.percent(self._figures.percent[band])}"
            for band in reversed(Band)
        ]
        return [*bands, *(" ".join(pair).strip() for pair in self._summary(self._figures))]

    def sizeHint(self) -> QSize:
        """The size of a card in the usual window."""
        return QSize(350, 340)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """Heading, bar with labels, figures."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("bg.surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lettering, figures = self._lettering, self._figures
        used = lettering.write(QPointF(16, 22), self.accessibleName(), role="label")
        if figures is None or not figures.readings:
            lettering.write(
                QPointF(16, 60), lettering.fitted(self._why_none, self.width() - 32), ink="text.secondary"
            )
        else:
            days = words.days(max(round(figures.days), 1))
            lettering.write(QPointF(24 + used, 22), days, ink="text.secondary")
            count = words.readings(figures.readings)
            x = self.width() - 16 - lettering.width(count)
            if x > 40 + used + lettering.width(days):
                lettering.write(QPointF(x, 22), count, ink="text.secondary")
            self._paint_bar(painter, figures)
            self._paint_summary(painter, figures)
        lettering.flush(painter)
        painter.end()

    def _paint_bar(self, painter: QPainter, figures: CgmFigures) -> None:
        theme, lettering = self._theme, self._lettering
        height = self.height() - _TOP - _SUMMARY_PX - 12
        present = [band for band in reversed(Band) if figures.percent[band] > 0]
        spare = height - _LEAST_PX * len(present) - 2 * (len(present) - 1)
        middles: dict[Band, float] = {}
        y = _TOP
        for band in reversed(Band):
            share = figures.percent[band]
            tall = _LEAST_PX + spare * share / 100 if share > 0 else 0.0
            middles[band] = y + tall / 2
            if share > 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(f"cgm.{band.value}"))
                painter.drawRoundedRect(QRectF(_BAR_LEFT, y, _BAR_WIDTH, tall), 2, 2)
                y += tall + 2
        places = _spread([middles[band] for band in reversed(Band)], _TOP + 14, _TOP + height - 14)
        for band, place in zip(reversed(Band), places, strict=True):
            edge = _BAR_LEFT + _BAR_WIDTH
            painter.setPen(QPen(theme.colour("border.default"), 1))
            painter.drawPolyline(
                [QPointF(edge + 3, middles[band]), QPointF(edge + 10, place), QPointF(edge + 18, place)]
            )
            lettering.write(QPointF(edge + 24, place - 7), words.band(band))
            limits = words.band_limits(band, figures.unit)
            lettering.write(QPointF(edge + 24, place + 8), limits, role="caption", ink="text.tertiary")
            share_text = words.percent(figures.percent[band])
            x = self.width() - 16 - lettering.width(share_text, "label")
            lettering.write(QPointF(x, place), share_text, role="label")

    def _paint_summary(self, painter: QPainter, figures: CgmFigures) -> None:
        lettering, x, y = self._lettering, 16.0, self.height() - _SUMMARY_PX + 22.0
        painter.setPen(QPen(self._theme.colour("border.subtle"), 1))
        painter.drawLine(QPointF(16, y - 20), QPointF(self.width() - 16, y - 20))
        for name, value in self._summary(figures):
            width = lettering.width(name) + lettering.width(value, "label") + 6
            if x > 16 and x + width > self.width() - 12:
                x, y = 16.0, y + 22
            lettering.write(QPointF(x, y), name, ink="text.secondary")
            lettering.write(QPointF(x + lettering.width(name) + 6, y), value, role="label")
            x += width + 14

    def _summary(self, figures: CgmFigures) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if figures.mean is not None:
            found.append((words.translate("Glucose", "Mean"), self._mean(figures, figures.mean)))
        if figures.gmi_percent is not None:
            found.append((words.translate("Glucose", "GMI"), f"{figures.gmi_percent:.1f} %"))
        elif figures.gmi_withheld is not None:
            found.append((words.withheld(figures.gmi_withheld), ""))
        if figures.cv_percent is not None:
            found.append((words.translate("Glucose", "CV"), f"{figures.cv_percent:.0f} %"))
        return found

    def _mean(self, figures: CgmFigures, mean: float) -> str:
        unit = self._unit or figures.unit
        mean = converted_mean(mean, figures.unit, unit)
        number = f"{mean:.1f}" if unit is GlucoseUnit.MMOL_L else f"{mean:.0f}"
        return f"{number} {unit.value}"


def _spread(wanted: list[float], top: float, bottom: float) -> list[float]:
    """Label places near their bands, `_LABEL_PX` apart, within the bar's height."""
    places = list(wanted)
    at = top
    for index, place in enumerate(places):
        places[index] = max(place, at)
        at = places[index] + _LABEL_PX
    at = bottom
    for index in reversed(range(len(places))):
        places[index] = min(places[index], at)
        at = places[index] - _LABEL_PX
    return places
