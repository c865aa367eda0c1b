"""Files that somebody brings to a record: what they are, and whom they name."""

from __future__ import annotations

import enum

import msgspec

from serums_desktop.domain.people import PatientAtSource


class FileFormat(enum.StrEnum):
    """What a file was recognised as, by its content and never by its name alone."""

    FHIR_JSON = "fhir-json"
    FHIR_NDJSON = "fhir-ndjson"
    CDA = "cda"
    SMART_HEALTH_LINK = "smart-health-link"
    APPLE_HEALTH = "apple-health"
    DEXCOM_CLARITY = "dexcom-clarity"
    LIBREVIEW = "libreview"
    NIGHTSCOUT = "nightscout"
    EDF = "edf"
    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"


# What the source id of a file begins with.
FILE_SOURCE = "file-"

# Files that are looked at and say nothing that a program could merge.
LETTERS = frozenset({FileFormat.PDF, FileFormat.IMAGE, FileFormat.TEXT})


class FileGlance(msgspec.Struct, frozen=True):
    """What a file is and whom it names, before anything of it joins a record.

    `source_id` is ``file-`` and the beginning of the SHA-256 of its bytes: the same file is the same source.
    `name` is its name without folders. `patients` are those it names, each as `PatientAtSource` of that
    source; none where it names nobody, as most device files do. `links_out` is what it would have to ask a
    server for (a SMART Health Link); empty for a file that is complete.
    """

    source_id: str
    name: str
    format: FileFormat
    size_bytes: int
    patients: tuple[PatientAtSource, ...] = ()
    links_out: str = ""
    passcode_needed: bool = False


class FileContent(msgspec.Struct, frozen=True):
    """A file that is in memory alone: what a link led to."""

    name: str
    content: bytes

    def __repr__(self) -> str:
        return f"<FileContent {len(self.content)} bytes>"
