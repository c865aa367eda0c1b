"""The keeper as a command: what it prints, what ends it, what it leaves out."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.domain.evidence import Act
from tests.unit.audit.keeping import (
    PATIENT_MARKER,
    PROGRAM,
    QUERY_MARKER,
    WORDS_MARKER,
    deed,
    emergency,
    write_configuration,
)


@contextmanager
def _keeper(
    directory: Path, *options: str, configuration: Path | None = None
) -> Iterator[subprocess.Popen[str]]:
    (directory / "anchors.pem").touch()
    used = configuration or write_configuration(directory / "serums-desktop.toml")
    command = [*PROGRAM, "keeper", "--directory", str(directory / "evidence"), "--configuration", str(used)]
    with subprocess.Popen(
        [*command, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    with _keeper(tmp_path, "--until-stdin-closes") as process:
        assert _line(process) == "ready"
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(tmp_path: Path, number: signal.Signals) -> None:
    with _keeper(tmp_path) as process:
        assert _line(process) == "ready"
        process.send_signal(number)
        assert process.wait(20) == 0


def test_one_keeper_per_directory(tmp_path: Path) -> None:
    with _keeper(tmp_path) as first:
        assert _line(first) == "ready"
        with _keeper(tmp_path) as second:
            assert _line(second) == "already running"
            assert second.wait(20) == 3


def test_a_killed_keeper_leaves_the_directory_free(tmp_path: Path) -> None:
    with _keeper(tmp_path) as first:
        assert _line(first) == "ready"
        first.kill()
        first.wait(20)
    with _keeper(tmp_path) as second:
        assert _line(second) == "ready"


def test_a_journal_without_its_keys_is_refused(tmp_path: Path) -> None:
    keys = tmp_path / "evidence" / "keys"
    keys.mkdir(parents=True)
    with _keeper(tmp_path) as process:
        assert _line(process) == "refused journal-damaged"
        assert process.wait(20) == 4


def test_a_configuration_that_cannot_be_used(tmp_path: Path) -> None:
    with _keeper(tmp_path, configuration=tmp_path / "missing.toml") as process:
        said, complaint = process.communicate(timeout=20)
        assert (said, process.returncode) == ("", 2)
        assert "configuration" in complaint


def test_nothing_of_a_deed_reaches_terminal_log_or_files(tmp_path: Path) -> None:
    with _keeper(tmp_path) as process:
        assert _line(process) == "ready"
        client = EvidenceKeeperClient(tmp_path / "evidence")
        client.keep(deed(Act.SEARCH, query=QUERY_MARKER))
        client.keep(emergency())
        client.close()
        process.send_signal(signal.SIGTERM)
        said, complaint = process.communicate(timeout=20)
    written = b"".join(path.read_bytes() for path in (tmp_path / "evidence").rglob("*") if path.is_file())
    for marker in (PATIENT_MARKER, QUERY_MARKER, WORDS_MARKER):
        assert marker not in said + complaint
        assert marker.encode() not in written


def test_it_loads_neither_qt_nor_numpy(tmp_path: Path) -> None:
    program = (
        "import sys, atexit\n"
        "from serums_desktop.__main__ import main\n"
        "atexit.register(lambda: print(*sorted({name.partition('.')[0] for name in sys.modules})))\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    configuration = write_configuration(tmp_path / "c.toml")
    (tmp_path / "anchors.pem").touch()
    done = subprocess.run(
        [PROGRAM[0], "-c", program, "keeper", "--directory", str(tmp_path / "evidence"),
         "--configuration", str(configuration), "--until-stdin-closes"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "msgspec" in loaded
    assert not loaded & {"PySide6", "numpy", "matplotlib", "pkcs11", "keyring"}
