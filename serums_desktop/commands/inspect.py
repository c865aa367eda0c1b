"""`serums-desktop inspect`: what files hold, without a window, a network or a profile."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from serums_desktop import __version__

if TYPE_CHECKING:
    from serums_desktop.commands.inspected import Inspected
    from serums_desktop.domain.people import PatientAtSource
    from serums_desktop.domain.timeline import TimelineItem

READ: Final = 0
SOME_UNREADABLE: Final = 1
NOT_TAKEN: Final = 2

_FORMAT: Final = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Says of each file what it is, whom it names and what it says. Nothing is kept, no server is asked: "
        "a SMART Health Link is described and not followed, so it takes no passcode. Exit code 0: everything "
        "was read. 1: some of it could not be read. 2: a file was not taken, or names several people and "
        "--patient names none of them."
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="what to look into")
    parser.add_argument("--json", action="store_true", help="tell it to a program")
    parser.add_argument(
        "--patient", default="", metavar="ID", help="whom to read, where a file names several"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look into each file and say what is there; returns the exit code."""
    from serums_desktop.commands.inspected import inspect
    from serums_desktop.host import hardening
    from serums_desktop.sources.files.reading import ProtectedFileReader
    from serums_desktop.work.cancel import CancelToken

    hardening.forbid_core_dumps()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A sign that this terminal cannot show must not end the report.
        sys.stdout.reconfigure(errors="replace")
    reader, cancel = ProtectedFileReader(), CancelToken()
    worst = READ
    if arguments.json:
        # ASCII: it reads the same whatever a terminal or a pipe takes text to be.
        print(f'{{"version": {_FORMAT}, "program": "{__version__}", "files": [')
    for place, path in enumerate(arguments.files):
        inspected = inspect(reader, path, arguments.patient, cancel)
        worst = max(worst, exit_code(inspected))
        if arguments.json:
            print("," if place else "", *json_lines(inspected), sep="\n", flush=True)
        else:
            print(*map(_printable, lines(inspected)), sep="\n", flush=True)
    if arguments.json:
        print("]}")
    return worst


def exit_code(inspected: Inspected) -> int:
    """What one file has the command end with."""
    if inspected.refusal or inspected.is_choice_open:
        return NOT_TAKEN
    return SOME_UNREADABLE if inspected.unreadable else READ


def lines(inspected: Inspected) -> Iterator[str]:
    """One file as text."""
    glance = inspected.glance
    yield (
        inspected.name if glance is None else f"{inspected.name}: {glance.format}, {glance.size_bytes} bytes"
    )
    if glance is not None:
        for patient in glance.patients:
            yield f"  names  {_person(patient)}"
        if not glance.patients:
            yield "  names  nobody"
        if glance.links_out:
            wants = ", which wants a passcode" if glance.passcode_needed else ""
            yield f"  leads to {glance.links_out}{wants}"
    if inspected.refusal:
        yield f"  {inspected.refusal}"
        return
    if inspected.is_choice_open:
        yield "  Several people: say with --patient whose entries to read."
        return
    if inspected.is_letter:
        yield "  To be read by people: it has no entries."
        return
    for item in inspected.timeline.items:
        yield "  " + "  ".join(_row(item))
    counts = inspected.counts
    fates = ("shown", "folded", "other", "retracted", "quarantined")
    parts = " + ".join(f"{fate} {getattr(counts, fate)}" for fate in fates)
    yield f"  received {counts.received} = {parts}"
    for (fate, why), number in sorted(inspected.reasons.items()):
        yield f"    {number} {fate}: {_reason(why)}"
    for key, place in inspected.problems:
        yield f"    not read: {key} at {place}"


def json_lines(inspected: Inspected) -> Iterator[str]:
    """One file for a program, an entry a line. Keys stay as they are as long as the version does."""
    import msgspec

    told: dict[str, Any] = {"file": inspected.name, "refusal": inspected.refusal_code}
    if inspected.glance is not None:
        told |= msgspec.to_builtins(inspected.glance)
    told["patient"] = inspected.patient_id
    told["counts"] = msgspec.to_builtins(inspected.counts) if inspected.is_read else None
    told["reasons"] = [
        {"fate": fate, "reason": why, "count": number}
        for (fate, why), number in sorted(inspected.reasons.items())
    ]
    told["problems"] = [{"key": key, "place": place} for key, place in inspected.problems]
    yield f'{json.dumps(told)[:-1]}, "entries": ['
    last = len(inspected.timeline.items) - 1
    for number, item in enumerate(inspected.timeline.items):
        said = [msgspec.to_builtins(inspected.entries[member]) for member in item.members]
        yield json.dumps(msgspec.to_builtins(item) | {"said": said}) + ("," if number < last else "")
    yield "]}"


def _row(item: TimelineItem) -> Iterator[str]:
    """Date, kind, words, value, and where it stands in the file."""
    yield f"{item.date_text or 'no date':10}"
    yield f"{item.resource_type:19}"
    said = f"NOT: {item.title}" if item.negated else item.title
    value = f"{item.value_text} {item.unit}".strip()
    yield ": ".join(filter(None, (said, value or item.note)))
    yield f"[{', '.join(filter(None, (item.status, *item.members)))}]"


def _person(patient: PatientAtSource) -> str:
    born = f"born {patient.birth_date.text}" if patient.birth_date is not None else ""
    numbers = (f"{number.system}|{number.value}" for number in patient.identifiers)
    said = (
        str(patient.name) or "without a name",
        born,
        patient.sex,
        *numbers,
        f"--patient {patient.patient_id}",
    )
    return ", ".join(filter(None, said))


def _reason(why: str) -> str:
    from serums_desktop.domain.received import Reason
    from serums_desktop.messages.received import reason

    return reason(Reason(why))


def _printable(line: str) -> str:
    """A line without signs that would steer the terminal: its words are others'."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)
