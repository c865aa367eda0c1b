"""Why entries are one item, and on what sources differ, in sentences for the detail pane."""

from __future__ import annotations

from collections.abc import Mapping

from serums_desktop.domain.timeline import ConflictKind, FoldReason, FoldRule, TimelineItem
from serums_desktop.messages.translation import translate


def fold_sentence(reason: FoldReason, item: TimelineItem, issuers: Mapping[str, str]) -> str:
    """Why an item's entries are one; `issuers` has the names of numbering systems by their URI."""
    match reason.rule:
        case FoldRule.NUMBER:
            return _number(item.resource_type).format(
                number=reason.what, issuer=issuers.get(reason.by, reason.by)
            )
        case FoldRule.TEXT:
            return translate("folds", "The same text of the same day")
        case FoldRule.CODE:
            code = translate("folds", "code {code}").format(code=reason.what)
            return _content(item.resource_type).format(how=code)
        case FoldRule.NAME:
            # The name as compared is in no language's spelling, so it is not shown.
            return _content(item.resource_type).format(how=translate("folds", "by its name"))


def fold_sentences(item: TimelineItem, issuers: Mapping[str, str]) -> tuple[str, ...]:
    """Every reason for which an item's entries are one, each sentence once."""
    return tuple(dict.fromkeys(fold_sentence(reason, item, issuers) for reason in item.folds))


def _number(resource_type: str) -> str:
    match resource_type:
        case "Observation" | "DiagnosticReport" | "ImagingStudy":
            return translate("folds", "Same order number, {number} of {issuer}, and same result")
        case "MedicationRequest" | "MedicationStatement" | "MedicationDispense" | "MedicationAdministration":
            return translate(
                "folds", "Same prescription number, {number} of {issuer}, same substance and dose"
            )
        case "Device":
            return translate("folds", "Same device number, {number} of {issuer}")
        case "Encounter":
            return translate("folds", "Same encounter number, {number} of {issuer}, and same date")
        case "DocumentReference" | "Composition":
            return translate("folds", "Same document number, {number} of {issuer}")
        case _:
            return translate("folds", "Same number, {number} of {issuer}")


def _content(resource_type: str) -> str:
    match resource_type:
        case "Observation":
            return translate("folds", "Same test ({how}), time, value and unit")
        case "AllergyIntolerance":
            return translate(
                "folds", "Same substance ({how}); what each source knows of it is shown together"
            )
        case "Condition":
            return translate("folds", "Same problem ({how}), dates and status")
        case "MedicationRequest" | "MedicationStatement":
            return translate("folds", "Same substance ({how}), strength, dose, dates and status")
        case "Procedure":
            return translate("folds", "Same procedure ({how}), site and date")
        case "Immunization":
            return translate("folds", "Same vaccine ({how}) and date")
        case "Device":
            return translate("folds", "Same device ({how}), maker, model and serial number")
        case "DeviceUseStatement":
            return translate("folds", "Same device ({how}) and date")
        case _:
            return translate("folds", "Same statement ({how}), dates and status")


def conflict_sentence(kind: ConflictKind) -> str:
    """On what sources differ. Nothing is said of who is right."""
    return {
        ConflictKind.STATUS: translate("folds", "The sources give it a different status."),
        ConflictKind.DATES: translate("folds", "The sources give different dates."),
        ConflictKind.VALUE: translate("folds", "The sources give different values."),
        ConflictKind.CRITICALITY: translate(
            "folds", "The sources judge the criticality differently. The higher one is shown."
        ),
        ConflictKind.DOSE: translate("folds", "The sources give different doses of one substance."),
        ConflictKind.DOSE_WORDING: translate(
            "folds", "The sources give the dose of one substance in different words."
        ),
        ConflictKind.DENIED: translate("folds", "One source says that it is there, another that it is not."),
        ConflictKind.BLOOD_GROUP: translate("folds", "The record holds different blood groups."),
        ConflictKind.RESUSCITATION: translate("folds", "The record holds different resuscitation decisions."),
    }[kind]
