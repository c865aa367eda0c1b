"""A server to read from, and a session that trusts it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from serums_desktop.sources.fhir.reading_process import ReadingProcess
from tests.unit.sources.small_server import SmallServer, trusting


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmallServer]:
    with SmallServer(tmp_path) as running:
        yield running


@pytest.fixture
def session(server: SmallServer) -> Iterator[requests.Session]:
    with trusting(server.anchors) as trusted:
        yield trusted


# A process that reads, and hands back what it read as it is.
ANOTHER_PROCESS = """
import sys
import msgspec
from serums_desktop.domain.received import PreparedPage
from serums_desktop.sources.fhir.reading_process import serve

def prepare(source_id, page):
    names = tuple(f"{one.resource_type}/{one.resource_id}" for one in page)
    return PreparedPage(source_id, names, 0, msgspec.msgpack.encode(page))

sys.exit(serve(prepare))
"""


class StandingReading:
    """What outlives the source that it reads for."""

    def __init__(self, process: ReadingProcess) -> None:
        self.begin = process.begin

    def close(self) -> None:
        """The next test goes on with it."""


@pytest.fixture(scope="module")
def another_process() -> Iterator[StandingReading]:
    """Reads in a process of its own; a page it hands back holds `list[Received]`."""
    process = ReadingProcess([sys.executable, "-c", ANOTHER_PROCESS])
    yield StandingReading(process)
    process.close()
