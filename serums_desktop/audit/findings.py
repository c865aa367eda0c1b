"""What a check of evidence can find, as data; sentences are made where it is told."""

from __future__ import annotations

import enum


class Finding(enum.StrEnum):
    """Why a bundle was refused."""

    NOT_AS_WRITTEN = "not-as-written"
    BAD_KEY = "bad-key"
    OTHER_KEY = "other-key"
    OTHER_WORKSTATION = "other-workstation"
    OUT_OF_SEQUENCE = "out-of-sequence"
    CHECKPOINT_NOT_SIGNED = "checkpoint-not-signed"
    CHECKPOINT_OUT_OF_ORDER = "checkpoint-out-of-order"
    ENTRIES_CHANGED = "entries-changed"
    ENTRIES_NOT_SIGNED = "entries-not-signed"
    ENTRIES_MISSING = "entries-missing"
    OLDER_CHECKPOINT_NOT_SIGNED = "older-checkpoint-not-signed"
    OLDER_CHECKPOINT_DIFFERS = "older-checkpoint-differs"
    OPENED_VALUE_DIFFERS = "opened-value-differs"
    NOT_CONFIRMED = "not-confirmed"
    CONFIRMATION_NOT_SIGNED = "confirmation-not-signed"
    CONFIRMATION_DIFFERS = "confirmation-differs"
    CERTIFICATE_DIFFERS = "certificate-differs"
    PATIENT_DIFFERS = "patient-differs"
    STARTED_TWICE = "started-twice"
    NOT_STARTED = "not-started"
    ALREADY_ENDED = "already-ended"
    STAGE_NOT_SIGNED = "stage-not-signed"
    STAGE_DIFFERS = "stage-differs"
    STAGE_OUT_OF_ORDER = "stage-out-of-order"


class EvidenceRefused(Exception):
    """A bundle does not prove what it says.

    `first` and `last` are the entries concerned, both included; for NOT_AS_WRITTEN `first` is a line of the
    file, counted from 1. None where it is about the whole file.
    """

    def __init__(self, finding: Finding, first: int | None = None, last: int | None = None) -> None:
        super().__init__(finding.value, first, last)
        self.finding = finding
        self.first = first
        self.last = first if last is None else last
