import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.domain.errors import SourceFault
from serums_desktop.host import log


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    yield log.start(tmp_path / "logs")
    log.stop()


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_listed_event_is_written_with_its_codes(log_file: Path) -> None:
    log.event("source-failed", source="fcrb", fault=SourceFault.TIMEOUT, received=3)
    (line,) = _lines(log_file)
    assert (line["event"], line["source"], line["fault"], line["received"]) == (
        "source-failed",
        "fcrb",
        "timeout",
        3,
    )


def test_a_field_that_is_not_listed_cannot_enter(log_file: Path) -> None:
    with pytest.raises(TypeError):
        log.event("opened", patient="SOLER VILA")
    with pytest.raises(TypeError):
        log.event("opened", count="SOLER VILA")
    assert not _lines(log_file)


def test_what_libraries_say_is_kept_by_name_and_level_alone(log_file: Path) -> None:
    logging.getLogger("urllib3.connectionpool").warning("GET /Patient?family=%s", "SOLER")
    (line,) = _lines(log_file)
    assert set(line) == {"time", "level", "logger"}
    assert "SOLER" not in log_file.read_text("utf-8")


def test_an_unexpected_error_is_placed_without_its_message() -> None:
    try:
        raise ValueError("SOLER VILA")
    except ValueError as error:
        place = log.error_place(error)
    assert place.startswith("test_log.py:")
    assert "SOLER" not in place


def test_the_directory_is_private(log_file: Path) -> None:
    assert log_file.parent.stat().st_mode & 0o077 == 0
