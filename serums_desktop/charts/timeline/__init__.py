"""The painted timeline."""

from serums_desktop.charts.scale import Zoom
from serums_desktop.charts.timeline.gestures import TimelineView

__all__ = ["TimelineView", "Zoom"]
