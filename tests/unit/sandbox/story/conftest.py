"""The stories told once, as their readers find them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from serums_desktop.sandbox.cluster import Source
from serums_desktop.sandbox.compartments import compartments
from serums_desktop.sandbox.story import hospitals

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)

Record = list[dict[str, Any]]


@pytest.fixture(scope="package")
def told() -> dict[str, Source]:
    return {source.id: source for source in hospitals(NOW, 1)}


@pytest.fixture(scope="package")
def record_of(told: dict[str, Source]) -> Callable[[str, str], Record]:
    """Everything that one source holds about one patient."""
    owners = {name: compartments(source.resources) for name, source in told.items()}

    def read(source_id: str, patient_id: str) -> Record:
        return [
            json.loads(item.body, parse_float=Decimal)
            for item in told[source_id].resources
            if patient_id in owners[source_id][item.reference]
        ]

    return read
