from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from development import foreign_data
from development.terminal import Refusal


def package_of(tmp_path: Path, *members: str) -> Path:
    archive = tmp_path / "examples.tgz"
    with tarfile.open(archive, "w:gz") as package:
        for name in members:
            info = tarfile.TarInfo(name)
            info.size = 2
            package.addfile(info, io.BytesIO(b"{}"))
    return archive


def examples(*inside: str, count: int) -> foreign_data.Examples:
    return foreign_data.Examples("records@1", "", inside, count)


@pytest.mark.parametrize("inside", [("package",), ("package", "example")])
def test_only_examples_are_unpacked_and_never_outside(tmp_path: Path, inside: tuple[str, ...]) -> None:
    place = "/".join(inside)
    archive = package_of(
        tmp_path,
        "package/package.json",
        f"{place}/.index.json",
        f"{place}/Patient-a.json",
        f"{place}/../../../escaped.json",
        f"{place}/deeper/Patient-b.json",
    )
    folder = tmp_path / "inside" / "examples"
    folder.mkdir(parents=True)
    foreign_data.unpack_examples(archive, examples(*inside, count=1), folder)
    assert [path.name for path in tmp_path.rglob("*.json")] == ["Patient-a.json"]


def test_a_package_with_too_few_examples_is_refused(tmp_path: Path) -> None:
    archive = package_of(tmp_path, "package/Patient-a.json")
    with pytest.raises(Refusal, match="1 examples instead of 2"):
        foreign_data.unpack_examples(archive, examples("package", count=2), tmp_path)


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
