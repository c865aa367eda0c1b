"""Errors become sentences: what happened, what was kept, what to do."""

from __future__ import annotations

from serums_desktop.domain import errors as e
from serums_desktop.messages.card_errors import card_notice
from serums_desktop.messages.files import file_refusal
from serums_desktop.messages.keyring_errors import keyring_notice
from serums_desktop.messages.notices import Notice
from serums_desktop.messages.sign_in_errors import opening_notice, sign_in_notice
from serums_desktop.messages.translation import translate


def notice(error: BaseException, source_title: str = "") -> Notice:
    """The sentences for an error. `source_title` is how people call the source, where one is at fault.

    An error nobody foresaw gets honest general words: no traceback ever reaches a clinician.
    """
    match error:
        case e.SourceError():
            return source_notice(error.kind, source_title, kept=error.kept, retry_after_s=error.retry_after_s)
        case e.SignInRefused() | e.BrowserSignInFailed():
            return sign_in_notice(error, source_title)
        case e.OfflineTooLong() | e.NotOpened() | e.NoWindow():
            return opening_notice(error)
        case e.CardError():
            return card_notice(error)
        case e.StoreError():
            return _store(error)
        case (
            e.KeyringUnusable()
            | e.WrongPassphrase()
            | e.NotEnrolled()
            | e.WeakPassphrase()
            | e.SharedAccount()
        ):
            return keyring_notice(error)
        case e.EvidenceNotKept() | e.CapsuleClosed() | e.EmergencyOver():
            return _emergency(error)
        case e.ConfigurationError():
            return Notice(
                translate("errors", "The configuration cannot be used: {where}: {problem}.").format(
                    where=error.where, problem=error.problem
                ),
                cure=translate("errors", "IT can correct the file and start the program again."),
            )
        case e.FileNotTaken():
            return Notice(file_refusal(error), translate("errors", "The record is as it was before."))
        case e.Cancelled():
            return Notice(translate("errors", "Stopped, as you asked."))
        case _:
            return Notice(
                translate("errors", "Something in this program failed."),
                translate("errors", "What is on screen stays as it is."),
                translate("errors", "Try again; if it fails again, tell the helpdesk the time on the clock."),
            )


def _emergency(error: e.EvidenceNotKept | e.CapsuleClosed | e.EmergencyOver) -> Notice:
    match error:
        case e.EvidenceNotKept(reason=e.EvidenceFault.KEYS_NOT_OPENED):
            return Notice(
                translate(
                    "errors",
                    "This computer's security chip (TPM) does not open the keys of the evidence, so nothing"
                    " was opened.",
                ),
                translate("errors", "What is on screen stays as it is."),
                translate(
                    "errors",
                    "IT switches the TPM on again. If it was cleared, IT renames the directory of the"
                    " evidence, keeps it, and starts the program: a new journal begins, and the audit"
                    " repository is told its new key.",
                ),
            )
        case e.EvidenceNotKept():
            return Notice(
                translate("errors", "The entry could not be stored, so nothing was opened."),
                translate("errors", "What is on screen stays as it is."),
                translate("errors", "A colleague's workstation or the telephone is the way; tell IT now."),
            )
        case e.CapsuleClosed():
            return Notice(
                _capsule(error.reason),
                translate("errors", "The sources still have everything."),
                translate("errors", "Telephone the source, or try again when the network is back."),
            )
        case e.EmergencyOver():
            return Notice(
                translate("errors", "The emergency access has ended."),
                translate("errors", "What it showed has left this computer."),
                translate("errors", "It can be asked for again, with a new reason."),
            )


def _capsule(reason: e.CapsuleFault) -> str:
    """Why the downtime capsule stays closed."""
    match reason:
        case e.CapsuleFault.NOT_ALLOWED:
            return translate("errors", "This workstation keeps no downtime capsule.")
        case e.CapsuleFault.EMPTY:
            return translate("errors", "The downtime capsule has not been filled.")
        case e.CapsuleFault.NOT_IN_IT:
            return translate("errors", "The downtime capsule has nothing of this person.")
        case e.CapsuleFault.TOO_OLD:
            return translate("errors", "The downtime capsule is too old to be opened.")
        case e.CapsuleFault.NO_COUNTER:
            return translate("errors", "This workstation cannot count who opens the downtime capsule.")
        case e.CapsuleFault.SECOND_CARD:
            return translate("errors", "The downtime capsule opens with a colleague's card beside yours.")
        case e.CapsuleFault.NO_EMERGENCY:
            return translate("errors", "The downtime capsule opens in an emergency confirmed by a card.")
        case e.CapsuleFault.DAMAGED:
            return translate("errors", "The downtime capsule is damaged, or is not the newest one.")


def _store(error: e.StoreError) -> Notice:
    match error:
        case e.NotOnThisWorkstation():
            return Notice(
                translate("errors", "This record is not on this computer, and the network is down."),
                cure=translate("errors", "Telephone the source, or try again when the network is back."),
            )
        case e.FormerKey():
            return Notice(
                translate("errors", "The copies here have another key now, which this way does not know."),
                translate("errors", "They were left untouched."),
                translate("errors", "Sign in the other way, by card or passphrase, and add this one anew."),
            )
        case e.FileInUse():
            return Notice(
                translate("errors", "Another program holds a file of the offline copy."),
                translate("errors", "The copy is not damaged."),
                translate("errors", "Try again in a moment; close other windows of this program."),
            )
        case e.StoreTooNew():
            return Notice(
                translate("errors", "The offline copy was written by a newer version of this program."),
                translate("errors", "It was left untouched."),
                translate("errors", "Update this workstation."),
            )
        case e.DiskFull():
            return Notice(
                translate("errors", "The disk is full, so the offline copy could not be kept."),
                translate("errors", "What is on screen stays."),
                translate("errors", "Tell IT; keep the network connected until then."),
            )
        case _:
            return Notice(
                translate("errors", "The offline copy cannot be read on this computer."),
                translate("errors", "The sources still have everything."),
                translate("errors", "Tell IT."),
            )


def source_notice(
    kind: e.SourceFault, source_title: str, *, kept: int = 0, retry_after_s: float | None = None
) -> Notice:
    """The sentences for a source that failed. `kept` counts the resources that came before it did."""
    texts = {
        e.SourceFault.UNREACHABLE: translate("errors", "{source} cannot be reached."),
        e.SourceFault.TLS: translate(
            "errors", "{source} could not prove who it is, so nothing was sent to it."
        ),
        e.SourceFault.TIMEOUT: translate("errors", "{source} did not answer in time."),
        e.SourceFault.INTERRUPTED: translate("errors", "{source} stopped answering half-way."),
        e.SourceFault.UNAUTHORISED: translate("errors", "{source} did not accept the sign-in."),
        e.SourceFault.FORBIDDEN: translate("errors", "{source} does not serve this workstation."),
        e.SourceFault.TOO_MANY_REQUESTS: translate("errors", "{source} is too busy to answer."),
        e.SourceFault.SERVER_ERROR: translate("errors", "{source} had a failure of its own."),
        e.SourceFault.NOT_FHIR: translate("errors", "{source} answered with something that is not a record."),
        e.SourceFault.TRUNCATED: translate("errors", "{source} sent an answer that breaks off."),
        e.SourceFault.TOO_LARGE: translate("errors", "{source} sent an answer too large to take in."),
        e.SourceFault.UNSUPPORTED_VERSION: translate(
            "errors", "{source} speaks a version of FHIR not known here."
        ),
        e.SourceFault.FOREIGN_LINK: translate(
            "errors", "{source} pointed to another server, which was not followed."
        ),
        e.SourceFault.NOT_READ: translate(
            "errors", "What {source} sent could not be read: the part of this program that reads it ended."
        ),
        e.SourceFault.NOT_SIGNED_IN: translate("errors", "{source} wants a sign-in of its own."),
    }
    if kept:
        what_stays = translate("errors", "{n} entries that came before are shown.").format(n=kept)
    else:
        what_stays = translate("errors", "The other sources and any earlier copy are shown.")
    if retry_after_s is not None:
        cure = translate("errors", "It asks to wait {n} s; then ask it again.").format(n=round(retry_after_s))
    elif kind in {
        e.SourceFault.TLS,
        e.SourceFault.UNAUTHORISED,
        e.SourceFault.FORBIDDEN,
        e.SourceFault.UNSUPPORTED_VERSION,
    }:
        cure = translate("errors", "Tell IT; the telephone is the way until then.")
    elif kind is e.SourceFault.NOT_SIGNED_IN:
        cure = translate("errors", "Press its name above the record and sign in there.")
    else:
        cure = translate("errors", "Ask it again, or telephone.")
    return Notice(texts[kind].format(source=source_title), what_stays, cure)
