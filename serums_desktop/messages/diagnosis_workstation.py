"""Sentences about the configuration, private files, trust, the account and the keyring."""

from __future__ import annotations

from serums_desktop.messages.translation import translate

Sentences = dict[str, tuple[str, str]]


def workstation_sentences(check: str) -> Sentences:
    """What each code of a check means, and the cure."""
    match check:
        case "configuration":
            return _configuration()
        case "private-files" | "trusted-files":
            return _files()
        case "core-dumps" | "tls-key-log" | "evidence-keeper":
            return _process()
        case "tls-anchors" | "card-anchors":
            return _anchors()
        case "revocation-lists":
            return _revocation_lists()
        case "account" | "keyring" | "sign-in-port" | "enrolments":
            return _keyring()
        case _:
            return {}


def _configuration() -> Sentences:
    correct = translate("diagnosis", "Correct the file; an example is in the program's documentation.")
    return {
        "usable": (translate("diagnosis", "{path}: {sources} sources are asked, {home} is home."), ""),
        "missing": (
            translate("diagnosis", "There is no configuration at {path}."),
            translate(
                "diagnosis",
                "Put the workstation's configuration there, or name its directory with --profile.",
            ),
        ),
        "unreadable": (
            translate("diagnosis", "The configuration {path} cannot be read by this account."),
            translate("diagnosis", "Let this account read the file."),
        ),
        "not-toml": (
            translate("diagnosis", "The configuration {path} is no TOML: see line {line}."),
            correct,
        ),
        "not-text": (
            translate("diagnosis", "The configuration {path} is no UTF-8 text."),
            translate("diagnosis", "Save it as UTF-8."),
        ),
        "not-https": (
            translate("diagnosis", "{where} does not begin with https://."),
            translate(
                "diagnosis", "Give the source's address with https://; there is no switch to do without."
            ),
        ),
        "unknown-key": (
            translate("diagnosis", "The configuration has a key that nothing reads: {key}, at {where}."),
            translate("diagnosis", "Look for a slip in its spelling, or take it out."),
        ),
        "missing-key": (
            translate("diagnosis", "The configuration lacks the key {key}, at {where}."),
            translate("diagnosis", "Add it; an example is in the program's documentation."),
        ),
        "wrong-value": (
            translate("diagnosis", "The configuration cannot be used: {where}: {problem}."),
            correct,
        ),
    }


def _files() -> Sentences:
    return {
        "other-system": (translate("diagnosis", "Not looked at: the installer sets the rights here."), ""),
        "private": (translate("diagnosis", "The program's directories are for this account alone."), ""),
        "other-owner": (
            translate("diagnosis", "{path} belongs to another account."),
            translate("diagnosis", "Give it to this account, or run the doctor as the account that uses it."),
        ),
        "not-writable": (
            translate("diagnosis", "{path} cannot be written to."),
            translate("diagnosis", "Let this account write there."),
        ),
        "open-to-others": (
            translate("diagnosis", "Other accounts can get at {path} ({count} in all)."),
            translate("diagnosis", "Take their rights away: directories 0700, files 0600."),
        ),
        "guarded": (
            translate("diagnosis", "What decides whom the program trusts cannot be changed by others."),
            "",
        ),
        "changeable": (
            translate("diagnosis", "Every account can change {path}, and so whom the program trusts."),
            translate("diagnosis", "Take away the right of others to write to it and to its directory."),
        ),
    }


def _process() -> Sentences:
    return {
        "forbidden": (translate("diagnosis", "The system keeps the program's memory out of core dumps."), ""),
        "not-forbidden": (
            translate("diagnosis", "This system does not let a program forbid dumps of its memory."),
            translate("diagnosis", "Switch error reports with memory off by policy."),
        ),
        "not-written": (translate("diagnosis", "No keys of connections are written to a file."), ""),
        "wanted": (
            translate("diagnosis", "The keys of all connections are to be written to {path}. They are not."),
            translate("diagnosis", "Find out who set the variable SSLKEYLOGFILE, and take it away."),
        ),
        "answers": (
            translate("diagnosis", "It answers: {entries} entries, {undelivered} not delivered yet."),
            "",
        ),
        "answers-bound": (
            translate(
                "diagnosis",
                "It answers: {entries} entries, {undelivered} not delivered yet. Its keys are bound to this"
                " computer by its TPM.",
            ),
            "",
        ),
        "rolled-back": (
            translate(
                "diagnosis",
                "Older files of the evidence were put in place of newer ones. It goes on from there.",
            ),
            translate("diagnosis", "Find out who did it, and compare with the audit repository."),
        ),
        "not-running": (translate("diagnosis", "Not looked at: it runs while the window is open."), ""),
        "silent": (
            translate("diagnosis", "The keeper of evidence runs and did not answer within {seconds} s."),
            translate("diagnosis", "Close the program's windows and open one again."),
        ),
        "refused": (
            translate("diagnosis", "The keeper of evidence answers that it cannot keep any ({reason})."),
            translate(
                "diagnosis", "See that its disk has room; keep its files as they are and tell support."
            ),
        ),
    }


def _anchors() -> Sentences:
    renew = translate("diagnosis", "Put the authorities' present certificates (PEM) into this file.")
    return {
        "current": (translate("diagnosis", "{path}: authorities that are trusted: {total}."), ""),
        "missing": (translate("diagnosis", "The file of trusted authorities is missing: {path}."), renew),
        "unreadable": (
            translate("diagnosis", "The file of trusted authorities cannot be read: {path}."),
            translate("diagnosis", "Let this account read the file."),
        ),
        "empty": (translate("diagnosis", "The file of trusted authorities is empty: {path}."), renew),
        "not-certificates": (translate("diagnosis", "{path} holds no certificates in PEM form."), renew),
        "all-expired": (
            translate(
                "diagnosis", "Every authority in {path} is outside its time; the last ended on {until}."
            ),
            renew,
        ),
        "some-expired": (
            translate("diagnosis", "{count} of {total} authorities in {path} are outside their time."),
            translate("diagnosis", "Replace them before somebody needs them."),
        ),
    }


def _revocation_lists() -> Sentences:
    fetch = translate("diagnosis", "Have the present list fetched again, and see why that stopped.")
    return {
        "current": (translate("diagnosis", "{path} is current until {until}."), ""),
        "none-configured": (
            translate("diagnosis", "No list of revoked cards is configured, and none is required."),
            "",
        ),
        "required-and-none": (
            translate("diagnosis", "A list of revoked cards is required, and none is configured."),
            translate("diagnosis", "Name the card authority's list under trust.card_crls."),
        ),
        "missing": (translate("diagnosis", "The list of revoked cards is missing: {path}."), fetch),
        "unreadable": (
            translate("diagnosis", "The list of revoked cards cannot be read: {path}."),
            translate("diagnosis", "Let this account read the file."),
        ),
        "not-a-list": (translate("diagnosis", "{path} is no list of revoked certificates."), fetch),
        "from-the-future": (
            translate("diagnosis", "{path} was issued on {since}, which is still to come by this clock."),
            translate("diagnosis", "Set this workstation's clock."),
        ),
        "stale": (translate("diagnosis", "{path} is out of date since {until}."), fetch),
    }


def _keyring() -> Sentences:
    other_backend = translate(
        "diagnosis",
        "Have the system's own keyring chosen, or forbid this way in with keyring.allowed = false.",
    )
    return {
        "not-allowed": (translate("diagnosis", "Not looked at: policy allows cards alone."), ""),
        "personal": (translate("diagnosis", "{account} is no account that policy calls shared."), ""),
        "shared": (
            translate("diagnosis", "Policy says that several people use the account {account}."),
            translate(
                "diagnosis",
                "Give people accounts of their own, or forbid this way in with keyring.allowed = false.",
            ),
        ),
        "several-people": (
            translate(
                "diagnosis", "{count} people are enrolled in the account {account}; policy allows one."
            ),
            translate(
                "diagnosis",
                "Remove those who left on the sign-in page, or allow it with keyring.one_person = false.",
            ),
        ),
        "keeps": (translate("diagnosis", "The keyring kept a secret, gave it back and removed it."), ""),
        "empty": (
            translate(
                "diagnosis", "The keyring has no collection yet; the first person is asked to make one."
            ),
            translate("diagnosis", "Sign in to the desktop with a password once, so that one is made."),
        ),
        "none": (
            translate("diagnosis", "This account's session offers no keyring."),
            translate(
                "diagnosis",
                "Install a Secret Service such as GNOME Keyring, or forbid this way in with "
                "keyring.allowed = false.",
            ),
        ),
        "locked": (
            translate("diagnosis", "The keyring is locked."),
            translate(
                "diagnosis", "Unlock it with the account's password; sign in to the desktop by password."
            ),
        ),
        "plaintext": (
            translate("diagnosis", "The keyring keeps secrets unencrypted ({backend}), so it is not used."),
            other_backend,
        ),
        "discarding": (
            translate("diagnosis", "The keyring throws secrets away ({backend}), so it is not used."),
            other_backend,
        ),
        "unknown-backend": (
            translate("diagnosis", "The keyring is of a kind that is not trusted here: {backend}."),
            other_backend,
        ),
        "not-loaded": (
            translate("diagnosis", "The keyring that the settings name cannot be loaded."),
            translate("diagnosis", "Correct keyringrc.cfg or PYTHON_KEYRING_BACKEND, or take them away."),
        ),
        "failed": (
            translate("diagnosis", "The keyring did not keep a secret and give it back ({backend})."),
            translate(
                "diagnosis", "Sign out of the desktop and in again; if it fails again, reset the keyring."
            ),
        ),
        "any": (translate("diagnosis", "A sign-in in the browser comes back to any free port."), ""),
        "free": (translate("diagnosis", "Port {port}, which a browser sign-in comes back to, is free."), ""),
        "taken": (
            translate(
                "diagnosis", "Another program uses port {port}, which a browser sign-in comes back to."
            ),
            translate(
                "diagnosis", "End that program, or have another redirect_port agreed with the provider."
            ),
        ),
        "nobody": (translate("diagnosis", "Nobody is enrolled on this workstation."), ""),
        "whole": (
            translate("diagnosis", "Key files for cards: {cards}, for passphrases: {people}; all are whole."),
            "",
        ),
        "broken": (
            translate("diagnosis", "A key file cannot be read: {path} ({count} in all)."),
            translate("diagnosis", "Remove it; its owner enrols again, and their copies are made anew."),
        ),
    }
