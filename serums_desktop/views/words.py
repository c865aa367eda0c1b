"""The words views have for the domain's own terms."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication, QLocale

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Label, RangeFlag, Standing
from serums_desktop.domain.errors import SourceFault
from serums_desktop.domain.identifiers import NATIONAL_NUMBERS, Identifier
from serums_desktop.domain.people import PersonName, Sex
from serums_desktop.domain.received import Reason
from serums_desktop.views.dates import age

translate = QCoreApplication.translate


def name_text(name: PersonName) -> str:
    """SURNAME, First; words where a source gave no name."""
    return str(name) or translate("Words", "Name not given")


def sex_text(sex: Sex) -> str:
    """FHIR administrative gender in words."""
    return {
        Sex.FEMALE: translate("Words", "Female"),
        Sex.MALE: translate("Words", "Male"),
        Sex.OTHER: translate("Words", "Other"),
        Sex.UNKNOWN: translate("Words", "Sex not given"),
    }[sex]


def age_text(birth: PartialDate | None, at: dt.date) -> str:
    """A completed age with its unit: 91 y; nothing where it cannot be told."""
    found = age(birth, at)
    if found is None:
        return ""
    number, unit = found
    pattern = {
        "y": translate("Words", "{number} y"),
        "m": translate("Words", "{number} m"),
        "d": translate("Words", "{number} d"),
    }[unit]
    return pattern.format(number=number)


def issuer_text(identifier: Identifier) -> tuple[str, str]:
    """Country code and name of an identifier's issuer; a number of one hospital has no country."""
    number = NATIONAL_NUMBERS.get(identifier.system)
    if number is None:
        return "", translate("Words", "Local no.")
    return number.country, number.label


def capsule_text(at: str) -> str:
    """Where a copy comes from that was kept for an outage, and of when it is."""
    return translate("Words", "from the downtime capsule, {at}").format(at=at)


def theme_text(name: str) -> str:
    """A theme by name. Raises KeyError for an unknown one."""
    return {
        "light": translate("Words", "Light"),
        "dark": translate("Words", "Dark"),
        "high-contrast": translate("Words", "High contrast"),
    }[name]


def nothing_recorded(answered: int) -> str:
    """Absence is never "none": it says who was asked."""
    if answered == 0:
        return translate("Words", "No source has answered yet.")
    return translate("Words", "Nothing recorded by the %n sources that answered.", "", answered)


def state_text(state: SourceState) -> str:
    """What a source did, in one word."""
    return {
        SourceState.ASKING: translate("Words", "asking"),
        SourceState.ANSWERED: translate("Words", "answered"),
        SourceState.PARTIAL: translate("Words", "answered in part"),
        SourceState.FAILED: translate("Words", "failed"),
        SourceState.NOT_ASKED: translate("Words", "not asked"),
        SourceState.ADDED: translate("Words", "added as a file"),
    }[state]


def stopped_text() -> str:
    """What somebody here did to the asking of a source."""
    return translate("Words", "stopped by you")


def fault_text(fault: SourceFault) -> str:
    """What went wrong between this workstation and one source."""
    return {
        SourceFault.UNREACHABLE: translate("Words", "It cannot be reached."),
        SourceFault.TLS: translate("Words", "It did not prove who it is."),
        SourceFault.TIMEOUT: translate("Words", "It did not answer in time."),
        SourceFault.INTERRUPTED: translate("Words", "It broke off half-way."),
        SourceFault.UNAUTHORISED: translate("Words", "It did not accept the sign-in."),
        SourceFault.FORBIDDEN: translate("Words", "It does not serve this workstation."),
        SourceFault.TOO_MANY_REQUESTS: translate("Words", "It asked to wait."),
        SourceFault.SERVER_ERROR: translate("Words", "It reported an error of its own."),
        SourceFault.NOT_FHIR: translate("Words", "Its answer was not a FHIR resource."),
        SourceFault.TRUNCATED: translate("Words", "Its answer was cut off."),
        SourceFault.TOO_LARGE: translate("Words", "Its answer was too large."),
        SourceFault.UNSUPPORTED_VERSION: translate("Words", "It speaks a FHIR version not known here."),
        SourceFault.NOT_READ: translate("Words", "What came could not be read."),
        SourceFault.FOREIGN_LINK: translate("Words", "It pointed to another server."),
        SourceFault.NOT_SIGNED_IN: translate("Words", "It wants a sign-in of its own."),
    }[fault]


def standing_text(standing: Standing) -> str:
    """Whether the source speaks of now, of before or of later."""
    return {
        Standing.CURRENT: translate("Words", "Current"),
        Standing.PAST: translate("Words", "Past"),
        Standing.PLANNED: translate("Words", "Planned"),
        Standing.UNKNOWN: translate("Words", "Standing not given"),
    }[standing]


def flag_text(flag: RangeFlag) -> str:
    """A result against its range, as the source says."""
    return {
        RangeFlag.NONE: "",
        RangeFlag.LOW: translate("Words", "low"),
        RangeFlag.HIGH: translate("Words", "high"),
        RangeFlag.CRITICAL_LOW: translate("Words", "critically low"),
        RangeFlag.CRITICAL_HIGH: translate("Words", "critically high"),
        RangeFlag.ABNORMAL: translate("Words", "abnormal"),
    }[flag]


def label_text(label: Label) -> str:
    """What a detail row is about."""
    return {
        Label.DOSE: translate("Words", "Dose"),
        Label.ROUTE: translate("Words", "Route"),
        Label.REASON: translate("Words", "Reason"),
        Label.REACTION: translate("Words", "Reaction"),
        Label.CRITICALITY: translate("Words", "Criticality"),
        Label.VERIFICATION: translate("Words", "Verification"),
        Label.PERFORMER: translate("Words", "Performer"),
        Label.PLACE: translate("Words", "Place"),
        Label.BODY_SITE: translate("Words", "Body site"),
        Label.METHOD: translate("Words", "Method"),
        Label.DEVICE: translate("Words", "Device"),
        Label.CATEGORY: translate("Words", "Category"),
        Label.NOTE: translate("Words", "Note"),
        Label.TEXT: translate("Words", "Text"),
        Label.QUANTITY: translate("Words", "Quantity"),
        Label.CONCLUSION: translate("Words", "Conclusion"),
        Label.CLOCK_OFFSET: translate("Words", "Device clock"),
        Label.SETTING: translate("Words", "Setting"),
    }[label]


def kind_text(resource_type: str) -> str:
    """What kind of entry a resource is; a kind without a word of its own keeps its FHIR name."""
    return {
        "AllergyIntolerance": translate("Words", "Allergy or intolerance"),
        "Condition": translate("Words", "Problem"),
        "Encounter": translate("Words", "Encounter"),
        "Flag": translate("Words", "Alert"),
        "Medication": translate("Words", "Medicine"),
        "MedicationRequest": translate("Words", "Medicine, prescribed"),
        "MedicationStatement": translate("Words", "Medicine"),
        "MedicationDispense": translate("Words", "Medicine, dispensed"),
        "MedicationAdministration": translate("Words", "Medicine, given"),
        "Observation": translate("Words", "Result"),
        "DiagnosticReport": translate("Words", "Report"),
        "Procedure": translate("Words", "Procedure"),
        "Immunization": translate("Words", "Vaccination"),
        "DocumentReference": translate("Words", "Document"),
        "Composition": translate("Words", "Document"),
        "ImagingStudy": translate("Words", "Imaging"),
        "Device": translate("Words", "Device"),
        "DeviceUseStatement": translate("Words", "Device in use"),
        "CarePlan": translate("Words", "Care plan"),
        "Goal": translate("Words", "Goal"),
        "FamilyMemberHistory": translate("Words", "Family history"),
    }.get(resource_type, resource_type)


def language_text(tag: str) -> str:
    """A language by its name; the tag itself where no name is known."""
    language = QLocale(tag).language()
    if not tag or language is QLocale.Language.C:
        return tag
    return QLocale.languageToString(language)


def reason_text(reason: Reason) -> str:
    """Why a resource could not be read."""
    return {
        Reason.WRONG_SHAPE: translate("Words", "not shaped as its kind says"),
        Reason.NO_ID: translate("Words", "without an id"),
        Reason.OTHER_PATIENT: translate("Words", "names another patient"),
    }.get(reason, reason.value)
