"""Sources of records, and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from serums_desktop.domain.coverage import Held, Unfinished
from serums_desktop.domain.files import FileContent, FileGlance
from serums_desktop.domain.letters import AttachedLetter, LetterLook, PagePicture
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Anew, PreparedPage, Progress, Received, Served
from serums_desktop.domain.ward import Ward
from serums_desktop.work.cancel import CancelToken


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
        resume: Unfinished | None = None,
    ) -> Iterator[list[Received] | PreparedPage | Served | Progress | Anew]:
        """Everything the source releases for this patient and purpose, or only some types, page by page.

        With `held`, a source that can tell what changed sends only that, and last of all a `Served`; one that
        cannot, or whose copy is due to be read anew, sends everything and no `Served`. Where that can go on
        later, it says so by a `Progress`; with `resume` it does, or sends an `Anew` first. A return without
        an error means that it was read to its end. Raises SourceError (`kept`: what came before),
        SignInRefused, Cancelled.
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
class RereadingSource(Protocol):
    """A source that reads again what it sent earlier, as it would if it came now."""

    def reread(
        self,
        patient_id: str,
        resources: Sequence[bytes],
        types: frozenset[str],
        cancel: CancelToken,
    ) -> Iterator[list[Received] | PreparedPage]:
        """What is of this patient in the bytes of these resources. Raises SourceError, Cancelled."""


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
