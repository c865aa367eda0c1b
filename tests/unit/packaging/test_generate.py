from __future__ import annotations

import os
from pathlib import Path

import generate
import pytest
from PySide6.QtCore import QTranslator

UI = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>{name}</class><widget class="QWidget" name="{name}"/></ui>
"""
TS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS>
<TS version="2.1" language="es"><context><name>Lock</name>
<message><source>Locked</source><translation>Bloqueado</translation></message></context></TS>
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("serums_desktop", "ui", "resources", "translations"):
        (tmp_path / folder).mkdir()
    return tmp_path


def names(paths: list[Path]) -> list[str]:
    return sorted(path.name for path in paths)


def generated(checkout: Path) -> list[str]:
    return sorted(path.name for path in (checkout / generate.GENERATED).iterdir())


def test_an_empty_checkout_gives_an_empty_package(checkout: Path) -> None:
    assert generate.compile_all(checkout) == []
    assert generated(checkout) == ["__init__.py"]


def test_only_what_changed_is_made_again(checkout: Path) -> None:
    (checkout / "ui/sign_in.ui").write_text(UI.format(name="SignIn"))
    (checkout / "ui/lock.ui").write_text(UI.format(name="Lock"))
    assert names(generate.compile_all(checkout)) == ["ui_lock.py", "ui_sign_in.py"]
    assert "class Ui_SignIn" in (checkout / generate.GENERATED / "ui_sign_in.py").read_text()

    assert generate.compile_all(checkout) == []

    (checkout / "ui/lock.ui").write_text(UI.format(name="Locked"))
    assert names(generate.compile_all(checkout)) == ["ui_lock.py"]


def test_an_output_that_was_deleted_comes_back(checkout: Path) -> None:
    (checkout / "ui/lock.ui").write_text(UI.format(name="Lock"))
    (made,) = generate.compile_all(checkout)
    made.unlink()
    assert generate.compile_all(checkout) == [made]


def test_an_output_goes_with_its_source(checkout: Path) -> None:
    source = checkout / "ui/lock.ui"
    source.write_text(UI.format(name="Lock"))
    generate.compile_all(checkout)
    source.unlink()
    generate.compile_all(checkout)
    assert "ui_lock.py" not in generated(checkout)


def test_a_broken_screen_is_named_and_leaves_nothing_half_written(checkout: Path) -> None:
    (checkout / "ui/lock.ui").write_text("<ui>")
    with pytest.raises(generate.ToolFailed) as caught:
        generate.compile_all(checkout)
    assert caught.value.source.name == "lock.ui"
    assert generated(checkout) == ["__init__.py"]


def test_resources_follow_their_files_and_not_their_times(checkout: Path) -> None:
    listed = checkout / "resources/tokens.json"
    listed.write_text("{}")
    (checkout / "resources/resources.qrc").write_text(
        '<RCC><qresource prefix="/"><file>tokens.json</file></qresource></RCC>'
    )
    (made,) = generate.compile_all(checkout)
    first = made.read_bytes()

    os.utime(listed, (1, 1))
    made.unlink()
    generate.compile_all(checkout)
    assert made.read_bytes() == first

    listed.write_text('{"changed": true}')
    assert generate.compile_all(checkout) == [made]


def test_a_listed_resource_that_is_missing_is_an_error(checkout: Path) -> None:
    (checkout / "resources/resources.qrc").write_text(
        '<RCC><qresource prefix="/"><file>gone.json</file></qresource></RCC>'
    )
    with pytest.raises(FileNotFoundError):
        generate.compile_all(checkout)


def test_translations_are_compiled(checkout: Path) -> None:
    (checkout / "translations/serums_desktop_es.ts").write_text(TS)
    (made,) = generate.compile_all(checkout)
    translator = QTranslator()
    assert translator.load(str(made))
    assert translator.translate("Lock", "Locked") == "Bloqueado"
