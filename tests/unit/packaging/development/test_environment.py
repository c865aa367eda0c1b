from __future__ import annotations

from pathlib import Path

from development import environment


def test_a_digest_follows_content_presence_and_words(tmp_path: Path) -> None:
    file = tmp_path / "requirements.lock"
    absent = environment.digest_of([file])
    file.write_text("")
    empty = environment.digest_of([file])
    file.write_text("numpy")
    full = environment.digest_of([file])
    assert len({absent, empty, full, environment.digest_of([file], "3.12")}) == 4
    assert environment.digest_of([file]) == full


def test_build_inputs_are_found_in_every_folder(tmp_path: Path) -> None:
    inputs = ["ui/lock.ui", "resources/icons/lock.svg", "translations/serums_desktop_es.ts"]
    for name in inputs:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = {path.relative_to(tmp_path).as_posix() for path in environment.build_inputs(tmp_path)}
    assert found == {"packaging/generate.py", *inputs}


def test_a_missing_stamp_matches_nothing(tmp_path: Path) -> None:
    assert environment.read_stamp(tmp_path / "stamp") == ""
