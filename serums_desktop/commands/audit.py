"""`serums-desktop audit`: have evidence exported by its keeper, and check it with nothing but the file."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serums_desktop.audit.findings import EvidenceRefused
    from serums_desktop.audit.verifier import Verified

VERIFIED = 0
REFUSED = 1
UNREADABLE = 2

_SENTENCES = {
    "not-as-written": "Line {first} of the file is not as it was written.",
    "bad-key": "The verification key in the file is not a key.",
    "other-key": "The file was made under another key than the one you gave.",
    "other-workstation": "{entries} came from another workstation's journal.",
    "out-of-sequence": "{entries} is not where it belongs: one was removed, added or moved.",
    "checkpoint-not-signed": "A checkpoint was not signed by the key in the file.",
    "checkpoint-out-of-order": "The checkpoints are not in their order.",
    "entries-changed": "{entries}: not what was signed.",
    "entries-not-signed": "{entries}: after the last signed checkpoint, so nobody signed for it.",
    "entries-missing": "{entries}: missing from the end of the file.",
    "older-checkpoint-not-signed": "The checkpoint you gave was not signed by the key in the file.",
    "older-checkpoint-differs": "{entries}: not what the checkpoint you gave was made of.",
    "opened-value-differs": "{entries}: the values shown are not the ones that were recorded.",
    "not-confirmed": "{entries}: an emergency began without anybody's signature.",
    "confirmation-not-signed": "{entries}: the signature that confirms the emergency is not valid.",
    "confirmation-differs": "{entries}: what was confirmed is not what was recorded.",
    "certificate-differs": "{entries}: the certificate is about another key than the one that signed.",
    "patient-differs": "{entries}: recorded for another patient than the emergency was confirmed for.",
    "started-twice": "{entries}: the emergency had begun before.",
    "not-started": "{entries}: there is no beginning of this emergency before it.",
    "already-ended": "{entries}: the emergency had ended before.",
    "stage-not-signed": "{entries}: not signed by the key that the emergency was confirmed with.",
    "stage-differs": "{entries}: what was signed is not what was recorded.",
    "stage-out-of-order": "{entries}: a stage was opened out of its order.",
}

_NOT_EXPORTED = {
    "unreachable": "No keeper of evidence answers in {directory}.",
    "not-durable": "The keeper could not write the file.",
    "disk-full": "The keeper could not write the file: the disk is full.",
    "journal-damaged": "The journal is damaged. Nothing was exported.",
    "keys-not-opened": "The TPM does not open the keys in {directory}. Nothing was exported.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    verify = actions.add_parser(
        "verify",
        help="check a bundle of evidence",
        description="Exit code 0: verified. 1: changed or broken. 2: not a bundle, or it cannot be read.",
    )
    verify.add_argument("file", type=Path, metavar="FILE", help="the bundle")
    verify.add_argument("--key", metavar="KEY", help="the verification key that the workstation shows")
    verify.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help="an older checkpoint that was held elsewhere"
    )
    export = actions.add_parser("export", help="have the running keeper write a bundle of evidence")
    export.add_argument("file", type=Path, metavar="FILE", help="where to; patients are not disclosed in it")
    export.add_argument("--directory", type=Path, metavar="DIR", help="the keeper's (default: the profile's)")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and say in plain words what came of it; returns the exit code."""
    if arguments.action == "export":
        return _export(arguments)
    return _verify(arguments)


def _export(arguments: argparse.Namespace) -> int:
    from serums_desktop.audit.keeper_client import EvidenceKeeperClient
    from serums_desktop.domain.errors import EvidenceNotKept
    from serums_desktop.host.profile import default_profile

    directory = arguments.directory or default_profile().evidence
    client = EvidenceKeeperClient(directory)
    try:
        # Asked for first, so that the bundle holds all it was made of.
        checkpoint = client.identity().checkpoint
        entries = client.export(arguments.file)
    except EvidenceNotKept as error:
        print(_NOT_EXPORTED[error.reason].format(directory=directory), file=sys.stderr)
        return UNREADABLE
    finally:
        client.close()
    print(f"{_counted(entries, 'entry', 'entries')} exported to {arguments.file}.")
    print("Keep this checkpoint elsewhere: it shows later that nothing was cut off.\n")
    print(checkpoint, end="")
    return VERIFIED


def _verify(arguments: argparse.Namespace) -> int:
    from serums_desktop.audit.bundle import NotABundle
    from serums_desktop.audit.findings import EvidenceRefused
    from serums_desktop.audit.verifier import verify

    try:
        content = arguments.file.read_bytes()
        checkpoint = arguments.checkpoint.read_text("utf-8") if arguments.checkpoint else None
        verified = verify(content, key=arguments.key, checkpoint=checkpoint)
    except (OSError, UnicodeDecodeError) as error:
        print(f"Cannot be read: {error}", file=sys.stderr)
        return UNREADABLE
    except NotABundle:
        print(f"{arguments.file} is not a bundle of evidence that this version knows.", file=sys.stderr)
        return UNREADABLE
    except EvidenceRefused as refused:
        print(f"Not verified. {sentence(refused)}")
        return REFUSED
    print("\n".join(report(verified)))
    return VERIFIED


def sentence(refused: EvidenceRefused) -> str:
    """Which entry, and what is wrong with it. Entries are numbered from 0, lines from 1."""
    entries = f"Entry {refused.first}"
    if refused.first != refused.last:
        entries = f"Entries {refused.first} to {refused.last}"
    return _SENTENCES[refused.finding].format(entries=entries, first=refused.first)


def report(verified: Verified) -> Iterator[str]:
    """Line by line what was proven, and what was not."""
    yield f"Verified: {_counted(verified.entries, 'entry', 'entries')}{_period(verified)}."
    yield "Proven:"
    yield (
        f"- Every entry is as it was signed, in its place and none is missing between them "
        f"({_counted(verified.checkpoints, 'checkpoint', 'checkpoints')})."
    )
    if verified.is_checkpoint_given:
        yield "- The journal still holds all that the checkpoint you gave was made of."
    if verified.emergencies:
        yield (
            f"- {_counted(verified.emergencies, 'emergency', 'emergencies')}: confirmed by a person's own "
            "key before any stage was opened, the stages in their order, and nothing after an end."
        )
    if verified.opened:
        yield (
            "- The patients, searches and sentences shown for "
            f"{_counted(verified.opened, 'entry', 'entries')} are the recorded ones."
        )
    yield "Not proven:"
    if not verified.is_key_given:
        yield "- Whose key this is. It was taken from the bundle itself: compare it with the one your"
        yield f"  workstation shows, or give that one with --key. {verified.key}"
    if not verified.is_checkpoint_given:
        yield "- That nothing is missing at the end. A checkpoint held elsewhere shows it (--checkpoint)."
    yield "- Entries that were not delivered anywhere yet: that tail is not protected from being cut off."
    yield "- Who issued a person's certificate, and deeds of software that somebody replaced."
    if verified.clock_set_back:
        yield f"- The times: the clock was set back {_counted(verified.clock_set_back, 'time', 'times')}."
    if verified.late:
        yield (
            f"- The expiry: {_counted(verified.late, 'stage or extension', 'stages or extensions')} came "
            "after it, by the workstation's clock."
        )
    if verified.unfinished:
        yield (
            f"- When {_counted(verified.unfinished, 'emergency', 'emergencies')} ended: only the expiry is "
            "on record."
        )
    if verified.withheld:
        yield (
            f"- Whom {_counted(verified.withheld, 'entry is', 'entries are')} about: the values are not in "
            "this file."
        )
    if verified.erased:
        yield (
            f"- Whom {_counted(verified.erased, 'entry was', 'entries were')} about: erased for good. "
            "Their place and time stay proven."
        )


def _period(verified: Verified) -> str:
    if verified.first_kept_ms is None or verified.last_kept_ms is None:
        return ""
    return f", kept from {_moment(verified.first_kept_ms)} to {_moment(verified.last_kept_ms)} UTC"


def _moment(time_ms: int) -> str:
    return dt.datetime.fromtimestamp(time_ms / 1000, dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
