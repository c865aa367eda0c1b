"""`serums-desktop open`: another program names a patient, and the running window opens the record."""

from __future__ import annotations

import argparse
import enum
import re
import sys
from typing import TYPE_CHECKING, Protocol, TextIO
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from serums_desktop.domain.opening import EhrLaunch, OpeningRequest, PatientContext
    from serums_desktop.host.profile import Profile

REFUSED = 2

_FROM_STDIN = "-"
_LONGEST_SYSTEM = 1024
_LONGEST_VALUE = 128
_LONGEST_ISS = 2048
_LONGEST_LAUNCH = 4096
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")


class Refusal(enum.StrEnum):
    """Why nothing was asked for."""

    LOOSE_WORDS = "loose-words"
    BOTH = "both"
    HALF_A_LAUNCH = "half-a-launch"
    TWICE_FROM_STDIN = "twice-from-stdin"
    NOT_TEXT = "not-text"
    NO_BAR = "no-bar"
    ENCODED = "encoded"
    ESCAPED = "escaped"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNKNOWN_SYSTEM = "unknown-system"
    WRONG_CHECK_DIGIT = "wrong-check-digit"
    NOT_HTTPS = "not-https"


# None repeats what was given: a terminal's history and a caller's log need not hold it twice.
_SENTENCES = {
    Refusal.LOOSE_WORDS: "A patient is named as --patient 'SYSTEM|VALUE', in one word.",
    Refusal.BOTH: "Name either a patient or a launch, not both.",
    Refusal.HALF_A_LAUNCH: "A launch needs both --iss and --launch.",
    Refusal.TWICE_FROM_STDIN: "Only one of them can come from standard input.",
    Refusal.NOT_TEXT: "There are characters in it that cannot be printed.",
    Refusal.NO_BAR: "A patient is named as SYSTEM|VALUE, with an upright bar between the two.",
    Refusal.ENCODED: "This is percent-encoded. Write it plainly, as SYSTEM|VALUE.",
    Refusal.ESCAPED: "Write SYSTEM|VALUE with one upright bar and without a backslash.",
    Refusal.EMPTY: "A part of it is empty.",
    Refusal.TOO_LONG: "It is longer than any that is in use.",
    Refusal.UNKNOWN_SYSTEM: "This numbering system is not known. Use {names}, or its full address.",
    Refusal.WRONG_CHECK_DIGIT: "The check digit of this number is wrong: a digit was mistyped.",
    Refusal.NOT_HTTPS: "The address of the record system has to begin with https:// and be nothing but that.",
}


class Refused(Exception):
    """What was given names nobody."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Window(Protocol):
    """Opens the program's window and returns its exit code; handed in because commands know no Qt."""

    def __call__(self, profile: Profile, *, opening: OpeningRequest) -> int: ...


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Have the running window open a patient's record, or start one. Without an option it comes to the "
        "front. Exit code 0: asked for. 2: refused, with the reason in words."
    )
    parser.add_argument(
        "--patient",
        metavar="SYSTEM|VALUE",
        help="the patient's number and whose it is: CHI, NHS, BSN, DNI, CIP or the system's address. "
        "With - it is read from standard input: on the command line, every user of this computer can see it",
    )
    # Taken up so that they are not repeated in an error: one of them may be somebody's number.
    parser.add_argument("loose_words", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--iss", metavar="URL", help="the record system that launches (SMART App Launch)")
    parser.add_argument(
        "--launch", metavar="TOKEN", help="its launch token; with - it is read from standard input"
    )


def run(arguments: argparse.Namespace, open_window: Window) -> int:
    """Ask the running window, or open one; returns the exit code."""
    from serums_desktop.domain.errors import NoWindow
    from serums_desktop.host.command_words import cover
    from serums_desktop.host.instance import ask
    from serums_desktop.host.profile import default_profile, profile_in

    # Before anything that takes time: where no window runs, this process becomes one for hours.
    cover([word for word in (arguments.patient, arguments.launch, *arguments.loose_words) if word])
    try:
        if arguments.loose_words:
            raise Refused(Refusal.LOOSE_WORDS)
        request = requested(arguments.patient, arguments.iss, arguments.launch, sys.stdin)
    except Refused as refused:
        print(f"{sentence(refused)} Nothing was opened.", file=sys.stderr)
        return REFUSED
    profile = profile_in(arguments.profile) if arguments.profile else default_profile()
    try:
        ask(profile.runtime, request)
    except NoWindow:
        return open_window(profile, opening=request)
    return 0


def requested(patient: str | None, iss: str | None, launch: str | None, stdin: TextIO) -> OpeningRequest:
    """What the options ask for; "-" stands for a line of `stdin`. Raises Refused."""
    from serums_desktop.domain.opening import Show

    is_launch = iss is not None or launch is not None
    if patient is not None:
        if is_launch:
            raise Refused(Refusal.BOTH)
        return _patient(_given(patient, stdin))
    if not is_launch:
        return Show()
    if iss is None or launch is None:
        raise Refused(Refusal.HALF_A_LAUNCH)
    if iss == launch == _FROM_STDIN:
        raise Refused(Refusal.TWICE_FROM_STDIN)
    return _launch(_given(iss, stdin), _given(launch, stdin))


def sentence(refused: Refused) -> str:
    """Why, in words."""
    return _SENTENCES[refused.reason].format(names=", ".join(_short_names()))


def _given(text: str, stdin: TextIO) -> str:
    if text == _FROM_STDIN:
        try:
            text = stdin.readline(_LONGEST_LAUNCH + 2).removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError:
            raise Refused(Refusal.NOT_TEXT) from None
    # Also what the system could not decode of a command line: it is no printable character.
    if not text.isprintable():
        raise Refused(Refusal.NOT_TEXT)
    return text


def _patient(text: str) -> PatientContext:
    from serums_desktop.domain.identifiers import NATIONAL_NUMBERS, Check, Identifier
    from serums_desktop.domain.opening import PatientContext

    given_system, bar, value = text.partition("|")
    given_system, value = given_system.strip(), value.strip()
    if not bar:
        raise Refused(Refusal.ENCODED if _ENCODED.search(text) else Refusal.NO_BAR)
    if "|" in value or "\\" in text:
        raise Refused(Refusal.ESCAPED)
    if not (given_system and value):
        raise Refused(Refusal.EMPTY)
    if len(given_system) > _LONGEST_SYSTEM or len(value) > _LONGEST_VALUE:
        raise Refused(Refusal.TOO_LONG)
    if _ENCODED.search(value):
        raise Refused(Refusal.ENCODED)
    system = _short_names().get(given_system.upper(), given_system)
    if not _URI.fullmatch(system):
        raise Refused(Refusal.UNKNOWN_SYSTEM)
    if system in NATIONAL_NUMBERS:
        # Printed in groups on many cards; the record holds them without.
        value = value.replace(" ", "").replace("-", "").upper()
    if not value:
        raise Refused(Refusal.EMPTY)
    identifier = Identifier(system, value)
    if identifier.check() is Check.WRONG:
        raise Refused(Refusal.WRONG_CHECK_DIGIT)
    return PatientContext(identifier)


def _launch(iss: str, launch: str) -> EhrLaunch:
    from serums_desktop.domain.opening import EhrLaunch

    if not (iss and launch):
        raise Refused(Refusal.EMPTY)
    if len(iss) > _LONGEST_ISS or len(launch) > _LONGEST_LAUNCH:
        raise Refused(Refusal.TOO_LONG)
    if not _is_https(iss):
        raise Refused(Refusal.NOT_HTTPS)
    return EhrLaunch(iss, launch)


def _is_https(address: str) -> bool:
    """Whether it is a FHIR base URL: https, a host, a port perhaps, a path, nothing else."""
    try:
        parts = urlsplit(address)
        port_is_real = parts.port != 0
    except ValueError:
        return False
    extras = (parts.username, parts.password, parts.query, parts.fragment)
    is_plain = bool(_URI.fullmatch(address)) and not any(extras)
    return is_plain and port_is_real and parts.scheme == "https" and bool(parts.hostname)


def _short_names() -> dict[str, str]:
    from serums_desktop.domain.identifiers import NATIONAL_NUMBERS

    return {number.label: system for system, number in NATIONAL_NUMBERS.items()}
