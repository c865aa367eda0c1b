"""Sentences about card software, reader, card, certificates and PIN."""

from __future__ import annotations

from serums_desktop.domain.diagnosis import Finding
from serums_desktop.domain.errors import CertificateRefusal, NoUsableCertificate
from serums_desktop.messages.errors import notice
from serums_desktop.messages.translation import translate

Sentences = dict[str, tuple[str, str]]


def card_sentences(finding: Finding) -> Sentences:
    """What each code of this finding's check means, and the cure."""
    match finding.check:
        case "card-module":
            return _module()
        case "reader" | "card":
            return _reader()
        case "certificates":
            return _certificates(finding.code)
        case "pin":
            return _pin()
        case _:
            return {}


def _module() -> Sentences:
    install = translate("diagnosis", "Install it, or correct card.module in the configuration.")
    return {
        "loads": (translate("diagnosis", "{path} loads."), ""),
        "none-found": (
            translate("diagnosis", "No card software is configured, and OpenSC is not installed."),
            translate("diagnosis", "Install OpenSC, or name another PKCS#11 module under card.module."),
        ),
        "missing": (translate("diagnosis", "The card software is missing: {path}."), install),
        "unreadable": (
            translate("diagnosis", "The card software cannot be read by this account: {path}."),
            translate("diagnosis", "Let this account read the file."),
        ),
        "not-a-library": (
            translate("diagnosis", "{path} is no program library."),
            translate(
                "diagnosis", "Name the PKCS#11 module itself under card.module, not its settings file."
            ),
        ),
        "other-system": (
            translate("diagnosis", "{path} was made for another system ({found}; here: {needed})."),
            translate("diagnosis", "Install the card software's edition for this system."),
        ),
        "other-processor": (
            translate("diagnosis", "{path} was made for another processor ({found}; needed: {needed})."),
            translate("diagnosis", "Install the card software's edition for {needed}."),
        ),
        "needs-another": (
            translate("diagnosis", "{path} needs {library}, which is not installed."),
            translate("diagnosis", "Install what {library} belongs to."),
        ),
        "refused-by-loader": (
            translate("diagnosis", "The system does not load {path}."),
            translate(
                "diagnosis", "Install the card software again, in an edition for this system's version."
            ),
        ),
        "not-pkcs11": (
            translate("diagnosis", "{path} is a program library, and no PKCS#11 module."),
            translate(
                "diagnosis", "Look up in the card software's manual which of its files is the PKCS#11 module."
            ),
        ),
        "does-not-start": (
            translate("diagnosis", "The card software loads and does not start ({answer})."),
            translate("diagnosis", "Restart the computer; if it does not start then, install it again."),
        ),
    }


def _reader() -> Sentences:
    return {
        "seen": (translate("diagnosis", "The card software answers; cards in readers: {count}."), ""),
        "service-away": (
            translate("diagnosis", "The system's smartcard service does not run."),
            translate(
                "diagnosis", "Start it (pcscd on Linux, Smart Card on Windows) and have it start by itself."
            ),
        ),
        "no-reader": (
            translate("diagnosis", "No card reader is connected."),
            translate("diagnosis", "Plug the reader in; if it is, install its driver or try another socket."),
        ),
        "not-seen-by-module": (
            translate(
                "diagnosis", "A reader is connected ({readers}), and the card software does not see it."
            ),
            translate("diagnosis", "Look in the card software's settings whether it leaves readers out."),
        ),
        "none": (
            translate("diagnosis", "No card is in the reader, so cards were not looked at."),
            translate("diagnosis", "Put a card in the right way round, and run this again."),
        ),
        "other-label": (
            translate("diagnosis", "Policy asks for cards labelled {label}; in the reader: {found}."),
            translate("diagnosis", "Put such a card in, or correct card.token_label."),
        ),
        "several": (
            translate("diagnosis", "{count} cards are in; people are asked which is theirs."),
            translate("diagnosis", "Take out the cards that nobody uses here."),
        ),
        "one": (translate("diagnosis", "One card is in the reader."), ""),
    }


def _certificates(code: str) -> Sentences:
    sentences = {
        "usable": (translate("diagnosis", "The card can be used until {until}."), ""),
        "ends-soon": (
            translate("diagnosis", "The card ends on {until}, in {days} days."),
            translate("diagnosis", "Have the card office renew it."),
        ),
        "no-card": (translate("diagnosis", "Not looked at: no card is in the reader."), ""),
        "card-left": (translate("diagnosis", "Not looked at: the card was taken out meanwhile."), ""),
        "not-read": (
            translate("diagnosis", "The card's certificates cannot be read ({answer})."),
            translate("diagnosis", "Take the card out, clean it, put it back; try another card."),
        ),
    }
    if code in set(CertificateRefusal):
        # The words that its owner gets.
        told = notice(NoUsableCertificate(CertificateRefusal(code)))
        sentences[code] = (told.happened, told.cure)
    return sentences


def _pin() -> Sentences:
    return {
        "ready": (translate("diagnosis", "The card says nothing against its PIN."), ""),
        "not-told": (translate("diagnosis", "The card does not tell how its PIN stands."), ""),
        "no-card": (translate("diagnosis", "Not looked at: no card is in the reader."), ""),
        "tries-left": (
            translate("diagnosis", "Tries left for the PIN: {left}."),
            translate("diagnosis", "The right PIN gives back what wrong ones took."),
        ),
        "few-tries": (
            translate("diagnosis", "Wrong PINs were entered; few tries are left."),
            translate("diagnosis", "The right PIN gives back what wrong ones took."),
        ),
        "last-try": (
            translate("diagnosis", "One wrong PIN more blocks the card."),
            translate("diagnosis", "Enter it with care; the right PIN gives back what wrong ones took."),
        ),
        "blocked": (
            translate("diagnosis", "The card's PIN is blocked."),
            translate("diagnosis", "The card office unblocks it; a colleague's card works meanwhile."),
        ),
    }
