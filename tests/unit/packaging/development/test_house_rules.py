from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

import pytest
from development.house_rules import check_text, misplaced_unit_tests, tracked_files

REGISTRY_HOST = "files.python" + "hosted.org"
MARK = "TO" + "DO"


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("a.py", "x = 1\n" * 501, "more than 500 lines"),
        ("serums_desktop/utils/dates.py", "", "a name that says nothing"),
        ("serums_desktop/helpers.py", "", "a name that says nothing"),
        ("a.py", "self.tr(f'{n} entries')", "f-string inside a translation call"),
        ("a.py", "QCoreApplication.translate('Lock', f'{n}')", "f-string inside a translation call"),
        ("a.py", "requests.get(url, verify=False)", "certificate verification switched off"),
        ("a.py", "context.verify_mode = ssl.CERT_NONE", "certificate verification switched off"),
        ("a.py", "time.sleep(1)", "fixed wait"),
        ("a.py", f"x = 1  # {MARK}: later", "mark of unfinished work"),
        ("a.py", "x = 1  # type: " + "ignore", "a check silenced without its code"),
        ("a.py", "x = 1  # no" + "qa", "a check silenced without its code"),
        ("a.lock", f"--find-links https://{REGISTRY_HOST}/x", "address of a package registry"),
        ("README.md", "cd /" + "home/ann/serums", "somebody's own folder"),
        ("a.py", "def", "not valid Python"),
    ],
)
def test_a_breach_is_found(path: str, text: str, rule: str) -> None:
    assert [finding.rule for finding in check_text(PurePosixPath(path), text)] == [rule]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "x = 1\n" * 500),
        ("a.py", "self.tr('%n entries', '', n)"),
        ("a.py", "requests.get(url, verify=bundle)"),
        ("a.py", "x = 1  # noqa: S311 - repeatable noise"),
        ("a.py", "x = f()  # type: ignore[no-any-return]"),
        ("a.py", f"marker = '# {MARK}'"),
        ("README.md", "see https://example.org/home/ann"),
    ],
)
def test_what_is_allowed_passes(path: str, text: str) -> None:
    assert check_text(PurePosixPath(path), text) == []


def test_a_unit_test_stands_where_its_subject_stands(tmp_path: Path) -> None:
    (tmp_path / "serums_desktop/domain").mkdir(parents=True)
    (tmp_path / "serums_desktop/domain/merge.py").touch()
    (tmp_path / "serums_desktop/sources/fhir").mkdir(parents=True)
    fine = [
        PurePosixPath("tests/unit/domain/test_merge.py"),
        PurePosixPath("tests/unit/sources/test_fhir.py"),
    ]
    astray = PurePosixPath("tests/unit/store/test_merge.py")
    assert [finding.path for finding in misplaced_unit_tests(tmp_path, [*fine, astray])] == [astray]


def test_ignored_files_are_not_looked_at(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("build/\n")
    (tmp_path / "build").mkdir()
    (tmp_path / "build/a.py").touch()
    (tmp_path / "b.py").touch()
    assert [str(path) for path in tracked_files(tmp_path)] == [".gitignore", "b.py"]
