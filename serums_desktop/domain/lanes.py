"""The lanes of the timeline. Their order never changes."""

from __future__ import annotations

import enum


class Lane(enum.StrEnum):
    """One lane of the timeline, top to bottom."""

    ENCOUNTERS = "encounters"
    PROBLEMS = "problems"
    MEDICINES = "medicines"
    LABS = "labs"
    VITALS = "vitals"
    PROCEDURES = "procedures"
    DOCUMENTS = "documents"
    IMAGING = "imaging"


LANE_ORDER = tuple(Lane)
