from __future__ import annotations

import pytest
from development import system
from development.terminal import Refusal


def test_only_installed_packages_count() -> None:
    report = "libegl1 installed\nsofthsm2 config-files\nnpm not-installed\n\n"
    assert system.installed_names(report) == {"libegl1"}


def test_a_renamed_library_counts_as_the_old_one() -> None:
    wanted = ["libglib2.0-0", "libegl1", "xvfb"]
    assert system.missing_packages(wanted, {"libglib2.0-0t64", "libegl1"}) == ["xvfb"]


def test_without_rights_the_one_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_debian", lambda: True)
    monkeypatch.setattr(system, "base_packages", lambda: ())
    monkeypatch.setattr(system, "query", lambda names: {"xvfb"})
    monkeypatch.setattr(system, "apt_prefix", lambda: None)
    with pytest.raises(Refusal) as caught:
        system.ensure(["libegl1", "xvfb"])
    assert caught.value.exit_code == 2
    assert "sudo apt-get install --no-install-recommends -y libegl1\n" in str(caught.value)


def test_elsewhere_a_missing_program_fails_only_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_debian", lambda: False)
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.delenv("CI", raising=False)
    system.ensure(["xvfb"])
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Refusal, match="Xvfb"):
        system.ensure(["xvfb"])
