"""Letters of text give their own words in their own characters, and nothing that was written for programs."""

from __future__ import annotations

import pytest

from serums_desktop.domain.errors import FileNotTaken
from serums_desktop.sources.files import letter_text
from serums_desktop.sources.files.letter_text import is_text, words


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("Grüße, 5 €".encode(), ""),
        ("Grüße, 5 €".encode("cp1252"), "text/plain"),
        ("Grüße, 5 €".encode("iso-8859-15"), 'text/plain; charset="iso-8859-15"'),
        ("Grüße, 5 €".encode("utf-16"), "text/plain; charset=utf-8"),
        ("Grüße, 5 €".encode("utf-8-sig"), ""),
        ("Grüße, 5 €".encode(), "text/plain; charset=nonsense"),
    ],
)
def test_characters_are_those_that_were_written(content: bytes, media_type: str) -> None:
    assert words(content, media_type) == "Grüße, 5 €"


def test_an_older_document_says_its_own_characters() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-2"?><div><p>Łódź</p></div>'
    assert words(page.encode("iso-8859-2")) == "Łódź"


def test_lines_stay_and_control_characters_go() -> None:
    assert words(b"One\r\n\r\nTwo\rThree\x1b[2J\x07\tFour") == "One\n\nTwo\nThree[2J\tFour"


def test_a_narrative_gives_what_one_would_read() -> None:
    page = """<div xmlns="http://www.w3.org/1999/xhtml"><style>p { color: red }</style>
      <script>document.write("no")</script><h1>Allergies</h1>
      <p>Penicillin &amp; derivatives:<br/>severe   <b>rash</b></p>
      <ul><li>since 2001</li><li>&lt; 1 h after intake</li></ul>
      <table><tr><th>Dose</th><th>Effect</th></tr><tr><td>5 mg</td><td>none</td></tr></table>
      <img src="http://elsewhere.example/x.png" alt="Rash on the arm"/><a href="file:///etc/passwd">see</a>
      <pre>a
  b</pre></div>"""
    assert words(page.encode()).split("\n") == [
        "Allergies",
        "Penicillin & derivatives:",
        "severe rash",
        "• since 2001",
        "• < 1 h after intake",
        "Dose\tEffect",
        "5 mg\tnone",
        "Rash on the arm see",
        "a",
        "  b",
    ]


def test_a_head_that_is_not_closed_hides_no_words() -> None:
    assert words(b"<html><head><title>Hidden</title><body>Said<br>twice") == "Said\ntwice"


def test_what_begins_with_a_sign_is_not_taken_for_markup() -> None:
    assert words(b"< 5 mg is little <b>") == "< 5 mg is little <b>"


def test_rich_text_gives_its_words_in_the_characters_of_its_fonts() -> None:
    page = (
        rb"{\rtf1\ansi\ansicpg1252\uc1"
        rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}{\f2\fcharset128 Jp;}}"
        rb"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\author Nobody}{\title Hidden}}"
        rb"{\header Hospital\par}\f0 Gr\'fc\'dfe \b an\b0  alle\par"
        rb"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2}\line {\f2 \'93\'fa}\par"
        rb"\u8364?\u-10179?\u-8704?{\uc2\u916 xy}\tab 5\~mg\emdash\{ok\}\par"
        rb"{\field{\*\fldinst HYPERLINK http://elsewhere.example}{\fldrslt link text}}"
        rb"{\pict\pngblip 89504e470d0a}{\object{\*\objdata 0105}}{\*\unknown secret}{\v hidden}\v0 end"
        b"\r\n}"
    )
    assert words(page).split("\n") == [
        "Hospital",
        "Grüße an alle",
        "Привет",
        "日",
        "€😀Δ\t5\N{NO-BREAK SPACE}mg—{ok}",
        "link textend",
    ]


def test_rich_text_cells_are_apart() -> None:
    page = rb"{\rtf1 \trowd\intbl Dose\cell 5 mg\cell\row\trowd\intbl Time\cell 8 h\cell\row}"
    assert words(page).split("\n") == ["Dose\t5 mg\t", "Time\t8 h\t"]


@pytest.mark.parametrize("tail", [b"", b"{" * 100_000, b"\\", b"\\'", b"\\u", b"}" * 1000, b"\\u99999999?"])
def test_rich_text_that_breaks_off_gives_what_there_is(tail: bytes) -> None:
    assert words(b"{\\rtf1 Kept " + tail).startswith("Kept")


def test_more_than_anybody_reads() -> None:
    with pytest.raises(FileNotTaken):
        words(b"x" * (letter_text.MOST_CHARACTERS + 1))


def test_what_is_no_text() -> None:
    assert not is_text(b"")
    assert not is_text(b"  \n")
    assert not is_text(bytes(20))
    assert not is_text(b"MZ\x90\0")
    assert is_text("ä".encode("utf-16"))
