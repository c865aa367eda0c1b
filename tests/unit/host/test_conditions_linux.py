"""What UPower and NetworkManager say, on a bus of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("UPower and NetworkManager are Linux's", allow_module_level=True)
if shutil.which("dbus-daemon") is None:
    pytest.skip("dbus-daemon is not installed", allow_module_level=True)

from serums_desktop.host.conditions import HostConditions
from tests.unit.host.desktop_services import Service, running_bus

UPOWER = "org.freedesktop.UPower"
NETWORK_MANAGER = "org.freedesktop.NetworkManager"


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "system"
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={path}")
    with running_bus(path):
        yield path


class Properties(Service):
    """A service with one property."""

    def __init__(self, bus: Path, name: str, member: str, value: tuple[str, Any] | None) -> None:
        self._asked = (name, member)
        self._value = value
        super().__init__(bus, name)

    def answer(self, member: str, *arguments: Any) -> tuple[str, Any] | None:
        if member != "Get" or arguments != self._asked or self._value is None:
            return None
        return "v", (self._value,)


@pytest.mark.parametrize("is_on_battery", [True, False])
def test_upower_tells_of_the_battery(bus: Path, *, is_on_battery: bool) -> None:
    with Properties(bus, UPOWER, "OnBattery", ("b", is_on_battery)):
        assert HostConditions().is_on_battery() is is_on_battery


@pytest.mark.parametrize(
    ("state", "is_metered"), [(0, None), (1, True), (2, False), (3, True), (4, False), (9, None)]
)
def test_network_manager_tells_of_a_metered_network(bus: Path, state: int, is_metered: bool | None) -> None:
    with Properties(bus, NETWORK_MANAGER, "Metered", ("u", state)):
        assert HostConditions().is_metered() is is_metered


@pytest.mark.parametrize("value", [None, ("s", "yes"), ("u", 1)])
def test_an_answer_that_says_nothing_is_none(bus: Path, value: tuple[str, Any] | None) -> None:
    with Properties(bus, UPOWER, "OnBattery", value):
        assert HostConditions().is_on_battery() is None


def test_nobody_there_is_none(bus: Path) -> None:
    assert HostConditions().is_on_battery() is None
    assert HostConditions().is_metered() is None


def test_no_bus_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    assert HostConditions().is_on_battery() is None
    assert HostConditions().is_metered() is None


class Silent(Service):
    """Owns the name and never answers."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def test_a_service_that_does_not_answer_is_none(bus: Path) -> None:
    with Silent(bus, UPOWER):
        assert HostConditions(timeout_s=0.05).is_on_battery() is None
