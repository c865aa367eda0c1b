"""The way in without a card: the account, the system's keyring, and the key files of who is enrolled here."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Final

from serums_desktop.diagnosis.examination import Ground, fail, ok, skipped, warn
from serums_desktop.diagnosis.secret_service import CollectionState, default_collection
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.domain.errors import KeyNotReleased, KeyringUnusable
from serums_desktop.identity import card_key_file
from serums_desktop.identity.os_account import account_name, is_shared
from serums_desktop.identity.os_keyring import OsKeyring
from serums_desktop.identity.person_key_file import SUFFIX, PersonKeyFile

ACCOUNT: Final = "account"
KEYRING: Final = "keyring"
ENROLMENTS: Final = "enrolments"
PORT: Final = "sign-in-port"

# No employer's number: the item is nobody's, and is gone when the check is over.
_NOBODY: Final = "serums-desktop doctor"


def look_at_account(ground: Ground) -> Iterator[Finding]:
    """Whether several people use this account, as policy names such accounts."""
    rules, account = ground.configuration.keyring, account_name()
    if not rules.allowed:
        yield skipped(ACCOUNT, "not-allowed")
    elif is_shared(account, rules.shared_accounts):
        yield fail(ACCOUNT, "shared", account=account)
    elif rules.one_person and (count := len(list(ground.profile.keys.glob(f"*{SUFFIX}")))) > 1:
        yield warn(ACCOUNT, "several-people", account=account, count=count)
    else:
        yield ok(ACCOUNT, "personal", account=account)


def look_at_keyring(ground: Ground) -> Iterator[Finding]:
    """Keep a secret of nobody's, read it back and remove it."""
    if not ground.configuration.keyring.allowed:
        yield skipped(KEYRING, "not-allowed")
        return
    match default_collection(ground.environment):
        case CollectionState.LOCKED:
            yield fail(KEYRING, "locked")
            return
        case CollectionState.NONE:
            yield warn(KEYRING, "empty")
            return
    keyring = OsKeyring(str(ground.profile.keys))
    try:
        keyring.check()
        try:
            secret = keyring.make(_NOBODY)
            secret[:] = bytes(len(secret))
        finally:
            keyring.forget(_NOBODY)
    except KeyringUnusable as error:
        yield fail(KEYRING, error.reason.value, backend=error.backend)
    else:
        yield ok(KEYRING, "keeps")


def look_at_port(ground: Ground) -> Iterator[Finding]:
    """Whether the one port that a browser sign-in comes back to is free, where policy names one."""
    configuration = ground.configuration
    port = configuration.home.redirect_port
    if not configuration.keyring.allowed:
        yield skipped(PORT, "not-allowed")
    elif not port:
        yield ok(PORT, "any")
    else:
        try:
            with socket.create_server(("127.0.0.1", port)):
                yield ok(PORT, "free", port=port)
        except OSError:
            yield fail(PORT, "taken", port=port)


def look_at_enrolments(ground: Ground) -> Iterator[Finding]:
    """Whether the key files, which nobody's secret is needed to read, are whole."""
    directory = ground.profile.keys
    files = sorted(directory.iterdir()) if directory.is_dir() else []
    people = [one for one in files if one.suffix == SUFFIX]
    cards = [one for one in files if one.suffix == ".key"]
    if not people and not cards:
        yield ok(ENROLMENTS, "nobody")
        return
    broken = []
    for path in [*people, *cards]:
        try:
            content = path.read_bytes()
            if path.suffix == SUFFIX:
                PersonKeyFile.parse(content)
            else:
                card_key_file.parse(content)
        except (OSError, KeyNotReleased):
            broken.append(path)
    if broken:
        yield fail(ENROLMENTS, "broken", path=broken[0], count=len(broken))
    else:
        yield ok(ENROLMENTS, "whole", cards=len(cards), people=len(people))
