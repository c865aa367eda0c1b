"""Letters, drawn at a distance: what is theirs comes back, and nothing that they try comes about."""

from __future__ import annotations

import io
import random
import socket
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from serums_desktop.domain.errors import Cancelled, FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat, FileGlance
from serums_desktop.domain.letters import LetterKind, LetterPage, PagePicture
from serums_desktop.sources.files import letter_pages, letter_reading
from serums_desktop.sources.files.letter_questions import LetterQuestion
from serums_desktop.sources.files.letter_reading import ProtectedLetterReader
from serums_desktop.sources.files.reading import source_of_content
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.files.made_letters import letter, pdf, png, stream

READER = ProtectedLetterReader(timeout_s=60)


def drawn(content: bytes, *numbers: int, width_px: int = 300) -> list[PagePicture]:
    return list(READER.pages(content, numbers or (0,), width_px, CancelToken()))


def refusal(content: bytes) -> FileRefusal:
    with pytest.raises(FileNotTaken) as refused:
        READER.look(content, "", CancelToken())
    return refused.value.reason


def inked(page: PagePicture) -> int:
    """How many of its pixels are dark."""
    return sum(page.pixels[at] < 128 for at in range(0, len(page.pixels), 4))


def test_the_pages_of_a_pdf_come_back_as_pixels_and_words() -> None:
    content = letter("Dear colleague", "Kind regards")
    look = READER.look(content, "", CancelToken())
    assert (look.kind, look.total, look.pages[0]) == (LetterKind.PDF, 2, LetterPage(595, 842))
    second, first = drawn(content, 1, 0)
    assert (second.number, second.text, first.text) == (1, "Kind regards", "Dear colleague")
    assert (first.width_px, len(first.pixels)) == (300, 4 * 300 * first.height_px)
    assert first.height_px in {424, 425, 426}
    assert 50 < inked(first) < 5000
    (words,) = drawn(content, 1, width_px=0)
    assert (words.text, words.pixels) == ("Kind regards", b"")


def test_what_is_filled_into_a_form_is_seen_and_read() -> None:
    look = stream(
        "BT /F1 12 Tf 2 4 Td (twice daily) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >> ",
    )
    field = (
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (dose) /V (twice daily) /F 4 "
        "/Rect [60 600 260 620] /AP << /N 7 0 R >> >>"
    )
    form = letter(
        "Dose:", catalogue="/AcroForm << /Fields [6 0 R] >> ", page="/Annots [6 0 R] ", more=(field, look)
    )
    (page,) = drawn(form)
    assert page.text.split() == ["Dose:", "twice", "daily"]
    assert inked(page) > inked(drawn(letter("Dose:"))[0])


@pytest.mark.parametrize(
    "catalogue",
    [
        "/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >> ",
        "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.launchURL\\('{url}'\\)) >>] >> >> ",
        "/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >> ",
        "/OpenAction << /S /URI /URI ({url}) >> ",
        "/OpenAction << /S /SubmitForm /F << /FS /URL /F ({url}) >> >> ",
        "/OpenAction << /S /GoToR /F ({url}) /D [0 /Fit] >> ",
        "/Names << /EmbeddedFiles << /Names [(evil.exe) 6 0 R] >> >> ",
        "/AA << /WC << /S /ImportData /F (/etc/passwd) >> >> ",
    ],
)
def test_no_action_of_a_pdf_acts(catalogue: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        embedded = "<< /Type /Filespec /F (evil.exe) /EF << /F 7 0 R >> >>"
        content = letter(
            "Harmless", catalogue=catalogue.replace("{url}", url), more=(embedded, stream("MZ", ""))
        )
        (page,) = drawn(content)
        assert page.text == "Harmless"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_picture_that_lies_elsewhere_is_not_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        image = stream("", f"/Type /XObject /Subtype /Image /Width 1 /Height 1 /F << /FS /URL /F ({url}) >> ")
        content = pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
            "/Resources << /XObject << /I 5 0 R >> >> >>",
            stream("100 0 0 100 0 0 cm /I Do"),
            image,
        )
        assert drawn(content)[0].width_px == 300
        with pytest.raises(BlockingIOError):
            server.accept()


def test_ten_thousand_pages_are_counted_and_the_first_are_shown() -> None:
    content = letter(*["p"] * 10_000)
    look = READER.look(content, "", CancelToken())
    assert (look.total, len(look.pages)) == (10_000, letter_pages.MOST_PAGES)
    assert drawn(content, 9_999)[0].text == "p"


@pytest.mark.parametrize(
    "box", ["0 0 1000000000 1000000000", "0 0 0.0001 14000", "0 0 0 0", "5 5 nan inf", ""]
)
def test_a_page_of_no_size_is_drawn_within_bounds(box: str) -> None:
    content = letter("x", box=box)
    (size,) = READER.look(content, "", CancelToken()).pages
    assert 0 < size.width <= 14_400
    (page,) = drawn(content, width_px=100_000)
    assert page.width_px * page.height_px <= 17_000_000
    assert max(page.width_px, page.height_px) <= 16_385


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(FileNotTaken):
        drawn(letter("one"), 1)


def test_a_locked_pdf_says_so() -> None:
    filled = "00" * 32
    locked = (
        f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{filled}> /U <{filled}> >> "
        f"/ID [<{filled}> <{filled}>] "
    )
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    content = pdf(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, trailer=locked
    )
    assert refusal(content) is FileRefusal.PASSCODE_NEEDED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileRefusal.UNKNOWN_FORMAT),
        (bytes(1000), FileRefusal.UNKNOWN_FORMAT),
        (b"\x7fELF" + bytes(range(256)), FileRefusal.UNKNOWN_FORMAT),
        (b"%PDF-1.7\n" + bytes(100), FileRefusal.NOT_WHAT_IT_SAYS),
        (letter("cut")[:300], FileRefusal.NOT_WHAT_IT_SAYS),
        (png(100_000, 100_000, rows=0), FileRefusal.TOO_LARGE),
        (png(40, 40)[:50], FileRefusal.NOT_WHAT_IT_SAYS),
        (b"\xff\xd8\xff\xe0" + bytes(100), FileRefusal.NOT_WHAT_IT_SAYS),
        (b"II*\0" + b"\xff" * 100, FileRefusal.NOT_WHAT_IT_SAYS),
    ],
)
def test_what_cannot_be_shown(content: bytes, reason: FileRefusal) -> None:
    assert refusal(content) is reason


def image(
    mode: str, kind: str, size: tuple[int, int] = (40, 30), colour: object = 0, **options: object
) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, kind, **options)  # type: ignore[arg-type]  colours are of many kinds
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_pictures_come_back_in_their_colours(kind: str) -> None:
    content = image("RGB", kind, colour=(255, 0, 0))
    look = READER.look(content, "", CancelToken())
    assert (look.kind, look.pages) == (LetterKind.IMAGE, (LetterPage(40, 30),))
    (page,) = drawn(content)
    blue, green, red, _ = page.pixels[:4]
    assert (page.width_px, page.height_px) == (40, 30)
    assert red > 250
    assert max(green, blue) < 6


def test_paper_shows_through_and_deep_greys_are_spread() -> None:
    (clear,) = drawn(png(4, 4, b"\0\0\0\0"))
    assert set(clear.pixels[:3]) == {255}
    deep = Image.new("I;16", (2, 1))
    deep.putpixel((0, 0), 1000)
    deep.putpixel((1, 0), 3000)
    made = io.BytesIO()
    deep.save(made, "PNG")
    (page,) = drawn(made.getvalue())
    assert (page.pixels[0], page.pixels[4]) == (0, 255)


def test_a_picture_that_was_taken_sideways_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = image("RGB", "JPEG", (400, 200), exif=exif)
    assert READER.look(content, "", CancelToken()).pages == (LetterPage(200, 400),)
    (page,) = drawn(content, width_px=100)
    assert (page.width_px, page.height_px) == (100, 200)


def test_a_scan_of_several_sheets() -> None:
    sheets = [Image.new("1", (20, 30 + 10 * n), 1) for n in range(3)]
    made = io.BytesIO()
    sheets[0].save(made, "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    look = READER.look(made.getvalue(), "", CancelToken())
    assert [page.height for page in look.pages] == [30, 40, 50]
    assert [page.height_px for page in drawn(made.getvalue(), 2, 0)] == [50, 30]


def damaged(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken[: chance.randint(1, len(broken))] if chance.random() < 0.3 else broken)


def test_damage_anywhere_ends_in_a_page_or_in_a_word() -> None:
    """Each in a process of its own: what decodes is machine code, and may well break."""
    chance = random.Random(20_261_123)
    seeds = [
        letter("Fuzzed", catalogue="/OpenAction << /S /JavaScript /JS (1) >> "),
        png(30, 30),
        image("RGB", "JPEG"),
        image("RGB", "TIFF", compression="tiff_lzw"),
        image("P", "BMP"),
    ]
    shown = 0
    for content in seeds * 5:
        try:
            (page,) = drawn(damaged(content, chance), width_px=50)
        except FileNotTaken:
            continue
        shown += bool(page.pixels)
    assert 0 < shown < 25


def test_damaged_text_gives_words_or_a_refusal() -> None:
    chance = random.Random(20_261_123)
    seeds = [
        rb"{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\f0 \'e8\u8364? {\*\x y}\par z}",
        b"<html><body><p>One &amp; two<table><tr><td>3</td></tr></table></body></html>",
        "Grüße".encode("utf-16"),
    ]
    for _ in range(1000):
        content = damaged(chance.choice(seeds), chance)
        (answer,) = letter_pages.answers(LetterQuestion(content))
        assert (answer.look is None) == (answer.refusal is not None)


def test_a_process_that_dies_hangs_or_lies_is_survived() -> None:
    def stand_in(body: str) -> ProtectedLetterReader:
        return ProtectedLetterReader([sys.executable, "-c", body], timeout_s=1.0)

    lie = (
        "import sys, struct, msgspec;"
        "page = {'number': 0, 'width_px': 9000, 'height_px': 9000, 'pixels': b'x'};"
        "m = msgspec.msgpack.encode({'page': page});"
        "sys.stdout.buffer.write(struct.pack('>Q', len(m)) + m); sys.stdout.buffer.flush(); sys.stdin.read()"
    )
    for body, reason in (
        ("import os; os.abort()", FileRefusal.READER_ENDED),
        ("import signal; signal.pause()", FileRefusal.READER_TOO_SLOW),
        (lie, FileRefusal.READER_ENDED),
    ):
        with pytest.raises(FileNotTaken) as refused:
            list(stand_in(body).pages(b"x", (0,), 10, CancelToken()))
        assert refused.value.reason is reason
    assert READER.look(b"still here", "", CancelToken()).text == "still here"


def test_a_page_that_would_take_for_ever_is_given_up() -> None:
    levels = [
        stream(
            f"/X{level + 1} Do " * 40 if level < 9 else "0 0 500 500 re f",
            "/Type /XObject /Subtype /Form /BBox [0 0 500 500] "
            f"/Resources << /XObject << /X{level + 1} {level + 7} 0 R >> >> ",
        )
        for level in range(10)
    ]
    content = pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R "
        "/Resources << /XObject << /X0 6 0 R >> >> >>",
        stream("/X0 Do"),
        "null",
        *levels,
    )
    with pytest.raises(FileNotTaken) as refused:
        list(ProtectedLetterReader(timeout_s=3).pages(content, (0,), 500, CancelToken()))
    assert refused.value.reason in {FileRefusal.READER_TOO_SLOW, FileRefusal.READER_ENDED}


def test_it_is_cancelled_while_it_draws() -> None:
    cancel = CancelToken()
    begun = threading.Event()
    found: list[BaseException] = []

    def draw() -> None:
        try:
            for _ in READER.pages(letter(*["p"] * 500), range(500), 1500, cancel):
                begun.set()
        except Cancelled as error:
            found.append(error)

    thread = threading.Thread(target=draw)
    thread.start()
    assert begun.wait(60)
    cancel.cancel()
    thread.join(60)
    assert found


def test_a_file_of_this_workstation_is_read_and_nothing_is_written_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter("Only here"))
    glance = FileGlance(source_of_content(path.read_bytes()), "letter.pdf", FileFormat.PDF, 0)
    content = READER.file(path, glance, CancelToken())
    assert drawn(content)[0].text == "Only here"
    assert [each.name for each in tmp_path.iterdir()] == ["letter.pdf"]


def test_a_file_that_changed_or_is_too_long_is_not_the_one_that_was_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"another")
    glance = FileGlance("file-0", "letter.txt", FileFormat.TEXT, 7)
    with pytest.raises(FileNotTaken) as refused:
        READER.file(path, glance, CancelToken())
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS
    monkeypatch.setattr(letter_reading, "MOST_BYTES", 3)
    with pytest.raises(FileNotTaken) as refused:
        READER.file(path, glance, CancelToken())
    assert refused.value.reason is FileRefusal.TOO_LARGE
    assert refusal(b"long") is FileRefusal.TOO_LARGE
