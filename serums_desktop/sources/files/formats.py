"""Every format that is known, in the order in which they are tried. A new one is a module, named here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

import msgspec

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.files import (
    apple_health,
    cda,
    dexcom_clarity,
    edf,
    fhir_json,
    health_links,
    letters,
    libreview,
    nightscout,
)
from serums_desktop.sources.files.content import Part

PAGE_SIZE: Final = 500
# A page is held as a whole on both sides of the pipe: a recording's hours are large.
_PAGE_BYTES: Final = 16 << 20


class Format(Protocol):
    """What a module of a format has. It runs in the child process and raises FileNotTaken."""

    def recognise(self, part: Part) -> FileFormat | None:
        """What a document is, by its content; None for anything that this module does not read."""

    def patients(self, parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:
        """Whom the documents name, each once."""

    def read(self, parts: Sequence[Part], source_id: str, patient_id: str) -> Iterator[Iterable[Received]]:
        """What they say of one of these patients ("" where nobody is named), each resource once.

        What they say of others is given without its bytes, quarantined as another patient's.
        """


# Letters last: nearly everything can be read as plain text. An archive is what its first known format is.
_FORMATS: Final[tuple[Format, ...]] = (
    health_links,
    apple_health,
    fhir_json,
    cda,
    dexcom_clarity,
    libreview,
    nightscout,
    edf,
    letters,
)


class Recognised(msgspec.Struct, frozen=True):
    """What a file is, and which module reads which of its parts."""

    format: FileFormat
    readers: tuple[tuple[Format, tuple[Part, ...]], ...]


def recognise(parts: Sequence[Part]) -> Recognised:
    """What a file is, by its content. Raises FileNotTaken: UNKNOWN_FORMAT."""
    found: dict[int, list[Part]] = {}
    formats: list[tuple[int, FileFormat]] = []
    for part in parts:
        for rank, module in enumerate(_FORMATS):
            kind = module.recognise(part)
            if kind is not None:
                found.setdefault(rank, []).append(part)
                formats.append((rank, kind))
                break
    if not formats:
        raise FileNotTaken(FileRefusal.UNKNOWN_FORMAT)
    rank, kind = min(formats, key=lambda each: each[0])
    if _FORMATS[rank] is letters and parts[0].is_packed:
        # What shows letters shows them as they are, and there is nothing else in it.
        raise FileNotTaken(FileRefusal.UNKNOWN_FORMAT)
    return Recognised(kind, tuple((_FORMATS[rank], tuple(found[rank])) for rank in sorted(found)))


def patients(recognised: Recognised, source_id: str) -> tuple[PatientAtSource, ...]:
    """Whom a file names, each once."""
    named = {
        patient.patient_id: patient
        for module, parts in recognised.readers
        for patient in module.patients(parts, source_id)
    }
    return tuple(named.values())


def read(recognised: Recognised, source_id: str, patient_id: str) -> Iterator[list[Received]]:
    """What a file says of one patient, in pages of at most 500, fewer where they are large.

    In an archive about several people nobody can say whose a document is that names none: it is kept out.
    """
    page: list[Received] = []
    size = 0
    is_about_several = len(recognised.readers) > 1 and len(patients(recognised, source_id)) > 1
    for module, parts in recognised.readers:
        is_nobodys = is_about_several and not module.patients(parts, source_id)
        for some in module.read(parts, source_id, patient_id):
            for item in some:
                received = _kept_out(item) if is_nobodys else item
                page.append(received)
                size += len(received.raw) + sum(len(run.mantissas) for run in received.samples)
                if len(page) == PAGE_SIZE or size >= _PAGE_BYTES:
                    yield page
                    page, size = [], 0
    if page:
        yield page


def _kept_out(received: Received) -> Received:
    return Received(
        source_id=received.source_id,
        resource_type=received.resource_type,
        resource_id=received.resource_id,
        raw=b"",
        disposition=Disposition.QUARANTINED,
        reason=Reason.OTHER_PATIENT,
    )
