"""What another program names reaches the window; what names nobody is refused without being repeated."""

from __future__ import annotations

import argparse
import contextlib
import io
import queue
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.commands import open as command
from serums_desktop.commands.open import Refusal, Refused
from serums_desktop.domain.identifiers import BSN, CHI, CIP, DNI, NHS, Identifier
from serums_desktop.domain.opening import EhrLaunch, OpeningRequest, PatientContext, Show
from serums_desktop.host.instance import Instance, is_sound
from serums_desktop.host.profile import Profile, profile_in

ISS = "https://ehr.example/fhir"


def _requested(
    patient: str | None = None, iss: str | None = None, launch: str | None = None, stdin: str = ""
) -> OpeningRequest:
    return command.requested(patient, iss, launch, io.StringIO(stdin))


def _refused(*given: str | None) -> Refusal:
    with pytest.raises(Refused) as refused:
        _requested(*given)
    return refused.value.reason


class Window:
    """Stands where the window is opened."""

    def __init__(self) -> None:
        self.opened: list[tuple[Profile, OpeningRequest]] = []

    def __call__(self, profile: Profile, *, opening: OpeningRequest) -> int:
        self.opened.append((profile, opening))
        return 7


def _run(directory: Path, window: Window, *words: str) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", type=Path, default=directory)
    command.add_arguments(parser)
    return command.run(parser.parse_args(words), window)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[queue.SimpleQueue[OpeningRequest]]:
    """A running window's requests."""
    requests: queue.SimpleQueue[OpeningRequest] = queue.SimpleQueue()
    instance = Instance.claim(profile_in(tmp_path).runtime, requests.put)
    assert instance is not None
    yield requests
    instance.close()


@pytest.mark.parametrize(
    ("given", "system", "value"),
    [
        ("CHI|9999999468", CHI.system, "9999999468"),
        ("chi|999 999 9468", CHI.system, "9999999468"),
        ("NHS|999-999-9468", NHS.system, "9999999468"),
        ("BSN|999994335", BSN.system, "999994335"),
        ("DNI|99999018-d", DNI.system, "99999018D"),
        ("CIP|soji 1 350314 002", CIP.system, "SOJI1350314002"),
        (f"{CHI.system}|9999999468", CHI.system, "9999999468"),
        ("urn:oid:1.2.3|A 7-b", "urn:oid:1.2.3", "A 7-b"),
        (" https://ehr.example/mrn | 100%/4 ", "https://ehr.example/mrn", "100%/4"),
    ],
)
def test_a_patient(given: str, system: str, value: str) -> None:
    expected = PatientContext(Identifier(system, value))
    assert _requested(given) == expected
    assert _requested("-", stdin=f"{given}\r\nand more") == expected


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("9999999468", Refusal.NO_BAR),
        ("", Refusal.NO_BAR),
        ("CHI%7C9999999468", Refusal.ENCODED),
        ("CHI|999%209999468", Refusal.ENCODED),
        ("CHI|9999999468|", Refusal.ESCAPED),
        ("CHI|9999\\|999468", Refusal.ESCAPED),
        ("CHI|", Refusal.EMPTY),
        ("CHI| - ", Refusal.EMPTY),
        ("|9999999468", Refusal.EMPTY),
        ("|", Refusal.EMPTY),
        ("CHI|9999999468\n", Refusal.NOT_TEXT),
        ("CHI|9999999468\x00", Refusal.NOT_TEXT),
        ("urn:x:y|\u202e99", Refusal.NOT_TEXT),
        ("urn:x:y|\udcff", Refusal.NOT_TEXT),
        ("urn:x:y|" + "9" * 200, Refusal.TOO_LONG),
        ("urn:x:" + "y" * 2000 + "|9", Refusal.TOO_LONG),
        ("SSN|078", Refusal.UNKNOWN_SYSTEM),
        ("urn:x y|9", Refusal.UNKNOWN_SYSTEM),
        ("CHI|9999999469", Refusal.WRONG_CHECK_DIGIT),
        ("DNI|99999018E", Refusal.WRONG_CHECK_DIGIT),
        ("BSN|nobody", Refusal.WRONG_CHECK_DIGIT),
    ],
)
def test_what_names_nobody(given: str, reason: Refusal) -> None:
    assert _refused(given) is reason


def test_a_launch() -> None:
    assert _requested(None, ISS, "a.b-c") == EhrLaunch(ISS, "a.b-c")
    assert _requested(None, ISS, "-", stdin="a.b-c\n") == EhrLaunch(ISS, "a.b-c")
    assert _requested() == Show()


@pytest.mark.parametrize(
    ("iss", "launch", "reason"),
    [
        (ISS, None, Refusal.HALF_A_LAUNCH),
        (None, "abc", Refusal.HALF_A_LAUNCH),
        ("-", "-", Refusal.TWICE_FROM_STDIN),
        (ISS, "", Refusal.EMPTY),
        (ISS, "a\tb", Refusal.NOT_TEXT),
        (ISS, "a" * 5000, Refusal.TOO_LONG),
        ("http://ehr.example/fhir", "abc", Refusal.NOT_HTTPS),
        ("https://", "abc", Refusal.NOT_HTTPS),
        ("https://me@ehr.example/fhir", "abc", Refusal.NOT_HTTPS),
        ("https://ehr.example/fhir?x=1", "abc", Refusal.NOT_HTTPS),
        ("https://ehr.example:x/fhir", "abc", Refusal.NOT_HTTPS),
        ("https://ehr.example/fh ir", "abc", Refusal.NOT_HTTPS),
        ("https://[ehr/fhir", "abc", Refusal.NOT_HTTPS),
        ("file:///etc/passwd", "abc", Refusal.NOT_HTTPS),
    ],
)
def test_what_is_no_launch(iss: str | None, launch: str | None, reason: Refusal) -> None:
    assert _refused(None, iss, launch) is reason


def test_not_both() -> None:
    assert _refused("CHI|9999999468", ISS, "abc") is Refusal.BOTH
    assert _refused("CHI|9999999468", None, "abc") is Refusal.BOTH


def test_standard_input_that_is_no_text() -> None:
    with pytest.raises(Refused) as refused:
        command.requested("-", None, None, io.TextIOWrapper(io.BytesIO(b"CHI|\xff\n"), "utf-8"))
    assert refused.value.reason is Refusal.NOT_TEXT
    assert refused.value.__cause__ is None


def test_the_running_window_is_asked(tmp_path: Path, asked: queue.SimpleQueue[OpeningRequest]) -> None:
    window = Window()
    assert _run(tmp_path, window, "--patient", "CHI|9999999468") == 0
    assert _run(tmp_path, window) == 0
    assert asked.get_nowait() == PatientContext(Identifier(CHI.system, "9999999468"))
    assert asked.get_nowait() == Show()
    assert window.opened == []


def test_without_one_a_window_is_opened(tmp_path: Path) -> None:
    window = Window()
    assert _run(tmp_path, window, "--iss", ISS, "--launch", "abc") == 7
    assert window.opened == [(profile_in(tmp_path), EhrLaunch(ISS, "abc"))]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--patient", "CHI|9999999469"], "The check digit of this number is wrong: a digit was mistyped."),
        (["--patient", "CHI", "9999999468"], "A patient is named as --patient 'SYSTEM|VALUE', in one word."),
        (["CHI|9999999468"], "A patient is named as --patient 'SYSTEM|VALUE', in one word."),
    ],
)
def test_a_refusal_does_not_repeat_the_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    window = Window()
    assert _run(tmp_path, window, *words) == command.REFUSED
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{said} Nothing was opened.\n")
    assert window.opened == []


WORDS = st.text(max_size=40) | st.sampled_from(["CHI", "dni", "urn:x:y", ISS, "9999999468", "|", "-", "%7C"])


@given(st.lists(WORDS, max_size=4).map("".join), st.lists(WORDS, max_size=3).map("".join))
def test_anything_at_all_is_understood_or_refused(text: str, other: str) -> None:
    for given_ in ((text, None, None), (None, text, other), (None, ISS, text)):
        with contextlib.suppress(Refused):
            assert is_sound(_requested(*given_, stdin=other))


def test_every_refusal_has_its_sentence() -> None:
    for reason in Refusal:
        said = command.sentence(Refused(reason))
        assert said.endswith(".")
        assert "{" not in said
    assert "CHI" in command.sentence(Refused(Refusal.UNKNOWN_SYSTEM))


HAND_OVER = """
import sys
from serums_desktop.__main__ import main
code = main(["--profile", sys.argv[1], "open", "--patient", "-"])
print(code, "PySide6" in sys.modules)
"""


def test_it_hands_over_without_loading_a_window(
    tmp_path: Path, asked: queue.SimpleQueue[OpeningRequest]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HAND_OVER, str(tmp_path)],
        input="CHI|9999999468\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "0 False\n"
    assert asked.get_nowait() == PatientContext(Identifier(CHI.system, "9999999468"))


BECOME_THE_WINDOW = """
import sys
from pathlib import Path
from serums_desktop import __main__ as program
program._open_window = lambda profile, opening: print(Path("/proc/self/cmdline").read_bytes()) or 0
sys.exit(program.main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a command line cannot be taken back")
def test_a_window_does_not_carry_the_number_on_its_command_line(tmp_path: Path) -> None:
    words = ["--profile", str(tmp_path), "open", "--patient", "CHI|9999999468"]
    done = subprocess.run(
        [sys.executable, "-c", BECOME_THE_WINDOW, *words], capture_output=True, text=True, check=True
    )
    assert "--patient" in done.stdout
    assert "9999999468" not in done.stdout
