"""A server to read from, and a session that trusts it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.unit.sources.small_server import SmallServer, trusting


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmallServer]:
    with SmallServer(tmp_path) as running:
        yield running


@pytest.fixture
def session(server: SmallServer) -> Iterator[requests.Session]:
    with trusting(server.anchors) as trusted:
        yield trusted
