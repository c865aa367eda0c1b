"""`serums-desktop capsule`: fill the downtime capsule as the system does, and say how it stands."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serums_desktop.domain.capsule import CapsuleState
    from serums_desktop.domain.errors import SerumsError
    from serums_desktop.host.configuration import Configuration
    from serums_desktop.host.profile import Profile
    from serums_desktop.services.fill_capsule import Filled

DONE = 0
NOT_WHOLE = 1
NOT_POSSIBLE = 2

_FORMAT = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Fills the downtime capsule of the ward, for a timer to call, or says how it stands. Exit code 0: "
        "done. 1: a source was missing, or there is no capsule yet. 2: it was not possible; a capsule that "
        "was there stays."
    )
    parser.add_argument("action", choices=("fill", "state"))
    parser.add_argument("--json", action="store_true", help="tell it to a program")
    parser.add_argument(
        "--profile", type=Path, default=argparse.SUPPRESS, help="use the files under this directory"
    )


def run(arguments: argparse.Namespace) -> int:
    """Fill it or say how it stands, in plain words; returns the exit code."""
    from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
    from serums_desktop.domain.errors import ConfigurationError, SerumsError
    from serums_desktop.host import configuration
    from serums_desktop.host.profile import default_profile, profile_in
    from serums_desktop.host.program import command_line
    from serums_desktop.messages.errors import notice

    profile = profile_in(arguments.profile) if arguments.profile else default_profile()
    try:
        found = configuration.load(profile.configuration)
        if not found.capsule.allowed:
            raise ConfigurationError("capsule.allowed", "is not set")
        if not found.workstation.ward:
            raise ConfigurationError("workstation.ward", "names no ward")
        # A keeper that runs already is left running; one that is started here ends here.
        evidence, path = profile.evidence.absolute(), profile.configuration.absolute()
        with RunningKeeper(command_line(), evidence, path) as keeper:
            client = EvidenceKeeperClient(profile.evidence, start=keeper.start)
            try:
                if arguments.action == "state":
                    return _tell_state(client.capsule(), found, as_json=arguments.json)
                from serums_desktop.capsule_filling import fill

                # The keeper first: it makes the workstation's keys, and seals them where it can.
                client.status()
                return _tell_filled(fill(profile, found, client), as_json=arguments.json)
            finally:
                client.close()
    except SerumsError as error:
        if arguments.json:
            print(json.dumps({"format": _FORMAT, "not_possible": type(error).__name__}))
        else:
            print(notice(error, _source_title(error, profile)), file=sys.stderr)
        return NOT_POSSIBLE


def _source_title(error: SerumsError, profile: Profile) -> str:
    """How people call the source that an error is about, "" where it is about none."""
    from serums_desktop.domain.errors import SignInRefused, SourceError
    from serums_desktop.host import configuration

    if not isinstance(error, SourceError | SignInRefused):
        return ""
    sources = configuration.load(profile.configuration).source
    return next((one.title for one in sources if one.id == error.source_id), error.source_id)


def _tell_filled(filled: Filled, *, as_json: bool) -> int:
    if as_json:
        told = {"patients": filled.patients, "answered": filled.answered, "missing": filled.missing}
        print(json.dumps({"format": _FORMAT, **told}))
    else:
        print("\n".join(_filled_in_words(filled)))
    return NOT_WHOLE if any(filled.missing.values()) else DONE


def _filled_in_words(filled: Filled) -> Iterator[str]:
    yield f"The capsule is filled: {filled.patients} on the ward."
    for source_id, count in filled.missing.items():
        if count:
            yield f"{source_id} is missing for {count} of them."


def _tell_state(state: CapsuleState | None, found: Configuration, *, as_json: bool) -> int:
    filled_s = state.filled_s if state is not None else None
    needs_second_card = state is not None and state.needs_second_card
    if as_json:
        told = {"filled_s": filled_s, "needs_second_card": needs_second_card}
        print(json.dumps({"format": _FORMAT, **told}))
    elif filled_s is None:
        print("There is no capsule that could be opened.")
    else:
        moment = dt.datetime.fromtimestamp(filled_s, dt.UTC).isoformat(timespec="minutes")
        print(f"Filled {moment}. It stays closed {found.capsule.largest_age_h} hours after that.")
        if needs_second_card:
            print("It opens with a colleague's card beside one's own.")
    return DONE if filled_s is not None else NOT_WHOLE
