"""`serums-desktop cache`: how much is copied here its keys and its end. Shows nothing clinical."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import getpass
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from serums_desktop.commands.cached import CachedPerson, UnlockedCache
    from serums_desktop.commands.rekeying import Ways
    from serums_desktop.domain.stored import StoredSize
    from serums_desktop.host.configuration import Configuration
    from serums_desktop.host.profile import Profile
    from serums_desktop.identity.keyring_release import KeyringVault
    from serums_desktop.services.lost_device import LostDevice

DONE: Final = 0
NOT_SOUND: Final = 1
CANNOT: Final = 2

_FORMAT: Final = 1

_WINDOW_IS_OPEN = "The window of this profile is open and uses the copies. Close it first."
_NOBODY_ENROLLED = (
    "Nobody has a passphrase on this workstation. Whoever signs in with a card forgets copies in the window."
)
_WHICH_PERSON = "Several people have a passphrase here. Name one with --staff: {staff}."
_NOTHING_TYPED = "Nothing was typed. No try was spent."
_NOT_HERE = "There is no such copy here. Nothing was forgotten."
_NOT_HERE_TO_REKEY = "There is no such copy here. Nothing was changed."
_CARD_IS_AWAY = (
    "A card opens these copies too and is not in the reader. With another key it would open them no more. "
    "Insert it, or shut it out with --this-way-alone."
)
_NOT_RECORDED = "It could not be put on record. Nothing was forgotten."
_NOT_RECORDED_TO_REKEY = "It could not be put on record. Keys that were not changed yet stay."
_NOT_WIPED = "Files are in use by another program. What is left goes with the next try."

_STATES = {
    "sound": "sound",
    "damaged": "damaged",
    "rolled-back": "older than it should be",
    "unchecked": "whole; nobody remembers how new it should be",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.description = (
        "Lists, checks, rekeys and forgets what is copied to this workstation. Exit code 0: done. "
        "1: something is not sound, or not all is gone. 2: it could not be done."
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="sizes and ages, by person and without any key")
    forget = actions.add_parser("forget", help="delete copies and destroy their keys")
    check = actions.add_parser("check", help="read every copied record of one person to its end")
    rekey = actions.add_parser("rekey", help="give copied records of one person other keys, as after a theft")
    expire = actions.add_parser("expire", help="delete copies of people whom nobody has confirmed for long")
    for action in (listing, forget):
        action.add_argument("--unlock", action="store_true", help="by record; asks for a passphrase")
    for action in (listing, forget, check, rekey):
        action.add_argument(
            "--staff", metavar="ID", default="", help="whose passphrase, where several have one"
        )
    rekey.add_argument("--card", action="store_true", help="ask for the PIN of the card in the reader")
    rekey.add_argument(
        "--this-way-alone",
        action="store_true",
        help="what else opens the copies, a card or a passphrase, opens them no more",
    )
    for action in (listing, forget, check, rekey, expire):
        action.add_argument("--json", action="store_true", help="tell it to a program")
        action.add_argument(
            "--profile", type=Path, default=argparse.SUPPRESS, help="look at the files under this directory"
        )
    what = forget.add_mutually_exclusive_group(required=True)
    what.add_argument("id", metavar="ID", nargs="?", help="of a person's copies; with --unlock, of a record")
    what.add_argument("--everything", action="store_true", help="all of them")
    which = rekey.add_mutually_exclusive_group(required=True)
    which.add_argument("id", metavar="RECORD", nargs="?", help="one record")
    which.add_argument("--all", action="store_true", help="every record, and the key that opens them all")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and say in plain words what came of it; returns the exit code."""
    from serums_desktop.domain.errors import SerumsError
    from serums_desktop.host.profile import default_profile, profile_in
    from serums_desktop.messages.errors import notice

    profile = profile_in(arguments.profile) if arguments.profile else default_profile()
    try:
        return _act(arguments, profile)
    except _Refused as refused:
        print(refused, file=sys.stderr)
    except SerumsError as error:
        print(notice(error), file=sys.stderr)
    except OSError as error:
        print(f"The files cannot be used: {error.strerror}.", file=sys.stderr)
    return CANNOT


class _Refused(Exception):
    """Why nothing was done, in words."""


def _act(arguments: argparse.Namespace, profile: Profile) -> int:
    from serums_desktop.commands.cached import is_in_use, people
    from serums_desktop.host.configuration import load

    if arguments.action == "list" and not arguments.unlock:
        return _tell_people(list(people(profile.cache)), as_json=arguments.json)
    configuration = load(profile.configuration)
    with is_in_use(profile) as is_busy:
        if is_busy:
            raise _Refused(_WINDOW_IS_OPEN)
        if arguments.action == "expire":
            with _lost_device(profile, configuration) as device:
                return _expire(device, as_json=arguments.json)
        if arguments.action == "forget" and not arguments.unlock:
            with _lost_device(profile, configuration) as device:
                return _forget_people(arguments, profile, device)
        if arguments.action == "rekey":
            return _rekey(arguments, profile, configuration)
        with _unlocked(arguments, profile, configuration) as cache:
            if arguments.action == "list":
                return _tell_records(cache.sizes(), as_json=arguments.json)
            if arguments.action == "check":
                return _check(cache, as_json=arguments.json)
            return _forget_records(arguments, cache)


# -- without a key ---------------------------------------------------------------------------------


def _tell_people(found: list[CachedPerson], *, as_json: bool) -> int:
    if as_json:
        _tell_program(
            people=[
                {
                    "id": one.directory_name,
                    "bytes": one.size_bytes,
                    "records": one.records,
                    "set_aside": one.set_aside,
                    "confirmed": _moment(one.confirmed_s),
                    "changed": _moment(one.changed_s),
                }
                for one in found
            ]
        )
        return DONE
    for one in found:
        print(one.directory_name)
        print(f"    {_counted(one.records, 'record', 'records')}, {_size(one.size_bytes)}")
        if one.set_aside:
            print(f"    {_counted(one.set_aside, 'damaged file', 'damaged files')} set aside")
        print(f"    changed {_moment(one.changed_s) or 'never'}")
        print(f"    last confirmed {_moment(one.confirmed_s) or 'at no known time'}")
    if not found:
        print("Nothing is copied here.")
    return DONE


def _forget_people(arguments: argparse.Namespace, profile: Profile, device: LostDevice) -> int:
    from serums_desktop.domain.errors import EvidenceNotKept
    from serums_desktop.services.lost_device import directories

    meant = [one for one in directories(profile.cache) if arguments.everything or one.name == arguments.id]
    if not meant and not arguments.everything:
        raise _Refused(_NOT_HERE)
    try:
        gone = [one.name for one in meant if device.wipe(one)]
    except EvidenceNotKept as error:
        raise _Refused(_NOT_RECORDED) from error
    return _tell_gone(gone, len(meant), as_json=arguments.json)


def _expire(device: LostDevice, *, as_json: bool) -> int:
    gone = device.expire()
    if as_json:
        _tell_program(expired=gone)
    else:
        print(f"The copies of {_counted(gone, 'person', 'people')} had expired and are gone.")
    return DONE


@contextlib.contextmanager
def _lost_device(profile: Profile, configuration: Configuration) -> Iterator[LostDevice]:
    from serums_desktop.commands.cached import evidence_keeper
    from serums_desktop.host import log
    from serums_desktop.host.clock import SystemClock
    from serums_desktop.identity import key_files
    from serums_desktop.services.lost_device import LostDevice

    log.start(profile.logs)
    try:
        with evidence_keeper(profile) as evidence:
            yield LostDevice(
                profile.cache,
                configuration.retention,
                evidence,
                SystemClock(),
                lambda: key_files.named_vaults(profile.keys),
            )
    finally:
        log.stop()


# -- with a passphrase -----------------------------------------------------------------------------


def _tell_records(sizes: list[StoredSize], *, as_json: bool) -> int:
    from serums_desktop.services.prefetch import NEVER_OPENED_S
    from serums_desktop.services.retention import STILL_THERE_S

    if as_json:
        _tell_program(
            records=[
                {
                    "id": one.record_id,
                    "file": one.file_name,
                    "bytes": one.size_bytes,
                    "opened": _moment(one.opened_s or None),
                    "copied": _moment(one.copied_s),
                    "on_ward": one.episode_ended_s == STILL_THERE_S,
                    "left_ward": None
                    if one.episode_ended_s == STILL_THERE_S
                    else _moment(one.episode_ended_s),
                    "prefetched": one.prefetched or one.opened_s == NEVER_OPENED_S,
                }
                for one in sizes
            ]
        )
        return DONE
    for one in sizes:
        print(f"{one.record_id}  {_size(one.size_bytes)}")
        print(f"    opened {_moment(one.opened_s or None) or 'never'}")
        print(f"    copied {_moment(one.copied_s) or 'never'}")
    if not sizes:
        print("Nothing is copied here.")
    return DONE


def _check(cache: UnlockedCache, *, as_json: bool) -> int:
    from serums_desktop.domain.stored import Integrity

    found = list(cache.check())
    if as_json:
        _tell_program(records=[{"id": record_id, "state": state.value} for record_id, state in found])
    else:
        for record_id, state in found:
            print(f"{record_id}  {_STATES[state.value]}")
        print(f"{_counted(len(found), 'record', 'records')} read.")
    is_wrong = any(state in {Integrity.DAMAGED, Integrity.ROLLED_BACK} for _record_id, state in found)
    return NOT_SOUND if is_wrong else DONE


def _forget_records(arguments: argparse.Namespace, cache: UnlockedCache) -> int:
    from serums_desktop.domain.errors import EvidenceNotKept

    meant = [one.record_id for one in cache.sizes() if arguments.everything or one.record_id == arguments.id]
    if not meant and not arguments.everything:
        raise _Refused(_NOT_HERE)
    try:
        for record_id in meant:
            cache.forget(record_id)
    except EvidenceNotKept as error:
        raise _Refused(_NOT_RECORDED) from error
    return _tell_gone(meant, len(meant), as_json=arguments.json)


@contextlib.contextmanager
def _unlocked(
    arguments: argparse.Namespace, profile: Profile, configuration: Configuration
) -> Iterator[UnlockedCache]:
    from serums_desktop.commands.cached import UnlockedCache, evidence_keeper, keyring_vault
    from serums_desktop.store.record_store import EncryptedRecordStore

    vault = keyring_vault(profile, configuration)
    staff_id = _whose(vault, arguments.staff)
    passphrase = _passphrase()
    try:
        credential, key = vault.unlock(staff_id, passphrase)
    finally:
        passphrase[:] = bytes(len(passphrase))
    credential.close()
    with (
        evidence_keeper(profile) as evidence,
        UnlockedCache(
            EncryptedRecordStore(profile.cache, evidence), key, credential.holder, evidence
        ) as cache,
    ):
        yield cache


def _whose(vault: KeyringVault, asked_for: str) -> str:
    """The staff id of who is to unlock."""
    known = [staff.staff_id for staff in vault.known_staff()]
    if not known:
        raise _Refused(_NOBODY_ENROLLED)
    if not asked_for and len(known) > 1:
        raise _Refused(_WHICH_PERSON.format(staff=", ".join(known)))
    return asked_for or known[0]


def _passphrase() -> bytearray:
    return _typed("Passphrase: ")


def _pin() -> bytearray:
    return _typed("PIN of the card: ")


def _typed(prompt: str) -> bytearray:
    """From the terminal, unseen, or the next line of what is piped in. Its text cannot be wiped."""
    try:
        typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    except EOFError:
        typed = ""
    if not typed:
        raise _Refused(_NOTHING_TYPED)
    return bytearray(typed, "utf-8")


def _rekey(arguments: argparse.Namespace, profile: Profile, configuration: Configuration) -> int:
    from serums_desktop.commands.cached import UnlockedCache, evidence_keeper
    from serums_desktop.domain.errors import EvidenceNotKept
    from serums_desktop.store.record_store import EncryptedRecordStore

    typed = _pin() if arguments.card else _passphrase()
    try:
        with _ways(arguments, profile, configuration, bytearray(typed)) as ways:
            authenticated_by = "card" if ways.card is not None else "keyring"
            with (
                evidence_keeper(profile) as evidence,
                UnlockedCache(
                    EncryptedRecordStore(profile.cache, evidence),
                    ways.key,
                    ways.holder,
                    evidence,
                    authenticated_by,
                ) as cache,
            ):
                return _rekey_records(arguments, cache, ways, typed)
    except EvidenceNotKept as error:
        raise _Refused(_NOT_RECORDED_TO_REKEY) from error
    finally:
        typed[:] = bytes(len(typed))


def _rekey_records(arguments: argparse.Namespace, cache: UnlockedCache, ways: Ways, typed: bytearray) -> int:
    from serums_desktop.commands.rekeying import Other

    meant = [one.record_id for one in cache.sizes() if arguments.all or one.record_id == arguments.id]
    if not meant and not arguments.all:
        raise _Refused(_NOT_HERE_TO_REKEY)
    if arguments.all:
        other = ways.other()
        # Said before anything is done.
        if other is Other.CARD and not arguments.this_way_alone and not ways.is_card_here():
            raise _Refused(_CARD_IS_AWAY)
        ask_other = _pin if other is Other.CARD else _passphrase
        ways.rekey(cache, lambda: bytearray(typed), None if arguments.this_way_alone else ask_other)
    for record_id in meant:
        cache.rekey(record_id)
    if arguments.json:
        _tell_program(rekeyed=meant)
    else:
        print(f"{_counted(len(meant), 'record has', 'records have')} another key.")
    return DONE


@contextlib.contextmanager
def _ways(
    arguments: argparse.Namespace, profile: Profile, configuration: Configuration, typed: bytearray
) -> Iterator[Ways]:
    """One person's ways to their copies, opened by what they typed, which is wiped."""
    from serums_desktop.commands.cached import keyring_vault
    from serums_desktop.commands.rekeying import Ways, card_way

    people = keyring_vault(profile, configuration)
    reader, cards = card_way(profile, configuration)
    try:
        if arguments.card:
            with reader.unlock(typed) as card:
                yield Ways(card.holder, cards.release(card), people, cards, reader, card)
            return
        credential, key = people.unlock(_whose(people, arguments.staff), typed)
    finally:
        typed[:] = bytes(len(typed))
    credential.close()
    yield Ways(credential.holder, key, people, cards, reader)


# -- words -----------------------------------------------------------------------------------------


def _tell_gone(gone: list[str], meant: int, *, as_json: bool) -> int:
    if as_json:
        _tell_program(forgotten=gone)
    else:
        print(f"{_counted(len(gone), 'copy is', 'copies are')} forgotten.")
    if len(gone) == meant:
        return DONE
    print(_NOT_WIPED, file=sys.stderr)
    return NOT_SOUND


def _tell_program(**what: object) -> None:
    """Keys stay as they are as long as `version` does. Times are UTC, null where there is none."""
    print(json.dumps({"version": _FORMAT, **what}, indent=2))


def _moment(at_s: float | None) -> str | None:
    if at_s is None:
        return None
    return dt.datetime.fromtimestamp(at_s, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f} MB"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
