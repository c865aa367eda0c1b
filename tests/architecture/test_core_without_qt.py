"""The core starts where Qt cannot be imported at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QT_ROOMS = {"app", "screens", "views", "charts", "qtbridge", "_generated"}

IMPORT_THE_CORE = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "qtawesome"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoQt())
qt_rooms = set(sys.argv[1:])
import serums_desktop
for module in pkgutil.iter_modules(serums_desktop.__path__, "serums_desktop."):
    room = module.name.rpartition(".")[2]
    if room in qt_rooms:
        continue
    found = importlib.import_module(module.name)
    print(module.name)
    if module.ispkg:
        for inner in pkgutil.walk_packages(found.__path__, module.name + "."):
            if not inner.name.endswith(".__main__"):
                importlib.import_module(inner.name)
                print(inner.name)
"""


def test_every_core_module_imports_without_qt() -> None:
    command = [sys.executable, "-c", IMPORT_THE_CORE, *sorted(QT_ROOMS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "serums_desktop.domain.errors" in done.stdout.split()
