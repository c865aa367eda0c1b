"""The command as its parents use it: a process that is told by its standard input and a file."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

_RUN = (
    "import argparse, sys; from serums_desktop.commands import sandbox;"
    "parser = argparse.ArgumentParser(); sandbox.add_arguments(parser);"
    "sys.exit(sandbox.run(parser.parse_args()))"
)
_ROOT = Path(__file__).parents[3]


def started(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", _RUN, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT), **environment},
    )  # fmt: skip


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = started(
        "--dir", tmp_path / "run", "--source", "gp", "--source", "ustan",
        "--ready-file", tmp_path / "ready.json", "--until-stdin-closes",
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def until_ready(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if lines[-1] == "ready":
            return lines
    raise AssertionError(lines)


def test_it_serves_until_its_parent_lets_go(sandbox: subprocess.Popen[str], tmp_path: Path) -> None:
    lines = until_ready(sandbox)

    ready = json.loads((tmp_path / "ready.json").read_text())
    configuration = tomllib.loads(Path(ready["configuration"]).read_text())
    assert ready["pid"] == sandbox.pid
    assert [line.split()[0] for line in lines] == ["gp", "ustan", "configuration", "ready"]
    assert [source["id"] for source in configuration["source"]] == ["gp", "ustan", "imaging"]
    assert stat.S_IMODE((tmp_path / "run").stat().st_mode) == 0o700
    answer, complaint = sandbox.communicate("stop gp\nstart gp\nfault gp slow:1\nnonsense\n")
    assert answer.splitlines() == ["ok stop gp", "ok start gp", "ok fault gp slow:1", "unknown: nonsense"]
    assert (sandbox.returncode, complaint) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well(sandbox: subprocess.Popen[str], number: signal.Signals) -> None:
    until_ready(sandbox)

    sandbox.send_signal(number)

    assert sandbox.wait(timeout=20) == 0


def test_a_data_lake_is_served_on_one_more_port_and_commanded(tmp_path: Path) -> None:
    process = started(
        "--dir", tmp_path / "run", "--source", "ustan", "--data-lake", "4",
        "--ready-file", tmp_path / "ready.json", "--until-stdin-closes",
    )  # fmt: skip
    lines = until_ready(process)
    answer, complaint = process.communicate("lake stop\nrules ZMC 1183 deny wearable\n")

    ready = json.loads((tmp_path / "ready.json").read_text())
    configuration = tomllib.loads(Path(ready["configuration"]).read_text())
    assert f"data-lake {ready['data_lake']}" in lines
    lakes = [source["data_lake"] for source in configuration["source"] if "data_lake" in source]
    assert {(lake["base"], lake["interface"]) for lake in lakes} == {(ready["data_lake"], 4)}
    assert answer.splitlines() == ["ok lake stop", "ok rules ZMC 1183 deny wearable"]
    assert (process.returncode, complaint) == (0, "")


def test_files_of_others_are_served_and_counted(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "patient.json").write_text('{"resourceType":"Patient","id":"p"}')
    (files / "code.json").write_text('{"resourceType":"ValueSet","id":"v"}')
    (files / "broken.json").write_text("{")

    process = started("--dir", tmp_path / "run", "--load", files, "--until-stdin-closes")
    lines = until_ready(process)
    _, complaint = process.communicate()

    assert lines[0].startswith("loaded https://127.0.0.1:")
    assert lines[0].endswith("1 patients, 2 resources")
    assert lines[1] == "without patient: 1"
    assert complaint.startswith("not FHIR JSON: broken.json")
    assert process.returncode == 0


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = started("--source", "ustan", "--port-base", str(taken.getsockname()[1]))
        _, complaint = process.communicate()

    assert process.returncode == 1
    assert complaint.startswith("cannot serve: ")


@pytest.mark.skipif(sys.platform == "win32", reason="the temporary directory is told by TMPDIR")
def test_a_run_without_a_directory_leaves_none_behind(tmp_path: Path) -> None:
    process = started("--source", "ustan", "--until-stdin-closes", TMPDIR=str(tmp_path))
    until_ready(process)
    assert len(list(tmp_path.iterdir())) == 1

    process.communicate()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [("--source", "nobody"), ("--load", "no-such-directory")])
def test_what_cannot_be_served_is_said(wrong: tuple[str, str]) -> None:
    process = started(*wrong)
    _, complaint = process.communicate()

    assert process.returncode == 2
    assert wrong[1] in complaint
