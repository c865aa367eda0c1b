"""Errors say whose fault it is and carry data; `messages.errors` turns them into sentences.

No error carries patient data, a token, a PIN or a key: only what a log may hold.
"""

from __future__ import annotations

import enum


class Fault(enum.StrEnum):
    """Who can cure it."""

    PERSON = "person"
    CARD = "card"
    SOURCE = "source"
    WORKSTATION = "workstation"
    PROGRAM = "program"


class SerumsError(Exception):
    """Base of every error that may reach a person. Subclasses carry data in attributes, no prose."""

    fault: Fault = Fault.PROGRAM


class Cancelled(SerumsError):
    """The person, or a lock, asked for the work to stop."""

    fault = Fault.PERSON


# -- card ------------------------------------------------------------------------------------------


class CardError(SerumsError):
    """Something about the card, its reader or its middleware."""

    fault = Fault.CARD


class CardModuleMissing(CardError):
    """The PKCS#11 module named by the configuration cannot be loaded."""

    fault = Fault.WORKSTATION

    def __init__(self, module: str) -> None:
        super().__init__(module)
        self.module = module


class NoCardModule(CardError):
    """The configuration names no PKCS#11 module, and OpenSC is in none of the places it is installed to."""

    fault = Fault.WORKSTATION


class NoReader(CardError):
    """The card module sees no reader at all, with or without a card."""

    fault = Fault.WORKSTATION


class NoCard(CardError):
    """No token in any slot."""


class CardRemoved(CardError):
    """The card left its reader in the middle of something."""


class NoUsableCertificate(CardError):
    """The card holds no certificate that serves; `reason` is a `CertificateRefusal` value."""

    def __init__(self, reason: CertificateRefusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class CertificateRefusal(enum.StrEnum):
    """Why a card's certificate was not accepted."""

    NONE_FOUND = "none-found"
    NO_AUTHENTICATION_KEY = "no-authentication-key"
    NO_KEY_MANAGEMENT_KEY = "no-key-management-key"
    NO_STAFF_ID = "no-staff-id"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WEAK_KEY = "weak-key"
    WEAK_SIGNATURE = "weak-signature"
    NO_OAEP = "no-oaep"
    REVOKED = "revoked"
    REVOCATION_UNKNOWN = "revocation-unknown"
    REVOCATION_STALE = "revocation-stale"


class TriesHint(enum.StrEnum):
    """What the card tells of the PIN tries that are left. PKCS#11 tells flags, not a number."""

    UNKNOWN = "unknown"
    MANY = "many"
    FEW = "few"
    LAST = "last"
    BLOCKED = "blocked"


class WrongPin(CardError):
    """The card refused the PIN. `tries` is what the card tells; `tries_left` a number where it has one."""

    fault = Fault.PERSON

    def __init__(self, tries: TriesHint, tries_left: int | None = None) -> None:
        super().__init__(tries.value)
        self.tries = tries
        self.tries_left = tries_left


class PinBlocked(CardError):
    """The card accepts no PIN any more until it is unblocked."""


class CardFailed(CardError):
    """The card or its module answered with a code nobody expected; `code` names it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeyRefusal(enum.StrEnum):
    """Why a card did not release a cache key."""

    OTHER_CARD = "other-card"
    TAMPERED = "tampered"
    UNREADABLE = "unreadable"


class KeyNotReleased(CardError):
    """The wrapped cache key did not open with this card; `reason` is a `KeyRefusal` value."""

    def __init__(self, reason: KeyRefusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


# -- keyring ---------------------------------------------------------------------------------------


class KeyringRefusal(enum.StrEnum):
    """Why the operating system's keyring cannot be used."""

    NONE = "none"
    LOCKED = "locked"
    PLAINTEXT = "plaintext"
    DISCARDING = "discarding"
    UNKNOWN_BACKEND = "unknown-backend"
    NOT_LOADED = "not-loaded"
    FAILED = "failed"


class KeyringUnusable(SerumsError):
    """The operating system's keyring cannot keep a secret here; `backend` names its class, "" for none."""

    fault = Fault.WORKSTATION

    def __init__(self, reason: KeyringRefusal, backend: str = "") -> None:
        super().__init__(reason.value, backend)
        self.reason = reason
        self.backend = backend


class WrongPassphrase(SerumsError):
    """The passphrase does not open the person's key. `wait_s` is how long until the next try is taken."""

    fault = Fault.PERSON

    def __init__(self, wait_s: float = 0.0) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


class SharedAccount(SerumsError):
    """Several people use this operating system account, so its keyring is nobody's own.

    `account` names it; `because` says how that is known: "policy" or "enrolled" (somebody else is already).
    """

    fault = Fault.WORKSTATION

    def __init__(self, account: str, because: str) -> None:
        super().__init__(account, because)
        self.account = account
        self.because = because


class NotEnrolled(SerumsError):
    """This person never signed in here through the browser, or their sign-in was revoked."""

    fault = Fault.PERSON


class WeakPassphrase(SerumsError):
    """The passphrase is shorter than `shortest` characters."""

    fault = Fault.PERSON

    def __init__(self, shortest: int) -> None:
        super().__init__(shortest)
        self.shortest = shortest


class BrowserSignInFailed(SerumsError):
    """The sign-in in the browser did not end well; `code` is the OAuth error or a check that failed.

    `skew_s` is how far this workstation's clock was ahead of the provider's, None where that is unknown.
    """

    fault = Fault.SOURCE

    def __init__(self, code: str, skew_s: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.skew_s = skew_s


class OfflineTooLong(SerumsError):
    """The home source has not confirmed this person for longer than may be. Nothing was opened.

    `since_s` is when it last did (UTC epoch seconds). `clock_went_back` says that this workstation's clock
    stands before that moment, so that no age can be told.
    """

    fault = Fault.WORKSTATION

    def __init__(self, since_s: float, *, clock_went_back: bool = False) -> None:
        super().__init__(since_s, clock_went_back)
        self.since_s = since_s
        self.clock_went_back = clock_went_back


# -- opening from another program ------------------------------------------------------------------


class OpeningFault(enum.StrEnum):
    """Why a patient another program named was not opened."""

    UNKNOWN_ISSUER = "unknown-issuer"
    NOT_OFFERED = "not-offered"
    NO_PATIENT = "no-patient"
    NOT_FOUND = "not-found"
    SEVERAL = "several"
    EXPIRED = "expired"


class NotOpened(SerumsError):
    """Another program asked for a patient's record, and it was not opened."""

    fault = Fault.SOURCE

    def __init__(self, reason: OpeningFault) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NoWindow(SerumsError):
    """No window of this person is running that could be asked to open something."""

    fault = Fault.PERSON


# -- evidence --------------------------------------------------------------------------------------


class CapsuleFault(enum.StrEnum):
    """Why a downtime capsule stays closed."""

    NOT_ALLOWED = "not-allowed"
    EMPTY = "empty"
    NOT_IN_IT = "not-in-it"
    TOO_OLD = "too-old"
    NO_COUNTER = "no-counter"
    SECOND_CARD = "second-card"
    NO_EMERGENCY = "no-emergency"
    DAMAGED = "damaged"


class EvidenceFault(enum.StrEnum):
    """Why a deed could not be recorded."""

    UNREACHABLE = "unreachable"
    NOT_DURABLE = "not-durable"
    DISK_FULL = "disk-full"
    JOURNAL_DAMAGED = "journal-damaged"
    KEYS_NOT_OPENED = "keys-not-opened"


class EvidenceNotKept(SerumsError):
    """The deed could not be recorded, so nothing was opened."""

    fault = Fault.WORKSTATION

    def __init__(self, reason: EvidenceFault) -> None:
        super().__init__(reason.value)
        self.reason = reason


class CapsuleClosed(SerumsError):
    """The downtime capsule says nothing of this patient here and now; `reason` says why."""

    fault = Fault.WORKSTATION

    def __init__(self, reason: CapsuleFault) -> None:
        super().__init__(reason)
        self.reason = reason


class EmergencyOver(SerumsError):
    """The emergency access has ended; what it showed is gone."""

    fault = Fault.PERSON


# -- sources ---------------------------------------------------------------------------------------


class SourceFault(enum.StrEnum):
    """What went wrong between this workstation and one source."""

    UNREACHABLE = "unreachable"
    TLS = "tls"
    TIMEOUT = "timeout"
    INTERRUPTED = "interrupted"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    TOO_MANY_REQUESTS = "too-many-requests"
    SERVER_ERROR = "server-error"
    NOT_FHIR = "not-fhir"
    TRUNCATED = "truncated"
    TOO_LARGE = "too-large"
    UNSUPPORTED_VERSION = "unsupported-version"
    FOREIGN_LINK = "foreign-link"
    NOT_SIGNED_IN = "not-signed-in"
    NOT_READ = "not-read"


class SourceError(SerumsError):
    """One source failed. `kept` is the number of resources received before it did.

    `retry_after_s` is what the source itself asked for, in seconds. `http_status` is None when no
    answer came. `missing` are resource types that the source could not give to anybody; never what it
    withheld of one patient.
    """

    fault = Fault.SOURCE

    def __init__(
        self,
        source_id: str,
        kind: SourceFault,
        *,
        http_status: int | None = None,
        kept: int = 0,
        retry_after_s: float | None = None,
        missing: tuple[str, ...] = (),
    ) -> None:
        super().__init__(source_id, kind.value, http_status)
        self.source_id = source_id
        self.kind = kind
        self.http_status = http_status
        self.kept = kept
        self.retry_after_s = retry_after_s
        self.missing = missing


class SignInRefused(SerumsError):
    """The identity provider of a source refused the person, or said what cannot be believed.

    `code` is its OAuth error code or the check that failed. `skew_s` is how far this workstation's clock was
    ahead of the provider's when it answered, None where that is unknown: it explains, it excuses nothing.
    """

    fault = Fault.SOURCE

    def __init__(self, source_id: str, code: str, skew_s: float | None = None) -> None:
        super().__init__(source_id, code)
        self.source_id = source_id
        self.code = code
        self.skew_s = skew_s


# -- files -----------------------------------------------------------------------------------------


class FileRefusal(enum.StrEnum):
    """Why a file was not taken."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    UNKNOWN_FORMAT = "unknown-format"
    UNSUPPORTED_VERSION = "unsupported-version"
    NOT_WHAT_IT_SAYS = "not-what-it-says"
    PASSCODE_NEEDED = "passcode-needed"
    PASSCODE_WRONG = "passcode-wrong"
    LINK_EXPIRED = "link-expired"
    NEEDS_NETWORK = "needs-network"
    READER_ENDED = "reader-ended"
    READER_TOO_SLOW = "reader-too-slow"
    ANOTHER_PERSON = "another-person"
    NOBODY_NAMED = "nobody-named"


class FileNotTaken(SerumsError):
    """A file could not be read; nothing of it was kept. It names neither the file nor anything in it.

    `tries_left` is what a SMART Health Link tells after a wrong passcode.
    """

    fault = Fault.PERSON

    def __init__(self, reason: FileRefusal, tries_left: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.tries_left = tries_left


# -- store -----------------------------------------------------------------------------------------


class StoreError(SerumsError):
    """The encrypted cache."""

    fault = Fault.WORKSTATION


class StoreLocked(StoreError):
    """The cache was closed by a lock while something still asked for it."""


class StoreUnreadable(StoreError):
    """A file of the cache cannot be used. `path_name` has no patient data.

    `is_damaged` means a wrong key or a damaged file, which SQLCipher cannot tell apart; otherwise the
    system did not let it be read or written.
    """

    def __init__(self, path_name: str, *, is_damaged: bool = False) -> None:
        super().__init__(path_name, is_damaged)
        self.path_name = path_name
        self.is_damaged = is_damaged


class FormerKey(StoreUnreadable):
    """The copies have got another key since this one was kept: it opens them no more, and harms nothing."""


class FileInUse(StoreUnreadable):
    """Another program holds a file of the cache; it passes."""


class StoreTooNew(StoreError):
    """The file was written by a newer version of the program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class DiskFull(StoreError):
    """Nothing could be written; what was shown stays on screen."""


class NotOnThisWorkstation(StoreError):
    """Offline, and no copy of this record is kept here."""


class AccountingBroken(SerumsError):
    """The counts of a record's resources do not add up: something would be dropped or counted twice."""

    def __init__(self, received: int, accounted: int) -> None:
        super().__init__(received, accounted)
        self.received = received
        self.accounted = accounted


# -- workstation -----------------------------------------------------------------------------------


class ConfigurationError(SerumsError):
    """The configuration file cannot be used; `where` is its key path, `problem` a short code."""

    fault = Fault.WORKSTATION

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(where, problem)
        self.where = where
        self.problem = problem
