from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from development import foreign_data


def test_only_examples_are_unpacked_and_never_outside(tmp_path: Path) -> None:
    archive = tmp_path / "ips.tgz"
    members = [
        "package/package.json",
        "package/example/Patient-a.json",
        "package/example/../../../escaped.json",
    ]
    with tarfile.open(archive, "w:gz") as package:
        for name in members:
            info = tarfile.TarInfo(name)
            info.size = 2
            package.addfile(info, io.BytesIO(b"{}"))
    folder = tmp_path / "inside" / "ips"
    folder.mkdir(parents=True)
    foreign_data.unpack_examples(archive, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["Patient-a.json", "escaped.json"]
    assert list(tmp_path.rglob("escaped.json")) == [folder / "escaped.json"]


def test_a_folder_is_made_once_for_each_recipe(tmp_path: Path) -> None:
    made: list[str] = []

    def make(folder: Path) -> None:
        made.append(folder.name)
        (folder / "a.json").write_text("{}")

    target = tmp_path / "build" / "ips"
    for recipe in ("one", "one", "two"):
        foreign_data.make_once(target, recipe, make)
    assert made == ["ips", "ips"]
    assert (target / "a.json").exists()


def test_a_failure_leaves_no_folder_behind(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half.json").write_text("{")
        raise OSError("disk full")

    target = tmp_path / "ips"
    with pytest.raises(OSError, match="disk full"):
        foreign_data.make_once(target, "one", fail)
    assert list(tmp_path.iterdir()) == []
