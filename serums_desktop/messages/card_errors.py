"""What went wrong with a card, its reader or its software, in sentences."""

from __future__ import annotations

from serums_desktop.domain import errors as e
from serums_desktop.messages.notices import Notice
from serums_desktop.messages.translation import translate


def card_notice(error: e.CardError) -> Notice:
    """The sentences for an error about a card."""
    match error:
        case e.WrongPin():
            return Notice(translate("errors", "Wrong PIN."), cure=tries(error.tries, error.tries_left))
        case e.PinBlocked():
            return Notice(
                translate("errors", "This card's PIN is blocked."),
                cure=translate(
                    "errors", "A colleague can sign in with their card. The card office can unblock yours."
                ),
            )
        case e.NoCard():
            return Notice(
                translate("errors", "There is no card in the reader."),
                cure=translate("errors", "Put your card in."),
            )
        case e.NoReader():
            return Notice(
                translate("errors", "This computer sees no card reader."),
                cure=translate("errors", "Plug the reader in; IT can start the smart card service."),
            )
        case e.CardRemoved():
            return Notice(
                translate("errors", "The card was taken out."),
                translate("errors", "Everything is locked."),
                translate("errors", "Put the card back and enter its PIN."),
            )
        case e.NoUsableCertificate():
            return Notice(_certificate(error.reason), cure=_certificate_cure(error.reason))
        case e.KeyNotReleased():
            return _key(error.reason)
        case e.NoCardModule():
            return Notice(
                translate("errors", "No card software is installed on this computer."),
                cure=translate("errors", "IT can install OpenSC, or name the card's own module."),
            )
        case e.CardModuleMissing():
            return Notice(
                translate("errors", "The card software is missing: {module}.").format(module=error.module),
                cure=translate("errors", "IT can install it or correct the configuration."),
            )
        case e.CardFailed(code="pin-pad-cancelled"):
            return Notice(
                translate("errors", "No PIN was entered on the reader."),
                translate("errors", "No try was used up."),
                translate("errors", "Press Sign in and enter the PIN on the reader's own keys."),
            )
        case _:
            return Notice(
                translate("errors", "The card did not answer as it should."),
                translate("errors", "Nothing was opened."),
                translate("errors", "Take it out, put it back, and try again."),
            )


def tries(hint: e.TriesHint, tries_left: int | None) -> str:
    """What the card tells of the tries that are left. A number only where the card tells one."""
    if tries_left is not None and tries_left > 1:
        return translate("errors", "{n} tries left, then the card blocks.").format(n=tries_left)
    match hint:
        case e.TriesHint.LAST:
            return translate("errors", "One try left, then the card blocks.")
        case e.TriesHint.FEW:
            return translate("errors", "Few tries left, then the card blocks.")
        case e.TriesHint.BLOCKED:
            return translate("errors", "The card is blocked now.")
        case _:
            return translate("errors", "Try again.")


def _key(reason: e.KeyRefusal) -> Notice:
    untouched = translate("errors", "The copy was left untouched.")
    match reason:
        case e.KeyRefusal.TAMPERED:
            return Notice(
                translate("errors", "The key to your offline copy was changed by somebody else."),
                untouched,
                translate("errors", "Tell IT; use another workstation until then."),
            )
        case e.KeyRefusal.UNREADABLE:
            return Notice(
                translate("errors", "The key to your offline copy cannot be read on this computer."),
                untouched,
                translate("errors", "Tell IT; use another workstation until then."),
            )
        case _:
            return Notice(
                translate(
                    "errors", "This card does not open the offline copy kept for you on this computer."
                ),
                untouched,
                translate(
                    "errors", "If your card was renewed, IT can remove the old copy; nothing else is lost."
                ),
            )


def _certificate(reason: e.CertificateRefusal) -> str:
    sentences = {
        e.CertificateRefusal.NONE_FOUND: translate("errors", "This card holds no certificate."),
        e.CertificateRefusal.NO_AUTHENTICATION_KEY: translate(
            "errors", "This card cannot be used to sign in."
        ),
        e.CertificateRefusal.NO_KEY_MANAGEMENT_KEY: translate(
            "errors", "This card cannot protect the offline copy: it only signs."
        ),
        e.CertificateRefusal.NO_OAEP: translate(
            "errors",
            "This card cannot protect the offline copy: its RSA key is of an old kind.",
        ),
        e.CertificateRefusal.UNTRUSTED: translate(
            "errors", "This card was not issued by anybody trusted here."
        ),
        e.CertificateRefusal.EXPIRED: translate("errors", "This card has expired."),
        e.CertificateRefusal.NOT_YET_VALID: translate("errors", "This card is not valid yet."),
        e.CertificateRefusal.NO_STAFF_ID: translate(
            "errors", "This card does not say whose staff number it carries."
        ),
        e.CertificateRefusal.WEAK_KEY: translate("errors", "This card's key is too weak to be accepted."),
        e.CertificateRefusal.WEAK_SIGNATURE: translate(
            "errors", "This card's certificate is signed in a way that is too weak to be accepted."
        ),
        e.CertificateRefusal.REVOKED: translate("errors", "This card was withdrawn by its issuer."),
        e.CertificateRefusal.REVOCATION_UNKNOWN: translate(
            "errors", "This computer has no list of withdrawn cards from this card's issuer."
        ),
        e.CertificateRefusal.REVOCATION_STALE: translate(
            "errors", "This computer's list of withdrawn cards is out of date."
        ),
    }
    return sentences[reason]


def _certificate_cure(reason: e.CertificateRefusal) -> str:
    match reason:
        case e.CertificateRefusal.NOT_YET_VALID:
            return translate("errors", "Is this computer's clock right? If it is, ask the card office.")
        case e.CertificateRefusal.REVOCATION_UNKNOWN | e.CertificateRefusal.REVOCATION_STALE:
            return translate("errors", "IT can bring the list; another workstation is the way until then.")
        case e.CertificateRefusal.NO_KEY_MANAGEMENT_KEY | e.CertificateRefusal.NO_OAEP:
            return translate("errors", "Use another card, or IT can let the keyring hold the key.")
        case _:
            return translate("errors", "Use another card, or ask the card office for a new one.")
