"""Reading files at a distance: broken ones and hostile ones end in a word and leave nothing behind."""

from __future__ import annotations

import gzip
import io
import os
import sys
import threading
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.domain.errors import Cancelled, FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.received import Disposition
from serums_desktop.sources.files import reading
from serums_desktop.sources.files.reading import ProtectedFileReader
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.files.made_files import READER, bundle, condition, glance, patient, read


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """No process and no thread is left behind."""
    threads = threading.active_count()
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert threading.active_count() == threads


def refusal(path: Path, reader: ProtectedFileReader = READER) -> FileRefusal:
    with pytest.raises(FileNotTaken) as refused:
        reader.glance(path, CancelToken())
    return refused.value.reason


def stand_in(body: str) -> ProtectedFileReader:
    """A reader whose process does this instead of parsing."""
    return ProtectedFileReader([sys.executable, "-c", body], timeout_s=1.0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileRefusal.UNKNOWN_FORMAT),
        (bytes(100), FileRefusal.UNKNOWN_FORMAT),
        (b'{"a": 1}', FileRefusal.UNKNOWN_FORMAT),
        (b"<html></html>", FileRefusal.UNKNOWN_FORMAT),
        (b"\x7fELF" + bytes(range(256)), FileRefusal.UNKNOWN_FORMAT),
        (bundle(patient())[:-9], FileRefusal.NOT_WHAT_IT_SAYS),
        (gzip.compress(bundle(patient()))[:-20], FileRefusal.NOT_WHAT_IT_SAYS),
        (b"PK\x03\x04" + bytes(60), FileRefusal.NOT_WHAT_IT_SAYS),
        (
            b"\xff\xfe" + '{"resourceType":"Patient"}'.encode("utf-16-le") + b"\x00",
            FileRefusal.NOT_WHAT_IT_SAYS,
        ),
        (b'{"resourceType":"Bundle","entry":' + b"[" * 200_000, FileRefusal.NOT_WHAT_IT_SAYS),
    ],
)
def test_broken(tmp_path: Path, content: bytes, reason: FileRefusal) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(content)
    assert refusal(path) is reason


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.json") is FileRefusal.UNREADABLE
    assert refusal(tmp_path) is FileRefusal.UNREADABLE


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert refusal(tmp_path / "pipe.json") is FileRefusal.UNREADABLE
    assert refusal(Path("/dev/zero")) is FileRefusal.UNREADABLE


def test_a_gigabyte_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sparse.json"
    with path.open("wb") as file:
        file.write(b'{"resourceType":"Bundle","entry":[' + b" " * 100_000)
        file.truncate(1 << 30)
    assert refusal(path) is FileRefusal.TOO_LARGE


def test_larger_than_any_file_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "sparse.json"
    with path.open("wb") as file:
        file.truncate(reading.MOST_BYTES + 1)
    assert refusal(path) is FileRefusal.TOO_LARGE


def bomb(mebibytes: int) -> bytes:
    """Spaces, deflated a thousandfold, around the beginning of a Bundle."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    blank = b" " * (1 << 20)
    packed = packer.compress(b'{"resourceType":"Bundle","entry":[')
    packed += b"".join(packer.compress(blank) for _ in range(mebibytes))
    return packed + packer.flush()


def test_a_gzip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bulk.json.gz"
    path.write_bytes(bomb(300))
    assert path.stat().st_size < 1 << 20
    assert refusal(path) is FileRefusal.TOO_LARGE


def test_a_zip_that_promises_less_than_it_holds(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b'{"resourceType":"Bundle","entry":[' + b" " * 5_000_000)
    content = packed.getvalue().replace((5_000_034).to_bytes(4, "little"), (200).to_bytes(4, "little"))
    path = tmp_path / "bulk.zip"
    path.write_bytes(content)
    assert refusal(path) is FileRefusal.NOT_WHAT_IT_SAYS


def test_archives_in_archives_stay_closed(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("patient.json", bundle(patient()))
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    assert refusal(outer) is FileRefusal.UNKNOWN_FORMAT


def test_too_many_members(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}.json", b"{}")
    assert refusal(path) is FileRefusal.TOO_LARGE


def test_one_nested_resource_does_not_spoil_the_others(tmp_path: Path) -> None:
    deep = '{"a":' * 3_000 + "1" + "}" * 3_000
    content = bundle(patient(), condition("c1", "Asthma")).replace(
        b'"Asthma"', b'"Asthma","x":' + deep.encode()
    )
    path = tmp_path / "record.json"
    path.write_bytes(content)
    # The whole document is one JSON text, which is refused as one.
    assert refusal(path) is FileRefusal.NOT_WHAT_IT_SAYS
    lines = tmp_path / "record.ndjson"
    lines.write_bytes(
        b'{"resourceType":"Patient","id":"p1"}\n{"resourceType":"Flag","x":' + deep.encode() + b"}\n"
    )
    fates = [one.disposition for one in read(lines)]
    assert fates == [Disposition.SHOWN, Disposition.QUARANTINED]


def test_letters_of_no_alphabet_spoil_one_resource(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle(patient(), condition("c1", "Asthma")).replace(b"Asthma", b"Asth\xff\xfe"))
    assert [one.disposition for one in read(path)] == [Disposition.SHOWN, Disposition.QUARANTINED]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n" + bytes(100), FileFormat.PDF),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), FileFormat.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(100), FileFormat.IMAGE),
        (b"II*\0" + bytes(100), FileFormat.IMAGE),
        ("Geachte collega, één alinea.".encode(), FileFormat.TEXT),
        ("Muy señor mío: \x93adiós\x94".encode("iso-8859-1"), FileFormat.TEXT),
        (b"{\\rtf1\\ansi Dear colleague}", FileFormat.TEXT),
    ],
)
def test_letters_are_recognised_and_say_nothing(tmp_path: Path, content: bytes, kind: FileFormat) -> None:
    path = tmp_path / "letter.json"
    path.write_bytes(content)
    assert glance(path).format is kind
    assert read(path) == []


def test_a_file_that_changed_since_it_was_glanced_at(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle(patient()))
    seen = glance(path)
    path.write_bytes(bundle(patient(), condition("c1", "Asthma")))
    with pytest.raises(FileNotTaken) as refused:
        list(READER.read(path, seen, "p1", CancelToken()))
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS


def test_a_reader_that_dies_hangs_or_talks_nonsense(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle(patient()))
    assert refusal(path, stand_in("import os; os.abort()")) is FileRefusal.READER_ENDED
    hang = "import threading; threading.Event().wait()"
    assert refusal(path, stand_in(hang)) is FileRefusal.READER_TOO_SLOW
    nonsense = "import sys; sys.stdout.buffer.write(bytes(7) + b'\\x03abc' + bytes(8))"
    assert refusal(path, stand_in(nonsense)) is FileRefusal.READER_ENDED
    silent = "import sys; sys.stdout.buffer.write(bytes(8))"
    assert refusal(path, stand_in(silent)) is FileRefusal.READER_ENDED


def test_cancelled_between_two_pages(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle(patient(), *(condition(f"c{number}", "Asthma") for number in range(2_000))))
    cancel = CancelToken()
    pages = READER.read(path, glance(path), "p1", cancel)
    assert len(next(pages)) == 500
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(pages)


def test_left_after_the_first_page(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle(patient(), *(condition(f"c{number}", "Asthma") for number in range(2_000))))
    pages = READER.read(path, glance(path), "p1", CancelToken())
    assert len(next(pages)) == 500
    pages.close()  # type: ignore[attr-defined]  # a generator, which the port does not promise


def test_letters_that_came_packed_with_entries_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("README.TXT", "Read me")
        archive.writestr("record.json", bundle(patient()))
    found = [(one.resource_type, one.disposition, one.raw) for one in read(path)]
    assert found[1] == ("Letter", Disposition.OTHER, b"Read me")
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
        archive.writestr("README.TXT", "Read me")
    assert refusal(tmp_path / "letters.zip") is FileRefusal.UNKNOWN_FORMAT


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.json")
    path.write_bytes(bundle(patient()))
    assert glance(path).name == "caf\ufffd.json"
    assert len(read(path)) == 1


@pytest.mark.parametrize("lie", ["source_id='ustan'", "patients=(of_another,)"])
def test_a_reader_that_was_broken_into_does_not_speak_for_another_source(tmp_path: Path, lie: str) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle(patient()))
    body = f"""
import msgspec
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.sources.files import child, questions
from serums_desktop.work import child_process
from serums_desktop.work.confinement import Limits

of_another = PatientAtSource("ustan", "1", PersonName("", ""), None, Sex.UNKNOWN)

def answers(question, descriptor):
    for message in child.answers(question, descriptor):
        answer = questions.answer(message)
        glance = msgspec.structs.replace(answer.glance, {lie})
        yield questions.encode(msgspec.structs.replace(answer, glance=glance))

child_process.serve(answers, Limits())
"""
    told = ProtectedFileReader([sys.executable, "-c", body])
    assert refusal(path, told) is FileRefusal.READER_ENDED


def test_nor_do_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle(patient(), condition("c1", "Asthma")))
    body = """
import msgspec
from serums_desktop.sources.files import child, questions
from serums_desktop.work import child_process
from serums_desktop.work.confinement import Limits

def answers(question, descriptor):
    for message in child.answers(question, descriptor):
        answer = questions.answer(message)
        page = [msgspec.structs.replace(one, source_id="ustan") for one in answer.page]
        yield questions.encode(msgspec.structs.replace(answer, page=page))

child_process.serve(answers, Limits())
"""
    seen = glance(path)
    told = ProtectedFileReader([sys.executable, "-c", body])
    with pytest.raises(FileNotTaken) as refused:
        list(told.read(path, seen, seen.patients[0].patient_id, CancelToken()))
    assert refused.value.reason is FileRefusal.READER_ENDED
