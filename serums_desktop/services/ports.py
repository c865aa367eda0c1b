"""What the use cases need of the outside. Adapters satisfy these by shape; `app` wires them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from serums_desktop.domain.coverage import Held, SourceCoverage
from serums_desktop.domain.evidence import Anchor, Confirmation, Deed, KeeperStatus, Receipt
from serums_desktop.domain.files import FileContent, FileGlance
from serums_desktop.domain.letters import AttachedLetter, LetterLook, PagePicture
from serums_desktop.domain.people import PatientAtSource, Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Accounting, PreparedPage, Received, Served
from serums_desktop.domain.series import Samples, SeriesInfo
from serums_desktop.domain.staff import CardHolder, CardPresence, Staff
from serums_desktop.domain.stored import (
    Integrity,
    Overview,
    StoredEntry,
    StoredRecord,
    StoredSize,
    Unread,
    Window,
)
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.ward import Ward
from serums_desktop.work.cancel import CancelToken

# -- identity --------------------------------------------------------------------------------------


class OpenCard(Protocol):
    """A card whose PIN was accepted. Used on the card lane alone."""

    @property
    def holder(self) -> CardHolder:
        """Whose card it is."""

    @property
    def algorithm(self) -> str:
        """The JWS algorithm of its signatures."""

    @property
    def certificate_chain_der(self) -> tuple[bytes, ...]:
        """Its certificates, leaf first."""

    @property
    def wrapping_key_sha256(self) -> str | None:
        """Names the key that `wrap` wraps to, None where the card only signs."""

    def sign(self, message: bytes) -> bytes:
        """Sign with the authentication key. Raises CardRemoved, CardFailed."""

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this card's authentication key signed the message."""

    def wrap(self, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        """Wrap a key so that only this card opens it, for this vault."""

    def unwrap(self, blob: bytes, key_sha256: str | None = None) -> bytearray:
        """Open a wrapped key, with a former key that is still on the card where one is named.

        Raises KeyNotReleased, CardRemoved, CardFailed.
        """

    def confirm(self, pin: bytearray, statement: bytes) -> Confirmation:
        """Present the PIN anew, whatever the session's age, and sign a statement.

        Wipes `pin`. After a wrong PIN the card signs nothing until a right one. Raises what `unlock` raises.
        """

    def close(self) -> None:
        """Log out and forget the session."""


class Credential(Protocol):
    """What proves the person while a session lasts: an open card, or the keyring with a passphrase."""

    @property
    def holder(self) -> Staff:
        """Whose it is."""

    def confirm(self, secret: bytearray, statement: bytes) -> Confirmation:
        """Ask for the PIN or passphrase anew and sign a statement with the person's own key.

        Wipes `secret`. Raises WrongPin, WrongPassphrase, PinBlocked, CardError, KeyringUnusable.
        """

    def close(self) -> None:
        """Forget whatever it holds."""


class Smartcard(Protocol):
    """The reader with whatever card is in it. Used on the card lane alone."""

    def look(self) -> CardPresence:
        """Read the holder without a PIN. Raises a CardError."""

    def choose(self, holder: CardHolder) -> CardPresence:
        """Sign in as this one of the card's identities, now and whenever the card is here again.

        Raises a CardError where the card has left.
        """

    def unlock(self, pin: bytearray) -> OpenCard:
        """Present the PIN; an empty one has a reader with a PIN pad ask for it.

        Raises WrongPin, PinBlocked and other CardErrors.
        """


class ReleasedKey(Protocol):
    """The cache key of one person on this workstation, in a buffer that can be wiped."""

    data_key: bytearray
    vault_id: str

    @property
    def begun_anew(self) -> bool:
        """Whether a key was here before that only an earlier card opens: the copy it opened stays closed."""

    def wipe(self) -> None:
        """Overwrite the key."""


class KeyRelease(Protocol):
    """Releases a person's cache key to their card."""

    def release(self, card: OpenCard) -> ReleasedKey:
        """Unwrap the key on the card; make one the first time.

        A renewed card takes over the key where it can still open it, and begins anew where it cannot.
        Raises a CardError; KeyringUnusable and SharedAccount where a policy keeps the key of a card that
        only signs in the keyring.
        """


class AccessTokens(Protocol):
    """Access tokens, one per source and purpose. Safe from any thread."""

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        """A token with some life left. Raises SourceError, SignInRefused, CardError."""

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        """A token other than the one the source refused."""

    def headers(self, source_id: str, token: str, method: str, url: str) -> dict[str, str]:
        """What a request has to carry with this token: Authorization, and a proof where it is bound to a key.

        Made anew for every request (RFC 9449 §4.2). Raises Cancelled after `forget`.
        """

    def heard_nonce(self, source_id: str, nonce: str) -> None:
        """The source's server wants this nonce in the next proofs (RFC 9449 §9)."""

    def sign_in(self, source_id: str, cancel: CancelToken) -> None:
        """Have the person sign in, in the browser, at a source that is read by the token of such a sign-in.

        Raises BrowserSignInFailed, SignInRefused, SourceError, Cancelled.
        """

    def discard(self, purpose: PurposeOfUse) -> None:
        """Drop the tokens of one purpose: the next one is asked for anew."""

    def forget(self) -> None:
        """Drop every token and the right to get another."""


class CardWatch(Protocol):
    """Tells of cards that come and go."""

    def start(self) -> None:
        """Begin; changes arrive on a thread of the watch's own."""

    def stop(self) -> None:
        """End and join."""


class HostWatch(Protocol):
    """Tells when the operating system locks its session, suspends, or shows somebody else's."""

    def start(self) -> None:
        """Begin; events arrive on a thread of the watch's own."""

    def stop(self) -> None:
        """End and join."""


# -- sources ---------------------------------------------------------------------------------------


class Source(Protocol):
    """One source of records. Safe from any thread; one call is one conversation."""

    @property
    def source_id(self) -> str:
        """The configuration's name for it."""

    def search(
        self, query: PatientQuery, purpose: PurposeOfUse, cancel: CancelToken
    ) -> list[PatientAtSource]:
        """Patients that may match. Raises SourceError, SignInRefused, Cancelled."""

    def patient(self, patient_id: str, purpose: PurposeOfUse, cancel: CancelToken) -> PatientAtSource | None:
        """The patient of this id, None where the source serves none. Raises SourceError, SignInRefused."""

    def close(self) -> None:
        """Close idle connections."""

    def read(
        self,
        patient: PatientAtSource,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None = None,
        held: Held | None = None,
    ) -> Iterator[list[Received] | PreparedPage | Served]:
        """Everything the source releases for this patient and purpose, or only some types, page by page.

        With `held`, a source that can tell what changed sends only that, and last of all a `Served`; one that
        cannot, or whose copy is due to be read anew, sends everything and no `Served`. A return without an
        error means that it was read to its end. Raises SourceError (`kept`: what came before), SignInRefused,
        Cancelled.
        """


@runtime_checkable
class WardSource(Protocol):
    """A source that knows who lies where, as the home source does."""

    def ward(self, location: str, purpose: PurposeOfUse, cancel: CancelToken) -> Ward:
        """Who lies at a Location ("Location/id") now. Raises SourceError, SignInRefused, Cancelled."""


class SourceAccounts(Protocol):
    """Sign-ins that some sources want for themselves, in memory for one session. Safe from any thread."""

    def sign_in(self, source_id: str, user_name: str, password: bytearray) -> None:
        """Sign in at a source, and at all that share its accounts. Wipes `password`.

        Raises SignInRefused, SourceError.
        """

    def forget(self) -> None:
        """Drop every token and the right to get another."""


class FileReader(Protocol):
    """Files, each parsed in a process of its own that can reach neither the network nor the record."""

    def glance(self, path: Path, cancel: CancelToken) -> FileGlance:
        """What a file is and whom it names. Raises FileNotTaken, Cancelled."""

    def read(
        self, path: Path, glance: FileGlance, patient_id: str, cancel: CancelToken
    ) -> Iterator[list[Received]]:
        """All that a file says of the one patient it names by this id, in pages of at most 500.

        For one that names nobody the id is "". Others are only counted. Raises FileNotTaken, Cancelled.
        """

    def glance_at_content(self, name: str, content: bytes, cancel: CancelToken) -> FileGlance:
        """The same as `glance` for bytes that are in memory alone."""

    def read_content(
        self, content: bytes, glance: FileGlance, patient_id: str, cancel: CancelToken
    ) -> Iterator[list[Received]]:
        """The same as `read` for bytes that are in memory alone."""


class LetterReader(Protocol):
    """Letters, each drawn in a process of its own that can reach neither the network nor the record."""

    def attached(self, raw: bytes) -> tuple[AttachedLetter, ...]:
        """The letters that a resource holds or points to; none where it is not one that can be read."""

    def inline(self, raw: bytes, index: int) -> bytes:
        """The bytes of one of them that came along, empty where it did not. Raises FileNotTaken."""

    def file(self, path: Path, glance: FileGlance, cancel: CancelToken) -> bytes:
        """A letter from this workstation, while it is what was glanced at. Raises FileNotTaken, Cancelled."""

    def look(self, content: bytes, media_type: str, cancel: CancelToken) -> LetterLook:
        """What a letter is and how many pages it has. Raises FileNotTaken, Cancelled."""

    def pages(
        self, content: bytes, numbers: Sequence[int], width_px: int, cancel: CancelToken
    ) -> Iterator[PagePicture]:
        """Pages of a letter, from 0, this wide; of 0 their words alone. Raises FileNotTaken, Cancelled."""


@runtime_checkable
class AttachmentSource(Protocol):
    """A source that keeps letters beside its entries."""

    def attachment(self, url: str, purpose: PurposeOfUse, cancel: CancelToken) -> bytes:
        """A letter by the address, absolute or relative, that an entry of this source gives.

        Raises FileNotTaken where it has none for us, SourceError, SignInRefused, Cancelled.
        """


class LinkOpener(Protocol):
    """Fetches what a SMART Health Link leads to."""

    def open(self, path: Path, passcode: str, cancel: CancelToken) -> list[FileContent]:
        """Every file that the link in a text file leads to. Raises FileNotTaken, Cancelled."""


# -- store -----------------------------------------------------------------------------------------


class RecordVault(Protocol):
    """One patient's part of the cache. Used on the database lane alone."""

    def begin(self, source_id: str, purpose: PurposeOfUse = PurposeOfUse.TREATMENT) -> int:
        """Start reading a source anew; returns the run. Raises ValueError for another copy's purpose."""

    def write(self, run: int, page: Sequence[Received] | PreparedPage, received_s: float) -> None:
        """Keep a page, folded into the timeline, in one transaction."""

    def finish(
        self,
        run: int,
        coverage: SourceCoverage,
        *,
        complete: bool,
        types: frozenset[str] | None = None,
        served: frozenset[str] | None = None,
    ) -> None:
        """Keep what became of the asking.

        When complete, what the source no longer serves is gone: of everything, or of the `types` asked for.
        With `served` (``Type/id``), what it names stays although this run did not send it.
        """

    def held(self, source_id: str) -> Held | None:
        """What is kept of a source, None where it was never read to its end."""

    def drop_source(self, source_id: str) -> None:
        """Delete all of a source without trace; what its runs still bring counts no more."""

    def coverage(self) -> tuple[SourceCoverage, ...]:
        """What became of the last asking of each source that was ever asked."""

    def timeline(self) -> Timeline:
        """The whole merged timeline."""

    def overview(self) -> Overview:
        """How much lies when; kept while entries are written."""

    def safety(self) -> Timeline:
        """The items that a summary of what one is warned of, has and takes is made of, and no others."""

    def undated(self) -> Timeline:
        """The items without a date."""

    def window(self, before_s: float | None = None, most: int = 2_000) -> Window:
        """At least `most` dated items that begin before (UTC epoch s), the newest first."""

    def find(self, words: str, most: int = 500) -> list[TimelineItem]:
        """Items with all of these words, the last one as a beginning; the newest first."""

    def entries(self, entry_ids: Sequence[str]) -> list[StoredEntry]:
        """Entries with their raw resources, in the order asked."""

    def series(self) -> list[SeriesInfo]:
        """The device series of the record."""

    def samples(self, code: str, start_s: float, end_s: float) -> list[Samples]:
        """Runs of samples of one quantity that touch a span, in time order."""

    def unread(self) -> list[Unread]:
        """The resources that could not be read."""

    def accounting(self) -> Accounting:
        """What became of every resource received."""

    def close(self) -> None:
        """Close the file."""


class RecordStore(Protocol):
    """The encrypted cache of one person on this workstation. Used on the database lane alone."""

    @property
    def was_rebuilt(self) -> bool:
        """Whether `open` found the index damaged, so that every record is to be copied anew."""

    def open(self, key: ReleasedKey) -> None:
        """Open or make the index. Raises StoreUnreadable, StoreTooNew, DiskFull."""

    def confirmed_s(self) -> float | None:
        """When the home source last confirmed whose cache this is (UTC epoch seconds), None before any."""

    def keep_confirmed(self, at_s: float) -> None:
        """Keep when it did; 0 that it no longer does."""

    def destroy(self) -> None:
        """Close the cache and delete all of its files."""

    def remember(self, person: Person, opened_s: float, *, prefetched: bool = False) -> str:
        """Keep who the person is, under one record id. If `prefetched`, nobody has opened it yet."""

    def records(self) -> list[StoredRecord]:
        """Every record kept here, the last opened first. An emergency's copy is never among them."""

    def person(self, record_id: str) -> Person:
        """Whose record it is, an emergency's copy included. Raises NotOnThisWorkstation."""

    def relink(self, record_id: str, person: Person) -> None:
        """Keep that a source knows this record's person too. For an emergency's copy, in memory alone."""

    def unlink(self, record_id: str, source_id: str) -> Person:
        """Undo that a source knows this record's person: its entries go, the others stay as they were.

        The source's patient is kept apart from now on (`Person.apart`). Returns who is known now. Raises
        ValueError for the only patient there is, NotOnThisWorkstation.
        """

    def begin_emergency(self, person: Person) -> str:
        """A copy of what is kept of a person, whose key never leaves memory; returns its record id.

        Nothing written to it reaches the record it came from. Raises DiskFull, StoreUnreadable.
        """

    def end_emergency(self, record_id: str) -> None:
        """Wipe the copy's key and delete its file; ending twice does nothing."""

    def vault(self, record_id: str) -> RecordVault:
        """Open one patient's vault. Raises NotOnThisWorkstation, StoreUnreadable.

        A damaged one, or one that is older than it should be, is set aside for a new one: see `take_damage`.
        """

    def take_damage(self) -> list[tuple[str, Integrity]]:
        """Records whose files were found damaged or rolled back since this was last asked."""

    def sizes(self) -> list[StoredSize]:
        """Every record kept here, without anything clinical; the last opened first."""

    def check(self, record_id: str) -> Integrity:
        """Read a whole file. Raises NotOnThisWorkstation."""

    def forget(self, record_id: str) -> None:
        """Destroy a record's key and delete its file."""

    def end_episode(self, record_id: str, at_s: float | None) -> None:
        """Keep when the patient left the ward (UTC epoch s), None where they are there."""

    def rekey(self, record_id: str) -> None:
        """Give a record a new key. Whatever is written or read meanwhile goes on. Raises StoreError."""

    def close(self) -> None:
        """Close everything and forget the key."""


# -- evidence --------------------------------------------------------------------------------------


class EvidenceKeeper(Protocol):
    """The process that keeps evidence. Safe from any thread."""

    def keep(self, deed: Deed) -> Receipt:
        """Record a deed; it is durable when this returns. Raises EvidenceNotKept."""

    def status(self) -> KeeperStatus:
        """How the evidence stands. Raises EvidenceNotKept."""

    def anchor(self, name: str) -> Anchor | None:
        """What is remembered of a file, None of one never told of. Raises EvidenceNotKept."""

    def advance(self, anchor: Anchor) -> None:
        """Remember, durably; an older generation is refused. Raises EvidenceNotKept."""


# -- workstation -----------------------------------------------------------------------------------


class HostConditions(Protocol):
    """What the workstation runs on; None where nobody can tell."""

    def is_on_battery(self) -> bool | None:
        """Whether it is not on mains."""

    def is_metered(self) -> bool | None:
        """Whether its network counts what is sent."""


class Clock(Protocol):
    """Time of day and elapsed time."""

    def now_s(self) -> float:
        """UTC epoch seconds."""

    def elapsed_s(self) -> float:
        """Seconds on a clock nobody sets."""
