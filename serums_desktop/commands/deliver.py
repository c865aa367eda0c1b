"""`serums-desktop deliver`: have the evidence that waits delivered now, and say what became of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serums_desktop.audit.keeper_protocol import Delivered, Hindrance
    from serums_desktop.domain.errors import EvidenceFault
    from serums_desktop.host.configuration import Configuration
    from serums_desktop.host.profile import Profile

NOTHING_LEFT = 0
SOME_LEFT = 1
NOT_POSSIBLE = 2

_FORMAT = 1

_NOT_KEPT = {
    "unreachable": "No keeper of evidence of this version answers in {directory}.",
    "not-durable": "The keeper of evidence could not write in {directory}.",
    "disk-full": "The keeper of evidence could not write in {directory}: the disk is full.",
    "journal-damaged": "The evidence in {directory} is damaged. Nothing was delivered.",
    "keys-not-opened": "The TPM does not open the keys in {directory}. Nothing was delivered.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Asks the running keeper of evidence to deliver now; where none runs, starts one for as long as that "
        "takes. What the repository refused before is offered again. Exit code 0: nothing is left. "
        "1: something is, and it is tried again by itself. 2: there is nothing to deliver with."
    )
    parser.add_argument("--json", action="store_true", help="tell it to a program")
    parser.add_argument(
        "--profile", type=Path, default=argparse.SUPPRESS, help="deliver for the files under this directory"
    )


def run(arguments: argparse.Namespace) -> int:
    """Have it delivered, and say in plain words what came of it; returns the exit code."""
    from serums_desktop.domain.errors import ConfigurationError, EvidenceNotKept
    from serums_desktop.host import configuration
    from serums_desktop.host.profile import default_profile, profile_in
    from serums_desktop.messages.errors import notice

    profile = profile_in(arguments.profile) if arguments.profile else default_profile()
    try:
        found = configuration.load(profile.configuration)
        done = _delivered(profile)
    except ConfigurationError as error:
        return _not_possible(str(notice(error)), f"{error.where}: {error.problem}", arguments)
    except EvidenceNotKept as error:
        return _not_possible(_not_kept(error.reason, profile), error.reason.value, arguments)
    print(as_json(done) if arguments.json else "\n".join(report(done, found, profile)))
    return SOME_LEFT if done.left else NOTHING_LEFT


def _delivered(profile: Profile) -> Delivered:
    """Raises EvidenceNotKept."""
    from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
    from serums_desktop.host.program import command_line

    # One that runs already is left running; one that is started here ends here.
    with RunningKeeper(
        command_line(), profile.evidence.absolute(), profile.configuration.absolute()
    ) as keeper:
        client = EvidenceKeeperClient(profile.evidence, start=keeper.start)
        try:
            return client.deliver()
        finally:
            client.close()


def _not_possible(sentence: str, code: str, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps({"format": _FORMAT, "not_possible": code}))
    else:
        print(sentence, file=sys.stderr)
    return NOT_POSSIBLE


def as_json(done: Delivered) -> str:
    """What became of it, for a program: numbers and codes."""
    hindrance = done.hindrance
    return json.dumps(
        {
            "format": _FORMAT,
            "waiting": done.waiting,
            "delivered": done.delivered,
            "set_aside": done.set_aside,
            "left": done.left,
            "hindrance": None
            if hindrance is None
            else {"kind": hindrance.kind.value, "code": hindrance.code, "http_status": hindrance.http_status},
        }
    )


def report(done: Delivered, found: Configuration, profile: Profile) -> Iterator[str]:
    """Line by line what became of it, and why something is left."""
    repository = found.audit_repository.title
    if not done.waiting:
        yield f"Nothing waits for {repository}."
        return
    entries = "1 entry" if done.waiting == 1 else f"{done.waiting} entries"
    yield f"{entries} waited; {done.delivered} delivered to {repository}."
    if done.set_aside:
        yield f"{done.set_aside} set aside: {repository} refuses them for what they are. They are kept."
    unsent = done.left - done.set_aside
    if unsent:
        yield f"{unsent} still to be delivered. They are kept, and sent as soon as they can be."
        if done.hindrance is not None:
            yield _why(done.hindrance, found, profile)


def _why(hindrance: Hindrance, found: Configuration, profile: Profile) -> str:
    from serums_desktop.audit.keeper_protocol import HindranceKind
    from serums_desktop.domain.errors import EvidenceFault, SourceFault
    from serums_desktop.messages.errors import source_notice

    repository = found.audit_repository
    match hindrance.kind:
        case HindranceKind.SOURCE:
            status = f" (HTTP status {hindrance.http_status})" if hindrance.http_status else ""
            return source_notice(SourceFault(hindrance.code), repository.title).happened + status
        case HindranceKind.SIGN_IN:
            # Most often the workstation's key is not enrolled there.
            return f"{repository.title} does not let this workstation in ({hindrance.code})."
        case HindranceKind.EVIDENCE:
            return _not_kept(EvidenceFault(hindrance.code), profile)
        case HindranceKind.CONFIGURATION:
            return f"The configuration cannot be used: {hindrance.code}."
        case HindranceKind.UNFINISHED:
            return "The delivery goes on."


def _not_kept(reason: EvidenceFault, profile: Profile) -> str:
    return _NOT_KEPT[reason.value].format(directory=profile.evidence)
