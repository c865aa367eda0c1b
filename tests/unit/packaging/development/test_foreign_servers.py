from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from development import foreign_servers
from development.house_rules import REGISTRY
from development.terminal import Refusal


def test_an_archive_is_unpacked_without_its_one_folder_and_never_outside(tmp_path: Path) -> None:
    archive = tmp_path / "server.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("server-1.0/bin/run.sh", "run")
        package.writestr("server-1.0/../../escaped.txt", "out")
    folder = tmp_path / "inside" / "server"
    folder.mkdir(parents=True)
    foreign_servers.unpack_below_first(archive, folder)
    assert (folder / "bin" / "run.sh").read_text() == "run"
    assert [folder] == [path.parent for path in tmp_path.rglob("escaped.txt")]
    assert list(folder.parent.iterdir()) == [folder]


def test_an_archive_of_several_things_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "server.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("bin/run.sh", "run")
        package.writestr("readme.txt", "read")
    folder = tmp_path / "server"
    folder.mkdir()
    with pytest.raises(Refusal):
        foreign_servers.unpack_below_first(archive, folder)


def test_only_the_known_archive_is_taken(tmp_path: Path) -> None:
    archive = tmp_path / "server.zip"
    archive.write_bytes(b"known")
    foreign_servers.check_digest(archive, hashlib.sha256(b"known").hexdigest())
    archive.write_bytes(b"another")
    with pytest.raises(Refusal, match="not the known one"):
        foreign_servers.check_digest(archive, hashlib.sha256(b"known").hexdigest())


@pytest.mark.parametrize("version", ["v20.12.0", "v22.1.0\n", "v100.0.1"])
def test_a_new_enough_node_will_do(version: str) -> None:
    foreign_servers.check_node(version)


@pytest.mark.parametrize("version", ["v20.11.9", "v18.20.4\n", ""])
def test_an_old_node_is_refused(version: str) -> None:
    with pytest.raises(Refusal, match="needs Node"):
        foreign_servers.check_node(version)


@pytest.mark.parametrize("version", ["javac 17.0.15", "javac 21\n"])
def test_a_new_enough_java_will_do(version: str) -> None:
    foreign_servers.check_java(version)


@pytest.mark.parametrize("version", ["javac 11.0.2", "javac 1.8.0_402", ""])
def test_an_old_java_is_refused(version: str) -> None:
    with pytest.raises(Refusal, match="needs Java"):
        foreign_servers.check_java(version)


@pytest.mark.parametrize(
    ("program", "package"), [("openid_provider", "oidc-provider"), ("fhir_engine", "@medplum/fhir-router")]
)
def test_every_locked_package_has_a_digest_and_no_address(program: str, package: str) -> None:
    text = (foreign_servers.INTEROP / program / "package-lock.json").read_text("utf-8")
    locked = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert f"node_modules/{package}" in locked
    assert [name for name, one in locked.items() if "integrity" not in one or "resolved" in one] == []
    assert not REGISTRY.search(text)
