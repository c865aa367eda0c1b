"""hatchling's door to `generate.py`: every wheel and editable install gets its compiled Qt files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileQtFiles(BuildHookInterface[Any]):
    """Runs before the files of a wheel or an editable install are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        subprocess.run([sys.executable, str(Path(self.root, "packaging", "generate.py"))], check=True)
