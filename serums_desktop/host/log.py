"""The log lists what may enter: named events with numbers and codes. Free text never does.

A patient's name, an identifier, a token or a PIN has no field here to travel in, and what libraries log is
kept by logger name and level alone, because their messages hold addresses and answers.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import logging
import logging.handlers
from pathlib import Path
from typing import Final

from serums_desktop.host.profile import make_private

_LOGGER: Final = logging.getLogger("serums_desktop.events")

# The fields an event may have, and what each may hold.
_FIELDS: Final[dict[str, type | tuple[type, ...]]] = {
    "source": str,
    "fault": enum.Enum,
    "error": str,
    "http_status": (int, type(None)),
    "count": int,
    "received": int,
    "quarantined": int,
    "duration_ms": int,
    "state": enum.Enum,
    "reason": enum.Enum,
    "place": str,
}
# Strings are names the program or its configuration made up, never words of a record.
_LONGEST_TEXT: Final = 80


def event(name: str, level: int = logging.INFO, **fields: object) -> None:
    """Log a named event. Raises TypeError for a field that is not listed or holds another type."""
    for field, value in fields.items():
        if field not in _FIELDS or not isinstance(value, _FIELDS[field]):
            raise TypeError(f"{field} may not enter the log")
    _LOGGER.log(level, name, extra={"fields": {key: _plain(value) for key, value in fields.items()}})


def start(directory: Path) -> Path:
    """Write events to ``serums-desktop.log``, one JSON object a line; returns its path."""
    path = make_private(directory) / "serums-desktop.log"
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path


def stop() -> None:
    """Close the log's file."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler.formatter, _Lines)]:
        root.removeHandler(handler)
        handler.close()


def error_place(error: BaseException) -> str:
    """Where an unexpected error was raised, as ``file:line``, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""


def _plain(value: object) -> object:
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name == _LOGGER.name:
            line["event"] = record.getMessage()
            line.update(getattr(record, "fields", {}))
        else:
            line["logger"] = record.name
        return json.dumps(line, ensure_ascii=False)
