"""A small data lake and a source that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serums_desktop.host.configuration import DataLake
from serums_desktop.sources.data_lake.source import DataLakeSource
from serums_desktop.sources.data_lake.wire import LakeTokens, Limits
from tests.unit.sources.data_lake.fake_lake import FakeLake, Tokens
from tests.unit.sources.small_server import trusting

OpenSource = Callable[..., DataLakeSource]
NOW_S = 1_790_000_000.0


@pytest.fixture
def open_lake(tmp_path: Path) -> Iterator[Callable[[str], FakeLake]]:
    running: list[FakeLake] = []

    def start(hospital: str = "FCRB") -> FakeLake:
        running.append(FakeLake(tmp_path, hospital).__enter__())
        return running[-1]

    yield start
    for lake in running:
        lake.__exit__()


@pytest.fixture
def open_source() -> Iterator[OpenSource]:
    opened: list[DataLakeSource] = []

    def start(
        lake: FakeLake, tokens: LakeTokens | None = None, limits: Limits | None = None
    ) -> DataLakeSource:
        source = DataLakeSource(
            source_id="lake",
            lake=DataLake(
                base=lake.origin,
                authentication=f"{lake.origin}/ua",
                rules=f"{lake.origin}/v1/api",
                hospital=lake.hospital.name,  # type: ignore[arg-type]  # a hospital's name is one of the three
            ),
            http=trusting(lake.anchors),
            tokens=tokens or Tokens(),
            timeout_s=10.0,
            limits=limits,
            now_s=lambda: NOW_S,
        )
        opened.append(source)
        return source

    yield start
    for source in opened:
        source.close()
