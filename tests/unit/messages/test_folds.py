"""Every reason for a fold and every kind of conflict has its sentence."""

from __future__ import annotations

import pytest

from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import ConflictKind, FoldReason, FoldRule, TimelineItem
from serums_desktop.messages.folds import conflict_sentence, fold_sentence, fold_sentences

KINDS = (
    "Observation", "DiagnosticReport", "MedicationRequest", "Device", "DeviceUseStatement", "Encounter",
    "DocumentReference", "AllergyIntolerance", "Condition", "Procedure", "Immunization", "Flag",
)  # fmt: skip
REASONS = (
    FoldReason(FoldRule.NUMBER, "urn:ustan:orders", "7"),
    FoldReason(FoldRule.CODE, "http://loinc.org", "2823-3"),
    FoldReason(FoldRule.NAME, "", "apixaban"),
    FoldReason(FoldRule.TEXT),
)


def item(resource_type: str, *folds: FoldReason) -> TimelineItem:
    return TimelineItem(item_id="1", lane=Lane.LABS, resource_type=resource_type, title="", folds=folds)


@pytest.mark.parametrize("resource_type", KINDS)
def test_every_reason_is_a_sentence_of_its_own(resource_type: str) -> None:
    sentences = fold_sentences(item(resource_type, *REASONS), {"urn:ustan:orders": "USTAN"})
    assert len(sentences) == len(REASONS)
    assert not any("{" in sentence for sentence in sentences)


def test_an_issuer_is_called_by_its_name_where_it_has_one() -> None:
    number = REASONS[0]
    result = item("Observation", number)
    assert fold_sentence(number, result, {"urn:ustan:orders": "USTAN"}) == (
        "Same order number, 7 of USTAN, and same result"
    )
    assert "urn:ustan:orders" in fold_sentence(number, result, {})


def test_a_code_is_named_and_a_compared_name_is_not() -> None:
    _, code, name, _ = REASONS
    assert fold_sentence(code, item("Observation"), {}) == "Same test (code 2823-3), time, value and unit"
    assert fold_sentence(name, item("MedicationRequest"), {}) == (
        "Same substance (by its name), strength, dose, dates and status"
    )


def test_no_two_conflicts_read_alike() -> None:
    assert len({conflict_sentence(kind) for kind in ConflictKind}) == len(ConflictKind)
