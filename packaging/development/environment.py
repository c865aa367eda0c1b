"""Virtual environments made from a lock file, and made again only when something they depend on changed."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import shutil
import sys
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path

from development.terminal import ROOT, must, say

STAMP = "serums-stamp"
PROJECT_STAMP = "serums-project-stamp"
GENERATED_STAMP = "serums-generated-stamp"


@dataclasses.dataclass(frozen=True, slots=True)
class Environment:
    """One virtual environment and the lock file it is made from."""

    home: Path
    lock: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """A command installed into it. The layout on Windows is untested."""
        return self.home / "Scripts" / f"{name}.exe" if sys.platform == "win32" else self.home / "bin" / name

    def digest(self) -> str:
        """What it is made of: the locked packages, the interpreter that runs now, the place it stands at."""
        return digest_of([self.lock], sys.version, sys.base_prefix, str(self.home))

    def ensure(self) -> None:
        """Make it, or make it anew: upgrading in place has left half-replaced Qt libraries behind."""
        if read_stamp(self.home / STAMP) == self.digest() and self.python.exists():
            return
        say(f"making {self.home.name} from {self.lock.relative_to(ROOT)}")
        shutil.rmtree(self.home, ignore_errors=True)
        venv.EnvBuilder(with_pip=True).create(self.home)
        pip: list[str | Path] = [self.python, "-m", "pip", "--disable-pip-version-check", "-q", "install"]
        must([*pip, "--require-hashes", "-r", self.lock])
        (self.home / STAMP).write_text(self.digest(), "utf-8")


PROJECT = Environment(ROOT / ".venv", ROOT / "packaging" / "requirements.lock")
FOREIGN_DATA = Environment(ROOT / ".venv-interop", ROOT / "packaging" / "requirements-interop.lock")


def digest_of(files: Iterable[Path], *words: str) -> str:
    """SHA-256 over the names and bytes of files, absent ones included, and over `words`."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in files:
        total.update(f"\0{path.name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"absent")
    return total.hexdigest()


def read_stamp(path: Path) -> str:
    """What a finished step left behind, or an empty text."""
    return path.read_text("utf-8") if path.is_file() else ""


def build_inputs(root: Path) -> list[Path]:
    """Everything `generate.py` reads, and itself."""
    folders = (root / "ui", root / "resources", root / "translations")
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return [root / "packaging" / "generate.py", *files]


def ensure_project() -> None:
    """The locked packages, the project itself (editable) and its compiled Qt files."""
    with one_at_a_time():
        PROJECT.ensure()
        _install_project()
        _generate()


def _install_project() -> None:
    stamp = PROJECT.home / PROJECT_STAMP
    digest = digest_of([ROOT / "pyproject.toml", ROOT / "packaging" / "build_hook.py"])
    if read_stamp(stamp) == digest:
        return
    say("installing the project, editable")
    pip: list[str | Path] = [PROJECT.python, "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    must([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT])
    stamp.write_text(digest, "utf-8")


def _generate() -> None:
    stamp = PROJECT.home / GENERATED_STAMP
    digest = digest_of(build_inputs(ROOT))
    package = ROOT / "serums_desktop" / "_generated" / "__init__.py"
    if read_stamp(stamp) == digest and package.exists():
        return
    must([PROJECT.python, ROOT / "packaging" / "generate.py"])
    stamp.write_text(digest, "utf-8")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together must not build the same environment. On Windows nothing hinders them."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with (build / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another command is setting up; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
