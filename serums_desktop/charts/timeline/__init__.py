"""The painted timeline."""

from serums_desktop.charts.timeline.gestures import TimelineView
from serums_desktop.charts.timeline.scale import Zoom

__all__ = ["TimelineView", "Zoom"]
