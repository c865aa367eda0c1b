from __future__ import annotations

import dev
import pytest


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    shown = capsys.readouterr().out
    for name in (
        "demo",
        "test",
        "lint",
        "bench",
        "shots",
        "interop",
        "package",
        "translate",
        "lock",
        "clean",
    ):
        assert f"\n  {name} " in shown


@pytest.mark.parametrize("arguments", [[], ["nonsense"]])
def test_an_unknown_command_is_refused_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


def test_lint_takes_no_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["lint", "serums_desktop"]) == 2
    assert "lint takes no arguments" in capsys.readouterr().err
