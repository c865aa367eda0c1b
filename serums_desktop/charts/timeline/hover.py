"""What the pointer is told: date, value and source of the entry below it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

from serums_desktop.charts.timeline import words
from serums_desktop.domain.timeline import TimelineItem

_MOST = 6


def tooltip(
    items: Sequence[TimelineItem], titles: Mapping[str, str], converted: Callable[[TimelineItem], str]
) -> str:
    """The tooltip of one or several items. What sources wrote is escaped: a record is never mark-up.

    `converted` tells an item's value as it is drawn, where that is in another unit.
    """
    blocks = [_block(item, titles, converted(item)) for item in items[:_MOST]]
    if len(items) > _MOST:
        blocks.append(html.escape(words.more_rows(len(items) - _MOST, unchanged=False)))
    return "<p style='white-space:pre-wrap; margin:0'>" + "<br><br>".join(blocks) + "</p>"


def plain_tooltip(text: str) -> str:
    """Any other text as a tooltip."""
    return f"<p style='white-space:pre-wrap; margin:0'>{html.escape(text)}</p>" if text else ""


def _block(item: TimelineItem, titles: Mapping[str, str], converted: str) -> str:
    lines = [f"<b>{html.escape(words.statement(item))}</b>"]
    sources = ", ".join(titles.get(source, source) for source in item.sources)
    conflict = words.translate("Timeline", "The sources differ.") if item.conflict else ""
    told = (words.value(item, converted), words.dates(item), sources, conflict)
    lines += [html.escape(text) for text in told if text]
    return "<br>".join(lines)
