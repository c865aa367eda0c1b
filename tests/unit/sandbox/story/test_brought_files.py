"""What is brought on a stick, as the program reads it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from serums_desktop.commands.inspected import Inspected, inspect
from serums_desktop.domain.files import FileFormat
from serums_desktop.sandbox.story import brought_files
from serums_desktop.sources.files.reading import ProtectedFileReader
from serums_desktop.work.cancel import CancelToken
from tests.unit.sandbox.story.conftest import NOW

FORMATS = {
    "apple-health-export.zip": FileFormat.APPLE_HEALTH,
    "dexcom-clarity.csv": FileFormat.DEXCOM_CLARITY,
    "health-link.txt": FileFormat.SMART_HEALTH_LINK,
    "letter.pdf": FileFormat.PDF,
    "libreview.csv": FileFormat.LIBREVIEW,
    "night-oximetry.edf": FileFormat.EDF,
    "patient-summary.json": FileFormat.FHIR_JSON,
    "wound.png": FileFormat.IMAGE,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return brought_files.write(tmp_path_factory.mktemp("run"), NOW, 1)


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, Inspected]:
    reader = ProtectedFileReader(timeout_s=60)
    return {path.name: inspect(reader, path, "", CancelToken()) for path in folder.iterdir()}


def test_each_is_what_it_is_called(found: dict[str, Inspected]) -> None:
    assert {name: each.glance.format for name, each in found.items() if each.glance} == FORMATS


def test_all_of_each_is_read(found: dict[str, Inspected]) -> None:
    read = [each for each in found.values() if each.is_read and not each.is_letter]
    assert len(read) == 5
    for each in read:
        assert each.counts.balanced
        assert (each.counts.quarantined, each.unreadable) == (0, 0)


def test_whom_they_name(found: dict[str, Inspected]) -> None:
    born = {
        name: patient.birth_date.text
        for name, each in found.items()
        if each.glance
        for patient in each.glance.patients
        if patient.birth_date
    }
    assert born == dict.fromkeys(
        ("dexcom-clarity.csv", "night-oximetry.edf", "patient-summary.json"), "1935-03-14"
    )


def test_what_she_keeps_to_herself_is_not_in_her_summary(folder: Path) -> None:
    summary = (folder / "patient-summary.json").read_text("utf-8")
    assert "35489007" not in summary
    assert "ertralina" not in summary


def test_the_letter_can_be_read(folder: Path) -> None:
    letter = pypdfium2.PdfDocument(folder / "letter.pdf")
    try:
        page = letter[0]
        text = page.get_textpage()
        assert "Joana Soler Vila" in text.get_text_range()
        assert "n\u00e9ta" in text.get_text_range()
        text.close()
        page.close()
    finally:
        letter.close()


def test_the_same_run_brings_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = brought_files.write(tmp_path, NOW, 1)
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }
