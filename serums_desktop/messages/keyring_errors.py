"""What went wrong with a passphrase, the system's keyring or the sign-in in the browser, in sentences."""

from __future__ import annotations

from serums_desktop.domain import errors as e
from serums_desktop.messages.notices import Notice
from serums_desktop.messages.translation import translate


def keyring_notice(
    error: e.KeyringUnusable | e.WrongPassphrase | e.NotEnrolled | e.WeakPassphrase | e.SharedAccount,
) -> Notice:
    """The sentences for an error of the way without a card."""
    match error:
        case e.KeyringUnusable():
            return _unusable(error.reason)
        case e.WrongPassphrase():
            return Notice(translate("errors", "Wrong passphrase."), cure=_wait(error.wait_s))
        case e.NotEnrolled():
            return Notice(
                translate("errors", "You have no passphrase on this workstation, or it was revoked."),
                translate("errors", "Nothing was opened."),
                translate("errors", "Sign in once with the browser and choose a passphrase."),
            )
        case e.WeakPassphrase():
            return Notice(
                translate("errors", "The passphrase is too short."),
                cure=translate("errors", "Choose {n} characters or more; several words are good.").format(
                    n=error.shortest
                ),
            )
        case _:
            return Notice(
                translate("errors", "Several people use this computer account: {account}.").format(
                    account=error.account
                ),
                translate("errors", "A passphrase here would not be yours alone, so none is kept."),
                translate("errors", "Use a card, or sign in to the computer under an account of your own."),
            )


def _wait(wait_s: float) -> str:
    if wait_s < 1:
        return translate("errors", "Try again.")
    if wait_s < 120:
        return translate("errors", "The next try is taken in {n} s.").format(n=round(wait_s))
    return translate("errors", "The next try is taken in {n} min.").format(n=round(wait_s / 60))


def _unusable(reason: e.KeyringRefusal) -> Notice:
    happened = {
        e.KeyringRefusal.NONE: translate("errors", "This computer offers no keyring."),
        e.KeyringRefusal.LOCKED: translate("errors", "The keyring of this computer is locked."),
        e.KeyringRefusal.PLAINTEXT: translate(
            "errors", "The keyring of this computer keeps secrets unencrypted, so it is not used."
        ),
        e.KeyringRefusal.DISCARDING: translate(
            "errors", "The keyring of this computer throws secrets away, so it is not used."
        ),
        e.KeyringRefusal.UNKNOWN_BACKEND: translate(
            "errors", "The keyring of this computer is of a kind that is not trusted here."
        ),
        e.KeyringRefusal.FAILED: translate("errors", "The keyring of this computer did not answer."),
        e.KeyringRefusal.NOT_LOADED: translate("errors", "The keyring that is chosen here cannot be loaded."),
    }
    cure = {
        e.KeyringRefusal.NONE: translate(
            "errors", "IT can install a Secret Service, such as GNOME Keyring. Until then, use a card."
        ),
        e.KeyringRefusal.LOCKED: translate(
            "errors", "Unlock it with your computer's password, or use a card."
        ),
        e.KeyringRefusal.FAILED: translate("errors", "Try again, or use a card."),
    }
    usual = translate("errors", "IT can choose the system's own keyring. Until then, use a card.")
    return Notice(
        happened[reason], translate("errors", "Nothing was written to it."), cure.get(reason, usual)
    )
